package dev.releasemanager.store;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;

/**
 * Text in a form that both databases give back exactly. PostgreSQL refuses U+0000 and can't hold half a surrogate pair,
 * and people's texts are sealed by digests, so that neither may be dropped: such characters are written as U+001A and four
 * hexadecimal digits, as is U+001A itself.
 */
final class StoredText {
    private static final char ESCAPE = '\u001A';

    private StoredText() {}

    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isAwkward(text, i)) {
                return escaped(text, i);
            }
        }
        return text;
    }

    static @Nullable String of(Optional<String> text) {
        return text.map(StoredText::of).orElse(null);
    }

    /** For a column of several texts. */
    static Argument all(List<String> texts) {
        Object[] stored = texts.stream().map(StoredText::of).toArray();
        return (position, statement, context) -> statement.setArray(
                position,
                statement
                        .getConnection()
                        .createArrayOf("varchar", Arrays.copyOf(stored, stored.length, String[].class)));
    }

    /** The text that was stored. */
    static String read(String stored) {
        if (stored.indexOf(ESCAPE) < 0) {
            return stored;
        }
        StringBuilder text = new StringBuilder(stored.length());
        for (int i = 0; i < stored.length(); i++) {
            if (stored.charAt(i) == ESCAPE) {
                text.append((char) Integer.parseInt(stored, i + 1, i + 5, 16));
                i += 4;
            } else {
                text.append(stored.charAt(i));
            }
        }
        return text.toString();
    }

    private static boolean isAwkward(String text, int i) {
        char c = text.charAt(i);
        if (c == 0 || c == ESCAPE) {
            return true;
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    private static String escaped(String text, int from) {
        StringBuilder stored = new StringBuilder(text.length() + 16).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            if (isAwkward(text, i)) {
                stored.append(ESCAPE).append(String.format("%04x", (int) text.charAt(i)));
            } else {
                stored.append(text.charAt(i));
            }
        }
        return stored.toString();
    }
}
