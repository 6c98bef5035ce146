package dev.releasemanager.rehearsal.api;

import dev.releasemanager.rehearsal.world.Conversation;
import dev.releasemanager.rehearsal.world.Message;
import dev.releasemanager.rehearsal.world.Refused;
import dev.releasemanager.rehearsal.world.World;

/** What the bot may see and where it may write. Called with the world's lock held. */
final class Access {

    private final World world;

    Access(World world) {
        this.world = world;
    }

    void need(String... anyOf) {
        for (String scope : anyOf) {
            if (world.granted(scope)) {
                return;
            }
        }
        throw new MissingScope(String.join(",", anyOf));
    }

    /** The scope that reads this kind of conversation, by the last part of its name ({@code read}, {@code history}). */
    void needFor(Conversation conversation, String part) {
        need(kind(conversation) + ":" + part);
    }

    private static String kind(Conversation conversation) {
        if (conversation.direct()) {
            return "im";
        }
        return conversation.isPrivate() ? "groups" : "channels";
    }

    /** A conversation that the bot can see: a private channel that it isn't in doesn't exist for it. */
    Conversation visible(String id) {
        return world.conversations()
                .find(id)
                .filter(found -> found.botMember() || !found.isPrivate())
                .orElseThrow(() -> new Refused("channel_not_found"));
    }

    /** Where a post goes: a channel's id or name, a direct line's id, or a person's id. */
    Conversation forPosting(String target) {
        Conversation where = world.people()
                .find(target)
                .map(person -> world.conversations().directLine(person.id()))
                .or(() -> world.conversations().findByName(target))
                .filter(found -> found.botMember() || !found.isPrivate())
                .orElseThrow(() -> new Refused("channel_not_found"));
        if (where.archived()) {
            throw new Refused("is_archived");
        }
        if (!where.botMember() && !world.granted("chat:write.public")) {
            throw new Refused("not_in_channel");
        }
        return where;
    }

    Conversation joined(String id) {
        Conversation where = visible(id);
        if (!where.botMember()) {
            throw new Refused("not_in_channel");
        }
        return where;
    }

    /** A message that is there for everybody; an ephemeral one isn't. */
    static Message message(Conversation where, String ts) {
        return where.find(ts).filter(found -> !found.ephemeral()).orElseThrow(() -> new Refused("message_not_found"));
    }
}
