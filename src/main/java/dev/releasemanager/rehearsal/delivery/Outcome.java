package dev.releasemanager.rehearsal.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Json;

/**
 * What came of a person's act, as the page is told.
 *
 * @param error empty when it went well
 * @param more further fields of the answer
 */
public record Outcome(String error, ObjectNode more) {

    public static Outcome done() {
        return new Outcome("", Json.object());
    }

    public static Outcome done(ObjectNode more) {
        return new Outcome("", more);
    }

    public static Outcome failed(String error) {
        return new Outcome(error, Json.object());
    }

    public static Outcome failed(String error, ObjectNode more) {
        return new Outcome(error, more);
    }

    public boolean ok() {
        return error.isEmpty();
    }

    public ObjectNode toJson() {
        ObjectNode answer = Json.object();
        answer.put("ok", ok());
        if (!ok()) {
            answer.put("error", error);
        }
        answer.setAll(more);
        return answer;
    }
}
