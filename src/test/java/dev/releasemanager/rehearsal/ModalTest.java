package dev.releasemanager.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.ScriptedBot.Answer;
import dev.releasemanager.rehearsal.ScriptedBot.ApiResult;
import dev.releasemanager.rehearsal.ScriptedBot.Delivery;
import dev.releasemanager.rehearsal.world.Json;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Modals and Home: triggers, the stack, hashes, submissions and what their acknowledgements do. */
class ModalTest {

    private static final String TITLE_INPUT =
            "{'type':'input','block_id':'title','label':{'type':'plain_text','text':'Title'},"
                    + "'element':{'type':'plain_text_input','action_id':'t'}}";

    private final Rehearsed acme = new Rehearsed();
    private final Actor olivia = acme.visitor.as("olivia");

    @AfterEach
    void close() {
        acme.close();
    }

    private static String modal(String title, String blocks, String more) {
        return "{'type':'modal','title':{'type':'plain_text','text':'" + title
                + "'},'submit':{'type':'plain_text','text':'Send'},'blocks':[" + blocks + "]" + more + "}";
    }

    private static String quoted(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    private String trigger() {
        olivia.shortcut("new_release");
        return acme.bot.next().at("trigger_id");
    }

    private ApiResult open(String trigger, String view) {
        return acme.call("views.open", "{'trigger_id':'" + trigger + "','view':" + view + "}");
    }

    private ApiResult opened(String blocks) {
        return open(trigger(), modal("New", blocks, ""));
    }

    @Nested
    class a_trigger {

        @Test
        void opens_one_view_only() {
            String trigger = trigger();
            assertThat(open(trigger, modal("New", TITLE_INPUT, "")).ok()).isTrue();
            assertThat(open(trigger, modal("New", TITLE_INPUT, "")).error()).isEqualTo("trigger_exchanged");
        }

        @Test
        void is_too_late_after_three_seconds() {
            String trigger = trigger();
            acme.wall.step(Duration.ofMillis(3_001));
            assertThat(open(trigger, modal("New", TITLE_INPUT, "")).error()).isEqualTo("trigger_expired");
        }

        @Test
        void must_be_one_that_was_given_out() {
            assertThat(open("1.2.abc", modal("New", TITLE_INPUT, "")).error()).isEqualTo("invalid_trigger");
        }

        @Test
        void is_not_used_up_by_a_view_that_is_refused() {
            String trigger = trigger();
            ApiResult refused = open(trigger, "{'type':'modal','blocks':[" + TITLE_INPUT + "]}");
            assertThat(refused.error()).isEqualTo("invalid_arguments");
            assertThat(refused.json().at("/response_metadata/messages/0").asText())
                    .contains("[json-pointer:/view");
            assertThat(open(trigger, modal("New", TITLE_INPUT, "")).ok()).isTrue();
        }
    }

    @Nested
    class the_stack {

        @Test
        void holds_three_and_refuses_a_fourth() {
            opened("{'type':'actions','elements':[{'type':'button','action_id':'more',"
                    + "'text':{'type':'plain_text','text':'More'}}]}");
            acme.bot.arrived();
            assertThat(push("Second").ok()).isTrue();
            assertThat(push("Third").ok()).isTrue();
            assertThat(push("Fourth").error()).isEqualTo("push_limit_reached");
            assertThat(olivia.modal().title()).isEqualTo("Third");
            olivia.close();
            assertThat(olivia.modal().title()).isEqualTo("Second");
            olivia.closeAll();
            olivia.awaitNoModal();
        }

        private ApiResult push(String title) {
            olivia.click("More");
            String trigger = acme.bot.next().at("trigger_id");
            return acme.call(
                    "views.push",
                    "{'trigger_id':'" + trigger + "','view':"
                            + modal(
                                    title,
                                    "{'type':'actions','elements':[{'type':'button','action_id':'more',"
                                            + "'text':{'type':'plain_text','text':'More'}}]}",
                                    "")
                            + "}");
        }

        @Test
        void a_push_without_an_open_modal_is_refused() {
            assertThat(acme.call(
                                    "views.push",
                                    "{'trigger_id':'" + trigger() + "','view':" + modal("New", TITLE_INPUT, "") + "}")
                            .error())
                    .isEqualTo("not_found");
        }
    }

    @Nested
    class an_update {

        @Test
        void wants_the_newest_hash_when_one_is_given_and_keeps_what_was_typed() {
            ApiResult first = opened(TITLE_INPUT
                    + ",{'type':'actions','block_id':'a','elements':[{'type':'button','action_id':'more',"
                    + "'text':{'type':'plain_text','text':'More'}}]}");
            olivia.fill("Title", "Pay by card").click("More");
            String id = first.json().at("/view/id").asText();
            String hash = first.json().at("/view/hash").asText();
            ApiResult second = update(id, hash, modal("Again", TITLE_INPUT, ""));
            assertThat(second.ok()).isTrue();
            assertThat(second.json().at("/view/state/values/title/t/value").asText())
                    .isEqualTo("Pay by card");
            assertThat(update(id, hash, modal("Third", TITLE_INPUT, "")).error())
                    .isEqualTo("hash_conflict");
            assertThat(olivia.modal().title()).isEqualTo("Again");
        }

        @Test
        void finds_a_view_by_its_external_id_which_is_taken_only_once() {
            open(trigger(), modal("New", TITLE_INPUT, ",'external_id':'release-1'"));
            ApiResult updated = acme.call(
                    "views.update",
                    "{'external_id':'release-1','view':" + modal("Again", TITLE_INPUT, ",'external_id':'release-1'")
                            + "}");
            assertThat(updated.ok()).isTrue();
            Actor ben = acme.visitor.as("ben");
            acme.bot.arrived();
            ben.shortcut("new_release");
            assertThat(open(acme.bot.next().at("trigger_id"), modal("New", TITLE_INPUT, ",'external_id':'release-1'"))
                            .error())
                    .isEqualTo("duplicate_external_id");
        }

        @Test
        void of_a_closed_view_finds_nothing() {
            String id = opened(TITLE_INPUT).json().at("/view/id").asText();
            olivia.close();
            assertThat(acme.call(
                                    "views.update",
                                    "{'view_id':'" + id + "','view':" + modal("Again", TITLE_INPUT, "") + "}")
                            .error())
                    .isEqualTo("not_found");
        }

        private ApiResult update(String id, String hash, String view) {
            return acme.call("views.update", "{'view_id':'" + id + "','hash':'" + hash + "','view':" + view + "}");
        }
    }

    @Nested
    class a_submission {

        @Test
        void with_an_empty_required_field_never_reaches_the_bot() {
            opened(TITLE_INPUT);
            Done done = olivia.submit();
            assertThat(done.ok()).isFalse();
            assertThat(done.errors()).containsOnlyKeys("title");
            assertThat(olivia.modal().errorAt("Title")).isPresent();
            assertThat(acme.bot.arrived()).isEmpty();
        }

        @Test
        void answered_with_errors_keeps_the_view_and_shows_them() {
            opened(TITLE_INPUT);
            acme.bot.answers(quoted("{'response_action':'errors','errors':{'title':'Taken already'}}"));
            Done done = olivia.fill("Title", "x").submit();
            assertThat(done.errors()).containsEntry("title", "Taken already");
            assertThat(olivia.modal().errorAt("Title")).contains("Taken already");
        }

        @Test
        void answered_with_errors_for_a_block_that_is_no_input_fails_as_a_whole() {
            opened(TITLE_INPUT);
            acme.bot.answers(quoted("{'response_action':'errors','errors':{'other':'Taken already'}}"));
            Done done = olivia.fill("Title", "x").submit();
            assertThat(done.ok()).isFalse();
            assertThat(olivia.toasts()).containsExactly("We had some trouble connecting. Try again?");
            assertThat(olivia.modal().title()).isEqualTo("New");
            assertThat(acme.visitor.log().at("/refused/0/method").asText()).isEqualTo("view_submission");
        }

        @Test
        void answered_with_update_push_and_clear_changes_the_stack() {
            opened(TITLE_INPUT);
            acme.bot.answers(quoted("{'response_action':'update','view':" + modal("Updated", TITLE_INPUT, "") + "}"));
            olivia.fill("Title", "x").submit();
            assertThat(olivia.modal().title()).isEqualTo("Updated");
            acme.bot.answers(quoted("{'response_action':'push','view':" + modal("Pushed", TITLE_INPUT, "") + "}"));
            olivia.submit();
            assertThat(olivia.look().modals()).isEqualTo(2);
            acme.bot.answers(quoted("{'response_action':'clear'}"));
            olivia.fill("Title", "y").submit();
            olivia.awaitNoModal();
        }

        @Test
        void answered_with_a_view_that_slack_refuses_fails_as_a_whole() {
            opened(TITLE_INPUT);
            acme.bot.answers(quoted("{'response_action':'update','view':{'type':'modal','blocks':[]}}"));
            assertThat(olivia.fill("Title", "x").submit().ok()).isFalse();
            assertThat(olivia.modal().title()).isEqualTo("New");
        }

        @Test
        void answered_with_words_or_another_status_fails_as_a_whole() {
            opened(TITLE_INPUT);
            olivia.fill("Title", "x");
            acme.bot.answers(delivery -> Answer.text("fine"));
            assertThat(olivia.submit().error()).isEqualTo("invalid_response");
            acme.bot.answers(delivery -> Answer.status(204));
            assertThat(olivia.submit().error()).isEqualTo("http_client_error");
            acme.bot.answers(delivery -> Answer.status(500));
            assertThat(olivia.submit().error()).isEqualTo("http_service_error");
        }

        @Test
        void carries_every_kind_of_input_in_slacks_own_shape() {
            String option = "{'text':{'type':'plain_text','text':'%s'},'value':'%s'}";
            String options = "'options':[" + option.formatted("One", "1") + "," + option.formatted("Two", "2") + "]";
            opened(TITLE_INPUT
                    + input("Kind", "'static_select'," + options)
                    + input("Teams", "'multi_static_select'," + options)
                    + input("Checks", "'checkboxes'," + options)
                    + input("Choice", "'radio_buttons'," + options)
                    + input("Owner", "'users_select'")
                    + input("People", "'multi_users_select'")
                    + input("Channel", "'conversations_select'")
                    + input("Day", "'datepicker'")
                    + input("Time", "'timepicker'")
                    + input("Moment", "'datetimepicker'")
                    + input("Size", "'number_input','is_decimal_allowed':false")
                    + input("Service", "'external_select','min_query_length':0"));
            acme.bot.answers(delivery -> Answer.ok(
                    delivery.at("type").equals("block_suggestion")
                            ? quoted("{'options':[" + option.formatted("Ledger", "svc-1") + "]}")
                            : ""));

            Done done = olivia.fill("Title", "Pay")
                    .fill("Kind", "Two")
                    .fill("Teams", "One", "Two")
                    .fill("Checks", "One")
                    .fill("Choice", "Two")
                    .fill("Owner", "ben")
                    .fill("People", "ben", "sue")
                    .fill("Channel", "payments")
                    .fill("Day", "2026-12-01")
                    .fill("Time", "16:30")
                    .fill("Moment", "2026-12-01T16:30:00Z")
                    .fill("Size", "3")
                    .fill("Service", "Ledger")
                    .submit();

            assertThat(done.error()).isEmpty();
            Delivery suggestion = acme.bot.next();
            assertThat(suggestion.at("value")).isEqualTo("Ledger");
            var values = acme.bot.next().json().at("/view/state/values");
            assertThat(values.at("/Kind/x/selected_option/value").asText()).isEqualTo("2");
            assertThat(values.at("/Teams/x/selected_options")).hasSize(2);
            assertThat(values.at("/Checks/x/selected_options/0/value").asText()).isEqualTo("1");
            assertThat(values.at("/Choice/x/selected_option/value").asText()).isEqualTo("2");
            assertThat(values.at("/Owner/x/selected_user").asText()).isEqualTo(acme.person("ben"));
            assertThat(values.at("/People/x/selected_users")).hasSize(2);
            assertThat(values.at("/Channel/x/selected_conversation").asText()).isEqualTo(acme.channel("payments"));
            assertThat(values.at("/Day/x/selected_date").asText()).isEqualTo("2026-12-01");
            assertThat(values.at("/Time/x/selected_time").asText()).isEqualTo("16:30");
            assertThat(values.at("/Moment/x/selected_date_time").asLong()).isEqualTo(1_796_142_600L);
            assertThat(values.at("/Size/x/value").asText()).isEqualTo("3");
            assertThat(values.at("/Service/x/selected_option/value").asText()).isEqualTo("svc-1");
        }

        private String input(String label, String typeAndMore) {
            return ",{'type':'input','block_id':'" + label + "','label':{'type':'plain_text','text':'" + label
                    + "'},'element':{'action_id':'x','type':" + typeAndMore + "}}";
        }

        @Test
        void closing_is_told_only_where_the_view_asked_for_it() {
            opened(TITLE_INPUT);
            olivia.close();
            assertThat(acme.bot.arrived()).isEmpty();
            open(trigger(), modal("New", TITLE_INPUT, ",'notify_on_close':true"));
            olivia.close();
            Delivery closed = acme.bot.next();
            assertThat(closed.at("type")).isEqualTo("view_closed");
            assertThat(closed.json().path("is_cleared").asBoolean()).isFalse();
        }
    }

    @Nested
    class home {

        @Test
        void is_published_for_a_known_person_with_the_newest_hash() {
            ApiResult first = publish(acme.person("olivia"), "");
            assertThat(first.ok()).isTrue();
            String hash = first.json().at("/view/hash").asText();
            assertThat(publish(acme.person("olivia"), ",'hash':'" + hash + "'").ok())
                    .isTrue();
            assertThat(publish(acme.person("olivia"), ",'hash':'" + hash + "'").error())
                    .isEqualTo("hash_conflict");
            assertThat(publish("U999", "").error()).isEqualTo("user_not_found");
        }

        private ApiResult publish(String user, String more) {
            return acme.call(
                    "views.publish",
                    "{'user_id':'" + user + "','view':{'type':'home','blocks':[{'type':'divider'}]}" + more + "}");
        }

        @Test
        void a_modal_is_no_home() {
            assertThat(acme.call(
                                    "views.publish",
                                    "{'user_id':'" + acme.person("olivia") + "','view':" + modal("New", TITLE_INPUT, "")
                                            + "}")
                            .error())
                    .isEqualTo("invalid_arguments");
        }
    }

    @Test
    void a_view_over_250_kilobytes_is_too_large() {
        StringBuilder blocks = new StringBuilder(TITLE_INPUT);
        for (int i = 0; i < 90; i++) {
            blocks.append(",{'type':'section','text':{'type':'mrkdwn','text':'")
                    .append("x".repeat(2_990))
                    .append("'}}");
        }
        assertThat(open(trigger(), modal("New", blocks.toString(), "")).error()).isEqualTo("view_too_large");
    }

    @Test
    void while_a_modal_is_open_release_time_runs_at_its_natural_pace() {
        acme.visitor.speed(60);
        opened(TITLE_INPUT);
        olivia.awaitTrue(
                "the natural pace", screen -> screen.json().at("/clock/speed").asDouble() == 1);
        olivia.close();
        assertThat(olivia.look().json().at("/clock/speed").asDouble()).isEqualTo(60);
        assertThat(acme.visitor
                        .post("/ui/clock", Json.object().put("jump", "PT1H"))
                        .path("ok")
                        .asBoolean())
                .isTrue();
    }
}
