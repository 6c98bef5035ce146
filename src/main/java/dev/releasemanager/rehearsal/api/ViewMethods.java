package dev.releasemanager.rehearsal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.Person;
import dev.releasemanager.rehearsal.world.Refused;
import dev.releasemanager.rehearsal.world.View;
import dev.releasemanager.rehearsal.world.World;
import java.util.Optional;

/** {@code views.*}: no scope needed. Called with the world's lock held. */
final class ViewMethods {

    private final World world;

    ViewMethods(World world) {
        this.world = world;
    }

    ObjectNode open(Arguments arguments) {
        String trigger = arguments.required("trigger_id");
        return answer(
                world.openView(trigger, world.views().modal(arguments.given().path("view"))));
    }

    ObjectNode push(Arguments arguments) {
        String trigger = arguments.required("trigger_id");
        return answer(
                world.pushView(trigger, world.views().modal(arguments.given().path("view"))));
    }

    ObjectNode update(Arguments arguments) {
        Optional<String> viewId = arguments.text("view_id");
        Optional<String> externalId = arguments.text("external_id");
        if (viewId.isEmpty() && externalId.isEmpty()) {
            throw Refused.missing("view_id");
        }
        return answer(world.updateView(
                viewId, externalId, arguments.text("hash"), arguments.given().path("view")));
    }

    ObjectNode publish(Arguments arguments) {
        String userId = arguments.required("user_id");
        Person person = world.people().find(userId).orElseThrow(() -> new Refused("user_not_found"));
        ObjectNode content = world.views().home(arguments.given().path("view"));
        return answer(world.publishHome(person.id(), content, arguments.text("hash")));
    }

    private ObjectNode answer(View view) {
        ObjectNode answer = Json.object();
        answer.set("view", view.toSlack(world.about()));
        return answer;
    }
}
