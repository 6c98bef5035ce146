package dev.releasemanager.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.releasemanager.rehearsal.world.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** What came of an act: the rehearsal's answer to {@code POST /ui/act}. */
public record Done(JsonNode answer) {

    public boolean ok() {
        return answer.path("ok").asBoolean();
    }

    /** Slack's name for what went wrong; empty when nothing did. */
    public String error() {
        return Json.text(answer, "error", "");
    }

    /** What stands at which block of the modal, by block id; empty when it was taken. */
    public Map<String, String> errors() {
        Map<String, String> errors = new LinkedHashMap<>();
        answer.path("errors")
                .properties()
                .forEach(error -> errors.put(error.getKey(), error.getValue().asText()));
        return errors;
    }
}
