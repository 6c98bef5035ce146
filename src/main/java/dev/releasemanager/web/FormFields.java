package dev.releasemanager.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A body of the type application/x-www-form-urlencoded, read strictly: a broken escape or text that isn't UTF-8 is a
 * fault, where the JDK's decoder would put a replacement character. Of a repeated field the first one counts.
 */
final class FormFields {
    private FormFields() {}

    static Map<String, String> of(byte[] body) throws Unintelligible {
        Map<String, String> fields = new LinkedHashMap<>();
        int start = 0;
        while (start < body.length) {
            int end = indexOf(body, '&', start, body.length);
            if (end > start) {
                int equals = indexOf(body, '=', start, end);
                String name = decode(body, start, equals);
                fields.putIfAbsent(name, equals < end ? decode(body, equals + 1, end) : "");
            }
            start = end + 1;
        }
        return fields;
    }

    /** Bytes as text; unlike {@link String#String(byte[])} it refuses what isn't UTF-8. */
    static String utf8(byte[] bytes) throws Unintelligible {
        return utf8(ByteBuffer.wrap(bytes));
    }

    private static String utf8(ByteBuffer bytes) throws Unintelligible {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unintelligible("The body is not valid UTF-8.", e);
        }
    }

    /** The place of a byte in [start, end), or end if there is none. */
    private static int indexOf(byte[] bytes, char wanted, int start, int end) {
        for (int at = start; at < end; at++) {
            if (bytes[at] == wanted) {
                return at;
            }
        }
        return end;
    }

    private static String decode(byte[] body, int start, int end) throws Unintelligible {
        byte[] decoded = new byte[end - start];
        int length = 0;
        for (int at = start; at < end; at++) {
            byte b = body[at];
            if (b == '+') {
                decoded[length++] = ' ';
            } else if (b == '%') {
                int high = at + 2 < end ? Character.digit(body[at + 1], 16) : -1;
                int low = at + 2 < end ? Character.digit(body[at + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new Unintelligible("The form has a broken percent escape.", null);
                }
                decoded[length++] = (byte) (high << 4 | low);
                at += 2;
            } else {
                decoded[length++] = b;
            }
        }
        return utf8(ByteBuffer.wrap(decoded, 0, length));
    }
}
