package dev.releasemanager.rehearsal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Drafts;
import dev.releasemanager.rehearsal.world.Refused;
import java.util.Optional;

/** A call's arguments, whether they came as a form or as JSON: in a form everything is a string. */
record Arguments(ObjectNode given) {

    boolean has(String name) {
        JsonNode value = given.path(name);
        return !value.isMissingNode() && !value.isNull();
    }

    Optional<String> text(String name) {
        JsonNode value = given.path(name);
        String text = value.isTextual() || value.isNumber() ? value.asText() : "";
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    String required(String name) {
        return text(name).orElseThrow(() -> Refused.missing(name));
    }

    boolean flag(String name, boolean fallback) {
        JsonNode value = given.path(name);
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return text(name)
                .map(text -> text.equalsIgnoreCase("true") || text.equals("1"))
                .orElse(fallback);
    }

    int number(String name, int fallback) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            return Integer.parseInt(text.get());
        } catch (NumberFormatException e) {
            throw new Refused("invalid_arguments", "[ERROR] must be a number: " + name);
        }
    }

    /** JSON, also where it came as a string; a missing node when absent. @throws Refused with that error */
    JsonNode json(String name, String error) {
        return Drafts.unwrapped(given.path(name), error);
    }
}
