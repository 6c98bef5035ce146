package dev.releasemanager;

import static dev.releasemanager.Players.address;
import static dev.releasemanager.Players.get;
import static dev.releasemanager.Players.must;
import static dev.releasemanager.Players.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
import java.net.http.HttpResponse;
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
    @Tag("S4")
    void a_stage_can_be_watched_for_longer_and_never_for_less() {
        String key = planned("Watched for longer");
        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release bakes " + key));
        olivia.fill("Staging", "10 min");
        assertThat(must(olivia.submit()).errors().values())
                .singleElement()
                .asString()
                .contains("S4", "at least 2 h");
        olivia.fill("Staging", "1 day");
        taken(olivia.submit());

        assertThat(players.told("olivia", "/release diff " + key)).contains("bake of staging", "24 h");
        must(olivia.command(Players.CHANNEL, "/release staging " + key));
        assertThat(players.words(olivia.modal())).contains("watched for 1 day");
        must(olivia.closeAll());
        assertThat(players.told("chen", "/release bakes " + key)).contains("A2", "@olivia");
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

    /** Staged, called, and read by support; what the component begins with in the shipped configuration judges it. */
    private static String readyToStart(String title) {
        String key = planned(title);
        players.open(key, "in 5h");
        players.everybodyReady(key);
        players.callGo("olivia", key);
        Shown notice = players.as("sam").awaitMessage("support", key);
        must(players.as("sam").click(notice, "We have read it"));
        players.awaitDirect("olivia", key, "Support has read it");
        return key;
    }

    private static void start(String key) {
        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release start " + key));
        assertThat(players.words(olivia.modal())).contains("5 % of production", "payments-api 1.0.0");
        taken(olivia.submit());
        players.awaitReply("olivia", Players.CHANNEL, key, "5 % of production has begun");
    }

    @Test
    @Tag("M5")
    @Tag("M7")
    @Tag("K3")
    void production_goes_by_growing_shares_each_watched_and_ends_in_a_summary() {
        String key = readyToStart("All the way");
        start(key);
        for (String share : new String[] {"5 %", "25 %", "100 %"}) {
            Actor priya = players.as("priya");
            must(priya.click(
                    players.awaitDirect("priya", key, share + " of production", "can be deployed now"),
                    "Deployed 1.0.0"));
            must(priya.click(
                    players.awaitDirect("priya", key, share + " of production", "is deployed. Look at it"),
                    "Verified"));
            players.awaitReply("olivia", Players.CHANNEL, key, share + " of production: everything is verified");
            players.visitor().jump(Duration.ofHours(2).plusMinutes(1));
            Shown passed = players.awaitReply("olivia", Players.CHANNEL, key, "PASSED: " + share);
            assertThat(players.words(passed)).contains(key);
            if (!share.equals("100 %")) {
                Shown mine = players.awaitDirect("olivia", key, "PASSED: " + share);
                must(players.as("olivia").click(mine, share.equals("5 %") ? "Go on to 25 %" : "Go on to 100 %"));
            }
        }
        Shown summary = players.awaitReply("olivia", Players.CHANNEL, key, "COMPLETED");
        assertThat(players.words(summary))
                .contains(
                        "Raise the queue's limit",
                        "can be rolled back until",
                        "46 values, from 0.0",
                        "the rehearsal's metrics");
        players.as("olivia").awaitMessage("product", "COMPLETED: " + key);
        assertThat(players.told("olivia", "/release history " + key)).contains("release completed");
        theReportTellsAllOfIt(key, summary);
    }

    private static void theReportTellsAllOfIt(String key, Shown summary) {
        Actor olivia = players.as("olivia");
        must(olivia.click(summary, "Report"));
        Shown report = olivia.modal();
        assertThat(players.words(report))
                .contains("Report on " + key, "Completed", "Shipped", "Raise the queue's limit", "payments-api 1.0.0")
                .contains("5 % of production: begun", "by @olivia", "; passed at", "46 values, from 0.0")
                .contains("The Go: called by @olivia", "with nothing excepted", "Rollback: possible until");
        String page = get(address(report, "report")).body();
        assertThat(page).contains("<h1>Report on " + key, "Completed", "called by olivia", "Download as Markdown");
        HttpResponse<String> file = get(address(report, "report.md"));
        assertThat(file.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"" + key + "-report.md\"");
        assertThat(file.body())
                .startsWith("# Report on " + key.replace("-", "\\-"))
                .contains("**Completed**", "**100 % of production**", "Raise the queue", "no hold, no stop");
        must(olivia.closeAll());
    }

    @Test
    @Tag("A4")
    void anyone_who_takes_part_stops_it_and_only_the_owner_resumes() {
        String key = readyToStart("Stopped on the way");
        start(key);

        assertThat(players.told("mara", "/release stop " + key + " I don't like it"))
                .contains("A4");
        assertThat(players.told("carla", "/release stop " + key + " the basket shows errors"))
                .contains("Stopped", key);

        Shown word = players.awaitReply("ivan", Players.CHANNEL, key, "STOPPED");
        assertThat(players.words(word)).contains("@carla", "the basket shows errors");
        Shown mine = players.awaitDirect("olivia", key, "STOPPED");
        assertThat(players.told("mara", "/release report " + key))
                .contains(
                        "Not finished: stopped in its rollout, 5 % of production", "@carla", "the basket shows errors");
        assertThat(players.words(players.board("sam", Players.CHANNEL, key, "STOPPED by")))
                .contains("@carla");
        assertThat(players.told("priya", "/release resume " + key + " fine")).contains("A2");
        Actor olivia = players.as("olivia");
        must(olivia.click(mine, "Resume …"));
        olivia.fill("Why may it go on", "The errors came from a test.");
        taken(olivia.submit());
        players.awaitReply("ivan", Players.CHANNEL, key, "RESUMED");
    }

    @Test
    @Tag("Q2")
    void at_one_confirmation_it_is_rolled_back_step_by_step_and_everybody_hears_of_it() {
        String key = readyToStart("Taken back");
        start(key);
        Actor priya = players.as("priya");
        must(priya.click(
                players.awaitDirect("priya", key, "5 % of production", "can be deployed now"), "Deployed 1.0.0"));
        players.awaitDirect("priya", key, "is deployed. Look at it");
        assertThat(players.told("pavel", "/release rollback " + key)).contains("A2", "stop it first");

        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release rollback " + key));
        assertThat(players.words(olivia.modal())).contains("Deploy payments-api 4.1.7 again", "10 min");
        assertThat(olivia.submit().errors()).isNotEmpty();
        olivia.fill("What is seen", "Every tenth payment fails.");
        taken(olivia.submit());

        Shown asked = players.awaitDirect("priya", key, "Do this now");
        assertThat(players.words(asked)).contains("Deploy payments-api 4.1.7 again", "payments-api answers 4.1.7");
        assertThat(players.words(players.as("sam").awaitMessage("support", "is being taken back")))
                .contains(key, "Every tenth payment fails.");
        assertThat(players.words(players.board("ivan", Players.CHANNEL, key, "NOW")))
                .contains("Deploy payments-api 4.1.7 again", "Every tenth payment fails.");
        assertThat(players.told("olivia", "/release resume " + key + " fine")).contains("rolled back");

        must(priya.click(asked, "Can't"));
        priya.fill("What keeps you", "My laptop is dead.");
        taken(priya.submit());
        players.awaitDirect("olivia", key, "is stuck");
        must(olivia.click(players.board("olivia", Players.CHANNEL, key, "STUCK"), "Steps"));
        assertThat(players.words(olivia.modal())).contains("It waits for", "@priya", "My laptop is dead.");
        must(olivia.click("Take it over"));
        must(olivia.closeAll());
        must(olivia.click(players.awaitDirect("olivia", key, "Do this now"), "Done"));

        assertThat(players.words(players.awaitReply("chen", Players.CHANNEL, key, "ROLLED BACK")))
                .contains("the plan said 10 min");
        players.as("sam").awaitMessage("support", key + " Taken back is taken back");
        assertThat(players.told("olivia", "/release history " + key)).contains("rollback begun", "rolled back");
        closeReview(key);
    }

    /** With the reason why there is no lesson: whatever ships payments-api afterwards would wait. */
    private static void closeReview(String key) {
        Actor olivia = players.as("olivia");
        must(olivia.click(players.awaitDirect("olivia", "REVIEW: " + key), "Open the review"));
        assertThat(players.words(olivia.modal()))
                .contains("Every tenth payment fails.", "took", "planned 10 min", "nobody has said yet");
        must(olivia.click("Close the review"));
        assertThat(olivia.submit().errors()).isNotEmpty();
        olivia.fill("Why no lesson comes of it", "A provider was down, and says why itself.");
        taken(olivia.submit());
        assertThat(players.words(olivia.modal())).contains("No lesson comes of it: A provider was down");
        must(olivia.closeAll());
        players.awaitReply("chen", Players.CHANNEL, key, "The review of " + key);
    }

    @Test
    @Tag("S4")
    void nobody_starts_before_support_has_read_it_or_skips_a_stage() {
        String key = planned("Not yet");
        assertThat(players.told("olivia", "/release start " + key)).contains("The rollout was not started", "planning");
    }
}
