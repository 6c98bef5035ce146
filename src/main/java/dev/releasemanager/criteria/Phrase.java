package dev.releasemanager.criteria;

import java.util.Arrays;
import java.util.Set;

/** Pieces of the standard form: plain where that reads back as the same, in double quotes otherwise. */
final class Phrase {
    static final Set<String> SIGNS = Set.of("<", "<=", "=", ">=", ">", "within");
    private static final Set<String> AFTER_BASELINE = Set.of("in", "on", "over", "during", "baseline", "before");
    private static final Set<String> AFTER_PLACE = Set.of("over", "during");

    private Phrase() {}

    /** One line, single spaces, nothing invisible: control characters and marks of direction are gone. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                gap = true;
            } else if (!isInvisible(c)) {
                if (gap && clean.length() > 0) {
                    clean.append(' ');
                }
                gap = false;
                clean.appendCodePoint(c);
            }
        }
        return clean.toString();
    }

    static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    static String subject(String text) {
        boolean plain = isPlain(text, SIGNS) && !text.equals("check") && !text.startsWith("check ");
        return plain ? text : quoted(text);
    }

    static String place(String text) {
        return isPlain(text, AFTER_PLACE) ? text : quoted(text);
    }

    static String preposition(String place) {
        return place.equals("canary") || place.startsWith("/") ? " on " : " in ";
    }

    static String span(Span span) {
        if (span instanceof Span.Named) {
            return " during " + (isPlain(span.text(), Set.of()) ? span.text() : quoted(span.text()));
        }
        return " over " + span.text();
    }

    static String baseline(Baseline baseline) {
        if (baseline.equals(Baseline.BEFORE)) {
            return "before";
        }
        return (isPlain(baseline.name(), AFTER_BASELINE) ? baseline.name() : quoted(baseline.name())) + " baseline";
    }

    static String outcome(String text) {
        boolean plain = isPlain(text, Set.of("for")) && !text.equals("by") && !text.startsWith("by ");
        return plain ? text : quoted(text);
    }

    /** Who says so: one word, or quoted. */
    static String name(String text) {
        return isPlain(text, Set.of()) && text.indexOf(' ') < 0 ? text : quoted(text);
    }

    /** The last piece: anything up to the end. */
    static String last(String text) {
        return isPlain(text, Set.of()) ? text : quoted(text);
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean isPlain(String text, Set<String> reserved) {
        return !text.isEmpty()
                && text.indexOf('"') < 0
                && Arrays.stream(text.split(" ")).noneMatch(reserved::contains);
    }
}
