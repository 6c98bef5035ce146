package dev.releasemanager;

import static dev.releasemanager.Players.must;
import static dev.releasemanager.Players.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What keeps a Go from being called, and that nothing else does. */
class GateEndToEndTest {
    @RegisterExtension
    static final Players players = Players.rehearsing();

    private static void step(Actor olivia, String executor, String lasts) {
        olivia.fill("What exactly is run or done", "Deploy payments-api 4.1.7 again");
        if (!executor.isEmpty()) {
            olivia.fill("Who does it", executor);
        }
        olivia.fill("How long it takes", lasts);
        taken(olivia.submit());
    }

    @Nested
    class Without_a_complete_rollback_plan {
        @Tag("X1")
        @Tag("M4")
        @Test
        void there_is_no_go_though_every_team_is_ready_and_each_missing_part_is_named() {
            String key = players.newRelease("Everybody but the plan", "Payments", "Checkout", "Identity");
            players.open(key, "in 5h");
            players.everybodyReady(key);

            String refusal = players.refusedGo("olivia", key);

            assertThat(refusal)
                    .contains("The Go was not called.", "X1", "There is no rollback plan yet.")
                    .contains("Nobody can override this one.", "rollback-plan " + key, "@olivia")
                    .contains("1 finding")
                    .doesNotContain("Q3");

            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release rollback-plan " + key));
            must(olivia.click("Add a step"));
            step(olivia, "", "");
            must(olivia.closeAll());
            assertThat(players.told("olivia", "/release check " + key))
                    .contains("The rollback plan lacks the person who executes step 1, how long step 1 takes,"
                            + " how one sees that step 1 worked, a trigger (what starts the rollback), a rollback window"
                            + " (until when it can be done) and what a rollback would not undo");
            assertThat(players.refusedGo("olivia", key)).contains("X1", "the person who executes step 1");
        }

        @Tag("X1")
        @Test
        void there_is_no_go_when_a_complete_plan_loses_its_step_under_an_open_form() {
            String key = players.releaseReadyForTheCall("The step that went");
            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release go " + key));
            Shown form = olivia.modal("Go for " + key + "?");
            assertThat(players.words(form)).contains("revision", "3 of 3 ready", "1 step, 10 min");
            Actor priya = players.as("priya");
            must(priya.command(Players.CHANNEL, "/release answer " + key));
            must(priya.click("Not ready"));
            priya.fill("Why", "the rollback pipeline is red").fill("When do you expect to be ready", "unknown");
            taken(priya.submit());

            taken(olivia.submit());

            assertThat(players.words(olivia.modal()))
                    .contains("The Go was not called.", "Payments is not ready: the rollback pipeline is red");
            must(olivia.closeAll());
            assertThat(players.isGo(key)).isFalse();
        }
    }

    @Nested
    class Until_every_team_has_confirmed {
        @Tag("Q3")
        @Test
        void there_is_no_go_and_whoever_is_missing_is_named() {
            String key = players.newRelease("One after the other", "Payments", "Checkout", "Identity");
            players.completePlan(key);
            players.open(key, "in 5h");
            assertThat(players.refusedGo("olivia", key)).contains("Q3", "0 of 3 teams are ready");

            players.ready("pavel", key);
            players.ready("chen", key);
            assertThat(players.refusedGo("olivia", key))
                    .contains("Q3", "Identity hasn't answered", "@ines", "@ivan")
                    .doesNotContain("Payments hasn't", "Checkout hasn't");

            players.ready("ines", key);
            assertThat(players.refusedGo("olivia", key))
                    .contains("Q3", "Identity is confirmed by 1 of the 2 people", "@ivan");

            players.ready("ivan", key);
            players.callGo("olivia", key);
            players.awaitReply("olivia", Players.CHANNEL, key, "GO for " + key);
        }

        @Tag("Q3")
        @Test
        void one_person_counts_once_where_two_are_needed() {
            String key = players.newRelease("Twice the same", "Identity");
            players.completePlan(key);
            players.open(key, "in 5h");
            players.ready("ines", key);
            Actor ines = players.as("ines");
            players.openReady(ines, key);
            players.tickAll(ines);

            taken(ines.submit());

            assertThat(players.words(ines.modal())).contains("you have confirmed for Identity already");
            must(ines.closeAll());
            assertThat(players.refusedGo("olivia", key)).contains("1 of the 2 people");
        }

        @Tag("Q3")
        @Test
        void the_go_form_has_no_button_to_call_while_the_gate_is_shut() {
            String key = players.newRelease("Nothing to press", "Payments");
            players.open(key, "in 5h");

            Shown form = players.shown("olivia", Players.CHANNEL, "/release go " + key);

            assertThat(form.title()).isEqualTo("No Go for " + key);
            assertThat(form.json().has("submit")).isFalse();
            must(players.as("olivia").closeAll());
        }
    }

    @Nested
    class In_doubt {
        @Tag("H1")
        @Test
        void silence_until_the_deadline_is_a_delay_and_never_a_go() {
            String key = players.newRelease("Nobody says a word", "Payments", "Checkout");
            players.completePlan(key);
            players.open(key, "in 30m");
            assertThat(players.told("olivia", "/release check " + key))
                    .contains("H1", "Payments hasn't answered; silence counts as not ready.");

            int jumps = 0;
            while (players.told("olivia", "/release status " + key).contains("POLLING") && jumps < 20) {
                players.visitor().jumpToNextTimer();
                jumps++;
            }

            assertThat(players.told("olivia", "/release status " + key)).contains("DELAYED");
            Shown said = players.awaitReply("priya", Players.CHANNEL, key, "nobody called " + key);
            assertThat(players.words(said)).contains("DELAYED", "never a Go", "New checkpoint: not set");
            Shown toOwner = players.awaitDirect("olivia", key, "is delayed");
            assertThat(toOwner.buttons()).contains("Open checkpoint");
            assertThat(players.told("olivia", "/release go " + key)).contains("The Go was not called");
        }

        @Tag("H1")
        @Test
        void an_open_gate_that_nobody_calls_is_a_delay_too() {
            String key = players.releaseReadyForTheCall("Ready, and forgotten");
            assertThat(players.told("olivia", "/release check " + key)).contains("is open", "every requirement is met");

            players.visitor().jump(Duration.ofHours(6));

            assertThat(players.told("olivia", "/release status " + key))
                    .contains("DELAYED")
                    .doesNotContain(": GO.");
            assertThat(players.told("olivia", "/release history " + key)).contains("by itself: checkpoint undecided");
        }

        @Tag("H1")
        @Test
        void a_form_filled_in_before_the_deadline_and_sent_after_it_is_refused() {
            String key = players.releaseReadyForTheCall("Too late by a minute");
            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release go " + key));
            players.visitor().jump(Duration.ofHours(6));

            taken(olivia.submit());

            assertThat(players.words(olivia.modal()))
                    .contains("H1", "undecided it became a delay", "opens a new checkpoint");
            must(olivia.closeAll());
            assertThat(players.isGo(key)).isFalse();
        }

        @Tag("H1")
        @Tag("A1")
        @Test
        void an_expired_confirmation_counts_as_not_ready() {
            String key = players.releaseReadyForTheCall("Edited at the last moment");
            players.addChange(key, "One more thing");

            assertThat(players.refusedGo("olivia", key))
                    .contains("H1", "The confirmation of Payments has expired", "confirms again", "@priya");
        }

        @Tag("H1")
        @Test
        void the_confirmation_of_a_person_who_has_left_counts_as_none() {
            String key = players.newRelease("Confirmed, and gone", "Payments");
            players.completePlan(key);
            players.open(key, "in 5h");
            players.ready("paula", key);
            assertThat(players.told("olivia", "/release check " + key)).contains("is open");

            players.visitor().leaves("paula");

            String check = players.awaitWords("is shut", () -> players.told("olivia", "/release check " + key));
            assertThat(check)
                    .contains("H1", "Payments was confirmed by", "who is no longer in the team")
                    .contains("A member of the team confirms.", "@priya");
            assertThat(players.refusedGo("olivia", key)).contains("no longer in the team");
        }

        @Tag("H1")
        @Test
        void an_unopened_release_can_not_be_called() {
            String key = players.newRelease("Never opened", "Payments");
            players.completePlan(key);

            assertThat(players.refusedGo("olivia", key)).contains("The Go was not called", "planning");
        }
    }

    @Nested
    class What_is_called {
        @Test
        void is_the_revision_that_was_shown() {
            String key = players.releaseReadyForTheCall("Seen and changed");
            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release go " + key));
            Shown form = olivia.modal();
            Actor pavel = players.as("pavel");
            must(pavel.command(Players.CHANNEL, "/release scope " + key));
            must(pavel.click("Add a change"));
            pavel.fill("What changes", "Slipped in")
                    .fill("Component", "payments-api")
                    .fill("Kind", "Configuration (low risk)")
                    .fill("Link", "https://code.example.com/pull/99")
                    .fill("What users notice", "nothing");
            taken(pavel.submit());
            must(pavel.closeAll());

            taken(olivia.submit());

            assertThat(players.words(form)).contains("You are calling Go", "Any edit after the call voids it.");
            assertThat(players.words(olivia.modal()))
                    .contains("The Go was not called", "edited since you were shown it", "Look at what changed", "A1");
            must(olivia.closeAll());
            assertThat(players.isGo(key)).isFalse();
        }

        @Test
        void is_void_after_an_edit_and_the_thread_says_so() {
            String key = players.releaseReadyForTheCall("Called, then edited");
            players.callGo("olivia", key);

            players.addChange(key, "Surely harmless");

            Shown word = players.awaitReply("chen", Players.CHANNEL, key, "The Go is void");
            assertThat(players.words(word)).contains("@olivia edited the release", "“Surely harmless” was added");
            players.awaitDirect("olivia", "The Go of " + key, "is void");
            assertThat(players.isGo(key)).isFalse();
            assertThat(players.refusedGo("olivia", key)).contains("has expired");
        }

        @Test
        void is_void_when_a_team_takes_its_confirmation_back() {
            String key = players.releaseReadyForTheCall("Called, then withdrawn");
            players.callGo("olivia", key);
            Actor chen = players.as("chen");
            must(chen.command(Players.CHANNEL, "/release answer " + key));

            must(chen.click("Withdraw my answer"));

            assertThat(players.isGo(key)).isFalse();
            must(chen.closeAll());
            Shown word = players.awaitReply("ines", Players.CHANNEL, key, "The Go is void");
            assertThat(players.words(word)).contains("@chen withdrew a confirmation of Checkout");
        }
    }
}
