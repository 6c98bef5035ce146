package dev.releasemanager.rehearsal.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Conversation;
import dev.releasemanager.rehearsal.world.Ids;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.Message;
import dev.releasemanager.rehearsal.world.Person;
import dev.releasemanager.rehearsal.world.View;
import dev.releasemanager.rehearsal.world.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** The parts that Slack's interaction payloads share. Called with the world's lock held. */
final class Payloads {

    /** The deprecated verification token; nobody may rely on it. */
    static final String TOKEN = "rehearsal-verification-token";

    static final String FORM = "application/x-www-form-urlencoded";

    private final World world;

    Payloads(World world) {
        this.world = world;
    }

    ObjectNode begin(String type, Person person) {
        ObjectNode payload = Json.object();
        payload.put("type", type);
        ObjectNode user = payload.putObject("user");
        user.put("id", person.id());
        user.put("username", person.handle());
        user.put("name", person.handle());
        user.put("team_id", world.about().teamId());
        payload.put("api_app_id", world.about().app().id());
        payload.put("token", TOKEN);
        payload.putObject("team")
                .put("id", world.about().teamId())
                .put("domain", world.about().domain());
        payload.putNull("enterprise");
        payload.put("is_enterprise_install", false);
        return payload;
    }

    void in(ObjectNode payload, Conversation where) {
        payload.putObject("channel").put("id", where.id()).put("name", channelName(where));
    }

    /** Slack sends the message whole, but not an ephemeral one. */
    void about(ObjectNode payload, Conversation where, Message message) {
        if (!message.ephemeral()) {
            payload.set("message", message.toSlack(world, where.replies(message.ts())));
        }
    }

    void about(ObjectNode payload, View view) {
        payload.set("view", view.toSlack(world.about()));
    }

    String now() {
        return Ids.ts(world.wall().now());
    }

    static String channelName(Conversation where) {
        if (where.direct()) {
            return "directmessage";
        }
        return where.isPrivate() ? "privategroup" : where.name();
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static String form(ObjectNode payload) {
        return form(Map.of("payload", Json.write(payload)));
    }
}
