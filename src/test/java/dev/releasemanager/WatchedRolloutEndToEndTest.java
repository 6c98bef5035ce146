package dev.releasemanager;

import static dev.releasemanager.Players.must;
import static dev.releasemanager.Players.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Feature: where it is so configured a rollout goes on by itself, and what is measured can halt it at any time, as people in
 * chat see it.
 */
@Timeout(240)
class WatchedRolloutEndToEndTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    @RegisterExtension
    static final Players players = Players.rehearsingEdited("advance_by_itself: []", "advance_by_itself: [regular]");

    private static ZonedDateTime now() {
        return Instant.parse(players.visitor()
                        .get("/ui/state")
                        .path("clock")
                        .path("now")
                        .asText())
                .atZone(ZONE);
    }

    private static void passUntil(DayOfWeek day, String time) {
        ZonedDateTime now = now();
        ZonedDateTime then = now.with(TemporalAdjusters.nextOrSame(day)).with(LocalTime.parse(time));
        players.visitor().jump(Duration.between(now, then.isAfter(now) ? then : then.plusWeeks(1)));
    }

    /** No test meets the Friday of another. */
    @BeforeEach
    void early_in_the_week() {
        players.visitor().settleMetrics();
        if (now().getDayOfWeek().compareTo(DayOfWeek.WEDNESDAY) > 0) {
            passUntil(DayOfWeek.MONDAY, "09:00");
        }
    }

    /** Called, and support has read of it; one component of Payments. */
    private static String cleared(String title, String trigger) {
        String key = players.newRelease(title, "Payments", "Checkout", "Identity");
        players.completePlan(key);
        players.trigger(key, trigger, "error rate of payments-api > 1 % over 5 min");
        players.addChange(key, "Raise the queue's limit");
        players.open(key, "in 5h");
        players.everybodyReady(key);
        players.callGo("olivia", key);
        must(players.as("sam").click(players.as("sam").awaitMessage("support", key), "We have read it"));
        players.awaitDirect("olivia", key, "Support has read it");
        return key;
    }

    private static void start(String key) {
        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release start " + key));
        taken(olivia.submit());
        players.awaitReply("olivia", Players.CHANNEL, key, "5 % of production has begun");
    }

    private static void passCanary(String key) {
        start(key);
        Actor priya = players.as("priya");
        must(priya.click(
                players.awaitDirect("priya", key, "5 % of production", "can be deployed now"), "Deployed 1.0.0"));
        must(priya.click(
                players.awaitDirect("priya", key, "5 % of production", "is deployed. Look at it"), "Verified"));
        players.awaitReply("olivia", Players.CHANNEL, key, "5 % of production: everything is verified");
        players.visitor().jump(Duration.ofHours(2).plusMinutes(1));
        players.awaitReply("olivia", Players.CHANNEL, key, "PASSED: 5 %");
    }

    @Test
    @Tag("M4")
    @Tag("M5")
    @Tag("S4")
    void a_stage_follows_by_itself_and_a_trigger_that_is_met_before_its_bake_stops_it() {
        String key = cleared("Goes on, and is stopped", "What starts the rollback");
        passCanary(key);

        Shown told = players.awaitDirect("olivia", key, "PASSED: 5 %");
        assertThat(players.words(told)).contains("25 % of production, has begun by itself");
        assertThat(told.text()).doesNotContain("Go on to");
        players.awaitDirect("priya", key, "25 % of production", "can be deployed now");
        assertThat(players.told("olivia", "/release advance " + key))
                .contains("S4", "not everything in it is verified");

        players.visitor().steer("errors", 5);
        players.visitor().jump(Duration.ofMinutes(15));

        Shown stopped = players.awaitDirect("ivan", key, "STOPPED");
        assertThat(players.words(stopped))
                .contains(
                        "by itself",
                        "“error rate of payments-api > 1 % over 5 min” is met",
                        "says the rehearsal's metrics",
                        "Deploy nothing more of it");
        assertThat(players.words(players.board("sam", Players.CHANNEL, key, "STOPPED by itself")))
                .contains(key);
        assertThat(players.told("olivia", "/release history " + key)).contains("trigger met", "rollout stopped");
    }

    @Test
    @Tag("M4")
    @Tag("Q2")
    void a_trigger_that_is_marked_begins_the_rollback_without_anybody() {
        String key = cleared("Taken back by itself", "What starts it by itself");
        passCanary(key);
        players.awaitReply("olivia", Players.CHANNEL, key, "25 % of production has begun");

        players.visitor().steer("errors", 5);
        players.visitor().jump(Duration.ofMinutes(15));

        Shown asked = players.awaitDirect("priya", "Do this now", key);
        assertThat(players.words(asked)).contains("Deploy payments-api 4.1.7 again");
        assertThat(players.words(
                        players.as("sam").awaitMessage("support", key + " Taken back by itself is being taken back")))
                .contains("error rate of payments-api > 1 % over 5 min");
        must(players.as("priya").click(asked, "Done"));
        players.awaitReply("chen", Players.CHANNEL, key, "ROLLED BACK");
        assertThat(players.told("olivia", "/release history " + key))
                .contains("trigger met", "rollback begun", "rolled back")
                .doesNotContain("rollout stopped");
        players.closeReview(key);
    }

    @Test
    @Tag("X2")
    void on_a_friday_it_asks_the_owner_instead() {
        String key = cleared("Not into the weekend", "What starts the rollback");
        passUntil(DayOfWeek.THURSDAY, "23:00");

        passCanary(key);

        Shown asked = players.awaitDirect("olivia", key, "PASSED: 5 %");
        assertThat(players.words(asked))
                .contains(
                        "would have begun by itself, but something is in its way",
                        "X2",
                        "Today is a Friday",
                        "Go on to 25 %")
                .doesNotContain("has begun by itself");
        must(players.as("olivia").click(asked, "Go on to 25 %"));
        assertThat(players.told("olivia", "/release advance " + key)).contains("X2", "Today is a Friday");
        // Else it is looked at through all the days that other tests let pass.
        assertThat(players.told("olivia", "/release stop " + key + " Enough for this week."))
                .contains("Stopped");
    }
}
