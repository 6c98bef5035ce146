package dev.releasemanager.rehearsal.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The elements of blocks that people act on: finding them, giving them ids, and what they hold. Pure. */
public final class Inputs {

    /** Under which field an element's value travels, from which field it is preset, and whether it is a list. */
    private record Holds(String field, String preset, boolean many) {}

    private static final Map<String, Holds> HOLDS = Map.ofEntries(
            Map.entry("plain_text_input", new Holds("value", "initial_value", false)),
            Map.entry("email_text_input", new Holds("value", "initial_value", false)),
            Map.entry("url_text_input", new Holds("value", "initial_value", false)),
            Map.entry("number_input", new Holds("value", "initial_value", false)),
            Map.entry("rich_text_input", new Holds("rich_text_value", "initial_value", false)),
            Map.entry("static_select", new Holds("selected_option", "initial_option", false)),
            Map.entry("external_select", new Holds("selected_option", "initial_option", false)),
            Map.entry("radio_buttons", new Holds("selected_option", "initial_option", false)),
            Map.entry("users_select", new Holds("selected_user", "initial_user", false)),
            Map.entry("conversations_select", new Holds("selected_conversation", "initial_conversation", false)),
            Map.entry("channels_select", new Holds("selected_channel", "initial_channel", false)),
            Map.entry("datepicker", new Holds("selected_date", "initial_date", false)),
            Map.entry("timepicker", new Holds("selected_time", "initial_time", false)),
            Map.entry("datetimepicker", new Holds("selected_date_time", "initial_date_time", false)),
            Map.entry("multi_static_select", new Holds("selected_options", "initial_options", true)),
            Map.entry("multi_external_select", new Holds("selected_options", "initial_options", true)),
            Map.entry("checkboxes", new Holds("selected_options", "initial_options", true)),
            Map.entry("multi_users_select", new Holds("selected_users", "initial_users", true)),
            Map.entry("multi_conversations_select", new Holds("selected_conversations", "initial_conversations", true)),
            Map.entry("multi_channels_select", new Holds("selected_channels", "initial_channels", true)),
            Map.entry("file_input", new Holds("files", "initial_files", true)));

    /** An element in its block. {@code block} is the outer one that carries the block id. */
    public record Found(ObjectNode block, ObjectNode element) {
        public String blockId() {
            return Json.text(block, "block_id", "");
        }

        public String actionId() {
            return Json.text(element, "action_id", "");
        }

        public String type() {
            return Json.text(element, "type", "");
        }

        public boolean inInputBlock() {
            return Json.text(block, "type", "").equals("input");
        }

        /** Whether acting on it is sent to the bot at once; inputs do so only with {@code dispatch_action}. */
        public boolean dispatches() {
            return !inInputBlock() || block.path("dispatch_action").asBoolean(false);
        }
    }

    private Inputs() {}

    /** Every element with an action, in the order shown. */
    public static List<Found> in(JsonNode blocks) {
        List<Found> found = new ArrayList<>();
        for (JsonNode block : blocks) {
            collect(block, found);
        }
        return found;
    }

    private static void collect(JsonNode node, List<Found> found) {
        if (!(node instanceof ObjectNode block)) {
            return;
        }
        switch (Json.text(block, "type", "")) {
            case "input" -> add(block, block.path("element"), found);
            case "section" -> add(block, block.path("accessory"), found);
            case "actions", "context_actions" -> block.path("elements").forEach(element -> add(block, element, found));
            case "card" -> block.path("actions").forEach(element -> add(block, element, found));
            case "carousel" -> block.path("elements").forEach(card -> collect(card, found));
            case "container" -> block.path("child_blocks").forEach(child -> collect(child, found));
            default -> {}
        }
    }

    private static void add(ObjectNode block, JsonNode element, List<Found> found) {
        if (element instanceof ObjectNode object
                && !Json.text(object, "type", "").equals("image")) {
            found.add(new Found(block, object));
        }
    }

    public static Optional<Found> find(JsonNode blocks, String blockId, String actionId) {
        return in(blocks).stream()
                .filter(found -> found.actionId().equals(actionId)
                        && (blockId.isEmpty() || found.blockId().equals(blockId)))
                .findFirst();
    }

    /** Gives every block and every element that has none an id, as Slack does. Changes the blocks in place. */
    static void name(ArrayNode blocks, Ids ids) {
        blocks.forEach(block -> nameBlock(block, ids));
        for (Found found : in(blocks)) {
            if (Json.text(found.element(), "action_id").isEmpty()) {
                found.element().put("action_id", ids.next("a"));
            }
        }
    }

    private static void nameBlock(JsonNode node, Ids ids) {
        if (node instanceof ObjectNode block) {
            if (Json.text(block, "block_id").isEmpty()) {
                block.put("block_id", ids.next("b"));
            }
            block.path("child_blocks").forEach(child -> nameBlock(child, ids));
            if (Json.text(block, "type", "").equals("carousel")) {
                block.path("elements").forEach(child -> nameBlock(child, ids));
            }
        }
    }

    /** {@code state.values} of these blocks: what was typed, else what is preset, else empty. */
    static ObjectNode values(JsonNode blocks, JsonNode typed) {
        ObjectNode values = Json.object();
        for (Found found : in(blocks)) {
            Holds holds = HOLDS.get(found.type());
            if (holds != null) {
                ObjectNode block = values.withObject(pointer(found.blockId()));
                block.set(
                        found.actionId(),
                        entry(
                                found.element(),
                                holds,
                                typed.path(found.blockId()).path(found.actionId())));
            }
        }
        return values;
    }

    private static com.fasterxml.jackson.core.JsonPointer pointer(String field) {
        return com.fasterxml.jackson.core.JsonPointer.empty().appendProperty(field);
    }

    private static ObjectNode entry(ObjectNode element, Holds holds, JsonNode typed) {
        ObjectNode entry = Json.object();
        entry.put("type", Json.text(element, "type", ""));
        JsonNode value = typed.has(holds.field()) ? typed.path(holds.field()) : element.path(holds.preset());
        boolean blank = value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isEmpty());
        if (blank && holds.many()) {
            entry.putArray(holds.field());
        } else if (blank) {
            entry.putNull(holds.field());
        } else if (value.isTextual()
                && value.textValue().matches("\\d{1,12}")
                && holds.field().equals("selected_date_time")) {
            entry.put(holds.field(), Long.parseLong(value.textValue()));
        } else {
            entry.set(holds.field(), value.deepCopy());
        }
        if (element.has("timezone")) {
            entry.set("timezone", element.path("timezone"));
        }
        return entry;
    }

    /** What of the typed values still has its element, of the same type. */
    static ObjectNode kept(JsonNode blocks, ObjectNode typed) {
        ObjectNode kept = Json.object();
        for (Found found : in(blocks)) {
            JsonNode entry = typed.path(found.blockId()).path(found.actionId());
            if (entry.isObject() && Json.text(entry, "type", found.type()).equals(found.type())) {
                kept.withObject(pointer(found.blockId())).set(found.actionId(), entry);
            }
        }
        return kept;
    }

    /** Takes over what a person's client says was typed, for elements that exist; the rest is ignored. */
    static void merge(JsonNode blocks, ObjectNode typed, JsonNode values) {
        for (Found found : in(blocks)) {
            JsonNode entry = values.path(found.blockId()).path(found.actionId());
            if (entry.isObject() && HOLDS.containsKey(found.type())) {
                ObjectNode copy = entry.deepCopy();
                copy.put("type", found.type());
                typed.withObject(pointer(found.blockId())).set(found.actionId(), copy);
            }
        }
    }

    /** Selects that default to the conversation from which their modal was opened. */
    static void presetConversation(JsonNode blocks, ObjectNode typed, String channel) {
        for (Found found : in(blocks)) {
            Holds holds = HOLDS.get(found.type());
            if (holds != null
                    && found.element().path("default_to_current_conversation").asBoolean(false)
                    && !found.element().has(holds.preset())) {
                ObjectNode entry = Json.object().put("type", found.type());
                if (holds.many()) {
                    entry.putArray(holds.field()).add(channel);
                } else {
                    entry.put(holds.field(), channel);
                }
                typed.withObject(pointer(found.blockId())).set(found.actionId(), entry);
            }
        }
    }

    /** The value that element holds under these complete values; null where it holds none. */
    static @Nullable JsonNode held(Found found, ObjectNode values) {
        Holds holds = HOLDS.get(found.type());
        if (holds == null) {
            return null;
        }
        JsonNode value = values.path(found.blockId()).path(found.actionId()).path(holds.field());
        boolean none = value.isMissingNode() || value.isNull() || (value.isArray() && value.isEmpty());
        return none ? null : value;
    }

    /** The field under which that type of element sends what was chosen; {@code value} for buttons. */
    public static String field(String elementType) {
        Holds holds = HOLDS.get(elementType);
        if (holds != null) {
            return holds.field();
        }
        return elementType.equals("overflow") ? "selected_option" : "value";
    }

    /** The field that presets the element; empty where none does. */
    static String preset(String elementType) {
        Holds holds = HOLDS.get(elementType);
        return holds == null ? "" : holds.preset();
    }

    static boolean holdsSomething(String elementType) {
        return HOLDS.containsKey(elementType);
    }
}
