package dev.releasemanager.rehearsal.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.delivery.AppHome;
import dev.releasemanager.rehearsal.delivery.Deliveries;
import dev.releasemanager.rehearsal.delivery.MessageEvents;
import dev.releasemanager.rehearsal.delivery.Outcome;
import dev.releasemanager.rehearsal.delivery.PlainWords;
import dev.releasemanager.rehearsal.world.Conversation;
import dev.releasemanager.rehearsal.world.Inputs;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.Message;
import dev.releasemanager.rehearsal.world.Person;
import dev.releasemanager.rehearsal.world.View;
import dev.releasemanager.rehearsal.world.WorkspaceDescription;
import dev.releasemanager.rehearsal.world.World;
import java.util.List;
import java.util.Optional;

/** Does what somebody does on the page. Blocks while the bot is being waited for; thread-safe. */
final class Acts {

    /** The parts of an element that a person's choice can be. */
    private static final List<String> CHOSEN = List.of(
            "value",
            "selected_option",
            "selected_options",
            "selected_user",
            "selected_users",
            "selected_conversation",
            "selected_conversations",
            "selected_channel",
            "selected_channels",
            "selected_date",
            "selected_time",
            "selected_date_time",
            "rich_text_value");

    private final World world;
    private final Deliveries deliveries;
    private final AppHome appHome;
    private final PlainWords words;

    Acts(World world, Deliveries deliveries, AppHome appHome, MessageEvents events) {
        this.world = world;
        this.deliveries = deliveries;
        this.appHome = appHome;
        this.words = new PlainWords(world, events);
    }

    ObjectNode perform(JsonNode act) {
        Person person = world.look(() -> world.people()
                .findByName(Json.text(act, "as", ""))
                .orElseThrow(() -> new BadRequest("nobody is called \"" + Json.text(act, "as", "") + "\"")));
        if (world.look(person::deactivated)) {
            return Outcome.failed("account_inactive").toJson();
        }
        return done(person, act).toJson();
    }

    private Outcome done(Person person, JsonNode act) {
        return switch (Json.text(act, "type", "")) {
            case "command" -> command(person, act);
            case "say" -> say(person, act);
            case "click" -> act.has("view_id") ? clickInView(person, act) : clickInMessage(person, act);
            case "submit" -> submit(person, act);
            case "close" -> close(person, act);
            case "options" -> options(person, act);
            case "shortcut" -> shortcut(person, act);
            case "open_home" -> appHome.opened(person, "home");
            case "open_messages" -> appHome.opened(person, "messages");
            case "read" -> {
                Conversation where = conversation(person, act);
                world.change(() -> world.read(where, person.id()));
                yield Outcome.done();
            }
            case "dismiss_toast" -> {
                world.change(() -> world.dismiss(person.id(), Json.text(act, "id", "")));
                yield Outcome.done();
            }
            default -> throw new BadRequest("unknown type of act: \"" + Json.text(act, "type", "") + "\"");
        };
    }

    private Outcome command(Person person, JsonNode act) {
        Conversation where = conversation(person, act);
        String text = Json.text(act, "text", "");
        if (!text.startsWith("/")) {
            throw new BadRequest("a command begins with a slash");
        }
        if (!world.look(() -> where.hasMember(person.id()))) {
            return Outcome.failed("not_in_channel");
        }
        return deliveries.command(person, where, text);
    }

    private Outcome say(Person person, JsonNode act) {
        Conversation where = conversation(person, act);
        if (!world.look(() -> where.hasMember(person.id()))) {
            return Outcome.failed("not_in_channel");
        }
        if (world.look(where::archived)) {
            return Outcome.failed("is_archived");
        }
        String ts = words.say(person, where, Json.text(act, "text", ""), Json.text(act, "thread_ts"));
        return Outcome.done(Json.object().put("ts", ts));
    }

    private Outcome clickInMessage(Person person, JsonNode act) {
        Conversation where = conversation(person, act);
        Optional<Message> message = message(person, where, act);
        if (message.isEmpty()) {
            return Outcome.failed("message_not_found");
        }
        Optional<Inputs.Found> found = world.look(() -> element(message.get().blocks(), act));
        if (found.isEmpty()) {
            return Outcome.failed("element_not_found");
        }
        return deliveries.click(person, where, message.get(), found.get(), chosen(found.get(), act), act.path("state"));
    }

    private Outcome clickInView(Person person, JsonNode act) {
        Optional<View> view = view(person, act);
        if (view.isEmpty()) {
            return Outcome.failed("view_not_found");
        }
        Optional<Inputs.Found> found = world.look(() -> element(view.get().blocks(), act));
        if (found.isEmpty()) {
            return Outcome.failed("element_not_found");
        }
        return deliveries.click(person, view.get(), found.get(), chosen(found.get(), act), act.path("state"));
    }

    private static Optional<Inputs.Found> element(JsonNode blocks, JsonNode act) {
        return Inputs.find(blocks, Json.text(act, "block_id", ""), Json.text(act, "action_id", ""));
    }

    private static ObjectNode chosen(Inputs.Found found, JsonNode act) {
        ObjectNode chosen = Json.object();
        boolean pressed = found.type().equals("button") || found.type().equals("icon_button");
        for (String field : CHOSEN) {
            // A button sends the value it was made with, whatever a page says.
            if (act.has(field) && !pressed) {
                chosen.set(field, act.path(field));
            }
        }
        return chosen;
    }

    private Outcome submit(Person person, JsonNode act) {
        Optional<View> view = view(person, act);
        List<View> stack = world.look(() -> world.views().stack(person.id()));
        if (view.isEmpty() || stack.isEmpty() || stack.get(stack.size() - 1) != view.get()) {
            return Outcome.failed("view_not_found");
        }
        if (!world.look(() -> view.get().content().path("submit").isObject())) {
            return Outcome.failed("no_submit_button");
        }
        return deliveries.submit(person, view.get(), act.path("state"));
    }

    private Outcome close(Person person, JsonNode act) {
        boolean all = act.path("clear").asBoolean(false);
        List<View> stack = world.look(() -> world.views().stack(person.id()));
        if (stack.isEmpty()) {
            return Outcome.failed("view_not_found");
        }
        View top = stack.get(stack.size() - 1);
        if (!all && act.has("view_id") && !Json.text(act, "view_id", "").equals(top.id())) {
            return Outcome.failed("view_not_found");
        }
        return deliveries.close(person, top, all);
    }

    private Outcome options(Person person, JsonNode act) {
        String query = Json.text(act, "query", "");
        if (act.has("view_id") && !act.path("view_id").isNull()) {
            Optional<View> view = view(person, act);
            Optional<Inputs.Found> found = view.flatMap(one -> world.look(() -> element(one.blocks(), act)));
            if (view.isEmpty() || found.isEmpty()) {
                return Outcome.failed("element_not_found");
            }
            return deliveries.options(person, found.get(), query, null, null, view.get());
        }
        Conversation where = conversation(person, act);
        Optional<Message> message = message(person, where, act);
        Optional<Inputs.Found> found = message.flatMap(one -> world.look(() -> element(one.blocks(), act)));
        if (message.isEmpty() || found.isEmpty()) {
            return Outcome.failed("element_not_found");
        }
        return deliveries.options(person, found.get(), query, where, message.get(), null);
    }

    private Outcome shortcut(Person person, JsonNode act) {
        String callbackId = Json.text(act, "callback_id", "");
        WorkspaceDescription.Shortcut shortcut = world.about().app().shortcuts().stream()
                .filter(one -> one.callbackId().equals(callbackId))
                .findFirst()
                .orElseThrow(() -> new BadRequest("no shortcut has the callback_id \"" + callbackId + "\""));
        if (shortcut.type().equals("global")) {
            return deliveries.globalShortcut(person, callbackId);
        }
        Conversation where = conversation(person, act);
        Optional<Message> message = message(person, where, act);
        return message.isEmpty()
                ? Outcome.failed("message_not_found")
                : deliveries.messageShortcut(person, callbackId, where, message.get());
    }

    private Conversation conversation(Person person, JsonNode act) {
        String channel = Json.text(act, "channel", "");
        return world.look(() -> world.conversations()
                .findByName(channel)
                .filter(one -> one.hasMember(person.id()) || !one.isPrivate())
                .orElseThrow(() -> new BadRequest("no channel \"" + channel + "\" that this person sees")));
    }

    private Optional<Message> message(Person person, Conversation where, JsonNode act) {
        return world.look(() -> where.find(Json.text(act, "message_ts", ""))
                .filter(message -> message.visibleTo(person.id()) && where.hasMember(person.id())));
    }

    private Optional<View> view(Person person, JsonNode act) {
        return world.look(
                () -> world.views().find(Json.text(act, "view_id", "")).filter(one -> one.person()
                        .equals(person.id())));
    }
}
