package dev.releasemanager.web;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.request.builtin.BlockSuggestionRequest;
import com.slack.api.bolt.request.builtin.EventRequest;
import com.slack.api.bolt.request.builtin.GlobalShortcutRequest;
import com.slack.api.bolt.request.builtin.MessageShortcutRequest;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.request.builtin.UrlVerificationRequest;
import com.slack.api.bolt.request.builtin.ViewClosedRequest;
import com.slack.api.util.json.GsonFactory;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request from Slack into what Bolt dispatches. The reading is strict JSON, of bounded depth, from
 * exactly the bytes that were verified. Safe for use by many threads.
 */
final class SlackPayloads {
    /** Slack's deepest payloads (rich text in a view) stay under 20 levels. */
    static final int DEEPEST_NESTING = 64;

    /** It has a token and nothing else; what is longer isn't taken apart before it is verified. */
    private static final int LONGEST_SSL_CHECK = 1024;

    private static final String TRIGGER = "trigger_id";
    private static final String HOME_OPENED = "app_home_opened";

    private final Gson gson = GsonFactory.createSnakeCase();
    private final TypeAdapter<JsonElement> elements = gson.getAdapter(JsonElement.class);

    /** What a body turned out to be. */
    record Payload(SlackRequestKind kind, @Nullable Request<?> request) {
        /** A payload that is well formed, but nothing that this program listens to. */
        static Payload nothingToDo(SlackRequestKind kind) {
            return new Payload(kind, null);
        }
    }

    /**
     * @param contentType the header, null if there is none
     * @param headers all headers, for Bolt
     */
    Payload read(byte[] body, @Nullable String contentType, RequestHeaders headers) throws Unintelligible {
        try {
            if (isJson(body, contentType)) {
                String text = FormFields.utf8(body);
                return event(text, objectIn(text), headers);
            }
            return form(body, headers);
        } catch (RuntimeException | StackOverflowError e) {
            throw new Unintelligible("The payload does not have the shape that Slack documents for its type.", e);
        }
    }

    private static boolean isJson(byte[] body, @Nullable String contentType) {
        return contentType == null ? body.length > 0 && body[0] == '{' : MediaTypes.isJson(contentType);
    }

    /** Whether this is Slack's check of the certificate, which asks for nothing and needs no signature. */
    static boolean isSslCheck(byte[] body, @Nullable String contentType) {
        if (contentType == null || !MediaTypes.isForm(contentType) || body.length > LONGEST_SSL_CHECK) {
            return false;
        }
        try {
            Map<String, String> fields = FormFields.of(body);
            return "1".equals(fields.get("ssl_check"))
                    && !fields.containsKey("payload")
                    && !fields.containsKey("command");
        } catch (Unintelligible e) {
            return false;
        }
    }

    private Payload form(byte[] body, RequestHeaders headers) throws Unintelligible {
        Map<String, String> fields = FormFields.of(body);
        String text = FormFields.utf8(body);
        String json = fields.get("payload");
        if (json != null) {
            return interaction(text, json, objectIn(json), headers);
        }
        if (fields.containsKey("command")) {
            requireWhoAndWhere(fields);
            return new Payload(SlackRequestKind.COMMAND, new SlashCommandRequest(text, commandOf(fields), headers));
        }
        if ("1".equals(fields.get("ssl_check"))) {
            return Payload.nothingToDo(SlackRequestKind.SSL_CHECK);
        }
        throw new Unintelligible("The form has neither a payload nor a command.", null);
    }

    private Payload event(String text, JsonObject json, RequestHeaders headers) throws Unintelligible {
        SlackRequestKind kind = SlackRequestKind.ofType(typeOf(json));
        return switch (kind) {
            case EVENT -> {
                JsonObject event = objectAt(json, "event");
                if (typeOf(event).equals(HOME_OPENED)) {
                    idAt(json, "event_id");
                    idAt(event, "user");
                }
                yield new Payload(kind, new EventRequest(text, headers));
            }
            case URL_VERIFICATION -> {
                stringAt(json, "challenge");
                yield new Payload(kind, new UrlVerificationRequest(text, headers));
            }
            default -> Payload.nothingToDo(kind == SlackRequestKind.RATE_LIMITED ? kind : SlackRequestKind.UNKNOWN);
        };
    }

    private Payload interaction(String text, String payload, JsonObject json, RequestHeaders headers)
            throws Unintelligible {
        SlackRequestKind kind = SlackRequestKind.ofType(typeOf(json));
        if (!kind.isInteraction()) {
            return Payload.nothingToDo(SlackRequestKind.UNKNOWN);
        }
        idAt(objectAt(json, "user"), "id");
        requireChannelIfAny(json);
        return new Payload(
                kind,
                switch (kind) {
                    case BLOCK_ACTIONS -> {
                        requireActions(json);
                        idAt(json, TRIGGER);
                        yield new ParsedBlockActionRequest(text, json, headers, gson);
                    }
                    case BLOCK_SUGGESTION -> new BlockSuggestionRequest(text, payload, headers);
                    case SHORTCUT -> {
                        idAt(json, TRIGGER);
                        yield new GlobalShortcutRequest(text, payload, headers);
                    }
                    case MESSAGE_SHORTCUT -> new MessageShortcutRequest(text, payload, headers);
                    case VIEW_SUBMISSION -> {
                        idAt(objectAt(json, "view"), "id");
                        yield new ParsedViewSubmissionRequest(text, json, headers, gson);
                    }
                    case VIEW_CLOSED -> {
                        objectAt(json, "view");
                        yield new ViewClosedRequest(text, payload, headers);
                    }
                    default -> throw new IllegalStateException("An interaction without a reader: " + kind);
                });
    }

    /** Without them nobody could tell whose command it is, or that it comes for a second time. */
    private static void requireWhoAndWhere(Map<String, String> fields) throws Unintelligible {
        for (String name : List.of("user_id", TRIGGER)) {
            if (fields.getOrDefault(name, "").isBlank()) {
                throw missing(name);
            }
        }
        if (fields.containsKey("channel_id") && fields.get("channel_id").isBlank()) {
            throw missing("channel_id");
        }
    }

    private static void requireChannelIfAny(JsonObject json) throws Unintelligible {
        if (json.get("channel") instanceof JsonObject channel && channel.has("id")) {
            idAt(channel, "id");
        }
    }

    private static SlashCommandPayload commandOf(Map<String, String> fields) {
        SlashCommandPayload command = new SlashCommandPayload();
        command.setToken(fields.get("token"));
        command.setApiAppId(fields.get("api_app_id"));
        command.setTeamId(fields.get("team_id"));
        command.setTeamDomain(fields.get("team_domain"));
        command.setEnterpriseId(fields.get("enterprise_id"));
        command.setEnterpriseName(fields.get("enterprise_name"));
        command.setEnterpriseInstall("true".equals(fields.get("is_enterprise_install")));
        command.setChannelId(fields.get("channel_id"));
        command.setChannelName(fields.get("channel_name"));
        command.setUserId(fields.get("user_id"));
        command.setUserName(fields.get("user_name"));
        command.setCommand(fields.get("command"));
        command.setText(fields.get("text"));
        command.setResponseUrl(fields.get("response_url"));
        command.setTriggerId(fields.get("trigger_id"));
        return command;
    }

    private JsonObject objectIn(String json) throws Unintelligible {
        try {
            JsonReader reader = new JsonReader(new StringReader(json));
            reader.setStrictness(Strictness.STRICT);
            reader.setNestingLimit(DEEPEST_NESTING);
            JsonElement element = elements.read(reader);
            if (reader.peek() == JsonToken.END_DOCUMENT && element instanceof JsonObject object) {
                return object;
            }
        } catch (IOException | JsonParseException e) {
            throw new Unintelligible("The payload is not valid JSON, or is nested too deeply.", e);
        }
        throw new Unintelligible("The payload is not a JSON object.", null);
    }

    private static void requireActions(JsonObject json) throws Unintelligible {
        if (json.get("actions") != null && json.get("actions").isJsonArray()) {
            boolean allObjects = true;
            for (JsonElement action : json.getAsJsonArray("actions")) {
                allObjects &= action.isJsonObject();
            }
            if (allObjects && !json.getAsJsonArray("actions").isEmpty()) {
                return;
            }
        }
        throw new Unintelligible("The payload has no \"actions\".", null);
    }

    private static String typeOf(JsonObject json) throws Unintelligible {
        return stringAt(json, "type");
    }

    private static JsonObject objectAt(JsonObject json, String name) throws Unintelligible {
        if (json.get(name) instanceof JsonObject object) {
            return object;
        }
        throw missing(name);
    }

    private static void idAt(JsonObject json, String name) throws Unintelligible {
        if (stringAt(json, name).isBlank()) {
            throw missing(name);
        }
    }

    private static Unintelligible missing(String name) {
        return new Unintelligible("The payload has no \"" + name + "\".", null);
    }

    private static String stringAt(JsonObject json, String name) throws Unintelligible {
        JsonElement value = json.get(name);
        if (value != null
                && value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isString()) {
            return value.getAsString();
        }
        throw missing(name);
    }
}
