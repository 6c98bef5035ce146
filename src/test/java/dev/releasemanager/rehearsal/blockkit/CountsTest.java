package dev.releasemanager.rehearsal.blockkit;

import static dev.releasemanager.rehearsal.blockkit.Json.actions;
import static dev.releasemanager.rehearsal.blockkit.Json.button;
import static dev.releasemanager.rehearsal.blockkit.Json.json;
import static dev.releasemanager.rehearsal.blockkit.Json.modal;
import static dev.releasemanager.rehearsal.blockkit.Json.options;
import static dev.releasemanager.rehearsal.blockkit.Json.plain;
import static dev.releasemanager.rehearsal.blockkit.Json.section;
import static dev.releasemanager.rehearsal.blockkit.Json.times;
import static dev.releasemanager.rehearsal.blockkit.Json.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every count: the most and the fewest that Slack takes, and one beyond. */
class CountsTest {
    private static final String DIVIDER = "{'type':'divider'}";

    static Stream<Arguments> counts_in_messages() {
        return Stream.of(
                count(
                        "section fields",
                        1,
                        10,
                        "/fields",
                        n -> section(",'text':" + plain("t") + ",'fields':" + times(n, plain("f")))),
                count("actions", 1, 25, "/elements", n -> "{'type':'actions','elements':" + times(n, button("")) + "}"),
                count("context", 1, 10, "/elements", n -> "{'type':'context','elements':" + times(n, plain("c")) + "}"),
                count(
                        "context actions",
                        1,
                        5,
                        "/elements",
                        n -> "{'type':'context_actions','elements':"
                                + times(n, "{'type':'icon_button','icon':'trash','text':" + plain("d") + "}") + "}"),
                count(
                        "select options",
                        1,
                        100,
                        "/elements/0/options",
                        n -> actions("{'type':'static_select','options':" + options(n) + "}")),
                count(
                        "multi-select options",
                        1,
                        100,
                        "/accessory/options",
                        n -> section(",'text':" + plain("t") + ",'accessory':{'type':'multi_static_select','options':"
                                + options(n) + "}")),
                count(
                        "option groups",
                        1,
                        100,
                        "/elements/0/option_groups",
                        n -> actions("{'type':'static_select','option_groups':" + times(n, group(1)) + "}")),
                count(
                        "options of a group",
                        1,
                        100,
                        "/elements/0/option_groups/0/options",
                        n -> actions("{'type':'static_select','option_groups':[" + group(n) + "]}")),
                count(
                        "overflow",
                        1,
                        5,
                        "/elements/0/options",
                        n -> actions("{'type':'overflow','options':" + options(n) + "}")),
                count(
                        "checkboxes",
                        1,
                        10,
                        "/elements/0/options",
                        n -> actions("{'type':'checkboxes','options':" + options(n) + "}")),
                count(
                        "radio buttons",
                        1,
                        10,
                        "/elements/0/options",
                        n -> actions("{'type':'radio_buttons','options':" + options(n) + "}")),
                count("table rows", 1, 100, "/rows", n -> "{'type':'table','rows':" + times(n, row(1)) + "}"),
                count("table columns", 1, 20, "/rows/0", n -> "{'type':'table','rows':[" + row(n) + "]}"),
                count(
                        "table column settings",
                        0,
                        20,
                        "/column_settings",
                        n -> "{'type':'table','rows':[" + row(1) + "],'column_settings':" + times(n, "null") + "}"),
                count(
                        "data table rows",
                        2,
                        201,
                        "/rows",
                        n -> "{'type':'data_table','caption':'c','rows':" + times(n, row(1)) + "}"),
                count(
                        "carousel",
                        1,
                        10,
                        "/elements",
                        n -> "{'type':'carousel','elements':" + times(n, "{'type':'card','title':" + plain("t") + "}")
                                + "}"),
                count("card buttons", 1, 3, "/actions", n -> "{'type':'card','actions':" + times(n, button("")) + "}"),
                count(
                        "container",
                        1,
                        10,
                        "/child_blocks",
                        n -> "{'type':'container','title':" + plain("t") + ",'child_blocks':" + times(n, DIVIDER)
                                + "}"),
                count(
                        "pie segments",
                        1,
                        12,
                        "/chart/segments",
                        n -> "{'type':'data_visualization','title':'t'," + "'chart':{'type':'pie','segments':"
                                + times(n, "{'label':'s','value':1}") + "}}"),
                count(
                        "chart series",
                        1,
                        12,
                        "/chart/series",
                        n -> "{'type':'data_visualization','title':'t',"
                                + "'chart':{'type':'bar','series':"
                                + times(n, i -> "{'name':'s" + i + "','data':[{'label':'a','value':1}]}")
                                + ",'axis_config':{'categories':['a']}}}"));
    }

    @ParameterizedTest(name = "{0}: {1} to {2}")
    @MethodSource("counts_in_messages")
    void a_list_has_a_fewest_and_a_most(String what, int fewest, int most, String at, IntFunction<String> block) {
        assertThat(BlockKit.message(json("[" + block.apply(fewest) + "]"))).isEmpty();
        assertThat(BlockKit.message(json("[" + block.apply(most) + "]"))).isEmpty();
        assertThat(BlockKit.message(json("[" + block.apply(most + 1) + "]")))
                .containsExactly(new Violation(
                        "/blocks/0" + at,
                        "too-many",
                        "no more than " + most + " items allowed [json-pointer:/blocks/0" + at + "]"));
        if (fewest > 0) {
            assertThat(BlockKit.message(json("[" + block.apply(fewest - 1) + "]")))
                    .contains(new Violation(
                            "/blocks/0" + at,
                            "too-few",
                            "must provide at least " + fewest + " items [json-pointer:/blocks/0" + at + "]"));
        }
    }

    @Test
    void a_message_has_50_blocks_at_most_and_may_have_none() {
        assertThat(BlockKit.message(json("[]"))).isEmpty();
        assertThat(BlockKit.message(json(times(50, DIVIDER)))).isEmpty();
        assertThat(BlockKit.message(json(times(51, DIVIDER))))
                .containsExactly(
                        new Violation("/blocks", "too-many", "no more than 50 items allowed [json-pointer:/blocks]"));
    }

    @Test
    void a_modal_and_a_home_tab_have_1_to_100_blocks() {
        for (String type : new String[] {"modal", "home"}) {
            assertThat(view(type, 1)).isEmpty();
            assertThat(view(type, 100)).isEmpty();
            assertThat(view(type, 101))
                    .containsExactly(new Violation(
                            "/view/blocks", "too-many", "no more than 100 items allowed [json-pointer:/view/blocks]"));
            assertThat(view(type, 0)).extracting(Violation::rule).containsExactly("too-few");
        }
    }

    private static List<Violation> view(String type, int blocks) {
        JsonNode view =
                json("{'type':'" + type + "','title':" + plain("t") + ",'blocks':" + times(blocks, DIVIDER) + "}");
        return type.equals("modal") ? BlockKit.modal(view) : BlockKit.home(view);
    }

    @Test
    void a_message_has_one_table_even_inside_a_container() {
        String table = "{'type':'table','rows':[" + row(1) + "]}";
        String container = "{'type':'container','title':" + plain("t") + ",'child_blocks':[" + table + "]}";

        assertThat(BlockKit.message(json("[" + container + "]"))).isEmpty();
        assertThat(BlockKit.message(json("[" + table + "," + table + "]")))
                .extracting(Violation::pointer, Violation::rule)
                .containsExactly(tuple("/blocks/1", "one-table"));
        assertThat(BlockKit.message(json("[" + table + "," + container + "]")))
                .extracting(Violation::pointer, Violation::rule)
                .containsExactly(tuple("/blocks/1/child_blocks/0", "one-table"));
    }

    @Test
    void the_cells_of_a_message_have_a_length_together() {
        String cell = "{'type':'raw_text','text':'" + x(5000) + "'}";
        assertThat(BlockKit.message(json("[{'type':'table','rows':[[" + cell + "," + cell + "]]}]")))
                .isEmpty();
        assertThat(BlockKit.message(json(
                        "[{'type':'table','rows':[[" + cell + "," + cell + "],[{'type':'raw_text','text':'x'}]]}]")))
                .extracting(Violation::pointer, Violation::rule)
                .containsExactly(tuple("/blocks/0", "too-long"));

        String fourCells = "[" + cell + "," + cell + "],[" + cell + "," + cell + "]";
        String data = "{'type':'data_table','caption':'c','rows':[" + fourCells;
        assertThat(BlockKit.message(json("[" + data + "]}]"))).isEmpty();
        assertThat(BlockKit.message(
                        json("[" + data + ",[{'type':'raw_text','text':'x'},{'type':'raw_number','value':1}]]}]")))
                .extracting(Violation::pointer, Violation::rule)
                .containsExactly(tuple("/blocks/0", "too-long"));
    }

    @Test
    void a_message_has_two_charts_at_most() {
        String chart = "{'type':'data_visualization','title':'t','chart':{'type':'pie',"
                + "'segments':[{'label':'a','value':1}]}}";
        assertThat(BlockKit.message(json(times(2, chart)))).isEmpty();
        assertThat(BlockKit.message(json(times(3, chart))))
                .extracting(Violation::pointer, Violation::rule)
                .containsExactly(tuple("/blocks/2", "too-many"));
    }

    @Test
    void a_modal_may_hold_what_100_blocks_hold_and_still_wants_each_to_be_right() {
        assertThat(BlockKit.modal(json(modal(DIVIDER + ",{'type':'nonsense'}", ""))))
                .containsExactly(new Violation(
                        "/view/blocks/1/type",
                        "unsupported-type",
                        "unsupported type: nonsense [json-pointer:/view/blocks/1/type]"));
    }

    private static Arguments count(String what, int fewest, int most, String at, IntFunction<String> made) {
        return arguments(what, fewest, most, at, made);
    }

    private static String group(int count) {
        return "{'label':" + plain("g") + ",'options':" + options(count) + "}";
    }

    private static String row(int cells) {
        return times(cells, "{'type':'raw_text','text':'c'}");
    }
}
