package dev.releasemanager.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.ScriptedBot.Answer;
import dev.releasemanager.rehearsal.ScriptedBot.ApiResult;
import dev.releasemanager.rehearsal.ScriptedBot.Delivery;
import dev.releasemanager.rehearsal.world.Json;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the bot is sent: the three seconds, retries of events only, response urls, bad payloads on purpose. */
class DeliveryTest {

    private static final String READY =
            "'blocks':[{'type':'actions','block_id':'b','elements':[{'type':'button','action_id':'ready','value':'r1',"
                    + "'text':{'type':'plain_text','text':'Ready'}}]}]";

    private Rehearsed acme = new Rehearsed();
    private Actor ben = acme.visitor.as("ben");

    @AfterEach
    void close() {
        acme.close();
    }

    /** Acts while the bot sits on its answer for more than three seconds. */
    private Done late(Supplier<Done> act) {
        CountDownLatch over = new CountDownLatch(1);
        acme.bot.answers(delivery -> {
            await(over);
            return Answer.ok("");
        });
        CompletableFuture<Done> acting = CompletableFuture.supplyAsync(act);
        Delivery unused = acme.bot.next();
        acme.wall.step(Duration.ofSeconds(3));
        Done done = acting.join();
        over.countDown();
        return done;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private ApiResult board() {
        return acme.call("chat.postMessage", "{'channel':'" + acme.channel("payments") + "','text':'x'," + READY + "}");
    }

    @Nested
    class an_acknowledgement {

        @Test
        void of_a_command_that_comes_late_is_an_error_and_nothing_is_repeated() {
            Done done = late(() -> ben.command("payments", "/release"));
            assertThat(done.error()).isEqualTo("operation_timeout");
            assertThat(ben.toasts()).containsExactly("/release failed with the error \"operation_timeout\"");
            acme.wall.step(Duration.ofMinutes(10));
            assertThat(acme.bot.arrived()).isEmpty();
        }

        @Test
        void of_a_click_that_comes_late_is_an_error_for_the_one_who_clicked() {
            board();
            Done done = late(() -> ben.click("Ready"));
            assertThat(done.error()).isEqualTo("operation_timeout");
            assertThat(ben.toasts()).hasSize(1);
            assertThat(acme.visitor.as("olivia").toasts()).isEmpty();
        }

        @Test
        void must_be_a_200() {
            board();
            acme.bot.answers(delivery -> Answer.status(404));
            assertThat(ben.command("payments", "/release").error()).isEqualTo("http_client_error");
            acme.bot.answers(delivery -> Answer.status(500));
            assertThat(ben.click("Ready").error()).isEqualTo("http_service_error");
        }

        @Test
        void of_a_bot_that_is_away_is_a_failed_dispatch() {
            acme.slack.requestUrl(URI.create("http://127.0.0.1:1/slack/events"));
            assertThat(ben.command("payments", "/release").error()).isEqualTo("dispatch_failed");
        }

        @Test
        void of_a_command_may_be_json_for_everybody_and_then_shows_the_command() {
            acme.bot.answers("{\"response_type\":\"in_channel\",\"text\":\"Three releases\"}");
            ben.command("payments", "/release list");
            assertThat(acme.visitor.as("olivia").texts("payments")).containsExactly("/release list", "Three releases");
        }

        @Test
        void of_a_command_with_blocks_that_slack_refuses_is_an_error() {
            acme.bot.answers("{\"text\":\"x\",\"blocks\":[{\"type\":\"section\"}]}");
            assertThat(ben.command("payments", "/release list").error()).isEqualTo("invalid_command_response");
        }

        @Test
        void of_a_command_may_be_empty() {
            assertThat(ben.command("payments", "/release list").ok()).isTrue();
            assertThat(ben.texts("payments")).isEmpty();
        }
    }

    @Nested
    class a_command {

        @Test
        void that_nobody_registered_is_not_sent() {
            assertThat(ben.command("payments", "/deploy").error()).isEqualTo("invalid_command");
            assertThat(acme.bot.arrived()).isEmpty();
        }

        @Test
        void works_where_the_bot_is_not_and_is_answered_there() {
            acme.bot.answers(delivery -> Answer.text("hello"));
            assertThat(ben.command("secret", "/release").ok()).isTrue();
            Delivery command = acme.bot.next();
            assertThat(command.at("channel_name")).isEqualTo("privategroup");
            assertThat(ben.texts("secret")).containsExactly("hello");
        }

        @Test
        void is_refused_where_the_person_is_not() {
            assertThat(acme.visitor.as("sue").command("payments", "/release").error())
                    .isEqualTo("not_in_channel");
        }
    }

    @Nested
    class a_click {

        @Test
        void carries_the_message_the_container_and_the_state() {
            ApiResult posted = board();
            ben.click("Ready");
            JsonNode payload = acme.bot.next().json();
            assertThat(payload.at("/user/id").asText()).isEqualTo(acme.person("ben"));
            assertThat(payload.at("/container/message_ts").asText()).isEqualTo(posted.at("ts"));
            assertThat(payload.at("/container/is_ephemeral").asBoolean()).isFalse();
            assertThat(payload.at("/channel/name").asText()).isEqualTo("payments");
            assertThat(payload.at("/message/blocks/0/block_id").asText()).isEqualTo("b");
            assertThat(payload.at("/actions/0/type").asText()).isEqualTo("button");
            assertThat(payload.at("/actions/0/action_ts").asText()).isNotEmpty();
            assertThat(payload.at("/state/values").isObject()).isTrue();
            assertThat(payload.at("/response_url").asText()).startsWith(acme.slack.address() + "/respond/");
        }

        @Test
        void on_a_whisper_comes_without_the_message() {
            acme.call(
                    "chat.postEphemeral",
                    "{'channel':'" + acme.channel("payments") + "','user':'" + acme.person("ben") + "','text':'x',"
                            + READY + "}");
            ben.click("Ready");
            JsonNode payload = acme.bot.next().json();
            assertThat(payload.has("message")).isFalse();
            assertThat(payload.at("/container/is_ephemeral").asBoolean()).isTrue();
        }

        @Test
        void on_a_message_that_is_gone_or_by_an_outsider_is_refused() {
            ApiResult posted = board();
            Shown seen = ben.lastMessage("payments");
            acme.call("chat.delete", "{'channel':'" + acme.channel("payments") + "','ts':'" + posted.at("ts") + "'}");
            assertThat(ben.click(seen, "Ready").error()).isEqualTo("message_not_found");
        }
    }

    @Nested
    class a_response_url {

        private String url() {
            board();
            ben.click("Ready");
            return acme.bot.next().at("response_url");
        }

        private ApiResult respond(String url, String json) {
            return acme.bot.post(url, "", "application/json", json.replace('\'', '"'));
        }

        @Test
        void is_good_for_five_answers_seen_by_one_person_unless_said_otherwise() {
            String url = url();
            assertThat(respond(url, "{'text':'only you'}").json().asText()).isEqualTo("ok");
            assertThat(acme.visitor.as("olivia").texts("payments")).hasSize(1);
            for (int i = 0; i < 4; i++) {
                assertThat(respond(url, "{'text':'all','response_type':'in_channel'}")
                                .status())
                        .isEqualTo(200);
            }
            ApiResult sixth = respond(url, "{'text':'again'}");
            assertThat(sixth.status()).isEqualTo(404);
            assertThat(sixth.json().asText()).isEqualTo("used_url");
            assertThat(acme.visitor.as("olivia").texts("payments")).hasSize(5);
        }

        @Test
        void is_good_for_thirty_minutes() {
            String url = url();
            acme.wall.step(Duration.ofMinutes(30).plusSeconds(1));
            ApiResult late = respond(url, "{'text':'again'}");
            assertThat(late.status()).isEqualTo(404);
            assertThat(late.json().asText()).isEqualTo("expired_url");
        }

        @Test
        void replaces_and_deletes_the_message_that_was_acted_on() {
            String url = url();
            respond(url, "{'replace_original':true,'text':'Thank you'}");
            assertThat(ben.texts("payments")).containsExactly("Thank you");
            respond(url, "{'delete_original':true}");
            assertThat(ben.texts("payments")).isEmpty();
        }

        @Test
        void refuses_what_is_no_message_without_being_used_up() {
            String url = url();
            for (int i = 0; i < 6; i++) {
                assertThat(respond(url, "{}").json().asText()).isEqualTo("no_text");
            }
            assertThat(respond(url, "nonsense").status()).isEqualTo(400);
            assertThat(respond(url, "{'text':'fine'}").status()).isEqualTo(200);
        }
    }

    @Nested
    class an_event {

        @Test
        void that_is_refused_comes_again_at_once_after_a_minute_and_after_five() {
            acme.bot.answers(delivery -> Answer.status(500));
            acme.visitor.archive("payments");
            Delivery first = acme.bot.next();
            assertThat(first.header("X-Slack-Retry-Num")).isEmpty();
            assertThat(first.json().at("/event/type").asText()).isEqualTo("channel_archive");
            assertThat(first.json().at("/authorizations/0/is_bot").asBoolean()).isTrue();
            Duration[] waits = {Duration.ofMillis(100), Duration.ofMinutes(1), Duration.ofMinutes(5)};
            for (int retry = 1; retry <= 3; retry++) {
                Delivery again = stepUntilNext(waits[retry - 1]);
                assertThat(again.header("X-Slack-Retry-Num")).isEqualTo(Integer.toString(retry));
                assertThat(again.header("X-Slack-Retry-Reason")).isEqualTo("http_error");
                assertThat(again.at("event_id")).isEqualTo(first.at("event_id"));
            }
        }

        /** The retry is scheduled when the answer has come, on another thread: step until something arrives. */
        private Delivery stepUntilNext(Duration wait) {
            acme.wall.awaitDueIn(wait);
            acme.wall.step(wait);
            return acme.bot.next();
        }

        private void awaitAnswers(int count) {
            long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (acme.slack.traffic().entries().size() < count) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.onSpinWait();
            }
        }

        @Test
        void that_is_late_comes_again_while_the_first_is_still_being_worked_on() {
            CountDownLatch over = new CountDownLatch(1);
            acme.bot.answers(delivery -> {
                if (delivery.header("X-Slack-Retry-Num").isEmpty()) {
                    await(over);
                }
                return Answer.ok("");
            });
            acme.visitor.archive("payments");
            Delivery first = acme.bot.next();
            acme.wall.step(Duration.ofSeconds(3));
            acme.wall.step(Duration.ofSeconds(1));
            Delivery again = acme.bot.next();
            over.countDown();
            assertThat(again.at("event_id")).isEqualTo(first.at("event_id"));
            assertThat(again.header("X-Slack-Retry-Reason")).isEqualTo("http_timeout");
        }

        @Test
        void is_not_repeated_when_the_bot_says_so_and_not_sent_without_subscription() {
            acme.bot.answers(delivery -> new Answer(500, "text/plain", "", Map.of("X-Slack-No-Retry", "1")));
            acme.visitor.archive("payments");
            Delivery unused = acme.bot.next();
            awaitAnswers(1);
            acme.wall.step(Duration.ofMinutes(10));
            ben.say("payments", "hello");
            assertThat(acme.bot.arrived()).isEmpty();
        }

        @Test
        void tells_of_people_and_groups() {
            acme.visitor.leaves("ben");
            assertThat(acme.bot.next().json().at("/event/user/deleted").asBoolean())
                    .isTrue();
            ObjectNode members = Json.object().put("id", "payments-team");
            members.putArray("members").add("sue");
            acme.visitor.post("/ui/groups", members);
            assertThat(java.util.List.of(acme.bot.next(), acme.bot.next()))
                    .extracting(delivery -> delivery.json().at("/event/type").asText())
                    .containsExactlyInAnyOrder("subteam_members_changed", "subteam_updated");
        }

        @Test
        void of_a_message_comes_where_the_bot_is_and_subscribed() {
            acme.close();
            acme = new Rehearsed(
                    Rehearsed.description().subscribe("message.channels").build());
            ben = acme.visitor.as("ben");
            ben.say("random", "not for you");
            ben.say("payments", "for @olivia");
            JsonNode event = acme.bot.next().json().path("event");
            assertThat(event.path("text").asText()).isEqualTo("for <@" + acme.person("olivia") + ">");
            assertThat(event.path("channel_type").asText()).isEqualTo("channel");
            assertThat(acme.bot.arrived()).isEmpty();
        }
    }

    @Nested
    class shortcuts {

        @Test
        void a_global_one_has_no_channel_and_no_response_url() {
            ben.shortcut("new_release");
            Delivery shortcut = acme.bot.next();
            assertThat(shortcut.at("type")).isEqualTo("shortcut");
            assertThat(shortcut.json().has("response_url")).isFalse();
            assertThat(shortcut.json().has("channel")).isFalse();
        }

        @Test
        void one_of_a_message_has_both_and_the_message() {
            board();
            ben.shortcut("link_evidence", ben.lastMessage("payments"));
            Delivery shortcut = acme.bot.next();
            assertThat(shortcut.at("type")).isEqualTo("message_action");
            assertThat(shortcut.json().at("/message/text").asText()).isEqualTo("x");
            assertThat(shortcut.at("response_url")).isNotEmpty();
        }
    }

    @Nested
    class on_purpose {

        @Test
        void a_payload_is_sent_unsigned_stale_and_twice_at_the_same_instant() {
            acme.visitor.raw(Json.object().put("body", "payload={}").put("sign", false));
            assertThat(acme.bot.next().header("X-Slack-Signature")).isEmpty();
            acme.visitor.raw(Json.object().put("body", "payload={}").put("timestamp_offset_seconds", -301));
            long stamp = Long.parseLong(acme.bot.next().header("X-Slack-Request-Timestamp"));
            assertThat(stamp).isEqualTo(Rehearsed.START.getEpochSecond() - 301);
            JsonNode answers = acme.visitor.raw(
                    Json.object().put("body", "payload={}").put("times", 2).put("concurrently", true));
            assertThat(answers.path("answers")).hasSize(2);
        }
    }

    @Nested
    class badges {

        @Test
        void count_what_others_wrote_until_it_is_read() {
            ben.say("payments", "mine");
            acme.call("chat.postMessage", "{'channel':'" + acme.channel("payments") + "','text':'theirs'}");
            assertThat(ben.look().unread("payments")).isEqualTo(1);
            assertThat(acme.visitor.as("olivia").look().unread("payments")).isEqualTo(2);
            ben.read("payments");
            assertThat(ben.look().unread("payments")).isZero();
        }
    }

    @Test
    void a_request_url_is_verified_by_its_challenge() {
        acme.bot.answers(delivery -> Answer.text(delivery.at("challenge")));
        assertThat(acme.slack.verifyRequestUrl()).isTrue();
        acme.bot.answers(delivery -> Answer.text("what"));
        assertThat(acme.slack.verifyRequestUrl()).isFalse();
    }
}
