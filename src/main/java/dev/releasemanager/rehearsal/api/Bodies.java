package dev.releasemanager.rehearsal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.Refused;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Reads a request's body as Slack does. Pure. */
final class Bodies {

    private Bodies() {}

    /** The arguments of the body and the query together; the token never counts in the query. */
    static ObjectNode arguments(String contentType, String body, Optional<String> query) {
        ObjectNode arguments = Json.object();
        query.ifPresent(text -> form(text, arguments));
        arguments.remove("token");
        String type = contentType.toLowerCase(Locale.ROOT);
        if (body.isEmpty()) {
            return arguments;
        }
        if (type.isEmpty()) {
            throw new Refused("missing_post_type");
        }
        if (type.startsWith("application/json")) {
            JsonNode parsed = Json.parse(body).orElseThrow(() -> new Refused("invalid_json"));
            if (!(parsed instanceof ObjectNode object)) {
                throw new Refused("json_not_object");
            }
            object.properties().stream()
                    .filter(field -> !field.getKey().equals("token"))
                    .forEach(field -> arguments.set(field.getKey(), field.getValue()));
        } else if (type.startsWith("application/x-www-form-urlencoded")) {
            form(body, arguments);
        } else {
            throw new Refused("invalid_post_type");
        }
        return arguments;
    }

    static void form(String body, ObjectNode into) {
        for (String pair : body.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            into.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refused("invalid_form_data");
        }
    }
}
