package dev.releasemanager.rehearsal.api;

import java.nio.charset.StandardCharsets;

/** Takes the file out of a multipart body: enough for an upload of one part. Pure. */
final class Multipart {

    private Multipart() {}

    /** The first part's content, or the whole body where there is none. */
    static byte[] firstPart(String contentType, byte[] body) {
        int at = contentType.indexOf("boundary=");
        if (at < 0) {
            return body;
        }
        String boundary = contentType.substring(at + "boundary=".length()).replaceAll("[;\"].*|^\"", "");
        // One character a byte, so that positions are those of the bytes.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        int end = text.indexOf("\r\n--" + boundary, Math.max(0, head));
        if (head < 0 || end < 0) {
            return body;
        }
        return text.substring(head + 4, end).getBytes(StandardCharsets.ISO_8859_1);
    }
}
