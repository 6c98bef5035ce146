package dev.releasemanager.slack.message;

/** What people typed, made harmless: nothing invisible acts on its surroundings, nothing is taken for markup. */
final class TypedText {
    /** Stands where nothing visible is left: Slack refuses an empty text. */
    static final String NOTHING = "–";

    private static final char ISOLATE = '\u2068';
    private static final char POP_ISOLATE = '\u2069';

    private TypedText() {}

    /**
     * The text without what can't be seen: control characters but for the line break, marks and overrides of direction,
     * zero-width characters (but for the joiners that emoji and several scripts need), tags, halves of surrogate pairs.
     * Text that contains right-to-left script is isolated, so that it can't reorder its neighbours.
     */
    static String visible(String typed) {
        StringBuilder kept = new StringBuilder(typed.length());
        boolean rightToLeft = false;
        for (int i = 0; i < typed.length(); ) {
            int c = typed.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\r') {
                if (i >= typed.length() || typed.charAt(i) != '\n') {
                    kept.append('\n');
                }
            } else if (c == '\t' || c == '\u2028' || c == '\u2029' || c == '\u0085') {
                kept.append(c == '\t' ? ' ' : '\n');
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                kept.append('\uFFFD');
            } else if (c == '\n' || !isInvisible(c)) {
                kept.appendCodePoint(c);
                byte direction = Character.getDirectionality(c);
                rightToLeft |= direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
            }
        }
        return rightToLeft ? ISOLATE + kept.toString() + POP_ISOLATE : kept.toString();
    }

    private static boolean isInvisible(int c) {
        if (c == 0x200C || c == 0x200D) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT -> true;
            // Letters that show nothing: the fillers of Hangul, the blank of Braille.
            default -> c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800;
        };
    }

    /** As {@link #visible}, on one line. */
    static String oneLine(String typed) {
        return visible(typed).replaceAll("\\s*\\n\\s*", " ").strip();
    }

    /** Without what Slack takes for markup of its own in mrkdwn and in a message's text; it names these three. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /**
     * The text for a place that is mrkdwn: escaped, and with the characters that would format it replaced by their
     * look-alikes. mrkdwn has no way to escape those, and how it treats zero-width characters beside them isn't
     * documented (they are known to make formatting begin inside a word), so only their absence is safe. A character
     * inside a word ({@code snake_case}) or between spaces can't format anything and stays as it is.
     */
    static String unformatted(String visible) {
        StringBuilder safe = new StringBuilder(visible.length());
        boolean lineStart = true;
        for (int i = 0; i < visible.length(); i++) {
            char c = visible.charAt(i);
            boolean risky = !between(visible, i);
            switch (c) {
                case '*' -> safe.append(risky ? '\u2217' : c);
                case '_' -> safe.append(risky ? '\u02CD' : c);
                case '~' -> safe.append(risky ? '\u223C' : c);
                case '`' -> safe.append('\u02CB');
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                // A line that begins with it becomes a quotation, escaped or not.
                case '>' -> safe.append(lineStart ? "\u203A" : "&gt;");
                default -> safe.append(c);
            }
            lineStart = c == '\n' || (lineStart && (c == ' ' || c == ISOLATE));
        }
        return safe.toString();
    }

    private static boolean between(String text, int i) {
        if (i == 0 || i == text.length() - 1) {
            return false;
        }
        char before = text.charAt(i - 1);
        char after = text.charAt(i + 1);
        return (Character.isLetterOrDigit(before) && Character.isLetterOrDigit(after))
                || (before == ' ' && after == ' ');
    }

    /** At most that many characters (UTF-16, as Slack counts at the strictest), the last one an ellipsis if cut. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        boolean isolated = text.charAt(0) == ISOLATE;
        if (isolated) {
            end--;
        }
        while (end > 0 && (Character.isLowSurrogate(text.charAt(end)) || text.charAt(end - 1) == '\u200D')) {
            end--;
        }
        return text.substring(0, end).stripTrailing() + "…" + (isolated ? POP_ISOLATE : "");
    }

    /** The text, or a dash where there is nothing to be seen. */
    static String orNothing(String text) {
        return text.isBlank() ? NOTHING : text;
    }

    /** One line of at most that many characters, never empty: for titles and labels, which aren't markup. */
    static String label(String typed, int most) {
        return cut(orNothing(oneLine(typed)), most);
    }
}
