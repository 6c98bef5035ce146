package dev.releasemanager.rehearsal.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.releasemanager.rehearsal.world.Message.MessageContent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an answer to a command or an interaction does: a new message, for one person's eyes unless it says otherwise,
 * or another content for the message acted on. Passes by membership, as Slack's response urls do. Called with the
 * world's lock held.
 */
final class Responses {

    private final World world;

    Responses(World world) {
        this.world = world;
    }

    void apply(ResponseUrls.Handle handle, JsonNode body) {
        Conversation where =
                world.conversations().find(handle.channel()).orElseThrow(() -> new Refused("channel_not_found"));
        Optional<Message> original = handle.originalTs().flatMap(where::find);
        if (flag(body, "delete_original")) {
            world.delete(where, original.orElseThrow(() -> new Refused("message_not_found")));
            return;
        }
        @Nullable String threadTs = Json.text(body, "thread_ts").orElse(null);
        MessageContent content = world.drafts().read(body, Drafts.Way.RESPONSE_URL);
        // Without replace_original:false an answer "in the thread" overwrites the parent: slack-facts 1.1.
        boolean replaces = flag(body, "replace_original") || (threadTs != null && !body.has("replace_original"));
        if (replaces && original.isPresent()) {
            world.edit(original.get(), keeping(original.get(), content, body));
            return;
        }
        boolean inChannel = Json.text(body, "response_type", "ephemeral").equals("in_channel");
        if (!inChannel) {
            world.whisper(where, handle.person(), content, threadTs);
            return;
        }
        handle.takeCommandWords().ifPresent(words -> world.say(where, handle.person(), words, null));
        world.post(where, content, threadTs, false);
    }

    /** Metadata and files stay unless replaced; text without blocks takes the blocks away. */
    private static MessageContent keeping(Message original, MessageContent content, JsonNode body) {
        return new MessageContent(
                content.text(),
                content.blocks(),
                content.attachments(),
                body.has("metadata") ? content.metadata() : original.content().metadata(),
                original.content().files(),
                original.content().username(),
                original.content().subtype());
    }

    private static boolean flag(JsonNode body, String field) {
        JsonNode value = body.path(field);
        return value.asBoolean(false) || value.asText("").equalsIgnoreCase("true");
    }
}
