package dev.releasemanager.rehearsal.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Ids;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.Person;
import dev.releasemanager.rehearsal.world.World;

/** Somebody opens the bot's Home or its messages. */
public final class AppHome {

    private final World world;
    private final Events events;

    public AppHome(World world, Events events) {
        this.world = world;
        this.events = events;
    }

    /** Sends {@code app_home_opened}; {@code tab} is {@code home} or {@code messages}. */
    public Outcome opened(Person person, String tab) {
        ObjectNode event = world.look(() -> {
            ObjectNode opened = Json.object();
            opened.put("type", "app_home_opened");
            opened.put("user", person.id());
            opened.put("channel", world.conversations().directLine(person.id()).id());
            opened.put("event_ts", Ids.ts(world.wall().now()));
            opened.put("tab", tab);
            world.views().home(person.id()).ifPresent(home -> opened.set("view", home.toSlack(world.about())));
            return opened;
        });
        events.happened("app_home_opened", event);
        return Outcome.done();
    }
}
