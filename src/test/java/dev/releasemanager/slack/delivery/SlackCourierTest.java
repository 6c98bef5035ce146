package dev.releasemanager.slack.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.outbox.Attempt;
import dev.releasemanager.outbox.Charge;
import dev.releasemanager.outbox.Outcome;
import dev.releasemanager.outbox.Probe;
import dev.releasemanager.outbox.Promise;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.slack.delivery.FakeSlack.Reply;
import dev.releasemanager.slack.message.DocumentRenderer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Feature: what was promised reaches Slack, once; and what doesn't is known for what it is. */
class SlackCourierTest {
    private static final ReleaseKey PAY_1 = new ReleaseKey("PAY-1");
    private static final ChannelId C1 = new ChannelId("C1");
    private static final PersonId OLGA = new PersonId("U1");
    private static final Document HELLO = Document.of("Hello");
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");
    private static final Attempt FIRST = new Attempt(1, false);
    private static final Reply POSTED = Reply.of("{\"ok\":true,\"channel\":\"C1\",\"ts\":\"17.0001\"}");

    private final FakeSlack slack = new FakeSlack();
    private final SlackClient client =
            SlackClient.open(slack.api(), "xoxb-test", Optional.empty(), Duration.ofSeconds(3), Duration.ofSeconds(2));
    private final Map<String, Posted> posted = new HashMap<>();
    private final Map<String, Message> messages = new HashMap<>();
    private boolean storeAway;
    private Document board = Document.of("The board");

    private final SlackCourier courier = new SlackCourier(
            client,
            new DocumentRenderer("/release"),
            promise -> Objects.requireNonNull(messages.get(promise.body())),
            new Drawings() {
                @Override
                public Optional<Document> board(ReleaseKey release) {
                    if (storeAway) {
                        throw new IllegalStateException("away");
                    }
                    return release.equals(PAY_1) ? Optional.of(board) : Optional.empty();
                }

                @Override
                public Optional<Drawings.File> file(ReleaseKey release, Message.Handout handout) {
                    return Optional.of(new Drawings.File(
                            "order.png",
                            "Order of " + release,
                            "Wave 1: ledger",
                            Optional.of(new byte[] {1, 2, 3}),
                            Document.of("It can't be uploaded. Wave 1: ledger")));
                }

                @Override
                public Document home(PersonId person) {
                    return Document.of("Nothing waits for you.");
                }
            },
            new PostedMessages() {
                @Override
                public Optional<Posted> find(String name) {
                    if (storeAway) {
                        throw new IllegalStateException("away");
                    }
                    return Optional.ofNullable(posted.get(name));
                }

                @Override
                public void save(String name, Posted where) {
                    if (storeAway) {
                        throw new IllegalStateException("away");
                    }
                    posted.put(name, where);
                }
            },
            () -> new Directory(
                    List.of(),
                    List.of(),
                    List.of(new Directory.Channel(C1, "payments", false, false, true)),
                    Optional.empty()),
            () -> NOW);

    @AfterEach
    void close() {
        client.close();
        slack.close();
    }

    private Promise promise(Message message) {
        return promise(message, NOW);
    }

    private Promise promise(Message message, Instant createdAt) {
        UUID id = UUID.randomUUID();
        messages.put(id.toString(), message);
        return new Promise(
                id, 1, "test", "somewhere", Optional.empty(), Optional.empty(), id.toString(), createdAt, createdAt);
    }

    private static Message toChannel() {
        return new Message.ToChannel(C1, Optional.empty(), HELLO, Message.Lane.DECISION);
    }

    private static Message inThread() {
        return new Message.ToChannel(C1, Optional.of(PAY_1), HELLO, Message.Lane.DECISION);
    }

    private static Message toOlga() {
        return new Message.ToPerson(OLGA, Optional.of(PAY_1), HELLO, Message.Lane.DECISION);
    }

    private Message reply(boolean replaces) {
        return new Message.Reply(slack.responseUrl(), OLGA, HELLO, replaces);
    }

    private static Message boardOfPay1() {
        return new Message.Board(PAY_1, C1);
    }

    private static String reasonOf(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused ? refused.reason() : outcome.toString();
    }

    @Nested
    class A_file {
        private final Message toOlga = new Message.Upload(PAY_1, Message.Handout.PICTURE, Optional.of(OLGA), C1);

        private FakeSlack expecting() {
            return slack.answers(
                            "files.getUploadURLExternal",
                            Reply.of("{\"ok\":true,\"file_id\":\"F1\",\"upload_url\":\"" + slack.responseUrl() + "\"}"))
                    .answers("conversations.open", Reply.of("{\"ok\":true,\"channel\":{\"id\":\"D1\"}}"));
        }

        @Test
        void goes_to_a_person_in_three_steps_with_its_title_and_alternative_text() {
            expecting().answers("files.completeUploadExternal", Reply.of("{\"ok\":true}"));

            assertThat(courier.deliver(promise(toOlga), FIRST)).isInstanceOf(Outcome.Delivered.class);

            assertThat(slack.requests("files.getUploadURLExternal").get(0).parameters())
                    .hasEntrySatisfying("filename", name -> assertThat(name).matches("order-[0-9a-f]{8}\\.png"))
                    .containsEntry("length", "3")
                    .containsEntry("alt_txt", "Wave 1: ledger");
            var done = slack.requests("files.completeUploadExternal").get(0);
            assertThat(done.parameters()).containsEntry("channel_id", "D1").doesNotContainKey("thread_ts");
            assertThat(done.json("files").get(0).path("title").asText()).isEqualTo("Order of PAY-1");
        }

        @Test
        void goes_into_the_thread_under_the_board_and_waits_for_the_board() {
            Promise inThread = promise(new Message.Upload(PAY_1, Message.Handout.PICTURE, Optional.empty(), C1));
            assertThat(courier.deliver(inThread, FIRST)).isInstanceOf(Outcome.Waiting.class);
            posted.put(SlackCourier.boardName(PAY_1), new Posted(C1, "17.0001"));
            expecting().answers("files.completeUploadExternal", Reply.of("{\"ok\":true}"));

            assertThat(courier.deliver(inThread, FIRST)).isInstanceOf(Outcome.Delivered.class);

            assertThat(slack.requests("files.completeUploadExternal").get(0).parameters())
                    .containsEntry("channel_id", "C1")
                    .containsEntry("thread_ts", "17.0001");
        }

        @Test
        void is_begun_again_if_an_early_answer_is_lost_and_unknown_only_if_the_last_one_is() {
            slack.answers("files.getUploadURLExternal", Reply.status(500));
            expecting()
                    .answers("files.completeUploadExternal", Reply.status(500))
                    .answers("files.completeUploadExternal", Reply.of("{\"ok\":true}"));
            assertThat(courier.deliver(promise(toOlga), FIRST)).isInstanceOf(Outcome.TryAgain.class);

            slack.answers("auth.test", Reply.of("{\"ok\":true}").scopes("chat:write"));
            Promise unsure = promise(toOlga);
            assertThat(courier.deliver(unsure, FIRST)).isInstanceOf(Outcome.Unknown.class);

            assertThat(courier.probe(unsure)).isInstanceOf(Probe.CannotTell.class);
            assertThat(courier.deliver(unsure, new Attempt(2, true))).isInstanceOf(Outcome.Delivered.class);
            assertThat(slack.requests("files.completeUploadExternal").get(1).parameters())
                    .hasEntrySatisfying(
                            "initial_comment", words -> assertThat(words).contains("Possibly the second time"));
        }

        @Test
        void that_the_bot_may_not_upload_is_told_in_words() {
            slack.answers("files.getUploadURLExternal", Reply.refusing("missing_scope"))
                    .answers("chat.postMessage", POSTED);

            assertThat(courier.deliver(promise(toOlga), FIRST)).isInstanceOf(Outcome.Delivered.class);

            assertThat(slack.requests("chat.postMessage").get(0).parameters().get("text"))
                    .contains("Wave 1: ledger");
        }
    }

    @Nested
    class A_post {
        @Test
        void carries_blocks_the_whole_text_and_the_promise_in_its_metadata() {
            slack.answers("chat.postMessage", POSTED);
            Promise promise = promise(toChannel());
            assertThat(courier.deliver(promise, FIRST)).isEqualTo(Outcome.Delivered.of("C1 17.0001"));
            FakeSlack.Request request = slack.only("chat.postMessage");
            assertThat(request.parameters()).containsEntry("channel", "C1").containsEntry("text", "Hello");
            assertThat(request.parameters()).doesNotContainKey("thread_ts").containsEntry("unfurl_links", "false");
            assertThat(request.json("blocks").get(0).get("type").asText()).isEqualTo("rich_text");
            assertThat(request.json("metadata").at("/event_payload/id").asText())
                    .isEqualTo(promise.id().toString());
        }

        @Test
        void to_a_person_goes_to_their_user_id() {
            slack.answers("chat.postMessage", POSTED);
            courier.deliver(promise(toOlga()), FIRST);
            assertThat(slack.only("chat.postMessage").parameters()).containsEntry("channel", "U1");
        }

        @Test
        void in_a_thread_waits_until_the_board_stands() {
            slack.answers("chat.postMessage", POSTED);
            Promise promise = promise(inThread());
            assertThat(courier.deliver(promise, FIRST)).isInstanceOf(Outcome.Waiting.class);
            posted.put("board:PAY-1", new Posted(C1, "9.0001"));
            assertThat(courier.deliver(promise, FIRST)).isInstanceOf(Outcome.Delivered.class);
            assertThat(slack.only("chat.postMessage").parameters()).containsEntry("thread_ts", "9.0001");
        }

        @Test
        void in_a_thread_is_tried_again_while_the_store_is_away() {
            storeAway = true;
            assertThat(courier.deliver(promise(inThread()), FIRST)).isInstanceOf(Outcome.TryAgain.class);
            assertThat(slack.requests("chat.postMessage")).isEmpty();
        }

        @Test
        void that_is_repeated_after_an_unknown_outcome_says_so() {
            slack.answers("chat.postMessage", POSTED);
            courier.deliver(promise(toChannel()), new Attempt(2, true));
            assertThat(slack.only("chat.postMessage").parameters().get("text")).contains("you may have this twice");
        }

        @ParameterizedTest
        @CsvSource({
            "not_in_channel, the bot isn't in #payments: /invite it there",
            "channel_not_found, the bot can't see #payments",
            "is_archived, #payments is archived",
            "restricted_action_read_only_channel, doesn't let the bot post in #payments",
            "invalid_blocks, a fault of the bot",
            "something_new, Slack refused it (something_new)"
        })
        void that_slack_refuses_is_refused_in_words(String error, String words) {
            slack.answers("chat.postMessage", Reply.refusing(error));
            Outcome outcome = courier.deliver(promise(toChannel()), FIRST);
            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(reasonOf(outcome)).contains(words);
        }

        @Test
        void that_comes_too_fast_waits_as_long_as_slack_says_in_a_bucket_that_it_is_charged_for() {
            slack.answers("chat.postMessage", Reply.throttled(7));
            Promise promise = promise(toChannel());
            Outcome outcome = courier.deliver(promise, FIRST);
            assertThat(outcome).isInstanceOf(Outcome.Throttled.class);
            Outcome.Throttled throttled = (Outcome.Throttled) outcome;
            assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(7));
            assertThat(courier.charges(promise)).extracting(Charge::bucket).contains(throttled.bucket());
        }

        @Test
        void whose_answer_is_lost_is_unknown() {
            CountDownLatch never = new CountDownLatch(1);
            slack.answers("chat.postMessage", Reply.status(500))
                    .answers("chat.postMessage", Reply.of("<html>"))
                    .answers("chat.postMessage", Reply.brokenConnection())
                    .answers("chat.postMessage", Reply.refusing("internal_error"))
                    .answers("chat.postMessage", request -> {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return POSTED;
                    });
            for (int i = 0; i < 5; i++) {
                assertThat(courier.deliver(promise(toChannel()), FIRST)).isInstanceOf(Outcome.Unknown.class);
            }
            assertThat(slack.requests("chat.postMessage"))
                    .as("none is sent twice behind our back")
                    .hasSize(5);
            never.countDown();
        }

        @Test
        void that_never_left_is_simply_tried_again() {
            slack.close();
            assertThat(courier.deliver(promise(toChannel()), FIRST)).isInstanceOf(Outcome.TryAgain.class);
        }

        @Test
        void with_a_bad_token_waits_and_shows_in_the_health_until_a_call_succeeds() {
            slack.answers("chat.postMessage", Reply.refusing("invalid_auth"));
            assertThat(client.definitelyInvalidAuth()).isFalse();
            assertThat(courier.deliver(promise(toChannel()), FIRST)).isInstanceOf(Outcome.Waiting.class);
            assertThat(client.definitelyInvalidAuth()).isTrue();
            slack.answers("chat.postMessage", POSTED);
            courier.deliver(promise(toChannel()), FIRST);
            courier.deliver(promise(toChannel()), FIRST);
            assertThat(client.definitelyInvalidAuth()).isFalse();
        }

        @Test
        void that_cant_be_rendered_is_refused_at_once() {
            Document tooLong = Document.builder()
                    .choices(Document.Choice.of("a", "x".repeat(3000), "A"))
                    .build();
            Outcome outcome = courier.deliver(
                    promise(new Message.ToChannel(C1, Optional.empty(), tooLong, Message.Lane.DECISION)), FIRST);
            assertThat(reasonOf(outcome)).contains("fault of the bot");
        }
    }

    @Nested
    class A_board {
        @Test
        void is_posted_once_and_edited_from_then_on() {
            slack.answers("chat.postMessage", POSTED).answers("chat.update", POSTED);
            assertThat(courier.charges(promise(boardOfPay1()))).hasSize(3);
            courier.deliver(promise(boardOfPay1()), FIRST);
            assertThat(posted).containsEntry("board:PAY-1", new Posted(C1, "17.0001"));
            assertThat(courier.charges(promise(boardOfPay1())))
                    .extracting(Charge::bucket)
                    .containsExactly("chat.update");
            board = Document.of("The board, later");
            courier.deliver(promise(boardOfPay1()), FIRST);
            assertThat(slack.requests("chat.postMessage")).hasSize(1);
            assertThat(slack.only("chat.update").parameters())
                    .containsEntry("ts", "17.0001")
                    .containsEntry("text", "The board, later");
        }

        @ParameterizedTest
        @ValueSource(strings = {"message_not_found", "cant_update_message", "edit_window_closed"})
        void that_cant_be_edited_any_more_is_posted_anew(String error) {
            posted.put("board:PAY-1", new Posted(C1, "9.0001"));
            slack.answers("chat.postMessage", POSTED).answers("chat.update", Reply.refusing(error));
            assertThat(courier.deliver(promise(boardOfPay1()), FIRST)).isInstanceOf(Outcome.Delivered.class);
            assertThat(posted).containsEntry("board:PAY-1", new Posted(C1, "17.0001"));
        }

        @Test
        void whose_edit_is_lost_is_edited_again() {
            posted.put("board:PAY-1", new Posted(C1, "9.0001"));
            slack.answers("chat.update", Reply.status(503));
            Promise promise = promise(boardOfPay1());
            assertThat(courier.deliver(promise, FIRST)).isInstanceOf(Outcome.TryAgain.class);
            assertThat(courier.probe(promise)).isInstanceOf(Probe.NotFound.class);
        }

        @Test
        void that_was_posted_while_the_store_went_away_is_edited_by_the_next_try() {
            slack.answers("chat.postMessage", request -> {
                        storeAway = true;
                        return POSTED;
                    })
                    .answers("chat.update", POSTED);
            Promise promise = promise(boardOfPay1());
            assertThat(courier.deliver(promise, FIRST)).isInstanceOf(Outcome.TryAgain.class);
            assertThat(courier.deliver(promise, FIRST)).isInstanceOf(Outcome.TryAgain.class);
            storeAway = false;
            assertThat(courier.deliver(promise, FIRST)).isInstanceOf(Outcome.Delivered.class);
            assertThat(slack.requests("chat.postMessage")).hasSize(1);
            assertThat(posted).containsEntry("board:PAY-1", new Posted(C1, "17.0001"));
        }

        @Test
        void of_a_release_that_isnt_there_is_nothing_to_deliver() {
            Promise promise = promise(new Message.Board(new ReleaseKey("PAY-2"), C1));
            assertThat(courier.deliver(promise, FIRST)).isEqualTo(Outcome.Delivered.withoutReceipt());
        }
    }

    @Nested
    class A_reply {
        @Test
        void replaces_the_message_that_was_clicked() {
            slack.answers("respond", new Reply(200, "ok", Map.of()));
            assertThat(courier.deliver(promise(reply(true)), FIRST)).isInstanceOf(Outcome.Delivered.class);
            assertThat(slack.only("respond").json().get("replace_original").asBoolean())
                    .isTrue();
        }

        @Test
        void is_seen_by_the_person_alone_otherwise() {
            slack.answers("respond", new Reply(200, "ok", Map.of()));
            courier.deliver(promise(reply(false)), FIRST);
            assertThat(slack.only("respond").json().get("response_type").asText())
                    .isEqualTo("ephemeral");
            assertThat(slack.only("respond").json().get("replace_original").asBoolean())
                    .isFalse();
        }

        @Test
        void goes_to_the_person_directly_where_the_address_is_used_up() {
            slack.answers("respond", new Reply(404, "{\"ok\":false,\"error\":\"used_url\"}", Map.of()))
                    .answers("chat.postMessage", POSTED);
            assertThat(courier.deliver(promise(reply(true)), FIRST)).isInstanceOf(Outcome.Delivered.class);
            assertThat(slack.only("chat.postMessage").parameters()).containsEntry("channel", "U1");
        }

        @Test
        void older_than_half_an_hour_doesnt_try_the_address_at_all() {
            slack.answers("chat.postMessage", POSTED);
            Promise old = promise(reply(true), NOW.minus(Duration.ofMinutes(31)));
            assertThat(courier.charges(old)).extracting(Charge::bucket).contains("chat.postMessage/U1");
            courier.deliver(old, FIRST);
            assertThat(slack.requests("respond")).isEmpty();
            assertThat(slack.requests("chat.postMessage")).hasSize(1);
        }

        @Test
        void shows_its_address_in_no_budget() {
            assertThat(courier.charges(promise(reply(true))))
                    .extracting(Charge::bucket)
                    .noneMatch(bucket -> bucket.contains("localhost"));
        }
    }

    @Nested
    class A_home {
        @Test
        void is_published_as_a_view() {
            slack.answers("views.publish", Reply.of("{\"ok\":true}"));
            assertThat(courier.deliver(promise(new Message.Home(OLGA)), FIRST)).isInstanceOf(Outcome.Delivered.class);
            FakeSlack.Request request = slack.only("views.publish");
            assertThat(request.parameters()).containsEntry("user_id", "U1");
            assertThat(request.json("view").get("type").asText()).isEqualTo("home");
        }
    }

    @Nested
    class A_probe {
        private void granted(String scopes) {
            slack.answers(
                    "auth.test",
                    Reply.of("{\"ok\":true,\"team_id\":\"T1\",\"user_id\":\"UBOT\",\"bot_id\":\"B1\"}")
                            .scopes(scopes));
        }

        private String withMessageOf(Promise promise) {
            return "{\"ok\":true,\"messages\":[{\"ts\":\"5.0001\"},{\"ts\":\"6.0001\",\"metadata\":{\"event_type\":"
                    + "\"release_manager_message\",\"event_payload\":{\"id\":\"" + promise.id() + "\"}}}]}";
        }

        @Test
        void without_history_scopes_cant_tell() {
            granted("chat:write,users:read");
            assertThat(courier.probe(promise(toChannel()))).isInstanceOf(Probe.CannotTell.class);
            assertThat(courier.probe(promise(toOlga()))).isInstanceOf(Probe.CannotTell.class);
        }

        @Test
        void finds_the_post_by_the_promise_in_its_metadata() {
            granted("chat:write,channels:history");
            Promise promise = promise(toChannel());
            slack.answers("conversations.history", Reply.of(withMessageOf(promise)));
            assertThat(courier.probe(promise)).isEqualTo(new Probe.Found(Optional.of("C1 6.0001")));
            assertThat(slack.only("conversations.history").parameters())
                    .containsEntry("include_all_metadata", "true")
                    .containsKey("oldest");
        }

        @Test
        void doesnt_find_what_isnt_there() {
            granted("channels:history");
            slack.answers("conversations.history", Reply.of("{\"ok\":true,\"messages\":[]}"));
            assertThat(courier.probe(promise(toChannel()))).isInstanceOf(Probe.NotFound.class);
        }

        @Test
        void looks_into_the_thread_of_a_board() {
            granted("channels:history");
            posted.put("board:PAY-1", new Posted(C1, "4.0001"));
            Promise promise = promise(inThread());
            slack.answers("conversations.replies", Reply.of(withMessageOf(promise)));
            assertThat(courier.probe(promise)).isInstanceOf(Probe.Found.class);
            assertThat(slack.only("conversations.replies").parameters()).containsEntry("ts", "4.0001");
        }

        @Test
        void finds_a_file_by_its_name_and_cant_tell_where_slack_names_none() {
            granted("channels:history");
            posted.put("board:PAY-1", new Posted(C1, "4.0001"));
            Message upload = new Message.Upload(PAY_1, Message.Handout.PICTURE, Optional.empty(), C1);
            Promise promise = promise(upload);
            String inThread = "{\"ok\":true,\"messages\":[{\"ts\":\"6.0001\",\"files\":[%s]}]}";
            String name = "{\"name\":\"" + History.nameOfFile(promise.id(), "order.png") + "\"}";
            slack.answers("conversations.replies", Reply.of(inThread.formatted(name)))
                    .answers("conversations.replies", Reply.of(inThread.formatted("{\"name\":\"order.png\"}")))
                    .answers("conversations.replies", Reply.of(inThread.formatted("{\"id\":\"F1\"}")));

            assertThat(courier.probe(promise)).isEqualTo(new Probe.Found(Optional.of("C1 6.0001")));
            assertThat(courier.probe(promise)).isInstanceOf(Probe.NotFound.class);
            assertThat(courier.probe(promise)).isInstanceOf(Probe.CannotTell.class);
        }

        @Test
        void looks_into_direct_messages_where_it_may() {
            granted("im:history,im:write");
            Promise promise = promise(toOlga());
            slack.answers("conversations.open", Reply.of("{\"ok\":true,\"channel\":{\"id\":\"D1\"}}"))
                    .answers("conversations.history", Reply.of(withMessageOf(promise)));
            assertThat(courier.probe(promise)).isEqualTo(new Probe.Found(Optional.of("D1 6.0001")));
        }

        @Test
        void that_finds_a_first_board_remembers_where_it_stands() {
            granted("channels:history");
            Promise promise = promise(boardOfPay1());
            slack.answers("conversations.history", Reply.of(withMessageOf(promise)));
            assertThat(courier.probe(promise)).isInstanceOf(Probe.Found.class);
            assertThat(posted).containsEntry("board:PAY-1", new Posted(C1, "6.0001"));
        }

        @Test
        void while_slack_is_away_comes_later() {
            granted("channels:history");
            slack.answers("conversations.history", Reply.throttled(3));
            assertThat(courier.probe(promise(toChannel())))
                    .asInstanceOf(type(Probe.Later.class))
                    .extracting(Probe.Later::pause)
                    .isEqualTo(Duration.ofSeconds(3));
        }
    }

    @Nested
    class What_stands_in_a_thread {
        @Test
        void is_read_page_by_page_with_who_wrote_it() {
            slack.answers(
                            "auth.test",
                            Reply.of("{\"ok\":true,\"team_id\":\"T1\",\"user_id\":\"UBOT\",\"bot_id\":\"B1\"}")
                                    .scopes("channels:history"))
                    .answers(
                            "conversations.replies",
                            Reply.of("{\"ok\":true,\"messages\":[{\"ts\":\"1.1\",\"user\":\"UBOT\"},"
                                    + "{\"ts\":\"1.2\",\"user\":\"UBOT\",\"text\":\"digest\"}],"
                                    + "\"response_metadata\":{\"next_cursor\":\"n\"}}"))
                    .answers(
                            "conversations.replies",
                            Reply.of(
                                    "{\"ok\":true,\"messages\":[{\"ts\":\"1.3\",\"user\":\"U1\",\"text\":\"digest\"}]}"));
            History.Replies replies = new History(client).replies(new Posted(C1, "1.1"));
            assertThat(replies.unreadable()).isEmpty();
            assertThat(replies.replies()).extracting(History.Reply::ts).containsExactly("1.2", "1.3");
            assertThat(replies.replies()).extracting(History.Reply::ours).containsExactly(true, false);
        }

        @Test
        void is_not_read_without_the_scope_and_that_is_said() {
            slack.answers("auth.test", Reply.of("{\"ok\":true}").scopes("chat:write"));
            History.Replies replies = new History(client).replies(new Posted(C1, "1.1"));
            assertThat(replies.replies()).isEmpty();
            assertThat(replies.unreadable().orElseThrow()).contains("channels:history");
        }
    }

    @Nested
    class A_modal {
        @Test
        void opens_or_says_why_not() {
            slack.answers("views.open", Reply.of("{\"ok\":true,\"view\":{\"id\":\"V1\",\"hash\":\"h\"}}"))
                    .answers("views.open", Reply.refusing("expired_trigger_id"));
            Modals modals = new Modals(client);
            ObjectNode view = JsonNodeFactory.instance.objectNode();
            assertThat(modals.open("t", view)).isEqualTo(new Modals.Shown.Open("V1", "h"));
            assertThat(modals.open("t", view))
                    .asInstanceOf(type(Modals.Shown.NotOpen.class))
                    .extracting(Modals.Shown.NotOpen::words)
                    .asString()
                    .contains("three seconds", "click again");
        }
    }

    @Test
    void budgets_are_slacks() throws IOException {
        JsonNode tiers;
        try (InputStream data = SlackCourier.class.getResourceAsStream("/slack/rate-limit-tiers.json")) {
            tiers = new ObjectMapper().readTree(Objects.requireNonNull(data));
        }
        assertThat(tiers.get("chat.update").asText()).as("50 a minute").isEqualTo("Tier3");
        assertThat(tiers.get("views.publish").asText()).as("100 a minute").isEqualTo("Tier4");
        assertThat(tiers.get("conversations.history").asText())
                .as("50 a minute")
                .isEqualTo("Tier3");
        posted.put("board:PAY-1", new Posted(C1, "9.0001"));
        slack.answers("chat.update", POSTED);
        courier.deliver(promise(boardOfPay1()), FIRST);

        assertThat(courier.charges(promise(toChannel())))
                .isEqualTo(List.of(
                        new Charge("chat.postMessage/C1", 3, Duration.ofSeconds(1)),
                        Charge.perMinute("chat.postMessage", 300, 40)));
        assertThat(courier.charges(promise(boardOfPay1()))).containsExactly(Charge.perMinute("chat.update", 50, 8));
        assertThat(courier.charges(promise(new Message.Home(OLGA))))
                .containsExactly(Charge.perMinute("views.publish", 100, 10));
        assertThat(courier.probeCharges(promise(toChannel())))
                .containsExactly(Charge.perMinute("conversations.history", 50, 5));
    }
}
