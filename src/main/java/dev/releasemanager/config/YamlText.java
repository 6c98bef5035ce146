package dev.releasemanager.config;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * The bytes of a YAML file as a tree of nodes that know their lines. It holds off what a hostile file can do: more than
 * {@link #MAX_BYTES}, deep nesting, aliases that multiply, other encodings, several documents. What can't be a tree
 * becomes a fault, never an exception.
 */
final class YamlText {
    static final int MAX_BYTES = 1 << 20;
    private static final int MAX_ALIASES = 50;
    private static final int MAX_DEPTH = 30;
    private static final int MAX_REPAIRS = 100;

    /** Stands in for an unquoted {@code @} while the rest of the file is read: same width, so columns stay true. */
    private static final char UNQUOTED_AT = '\uE0A0';

    private YamlText() {}

    /** The root of the file, or nothing when it has none; then there is at least one fault. */
    static Optional<Node> read(byte[] bytes, Faults faults) {
        if (bytes.length > MAX_BYTES) {
            faults.add("", "is " + bytes.length + " bytes long; accepted: up to " + MAX_BYTES + " bytes (1 MiB)");
            return Optional.empty();
        }
        String text = decode(bytes, faults);
        if (text == null) {
            return Optional.empty();
        }
        for (int repairs = 0; ; repairs++) {
            try {
                Node root = compose(text);
                if (root == null) {
                    faults.add(1, 1, "", "is empty; accepted: at least teams, roles and key_prefixes");
                    return Optional.empty();
                }
                return Optional.of(root);
            } catch (MarkedYAMLException e) {
                int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
                int column = e.getProblemMark() == null ? 1 : e.getProblemMark().getColumn() + 1;
                int at = e.getProblemMark() == null
                        ? -1
                        : text.offsetByCodePoints(0, e.getProblemMark().getIndex());
                if (at >= 0 && at < text.length() && text.charAt(at) == '@' && repairs < MAX_REPAIRS) {
                    faults.add(
                            line, column, "", "a value that begins with @ stands in quotes: \"" + word(text, at) + '"');
                    text = text.substring(0, at) + UNQUOTED_AT + text.substring(at + 1);
                    continue;
                }
                faults.add(line, column, "", "is not YAML here: " + cure(e));
                return Optional.empty();
            } catch (ReaderException e) {
                int at = Math.min(e.getPosition(), text.codePointCount(0, text.length()));
                String before = text.substring(0, text.offsetByCodePoints(0, at));
                faults.add(
                        lineOf(before),
                        columnOf(before),
                        "",
                        String.format("the character U+%04X can't stand in YAML; delete it", e.getCodePoint()));
                return Optional.empty();
            } catch (RuntimeException | StackOverflowError e) {
                // Whatever else the parser thinks of a hostile file, the operator gets words and the program goes on.
                faults.add(1, 1, "", "can't be read as YAML: " + firstLine(String.valueOf(e.getMessage())));
                return Optional.empty();
            }
        }
    }

    /** Scalars of a tree come through here, so that a repaired {@code @} reads as it was written. */
    static String original(String value) {
        return value.replace(UNQUOTED_AT, '@');
    }

    private static @Nullable Node compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setProcessComments(false);
        return new Yaml(options).compose(new StringReader(text));
    }

    private static @Nullable String decode(byte[] bytes, Faults faults) {
        int start = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF
                ? 3
                : 0;
        ByteBuffer input = ByteBuffer.wrap(bytes, start, bytes.length - start);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(input)
                    .toString();
        } catch (CharacterCodingException e) {
            String before = new String(Arrays.copyOfRange(bytes, start, input.position()), StandardCharsets.UTF_8);
            faults.add(lineOf(before), columnOf(before), "", "is not UTF-8 here; accepted: text saved as UTF-8");
            return null;
        }
    }

    private static String cure(MarkedYAMLException e) {
        String problem = e.getProblem() == null ? "" : firstLine(e.getProblem());
        if (problem.contains("'\\t'") || problem.contains("TAB")) {
            return "a tab; indent with spaces";
        }
        if (problem.contains("but found another document") || problem.contains("expected a single document")) {
            return "a second document begins; accepted: one (no \"---\" in the middle)";
        }
        if (problem.contains("aliases")) {
            return "too many aliases; accepted: up to " + MAX_ALIASES;
        }
        return problem.isEmpty()
                ? "check the indentation and the quotes"
                : problem + "; check the indentation and the quotes";
    }

    private static String word(String text, int at) {
        int end = at;
        while (end < text.length() && " \t\r\n,]}:#".indexOf(text.charAt(end)) < 0 && end - at < 80) {
            end++;
        }
        return text.substring(at, end);
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private static int lineOf(String before) {
        return 1 + (int) before.chars().filter(character -> character == '\n').count();
    }

    private static int columnOf(String before) {
        return before.length() - before.lastIndexOf('\n');
    }
}
