package dev.releasemanager.rehearsal.blockkit;

import static dev.releasemanager.rehearsal.blockkit.Json.actions;
import static dev.releasemanager.rehearsal.blockkit.Json.button;
import static dev.releasemanager.rehearsal.blockkit.Json.home;
import static dev.releasemanager.rehearsal.blockkit.Json.input;
import static dev.releasemanager.rehearsal.blockkit.Json.json;
import static dev.releasemanager.rehearsal.blockkit.Json.modal;
import static dev.releasemanager.rehearsal.blockkit.Json.options;
import static dev.releasemanager.rehearsal.blockkit.Json.plain;
import static dev.releasemanager.rehearsal.blockkit.Json.richSection;
import static dev.releasemanager.rehearsal.blockkit.Json.section;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which block stands on which surface, and which element in which block: every pair, in both directions. */
class SurfacesTest {
    private static final Map<String, String> BLOCKS = Map.ofEntries(
            Map.entry("section", section(",'text':" + plain("t"))),
            Map.entry("header", "{'type':'header','text':" + plain("t") + "}"),
            Map.entry("divider", "{'type':'divider'}"),
            Map.entry("context", "{'type':'context','elements':[" + plain("t") + "]}"),
            Map.entry("actions", actions(button(""))),
            Map.entry("image", "{'type':'image','alt_text':'a','image_url':'https://example.com/a.png'}"),
            Map.entry("rich_text", richSection("{'type':'text','text':'t'}")),
            Map.entry(
                    "video",
                    "{'type':'video','video_url':'https://e.com/v','thumbnail_url':'https://e.com/t',"
                            + "'alt_text':'a','title':" + plain("t") + "}"),
            Map.entry("input", input("{'type':'plain_text_input'}")),
            Map.entry("markdown", "{'type':'markdown','text':'t'}"),
            Map.entry("table", "{'type':'table','rows':[[{'type':'raw_text','text':'t'}]]}"),
            Map.entry(
                    "data_table",
                    "{'type':'data_table','caption':'c','rows':[[{'type':'raw_text','text':'h'}],"
                            + "[{'type':'raw_text','text':'t'}]]}"),
            Map.entry(
                    "data_visualization",
                    "{'type':'data_visualization','title':'t','chart':{'type':'pie',"
                            + "'segments':[{'label':'a','value':1}]}}"),
            Map.entry(
                    "container", "{'type':'container','title':" + plain("t") + ",'child_blocks':[{'type':'divider'}]}"),
            Map.entry(
                    "context_actions",
                    "{'type':'context_actions','elements':[{'type':'icon_button','icon':'trash'," + "'text':"
                            + plain("t") + "}]}"),
            Map.entry("plan", "{'type':'plan','title':'t'}"),
            Map.entry("task_card", "{'type':'task_card','task_id':'1','title':'t'}"),
            Map.entry("card", "{'type':'card','title':" + plain("t") + "}"),
            Map.entry("carousel", "{'type':'carousel','elements':[{'type':'card','title':" + plain("t") + "}]}"),
            Map.entry("alert", "{'type':'alert','text':" + plain("t") + "}"),
            Map.entry("file", "{'type':'file','external_id':'x','source':'remote'}"),
            Map.entry("call", "{'type':'call','call_id':'R1'}"));

    private static final Set<String> EVERYWHERE =
            Set.of("section", "header", "divider", "context", "actions", "image", "rich_text", "video", "input");

    static Stream<Arguments> every_block_on_every_surface() {
        return new TreeSet<>(BLOCKS.keySet())
                .stream()
                        .flatMap(type -> Stream.of(
                                arguments(
                                        type,
                                        "message",
                                        !Set.of("alert", "file").contains(type)),
                                arguments(type, "modal", EVERYWHERE.contains(type) || type.equals("alert")),
                                arguments(
                                        type,
                                        "home",
                                        EVERYWHERE.contains(type)
                                                || Set.of("card", "carousel").contains(type))));
    }

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @MethodSource("every_block_on_every_surface")
    void a_block_stands_only_where_it_renders(String type, String surface, boolean taken) {
        String block = BLOCKS.getOrDefault(type, "");
        List<Violation> found =
                switch (surface) {
                    case "message" -> BlockKit.message(json("[" + block + "]"));
                    case "modal" -> BlockKit.modal(json(modal(block, ",'submit':" + plain("Send"))));
                    default -> BlockKit.home(json(home(block, "")));
                };
        String at = (surface.equals("message") ? "" : "/view") + "/blocks/0/type";
        if (taken) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found)
                    .containsExactly(new Violation(
                            at, "unsupported-type", "unsupported type: " + type + " [json-pointer:" + at + "]"));
        }
    }

    private static final Map<String, String> ELEMENTS = Map.ofEntries(
            Map.entry("button", button("")),
            Map.entry(
                    "workflow_button",
                    "{'type':'workflow_button','text':" + plain("t")
                            + ",'action_id':'a','workflow':{'trigger':{'url':'https://slack.com/shortcuts/Ft1/x',"
                            + "'customizable_input_parameters':[{'name':'n','value':'v'}]}}}"),
            Map.entry("overflow", "{'type':'overflow','options':" + options(1) + "}"),
            Map.entry("image", "{'type':'image','alt_text':'a','image_url':'https://example.com/a.png'}"),
            Map.entry("checkboxes", "{'type':'checkboxes','options':" + options(1) + "}"),
            Map.entry("radio_buttons", "{'type':'radio_buttons','options':" + options(1) + "}"),
            Map.entry("datepicker", "{'type':'datepicker'}"),
            Map.entry("timepicker", "{'type':'timepicker'}"),
            Map.entry("datetimepicker", "{'type':'datetimepicker'}"),
            Map.entry("static_select", "{'type':'static_select','options':" + options(1) + "}"),
            Map.entry("external_select", "{'type':'external_select','min_query_length':0}"),
            Map.entry("users_select", "{'type':'users_select','initial_user':'U1'}"),
            Map.entry("conversations_select", "{'type':'conversations_select','default_to_current_conversation':true}"),
            Map.entry("channels_select", "{'type':'channels_select','response_url_enabled':true}"),
            Map.entry("multi_static_select", "{'type':'multi_static_select','options':" + options(1) + "}"),
            Map.entry("multi_external_select", "{'type':'multi_external_select'}"),
            Map.entry("multi_users_select", "{'type':'multi_users_select','initial_users':['U1']}"),
            Map.entry("multi_conversations_select", "{'type':'multi_conversations_select'}"),
            Map.entry("multi_channels_select", "{'type':'multi_channels_select','max_selected_items':1}"),
            Map.entry("plain_text_input", "{'type':'plain_text_input','multiline':true}"),
            Map.entry("email_text_input", "{'type':'email_text_input'}"),
            Map.entry("url_text_input", "{'type':'url_text_input'}"),
            Map.entry("number_input", "{'type':'number_input','is_decimal_allowed':false}"),
            Map.entry("rich_text_input", "{'type':'rich_text_input','action_id':'a'}"),
            Map.entry("file_input", "{'type':'file_input','filetypes':['pdf'],'max_files':1}"),
            Map.entry(
                    "feedback_buttons",
                    "{'type':'feedback_buttons','positive_button':{'text':" + plain("+")
                            + ",'value':'v'},'negative_button':{'text':" + plain("-") + ",'value':'v'}}"),
            Map.entry("icon_button", "{'type':'icon_button','icon':'trash','text':" + plain("t") + "}"),
            Map.entry("mrkdwn", "{'type':'mrkdwn','text':'t'}"));

    private static final Set<String> CHOICES = Set.of(
            "checkboxes",
            "radio_buttons",
            "datepicker",
            "timepicker",
            "static_select",
            "external_select",
            "users_select",
            "conversations_select",
            "channels_select",
            "multi_static_select",
            "multi_external_select",
            "multi_users_select",
            "multi_conversations_select",
            "multi_channels_select");

    private static final Map<String, Set<String>> BESIDES_CHOICES = Map.of(
            "accessory", Set.of("button", "workflow_button", "overflow", "image"),
            "actions", Set.of("button", "workflow_button", "overflow", "datetimepicker", "rich_text_input"),
            "input",
                    Set.of(
                            "datetimepicker",
                            "plain_text_input",
                            "email_text_input",
                            "url_text_input",
                            "number_input",
                            "rich_text_input",
                            "file_input"));

    private static final Map<String, Set<String>> WITHOUT_CHOICES =
            Map.of("context", Set.of("image", "mrkdwn"), "context_actions", Set.of("feedback_buttons", "icon_button"));

    static Stream<Arguments> every_element_in_every_block() {
        return new TreeSet<>(ELEMENTS.keySet())
                .stream()
                        .flatMap(type -> Stream.concat(
                                BESIDES_CHOICES.entrySet().stream()
                                        .map(e -> arguments(
                                                type,
                                                e.getKey(),
                                                CHOICES.contains(type)
                                                        || e.getValue().contains(type))),
                                WITHOUT_CHOICES.entrySet().stream()
                                        .map(e -> arguments(
                                                type, e.getKey(), e.getValue().contains(type)))));
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @MethodSource("every_element_in_every_block")
    void an_element_stands_only_in_the_blocks_that_take_it(String type, String place, boolean taken) {
        String element = ELEMENTS.getOrDefault(type, "");
        Function<String, List<Violation>> message = block -> BlockKit.message(json("[" + block + "]"));
        List<Violation> found =
                switch (place) {
                    case "accessory" -> message.apply(section(",'text':" + plain("t") + ",'accessory':" + element));
                    case "input" -> BlockKit.modal(json(modal(input(element), ",'submit':" + plain("Send"))));
                    default -> message.apply("{'type':'" + place + "','elements':[" + element + "]}");
                };
        if (taken) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).extracting(Violation::rule).containsExactly("unsupported-type");
            assertThat(found.get(0).words()).startsWith("unsupported type: " + type);
        }
    }

    @Test
    void files_are_asked_for_in_modals_only_and_dispatch_nothing() {
        String file = "{'type':'file_input'}";
        assertThat(BlockKit.message(json("[" + input(file) + "]")))
                .extracting(Violation::pointer, Violation::rule)
                .containsExactly(tuple("/blocks/0/element/type", "unsupported-type"));
        assertThat(BlockKit.home(json(home(input(file), "")))).hasSize(1);

        String dispatching =
                "{'type':'input','label':" + plain("L") + ",'dispatch_action':true,'element':" + file + "}";
        assertThat(BlockKit.modal(json(modal(dispatching, ",'submit':" + plain("Send")))))
                .extracting(Violation::pointer, Violation::rule)
                .containsExactly(tuple("/view/blocks/0/element/type", "unsupported-type"));
    }

    static Stream<Arguments> every_block_in_a_container() {
        return new TreeSet<>(BLOCKS.keySet())
                .stream()
                        .map(type -> arguments(
                                type,
                                EVERYWHERE.contains(type)
                                        || Set.of("table", "file").contains(type)));
    }

    @ParameterizedTest(name = "{0} in a container: {1}")
    @MethodSource("every_block_in_a_container")
    void a_container_takes_simple_blocks_only(String type, boolean taken) {
        List<Violation> found = BlockKit.message(json("[{'type':'container','title':" + plain("t") + ",'child_blocks':["
                + BLOCKS.getOrDefault(type, "") + "]}]"));
        if (taken) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found)
                    .extracting(Violation::pointer, Violation::rule)
                    .containsExactly(tuple("/blocks/0/child_blocks/0/type", "unsupported-type"));
        }
    }

    @Test
    void a_plan_and_a_task_card_of_its_own_exclude_each_other() {
        assertThat(BlockKit.message(json("[" + BLOCKS.get("plan") + "," + BLOCKS.get("task_card") + "]")))
                .extracting(Violation::pointer, Violation::rule)
                .containsExactly(tuple("/blocks/1", "exclusive"));
    }
}
