package dev.releasemanager.web;

import static dev.releasemanager.web.Workspace.FORM;
import static dev.releasemanager.web.Workspace.JSON;
import static dev.releasemanager.web.Workspace.NOW;
import static dev.releasemanager.web.Workspace.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.model.event.AppHomeOpenedEvent;
import dev.releasemanager.web.Workspace.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Feature: what Slack sends is verified, read and dispatched, and whatever comes gets an answer of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlackEndpointTest {
    private static final String CLICK = """
            {"type":"block_actions","user":{"id":"U1","team_id":"T1"},"team":{"id":"T1","enterprise_id":"E1"},
             "trigger_id":"1.2","response_url":"http://127.0.0.1:1/respond","channel":{"id":"C1"},
             "message":{"ts":"1.1","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"*hi*"}}]},
             "actions":[{"type":"button","block_id":"b","action_id":"ready","value":"PAY-1:7"}]}""";

    private static final String HOME = "{\"type\":\"event_callback\",\"event_id\":\"Ev1\",\"team_id\":\"T1\","
            + "\"event\":{\"type\":\"app_home_opened\",\"user\":\"U1\",\"channel\":\"D1\",\"tab\":\"home\"}}";

    private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    private Workspace slack;

    @BeforeAll
    void start() {
        slack = new Workspace(app -> {
            app.blockAction("ready", (request, context) -> {
                heard.add("click " + request.getPayload().getActions().get(0).getValue() + " by "
                        + context.getRequestUserId() + " of " + context.getTeamId() + "/" + context.getEnterpriseId()
                        + " " + context.getTriggerId() + " " + context.getResponseUrl() + " "
                        + request.getPayload().getMessage().getBlocks().size());
                return context.ack();
            });
            app.command("/release", (request, context) -> {
                heard.add("command " + request.getPayload().getText());
                return context.ack("häßlich 🚀");
            });
            app.command("/fails", (request, context) -> {
                throw new IllegalStateException("planted");
            });
            app.blockAction("fails", (request, context) -> {
                throw new IllegalStateException("planted");
            });
            app.blockAction("overflows", (request, context) -> {
                throw new StackOverflowError();
            });
            app.viewSubmission("scope", (request, context) -> {
                heard.add("submission "
                        + request.getPayload().getView().getState().getValues());
                return context.ackWithErrors(Map.of("title", "A title is needed."));
            });
            app.viewClosed("scope", (request, context) -> {
                heard.add("closed");
                return context.ack();
            });
            app.globalShortcut("new", (request, context) -> {
                heard.add("shortcut");
                return context.ack();
            });
            app.messageShortcut("link", (request, context) -> {
                heard.add("message shortcut");
                return context.ack();
            });
            app.blockSuggestion("component", (request, context) -> {
                heard.add("suggestion " + request.getPayload().getValue());
                return context.ack();
            });
            app.event(AppHomeOpenedEvent.class, (event, context) -> {
                heard.add("home of " + event.getEvent().getUser() + " retry " + context.getRetryNum());
                return context.ack();
            });
        });
    }

    @AfterAll
    void stop() throws IOException {
        slack.close();
    }

    @BeforeEach
    void forget() {
        heard.clear();
    }

    @Nested
    class A_request_that_Slack_signed {
        @Test
        void is_dispatched_as_a_click_with_all_that_a_listener_needs() throws Exception {
            assertThat(slack.interaction(CLICK).status()).isEqualTo(200);
            assertThat(heard).containsExactly("click PAY-1:7 by U1 of T1/E1 1.2 http://127.0.0.1:1/respond 1");
        }

        @Test
        void is_dispatched_as_a_command_and_answered_in_the_acknowledgement() throws Exception {
            Answer answer = slack.form("command=%2Frelease&user_id=U1&text=new+%C3%BCber%3D1%2B1&trigger_id=1.2");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.contentType()).startsWith("application/json");
            assertThat(answer.body()).contains("häßlich 🚀");
            assertThat(heard).containsExactly("command new über=1+1");
        }

        @Test
        void is_dispatched_as_a_submission_and_answered_with_errors() throws Exception {
            Answer answer = slack.interaction("{\"type\":\"view_submission\",\"user\":{\"id\":\"U1\"},\"view\":{"
                    + "\"id\":\"V1\",\"callback_id\":\"scope\",\"state\":{\"values\":{}},\"blocks\":[]}}");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("\"response_action\":\"errors\"")
                    .contains("\"title\":\"A title is needed.\"");
            assertThat(heard).hasSize(1);
        }

        @Test
        void is_dispatched_as_every_other_interaction() throws Exception {
            String user = ",\"user\":{\"id\":\"U1\"}";
            slack.interaction("{\"type\":\"view_closed\",\"view\":{\"callback_id\":\"scope\"}" + user + "}");
            slack.interaction("{\"type\":\"shortcut\",\"trigger_id\":\"1.2\",\"callback_id\":\"new\"" + user + "}");
            slack.interaction("{\"type\":\"message_action\",\"callback_id\":\"link\"" + user + "}");
            slack.interaction(
                    "{\"type\":\"block_suggestion\",\"action_id\":\"component\",\"value\":\"pa\"" + user + "}");
            assertThat(heard).containsExactly("closed", "shortcut", "message shortcut", "suggestion pa");
        }

        @Test
        void is_dispatched_as_an_event_with_its_retry() throws Exception {
            byte[] body = HOME.getBytes(StandardCharsets.UTF_8);
            Answer answer = Workspace.send(slack.signing(body, JSON + "; charset=utf-8")
                    .header("X-Slack-Retry-Num", "2")
                    .POST(BodyPublishers.ofByteArray(body)));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(heard).containsExactly("home of U1 retry 2");
        }

        @Test
        void gets_back_the_challenge_of_the_url_verification() throws Exception {
            Answer answer = slack.event("{\"type\":\"url_verification\",\"token\":\"t\",\"challenge\":\"3eZbrw1a\"}");
            assertThat(answer).isEqualTo(new Answer(200, "3eZbrw1a", "text/plain"));
        }

        @Test
        void may_come_in_chunks() throws Exception {
            Answer answer = slack.signedInChunks(HOME.getBytes(StandardCharsets.UTF_8), JSON);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(heard).hasSize(1);
        }

        @Test
        void delivered_twice_gets_the_same_answer_twice() throws Exception {
            assertThat(slack.interaction(CLICK)).isEqualTo(slack.interaction(CLICK));
            assertThat(heard).hasSize(2);
        }

        @Test
        void may_be_just_under_a_mebibyte() throws Exception {
            String head = "command=%2Frelease&user_id=U1&trigger_id=1.2&text=";
            String body = head + "x".repeat(SlackEndpoint.LARGEST_BODY - head.length());
            assertThat(slack.form(body).status()).isEqualTo(200);
            assertThat(heard).hasSize(1);
        }
    }

    @Nested
    class A_request_that_is_not_shown_to_be_Slacks {
        @Test
        void is_refused_without_a_signature() throws Exception {
            Answer answer = Workspace.send(slack.request(SlackEndpoint.PATH)
                    .header("Content-Type", JSON)
                    .POST(BodyPublishers.ofString(HOME)));
            assertThat(answer).isEqualTo(new Answer(401, "The request is not signed.", "text/plain;charset=utf-8"));
            assertThat(heard).isEmpty();
        }

        @Test
        void is_refused_with_the_signature_of_another_body() throws Exception {
            byte[] signed = HOME.getBytes(StandardCharsets.UTF_8);
            Answer answer =
                    Workspace.send(slack.signing(signed, JSON).POST(BodyPublishers.ofString(HOME.replace("U1", "U2"))));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(heard).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(longs = {-86_400, -301, 301, 86_400})
        void is_refused_when_its_timestamp_is_stale_or_of_the_future(long seconds) throws Exception {
            assertThat(sentAt(seconds).status()).isEqualTo(401);
            assertThat(heard).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(longs = {-300, 300})
        void is_taken_at_the_edge_of_the_five_minutes(long seconds) throws Exception {
            assertThat(sentAt(seconds).status()).isEqualTo(200);
        }

        private Answer sentAt(long secondsFromNow) throws IOException, InterruptedException {
            byte[] body = HOME.getBytes(StandardCharsets.UTF_8);
            String timestamp =
                    String.valueOf(NOW.plus(Duration.ofSeconds(secondsFromNow)).getEpochSecond());
            return Workspace.send(slack.request(SlackEndpoint.PATH)
                    .header("Content-Type", JSON)
                    .header("x-slack-request-timestamp", timestamp)
                    .header("x-slack-signature", slack.signatures.sign(timestamp, body))
                    .POST(BodyPublishers.ofByteArray(body)));
        }

        @Test
        void is_refused_with_two_signatures_of_which_one_is_right() throws Exception {
            byte[] body = HOME.getBytes(StandardCharsets.UTF_8);
            Answer answer = Workspace.send(slack.signing(body, JSON)
                    .header("X-Slack-Signature", "v0=" + "0".repeat(64))
                    .POST(BodyPublishers.ofByteArray(body)));
            assertThat(answer.status()).isEqualTo(401);
        }

        @Test
        void is_answered_without_doing_anything_when_it_only_checks_the_certificate() throws Exception {
            assertThat(unsignedForm("ssl_check=1&token=abc").status()).isEqualTo(200);
            assertThat(unsignedForm("ssl_check=1&command=%2Frelease").status()).isEqualTo(401);
            assertThat(unsignedForm("ssl_check=1&payload=" + encoded(CLICK)).status())
                    .isEqualTo(401);
            assertThat(heard).isEmpty();
        }

        private Answer unsignedForm(String body) throws IOException, InterruptedException {
            return Workspace.send(slack.request(SlackEndpoint.PATH)
                    .header("Content-Type", FORM)
                    .POST(BodyPublishers.ofString(body)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"})
        void is_refused_with_another_method_than_post(String method) throws Exception {
            Answer answer = Workspace.send(slack.request(SlackEndpoint.PATH).method(method, BodyPublishers.noBody()));
            assertThat(answer.status()).isEqualTo(405);
        }
    }

    @Nested
    class A_body_over_a_mebibyte {
        private static byte[] tooLarge(int size) {
            byte[] body = new byte[size];
            Arrays.fill(body, (byte) 'x');
            return body;
        }

        @ParameterizedTest
        @ValueSource(ints = {SlackEndpoint.LARGEST_BODY + 1, 5 * SlackEndpoint.LARGEST_BODY})
        void is_refused_when_its_length_is_told(int size) throws Exception {
            assertThat(slack.signed(tooLarge(size), FORM).status()).isEqualTo(413);
        }

        @ParameterizedTest
        @ValueSource(ints = {SlackEndpoint.LARGEST_BODY + 1, 5 * SlackEndpoint.LARGEST_BODY})
        void is_refused_when_it_comes_in_chunks(int size) throws Exception {
            assertThat(slack.signedInChunks(tooLarge(size), FORM).status()).isEqualTo(413);
        }
    }

    @Nested
    class A_signed_body_that_makes_no_sense {
        static Stream<String> events() {
            return Stream.of(
                    "{",
                    "{}",
                    "[]",
                    "null",
                    "\"event_callback\"",
                    "{\"type\":null}",
                    "{\"type\":7}",
                    "{\"type\":\"event_callback\"}",
                    "{\"type\":\"event_callback\",\"event\":[]}",
                    "{\"type\":\"event_callback\",\"event\":{}}",
                    "{\"type\":\"event_callback\",\"event\":{\"type\":{}}}",
                    "{\"type\":\"event_callback\",\"event\":{\"type\":\"app_home_opened\"},\"authorizations\":[7]}",
                    "{\"type\":\"event_callback\",\"event\":{\"type\":\"app_home_opened\",\"user\":{\"a\":[]}}}",
                    "{\"type\":\"event_callback\",\"event_time\":1e999999999,\"event\":{\"type\":\"app_home_opened\"}}",
                    HOME.replace("\"U1\"", "\"\""),
                    HOME.replace("\"user\":\"U1\",", ""),
                    HOME.replace("\"event_id\":\"Ev1\",", ""),
                    "{\"type\":\"url_verification\"}",
                    "{\"type\":\"url_verification\",\"challenge\":{}}",
                    "{'type':'url_verification','challenge':'x'}",
                    HOME + HOME,
                    HOME + " x");
        }

        @ParameterizedTest
        @MethodSource("events")
        void gets_400_as_an_event(String json) throws Exception {
            Answer answer = slack.event(json);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isNotBlank().hasSizeLessThan(200).doesNotContain("Exception");
            assertThat(heard).isEmpty();
        }

        static Stream<String> interactions() {
            return Stream.of(
                    "",
                    "x",
                    "{}",
                    "[1]",
                    "{\"type\":\"block_actions\"}",
                    "{\"type\":\"block_actions\",\"user\":{}}",
                    "{\"type\":\"block_actions\",\"user\":{\"id\":\"U1\"}}",
                    "{\"type\":\"block_actions\",\"user\":{\"id\":\"U1\"},\"actions\":[]}",
                    "{\"type\":\"block_actions\",\"user\":{\"id\":\"U1\"},\"actions\":[null]}",
                    "{\"type\":\"block_actions\",\"user\":{\"id\":\"U1\"},\"actions\":\"ready\"}",
                    "{\"type\":\"block_actions\",\"user\":\"U1\",\"actions\":[{\"action_id\":\"ready\"}]}",
                    "{\"type\":\"block_actions\",\"user\":{\"id\":\"U1\"},\"actions\":[{\"action_id\":[]}]}",
                    "{\"type\":\"block_actions\",\"user\":{\"id\":\"U1\"},\"team\":7,\"actions\":[{}]}",
                    "{\"type\":\"block_actions\",\"user\":{\"id\":\"U1\"},\"actions\":[{\"action_id\":\"ready\"}]}",
                    CLICK.replace("\"U1\"", "\"  \""),
                    CLICK.replace("\"C1\"", "\"\""),
                    CLICK.replace("\"1.2\"", "null"),
                    "{\"type\":\"shortcut\",\"user\":{\"id\":\"U1\"},\"callback_id\":\"new\"}",
                    "{\"type\":\"view_submission\",\"user\":{\"id\":\"U1\"},\"view\":{\"id\":\"\"}}",
                    "{\"type\":\"view_submission\",\"user\":{\"id\":\"U1\"}}",
                    "{\"type\":\"view_submission\",\"user\":{\"id\":\"U1\"},\"view\":null}",
                    "{\"type\":\"view_submission\",\"user\":{\"id\":\"U1\"},\"view\":{\"blocks\":7}}",
                    "{\"type\":\"view_closed\",\"user\":{\"id\":\"U1\"}}",
                    "{\"type\":\"shortcut\"}",
                    "{\"type\":\"message_action\",\"user\":null}",
                    "{\"type\":\"block_suggestion\",\"user\":{\"id\":null}}");
        }

        @ParameterizedTest
        @MethodSource("interactions")
        void gets_400_as_an_interaction(String json) throws Exception {
            assertThat(slack.interaction(json).status()).isEqualTo(400);
            assertThat(heard).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "x",
                    "&&&",
                    "=",
                    "payload",
                    "team_id=T1",
                    "payload=%",
                    "payload=%7",
                    "payload=%zz",
                    "command=%2Frelease&text=list&trigger_id=1.2",
                    "command=%2Frelease&text=list&trigger_id=1.2&user_id=",
                    "command=%2Frelease&text=list&trigger_id=1.2&user_id=U1&channel_id=+",
                    "command=%2Frelease&text=list&user_id=U1",
                    "command=%2Frelease&text=%ff",
                    "command=%2Frelease&text=%C3"
                })
        void gets_400_as_a_form(String body) throws Exception {
            assertThat(slack.form(body).status()).isEqualTo(400);
            assertThat(heard).isEmpty();
        }

        @Test
        void gets_400_when_it_is_not_utf_8() throws Exception {
            byte[] latin = HOME.replace("U1", "Ü1").getBytes(StandardCharsets.ISO_8859_1);
            assertThat(slack.signed(latin, JSON)).extracting(Answer::status).isEqualTo(400);
            byte[] form = "command=%2Frelease&text=ü".getBytes(StandardCharsets.ISO_8859_1);
            assertThat(slack.signed(form, FORM)).extracting(Answer::status).isEqualTo(400);
        }

        @Test
        void gets_400_when_it_is_nested_without_end() throws Exception {
            for (int depth : List.of(100, 1_000, 400_000)) {
                String deep = "[".repeat(depth) + "]".repeat(depth);
                assertThat(slack.event(deep).status()).isEqualTo(400);
                assertThat(slack.event(HOME.replace("\"D1\"", deep)).status()).isEqualTo(400);
            }
            String objects = "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000);
            assertThat(slack.interaction(CLICK.replace("\"1.1\"", objects)).status())
                    .isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(strings = {"text/plain", "multipart/form-data; boundary=x", "application/xml", "nonsense"})
        void gets_415_when_its_type_is_none_of_Slacks(String type) throws Exception {
            assertThat(slack.signed(HOME.getBytes(StandardCharsets.UTF_8), type).status())
                    .isEqualTo(415);
        }

        @Test
        void gets_400_as_a_form_when_it_is_json() throws Exception {
            assertThat(slack.form(HOME).status()).isEqualTo(400);
        }
    }

    @Nested
    class A_signed_request_that_nobody_listens_to {
        static Stream<String> unknown() {
            return Stream.of(
                    "{\"type\":\"event_callback\",\"event\":{\"type\":\"unheard_of\"}}",
                    "{\"type\":\"event_callback\",\"event\":{\"type\":\"message\",\"text\":\"we're ready\",\"user\":\"U1\"}}",
                    "{\"type\":\"app_rate_limited\",\"minute_rate_limited\":1518467820}",
                    "{\"type\":\"something_new\"}",
                    CLICK);
        }

        @ParameterizedTest
        @MethodSource("unknown")
        void gets_200_and_nothing_is_done_for_an_event(String json) throws Exception {
            assertThat(slack.event(json)).isEqualTo(new Answer(200, "", ""));
            assertThat(heard).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"type\":\"block_actions\",\"trigger_id\":\"1.2\",\"user\":{\"id\":\"U1\"},\"actions\":[{\"action_id\":\"unknown\"}]}",
                    "{\"type\":\"block_actions\",\"trigger_id\":\"1.2\",\"user\":{\"id\":\"U1\"},\"actions\":[{\"action_id\":null}]}",
                    "{\"type\":\"view_submission\",\"user\":{\"id\":\"U1\"},\"view\":{\"id\":\"V1\",\"callback_id\":\"unknown\"}}",
                    "{\"type\":\"view_submission\",\"user\":{\"id\":\"U1\"},\"view\":{\"id\":\"V1\"}}",
                    "{\"type\":\"shortcut\",\"trigger_id\":\"1.2\",\"user\":{\"id\":\"U1\"},\"callback_id\":\"unknown\"}",
                    "{\"type\":\"dialog_submission\",\"user\":{\"id\":\"U1\"}}",
                    "{\"type\":\"event_callback\",\"event\":{\"type\":\"app_home_opened\"}}"
                })
        void gets_200_and_nothing_is_done_for_an_interaction(String json) throws Exception {
            assertThat(slack.interaction(json)).isEqualTo(new Answer(200, "", ""));
            assertThat(heard).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "command=%2Funknown&user_id=U1&trigger_id=1.2",
                    "command=&user_id=U1&trigger_id=1.2",
                    "ssl_check=1&token=x"
                })
        void gets_200_and_nothing_is_done_for_a_form(String body) throws Exception {
            assertThat(slack.form(body)).isEqualTo(new Answer(200, "", ""));
        }
    }

    @Nested
    class A_listener_that_fails {
        @Test
        void gives_words_to_who_typed_a_command() throws Exception {
            Answer answer = slack.form("command=%2Ffails&user_id=U1&trigger_id=1.2");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("\"response_type\":\"ephemeral\"")
                    .contains("did not work")
                    .doesNotContain("planted");
        }

        @ParameterizedTest
        @ValueSource(strings = {"fails", "overflows"})
        void gives_400_to_a_click_so_that_Slack_shows_that_it_did_not_work(String action) throws Exception {
            Answer answer = slack.interaction(CLICK.replace("\"ready\"", "\"" + action + "\""));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("planted");
            assertThat(slack.interaction(CLICK).status()).isEqualTo(200);
        }
    }

    @Test
    void every_request_is_counted_by_kind_and_outcome_and_by_nothing_that_a_sender_makes_up() throws Exception {
        slack.interaction(CLICK);
        slack.event("{\"type\":\"made_up\"}");
        String scraped = slack.metrics.scrape();
        assertThat(scraped)
                .contains("slack_requests_seconds_count{kind=\"block_actions\",outcome=\"ok\"}")
                .contains("slack_requests_seconds_count{kind=\"unknown\",outcome=\"nothing_to_do\"}")
                .contains("slack_requests_seconds_bucket{kind=\"block_actions\",outcome=\"ok\",le=\"")
                .doesNotContain("made_up");
    }
}
