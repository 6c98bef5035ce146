package dev.releasemanager.rehearsal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.Refused;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the Web API.
 *
 * @param retryAfter seconds, for 429 only
 */
record ApiAnswer(int status, ObjectNode body, @Nullable Integer retryAfter) {

    static ApiAnswer ok(ObjectNode body) {
        ObjectNode whole = Json.object();
        whole.put("ok", true);
        whole.setAll(body);
        return new ApiAnswer(200, whole, null);
    }

    static ApiAnswer refused(Refused refusal) {
        ObjectNode body = Json.object();
        body.put("ok", false);
        body.put("error", refusal.error());
        if (!refusal.messages().isEmpty()) {
            boolean blocks = refusal.error().equals("invalid_blocks");
            if (blocks) {
                ArrayNode errors = body.putArray("errors");
                refusal.messages().forEach(errors::add);
            }
            ArrayNode messages = body.putObject("response_metadata").putArray("messages");
            refusal.messages().forEach(message -> messages.add(blocks ? "[ERROR] " + message : message));
        }
        return new ApiAnswer(200, body, null);
    }

    static ApiAnswer rateLimited(int seconds) {
        ObjectNode body = Json.object();
        body.put("ok", false);
        body.put("error", "ratelimited");
        return new ApiAnswer(429, body, seconds);
    }

    static ApiAnswer missingScope(String needed, String provided) {
        ObjectNode body = Json.object();
        body.put("ok", false);
        body.put("error", "missing_scope");
        body.put("needed", needed);
        body.put("provided", provided);
        return new ApiAnswer(200, body, null);
    }

    Optional<String> error() {
        return Json.text(body, "error");
    }
}
