package dev.releasemanager.rehearsal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.Person;
import dev.releasemanager.rehearsal.world.Refused;
import dev.releasemanager.rehearsal.world.UserGroup;
import dev.releasemanager.rehearsal.world.World;
import java.util.ArrayList;
import java.util.List;

/** {@code users.*}, {@code usergroups.*}, {@code team.info}, {@code bots.info}. Called with the lock held. */
final class PeopleMethods {

    private final World world;
    private final Access access;

    PeopleMethods(World world) {
        this.world = world;
        this.access = new Access(world);
    }

    ObjectNode info(Arguments arguments) {
        access.need("users:read");
        String id = arguments.required("user");
        ObjectNode answer = Json.object();
        ObjectNode user = id.equals(world.about().app().botUserId())
                ? bot()
                : user(world.people().find(id).orElseThrow(() -> new Refused("user_not_found")));
        if (arguments.flag("include_locale", false)) {
            user.put("locale", "en-US");
        }
        answer.set("user", user);
        return answer;
    }

    ObjectNode list(Arguments arguments) {
        access.need("users:read");
        List<ObjectNode> all = new ArrayList<>();
        all.add(slackbot());
        world.people().all().forEach(person -> all.add(user(person)));
        all.add(bot());
        ObjectNode answer = Json.object();
        ArrayNode members = answer.putArray("members");
        Pages.part(all, arguments, Math.max(1, all.size()), 1000, answer).forEach(members::add);
        answer.put("cache_ts", world.wall().now().getEpochSecond());
        return answer;
    }

    ObjectNode lookupByEmail(Arguments arguments) {
        access.need("users:read.email");
        Person person = world.people()
                .findByEmail(arguments.required("email"))
                .filter(found -> !found.deactivated())
                .orElseThrow(() -> new Refused("users_not_found"));
        ObjectNode answer = Json.object();
        answer.set("user", user(person));
        return answer;
    }

    private ObjectNode user(Person person) {
        return person.toSlack(
                world.about().teamId(),
                world.granted("users:read.email"),
                world.wall().now());
    }

    private ObjectNode bot() {
        ObjectNode user = Json.object();
        user.put("id", world.about().app().botUserId());
        user.put("team_id", world.about().teamId());
        user.put("name", "release_manager");
        user.put("deleted", false);
        user.put("real_name", world.about().app().displayName());
        user.put("tz", "America/Los_Angeles");
        user.put("tz_offset", -28_800);
        user.putObject("profile")
                .put("real_name", world.about().app().displayName())
                .put("display_name", "")
                .put("api_app_id", world.about().app().id())
                .put("bot_id", world.about().app().botId())
                .put("always_active", true);
        user.put("is_bot", true);
        user.put("is_app_user", false);
        return user;
    }

    private ObjectNode slackbot() {
        ObjectNode user = Json.object();
        user.put("id", "USLACKBOT");
        user.put("team_id", world.about().teamId());
        user.put("name", "slackbot");
        user.put("deleted", false);
        user.put("real_name", "Slackbot");
        user.put("tz", "America/Los_Angeles");
        user.put("tz_offset", -28_800);
        user.putObject("profile").put("real_name", "Slackbot").put("display_name", "Slackbot");
        user.put("is_bot", false);
        user.put("is_app_user", false);
        return user;
    }

    ObjectNode groups(Arguments arguments) {
        access.need("usergroups:read");
        refuseFreePlan();
        ObjectNode answer = Json.object();
        ArrayNode groups = answer.putArray("usergroups");
        world.groups()
                .forEach(group -> groups.add(group.toSlack(
                        world.about().teamId(),
                        arguments.flag("include_users", false),
                        arguments.flag("include_count", false),
                        world.wall().now())));
        return answer;
    }

    ObjectNode groupMembers(Arguments arguments) {
        access.need("usergroups:read");
        refuseFreePlan();
        UserGroup group =
                world.findGroup(arguments.required("usergroup")).orElseThrow(() -> new Refused("no_such_subteam"));
        ObjectNode answer = Json.object();
        ArrayNode users = answer.putArray("users");
        group.members().forEach(users::add);
        return answer;
    }

    private void refuseFreePlan() {
        if (world.about().freePlan()) {
            throw new Refused("plan_upgrade_required");
        }
    }

    ObjectNode team(Arguments arguments) {
        access.need("team:read");
        String asked = arguments.text("team").orElse(world.about().teamId());
        if (!asked.equals(world.about().teamId())) {
            throw new Refused("team_not_found");
        }
        ObjectNode answer = Json.object();
        answer.putObject("team")
                .put("id", world.about().teamId())
                .put("name", world.about().name())
                .put("domain", world.about().domain())
                .put("email_domain", "")
                .put("url", "https://" + world.about().domain() + ".slack.com/");
        return answer;
    }

    ObjectNode botInfo(Arguments arguments) {
        access.need("users:read");
        String asked = arguments.text("bot").orElse(world.about().app().botId());
        if (!asked.equals(world.about().app().botId())) {
            throw new Refused("bot_not_found");
        }
        ObjectNode answer = Json.object();
        answer.putObject("bot")
                .put("id", asked)
                .put("deleted", false)
                .put("name", world.about().app().displayName())
                .put("app_id", world.about().app().id())
                .put("user_id", world.about().app().botUserId());
        return answer;
    }
}
