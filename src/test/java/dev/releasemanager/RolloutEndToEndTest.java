package dev.releasemanager;

import static dev.releasemanager.Players.must;
import static dev.releasemanager.Players.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Feature: a release goes out stage by stage, as people in chat see it and do it. */
@Timeout(240)
class RolloutEndToEndTest {
    @RegisterExtension
    static final Players players = Players.rehearsing();

    /** With one component of Payments, nothing of it staged. */
    private static String planned(String title) {
        String key = players.newRelease(title, "Payments", "Checkout", "Identity");
        players.completePlan(key);
        players.addChange(key, "Raise the queue's limit");
        return key;
    }

    private static void begin(String key) {
        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release staging " + key));
        assertThat(players.words(olivia.modal())).contains("payments-api", "Payments", "watched for 2 h");
        taken(olivia.submit());
    }

    private static void deploy(String person, String key, String version) {
        Actor actor = players.as(person);
        must(actor.click(players.awaitDirect(person, key, "can be deployed now"), "Deployed …"));
        actor.fill("Version or commit", version);
        taken(actor.submit());
        players.awaitDirect(person, key, "is deployed. Look at it");
    }

    @Test
    @Tag("X4")
    void staging_is_deployed_verified_and_watched_before_a_go_can_be_called() {
        String key = planned("Staged first");
        assertThat(players.told("olivia", "/release check " + key)).contains("X4", "staging " + key);
        begin(key);
        deploy("priya", key, "4.2.0");
        Shown deployed = players.awaitDirect("priya", key, "is deployed. Look at it");
        must(players.as("priya").click(deployed, "Verified"));
        players.awaitReply("olivia", Players.CHANNEL, key, "everything is verified");
        assertThat(players.words(players.board("sam", Players.CHANNEL, key, "watched until")))
                .contains("payments-api 4.2.0", "is verified by @priya");
        assertThat(players.told("olivia", "/release check " + key)).contains("It is watched for another");

        players.visitor().jump(Duration.ofHours(2).plusMinutes(1));

        players.awaitReply("olivia", Players.CHANNEL, key, "PASSED: Staging");
        assertThat(players.words(players.awaitDirect("olivia", key, "PASSED: Staging")))
                .contains("payments-api 4.2.0");
        assertThat(players.told("olivia", "/release check " + key)).contains("has passed staging in the version");
    }

    @Test
    @Tag("A2")
    void nobody_but_the_owner_begins_a_stage_and_nobody_but_its_team_marks_a_component() {
        String key = planned("Not theirs");

        assertThat(players.told("chen", "/release staging " + key))
                .contains("A2", "Only the release's owner", "@olivia");
        begin(key);
        Actor chen = players.as("chen");
        must(chen.command(Players.CHANNEL, "/release staging " + key));
        must(chen.click("Being deployed"));
        assertThat(players.words(chen.modal())).contains("A2", "Only members of Payments can");
        must(chen.closeAll());
    }
}
