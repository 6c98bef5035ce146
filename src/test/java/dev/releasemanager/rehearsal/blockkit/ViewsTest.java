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
import static dev.releasemanager.rehearsal.blockkit.Json.section;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Modals, Home tabs, and what the blocks of one payload must be together. */
class ViewsTest {
    private static final String DIVIDER = "{'type':'divider'}";
    private static final String SUBMIT = ",'submit':" + plain("Send");

    @Nested
    class A_modal {

        @Test
        void takes_all_that_the_reference_names() {
            assertThat(BlockKit.modal(json(modal(
                            DIVIDER,
                            SUBMIT + ",'close':" + plain("Cancel")
                                    + ",'private_metadata':'','callback_id':'c','external_id':'e',"
                                    + "'clear_on_close':true,'notify_on_close':false"))))
                    .isEmpty();
        }

        @Test
        void needs_a_title_and_blocks() {
            assertThat(BlockKit.modal(json("{'type':'modal'}")))
                    .extracting(Violation::words)
                    .containsExactly(
                            "missing required field: blocks [json-pointer:/view]",
                            "missing required field: title [json-pointer:/view]");
        }

        @Test
        void with_an_input_must_be_submittable() {
            String blocks = DIVIDER + "," + input("{'type':'datepicker'}");
            assertThat(BlockKit.modal(json(modal(blocks, SUBMIT)))).isEmpty();
            assertThat(BlockKit.modal(json(modal(blocks, ""))))
                    .containsExactly(
                            new Violation(
                                    "/view/blocks/1/input",
                                    "submit-required",
                                    "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]"));
        }

        @Test
        void has_plain_texts_only_around_its_blocks() {
            assertThat(BlockKit.modal(json("{'type':'modal','title':" + mrkdwn(1) + ",'submit':" + mrkdwn(1)
                            + ",'close':'x','blocks':[" + DIVIDER + "]}")))
                    .extracting(Violation::pointer, Violation::rule)
                    .containsExactlyInAnyOrder(
                            tuple("/view/title/type", "not-in-enum"),
                            tuple("/view/submit/type", "not-in-enum"),
                            tuple("/view/close", "wrong-type"));
        }

        @Test
        void sent_back_as_slack_gave_it_is_refused_for_its_own_fields() {
            assertThat(BlockKit.modal(json(modal(DIVIDER, ",'id':'V1','hash':'1.a','state':{'values':{}}"))))
                    .extracting(Violation::words)
                    .containsExactly(
                            "invalid additional property: id [json-pointer:/view]",
                            "invalid additional property: hash [json-pointer:/view]",
                            "invalid additional property: state [json-pointer:/view]");
        }

        @Test
        void is_no_home_tab() {
            assertThat(BlockKit.modal(json(home(DIVIDER, ",'title':" + plain("t")))))
                    .extracting(Violation::pointer, Violation::rule)
                    .containsExactly(tuple("/view/type", "not-in-enum"));
        }
    }

    @Nested
    class A_home_tab {

        @Test
        void takes_input_without_submit_and_a_title_that_nobody_sees() {
            assertThat(BlockKit.home(json(home(input("{'type':'plain_text_input'}"), ",'title':" + plain("Home")))))
                    .isEmpty();
        }

        @Test
        void has_no_closing() {
            assertThat(BlockKit.home(json(home(DIVIDER, ",'notify_on_close':true"))))
                    .extracting(Violation::rule)
                    .containsExactly("unknown-field");
        }
    }

    @Nested
    class Identifiers {

        @Test
        void a_block_id_stands_once_in_a_message_and_in_a_view() {
            String one = "{'type':'divider','block_id':'b'}";
            assertThat(BlockKit.message(json("[" + one + ",{'type':'divider','block_id':'c'},{'type':'divider'}]")))
                    .isEmpty();
            assertThat(BlockKit.message(json("[" + one + "," + one + "]")))
                    .containsExactly(new Violation(
                            "/blocks/1/block_id",
                            "duplicate",
                            "`block_id` \"b\" already exists [json-pointer:/blocks/1/block_id]"));
            assertThat(BlockKit.modal(json(modal(one + "," + one, ""))))
                    .extracting(Violation::pointer)
                    .containsExactly("/view/blocks/1/block_id");
            assertThat(BlockKit.home(json(home(one + "," + one, "")))).hasSize(1);
        }

        @Test
        void a_block_inside_a_container_counts_as_one_of_the_message() {
            assertThat(BlockKit.message(json("[{'type':'divider','block_id':'b'},{'type':'container','title':"
                            + plain("t") + ",'child_blocks':[{'type':'divider','block_id':'b'}]}]")))
                    .extracting(Violation::pointer, Violation::rule)
                    .containsExactly(tuple("/blocks/1/child_blocks/0/block_id", "duplicate"));
        }

        @Test
        void an_action_id_stands_once_in_its_block_and_may_return_in_another() {
            String go = button(",'action_id':'go'");
            assertThat(BlockKit.message(json("[" + actions(go) + "," + actions(go) + "]")))
                    .isEmpty();
            assertThat(BlockKit.message(json("[" + actions(go + "," + go) + "]")))
                    .containsExactly(new Violation(
                            "/blocks/0/elements/1/action_id",
                            "duplicate",
                            "`action_id` \"go\" already exists [json-pointer:/blocks/0/elements/1/action_id]"));
        }
    }

    @Nested
    class Focus {
        private final String focused = "{'type':'users_select','focus_on_load':true}";

        @Test
        void one_element_of_a_view_may_ask_for_it() {
            assertThat(BlockKit.modal(json(modal(
                            input(focused) + "," + input("{'type':'users_select','focus_on_load':false}"), SUBMIT))))
                    .isEmpty();
        }

        @Test
        void a_second_one_is_refused_wherever_it_stands() {
            assertThat(BlockKit.modal(json(modal(
                            input(focused) + "," + actions(focused) + ","
                                    + section(",'text':" + plain("t") + ",'accessory':" + focused),
                            SUBMIT))))
                    .extracting(Violation::pointer, Violation::rule)
                    .containsExactly(
                            tuple("/view/blocks/1/elements/0/focus_on_load", "focus"),
                            tuple("/view/blocks/2/accessory/focus_on_load", "focus"));
        }
    }

    @Nested
    class Slacks_answer {

        @Test
        void tells_first_that_the_view_is_malformed_and_then_why() {
            assertThat(BlockKit.messages(BlockKit.home(json(home("{'type':'table'}", "")))))
                    .containsExactly(
                            "[ERROR] failed to match all allowed schemas [json-pointer:/view]",
                            "[ERROR] unsupported type: table [json-pointer:/view/blocks/0/type]");
        }

        @Test
        void tells_a_missing_submit_alone() {
            assertThat(BlockKit.messages(BlockKit.modal(json(modal(input("{'type':'datepicker'}"), "")))))
                    .containsExactly("[ERROR] must define `submit` to use an `input` block in modals"
                            + " [json-pointer:/view/blocks/0/input]");
        }

        @Test
        void has_nothing_to_tell_of_what_slack_takes() {
            assertThat(BlockKit.messages(BlockKit.message(json("[" + DIVIDER + "]"))))
                    .isEmpty();
        }
    }

    @Nested
    class The_answer_to_an_external_select {

        @Test
        void is_options_or_groups_a_hundred_at_most_and_may_be_empty() {
            assertThat(BlockKit.options(json("{'options':[]}"))).isEmpty();
            assertThat(BlockKit.options(json("{'options':" + options(100) + "}")))
                    .isEmpty();
            assertThat(BlockKit.options(json("{'options':" + options(101) + "}")))
                    .extracting(Violation::pointer, Violation::rule)
                    .containsExactly(tuple("/options", "too-many"));
            assertThat(BlockKit.options(
                            json("{'option_groups':[{'label':" + plain("g") + ",'options':" + options(1) + "}]}")))
                    .isEmpty();
            assertThat(BlockKit.options(json("{}"))).hasSize(1);
        }
    }
}
