package dev.releasemanager.slack.inbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.Gson;
import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A submitted modal drawn once more with all that was typed into it, below some words. Its fields keep their ids, so that
 * Slack keeps what stands in them; what was typed is set as their beginning, too, for whoever draws them anew.
 */
final class FilledForm {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Gson SLACK = GsonFactory.createSnakeCase();

    private static final List<String> OURS =
            List.of("type", "callback_id", "title", "submit", "close", "private_metadata");

    /** The ids of the words' blocks begin so: those of an earlier round are replaced, not stacked. */
    private static final String WORDS = "meanwhile";

    /** Where a field's beginning stands, by where its typed value does. */
    private static final Map<String, String> BEGINNINGS = Map.of(
            "value", "initial_value",
            "selected_option", "initial_option",
            "selected_options", "initial_options",
            "selected_user", "initial_user",
            "selected_conversation", "initial_conversation",
            "selected_channel", "initial_channel",
            "selected_date", "initial_date",
            "selected_time", "initial_time",
            "selected_date_time", "initial_date_time");

    private FilledForm() {}

    /** @param words a view whose blocks come first */
    static ObjectNode of(View submitted, ObjectNode words, UnaryOperator<Memory> remembering) {
        JsonNode whole = tree(submitted);
        ObjectNode view = JSON.createObjectNode();
        OURS.stream().filter(whole::hasNonNull).forEach(field -> view.set(field, whole.get(field)));
        String metadata = whole.path("private_metadata").asText("");
        view.put("private_metadata", remembering.apply(Memory.decode(metadata)).encode());
        ArrayNode blocks = view.putArray("blocks");
        int number = 0;
        for (JsonNode block : words.path("blocks")) {
            blocks.add(((ObjectNode) block).put("block_id", WORDS + number++));
        }
        for (JsonNode block : whole.path("blocks")) {
            if (block.path("type").asText().equals("input")) {
                fill((ObjectNode) block.path("element"), typed(whole, block));
            }
            if (!block.path("block_id").asText().startsWith(WORDS)) {
                blocks.add(block);
            }
        }
        return view;
    }

    private static JsonNode typed(JsonNode view, JsonNode block) {
        return view.path("state")
                .path("values")
                .path(block.path("block_id").asText())
                .path(block.path("element").path("action_id").asText());
    }

    private static void fill(ObjectNode element, JsonNode typed) {
        BEGINNINGS.forEach((value, beginning) -> {
            JsonNode said = typed.path(value);
            boolean nothing = said.isMissingNode()
                    || said.isNull()
                    || (said.isArray() && said.isEmpty())
                    || (said.isTextual() && said.asText().isEmpty());
            if (nothing) {
                element.remove(beginning);
            } else {
                element.set(beginning, said);
            }
        });
    }

    private static JsonNode tree(View view) {
        try {
            return JSON.readTree(SLACK.toJson(view));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view that was just read is no JSON", e);
        }
    }
}
