package dev.releasemanager.manifest;

import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Many changes at once, from pasted lines (M1): {@code team | component | kind | title | link}, lists of merged pull
 * requests as hosting services show them, and lines of {@code git log --oneline}. Each line that isn't blank ends in
 * exactly one of the three lists. Whether one line that wasn't understood keeps all from being saved is the caller's.
 *
 * @param understood what can become a change, once what is missing is filled in
 * @param notUnderstood what a person has to correct or remove
 * @param passedOver headings and the like, which no change stands in
 */
public record PastedChanges(List<Understood> understood, List<Unclear> notUnderstood, List<Unclear> passedOver) {
    /** What is read of one paste; a line past it is not understood. */
    public static final int LINES = 1_000;

    private static final int LINE_LENGTH = 2_000;
    private static final String FORM = "team | component | kind | title | link";

    /**
     * A line that was understood.
     *
     * @param line counts from 1
     * @param component known, if any component is; the team is its owner where the line names none
     * @param kind the kind's id
     * @param missing which of team, component, kind and link are, in that order
     * @param guessed what was not written but concluded, in words
     */
    public record Understood(
            int line,
            Optional<TeamId> team,
            Optional<String> component,
            Optional<String> kind,
            String title,
            Optional<String> link,
            List<String> missing,
            List<String> guessed) {}

    /**
     * A line that wasn't.
     *
     * @param line counts from 1
     * @param text its beginning
     * @param why a sentence
     */
    public record Unclear(int line, String text, String why) {}

    /**
     * What lines are read against.
     *
     * @param teams the names of the teams that take part
     * @param repository where pull requests are that are given by their number only, such as
     *     {@code https://git.example/shop/checkout}
     */
    public record Known(
            Map<TeamId, String> teams,
            Landscape landscape,
            Collection<ChangeKind> kinds,
            Optional<String> repository) {}

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\t]]");
    private static final Pattern RULE = Pattern.compile("[-=_*|: \\t]+");
    private static final Pattern HEADING = Pattern.compile("#{1,6} .*|```.*|\\*\\*[^*]*\\*\\*:?");
    private static final Pattern CHANGELOG =
            Pattern.compile("(?i)\\*{0,2}full changelog\\*{0,2}:.*|.* made their first contribution in .*");
    private static final Pattern MERGED_BRANCH =
            Pattern.compile("(?i)merge (?:remote-tracking )?(?:branch|tag|commit) .*");
    private static final Pattern BULLET = Pattern.compile("(?:[-*+•◦▪‣]|\\d{1,3}[.)])[ \\t]+(?:\\[[ xX]\\][ \\t]+)?");
    private static final Pattern COMMIT = Pattern.compile("([0-9a-f]{7,40})[ \\t]+(\\S.*)");
    private static final Pattern DECORATION =
            Pattern.compile("\\((?:HEAD|tag: |origin/|upstream/|refs/|[^()]* -> )[^()]*\\)[ \\t]+");
    private static final Pattern CHAT_LINK = Pattern.compile("<(https?://[^<>|\\s]+)(?:\\|([^<>]*))?>");
    private static final Pattern MARKED_LINK = Pattern.compile("\\[([^\\[\\]]*)\\]\\((https?://[^()\\s]+)\\)");
    private static final Pattern ADDRESS = Pattern.compile("\\(?\\b(https?://[^\\s<>|()]+)\\)?");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w/&])\\(?([#!])(\\d{1,9})\\)?(?!\\w)");
    private static final Pattern TABBED_NUMBER = Pattern.compile("#?(\\d{1,9})\\t+([^\\t]+)\\t.*");
    private static final Pattern AUTHOR =
            Pattern.compile("[ \\t]+(?:(?:by|from|-|–|—)[ \\t]+)?@[\\w./-]{1,60}(?:\\[bot\\])?(?:[ \\t]+in)?$");
    private static final Pattern PREFIX =
            Pattern.compile("(?:\\[([^\\[\\]]{1,60})\\]|([\\w./ -]{0,60})(?:\\(([^()]{1,60})\\))?!?:)[ \\t].*");

    public static PastedChanges read(String text, Known known) {
        return new Reading(known).read(text);
    }

    private static final class Reading {
        private final Known known;
        private final Map<String, TeamId> teams = new TreeMap<>();
        private final Map<String, Component> components = new TreeMap<>();
        private final Map<String, String> kinds = new TreeMap<>();
        private final List<Understood> understood = new ArrayList<>();
        private final List<Unclear> notUnderstood = new ArrayList<>();
        private final List<Unclear> passedOver = new ArrayList<>();
        private final Map<String, Integer> seen = new HashMap<>();
        private boolean isLog;

        Reading(Known known) {
            this.known = known;
            known.teams().forEach((id, name) -> {
                teams.put(key(id.value()), id);
                teams.putIfAbsent(key(name), id);
            });
            known.landscape().components().forEach(component -> components.put(key(component.name()), component));
            for (ChangeKind kind : known.kinds()) {
                kinds.put(key(kind.id()), kind.id());
                kinds.putIfAbsent(key(kind.name()), kind.id());
            }
        }

        private static String key(String name) {
            return name.strip().toLowerCase(Locale.ROOT).replaceAll("[ _-]+", "-");
        }

        PastedChanges read(String text) {
            String[] lines = text.split("\\R", -1);
            for (String line : lines) {
                Matcher commit = COMMIT.matcher(body(line));
                isLog |= line.length() <= LINE_LENGTH
                        && commit.matches()
                        && commit.group(1).chars().anyMatch(Character::isDigit);
            }
            for (int i = 0; i < lines.length; i++) {
                String line = CONTROL.matcher(lines[i]).replaceAll("").strip();
                if (!line.isEmpty()) {
                    one(i + 1, line);
                }
            }
            return new PastedChanges(List.copyOf(understood), List.copyOf(notUnderstood), List.copyOf(passedOver));
        }

        private static String body(String line) {
            Matcher bullet = BULLET.matcher(line.strip());
            return bullet.lookingAt() ? line.strip().substring(bullet.end()) : line.strip();
        }

        private void one(int number, String line) {
            if (number > LINES) {
                unclear(number, line, "Only " + LINES + " lines are read at once; paste the rest afterwards.");
                return;
            }
            if (line.length() > LINE_LENGTH) {
                unclear(number, line, "It is longer than " + LINE_LENGTH + " characters.");
                return;
            }
            String body = body(line);
            if (RULE.matcher(line).matches()
                    || HEADING.matcher(line).matches()
                    || CHANGELOG.matcher(body).matches()) {
                passedOver.add(new Unclear(number, shown(line), "It is a heading or a rule."));
                return;
            }
            long columns = body.chars().filter(c -> c == '|').count();
            if (line.startsWith("|") || columns == 4) {
                columns(number, line);
                return;
            }
            Matcher commit = COMMIT.matcher(body);
            if (commit.matches() && (isLog || commit.group(1).chars().anyMatch(Character::isDigit))) {
                commit(number, line, commit.group(1), commit.group(2));
                return;
            }
            Found found = Found.in(body, known.repository());
            if (found.isNamed()) {
                conclude(number, line, found.title(), found.link());
            } else if (columns > 1) {
                columns(number, line);
            } else {
                unclear(number, line, "There is no pull request, commit or link in it. Write it as " + FORM + ".");
            }
        }

        private void commit(int number, String line, String hash, String rest) {
            Matcher decoration = DECORATION.matcher(rest);
            String title = decoration.lookingAt() ? rest.substring(decoration.end()) : rest;
            if (MERGED_BRANCH.matcher(title).matches()) {
                passedOver.add(new Unclear(number, shown(line), "It merges a branch and is no change by itself."));
                return;
            }
            Found found = Found.in(title, known.repository());
            conclude(number, line, found.title(), found.link().or(() -> known.repository()
                    .map(base -> Links.plain(base) + "/commit/" + hash)));
        }

        private void columns(int number, String line) {
            boolean bordered =
                    line.startsWith("|") && line.chars().filter(c -> c == '|').count() != 4;
            String row = bordered ? line.substring(1) : line.startsWith("|") ? line : body(line);
            String[] cells =
                    (bordered && row.endsWith("|") ? row.substring(0, row.length() - 1) : row).split("\\|", -1);
            if (cells.length != 5) {
                unclear(
                        number,
                        line,
                        "It has " + Wording.count(cells.length, "column") + ", and five are wanted: " + FORM + ".");
                return;
            }
            for (int i = 0; i < cells.length; i++) {
                cells[i] = cells[i].strip();
            }
            if (key(cells[0]).equals("team") && key(cells[3]).equals("title")) {
                passedOver.add(new Unclear(number, shown(line), "It is the heading of the columns."));
                return;
            }
            List<String> faults = new ArrayList<>();
            Optional<TeamId> team = named(cells[0], teams, "team", "that takes part", faults, Function.identity());
            Optional<Component> component = components.isEmpty()
                    ? Optional.of(cells[1]).filter(name -> !name.isEmpty()).map(Component::ownedByNobody)
                    : named(cells[1], components, "component", "that is known", faults, Function.identity());
            Optional<String> kind = named(cells[2], kinds, "kind of change", "", faults, Function.identity());
            Found found = Found.in(cells[4], known.repository());
            if (!cells[4].isEmpty() && found.link().isEmpty() && !found.isNamed()) {
                faults.add("“" + shown(cells[4]) + "” is no link; it begins with https://.");
            }
            title(cells[3], faults);
            if (faults.isEmpty()) {
                keep(number, line, team, component, kind, cells[3], found.link());
            } else {
                unclear(number, line, String.join(" ", faults));
            }
        }

        private static <T, R> Optional<R> named(
                String cell, Map<String, T> by, String what, String which, List<String> faults, Function<T, R> to) {
            if (cell.isEmpty()) {
                return Optional.empty();
            }
            T found = by.get(key(cell));
            if (found == null) {
                String near = nearest(key(cell), by.keySet())
                        .map(name -> " Is it " + name + "?")
                        .orElse("");
                faults.add("There is no " + what + " “" + shown(cell) + "”" + (which.isEmpty() ? "" : " " + which) + "."
                        + near);
                return Optional.empty();
            }
            return Optional.of(to.apply(found));
        }

        private static void title(String title, List<String> faults) {
            int length = title.codePointCount(0, title.length());
            if (title.isBlank()) {
                faults.add("It has no title.");
            } else if (length > Change.TITLE_LIMIT) {
                faults.add("Its title has " + length + " characters; " + Change.TITLE_LIMIT + " are the most.");
            }
        }

        private void conclude(int number, String line, String title, Optional<String> link) {
            List<String> faults = new ArrayList<>();
            title(title, faults);
            if (!faults.isEmpty()) {
                unclear(number, line, String.join(" ", faults));
                return;
            }
            List<String> hints = hints(title);
            Optional<Component> component = hints.stream()
                    .flatMap(hint -> Optional.ofNullable(components.get(key(hint))).stream())
                    .findFirst();
            Optional<TeamId> team = hints.stream()
                    .flatMap(hint -> Optional.ofNullable(teams.get(key(hint))).stream())
                    .findFirst();
            List<String> guessed = new ArrayList<>();
            component.ifPresent(found -> guessed.add("component " + found.name() + ", from the title"));
            if (component.isEmpty()) {
                team.ifPresent(found -> guessed.add("team " + found + ", from the title"));
            }
            keep(
                    number,
                    line,
                    component.isPresent() ? Optional.empty() : team,
                    component,
                    Optional.empty(),
                    title,
                    link,
                    guessed);
        }

        /** "checkout: …", "fix(checkout): …", "[checkout] …", "services/checkout: …" say where a change is. */
        private static List<String> hints(String title) {
            Matcher prefix = PREFIX.matcher(title);
            if (!prefix.matches()) {
                return List.of();
            }
            List<String> hints = new ArrayList<>();
            for (int group : new int[] {3, 1, 2}) {
                String hint = prefix.group(group);
                if (hint != null && !hint.isBlank()) {
                    hints.add(hint);
                    Stream.of(hint.split("[/,]", -1))
                            .map(String::strip)
                            .filter(part -> !part.isEmpty())
                            .forEach(part -> hints.add(hints.size() - 1, part));
                }
            }
            return hints;
        }

        private void keep(
                int number,
                String line,
                Optional<TeamId> team,
                Optional<Component> component,
                Optional<String> kind,
                String title,
                Optional<String> link) {
            keep(number, line, team, component, kind, title, link, new ArrayList<>());
        }

        private void keep(
                int number,
                String line,
                Optional<TeamId> team,
                Optional<Component> component,
                Optional<String> kind,
                String title,
                Optional<String> link,
                List<String> guessed) {
            String content = component.map(Component::name).orElse("") + "\n" + title + "\n" + link.orElse("");
            Integer same = seen.putIfAbsent(content, number);
            if (same != null) {
                unclear(number, line, "It says the same as line " + same + ".");
                return;
            }
            Optional<TeamId> owner = component
                    .flatMap(Component::team)
                    .filter(known.teams()::containsKey)
                    .filter(found -> team.isEmpty());
            owner.ifPresent(found -> guessed.add("team " + found + ", which owns the component"));
            Optional<TeamId> decided = team.or(() -> owner);
            if (decided.isEmpty() && known.teams().size() == 1) {
                decided = known.teams().keySet().stream().findFirst();
                guessed.add("team " + decided.map(TeamId::value).orElse("") + ", the only one taking part");
            }
            List<String> missing = new ArrayList<>();
            if (decided.isEmpty()) {
                missing.add("team");
            }
            if (component.isEmpty()) {
                missing.add("component");
            }
            if (kind.isEmpty()) {
                missing.add("kind");
            }
            if (link.isEmpty()) {
                missing.add("link");
            }
            understood.add(new Understood(
                    number,
                    decided,
                    component.map(Component::name),
                    kind,
                    title,
                    link,
                    List.copyOf(missing),
                    List.copyOf(guessed)));
        }

        private void unclear(int number, String line, String why) {
            notUnderstood.add(new Unclear(number, shown(line), why));
        }
    }

    /**
     * What a line of a list says.
     *
     * @param isNamed whether it names a pull request or bears a link at all; without that it could be any sentence
     */
    private record Found(String title, Optional<String> link, boolean isNamed) {
        static Found in(String body, Optional<String> repository) {
            Matcher tabbed = TABBED_NUMBER.matcher(body);
            String text = tabbed.matches() ? tabbed.group(2) + " (#" + tabbed.group(1) + ")" : body;
            text = CHAT_LINK.matcher(text).replaceAll("$2 $1 ").strip();
            text = MARKED_LINK.matcher(text).replaceAll("$1 $2 ").strip();
            Optional<String> link = Optional.empty();
            Matcher address = ADDRESS.matcher(text);
            if (address.find()) {
                link = Optional.of(address.group(1).replaceAll("[.,;:]+$", ""));
                text = address.replaceAll(" ").strip();
            }
            Matcher number = NUMBER.matcher(text);
            String first = "";
            String mark = "#";
            int from = -1;
            int to = -1;
            while (number.find()) {
                boolean atTheEdge = number.start() == 0
                        || number.group().startsWith("(")
                        || text.substring(number.end()).isBlank()
                        || AUTHOR.matcher(text.substring(number.end())).matches();
                if (atTheEdge && (first.isEmpty() || number.start() > 0)) {
                    mark = number.group(1);
                    first = number.group(2);
                    from = number.start();
                    to = number.end();
                }
            }
            if (from >= 0) {
                text = (text.substring(0, from) + " " + text.substring(to)).strip();
            }
            boolean named = link.isPresent() || from >= 0;
            if (link.isEmpty() && from >= 0) {
                String way = mark.equals("!") ? "/-/merge_requests/" : "/pull/";
                String at = first;
                link = repository.map(base -> Links.plain(base) + way + at);
            }
            text = AUTHOR.matcher(" " + text)
                    .replaceAll("")
                    .replaceAll("[ \\t]+", " ")
                    .strip();
            text = text.replaceAll("^[-–—:] ?|[ ]?[-–—:]$", "").strip();
            return new Found(text, link, named);
        }
    }

    private static String shown(String line) {
        int length = line.codePointCount(0, line.length());
        return length <= 80 ? line : line.substring(0, line.offsetByCodePoints(0, 79)) + "…";
    }

    /** A name that is two letters off at most. */
    private static Optional<String> nearest(String word, Collection<String> names) {
        String best = "";
        int distance = 3;
        for (String name : names) {
            if (Math.abs(name.length() - word.length()) < distance) {
                int found = distance(word, name);
                if (found < distance && found < word.length()) {
                    distance = found;
                    best = name;
                }
            }
        }
        return Optional.of(best).filter(name -> !name.isEmpty());
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int changed = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(Math.min(above, row[j - 1]) + 1, changed);
                corner = above;
            }
        }
        return row[b.length()];
    }
}
