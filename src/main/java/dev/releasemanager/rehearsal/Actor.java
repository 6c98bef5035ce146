package dev.releasemanager.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Inputs;
import dev.releasemanager.rehearsal.world.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One person's eyes and hands. Looking waits, by long poll, until the thing is there or the visitor's patience is
 * over; then it says what was seen instead. What is typed into a modal is kept until it is submitted.
 */
public final class Actor {

    /** In place of a channel's name: the conversation with the bot. */
    public static final String DIRECT = "@bot";

    private final Visitor visitor;
    private final String person;
    private final Map<String, ObjectNode> typed = new ConcurrentHashMap<>();

    Actor(Visitor visitor, String person) {
        this.visitor = visitor;
        this.person = person;
    }

    public String person() {
        return person;
    }

    /** What this person sees now. */
    public Screen look() {
        return visitor.look(person);
    }

    /** Waits until the finder finds; {@code what} names it in the failure. */
    public <T> T await(String what, Function<Screen, Optional<T>> finder) {
        long end = System.nanoTime() + visitor.patience().toNanos();
        Screen screen = look();
        while (true) {
            Optional<T> found = finder.apply(screen);
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() >= end) {
                throw new IllegalStateException(person + " waited " + visitor.patience() + " for " + what
                        + ", and saw instead:\n" + transcript(screen));
            }
            screen = changedAfter(screen, end);
        }
    }

    /** What this person sees once it isn't that any more, or after so long. */
    public Screen lookAfter(Screen seen, Duration atMost) {
        return visitor.lookAfter(person, seen.version(), atMost);
    }

    /** The next screen, or the same one when patience ends first. */
    private Screen changedAfter(Screen screen, long end) {
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        return visitor.lookAfter(person, screen.version(), left);
    }

    public void awaitTrue(String what, Predicate<Screen> condition) {
        boolean unused = await(what, screen -> condition.test(screen) ? Optional.of(true) : Optional.empty());
    }

    /** The newest message of a conversation that contains these words. */
    public Shown awaitMessage(String conversation, String words) {
        return await("a message with \"" + words + "\" in " + conversation, screen -> {
            List<Shown> messages = screen.messages(conversation);
            for (int i = messages.size() - 1; i >= 0; i--) {
                Shown message = messages.get(i);
                if (message.text().contains(words) || message.fallbackText().contains(words)) {
                    return Optional.of(message);
                }
            }
            return Optional.empty();
        });
    }

    public Shown lastMessage(String conversation) {
        return await("a message in " + conversation, screen -> screen.lastMessage(conversation));
    }

    /** The words of all messages of a conversation, oldest first. */
    public List<String> texts(String conversation) {
        return look().messages(conversation).stream().map(Shown::text).toList();
    }

    public Shown modal() {
        return await("a modal", Screen::modal);
    }

    public Shown modal(String title) {
        return await("a modal \"" + title + "\"", screen -> screen.modal()
                .filter(modal -> modal.title().equals(title)));
    }

    public void awaitNoModal() {
        awaitTrue("no modal", screen -> screen.modals() == 0);
    }

    /** Opens the bot's Home and waits for it. */
    public Shown home() {
        Done unused = visitor.act(act("open_home"));
        return await("the Home", Screen::home);
    }

    public List<String> toasts() {
        return look().toasts();
    }

    // Acting

    /** Types a command; {@code line} begins with the slash. */
    public Done command(String conversation, String line) {
        return visitor.act(act("command")
                .put("channel", look().conversationId(conversation))
                .put("text", line));
    }

    public Done say(String conversation, String words) {
        return visitor.act(
                act("say").put("channel", look().conversationId(conversation)).put("text", words));
    }

    public Done reply(Shown message, String words) {
        return visitor.act(act("say")
                .put("channel", message.channel())
                .put("text", words)
                .put("thread_ts", message.threadTs().orElse(message.ts())));
    }

    public Done read(String conversation) {
        return visitor.act(act("read").put("channel", look().conversationId(conversation)));
    }

    /** Presses the button in the open modal, else in the newest message that has it, else in Home. */
    public Done click(String words) {
        return await("a button \"" + words + "\"", screen -> places(screen)
                .flatMap(place -> place.button(words).map(found -> press(place, found)).stream())
                .findFirst());
    }

    private static Stream<Shown> places(Screen screen) {
        return screen.modal()
                .map(Stream::of)
                .orElseGet(() -> Stream.concat(screen.newestFirst().stream(), screen.home().stream()));
    }

    /** Presses the button in that message or view as it was seen, though it may look otherwise by now. */
    public Done click(Shown where, String words) {
        Inputs.Found found = where.button(words)
                .orElseThrow(() -> new IllegalStateException(
                        "no button \"" + words + "\" among " + where.buttons() + " in:\n" + where.text()));
        return press(where, found);
    }

    /** Presses the newest such button in one conversation. */
    public Done clickIn(String conversation, String words) {
        return await("a button \"" + words + "\" in " + conversation, screen -> {
            List<Shown> messages = screen.messages(conversation);
            for (int i = messages.size() - 1; i >= 0; i--) {
                Shown message = messages.get(i);
                Optional<Inputs.Found> found = message.button(words);
                if (found.isPresent()) {
                    return Optional.of(press(message, found.get()));
                }
            }
            return Optional.empty();
        });
    }

    public Done clickInHome(String words) {
        return await("a button \"" + words + "\" in Home", screen -> screen.home()
                .flatMap(home -> home.button(words).map(found -> press(home, found))));
    }

    /** Chooses an option of a select, radio, checkbox or overflow that stands outside the inputs, by its words. */
    public Done choose(String optionWords) {
        return await("an option \"" + optionWords + "\"", screen -> places(screen)
                .flatMap(place -> place.offering(optionWords).stream().map(found -> {
                    JsonNode option = Shown.option(found.element(), optionWords).orElseThrow();
                    String field = Inputs.field(found.type());
                    ObjectNode act = element(place, found);
                    if (field.equals("selected_options")) {
                        act.putArray(field).add(option);
                    } else {
                        act.set(field, option);
                    }
                    return visitor.act(act);
                }))
                .findFirst());
    }

    private Done press(Shown place, Inputs.Found found) {
        return visitor.act(element(place, found));
    }

    private ObjectNode element(Shown place, Inputs.Found found) {
        ObjectNode act = act("click");
        if (place.isView()) {
            act.put("view_id", place.id());
            act.putObject("state").set("values", typedIn(place.id()).deepCopy());
        } else {
            act.put("channel", place.channel());
            act.put("message_ts", place.ts());
        }
        act.put("block_id", found.blockId());
        act.put("action_id", found.actionId());
        return act;
    }

    /**
     * Fills in the input with that label in the open modal. Options by their words, people by handle, channels by
     * name, a date and time as an ISO instant or in seconds; several values where several can be chosen, none to
     * empty it.
     */
    public Actor fill(String label, String... values) {
        return await("an input \"" + label + "\"", screen -> screen.modal()
                .flatMap(modal -> modal.input(label).map(found -> fill(screen, modal, found, values))));
    }

    private Actor fill(Screen screen, Shown modal, Inputs.Found found, String... values) {
        ObjectNode entry = Json.object().put("type", found.type());
        String field = Inputs.field(found.type());
        boolean many = found.type().startsWith("multi_") || found.type().equals("checkboxes");
        if (many) {
            ArrayNode chosen = entry.putArray(field);
            for (String value : values) {
                chosen.add(value(screen, modal, found, value));
            }
        } else if (values.length == 0 || values[0].isEmpty()) {
            entry.putNull(field);
        } else {
            entry.set(field, value(screen, modal, found, values[0]));
        }
        typedIn(modal.id()).withObject("/" + escaped(found.blockId())).set(found.actionId(), entry);
        if (found.dispatches()) {
            ObjectNode act = element(modal, found);
            act.set(field, entry.path(field));
            Done unused = visitor.act(act);
        }
        return this;
    }

    private JsonNode value(Screen screen, Shown modal, Inputs.Found found, String value) {
        return switch (found.type()) {
            case "static_select", "multi_static_select", "radio_buttons", "checkboxes" ->
                Shown.option(found.element(), value)
                        .orElseThrow(() -> new IllegalStateException(
                                "no option \"" + value + "\" in " + Json.write(found.element())));
            case "external_select", "multi_external_select" -> external(modal, found, value);
            case "users_select", "multi_users_select" -> text(screen.personId(value));
            case "conversations_select", "multi_conversations_select", "channels_select", "multi_channels_select" ->
                text(screen.conversationId(value));
            case "datetimepicker" ->
                Json.object()
                        .numberNode(
                                value.matches("\\d+")
                                        ? Long.parseLong(value)
                                        : Instant.parse(value).getEpochSecond());
            default -> text(value);
        };
    }

    private JsonNode external(Shown modal, Inputs.Found found, String words) {
        ObjectNode act = act("options")
                .put("view_id", modal.id())
                .put("block_id", found.blockId())
                .put("action_id", found.actionId())
                .put("query", words);
        Done offered = visitor.act(act);
        return Shown.option(offered.answer(), words)
                .orElseThrow(() -> new IllegalStateException(
                        "no option \"" + words + "\" was offered, but " + Json.write(offered.answer())));
    }

    /** The options that the bot offers for what is typed into that external select. */
    public Done options(String label, String query) {
        return await("an input \"" + label + "\"", screen -> screen.modal().flatMap(modal -> modal.input(label)
                .map(found -> visitor.act(act("options")
                        .put("view_id", modal.id())
                        .put("block_id", found.blockId())
                        .put("action_id", found.actionId())
                        .put("query", query)))));
    }

    /** Sends the open modal with what was typed. */
    public Done submit() {
        Shown modal = modal();
        ObjectNode act = act("submit").put("view_id", modal.id());
        act.putObject("state").set("values", typedIn(modal.id()).deepCopy());
        return visitor.act(act);
    }

    /** Cancels the open modal. */
    public Done close() {
        return visitor.act(act("close").put("view_id", modal().id()));
    }

    /** Closes all open modals at once. */
    public Done closeAll() {
        return visitor.act(act("close").put("clear", true));
    }

    public Done shortcut(String callbackId) {
        return visitor.act(act("shortcut").put("callback_id", callbackId));
    }

    public Done shortcut(String callbackId, Shown message) {
        return visitor.act(act("shortcut")
                .put("callback_id", callbackId)
                .put("channel", message.channel())
                .put("message_ts", message.ts()));
    }

    private ObjectNode typedIn(String viewId) {
        return typed.computeIfAbsent(viewId, id -> Json.object());
    }

    private ObjectNode act(String type) {
        return Json.object().put("as", person).put("type", type);
    }

    private static JsonNode text(String value) {
        return Json.object().textNode(value);
    }

    private static String escaped(String pointerPart) {
        return pointerPart.replace("~", "~0").replace("/", "~1");
    }

    private static String transcript(Screen screen) {
        StringBuilder seen = new StringBuilder();
        screen.modal().ifPresent(modal -> seen.append("modal \"")
                .append(modal.title())
                .append("\":\n")
                .append(modal.text())
                .append('\n'));
        screen.newestFirst().stream().limit(10).forEach(message -> seen.append(message.channel())
                .append(message.ephemeral() ? " (only to them): " : ": ")
                .append(message.text())
                .append('\n'));
        screen.toasts().forEach(toast -> seen.append("toast: ").append(toast).append('\n'));
        return seen.toString();
    }
}
