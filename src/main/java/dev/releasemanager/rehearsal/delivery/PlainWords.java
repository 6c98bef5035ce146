package dev.releasemanager.rehearsal.delivery;

import dev.releasemanager.rehearsal.world.Conversation;
import dev.releasemanager.rehearsal.world.Message;
import dev.releasemanager.rehearsal.world.Person;
import dev.releasemanager.rehearsal.world.World;
import java.util.Optional;

/** A person says something in a conversation; the bot hears of it only if it subscribed to messages. */
public final class PlainWords {

    private final World world;
    private final MessageEvents events;

    public PlainWords(World world, MessageEvents events) {
        this.world = world;
        this.events = events;
    }

    /** The new message's time stamp. */
    public String say(Person person, Conversation where, String text, Optional<String> threadTs) {
        return world.change(() -> {
            Message said = world.say(where, person.id(), new Mentions(world).inMessage(text), threadTs.orElse(null));
            events.posted(where, said);
            return said.ts();
        });
    }
}
