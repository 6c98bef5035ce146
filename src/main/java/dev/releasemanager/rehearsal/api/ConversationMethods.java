package dev.releasemanager.rehearsal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Conversation;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.Message;
import dev.releasemanager.rehearsal.world.Person;
import dev.releasemanager.rehearsal.world.Refused;
import dev.releasemanager.rehearsal.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code conversations.*}, {@code pins.*}, {@code bookmarks.*}. Called with the world's lock held. */
final class ConversationMethods {

    private static final int BOOKMARKS = 100;

    private final World world;
    private final Access access;

    ConversationMethods(World world) {
        this.world = world;
        this.access = new Access(world);
    }

    ObjectNode open(Arguments arguments) {
        access.need("im:write", "mpim:write");
        if (arguments.text("channel").isPresent()) {
            Conversation where = access.visible(arguments.required("channel"));
            return opened(where, arguments, true);
        }
        List<String> users = arguments
                .text("users")
                .map(text -> Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(id -> !id.isEmpty())
                        .toList())
                .orElse(List.of());
        if (users.isEmpty()) {
            throw new Refused("users_list_not_supplied");
        }
        if (users.size() > 1) {
            access.need("mpim:write");
            throw new Refused("method_not_supported_for_channel_type");
        }
        String id = users.get(0);
        if (id.equals(world.about().app().botUserId())) {
            throw new Refused("cannot_dm_bot");
        }
        Person person = world.people().find(id).orElseThrow(() -> new Refused("user_not_found"));
        if (person.deactivated()) {
            throw new Refused("user_disabled");
        }
        Conversation line = world.conversations().directLine(person.id());
        return opened(line, arguments, !line.messages().isEmpty());
    }

    private ObjectNode opened(Conversation where, Arguments arguments, boolean already) {
        ObjectNode answer = Json.object();
        if (already) {
            answer.put("no_op", true);
            answer.put("already_open", true);
        }
        if (arguments.flag("return_im", false)) {
            answer.set("channel", where.toSlack(world, false));
        } else {
            answer.putObject("channel").put("id", where.id());
        }
        return answer;
    }

    ObjectNode info(Arguments arguments) {
        access.need("channels:read", "groups:read", "im:read", "mpim:read");
        Conversation where = access.visible(arguments.required("channel"));
        access.needFor(where, "read");
        ObjectNode answer = Json.object();
        ObjectNode channel = where.toSlack(world, arguments.flag("include_num_members", false));
        if (arguments.flag("include_locale", false)) {
            channel.put("locale", "en-US");
        }
        answer.set("channel", channel);
        return answer;
    }

    ObjectNode list(Arguments arguments) {
        Set<String> types = new TreeSet<>(Arrays.asList(arguments
                .text("types")
                .orElse("public_channel")
                .replace(" ", "")
                .split(",", -1)));
        for (String type : types) {
            switch (type) {
                case "public_channel" -> access.need("channels:read");
                case "private_channel" -> access.need("groups:read");
                case "im" -> access.need("im:read");
                case "mpim" -> access.need("mpim:read");
                default -> throw new Refused("invalid_types");
            }
        }
        boolean withoutArchived = arguments.flag("exclude_archived", false);
        List<Conversation> all = world.conversations().all().stream()
                .filter(one -> one.direct()
                        ? types.contains("im")
                        : one.isPrivate()
                                ? types.contains("private_channel") && one.botMember()
                                : types.contains("public_channel"))
                .filter(one -> !withoutArchived || !one.archived())
                .toList();
        ObjectNode answer = Json.object();
        ArrayNode channels = answer.putArray("channels");
        Pages.part(all, arguments, 100, 1000, answer).forEach(one -> channels.add(one.toSlack(world, true)));
        return answer;
    }

    ObjectNode members(Arguments arguments) {
        access.need("channels:read", "groups:read", "im:read", "mpim:read");
        Conversation where = access.visible(arguments.required("channel"));
        access.needFor(where, "read");
        List<String> all = new ArrayList<>(where.members());
        if (where.botMember()) {
            all.add(world.about().app().botUserId());
        }
        ObjectNode answer = Json.object();
        ArrayNode members = answer.putArray("members");
        Pages.part(all, arguments, 100, 1000, answer).forEach(members::add);
        return answer;
    }

    ObjectNode join(Arguments arguments) {
        access.need("channels:join");
        Conversation where = access.visible(arguments.required("channel"));
        if (where.direct() || where.isPrivate()) {
            throw new Refused("method_not_supported_for_channel_type");
        }
        if (where.archived()) {
            throw new Refused("is_archived");
        }
        world.botMember(where, true);
        ObjectNode answer = Json.object();
        answer.set("channel", where.toSlack(world, false));
        return answer;
    }

    ObjectNode history(Arguments arguments) {
        Conversation where = readable(arguments);
        List<Message> all = where.messages().stream()
                .filter(message -> !message.ephemeral() && (!message.isReply() || message.broadcast()))
                .sorted(Comparator.comparing(Message::ts).reversed())
                .toList();
        return messages(where, within(all, arguments), arguments);
    }

    ObjectNode replies(Arguments arguments) {
        Conversation where = readable(arguments);
        String ts = arguments.required("ts");
        Message asked = where.find(ts)
                .filter(message -> !message.ephemeral())
                .orElseThrow(() -> new Refused("thread_not_found"));
        String thread = asked.threadTs().orElse(ts);
        List<Message> all = where.messages().stream()
                .filter(message -> !message.ephemeral()
                        && (message.ts().equals(thread)
                                || message.threadTs().filter(thread::equals).isPresent()))
                .toList();
        return messages(where, within(all, arguments), arguments);
    }

    private Conversation readable(Arguments arguments) {
        access.need("channels:history", "groups:history", "im:history", "mpim:history");
        Conversation where = access.visible(arguments.required("channel"));
        access.needFor(where, "history");
        if (!where.botMember()) {
            throw new Refused("not_in_channel");
        }
        return where;
    }

    private static List<Message> within(List<Message> all, Arguments arguments) {
        String oldest = arguments.text("oldest").orElse("0");
        String latest = arguments.text("latest").orElse("99999999999.000000");
        boolean inclusive = arguments.flag("inclusive", false);
        return all.stream()
                .filter(message -> {
                    int low = seconds(message.ts()).compareTo(seconds(oldest));
                    int high = seconds(message.ts()).compareTo(seconds(latest));
                    return inclusive ? low >= 0 && high <= 0 : low > 0 && high < 0;
                })
                .toList();
    }

    private static java.math.BigDecimal seconds(String ts) {
        try {
            return new java.math.BigDecimal(ts);
        } catch (NumberFormatException e) {
            throw new Refused("invalid_arguments", "[ERROR] not a time stamp: " + ts);
        }
    }

    private ObjectNode messages(Conversation where, List<Message> all, Arguments arguments) {
        ObjectNode answer = Json.object();
        ArrayNode messages = answer.putArray("messages");
        List<Message> part = Pages.part(all, arguments, 100, 1000, answer);
        boolean withMetadata = arguments.flag("include_all_metadata", false);
        for (Message message : part) {
            ObjectNode one = message.toSlack(world, where.replies(message.ts()));
            if (!withMetadata) {
                one.remove("metadata");
            }
            messages.add(one);
        }
        answer.put(
                "has_more",
                !answer.path("response_metadata").path("next_cursor").asText().isEmpty());
        if (!answer.path("has_more").asBoolean()) {
            answer.remove("response_metadata");
        }
        answer.put("pin_count", where.pins().size());
        return answer;
    }

    ObjectNode pin(Arguments arguments) {
        access.need("pins:write");
        Conversation where = access.joined(arguments.required("channel"));
        Message message = Access.message(where, arguments.required("timestamp"));
        if (where.archived()) {
            throw new Refused("is_archived");
        }
        if (!where.pins().add(message.ts())) {
            throw new Refused("already_pinned");
        }
        return Json.object();
    }

    ObjectNode unpin(Arguments arguments) {
        access.need("pins:write");
        Conversation where = access.joined(arguments.required("channel"));
        if (!where.pins().remove(arguments.required("timestamp"))) {
            throw new Refused("no_pin");
        }
        return Json.object();
    }

    ObjectNode addBookmark(Arguments arguments) {
        access.need("bookmarks:write");
        Conversation where = access.joined(arguments.required("channel_id"));
        String title = arguments.required("title");
        if (!arguments.required("type").equals("link")) {
            throw new Refused("invalid_bookmark_type");
        }
        String link = arguments.text("link").orElse("");
        if (!link.matches("(?i)https?://\\S+")) {
            throw new Refused("invalid_link");
        }
        if (where.bookmarks().size() >= BOOKMARKS) {
            throw new Refused("too_many_bookmarks");
        }
        ObjectNode bookmark = Json.object();
        bookmark.put("id", world.ids().next("Bk"));
        bookmark.put("channel_id", where.id());
        bookmark.put("title", title);
        bookmark.put("link", link);
        bookmark.put("emoji", arguments.text("emoji").orElse(""));
        bookmark.put("type", "link");
        bookmark.put("date_created", world.wall().now().getEpochSecond());
        bookmark.put("app_id", world.about().app().id());
        where.bookmarks().add(bookmark);
        ObjectNode answer = Json.object();
        answer.set("bookmark", bookmark.deepCopy());
        return answer;
    }
}
