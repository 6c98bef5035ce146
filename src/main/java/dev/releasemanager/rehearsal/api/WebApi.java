package dev.releasemanager.rehearsal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.delivery.MessageEvents;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.Refused;
import dev.releasemanager.rehearsal.world.World;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Slack's methods by name, behind token and rate limit. Thread-safe. */
final class WebApi {

    private final World world;
    private final String botToken;
    private final RateLimits limits = new RateLimits();
    private final FileMethods files;
    private final Map<String, Function<Arguments, ObjectNode>> methods = new HashMap<>();

    WebApi(World world, String botToken, MessageEvents events) {
        this.world = world;
        this.botToken = botToken;
        ChatMethods chat = new ChatMethods(world, limits, events);
        ViewMethods views = new ViewMethods(world);
        ConversationMethods conversations = new ConversationMethods(world);
        PeopleMethods people = new PeopleMethods(world);
        files = new FileMethods(world, limits);
        methods.put("auth.test", this::authTest);
        methods.put("chat.postMessage", chat::postMessage);
        methods.put("chat.update", chat::update);
        methods.put("chat.delete", chat::delete);
        methods.put("chat.postEphemeral", chat::postEphemeral);
        methods.put("chat.getPermalink", chat::getPermalink);
        methods.put("views.open", views::open);
        methods.put("views.push", views::push);
        methods.put("views.update", views::update);
        methods.put("views.publish", views::publish);
        methods.put("conversations.open", conversations::open);
        methods.put("conversations.info", conversations::info);
        methods.put("conversations.list", conversations::list);
        methods.put("conversations.members", conversations::members);
        methods.put("conversations.join", conversations::join);
        methods.put("conversations.history", conversations::history);
        methods.put("conversations.replies", conversations::replies);
        methods.put("pins.add", conversations::pin);
        methods.put("pins.remove", conversations::unpin);
        methods.put("bookmarks.add", conversations::addBookmark);
        methods.put("users.info", people::info);
        methods.put("users.list", people::list);
        methods.put("users.lookupByEmail", people::lookupByEmail);
        methods.put("usergroups.list", people::groups);
        methods.put("usergroups.users.list", people::groupMembers);
        methods.put("team.info", people::team);
        methods.put("bots.info", people::botInfo);
        methods.put("files.getUploadURLExternal", files::getUploadUrl);
        methods.put("files.completeUploadExternal", files::complete);
        methods.put("apps.connections.open", arguments -> {
            throw new Refused("not_allowed_token_type");
        });
    }

    /** One call; an empty token is none. */
    ApiAnswer call(String method, Optional<String> token, Arguments arguments) {
        try {
            if (method.equals("api.test")) {
                return apiTest(arguments);
            }
            if (!methods.containsKey(method) && !limits.knows(method)) {
                ObjectNode unknown = Json.object();
                unknown.put("ok", false).put("error", "unknown_method").put("req_method", method);
                return new ApiAnswer(200, unknown, null);
            }
            refuseStranger(token);
            limits.call(method, world.wall().now());
            Function<Arguments, ObjectNode> known = methods.get(method);
            if (known == null) {
                throw new Refused("not_implemented_in_rehearsal", "[ERROR] the rehearsal has no " + method);
            }
            return ApiAnswer.ok(
                    reads(method)
                            ? world.look(() -> known.apply(arguments))
                            : world.change(() -> known.apply(arguments)));
        } catch (Refused refusal) {
            return ApiAnswer.refused(refusal);
        } catch (MissingScope missing) {
            return ApiAnswer.missingScope(missing.needed(), scopes());
        } catch (Throttled throttled) {
            return ApiAnswer.rateLimited(throttled.seconds());
        }
    }

    /** Whether nobody could see that the method was called. */
    private static boolean reads(String method) {
        return switch (method) {
            case "auth.test",
                    "chat.getPermalink",
                    "conversations.open",
                    "conversations.info",
                    "conversations.list",
                    "conversations.members",
                    "conversations.history",
                    "conversations.replies",
                    "users.info",
                    "users.list",
                    "users.lookupByEmail",
                    "usergroups.list",
                    "usergroups.users.list",
                    "team.info",
                    "bots.info",
                    "files.getUploadURLExternal" -> true;
            default -> false;
        };
    }

    boolean upload(String fileId, byte[] bytes) {
        return world.look(() -> files.upload(fileId, bytes));
    }

    String scopes() {
        return String.join(",", new TreeSet<>(world.about().app().scopes()));
    }

    private void refuseStranger(Optional<String> token) {
        if (token.isEmpty()) {
            throw new Refused("not_authed");
        }
        if (!token.get().equals(botToken)) {
            throw new Refused("invalid_auth");
        }
        world.look(world::tokenFault).ifPresent(error -> {
            throw new Refused(error);
        });
    }

    private ObjectNode authTest(Arguments arguments) {
        ObjectNode answer = Json.object();
        answer.put("url", "https://" + world.about().domain() + ".slack.com/");
        answer.put("team", world.about().name());
        answer.put("user", "release_manager");
        answer.put("team_id", world.about().teamId());
        answer.put("user_id", world.about().app().botUserId());
        answer.put("bot_id", world.about().app().botId());
        answer.put("is_enterprise_install", false);
        return answer;
    }

    private ApiAnswer apiTest(Arguments arguments) {
        ObjectNode answer = Json.object();
        Optional<String> error = arguments.text("error");
        answer.put("ok", error.isEmpty());
        error.ifPresent(name -> answer.put("error", name));
        ObjectNode args = arguments.given().deepCopy();
        args.remove("token");
        if (!args.isEmpty()) {
            answer.set("args", args);
        }
        return new ApiAnswer(200, answer, null);
    }
}
