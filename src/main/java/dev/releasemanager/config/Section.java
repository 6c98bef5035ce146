package dev.releasemanager.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of the file while it is read: gives typed values by key and collects what is wrong with them. A value with a
 * fault is given as if it were absent, so that reading goes on. Plain values count as YAML 1.2 has them ({@code no} is a
 * word, not false), as editors and the JSON schema see them.
 */
final class Section {
    private static final Pattern NOTHING = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Set<String> ORDINARY_TAGS =
            Set.of("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "yaml", "map", "seq");
    private static final String YAML_TAG = "tag:yaml.org,2002:";
    private static final int SHOWN = 60;

    private static final Duration LONGEST = Duration.ofDays(30);
    private static final String A_DURATION = "an ISO-8601 duration such as PT15M, PT4H or P1D, up to P30D";
    private static final Pattern DURATION =
            Pattern.compile("P(?=[0-9T])([0-9]{1,6}D)?(T(?=[0-9])([0-9]{1,6}H)?([0-9]{1,6}M)?([0-9]{1,6}S)?)?");
    private static final Pattern SPOKEN_DURATION = Pattern.compile("(?i)([0-9]{1,6}) ?(d|h|m|min|s|sec)[a-z]*");

    private final Node node;
    private final String path;
    private final Faults faults;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();

    private Section(Node node, String path, Faults faults) {
        this.node = node;
        this.path = path;
        this.faults = faults;
    }

    /** The mapping at a node; null (with a fault) when there is something else. An empty value is an empty mapping. */
    static @Nullable Section of(Node node, String path, Faults faults, String accepted) {
        Section section = new Section(node, path, faults);
        if (isNothing(node)) {
            return section;
        }
        if (!(node instanceof MappingNode mapping) || !hasOrdinaryTag(node)) {
            faults.add(node, path, "is " + describe(node) + "; accepted: " + accepted);
            return null;
        }
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode scalar) || !hasOrdinaryTag(scalar)) {
                faults.add(
                        entry.getKeyNode(), path, "has " + describe(entry.getKeyNode()) + " as a key; accepted: text");
                continue;
            }
            String key = YamlText.original(scalar.getValue());
            NodeTuple earlier = section.entries.putIfAbsent(key, entry);
            if (earlier != null) {
                faults.add(
                        scalar,
                        section.child(key),
                        "stands here for the second time; it was set in line "
                                + (earlier.getKeyNode().getStartMark().getLine() + 1) + " already. Delete one");
            }
        }
        return section;
    }

    Node node() {
        return node;
    }

    String path() {
        return path;
    }

    String child(String key) {
        return path.isEmpty() ? show(key) : path + "." + show(key);
    }

    Set<String> keys() {
        return entries.keySet();
    }

    @Nullable
    Node find(String key) {
        NodeTuple entry = entries.get(key);
        return entry == null ? null : entry.getValueNode();
    }

    Node keyNode(String key) {
        NodeTuple entry = entries.get(key);
        return entry == null ? node : entry.getKeyNode();
    }

    /** Faults every key that isn't known here, with the nearest that is. */
    void refuseUnknownKeys(Collection<String> known) {
        for (String key : entries.keySet()) {
            if (!known.contains(key)) {
                faults.add(
                        keyNode(key),
                        child(key),
                        "is not a setting; accepted here: " + String.join(", ", known) + Nearest.hint(key, known));
            }
        }
    }

    /** A fault when the key is missing. */
    @Nullable
    Node need(String key, String accepted) {
        Node found = find(key);
        if (found == null) {
            faults.add(node, path, "has no \"" + key + "\"; accepted: " + accepted);
        }
        return found;
    }

    @Nullable
    Section section(String key, String accepted) {
        Node found = find(key);
        return found == null ? null : of(found, child(key), faults, accepted);
    }

    /** Text that a pattern takes; null if absent or, with a fault, wrong. */
    @Nullable
    String text(String key, Pattern pattern, String accepted) {
        Node found = find(key);
        return found == null ? null : text(found, child(key), pattern, accepted);
    }

    /** A list of words that a pattern takes, each once, in their order; those that are wrong are left out, with a fault. */
    List<String> words(String key, int least, int most, Pattern pattern, String accepted) {
        Node found = find(key);
        List<String> words = new ArrayList<>();
        if (found == null) {
            return words;
        }
        this.<String>list(found, child(key), least, most, accepted, item -> {
            String word = text(item, child(key), pattern, accepted);
            if (word != null && words.contains(word)) {
                faults.add(item, child(key), '"' + show(word) + "\" stands there twice; delete one");
            } else if (word != null) {
                words.add(word);
            }
            return word;
        });
        return words;
    }

    @Nullable
    String text(Node found, String at, Pattern pattern, String accepted) {
        String text = text(found, at, accepted);
        if (text == null) {
            return null;
        }
        if (!pattern.matcher(text).matches()) {
            faults.add(found, at, '"' + show(text) + "\" is not accepted; accepted: " + accepted);
            return null;
        }
        return text;
    }

    /** Any text but an empty one. */
    @Nullable
    String text(Node found, String at, String accepted) {
        if (!(found instanceof ScalarNode scalar) || isNothing(found) || !hasOrdinaryTag(found)) {
            faults.add(found, at, "is " + describe(found) + "; accepted: " + accepted);
            return null;
        }
        String text = YamlText.original(scalar.getValue());
        if (scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN
                && (TRUTH.matcher(text).matches() || NUMBER.matcher(text).matches())) {
            faults.add(
                    found,
                    at,
                    "is " + describe(found) + "; accepted: " + accepted + "; as text it stands in quotes: \""
                            + show(text) + '"');
            return null;
        }
        if (text.isBlank()) {
            faults.add(found, at, "is blank; accepted: " + accepted);
            return null;
        }
        return text;
    }

    OptionalInt whole(String key, int least, int most) {
        Node found = find(key);
        if (found == null) {
            return OptionalInt.empty();
        }
        String accepted = "a whole number from " + least + " to " + most;
        if (found instanceof ScalarNode scalar
                && scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN
                && hasOrdinaryTag(found)
                && WHOLE.matcher(scalar.getValue()).matches()
                && scalar.getValue().length() < 10) {
            int number = Integer.parseInt(scalar.getValue());
            if (least <= number && number <= most) {
                return OptionalInt.of(number);
            }
        }
        faults.add(found, child(key), "is " + describe(found) + "; accepted: " + accepted);
        return OptionalInt.empty();
    }

    Duration duration(String key, Duration otherwise) {
        Node found = find(key);
        Duration duration = found == null ? null : duration(found, child(key));
        return duration == null ? otherwise : duration;
    }

    /** Longer than nothing and at most 30 days; null, with a fault, if it is none. */
    @Nullable
    Duration duration(Node found, String at) {
        String text = text(found, at, A_DURATION);
        if (text == null) {
            return null;
        }
        if (!DURATION.matcher(text).matches()) {
            faults.add(found, at, '"' + show(text) + "\" is not a duration; accepted: " + A_DURATION + meant(text));
            return null;
        }
        Duration duration = Duration.parse(text);
        if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
            faults.add(
                    found,
                    at,
                    text + " is " + (duration.isZero() ? "no time" : "too long") + "; accepted: " + A_DURATION);
            return null;
        }
        return duration;
    }

    private static String meant(String text) {
        Matcher spoken = SPOKEN_DURATION.matcher(text.strip());
        if (!spoken.matches()) {
            return "";
        }
        String unit = spoken.group(2).substring(0, 1).toUpperCase(Locale.ROOT);
        String meant = (unit.equals("D") ? "P" : "PT") + spoken.group(1) + unit;
        return "; did you mean \"" + meant + "\"?";
    }

    /** The items of a list, each through a function that faults and gives null for what is wrong. Null if no list. */
    <T> @Nullable List<T> list(
            Node found, String at, int least, int most, String accepted, Function<Node, @Nullable T> item) {
        if (!(found instanceof SequenceNode sequence) || !hasOrdinaryTag(found)) {
            faults.add(found, at, "is " + describe(found) + "; accepted: " + accepted);
            return null;
        }
        int size = sequence.getValue().size();
        if (size < least || size > most) {
            faults.add(
                    found,
                    at,
                    "has " + size + (size == 1 ? " item" : " items") + "; accepted: "
                            + (most == Integer.MAX_VALUE ? "at least " + least : "from " + least + " to " + most)
                            + ", " + accepted);
        }
        List<T> items = new ArrayList<>();
        for (Node child : sequence.getValue()) {
            T value = item.apply(child);
            if (value != null) {
                items.add(value);
            }
        }
        return items;
    }

    static boolean isNothing(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN
                && NOTHING.matcher(scalar.getValue()).matches();
    }

    /** What stands there, in words. */
    static String describe(Node node) {
        if (!hasOrdinaryTag(node)) {
            return "a value with the tag " + show(node.getTag().getValue());
        }
        if (node instanceof MappingNode) {
            return "a group of settings";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        if (!(node instanceof ScalarNode scalar)) {
            return "nothing that is known";
        }
        if (isNothing(node)) {
            return "empty (a value that begins with # stands in quotes)";
        }
        String text = YamlText.original(scalar.getValue());
        if (scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN) {
            if (NUMBER.matcher(text).matches()) {
                return "the number " + show(text);
            }
            if (TRUTH.matcher(text).matches()) {
                return "the truth value " + show(text);
            }
        }
        return "the text \"" + show(text) + '"';
    }

    /** A value as it may be shown: one line, not endless. */
    static String show(String value) {
        String line = onOneLine(value);
        return line.codePointCount(0, line.length()) > SHOWN
                ? line.substring(0, line.offsetByCodePoints(0, SHOWN)) + "…"
                : line;
    }

    /** Without what breaks a line or turns it around. */
    static String onOneLine(String value) {
        return value.codePoints()
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean hasOrdinaryTag(Node node) {
        String tag = node.getTag().getValue();
        return tag.startsWith(YAML_TAG) && ORDINARY_TAGS.contains(tag.substring(YAML_TAG.length()));
    }
}
