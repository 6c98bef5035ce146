package dev.releasemanager.rehearsal.blockkit;

import static dev.releasemanager.rehearsal.blockkit.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever JSON it is shown, the judge answers and never throws. */
class AnyJsonTest {
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private static final List<String> NAMES = List.of(
            "type",
            "text",
            "elements",
            "blocks",
            "fields",
            "accessory",
            "options",
            "option_groups",
            "initial_option",
            "initial_options",
            "confirm",
            "title",
            "value",
            "label",
            "element",
            "style",
            "block_id",
            "action_id",
            "rows",
            "child_blocks",
            "chart",
            "series",
            "axis_config",
            "categories",
            "data",
            "segments",
            "tasks",
            "filter",
            "include",
            "min_value",
            "max_value",
            "min_length",
            "initial_date_time",
            "focus_on_load",
            "submit",
            "level",
            "column_settings",
            "slack_file",
            "image_url",
            "is_decimal_allowed",
            "workflow",
            "trigger",
            "name",
            "junk/~");

    private static final List<String> WORDS = List.of(
            "section",
            "actions",
            "input",
            "modal",
            "home",
            "container",
            "carousel",
            "card",
            "table",
            "data_table",
            "data_visualization",
            "rich_text",
            "rich_text_list",
            "rich_text_section",
            "static_select",
            "checkboxes",
            "radio_buttons",
            "number_input",
            "plain_text_input",
            "datepicker",
            "button",
            "pie",
            "bar",
            "plain_text",
            "mrkdwn",
            "context",
            "image",
            "plan",
            "task_card",
            "markdown",
            "raw_text",
            "",
            "\u202e",
            "\ud83d",
            "1e999999999");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "7",
                "1e400",
                "'blocks'",
                "{}",
                "[]",
                "[[]]",
                "[null]",
                "[[[{}]]]",
                "{'blocks':7}"
            })
    void what_is_no_view_is_refused_with_words(String text) {
        assertThat(BlockKit.modal(json(text))).isNotEmpty().allSatisfy(found -> assertThat(found.words())
                .contains("[json-pointer:/view"));
        assertThat(BlockKit.home(json(text))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "7", "'[]'", "{}", "{'blocks':[]}"})
    void blocks_that_are_no_array_are_refused_with_words(String text) {
        assertThat(BlockKit.message(json(text)))
                .containsExactly(
                        new Violation("/blocks", "wrong-type", "must provide an array [json-pointer:/blocks]"));
    }

    @Test
    void no_json_at_all_is_refused_too() {
        assertThat(BlockKit.message(null)).hasSize(1);
        assertThat(BlockKit.modal(null)).hasSize(1);
        assertThat(BlockKit.textLength(null)).isZero();
    }

    @Test
    void depth_does_not_matter() {
        JsonNode deep = MAKE.textNode("x");
        for (int i = 0; i < 100_000; i++) {
            deep = i % 2 == 0 ? MAKE.arrayNode().add(deep) : MAKE.objectNode().set("text", deep);
        }
        JsonNode value = deep;
        ObjectNode section = MAKE.objectNode().put("type", "section");
        section.set("text", value);
        ArrayNode blocks = MAKE.arrayNode().add(section);

        assertThat(BlockKit.message(blocks)).isNotEmpty();
        assertThat(BlockKit.modal(value)).isNotEmpty();
        assertThat(BlockKit.textLength(blocks)).isZero();
    }

    @Test
    void numbers_out_of_all_bounds_do_not_matter() {
        ObjectNode picker = MAKE.objectNode().put("type", "datetimepicker");
        picker.set("initial_date_time", MAKE.numberNode(new BigDecimal("1e1000000000")));
        ObjectNode actions = MAKE.objectNode().put("type", "actions");
        actions.set("elements", MAKE.arrayNode().add(picker));

        assertThat(BlockKit.message(MAKE.arrayNode().add(actions))).hasSize(1);
        picker.put("initial_date_time", Double.NaN);
        assertThat(BlockKit.message(MAKE.arrayNode().add(actions))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_261_122})
    void random_json_made_of_slacks_words_never_throws(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            JsonNode node = random(random, 7);
            assertThatCode(() -> {
                        BlockKit.message(node);
                        BlockKit.message(MAKE.arrayNode().add(node));
                        BlockKit.modal(node);
                        BlockKit.home(node);
                        BlockKit.options(node);
                        BlockKit.textLength(node);
                        BlockKit.viewBytes(node);
                    })
                    .as("seed %s, %s", seed, node)
                    .doesNotThrowAnyException();
        }
    }

    private static JsonNode random(Random random, int depth) {
        int kind = random.nextInt(depth > 0 ? 10 : 6);
        return switch (kind) {
            case 0 -> MAKE.nullNode();
            case 1 -> MAKE.booleanNode(random.nextBoolean());
            case 2 -> MAKE.numberNode(random.nextLong());
            case 3 -> MAKE.numberNode(random.nextGaussian());
            case 4, 5 -> MAKE.textNode(pick(random, WORDS));
            case 6 -> {
                ArrayNode array = MAKE.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(random(random, depth - 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = MAKE.objectNode().put("type", pick(random, WORDS));
                for (int i = random.nextInt(6); i > 0; i--) {
                    object.set(pick(random, NAMES), random(random, depth - 1));
                }
                yield object;
            }
        };
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
