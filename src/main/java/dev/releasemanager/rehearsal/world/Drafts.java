package dev.releasemanager.rehearsal.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.blockkit.BlockKit;
import dev.releasemanager.rehearsal.blockkit.Violation;
import dev.releasemanager.rehearsal.world.Message.MessageContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Judges what the bot wants shown as a message, by Slack's rules on text, blocks, attachments and metadata, and makes
 * the content of it. Needs the world's lock only for the ids that it gives.
 */
public final class Drafts {

    /** Text longer than this is cut when posted (slack-facts 3.1). */
    static final int POSTED_TEXT = 40_000;
    /** Text longer than this is refused by {@code chat.update} (slack-facts 3.1). */
    static final int UPDATED_TEXT = 4_000;
    /** All text of the blocks of one post; the largest figure seen to be taken (slack-facts 3.1). No edit has it. */
    static final int BLOCK_TEXT = 13_200;

    private static final int MARKDOWN_TEXT = 12_000;
    private static final int ATTACHMENTS = 100;
    /** Slack names no figure; far above what anybody needs. */
    private static final int METADATA_BYTES = 16_384;

    /** By which way the message comes, for the rules differ. */
    public enum Way {
        POST,
        UPDATE,
        RESPONSE_URL
    }

    private final Ids ids;
    private final Predicate<String> fileExists;

    Drafts(Ids ids, Predicate<String> fileExists) {
        this.ids = ids;
        this.fileExists = fileExists;
    }

    /**
     * The content that a message has after an update, by Slack's page on {@code chat.update}: blocks stay only while
     * neither blocks nor text are given, attachments and metadata while they aren't given. @throws Refused by Slack's
     * names
     */
    public MessageContent readUpdate(JsonNode arguments, MessageContent before) {
        MessageContent read = read(arguments, Way.UPDATE);
        boolean blocksStay =
                !given(arguments, "blocks") && !given(arguments, "markdown_text") && !given(arguments, "text");
        return new MessageContent(
                blocksStay ? before.text() : read.text(),
                blocksStay ? before.blocks() : read.blocks(),
                given(arguments, "attachments") ? read.attachments() : before.attachments(),
                given(arguments, "metadata") ? read.metadata() : before.metadata(),
                before.files(),
                before.username(),
                before.subtype());
    }

    private static boolean given(JsonNode arguments, String name) {
        JsonNode value = arguments.path(name);
        return !value.isMissingNode() && !value.isNull();
    }

    /** The content, with ids given to nameless blocks. @throws Refused by Slack's names */
    public MessageContent read(JsonNode arguments, Way way) {
        String text = text(arguments, way);
        ArrayNode blocks = blocks(arguments, way);
        ArrayNode attachments = attachments(arguments);
        Optional<String> markdown = Json.text(arguments, "markdown_text");
        if (markdown.isPresent()) {
            if (!text.isBlank() || !blocks.isEmpty()) {
                throw new Refused("markdown_text_conflict");
            }
            if (markdown.get().length() > MARKDOWN_TEXT) {
                throw new Refused("msg_too_long");
            }
            blocks.addObject().put("type", "markdown").put("text", markdown.get());
        }
        if (text.isBlank() && blocks.isEmpty() && attachments.isEmpty()) {
            throw new Refused("no_text");
        }
        Inputs.name(blocks, ids);
        return new MessageContent(
                text,
                blocks,
                attachments,
                metadata(arguments),
                List.of(),
                Json.text(arguments, "username"),
                Optional.empty());
    }

    private static String text(JsonNode arguments, Way way) {
        JsonNode given = arguments.path("text");
        String text = given.isTextual() ? given.textValue() : given.isNumber() ? given.asText() : "";
        if (way == Way.UPDATE && text.length() > UPDATED_TEXT) {
            throw new Refused("msg_too_long");
        }
        return text.length() > POSTED_TEXT ? text.substring(0, POSTED_TEXT) : text;
    }

    private ArrayNode blocks(JsonNode arguments, Way way) {
        JsonNode given = unwrapped(arguments.path("blocks"), "invalid_blocks_format");
        if (given.isMissingNode() || given.isNull()) {
            return Json.array();
        }
        if (!(given instanceof ArrayNode blocks)) {
            throw new Refused("invalid_blocks_format");
        }
        List<String> faults =
                BlockKit.message(blocks).stream().map(Violation::words).toList();
        if (!faults.isEmpty()) {
            throw new Refused("invalid_blocks", faults);
        }
        SlackFiles.refuseUnknown(blocks, "/blocks", "invalid_blocks", "", fileExists);
        if (way == Way.POST && BlockKit.textLength(blocks) > BLOCK_TEXT) {
            throw new Refused("msg_blocks_too_long");
        }
        return blocks.deepCopy();
    }

    private static ArrayNode attachments(JsonNode arguments) {
        JsonNode given = unwrapped(arguments.path("attachments"), "invalid_attachments");
        if (given.isMissingNode() || given.isNull()) {
            return Json.array();
        }
        if (!(given instanceof ArrayNode attachments)) {
            throw new Refused("invalid_attachments");
        }
        if (attachments.size() > ATTACHMENTS) {
            throw new Refused("too_many_attachments");
        }
        for (JsonNode attachment : attachments) {
            if (!attachment.isObject()) {
                throw new Refused("invalid_attachments");
            }
        }
        return attachments.deepCopy();
    }

    private static Optional<JsonNode> metadata(JsonNode arguments) {
        JsonNode given = unwrapped(arguments.path("metadata"), "invalid_metadata_format");
        if (given.isMissingNode()
                || given.isNull()
                || (given.isTextual() && given.textValue().isEmpty())) {
            return Optional.empty();
        }
        if (!given.isObject()
                || Json.text(given, "event_type").isEmpty()
                || !given.path("event_payload").isObject()) {
            throw new Refused("invalid_metadata_format");
        }
        for (JsonNode value : given.path("event_payload")) {
            List<JsonNode> inner = new ArrayList<>();
            value.elements().forEachRemaining(inner::add);
            for (JsonNode part : inner) {
                boolean deep = value.isObject() ? part.isContainerNode() : part.isArray() || nested(part);
                if (deep) {
                    throw new Refused("invalid_metadata_schema");
                }
            }
        }
        if (Json.write(given).getBytes(StandardCharsets.UTF_8).length > METADATA_BYTES) {
            throw new Refused("metadata_too_large");
        }
        ObjectNode copy = Json.object();
        copy.set("event_type", given.path("event_type"));
        copy.set("event_payload", given.path("event_payload").deepCopy());
        return Optional.of(copy);
    }

    private static boolean nested(JsonNode object) {
        for (JsonNode part : object) {
            if (part.isContainerNode()) {
                return true;
            }
        }
        return false;
    }

    /** JSON that came as a string, as in a form; anything else as it is. @throws Refused if it can't be read */
    public static JsonNode unwrapped(JsonNode given, String error) {
        if (!given.isTextual() || given.textValue().isBlank()) {
            return given.isTextual() ? Json.object().path("nothing") : given;
        }
        return Json.parse(given.textValue()).orElseThrow(() -> new Refused(error));
    }
}
