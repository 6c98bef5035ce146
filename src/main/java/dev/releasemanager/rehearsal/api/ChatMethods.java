package dev.releasemanager.rehearsal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.delivery.MessageEvents;
import dev.releasemanager.rehearsal.world.Conversation;
import dev.releasemanager.rehearsal.world.Drafts;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.Message;
import dev.releasemanager.rehearsal.world.Message.MessageContent;
import dev.releasemanager.rehearsal.world.Person;
import dev.releasemanager.rehearsal.world.Refused;
import dev.releasemanager.rehearsal.world.World;
import org.jspecify.annotations.Nullable;

/** {@code chat.*}. Called with the world's lock held. */
final class ChatMethods {

    private final World world;
    private final Access access;
    private final RateLimits limits;
    private final MessageEvents events;

    ChatMethods(World world, RateLimits limits, MessageEvents events) {
        this.world = world;
        this.access = new Access(world);
        this.limits = limits;
        this.events = events;
    }

    ObjectNode postMessage(Arguments arguments) {
        access.need("chat:write");
        Conversation where = access.forPosting(arguments.required("channel"));
        @Nullable String thread = thread(arguments, where);
        MessageContent content = world.drafts().read(arguments.given(), Drafts.Way.POST);
        limits.post(where.id(), world.wall().now());
        Message posted = world.post(where, content, thread, arguments.flag("reply_broadcast", false));
        events.posted(where, posted);
        ObjectNode answer = Json.object();
        answer.put("channel", where.id());
        answer.put("ts", posted.ts());
        answer.set("message", posted.toSlack(world, 0));
        return answer;
    }

    /** A reply to a reply goes to the reply's own thread; one to a message that is gone hangs in the air, as at Slack. */
    static @Nullable String thread(Arguments arguments, Conversation where) {
        @Nullable String given = arguments.text("thread_ts").orElse(null);
        if (given == null) {
            return null;
        }
        if (!given.matches("\\d{1,12}\\.\\d{1,6}")) {
            throw new Refused("invalid_thread_ts", "[ERROR] " + given + " is not a valid thread_ts");
        }
        return where.find(given).flatMap(Message::threadTs).orElse(given);
    }

    ObjectNode update(Arguments arguments) {
        access.need("chat:write");
        String ts = arguments.required("ts");
        Conversation where = access.visible(arguments.required("channel"));
        Message message = Access.message(where, ts);
        if (!message.fromBot()) {
            throw new Refused("cant_update_message");
        }
        if (where.archived()) {
            throw new Refused("is_inactive");
        }
        world.edit(message, world.drafts().readUpdate(arguments.given(), message.content()));
        ObjectNode answer = Json.object();
        answer.put("channel", where.id());
        answer.put("ts", message.ts());
        answer.put("text", message.content().text());
        answer.set("message", message.toSlack(world, where.replies(ts)));
        return answer;
    }

    ObjectNode delete(Arguments arguments) {
        access.need("chat:write");
        String ts = arguments.required("ts");
        Conversation where = access.visible(arguments.required("channel"));
        Message message = Access.message(where, ts);
        if (!message.fromBot()) {
            throw new Refused("cant_delete_message");
        }
        world.delete(where, message);
        ObjectNode answer = Json.object();
        answer.put("channel", where.id());
        answer.put("ts", ts);
        return answer;
    }

    ObjectNode postEphemeral(Arguments arguments) {
        access.need("chat:write");
        Conversation where = access.forPosting(arguments.required("channel"));
        Person to =
                world.people().find(arguments.required("user")).orElseThrow(() -> new Refused("user_not_in_channel"));
        if (!where.hasMember(to.id())) {
            throw new Refused("user_not_in_channel");
        }
        MessageContent content = world.drafts().read(arguments.given(), Drafts.Way.POST);
        Message shown = world.whisper(where, to.id(), content, thread(arguments, where));
        ObjectNode answer = Json.object();
        answer.put("message_ts", shown.ts());
        return answer;
    }

    ObjectNode getPermalink(Arguments arguments) {
        Conversation where = access.visible(arguments.required("channel"));
        Message message = Access.message(where, arguments.required("message_ts"));
        String link = "https://" + world.about().domain() + ".slack.com/archives/" + where.id() + "/p"
                + message.ts().replace(".", "");
        ObjectNode answer = Json.object();
        answer.put("channel", where.id());
        answer.put(
                "permalink",
                message.isReply()
                        ? link + "?thread_ts=" + message.threadTs().orElseThrow() + "&cid=" + where.id()
                        : link);
        return answer;
    }
}
