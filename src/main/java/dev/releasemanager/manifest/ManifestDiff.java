package dev.releasemanager.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What changed between two revisions of a manifest, in words, from their canonical forms. Paths that it has no word of
 * its own for are told by the path itself, so that nothing that changed goes unsaid.
 *
 * @param sections what changed, by what it belongs to; empty if nothing did
 */
public record ManifestDiff(List<Section> sections) {
    /** What a long text is cut to in a line. */
    private static final int SHOWN = 80;

    /** How much that is the same stands before and after the part of a long text that differs. */
    private static final int AROUND = 24;

    /** What has a number of its own: {@code change #3 title}, {@code rollback step 2 what}. */
    private static final Pattern NUMBERED = Pattern.compile("([a-z][a-z ]*?) (#?[0-9]+) (.+)");

    /** What has a name of its own, which may hold blanks: {@code component stripe contact}. */
    private static final Pattern NAMED = Pattern.compile("(component) (.+) (team|external|contact)");

    private static final Pattern VERSION = Pattern.compile("version (.+)");

    /** Which field tells what a numbered thing is. */
    private static final List<String> TITLES = List.of("title", "what", "text", "condition", "name", "flag");

    /**
     * Lines that belong together.
     *
     * @param name "Scope", "Rollback plan" and so on
     */
    public record Section(String name, List<String> lines) {
        public Section {
            lines = List.copyOf(lines);
        }
    }

    public boolean isEmpty() {
        return sections.isEmpty();
    }

    /** All lines, without their sections. */
    public List<String> lines() {
        return sections.stream().flatMap(section -> section.lines().stream()).toList();
    }

    public static ManifestDiff between(String canonicalFrom, String canonicalTo) {
        Form from = Form.of(canonicalFrom);
        Form to = Form.of(canonicalTo);
        Map<String, List<String>> sections = new TreeMap<>();
        singles(from, to, sections);
        things(from, to, sections);
        List<Section> ordered = new ArrayList<>();
        sections.forEach((name, lines) -> ordered.add(new Section(name.substring(1), lines)));
        return new ManifestDiff(List.copyOf(ordered));
    }

    /** @param number orders those of a kind */
    private record Thing(String kind, String number) implements Comparable<Thing> {
        @Override
        public int compareTo(Thing other) {
            int byKind = kind.compareTo(other.kind);
            if (byKind != 0) {
                return byKind;
            }
            String digits = number.replace("#", "");
            String others = other.number.replace("#", "");
            boolean numbers = digits.matches("[0-9]+") && others.matches("[0-9]+");
            int byLength = numbers ? Integer.compare(digits.length(), others.length()) : 0;
            return byLength != 0 ? byLength : number.compareTo(other.number);
        }

        String name() {
            return kind + " " + number;
        }
    }

    /**
     * One canonical form, taken apart.
     *
     * @param singles the values of each path that is no part of a thing, in their order
     * @param things the values of each field, for each thing that has a number or a name of its own
     */
    private record Form(Map<String, List<String>> singles, Map<Thing, Map<String, String>> things) {
        static Form of(String text) {
            Map<String, List<String>> singles = new LinkedHashMap<>();
            Map<Thing, Map<String, String>> things = new TreeMap<>();
            for (String line : text.split("\n", -1)) {
                if (line.isEmpty()) {
                    continue;
                }
                int tab = line.indexOf('\t');
                String path = plain(tab < 0 ? line : line.substring(0, tab));
                String value = tab < 0 ? "" : plain(line.substring(tab + 1));
                Matcher matcher = NUMBERED.matcher(path);
                Matcher named = NAMED.matcher(path);
                if (matcher.matches()) {
                    things.computeIfAbsent(
                                    new Thing(matcher.group(1), matcher.group(2)), thing -> new LinkedHashMap<>())
                            .merge(matcher.group(3), value, (one, other) -> one + ", " + other);
                } else if (named.matches()) {
                    things.computeIfAbsent(new Thing(named.group(1), named.group(2)), thing -> new LinkedHashMap<>())
                            .put(named.group(3), value);
                } else {
                    singles.computeIfAbsent(path, key -> new ArrayList<>()).add(value);
                }
            }
            return new Form(singles, things);
        }
    }

    private static void singles(Form from, Form to, Map<String, List<String>> sections) {
        Map<String, List<String>> all = new LinkedHashMap<>(from.singles());
        to.singles().forEach(all::putIfAbsent);
        for (String path : all.keySet()) {
            List<String> before = from.singles().getOrDefault(path, List.of());
            List<String> after = to.singles().getOrDefault(path, List.of());
            if (before.equals(after)) {
                continue;
            }
            Matcher version = VERSION.matcher(path);
            String name = version.matches() ? "version of " + version.group(1) : path;
            List<String> lines = lines(sections, path);
            if (before.size() <= 1 && after.size() <= 1 && !isList(path)) {
                lines.add(name + ": " + step(before, after));
            } else {
                many(name, before, after, lines);
            }
        }
    }

    /** What there may be several of, even where there is one now. */
    private static boolean isList(String path) {
        return path.equals("team")
                || path.equals("dependency")
                || path.equals("criterion")
                || path.equals("rollback trigger");
    }

    private static void many(String name, List<String> before, List<String> after, List<String> lines) {
        List<String> removed = new ArrayList<>(before);
        after.forEach(removed::remove);
        List<String> added = new ArrayList<>(after);
        before.forEach(added::remove);
        boolean pair = removed.size() == 1 && added.size() == 1;
        removed.forEach(value -> lines.add(name + " removed: " + (pair ? shown(value, added.get(0)) : shown(value))));
        added.forEach(value -> lines.add(name + " added: " + (pair ? shown(value, removed.get(0)) : shown(value))));
        if (removed.isEmpty() && added.isEmpty()) {
            lines.add(name + ": now in the order " + shown(String.join(", ", after)));
        }
    }

    private static void things(Form from, Form to, Map<String, List<String>> sections) {
        Map<Thing, Map<String, String>> all = new TreeMap<>(from.things());
        to.things().forEach(all::putIfAbsent);
        for (Thing thing : all.keySet()) {
            Optional<Map<String, String>> before =
                    Optional.ofNullable(from.things().get(thing));
            Optional<Map<String, String>> after =
                    Optional.ofNullable(to.things().get(thing));
            if (before.equals(after)) {
                continue;
            }
            List<String> lines = lines(sections, thing.kind());
            if (before.isEmpty() || after.isEmpty()) {
                String title = title(after.or(() -> before).orElse(Map.of()));
                lines.add(thing.name()
                        + (before.isEmpty() ? " added" : " removed")
                        + (title.isEmpty() ? "" : ": " + shown(title)));
                continue;
            }
            fields(thing, before.get(), after.get(), lines);
        }
    }

    private static void fields(Thing thing, Map<String, String> before, Map<String, String> after, List<String> lines) {
        String title = title(before);
        String name = thing.name() + (title.isEmpty() ? "" : " (" + shown(title) + ")");
        Map<String, String> all = new LinkedHashMap<>(before);
        after.forEach(all::putIfAbsent);
        for (String field : all.keySet()) {
            List<String> old = list(before, field);
            List<String> now = list(after, field);
            if (!old.equals(now)) {
                lines.add(name + ": " + field + " " + step(old, now));
            }
        }
    }

    private static List<String> list(Map<String, String> fields, String field) {
        return Optional.ofNullable(fields.get(field)).stream().toList();
    }

    private static String title(Map<String, String> fields) {
        return TITLES.stream()
                .filter(fields::containsKey)
                .findFirst()
                .map(field -> fields.getOrDefault(field, ""))
                .orElse("");
    }

    /** "checkout → cart"; nothing is said as "none". */
    private static String step(List<String> before, List<String> after) {
        String old = String.join(", ", before);
        String now = String.join(", ", after);
        return !old.isBlank() && oneLine(old).equals(oneLine(now))
                ? shown(old) + " (only its spaces or line breaks)"
                : shown(old, now) + " → " + shown(now, old);
    }

    private static String oneLine(String value) {
        return value.replaceAll("\\s+", " ").strip();
    }

    private static String shown(String value) {
        return shown(value, "");
    }

    /** Of a long text the part in which it differs from the other, with some words around it. */
    private static String shown(String value, String other) {
        int[] line = oneLine(value).codePoints().toArray();
        if (line.length == 0) {
            return "none";
        }
        if (line.length <= SHOWN) {
            return new String(line, 0, line.length);
        }
        int[] against = oneLine(other).codePoints().toArray();
        int shorter = Math.min(line.length, against.length);
        int same = 0;
        while (same < shorter && line[same] == against[same]) {
            same++;
        }
        int tail = 0;
        while (tail < shorter - same && line[line.length - 1 - tail] == against[against.length - 1 - tail]) {
            tail++;
        }
        int from = wordAt(line, same);
        int room = SHOWN - (from > 0 ? 1 : 0);
        int until = against.length == 0 ? line.length : Math.min(line.length, line.length - tail + AROUND);
        if (until - from > room || until < line.length) {
            until = Math.min(until, from + room - 1);
        }
        return (from > 0 ? "…" : "") + new String(line, from, until - from) + (until < line.length ? "…" : "");
    }

    /** Where to begin so that some words before this place can be read: at a word, if one begins near enough. */
    private static int wordAt(int[] line, int place) {
        int earliest = place - AROUND;
        if (earliest <= 0) {
            return 0;
        }
        for (int at = earliest; at < place; at++) {
            if (line[at - 1] == ' ') {
                return at;
            }
        }
        return earliest;
    }

    /** The digit gives the order in which the sections stand. */
    private static List<String> lines(Map<String, List<String>> sections, String path) {
        String section;
        if (path.startsWith("change")) {
            section = "2Scope";
        } else if (path.startsWith("version")) {
            section = "3Versions";
        } else if (path.startsWith("component") || path.startsWith("dependency") || path.startsWith("relation")) {
            section = "4Dependencies";
        } else if (path.startsWith("criteri")) {
            section = "5Criteria";
        } else if (path.startsWith("rollback") || path.startsWith("reversal")) {
            section = "6Rollback plan";
        } else if (List.of("title", "purpose", "kind", "target", "zone", "channel", "ticket", "owner", "team")
                .contains(path)) {
            section = "1Release";
        } else {
            section = "7Other";
        }
        return sections.computeIfAbsent(section, name -> new ArrayList<>());
    }

    /** Undoes what {@link CanonicalForm#line} escapes; what isn't one of its escapes stays as it is. */
    private static String plain(String escaped) {
        StringBuilder text = new StringBuilder(escaped.length());
        int at = 0;
        while (at < escaped.length()) {
            char c = escaped.charAt(at);
            char next = c == '\\' && at + 1 < escaped.length() ? escaped.charAt(at + 1) : ' ';
            int kept = "\\nrt".indexOf(next);
            text.append(kept < 0 ? c : "\\\n\r\t".charAt(kept));
            at += kept < 0 ? 1 : 2;
        }
        return text.toString();
    }
}
