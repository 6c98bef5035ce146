package dev.releasemanager.rehearsal.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Conversation;
import dev.releasemanager.rehearsal.world.Message;
import dev.releasemanager.rehearsal.world.World;

/** The {@code message} and {@code app_mention} events, for conversations that the bot is in. Call with the lock. */
public final class MessageEvents {

    private final World world;
    private final Events events;

    public MessageEvents(World world, Events events) {
        this.world = world;
        this.events = events;
    }

    public void posted(Conversation where, Message message) {
        if (!where.botMember() || message.ephemeral()) {
            return;
        }
        ObjectNode event = message.toSlack(world, 0);
        event.put("channel", where.id());
        event.put("event_ts", message.ts());
        event.put("channel_type", where.direct() ? "im" : where.isPrivate() ? "group" : "channel");
        events.happened(
                where.direct() ? "message.im" : where.isPrivate() ? "message.groups" : "message.channels", event);
        if (message.content().text().contains("<@" + world.about().app().botUserId() + ">")) {
            ObjectNode mention = event.deepCopy();
            mention.put("type", "app_mention");
            mention.remove("channel_type");
            events.happened("app_mention", mention);
        }
    }
}
