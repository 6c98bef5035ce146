package dev.releasemanager.rehearsal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Conversation;
import dev.releasemanager.rehearsal.world.Drafts;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.Message.MessageContent;
import dev.releasemanager.rehearsal.world.Refused;
import dev.releasemanager.rehearsal.world.SharedFile;
import dev.releasemanager.rehearsal.world.World;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The upload in three steps: an address, the bytes, the completion. Called with the world's lock held. */
final class FileMethods {

    private static final long MOST_BYTES = 1L << 30;

    private final World world;
    private final Access access;
    private final RateLimits limits;
    private final Map<String, Pending> pending = new HashMap<>();

    /** A file whose bytes may or may not have come. */
    private record Pending(SharedFile file, long announced, boolean uploaded) {}

    FileMethods(World world, RateLimits limits) {
        this.world = world;
        this.access = new Access(world);
        this.limits = limits;
    }

    ObjectNode getUploadUrl(Arguments arguments) {
        access.need("files:write");
        String name = arguments.required("filename");
        int length = arguments.has("length") ? arguments.number("length", 0) : -1;
        if (length < 0) {
            throw Refused.missing("length");
        }
        if (length == 0 || length > MOST_BYTES) {
            throw new Refused("invalid_arguments", "[ERROR] length must be more than 0 [json-pointer:/length]");
        }
        String id = world.ids().next("F");
        String type = Optional.ofNullable(URLConnection.guessContentTypeFromName(name))
                .orElse("application/octet-stream");
        SharedFile file =
                new SharedFile(id, name, name, type, arguments.text("alt_txt").orElse(""), ByteBuffer.allocate(0));
        pending.put(id, new Pending(file, length, false));
        ObjectNode answer = Json.object();
        answer.put("upload_url", world.publicUrl() + "/upload/v1/" + id);
        answer.put("file_id", id);
        return answer;
    }

    /** The bytes arrive; whether they were expected, and as many as announced. */
    boolean upload(String id, byte[] bytes) {
        Pending expected = pending.get(id);
        if (expected == null || bytes.length != expected.announced()) {
            return false;
        }
        pending.put(id, new Pending(expected.file().withContent(bytes), expected.announced(), true));
        return true;
    }

    ObjectNode complete(Arguments arguments) {
        access.need("files:write");
        JsonNode given = arguments.json("files", "invalid_arguments");
        if (!given.isArray() || given.isEmpty()) {
            throw Refused.missing("files");
        }
        List<SharedFile> files = new ArrayList<>();
        for (JsonNode one : given) {
            Pending found = pending.get(Json.text(one, "id", ""));
            if (found == null || !found.uploaded()) {
                throw new Refused("file_not_found");
            }
            SharedFile file =
                    Json.text(one, "title").map(found.file()::withTitle).orElse(found.file());
            files.add(Json.text(one, "alt_txt").map(file::withAltText).orElse(file));
        }
        List<Conversation> where = new ArrayList<>();
        arguments.text("channel_id").ifPresent(id -> where.add(destination(id)));
        arguments.text("channels").ifPresent(ids -> Arrays.stream(ids.split(",", -1))
                .forEach(id -> where.add(destination(id.strip()))));
        @Nullable String thread = where.isEmpty() ? null : ChatMethods.thread(arguments, where.get(0));
        MessageContent words = words(arguments);
        where.forEach(one -> limits.post(one.id(), world.wall().now()));
        files.forEach(file -> {
            pending.remove(file.id());
            world.keep(file);
        });
        for (Conversation one : where) {
            world.post(
                    one,
                    new MessageContent(
                            words.text(),
                            words.blocks(),
                            words.attachments(),
                            Optional.empty(),
                            files,
                            Optional.empty(),
                            Optional.empty()),
                    thread,
                    false);
        }
        ObjectNode answer = Json.object();
        ArrayNode shown = answer.putArray("files");
        files.forEach(file ->
                shown.add(file.toSlack(world.publicUrl(), world.about().app().botUserId())));
        return answer;
    }

    private Conversation destination(String id) {
        Conversation where = world.people()
                .find(id)
                .map(person -> world.conversations().directLine(person.id()))
                .orElseGet(() -> access.visible(id));
        if (where.archived()) {
            throw new Refused("is_archived");
        }
        if (!where.botMember()) {
            throw new Refused("not_in_channel");
        }
        return where;
    }

    private MessageContent words(Arguments arguments) {
        String comment = arguments.text("initial_comment").orElse("");
        if (!comment.isEmpty() || !arguments.has("blocks")) {
            return MessageContent.ofText(comment);
        }
        ObjectNode draft = Json.object();
        draft.put("text", comment);
        draft.set("blocks", arguments.given().path("blocks"));
        return world.drafts().read(draft, Drafts.Way.POST);
    }
}
