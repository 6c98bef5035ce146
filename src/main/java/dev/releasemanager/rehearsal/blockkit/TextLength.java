package dev.releasemanager.rehearsal.blockkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;

/** Counts the characters (code points) that a reader could be shown, however deep they lie. */
final class TextLength {
    private static final Set<String> SHOWN =
            Set.of("text", "title", "alt_text", "caption", "label", "name", "fallback", "author_name", "provider_name");

    private TextLength() {}

    static long of(JsonNode json) {
        long length = 0;
        Deque<JsonNode> waiting = new ArrayDeque<>();
        waiting.push(json);
        while (!waiting.isEmpty()) {
            JsonNode node = waiting.pop();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (field.getValue().isTextual() && SHOWN.contains(field.getKey())) {
                    String text = field.getValue().textValue();
                    length += text.codePointCount(0, text.length());
                }
            }
            node.forEach(waiting::push);
        }
        return length;
    }
}
