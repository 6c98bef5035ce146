package dev.releasemanager.rehearsal.ui;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Conversation;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.Message;
import dev.releasemanager.rehearsal.world.Person;
import dev.releasemanager.rehearsal.world.Toast;
import dev.releasemanager.rehearsal.world.View;
import dev.releasemanager.rehearsal.world.World;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Draws what one person sees, as the page's JSON. Called with the world's lock held, but for {@link #clock}. */
final class Screens {

    private final World world;

    Screens(World world) {
        this.world = world;
    }

    /** The clock is handed in: asking it may take a while, and the lock is held here. */
    ObjectNode of(Person me, ObjectNode clock) {
        ObjectNode screen = Json.object();
        screen.put("version", world.version());
        screen.set("clock", clock);
        ArrayNode people = screen.putArray("people");
        world.people().all().forEach(person -> people.add(person(person)));
        screen.put("me", me.id());
        screen.put("bot", world.about().app().botUserId());
        screen.put("bot_name", world.about().app().displayName());
        screen.put("team", world.about().name());
        screen.put("hint", world.about().hint());
        ArrayNode groups = screen.putArray("groups");
        world.groups().forEach(group -> {
            ArrayNode members = groups.addObject()
                    .put("id", group.id())
                    .put("handle", group.handle())
                    .putArray("members");
            group.members().forEach(members::add);
        });
        ArrayNode commands = screen.putArray("commands");
        world.about().app().commands().forEach(command -> commands.addObject()
                .put("command", command.command())
                .put("usage_hint", command.usageHint())
                .put("description", command.description()));
        ArrayNode shortcuts = screen.putArray("shortcuts");
        world.about().app().shortcuts().forEach(shortcut -> shortcuts
                .addObject()
                .put("callback_id", shortcut.callbackId())
                .put("name", shortcut.name())
                .put("type", shortcut.type()));
        ArrayNode conversations = screen.putArray("conversations");
        world.conversations().all().stream()
                .filter(one -> one.hasMember(me.id()) || !one.isPrivate())
                .forEach(one -> conversations.add(conversation(one, me)));
        Optional<View> home = world.views().home(me.id());
        if (home.isPresent()) {
            screen.set("home", view(home.get()));
        } else {
            screen.putNull("home");
        }
        ArrayNode modals = screen.putArray("modals");
        world.views().stack(me.id()).forEach(modal -> modals.add(view(modal)));
        ArrayNode toasts = screen.putArray("toasts");
        for (Toast toast : world.toasts(me.id())) {
            toasts.addObject()
                    .put("id", toast.id())
                    .put("level", toast.level())
                    .put("text", toast.text())
                    .put("at", toast.at().toString());
        }
        screen.put("pending", world.waits(me.id()));
        return screen;
    }

    ObjectNode clock() {
        ObjectNode clock = Json.object();
        clock.put("now", world.clock().now().toString());
        clock.put("speed", world.clock().speed());
        clock.put("running", world.clock().speed() > 0);
        clock.put("next_timer", world.clock().nextTimer().map(Object::toString).orElse(null));
        return clock;
    }

    private ObjectNode person(Person person) {
        int unread = world.conversations().all().stream()
                .mapToInt(one -> one.unread(person.id()))
                .sum();
        return Json.object()
                .put("id", person.id())
                .put("name", person.handle())
                .put("real_name", person.about().realName())
                .put("title", person.about().title())
                .put("tz", person.about().timeZone())
                .put("color", person.color())
                .put("deactivated", person.deactivated())
                .put("unread", unread)
                .put("external", person.about().external())
                .put("guest", person.about().guest());
    }

    private ObjectNode conversation(Conversation one, Person me) {
        ObjectNode drawn = Json.object();
        drawn.put("id", one.id());
        drawn.put("kind", one.direct() ? "im" : "channel");
        drawn.put("name", one.direct() ? world.about().app().displayName() : one.name());
        drawn.put("private", one.isPrivate());
        drawn.put("member", one.hasMember(me.id()));
        drawn.put("bot_member", one.botMember());
        drawn.put("archived", one.archived());
        drawn.put("topic", one.topic());
        drawn.put("unread", one.unread(me.id()));
        ArrayNode messages = drawn.putArray("messages");
        Map<String, Integer> replies = new HashMap<>();
        one.messages().stream()
                .filter(Message::isReply)
                .forEach(reply -> replies.merge(reply.threadTs().orElseThrow(), 1, Integer::sum));
        one.messages().stream()
                .filter(message -> message.visibleTo(me.id()))
                .forEach(message -> messages.add(message(message, replies.getOrDefault(message.ts(), 0))));
        return drawn;
    }

    private ObjectNode message(Message message, int replies) {
        ObjectNode drawn = Json.object();
        drawn.put("ts", message.ts());
        drawn.put("user", message.person().orElse(null));
        drawn.put("bot", message.fromBot());
        drawn.put("username", message.content().username().orElseGet(() -> message.person()
                .flatMap(id -> world.people().find(id))
                .map(person -> person.about().realName())
                .orElse(world.about().app().displayName())));
        drawn.put("text", message.content().text());
        drawn.set("blocks", message.blocks().deepCopy());
        if (!message.content().attachments().isEmpty()) {
            drawn.set("attachments", message.content().attachments().deepCopy());
        }
        drawn.put("thread_ts", message.threadTs().orElse(null));
        drawn.put("reply_count", replies);
        drawn.put("broadcast", message.broadcast());
        drawn.put("ephemeral", message.ephemeral());
        drawn.put("edited", message.edited());
        drawn.put("shown_at", message.shownAt().toString());
        message.content().metadata().ifPresent(metadata -> drawn.set("metadata", metadata.deepCopy()));
        ArrayNode files = drawn.putArray("files");
        message.content().files().forEach(file -> files.addObject()
                .put("id", file.id())
                .put("name", file.name())
                .put("title", file.title())
                .put("url", "/files/" + file.id())
                .put("mimetype", file.mimeType())
                .put("alt_txt", file.altText()));
        return drawn;
    }

    private ObjectNode view(View view) {
        ObjectNode drawn = view.toSlack(world.about());
        for (String optional : new String[] {"submit", "close", "title"}) {
            if (drawn.path(optional).isNull()) {
                drawn.remove(optional);
            }
        }
        drawn.set("errors", view.errors().deepCopy());
        return drawn;
    }
}
