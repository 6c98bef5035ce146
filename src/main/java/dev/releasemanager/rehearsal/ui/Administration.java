package dev.releasemanager.rehearsal.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.delivery.Changes;
import dev.releasemanager.rehearsal.world.Conversation;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.Person;
import dev.releasemanager.rehearsal.world.UserGroup;
import dev.releasemanager.rehearsal.world.WorkspaceDescription;
import dev.releasemanager.rehearsal.world.World;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page's hand on the workspace itself: people leave and join, channels close, the bot is put out. */
final class Administration {

    private final World world;
    private final Changes changes;

    Administration(World world, Changes changes) {
        this.world = world;
        this.changes = changes;
    }

    ObjectNode people(JsonNode asked) {
        if (asked.path("add").isObject()) {
            JsonNode add = asked.path("add");
            String handle =
                    Json.text(add, "name").orElseThrow(() -> new BadRequest("add.name, the handle, is missing"));
            String id = Json.text(add, "id")
                    .orElseGet(() -> world.look(() -> world.ids().next("U")));
            if (world.look(() -> world.people().find(id)).isPresent()) {
                throw new BadRequest("the id " + id + " is taken");
            }
            String zone = Json.text(add, "tz", "Etc/UTC");
            if (!ZoneId.getAvailableZoneIds().contains(zone)) {
                throw new BadRequest("no time zone \"" + zone + "\"");
            }
            changes.joined(new WorkspaceDescription.Person(
                    id,
                    handle,
                    Json.text(add, "real_name", handle),
                    Json.text(add, "title", ""),
                    Json.text(add, "email", handle + "@" + world.about().domain() + ".example"),
                    zone,
                    add.path("guest").asBoolean(false),
                    add.path("external").asBoolean(false)));
            return done().put("id", id);
        }
        Person person = person(Json.text(asked, "id", ""));
        if (asked.has("deactivated")) {
            changes.deactivated(person, asked.path("deactivated").asBoolean());
        }
        return done();
    }

    ObjectNode channels(JsonNode asked) {
        String id = Json.text(asked, "id", "");
        Conversation channel = world.look(() -> world.conversations()
                .findByName(id)
                .filter(one -> !one.direct())
                .orElseThrow(() -> new BadRequest("no channel \"" + id + "\"")));
        if (asked.has("bot_member")) {
            changes.botMember(channel, asked.path("bot_member").asBoolean());
        }
        if (asked.has("archived")) {
            changes.archived(channel, asked.path("archived").asBoolean());
        }
        Json.text(asked, "add").ifPresent(name -> changes.member(channel, person(name), true));
        Json.text(asked, "remove").ifPresent(name -> changes.member(channel, person(name), false));
        return done();
    }

    ObjectNode groups(JsonNode asked) {
        String id = Json.text(asked, "id", "");
        UserGroup group = world.look(() -> world.groups().stream()
                .filter(one -> one.id().equals(id) || one.handle().equals(id))
                .findFirst()
                .orElseThrow(() -> new BadRequest("no user group \"" + id + "\"")));
        List<String> members = new ArrayList<>();
        asked.path("members").forEach(name -> members.add(person(name.asText()).id()));
        changes.members(group, members);
        return done();
    }

    ObjectNode bot(JsonNode asked) {
        Optional<String> fault = Json.text(asked, "token").filter(error -> !error.equals("valid"));
        changes.tokenFault(fault);
        return done();
    }

    private Person person(String idOrHandle) {
        return world.look(() -> world.people()
                .findByName(idOrHandle)
                .orElseThrow(() -> new BadRequest("nobody is called \"" + idOrHandle + "\"")));
    }

    private static ObjectNode done() {
        return Json.object().put("ok", true);
    }
}
