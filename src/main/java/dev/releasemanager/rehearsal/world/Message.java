package dev.releasemanager.rehearsal.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One message of a conversation, thread replies and ephemeral ones included. Guarded by the world's lock. */
public final class Message {

    private final String ts;
    private final String channel;
    private final @Nullable String person;
    private final @Nullable String threadTs;
    private final @Nullable String visibleOnlyTo;
    private final Instant shownAt;
    private final boolean broadcast;
    private MessageContent content;
    private boolean edited;
    private @Nullable String editedTs;
    private final Map<String, ObjectNode> chosen = new HashMap<>();

    /**
     * @param person who wrote it; null is the bot
     * @param visibleOnlyTo the one who sees an ephemeral message; null is everybody
     * @param shownAt release time
     */
    Message(
            String ts,
            String channel,
            @Nullable String person,
            @Nullable String threadTs,
            @Nullable String visibleOnlyTo,
            boolean broadcast,
            MessageContent content,
            Instant shownAt) {
        this.ts = ts;
        this.channel = channel;
        this.person = person;
        this.threadTs = threadTs;
        this.visibleOnlyTo = visibleOnlyTo;
        this.broadcast = broadcast;
        this.content = content;
        this.shownAt = shownAt;
    }

    public String ts() {
        return ts;
    }

    public String channel() {
        return channel;
    }

    public boolean fromBot() {
        return person == null;
    }

    public Optional<String> person() {
        return Optional.ofNullable(person);
    }

    public Optional<String> threadTs() {
        return Optional.ofNullable(threadTs);
    }

    public boolean isReply() {
        return threadTs != null && !threadTs.equals(ts);
    }

    public boolean ephemeral() {
        return visibleOnlyTo != null;
    }

    public boolean visibleTo(String personId) {
        return visibleOnlyTo == null || visibleOnlyTo.equals(personId);
    }

    public boolean broadcast() {
        return broadcast;
    }

    public boolean edited() {
        return edited;
    }

    public Instant shownAt() {
        return shownAt;
    }

    public MessageContent content() {
        return content;
    }

    public ArrayNode blocks() {
        return content.blocks();
    }

    /** Replaces what is shown; a message of blocks isn't marked as edited, as at Slack. */
    void content(MessageContent changed, String atTs) {
        content = changed;
        editedTs = atTs;
        edited = edited || changed.blocks().isEmpty();
    }

    /** What that person has chosen so far in the message's own inputs, as {@code state.values}. */
    ObjectNode chosenBy(String personId) {
        return chosen.computeIfAbsent(personId, id -> Json.object());
    }

    /** The message object as Slack sends it to the bot. */
    public ObjectNode toSlack(World world, int replies) {
        ObjectNode message = Json.object();
        WorkspaceDescription.App app = world.about().app();
        message.put("type", "message");
        content.subtype().ifPresent(subtype -> message.put("subtype", subtype));
        message.put("user", person == null ? app.botUserId() : person);
        message.put("ts", ts);
        if (person == null) {
            message.put("bot_id", app.botId());
            message.put("app_id", app.id());
            ObjectNode profile = message.putObject("bot_profile");
            profile.put("id", app.botId());
            profile.put("app_id", app.id());
            profile.put("user_id", app.botUserId());
            profile.put("name", app.displayName());
            profile.put("deleted", false);
            profile.put("team_id", world.about().teamId());
        }
        message.put("text", content.text());
        message.put("team", world.about().teamId());
        content.username().ifPresent(name -> message.put("username", name));
        if (!content.blocks().isEmpty()) {
            message.set("blocks", content.blocks().deepCopy());
        }
        if (!content.attachments().isEmpty()) {
            message.set("attachments", content.attachments().deepCopy());
        }
        if (!content.files().isEmpty()) {
            ArrayNode files = message.putArray("files");
            content.files().forEach(file -> files.add(file.toSlack(world.publicUrl(), app.botUserId())));
        }
        if (editedTs != null) {
            message.putObject("edited").put("user", app.botUserId()).put("ts", editedTs);
        }
        if (threadTs != null) {
            message.put("thread_ts", threadTs);
        } else if (replies > 0) {
            message.put("thread_ts", ts);
        }
        if (replies > 0) {
            message.put("reply_count", replies);
        }
        content.metadata().ifPresent(metadata -> message.set("metadata", metadata.deepCopy()));
        return message;
    }

    /** What a message shows and carries. */
    public record MessageContent(
            String text,
            ArrayNode blocks,
            ArrayNode attachments,
            Optional<JsonNode> metadata,
            List<SharedFile> files,
            Optional<String> username,
            Optional<String> subtype) {

        public MessageContent {
            files = List.copyOf(files);
        }

        public static MessageContent ofText(String text) {
            return new MessageContent(
                    text, Json.array(), Json.array(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());
        }
    }
}
