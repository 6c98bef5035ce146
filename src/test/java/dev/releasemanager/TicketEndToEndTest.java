package dev.releasemanager;

import static dev.releasemanager.Players.must;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Feature: the ticket of a completed release is closed with its summary, by a tracker or else by its owner. */
@Timeout(240)
@Tag("M7")
class TicketEndToEndTest {
    private static final Tracker tracker = new Tracker();

    @RegisterExtension
    static final Players players = Players.rehearsingEdited(
            "tickets:\n  kind: people", "tickets:\n  kind: http\n  address: " + tracker.address());

    /** Takes down what is posted to it, and answers as it was told to; with 200 where it was told nothing. */
    private static final class Tracker {
        record Posted(String key, JsonNode body) {}

        private final List<Posted> posted = new CopyOnWriteArrayList<>();
        private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
        private final HttpServer server;

        Tracker() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext("/releases", exchange -> {
                try (exchange) {
                    posted.add(new Posted(
                            String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
                            new JsonMapper().readTree(exchange.getRequestBody())));
                    Integer answer = answers.poll();
                    exchange.sendResponseHeaders(answer == null ? 200 : answer, -1);
                }
            });
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/releases";
        }

        List<Posted> of(String release) {
            return posted.stream()
                    .filter(one -> one.body().path("release").asText().equals(release))
                    .toList();
        }
    }

    /** No test meets the errors of another. */
    @BeforeEach
    void settle() {
        players.visitor().settleMetrics();
    }

    @AfterAll
    static void stop() {
        tracker.server.stop(0);
    }

    /** With its ticket; nobody is asked yet. */
    private static String planned(String title, String ticket) {
        String key = players.newRelease(title, "Payments", "Checkout", "Identity");
        players.completePlan(key);
        players.addChange(key, "Raise the queue's limit");
        assertThat(players.told("priya", "/release ticket " + key + " " + ticket))
                .contains("A2");
        assertThat(players.told("olivia", "/release ticket " + key + " PAY-17")).contains("A link is needed");
        assertThat(players.told("olivia", "/release ticket " + key + " " + ticket))
                .contains("its ticket was changed");
        return key;
    }

    private static void call(String key) {
        players.open(key, "in 5h");
        players.everybodyReady(key);
        players.callGo("olivia", key);
    }

    @Test
    void a_tracker_that_is_down_at_first_takes_the_summary_once_it_is_back() {
        String key = planned("Posted", "https://tickets.example.com/SHOP-1");
        call(key);
        tracker.answers.addAll(List.of(503, 503));

        players.completed(key);

        Shown closed = players.awaitReply("olivia", Players.CHANNEL, key, "The ticket of " + key);
        assertThat(players.words(closed)).contains("is closed", "SHOP-1", "The tracker has taken the summary");
        List<Tracker.Posted> posted = tracker.of(key);
        assertThat(posted).hasSize(3);
        assertThat(posted)
                .extracting(Tracker.Posted::key)
                .doesNotContainNull()
                .containsOnly(posted.get(0).key());
        JsonNode body = posted.get(2).body();
        assertThat(body.path("event").asText()).isEqualTo("release_completed");
        assertThat(body.path("ticket").asText()).isEqualTo("https://tickets.example.com/SHOP-1");
        assertThat(body.at("/summary/text").asText())
                .contains("COMPLETED: " + key + " Posted", "Raise the queue's limit (payments-api 1.0.0)", "Excluded");
        assertThat(body.at("/summary/markdown").asText()).contains("**COMPLETED\\: " + key.replace("-", "\\-"));
        assertThat(players.told("mara", "/release report " + key)).contains("closed by the tracker");
        assertThat(players.directs("olivia", "Close the ticket", key)).isEmpty();
    }

    @Test
    @Tag("M4")
    void a_trigger_that_is_met_afterwards_is_told_with_the_rollback_offered_and_the_tracker_hears_of_that() {
        String key = planned("Taken back after all", "https://tickets.example.com/SHOP-3");
        players.trigger(key, "What starts it by itself", "error rate of payments-api > 1 % over 5 min");
        call(key);
        players.completed(key);
        players.awaitReply("olivia", Players.CHANNEL, key, "The ticket of " + key);

        players.visitor().steer("errors", 5);
        players.visitor().jump(Duration.ofMinutes(16));

        Shown met = players.awaitDirect("olivia", "A rollback trigger is met", key);
        assertThat(players.words(met))
                .contains(
                        "“error rate of payments-api > 1 % over 5 min”",
                        "says the rehearsal's metrics",
                        "can be rolled back until",
                        "that would have begun by itself; now that everybody has it, @olivia decides");
        assertThat(players.told("mara", "/release show " + key)).contains("COMPLETED");
        players.visitor().settleMetrics();
        Actor olivia = players.as("olivia");
        must(olivia.click(met, "Roll back …"));
        olivia.fill("What is seen", "Every twentieth payment fails.");
        Players.taken(olivia.submit());
        must(players.as("priya").click(players.awaitDirect("priya", "Do this now", key), "Done"));

        Shown knows = players.awaitReply("chen", Players.CHANNEL, key, "The tracker knows");
        assertThat(players.words(knows)).contains("is rolled back", "SHOP-3");
        List<Tracker.Posted> posted = tracker.of(key);
        assertThat(posted).hasSize(2);
        assertThat(posted.get(1).key()).isNotEqualTo(posted.get(0).key());
        JsonNode body = posted.get(1).body();
        assertThat(body.path("event").asText()).isEqualTo("release_rolled_back");
        assertThat(body.path("ticket").asText()).isEqualTo("https://tickets.example.com/SHOP-3");
        assertThat(body.at("/summary/text").asText())
                .contains("ROLLED BACK: " + key, "Every twentieth payment fails.", "no longer in production");
        players.closeReview(key);
    }

    @Test
    void what_the_tracker_refuses_falls_to_the_owner_who_says_that_it_is_closed() {
        String key = planned("Refused", "https://tickets.example.com/SHOP-2");
        call(key);
        tracker.answers.add(400);

        players.completed(key);

        Shown asked = players.awaitDirect("olivia", "Close the ticket", key);
        assertThat(players.words(asked))
                .contains("The tracker has not taken the summary", "HTTP 400", "SHOP-2", "Raise the queue's limit");
        assertThat(tracker.of(key)).hasSize(1);
        assertThat(players.told("olivia", "/release")).contains("Its ticket is to be closed", key);
        Actor priya = players.as("priya");
        must(priya.command(Players.CHANNEL, "/release ticket " + key));
        must(priya.click("It is closed"));
        assertThat(players.words(priya.modal())).contains("A2", "@olivia");
        must(priya.closeAll());

        must(players.as("olivia").click(asked, "It is closed"));

        Shown closed = players.awaitReply("priya", Players.CHANNEL, key, "The ticket of " + key);
        assertThat(players.words(closed)).contains("is closed", "says @olivia");
        assertThat(players.told("olivia", "/release ticket " + key)).contains("closed by @olivia");
        assertThat(players.told("olivia", "/release history " + key)).contains("ticket not taken", "ticket closed");
    }
}
