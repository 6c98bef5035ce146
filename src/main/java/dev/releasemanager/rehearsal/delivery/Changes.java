package dev.releasemanager.rehearsal.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Conversation;
import dev.releasemanager.rehearsal.world.Ids;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.Person;
import dev.releasemanager.rehearsal.world.UserGroup;
import dev.releasemanager.rehearsal.world.WorkspaceDescription;
import dev.releasemanager.rehearsal.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an administrator does to the workspace, and the events that tell the bot. Thread-safe. */
public final class Changes {

    private final World world;
    private final Events events;

    public Changes(World world, Events events) {
        this.world = world;
        this.events = events;
    }

    /** Somebody leaves the workspace, or returns. */
    public void deactivated(Person person, boolean left) {
        ObjectNode event = world.change(() -> {
            world.deactivated(person, left);
            return user("user_change", person);
        });
        events.happened("user_change", event);
    }

    public Person joined(WorkspaceDescription.Person newcomer) {
        Person person = world.change(() -> world.join(newcomer));
        events.happened("team_join", world.look(() -> user("team_join", person)));
        return person;
    }

    private ObjectNode user(String type, Person person) {
        ObjectNode event = begin(type);
        event.set(
                "user",
                person.toSlack(
                        world.about().teamId(),
                        world.granted("users:read.email"),
                        world.wall().now()));
        event.put("cache_ts", world.wall().now().getEpochSecond());
        return event;
    }

    public void members(UserGroup group, List<String> memberIds) {
        List<ObjectNode> both = world.change(() -> {
            List<String> before = group.members();
            world.members(group, memberIds);
            ObjectNode changed = begin("subteam_members_changed");
            changed.put("subteam_id", group.id());
            changed.put("team_id", world.about().teamId());
            changed.put("date_previous_update", world.wall().now().getEpochSecond());
            changed.put("date_update", world.wall().now().getEpochSecond());
            List<String> added = new ArrayList<>(memberIds);
            added.removeAll(before);
            List<String> removed = new ArrayList<>(before);
            removed.removeAll(memberIds);
            ArrayNode more = changed.putArray("added_users");
            added.forEach(more::add);
            changed.put("added_users_count", Integer.toString(added.size()));
            ArrayNode fewer = changed.putArray("removed_users");
            removed.forEach(fewer::add);
            changed.put("removed_users_count", Integer.toString(removed.size()));
            ObjectNode updated = begin("subteam_updated");
            updated.set(
                    "subteam",
                    group.toSlack(
                            world.about().teamId(), true, true, world.wall().now()));
            return List.of(changed, updated);
        });
        events.happened("subteam_members_changed", both.get(0));
        events.happened("subteam_updated", both.get(1));
    }

    public void archived(Conversation channel, boolean closed) {
        ObjectNode event = world.change(() -> {
            world.archived(channel, closed);
            ObjectNode one = begin(closed ? "channel_archive" : "channel_unarchive");
            one.put("channel", channel.id());
            one.put(
                    "user",
                    channel.members().isEmpty()
                            ? "USLACKBOT"
                            : channel.members().iterator().next());
            return one;
        });
        events.happened(closed ? "channel_archive" : "channel_unarchive", event);
    }

    public void botMember(Conversation channel, boolean in) {
        ObjectNode event = world.change(() -> {
            world.botMember(channel, in);
            ObjectNode one = begin(in ? "member_joined_channel" : "member_left_channel");
            one.put("user", world.about().app().botUserId());
            one.put("channel", channel.id());
            one.put("channel_type", channel.isPrivate() ? "G" : "C");
            one.put("team", world.about().teamId());
            return one;
        });
        events.happened(in ? "member_joined_channel" : "member_left_channel", event);
    }

    public void member(Conversation channel, Person person, boolean in) {
        ObjectNode event = world.change(() -> {
            if (in) {
                channel.members().add(person.id());
            } else {
                channel.members().remove(person.id());
            }
            ObjectNode one = begin(in ? "member_joined_channel" : "member_left_channel");
            one.put("user", person.id());
            one.put("channel", channel.id());
            one.put("channel_type", channel.isPrivate() ? "G" : "C");
            one.put("team", world.about().teamId());
            return one;
        });
        if (world.look(channel::botMember)) {
            events.happened(in ? "member_joined_channel" : "member_left_channel", event);
        }
    }

    /** The bot's token stops working with that error, or works again. */
    public void tokenFault(Optional<String> error) {
        if (error.equals(Optional.of("token_revoked"))) {
            ObjectNode event = begin("tokens_revoked");
            event.putObject("tokens").putArray("bot").add(world.about().app().botUserId());
            events.happened("tokens_revoked", event);
        } else if (error.isPresent()) {
            events.happened("app_uninstalled", begin("app_uninstalled"));
        }
        world.change(() -> world.tokenFault(error));
    }

    private ObjectNode begin(String type) {
        return Json.object()
                .put("type", type)
                .put("event_ts", Ids.ts(world.wall().now()));
    }
}
