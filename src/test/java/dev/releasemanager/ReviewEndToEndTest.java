package dev.releasemanager;

import static dev.releasemanager.Players.address;
import static dev.releasemanager.Players.get;
import static dev.releasemanager.Players.must;
import static dev.releasemanager.Players.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Feature: what was rolled back is reviewed, and the next release of its components has the lesson. */
@Timeout(240)
class ReviewEndToEndTest {
    private static final String LESSON = "p95 latency < 300 ms in staging over 30 min";

    /** What of it looks the same wherever it is shown. */
    private static final String SHOWN = "300 ms in staging over 30 min";

    @RegisterExtension
    static final Players players = Players.rehearsing();

    private static String planned(String title) {
        String key = players.newRelease(title, "Payments", "Checkout", "Identity");
        players.completePlan(key);
        players.addChange(key, "Raise the queue's limit");
        return key;
    }

    private static String rollingBack() {
        String key = planned("Broke something");
        players.open(key, "in 5h");
        players.everybodyReady(key);
        players.callGo("olivia", key);
        must(players.as("sam").click(players.as("sam").awaitMessage("support", key), "We have read it"));
        players.awaitDirect("olivia", key, "Support has read it");
        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release start " + key));
        taken(olivia.submit());
        Actor priya = players.as("priya");
        must(priya.click(
                players.awaitDirect("priya", key, "5 % of production", "can be deployed now"), "Deployed 1.0.0"));
        players.awaitDirect("priya", key, "is deployed. Look at it");
        must(olivia.command(Players.CHANNEL, "/release rollback " + key));
        olivia.fill("What is seen", "Every tenth payment fails.");
        taken(olivia.submit());
        players.awaitDirect("priya", key, "Do this now");
        return key;
    }

    private static void parkAQuestion(String key) {
        Actor chen = players.as("chen");
        must(chen.click(players.awaitReply("chen", Players.CHANNEL, key, "ROLLING BACK"), "Park a question …"));
        chen.fill("Question", "Why did staging look fine?");
        taken(chen.submit());
        players.awaitReply("olivia", Players.CHANNEL, key, "Parked for the review of " + key);
    }

    private static void addLesson(String person, String key) {
        Actor actor = players.as(person);
        must(actor.command(Players.CHANNEL, "/release review " + key));
        must(actor.click("Add a lesson"));
        actor.fill("What has to be true, or what is done", "performance acceptable");
        assertThat(actor.submit().errors()).isNotEmpty();
        actor.fill("What has to be true, or what is done", LESSON);
        taken(actor.submit());
        assertThat(players.words(actor.modal())).contains(SHOWN, "payments-api", "Why did staging look fine?");
        must(actor.closeAll());
    }

    @Test
    @Tag("A5")
    @Tag("Q2")
    void the_next_release_waits_for_the_closed_review_and_begins_with_its_lesson() {
        String key = rollingBack();
        parkAQuestion(key);
        must(players.as("priya").click(players.awaitDirect("priya", key, "Do this now"), "Done"));
        Shown word = players.awaitReply("ivan", Players.CHANNEL, key, "REVIEW: " + key);
        assertThat(players.words(word)).contains("other releases that touch payments-api get no Go", "@olivia");

        String next = planned("The next one");
        assertThat(players.told("olivia", "/release check " + next))
                .contains("A5 Reviews closed unmet", "The rollback of " + key, "/release review " + key, "@olivia");
        assertThat(players.told("mara", "/release review " + key)).contains("Open.", "Every tenth payment fails.");

        addLesson("priya", key);
        Actor priya = players.as("priya");
        must(priya.command(Players.CHANNEL, "/release review " + key));
        must(priya.click("Close the review"));
        assertThat(players.words(priya.modal())).contains("You can't close the review", "@olivia");
        must(priya.closeAll());
        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release review " + key));
        must(olivia.click("Close the review"));
        taken(olivia.submit());
        assertThat(players.words(olivia.modal())).contains("Closed by @olivia");
        Shown closed = olivia.modal();
        assertThat(get(address(closed, "review")).body())
                .contains("<h1>Review of " + key, "Every tenth payment fails.", "planned 10 min", "300 ms in staging");
        assertThat(get(address(closed, "review.md")).body())
                .startsWith("# Review of " + key.replace("-", "\\-"))
                .contains("Why did staging look fine", "planned 10 min");
        must(olivia.closeAll());

        players.awaitReply("ivan", Players.CHANNEL, next, "Lessons of " + key + " have joined");
        assertThat(players.told("olivia", "/release check " + next)).contains("A5 Reviews closed met", SHOWN);
        assertThat(players.told("olivia", "/release criteria " + next)).contains(SHOWN, "lesson of " + key);
        assertThat(players.told("olivia", "/release history " + key))
                .contains("question parked", "lesson added", "review closed");
        String later = planned("A later one");
        assertThat(players.told("olivia", "/release show " + later)).contains(SHOWN, "lesson of " + key);
    }
}
