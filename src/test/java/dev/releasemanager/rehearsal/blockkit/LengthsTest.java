package dev.releasemanager.rehearsal.blockkit;

import static dev.releasemanager.rehearsal.blockkit.Json.actions;
import static dev.releasemanager.rehearsal.blockkit.Json.button;
import static dev.releasemanager.rehearsal.blockkit.Json.home;
import static dev.releasemanager.rehearsal.blockkit.Json.input;
import static dev.releasemanager.rehearsal.blockkit.Json.json;
import static dev.releasemanager.rehearsal.blockkit.Json.modal;
import static dev.releasemanager.rehearsal.blockkit.Json.mrkdwn;
import static dev.releasemanager.rehearsal.blockkit.Json.options;
import static dev.releasemanager.rehearsal.blockkit.Json.plain;
import static dev.releasemanager.rehearsal.blockkit.Json.richSection;
import static dev.releasemanager.rehearsal.blockkit.Json.section;
import static dev.releasemanager.rehearsal.blockkit.Json.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every length: the longest that Slack takes, and one character more. */
class LengthsTest {

    static Stream<Arguments> lengths_in_messages() {
        return Stream.of(
                length("section text", 3000, "/text/text", n -> section(",'text':" + mrkdwn(n))),
                length("section text, plain", 3000, "/text/text", n -> section(",'text':" + plain(n))),
                length("section field", 2000, "/fields/0/text", n -> section(",'fields':[" + mrkdwn(n) + "]")),
                length("header", 150, "/text/text", n -> "{'type':'header','text':" + plain(n) + "}"),
                length(
                        "context text",
                        3000,
                        "/elements/0/text",
                        n -> "{'type':'context','elements':[" + mrkdwn(n) + "]}"),
                length("block_id", 255, "/block_id", n -> "{'type':'divider','block_id':'" + x(n) + "'}"),
                length("markdown", 12_000, "/text", n -> "{'type':'markdown','text':'" + x(n) + "'}"),
                length("image alt text", 2000, "/alt_text", n -> image("'alt_text':'" + x(n) + "'")),
                length("image title", 2000, "/title/text", n -> image("'alt_text':'a','title':" + plain(n))),
                length(
                        "image url",
                        3000,
                        "/image_url",
                        n -> "{'type':'image','alt_text':'a','image_url':'https://" + x(n - 8) + "'}"),
                length(
                        "input label",
                        2000,
                        "/label/text",
                        n -> "{'type':'input','label':" + plain(n) + ",'element':{'type':'plain_text_input'}}"),
                length(
                        "input hint",
                        2000,
                        "/hint/text",
                        n -> "{'type':'input','label':" + plain("L") + ",'hint':" + plain(n)
                                + ",'element':{'type':'plain_text_input'}}"),
                length(
                        "button text",
                        75,
                        "/elements/0/text/text",
                        n -> actions("{'type':'button','text':" + plain(n) + "}")),
                length("button value", 2000, "/elements/0/value", n -> actions(button(",'value':'" + x(n) + "'"))),
                length(
                        "button url",
                        3000,
                        "/elements/0/url",
                        n -> actions(button(",'url':'https://" + x(n - 8) + "'"))),
                length("action_id", 255, "/elements/0/action_id", n -> actions(button(",'action_id':'" + x(n) + "'"))),
                length(
                        "accessibility label",
                        75,
                        "/elements/0/accessibility_label",
                        n -> actions(button(",'accessibility_label':'" + x(n) + "'"))),
                length("confirm title", 100, "/elements/0/confirm/title/text", n -> actions(confirm("title", n))),
                length("confirm text", 300, "/elements/0/confirm/text/text", n -> actions(confirm("text", n))),
                length("confirm yes", 30, "/elements/0/confirm/confirm/text", n -> actions(confirm("confirm", n))),
                length("confirm no", 30, "/elements/0/confirm/deny/text", n -> actions(confirm("deny", n))),
                length(
                        "placeholder",
                        150,
                        "/elements/0/placeholder/text",
                        n -> actions("{'type':'users_select','placeholder':" + plain(n) + "}")),
                length(
                        "option text",
                        75,
                        "/elements/0/options/0/text/text",
                        n -> actions("{'type':'static_select','options':[{'text':" + plain(n) + ",'value':'v'}]}")),
                length(
                        "option value",
                        150,
                        "/elements/0/options/0/value",
                        n -> actions("{'type':'static_select','options':[{'text':" + plain("o") + ",'value':'" + x(n)
                                + "'}]}")),
                length(
                        "option description",
                        75,
                        "/elements/0/options/0/description/text",
                        n -> actions("{'type':'checkboxes','options':[{'text':" + mrkdwn(1)
                                + ",'value':'v','description':" + mrkdwn(n) + "}]}")),
                length(
                        "option url",
                        3000,
                        "/elements/0/options/0/url",
                        n -> actions("{'type':'overflow','options':[{'text':" + plain("o") + ",'value':'v','url':'"
                                + x(n) + "'}]}")),
                length(
                        "option group label",
                        75,
                        "/elements/0/option_groups/0/label/text",
                        n -> actions("{'type':'static_select','option_groups':[{'label':" + plain(n) + ",'options':"
                                + options(1) + "}]}")),
                length("video alt text", 200, "/alt_text", n -> video("alt_text", "'" + x(n) + "'")),
                length("video title", 200, "/title/text", n -> video("title", plain(n))),
                length("video author", 50, "/author_name", n -> video("author_name", "'" + x(n) + "'")),
                length("video provider", 50, "/provider_name", n -> video("provider_name", "'" + x(n) + "'")),
                length("video description", 200, "/description/text", n -> video("description", plain(n))),
                length("card title", 150, "/title/text", n -> card(",'title':" + mrkdwn(n))),
                length("card subtitle", 150, "/subtitle/text", n -> card(",'subtitle':" + mrkdwn(n))),
                length("card body", 200, "/body/text", n -> card(",'body':" + plain(n))),
                length("card subtext", 200, "/subtext/text", n -> card(",'subtext':" + mrkdwn(n))),
                length(
                        "container title",
                        150,
                        "/title/text",
                        n -> "{'type':'container','title':" + plain(n) + ",'child_blocks':[{'type':'divider'}]}"),
                length(
                        "container subtitle",
                        150,
                        "/subtitle/text",
                        n -> "{'type':'container','title':" + plain("t") + ",'subtitle':" + mrkdwn(n)
                                + ",'child_blocks':[{'type':'divider'}]}"),
                length(
                        "feedback text",
                        75,
                        "/elements/0/positive_button/text/text",
                        n -> feedback("{'text':" + plain(n) + ",'value':'v'}")),
                length(
                        "feedback value",
                        2000,
                        "/elements/0/positive_button/value",
                        n -> feedback("{'text':" + plain("+") + ",'value':'" + x(n) + "'}")),
                length(
                        "chart title",
                        50,
                        "/title",
                        n -> "{'type':'data_visualization','title':'" + x(n)
                                + "','chart':{'type':'pie','segments':[{'label':'a','value':1}]}}"),
                length(
                        "chart segment",
                        20,
                        "/chart/segments/0/label",
                        n -> "{'type':'data_visualization',"
                                + "'title':'t','chart':{'type':'pie','segments':[{'label':'" + x(n)
                                + "','value':1}]}}"),
                length(
                        "source url",
                        3000,
                        "/sources/0/url",
                        n -> "{'type':'task_card','task_id':'1','title':'t',"
                                + "'sources':[{'type':'url','text':'s','url':'" + x(n) + "'}]}"));
    }

    static Stream<Arguments> lengths_in_modals() {
        return Stream.of(
                length(
                        "title",
                        24,
                        "/title/text",
                        n -> "{'type':'modal','title':" + plain(n) + ",'blocks':[{'type':'divider'}]}"),
                length("submit", 24, "/submit/text", n -> modal("{'type':'divider'}", ",'submit':" + plain(n))),
                length("close", 24, "/close/text", n -> modal("{'type':'divider'}", ",'close':" + plain(n))),
                length(
                        "private_metadata",
                        3000,
                        "/private_metadata",
                        n -> modal("{'type':'divider'}", ",'private_metadata':'" + x(n) + "'")),
                length(
                        "callback_id",
                        255,
                        "/callback_id",
                        n -> modal("{'type':'divider'}", ",'callback_id':'" + x(n) + "'")),
                length(
                        "external_id",
                        255,
                        "/external_id",
                        n -> modal("{'type':'divider'}", ",'external_id':'" + x(n) + "'")),
                length(
                        "alert",
                        200,
                        "/blocks/0/text/text",
                        n -> modal("{'type':'alert','text':" + mrkdwn(n) + "}", "")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("lengths_in_messages")
    void a_text_of_a_message_has_a_longest_length(String what, int most, String at, IntFunction<String> block) {
        assertThat(BlockKit.message(json("[" + block.apply(most) + "]"))).isEmpty();
        assertThat(BlockKit.message(json("[" + block.apply(most + 1) + "]")))
                .containsExactly(tooLong("/blocks/0" + at, most));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("lengths_in_modals")
    void a_text_of_a_modal_has_a_longest_length(String what, int most, String at, IntFunction<String> view) {
        assertThat(BlockKit.modal(json(view.apply(most)))).isEmpty();
        assertThat(BlockKit.modal(json(view.apply(most + 1)))).containsExactly(tooLong("/view" + at, most));
    }

    @Test
    void a_home_tab_has_the_same_metadata_lengths() {
        String divider = "{'type':'divider'}";
        assertThat(BlockKit.home(json(home(divider, ",'private_metadata':'" + x(3000) + "'"))))
                .isEmpty();
        assertThat(BlockKit.home(json(home(divider, ",'private_metadata':'" + x(3001) + "'"))))
                .containsExactly(tooLong("/view/private_metadata", 3000));
        assertThat(BlockKit.home(json(home(divider, ",'callback_id':'" + x(256) + "'"))))
                .containsExactly(tooLong("/view/callback_id", 255));
    }

    @Test
    void characters_are_counted_as_code_points_not_as_java_chars() {
        String rockets = "🚀".repeat(75);
        assertThat(BlockKit.message(json("[" + actions("{'type':'button','text':" + plain(rockets) + "}") + "]")))
                .isEmpty();
        assertThat(BlockKit.message(
                        json("[" + actions("{'type':'button','text':" + plain(rockets + "🚀") + "}") + "]")))
                .hasSize(1);
    }

    @Nested
    class Empty_texts {

        static Stream<Arguments> blocks_with_an_empty_text() {
            return Stream.of(
                    arguments(section(",'text':" + plain("")), "/text/text"),
                    arguments(section(",'text':{'type':'mrkdwn','text':''}"), "/text/text"),
                    arguments(section(",'fields':[" + plain("a") + "," + plain("") + "]"), "/fields/1/text"),
                    arguments("{'type':'header','text':" + plain("") + "}", "/text/text"),
                    arguments("{'type':'context','elements':[" + plain("") + "]}", "/elements/0/text"),
                    arguments(actions("{'type':'button','text':" + plain("") + "}"), "/elements/0/text/text"),
                    arguments("{'type':'markdown','text':''}", "/text"),
                    arguments(richSection("{'type':'text','text':''}"), "/elements/0/elements/0/text"),
                    arguments("{'type':'table','rows':[[{'type':'raw_text','text':''}]]}", "/rows/0/0/text"),
                    arguments(
                            input("{'type':'users_select','placeholder':" + plain("") + "}"),
                            "/element/placeholder/text"),
                    arguments(video("alt_text", "''"), "/alt_text"));
        }

        @ParameterizedTest
        @MethodSource("blocks_with_an_empty_text")
        void are_refused(String block, String at) {
            assertThat(BlockKit.message(json("[" + block + "]")))
                    .containsExactly(new Violation(
                            "/blocks/0" + at,
                            "too-short",
                            "must be more than 0 characters [json-pointer:/blocks/0" + at + "]"));
        }

        @Test
        void a_single_space_is_a_text() {
            assertThat(BlockKit.message(json("[" + section(",'text':" + plain(" ")) + "]")))
                    .isEmpty();
        }
    }

    @Nested
    class Cumulative_texts {

        @Test
        void all_markdown_blocks_of_a_message_share_their_length() {
            JsonNode fits = json("[" + markdown(6000) + "," + markdown(6000) + "]");
            JsonNode over = json("[" + markdown(6000) + "," + markdown(6001) + "]");

            assertThat(BlockKit.message(fits)).isEmpty();
            assertThat(BlockKit.message(over))
                    .extracting(Violation::pointer, Violation::rule)
                    .containsExactly(tuple("/blocks/1/text", "too-long"));
        }

        @Test
        void the_text_of_all_blocks_is_counted_however_deep_it_lies() {
            assertThat(BlockKit.textLength(json("[" + section(",'text':" + mrkdwn(10)) + ","
                            + richSection("{'type':'text','text':'12345'},{'type':'user','user_id':'U1'}") + ","
                            + actions(button(",'value':'unseen'")) + "]")))
                    .isEqualTo(10 + 5 + 2);
            assertThat(BlockKit.textLength(json("null"))).isZero();
        }

        @Test
        void a_view_is_too_large_past_250_kilobytes_of_utf_8() {
            assertThat(BlockKit.viewBytes(json("{'a':'é'}"))).isEqualTo("{'a':''}".length() + 2);
            assertThat(BlockKit.isViewTooLarge(json("{'a':'" + x(250 * 1024 - 8) + "'}")))
                    .isFalse();
            assertThat(BlockKit.isViewTooLarge(json("{'a':'" + x(250 * 1024 - 7) + "'}")))
                    .isTrue();
        }

        private static String markdown(int length) {
            return "{'type':'markdown','text':'" + x(length) + "'}";
        }
    }

    private static Arguments length(String what, int most, String at, IntFunction<String> made) {
        return arguments(what, most, at, made);
    }

    private static Violation tooLong(String pointer, int most) {
        return new Violation(
                pointer, "too-long", "must be less than " + (most + 1) + " characters [json-pointer:" + pointer + "]");
    }

    private static String image(String more) {
        return "{'type':'image','image_url':'https://example.com/a.png'," + more + "}";
    }

    private static String confirm(String part, int length) {
        return button(",'confirm':{'title':" + plain(part.equals("title") ? length : 1) + ",'text':"
                + mrkdwn(part.equals("text") ? length : 1) + ",'confirm':"
                + plain(part.equals("confirm") ? length : 1) + ",'deny':" + plain(part.equals("deny") ? length : 1)
                + "}");
    }

    private static String card(String more) {
        return more.contains("'title'")
                ? "{'type':'card'" + more + "}"
                : "{'type':'card','title':" + plain("t") + more + "}";
    }

    private static String feedback(String positive) {
        return "{'type':'context_actions','elements':[{'type':'feedback_buttons','positive_button':" + positive
                + ",'negative_button':{'text':" + plain("-") + ",'value':'v'}}]}";
    }

    private static String video(String field, String value) {
        StringBuilder block = new StringBuilder(
                "{'type':'video','video_url':'https://example.com/v'," + "'thumbnail_url':'https://example.com/t.png'");
        if (!field.equals("alt_text")) {
            block.append(",'alt_text':'a'");
        }
        if (!field.equals("title")) {
            block.append(",'title':").append(plain("t"));
        }
        return block.append(",'")
                .append(field)
                .append("':")
                .append(value)
                .append("}")
                .toString();
    }
}
