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

/** Feature: what is behind a flag goes out dark, and switching it on is a step of its own, as people in chat do it. */
@Tag("S2")
@Timeout(240)
class FlagsEndToEndTest {
    @RegisterExtension
    static final Players players = Players.rehearsing();

    /** One change of Payments behind a flag of which nobody has planned anything; its form is closed, the scope open. */
    private static String behindAFlag(String title) {
        String key = players.newRelease(title, "Payments", "Checkout", "Identity");
        players.completePlan(key);
        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release scope " + key));
        must(olivia.click("Add a change"));
        olivia.fill("What changes", "Pay with one click")
                .fill("Team", "Payments")
                .fill("Component", "payments-api")
                .fill("Kind", "Feature behind a flag (medium risk)")
                .fill("Link", "https://code.example.com/pull/18")
                .fill("What users notice", "A faster button.")
                .fill("Feature flag", "quick-pay");
        taken(olivia.submit());
        assertThat(players.words(olivia.modal())).contains("flag quick-pay (nobody has planned how it is switched on)");
        return key;
    }

    /** Pavel is to switch it on after the canary; called and started. */
    private static String inItsCanary(String title) {
        String key = behindAFlag(title);
        Actor olivia = players.as("olivia");
        must(olivia.click("Flags"));
        assertThat(players.words(olivia.modal())).contains("quick-pay", "it stays dark");
        plan(olivia);
        must(olivia.closeAll());
        assertThat(players.words(players.awaitDirect("pavel", "You are to switch the flag quick-pay on", key)))
                .contains("after 5 % of production", "Switch flag quick-pay off (the usual one");
        players.open(key, "in 5h");
        players.everybodyReady(key);
        players.callGo("olivia", key);
        must(players.as("sam").click(players.as("sam").awaitMessage("support", key), "We have read it"));
        players.awaitDirect("olivia", key, "Support has read it");
        must(olivia.command(Players.CHANNEL, "/release start " + key));
        taken(olivia.submit());
        players.awaitReply("olivia", Players.CHANNEL, key, "5 % of production has begun");
        return key;
    }

    private static void plan(Actor olivia) {
        must(olivia.click("Plan it …"));
        olivia.fill("Who switches it on", "pavel")
                .fill("When", "After 5 % of production")
                .fill("How one sees that it works", "looks good");
        assertThat(olivia.submit().errors().toString()).contains("can't be found true or false");
        olivia.fill("How one sees that it works", "error rate of payments-api < 0.5 % in production over 15 min");
        taken(olivia.submit());
        assertThat(players.words(olivia.modal())).contains("Switched on for 100 % by @pavel");
    }

    private static void pass(String key, String share) {
        Actor priya = players.as("priya");
        must(priya.click(
                players.awaitDirect("priya", key, share + " of production", "can be deployed now"), "Deployed 1.0.0"));
        must(priya.click(
                players.awaitDirect("priya", key, share + " of production", "is deployed. Look at it"), "Verified"));
        players.awaitReply("olivia", Players.CHANNEL, key, share + " of production: everything is verified");
        must(priya.command(Players.CHANNEL, "/release evidence " + key));
        priya.fill("What was seen", "0.02 %")
                .fill("Where it was seen", "Grafana")
                .fill("Link", "https://grafana.example.com/d/payments");
        taken(priya.submit());
        must(priya.closeAll());
        players.visitor().jump(Duration.ofHours(2).plusMinutes(1));
        players.awaitReply("olivia", Players.CHANNEL, key, "PASSED: " + share);
    }

    private static Shown switchedOn(String key) {
        must(players.as("pavel")
                .click(players.awaitDirect("pavel", "The flag quick-pay can be switched on now", key), "It is on"));
        assertThat(players.words(players.awaitReply("ivan", Players.CHANNEL, key, "FLAG ON")))
                .contains("quick-pay", "@pavel", "Pay with one click");
        return players.awaitDirect("pavel", "Noted: quick-pay is on for 100 %", key);
    }

    @Test
    @Tag("M7")
    void a_flag_is_switched_on_by_its_person_after_its_stage_and_the_summary_says_that_it_is_live() {
        String key = inItsCanary("Dark at first");
        assertThat(players.words(players.board("sam", Players.CHANNEL, key, "dark until 5 % of production")))
                .contains("quick-pay", "@pavel");
        assertThat(players.directs("pavel", "can be switched on now", key)).isEmpty();

        pass(key, "5 %");

        players.awaitDirect("pavel", "The flag quick-pay can be switched on now", key);
        Actor chen = players.as("chen");
        must(chen.command(Players.CHANNEL, "/release flags " + key));
        must(chen.click("It is on"));
        assertThat(players.words(chen.modal())).contains("A2", "The person named for it", "@pavel");
        must(chen.closeAll());
        Shown look = switchedOn(key);
        Actor pavel = players.as("pavel");
        must(pavel.click(look, "It works …"));
        pavel.fill("What was seen", "2 %");
        assertThat(pavel.submit().errors().toString()).contains("doesn't meet");
        pavel.fill("What was seen", "0.1 %").fill("Link", "https://grafana.example.com/d/flags");
        taken(pavel.submit());
        players.awaitReply("ivan", Players.CHANNEL, key, "It works");
        players.board("sam", Players.CHANNEL, key, "it works: 0.1 %");

        must(players.as("olivia").click(players.awaitDirect("olivia", key, "PASSED: 5 %"), "Go on to 25 %"));
        pass(key, "25 %");
        must(players.as("olivia").click(players.awaitDirect("olivia", key, "PASSED: 25 %"), "Go on to 100 %"));
        pass(key, "100 %");

        assertThat(players.words(players.awaitReply("olivia", Players.CHANNEL, key, "COMPLETED")))
                .contains("Flags that are on", "quick-pay: Pay with one click (on for 100 %", "works: 0.1 %")
                .doesNotContain("Behind flags");
        assertThat(players.told("olivia", "/release history " + key)).contains("flag switched on", "flag works");
    }

    @Test
    @Tag("S4")
    @Tag("A2")
    void a_flag_that_the_go_left_dark_is_planned_by_the_owner_afterwards() {
        String key = behindAFlag("Planned late");
        must(players.as("olivia").closeAll());
        players.open(key, "in 5h");
        players.everybodyReady(key);
        players.callGo("olivia", key);
        players.completed(key);
        assertThat(players.words(players.awaitReply("olivia", Players.CHANNEL, key, "COMPLETED")))
                .contains(
                        "Behind flags, dark until they are switched on",
                        "nobody has planned how it is switched on",
                        "can still be planned by @olivia: /release flags " + key);
        Actor priya = players.as("priya");
        must(priya.command(Players.CHANNEL, "/release flags " + key));
        must(priya.click("Plan it …"));
        assertThat(players.words(priya.modal())).contains("A2", "that the Go left dark", "@olivia");
        must(priya.closeAll());

        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release flags " + key));
        must(olivia.click("Plan it …"));
        olivia.fill("Who switches it on", "pavel")
                .fill("How one sees that it works", "error rate of payments-api < 0.5 % in production over 15 min");
        taken(olivia.submit());
        assertThat(players.words(olivia.modal())).contains("waits for @pavel to switch it on for 100 %");
        must(olivia.closeAll());

        assertThat(players.words(players.awaitDirect("priya", "It is planned now how the flag quick-pay", key)))
                .contains("by @olivia", "The Go had left it dark; what was called and confirmed stays as it was");
        switchedOn(key);
        assertThat(players.words(players.as("sam").awaitMessage("support", "Live now for everybody: " + key)))
                .contains("A faster button");
        must(olivia.command(Players.CHANNEL, "/release flags " + key));
        assertThat(players.words(olivia.modal())).contains("ON for 100 %").doesNotContain("Edit …", "Plan it …");
        must(olivia.closeAll());
        assertThat(players.told("olivia", "/release history " + key))
                .contains("activation planned", "flag switched on");
    }

    @Test
    @Tag("Q2")
    void what_does_not_work_goes_off_again_and_a_rollback_switches_it_off_first() {
        String key = inItsCanary("Off first");
        pass(key, "5 %");
        Shown look = switchedOn(key);
        assertThat(players.words(look)).contains("the rehearsal's metrics is asked for it");
        players.visitor().jump(Duration.ofMinutes(16));
        assertThat(players.words(players.awaitReply("ivan", Players.CHANNEL, key, "It works: quick-pay")))
                .contains("% (the rehearsal's metrics)");
        Actor pavel = players.as("pavel");
        must(pavel.click(look, "It doesn't work …"));
        pavel.fill("What was seen", "3 % of payments fail");
        taken(pavel.submit());
        Shown fails = players.awaitDirect("olivia", "It doesn't work", key);
        assertThat(players.words(fails)).contains("3 % of payments fail", "Switch flag quick-pay off");
        assertThat(players.words(players.as("sam").awaitMessage("support", "is asked to switch it off")))
                .contains("Pay with one click");

        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release rollback " + key));
        assertThat(players.words(olivia.modal())).contains("1. Switch flag quick-pay off", "@pavel");
        olivia.fill("What is seen", "Payments fail.");
        taken(olivia.submit());

        Shown asked = players.awaitDirect("pavel", "Do this now", "Switch flag quick-pay off");
        assertThat(players.directs("priya", "Do this now", key)).isEmpty();
        must(pavel.click(asked, "Done"));
        must(players.as("priya")
                .click(players.awaitDirect("priya", "Do this now", "Deploy payments-api 4.1.7 again"), "Done"));
        players.awaitReply("olivia", Players.CHANNEL, key, "ROLLED BACK");
        assertThat(players.told("olivia", "/release flags " + key)).contains("dark", "switched off by the rollback");
        closeReview(key);
    }

    /** With the reason why there is no lesson: whatever ships payments-api afterwards would wait. */
    private static void closeReview(String key) {
        Actor olivia = players.as("olivia");
        must(olivia.click(players.awaitDirect("olivia", "REVIEW: " + key), "Open the review"));
        must(olivia.click("Close the review"));
        olivia.fill("Why no lesson comes of it", "A provider was down, and says why itself.");
        taken(olivia.submit());
        must(olivia.closeAll());
        players.awaitReply("chen", Players.CHANNEL, key, "The review of " + key);
    }
}
