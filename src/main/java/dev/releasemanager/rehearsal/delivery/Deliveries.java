package dev.releasemanager.rehearsal.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.blockkit.BlockKit;
import dev.releasemanager.rehearsal.blockkit.Violation;
import dev.releasemanager.rehearsal.world.Conversation;
import dev.releasemanager.rehearsal.world.Inputs;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.Message;
import dev.releasemanager.rehearsal.world.Person;
import dev.releasemanager.rehearsal.world.Refused;
import dev.releasemanager.rehearsal.world.View;
import dev.releasemanager.rehearsal.world.WorkspaceDescription;
import dev.releasemanager.rehearsal.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a person does to the bot, waits for the acknowledgement, and shows that person what came of it. Each
 * method blocks until the bot has answered or three seconds have passed; none is repeated. Thread-safe.
 */
public final class Deliveries {

    private final World world;
    private final BotLine bot;
    private final Traffic traffic;
    private final Payloads payloads;

    public Deliveries(World world, BotLine bot, Traffic traffic) {
        this.world = world;
        this.bot = bot;
        this.traffic = traffic;
        this.payloads = new Payloads(world);
    }

    /** A slash command; {@code typed} is the whole line. */
    public Outcome command(Person person, Conversation where, String typed) {
        String line = typed.strip();
        int space = line.indexOf(' ');
        String name = space < 0 ? line : line.substring(0, space);
        String rest = space < 0 ? "" : line.substring(space + 1).strip();
        Optional<WorkspaceDescription.Command> known = world.about().app().commands().stream()
                .filter(command -> command.command().equals(name))
                .findFirst();
        if (known.isEmpty()) {
            return world.change(() -> {
                world.toast(person.id(), "error", name + " is not a valid command.");
                return Outcome.failed("invalid_command");
            });
        }
        Map<String, String> fields = new LinkedHashMap<>();
        String responseUrl = world.change(() -> {
            Mentions mentions = new Mentions(world);
            String url = world.issueResponseUrl(person.id(), where.id(), null, line);
            fields.put("token", Payloads.TOKEN);
            fields.put("team_id", world.about().teamId());
            fields.put("team_domain", world.about().domain());
            fields.put("channel_id", where.id());
            fields.put("channel_name", Payloads.channelName(where));
            fields.put("user_id", person.id());
            fields.put("user_name", person.handle());
            fields.put("command", name);
            fields.put("text", known.get().escapes() ? mentions.inCommand(rest) : rest);
            fields.put("api_app_id", world.about().app().id());
            fields.put("is_enterprise_install", "false");
            fields.put("response_url", url);
            fields.put("trigger_id", world.issueTrigger(person.id(), null, where.id()));
            world.waiting(person.id(), 1);
            return url;
        });
        BotAnswer answer = bot.deliver("command", Payloads.FORM, Payloads.form(fields), Map.of())
                .join();
        return settle(person, () -> {
            String error = answer.acknowledged() ? answered(responseUrl, answer) : answer.error();
            if (error.isEmpty()) {
                return Outcome.done();
            }
            world.toast(person.id(), "error", name + " failed with the error \"" + error + "\"");
            return Outcome.failed(error);
        });
    }

    /** Shows the acknowledgement's body; what is wrong with it, or nothing. */
    private String answered(String responseUrl, BotAnswer answer) {
        String body = answer.body().strip();
        if (body.isEmpty()) {
            return "";
        }
        boolean json = answer.contentType().startsWith("application/json") || body.startsWith("{");
        ObjectNode said;
        if (json) {
            Optional<JsonNode> parsed = Json.parse(body);
            if (parsed.isPresent() && parsed.get().isTextual()) {
                said = Json.object().put("text", parsed.get().textValue());
            } else if (parsed.isEmpty() || !(parsed.get() instanceof ObjectNode object)) {
                refused("command", new Refused("invalid_command_response", "the acknowledgement is no JSON object"));
                return "invalid_command_response";
            } else {
                said = object;
            }
        } else {
            said = Json.object().put("text", body);
        }
        if (Json.text(said, "text").isEmpty() && !said.has("blocks") && !said.has("attachments")) {
            return "";
        }
        try {
            world.answerCommand(responseUrl, said);
            return "";
        } catch (Refused refusal) {
            refused("command", refusal);
            return "invalid_command_response";
        }
    }

    /** An element of a message. {@code chosen} holds the part that the person chose, by Slack's field names. */
    public Outcome click(
            Person person, Conversation where, Message message, Inputs.Found found, ObjectNode chosen, JsonNode typed) {
        ObjectNode payload = world.change(() -> {
            ObjectNode values = Json.object();
            values.putObject(found.blockId()).set(found.actionId(), chosen);
            world.chose(message, person.id(), typed.path("values"));
            ObjectNode state = world.chose(message, person.id(), values);
            ObjectNode begun = payloads.begin("block_actions", person);
            ObjectNode container = begun.putObject("container");
            container.put("type", "message");
            container.put("message_ts", message.ts());
            container.put("channel_id", where.id());
            container.put("is_ephemeral", message.ephemeral());
            message.threadTs().ifPresent(thread -> container.put("thread_ts", thread));
            begun.put("trigger_id", world.issueTrigger(person.id(), null, where.id()));
            payloads.in(begun, where);
            payloads.about(begun, where, message);
            begun.putObject("state").set("values", state);
            begun.put("response_url", world.issueResponseUrl(person.id(), where.id(), message.ts(), null));
            begun.putArray("actions").add(action(found, chosen));
            world.waiting(person.id(), 1);
            return begun;
        });
        return sendAction(person, payload);
    }

    /** An element of a modal or of Home. */
    public Outcome click(Person person, View view, Inputs.Found found, ObjectNode chosen, JsonNode typed) {
        ObjectNode payload = world.change(() -> {
            world.typed(view, typed.path("values"));
            ObjectNode values = Json.object();
            values.putObject(found.blockId()).set(found.actionId(), chosen);
            world.typed(view, values);
            if (!found.dispatches()) {
                return Json.object();
            }
            ObjectNode begun = payloads.begin("block_actions", person);
            begun.putObject("container").put("type", "view").put("view_id", view.id());
            begun.put("trigger_id", world.issueTrigger(person.id(), view.id(), null));
            payloads.about(begun, view);
            begun.putArray("actions").add(action(found, chosen));
            world.waiting(person.id(), 1);
            return begun;
        });
        return payload.isEmpty() ? Outcome.done() : sendAction(person, payload);
    }

    private ObjectNode action(Inputs.Found found, ObjectNode chosen) {
        ObjectNode action = Json.object();
        action.put("type", found.type());
        action.put("action_id", found.actionId());
        action.put("block_id", found.blockId());
        for (String kept : List.of(
                "text",
                "value",
                "style",
                "url",
                "placeholder",
                "confirm",
                "initial_option",
                "initial_options",
                "initial_date",
                "initial_time",
                "initial_date_time",
                "initial_user",
                "initial_conversation",
                "initial_channel")) {
            if (found.element().has(kept)) {
                action.set(kept, found.element().path(kept).deepCopy());
            }
        }
        chosen.properties().forEach(field -> action.set(field.getKey(), field.getValue()));
        action.put("type", found.type());
        action.put("action_ts", payloads.now());
        return action;
    }

    private Outcome sendAction(Person person, ObjectNode payload) {
        BotAnswer answer = bot.deliver("block_actions", Payloads.FORM, Payloads.form(payload), Map.of())
                .join();
        return settle(person, () -> {
            if (answer.acknowledged()) {
                return Outcome.done();
            }
            world.toast(person.id(), "error", inWords(answer));
            return Outcome.failed(answer.error());
        });
    }

    private static String inWords(BotAnswer answer) {
        return switch (answer.outcome()) {
            case LATE -> "Operation timed out. Apps need to respond within 3 seconds.";
            case UNREACHABLE -> "This app could not be reached.";
            case ANSWERED -> "This app responded with Status Code " + answer.status() + ".";
        };
    }

    /** The top modal's submit button; what was typed is taken over and checked first, as Slack's client does. */
    public Outcome submit(Person person, View view, JsonNode state) {
        Outcome[] objection = new Outcome[1];
        ObjectNode payload = world.change(() -> {
            world.typed(view, state.path("values"));
            ObjectNode faults = world.checkSubmission(view);
            if (!faults.isEmpty()) {
                ObjectNode more = Json.object();
                more.set("errors", faults.deepCopy());
                objection[0] = Outcome.failed("invalid_input", more);
                return Json.object();
            }
            ObjectNode begun = payloads.begin("view_submission", person);
            begun.put("trigger_id", world.issueTrigger(person.id(), view.id(), null));
            payloads.about(begun, view);
            ArrayNode urls = begun.putArray("response_urls");
            for (Inputs.Found found : Inputs.in(view.blocks())) {
                if (found.element().path("response_url_enabled").asBoolean(false)) {
                    String chosen = Json.text(
                            view.values().path(found.blockId()).path(found.actionId()), Inputs.field(found.type()), "");
                    if (!chosen.isEmpty()) {
                        urls.addObject()
                                .put("block_id", found.blockId())
                                .put("action_id", found.actionId())
                                .put("channel_id", chosen)
                                .put("response_url", world.issueResponseUrl(person.id(), chosen, null, null));
                    }
                }
            }
            world.waiting(person.id(), 1);
            return begun;
        });
        if (payload.isEmpty()) {
            return objection[0];
        }
        BotAnswer answer = bot.deliver("view_submission", Payloads.FORM, Payloads.form(payload), Map.of())
                .join();
        return settle(person, () -> {
            String error = answer.acknowledged() ? applied(view, answer) : answer.error();
            if (error.isEmpty()) {
                return Outcome.done();
            }
            if (error.equals("errors")) {
                ObjectNode more = Json.object();
                more.set("errors", view.errors().deepCopy());
                return Outcome.done(more);
            }
            world.toast(person.id(), "error", "We had some trouble connecting. Try again?");
            return Outcome.failed(error);
        });
    }

    /** Does what the acknowledgement of a submission says; empty when it was done, {@code errors} when it objects. */
    private String applied(View view, BotAnswer answer) {
        try {
            String body = answer.body().strip();
            if (body.isEmpty()) {
                world.closeView(view);
                return "";
            }
            JsonNode said = Json.parse(body)
                    .orElseThrow(() -> new Refused("invalid_response", "the acknowledgement is no JSON"));
            if (!said.isObject()) {
                throw new Refused("invalid_response", "the acknowledgement is no JSON object");
            }
            switch (Json.text(said, "response_action", "")) {
                case "" -> world.closeView(view);
                case "clear" -> world.clearViews(view.person());
                case "update" -> world.showView(view, world.views().modal(said.path("view")));
                case "push" -> world.pushOver(view, world.views().modal(said.path("view")));
                case "errors" -> {
                    world.errors(view, errors(view, said.path("errors")));
                    return "errors";
                }
                default -> throw new Refused("invalid_response", "unknown response_action");
            }
            return "";
        } catch (Refused refusal) {
            refused("view_submission", refusal);
            return refusal.error();
        }
    }

    private static ObjectNode errors(View view, JsonNode given) {
        if (!(given instanceof ObjectNode errors) || errors.isEmpty()) {
            throw new Refused("invalid_response", "errors must be an object with at least one entry");
        }
        for (Map.Entry<String, JsonNode> error : errors.properties()) {
            boolean input = Inputs.in(view.blocks()).stream()
                    .anyMatch(found -> found.inInputBlock() && found.blockId().equals(error.getKey()));
            if (!input) {
                throw new Refused("invalid_response", "no input block has the id " + error.getKey());
            }
            if (!error.getValue().isTextual() || error.getValue().textValue().isEmpty()) {
                throw new Refused("invalid_response", "the error of " + error.getKey() + " must be words");
            }
        }
        return errors.deepCopy();
    }

    /** The person closes the top modal, or all of them. Tells the bot where a view asked for it. */
    public Outcome close(Person person, View view, boolean all) {
        List<ObjectNode> told = world.change(() -> {
            List<View> closed = all || view.clearsOnClose() ? world.clearViews(person.id()) : List.of(view);
            closed.forEach(world::closeView);
            return closed.stream()
                    .filter(View::notifiesOnClose)
                    .map(one -> {
                        ObjectNode payload = payloads.begin("view_closed", person);
                        payloads.about(payload, one);
                        payload.put("is_cleared", all || view.clearsOnClose());
                        return payload;
                    })
                    .toList();
        });
        told.forEach(payload -> bot.deliver("view_closed", Payloads.FORM, Payloads.form(payload), Map.of())
                .join());
        return Outcome.done();
    }

    public Outcome globalShortcut(Person person, String callbackId) {
        ObjectNode payload = world.change(() -> {
            ObjectNode begun = payloads.begin("shortcut", person);
            begun.put("callback_id", callbackId);
            begun.put("trigger_id", world.issueTrigger(person.id(), null, null));
            begun.put("action_ts", payloads.now());
            world.waiting(person.id(), 1);
            return begun;
        });
        return sendShortcut(person, payload, "shortcut");
    }

    public Outcome messageShortcut(Person person, String callbackId, Conversation where, Message message) {
        ObjectNode payload = world.change(() -> {
            ObjectNode begun = payloads.begin("message_action", person);
            begun.put("callback_id", callbackId);
            begun.put("trigger_id", world.issueTrigger(person.id(), null, where.id()));
            begun.put("action_ts", payloads.now());
            begun.put("message_ts", message.ts());
            payloads.in(begun, where);
            payloads.about(begun, where, message);
            begun.put("response_url", world.issueResponseUrl(person.id(), where.id(), message.ts(), null));
            world.waiting(person.id(), 1);
            return begun;
        });
        return sendShortcut(person, payload, "message_action");
    }

    private Outcome sendShortcut(Person person, ObjectNode payload, String name) {
        BotAnswer answer = bot.deliver(name, Payloads.FORM, Payloads.form(payload), Map.of())
                .join();
        return settle(person, () -> {
            if (answer.acknowledged()) {
                return Outcome.done();
            }
            world.toast(person.id(), "error", inWords(answer));
            return Outcome.failed(answer.error());
        });
    }

    /** Asks the bot for an external select's options. Exactly one of message and view is given. */
    public Outcome options(
            Person person,
            Inputs.Found found,
            String query,
            @Nullable Conversation where,
            @Nullable Message message,
            @Nullable View view) {
        int least = found.element().path("min_query_length").asInt(3);
        if (query.codePointCount(0, query.length()) < least) {
            ObjectNode none = Json.object();
            none.putArray("options");
            return Outcome.done(none);
        }
        ObjectNode payload = world.look(() -> {
            ObjectNode begun = payloads.begin("block_suggestion", person);
            begun.put("action_id", found.actionId());
            begun.put("block_id", found.blockId());
            begun.put("value", query);
            ObjectNode container = begun.putObject("container");
            if (view != null) {
                container.put("type", "view").put("view_id", view.id());
                payloads.about(begun, view);
            }
            if (where != null && message != null) {
                container
                        .put("type", "message")
                        .put("message_ts", message.ts())
                        .put("channel_id", where.id())
                        .put("is_ephemeral", message.ephemeral());
                payloads.in(begun, where);
                payloads.about(begun, where, message);
            }
            return begun;
        });
        BotAnswer answer = bot.deliver("block_suggestion", Payloads.FORM, Payloads.form(payload), Map.of())
                .join();
        if (!answer.acknowledged()) {
            return Outcome.failed(answer.error());
        }
        try {
            return Outcome.done(offered(answer.body()));
        } catch (Refused refusal) {
            refused("block_suggestion", refusal);
            return Outcome.failed(refusal.error());
        }
    }

    private static ObjectNode offered(String body) {
        JsonNode said = Json.parse(body).orElseThrow(() -> new Refused("invalid_options", "the answer is no JSON"));
        List<String> faults =
                BlockKit.options(said).stream().map(Violation::words).toList();
        if (!faults.isEmpty() || !(said instanceof ObjectNode answer)) {
            throw new Refused("invalid_options", faults);
        }
        return answer.deepCopy().retain("options", "option_groups");
    }

    /** With the lock: what follows the acknowledgement; the person waits no more. */
    private Outcome settle(Person person, java.util.function.Supplier<Outcome> then) {
        return world.change(() -> {
            world.waiting(person.id(), -1);
            return then.get();
        });
    }

    private void refused(String name, Refused refusal) {
        traffic.refused(new Traffic.Refusal(world.wall().now(), name, refusal.error(), refusal.messages()));
    }
}
