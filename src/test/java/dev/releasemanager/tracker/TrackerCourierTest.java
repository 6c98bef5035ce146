package dev.releasemanager.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.outbox.Attempt;
import dev.releasemanager.outbox.Outcome;
import dev.releasemanager.outbox.Probe;
import dev.releasemanager.outbox.Promise;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TrackerSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Feature: the summary of a completed release is posted to the tracker until it is taken. */
@Tag("M7")
class TrackerCourierTest {
    private static final Message.ToTracker SUMMARY = new Message.ToTracker(
            new ReleaseKey("PAY-1"),
            "https://tickets.example/1",
            false,
            Document.of("It is out \u2028 <b>\"quoted\"</b>"));
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

    private record Posted(Map<String, List<String>> headers, JsonNode body) {}

    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    private final List<Message.ToTracker> taken = new ArrayList<>();
    private final Promise promise = new Promise(
            UUID.fromString("00000000-0000-0000-0000-00000000002a"),
            4,
            "tracker",
            "tracker",
            Optional.empty(),
            Optional.of("PAY-1"),
            "",
            NOW,
            NOW);
    private HttpServer server;
    private int status = 200;
    private String retryAfter = "";
    private boolean awaited = true;
    private boolean storeAway;
    private Optional<String> authorization = Optional.empty();
    private boolean configured = true;
    private Message.ToTracker message = SUMMARY;

    TrackerCourierTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void listen() {
        server.createContext("/", exchange -> {
            try (exchange) {
                posted.add(new Posted(
                        Map.copyOf(exchange.getRequestHeaders()),
                        new JsonMapper().readTree(exchange.getRequestBody())));
                if (!retryAfter.isEmpty()) {
                    exchange.getResponseHeaders().add("Retry-After", retryAfter);
                }
                exchange.getResponseHeaders().add("Location", address() + "elsewhere");
                exchange.sendResponseHeaders(status, -1);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private TrackerCourier courier() {
        return new TrackerCourier(
                () -> configured ? Optional.of(new TrackerSystem(address(), authorization)) : Optional.empty(),
                Map.of("TRACKER", "Bearer s3cret", "BLANK", " ", "BROKEN", "a\nb"),
                any -> message,
                new TrackerCourier.Closings() {
                    @Override
                    public boolean isAwaited(Message.ToTracker summary) {
                        return awaited;
                    }

                    @Override
                    public void taken(Message.ToTracker summary) {
                        if (storeAway) {
                            throw new IllegalStateException("away");
                        }
                        taken.add(summary);
                    }
                },
                new TrackerCourier.Writing() {
                    @Override
                    public String text(Document summary) {
                        return "text of " + summary.parts().size();
                    }

                    @Override
                    public String markdown(Document summary) {
                        return "markdown of " + summary.parts().size();
                    }
                });
    }

    private Outcome deliver() {
        return courier().deliver(promise, new Attempt(1, false));
    }

    @Nested
    class A_summary {
        @Test
        void is_posted_with_its_key_and_told_as_taken() {
            assertThat(deliver()).isEqualTo(Outcome.Delivered.withoutReceipt());

            assertThat(taken).containsExactly(SUMMARY);
            assertThat(posted).singleElement().satisfies(one -> {
                assertThat(one.body().toString())
                        .isEqualTo("{\"event\":\"release_completed\",\"release\":\"PAY-1\","
                                + "\"ticket\":\"https://tickets.example/1\",\"summary\":{\"text\":\"text of 1\","
                                + "\"markdown\":\"markdown of 1\"}}");
                assertThat(one.headers())
                        .containsEntry("Idempotency-key", List.of(promise.id().toString()))
                        .containsEntry("Content-type", List.of("application/json; charset=utf-8"))
                        .doesNotContainKey("Authorization");
            });
        }

        @Test
        void is_told_from_a_rollback_after_it() {
            message = new Message.ToTracker(
                    SUMMARY.release(), SUMMARY.ticket(), true, Document.of("ROLLED BACK: it is undone."));

            assertThat(deliver()).isEqualTo(Outcome.Delivered.withoutReceipt());

            assertThat(posted.get(0).body().path("event").asText()).isEqualTo("release_rolled_back");
            assertThat(taken).containsExactly(message);
        }

        @Test
        void carries_the_credentials_that_the_environment_has() {
            authorization = Optional.of("TRACKER");

            deliver();

            assertThat(posted.get(0).headers()).containsEntry("Authorization", List.of("Bearer s3cret"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"MISSING", "BLANK"})
        void waits_for_credentials_that_are_not_there(String variable) {
            authorization = Optional.of(variable);

            assertThat(deliver())
                    .isEqualTo(new Outcome.TryAgain("the tracker's credentials aren't set in the environment"));
            assertThat(posted).isEmpty();
        }

        @Test
        void is_given_up_with_credentials_that_no_header_can_carry_and_does_not_show_them() {
            authorization = Optional.of("BROKEN");

            assertThat(deliver())
                    .isEqualTo(
                            new Outcome.Refused("the tracker's credentials in the environment are no header's value"));
        }

        @Test
        void that_nobody_waits_for_any_more_is_not_posted() {
            awaited = false;

            assertThat(deliver()).isEqualTo(Outcome.Delivered.withoutReceipt());
            assertThat(posted).isEmpty();
        }

        @Test
        void that_was_taken_while_the_store_is_away_is_posted_again_with_the_same_key() {
            storeAway = true;
            assertThat(deliver()).isInstanceOf(Outcome.TryAgain.class);
            storeAway = false;
            assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);

            assertThat(posted).hasSize(2);
            assertThat(posted.get(0).headers().get("Idempotency-key"))
                    .isEqualTo(posted.get(1).headers().get("Idempotency-key"));
        }

        @Test
        void may_be_repeated_where_it_is_unknown_whether_it_arrived() {
            assertThat(courier().probe(promise)).isEqualTo(new Probe.NotFound());
        }
    }

    @Nested
    class What_the_tracker_answers {
        @ParameterizedTest
        @ValueSource(ints = {200, 201, 202, 204})
        void closes_the_ticket_if_it_is_well(int answered) {
            status = answered;
            assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
            assertThat(taken).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(ints = {408, 425, 500, 502, 503, 504})
        void is_waited_out_if_it_may_pass(int answered) {
            status = answered;
            assertThat(deliver()).isEqualTo(new Outcome.TryAgain("the tracker answered with HTTP " + answered));
            assertThat(taken).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"7, PT7S", "'', PT30S", "soon, PT30S", "999999, PT15M"})
        void says_for_how_long_to_wait(String asked, Duration pause) {
            status = 429;
            retryAfter = asked;
            assertThat(deliver()).isInstanceOfSatisfying(Outcome.Waiting.class, waiting -> assertThat(waiting.pause())
                    .isEqualTo(pause));
        }

        @ParameterizedTest
        @CsvSource({
            "400, the tracker answered with HTTP 400",
            "401, it doesn't let us in",
            "403, it doesn't let us in",
            "404, nothing takes summaries at this address",
            "422, the tracker answered with HTTP 422",
            "302, a redirect; none is followed"
        })
        void is_final_if_it_will_not_be_another(int answered, String words) {
            status = answered;
            assertThat(deliver()).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.reason())
                    .contains(words));
            assertThat(posted).hasSize(1);
            assertThat(taken).isEmpty();
        }

        @Test
        void is_waited_for_if_nobody_is_there() {
            server.stop(0);
            assertThat(deliver()).isEqualTo(new Outcome.TryAgain("the tracker can't be reached"));
        }

        @Test
        void is_not_asked_for_if_the_configuration_names_no_tracker_any_more() {
            configured = false;
            assertThat(deliver()).isEqualTo(new Outcome.Refused("the configuration names no tracker any more"));
        }
    }
}
