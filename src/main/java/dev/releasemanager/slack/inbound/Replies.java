package dev.releasemanager.slack.inbound;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.bolt.response.Response;
import dev.releasemanager.notice.Document;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.slack.message.DocumentRenderer;
import dev.releasemanager.slack.message.Rendered;
import java.util.Map;
import java.util.Optional;

/** What an acknowledgement can say. */
final class Replies {
    private final DocumentRenderer renderer;

    Replies(DocumentRenderer renderer) {
        this.renderer = renderer;
    }

    /** Nothing more than "heard"; closes a modal that was submitted. */
    static Response heard() {
        return Response.ok();
    }

    /** Below the command, for its sender alone. */
    Response privately(Document document, Optional<ReleaseKey> about) {
        if (document.parts().isEmpty()) {
            return heard();
        }
        Rendered rendered = renderer.message(document, about);
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("response_type", "ephemeral")
                .put("text", rendered.text());
        body.set("blocks", rendered.blocks());
        return json(body);
    }

    /** Another view in the place of the submitted one. */
    static Response redraw(ObjectNode view) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("response_action", "update");
        body.set("view", view);
        return json(body);
    }

    /** Closes all modals that are stacked. */
    static Response closeAll() {
        return json(JsonNodeFactory.instance.objectNode().put("response_action", "clear"));
    }

    /**
     * Keeps the modal open with what was typed, and says at each field what is wrong with it.
     *
     * @param faults by field; those of fields that the modal doesn't have are told at its first one
     */
    static Optional<Response> atFields(Typed typed, Map<String, String> faults) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("response_action", "errors");
        ObjectNode errors = body.putObject("errors");
        faults.forEach((field, words) -> typed.blockOf(field)
                .or(typed::firstBlock)
                .ifPresent(block ->
                        errors.put(block, errors.has(block) ? errors.get(block).asText() + " " + words : words)));
        return errors.isEmpty() ? Optional.empty() : Optional.of(json(body));
    }

    /** The words of a document, for a place that takes plain text only. */
    String plain(Document document) {
        return renderer.text(document, Optional.empty());
    }

    private static Response json(ObjectNode body) {
        return Response.builder()
                .statusCode(200)
                .contentType(Response.CONTENT_TYPE_APPLICATION_JSON_UTF8)
                .body(body.toString())
                .build();
    }
}
