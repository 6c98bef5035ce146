package dev.releasemanager;

import static dev.releasemanager.Players.must;
import static dev.releasemanager.Players.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A checkpoint: opened now or later, answered, reminded of. */
class CheckpointEndToEndTest {
    @RegisterExtension
    static final Players players = Players.rehearsing();

    private static final List<String> CHECKOUTS_CHECKLIST = List.of(
            "Checkout end-to-end tests green for this very revision",
            "p99 latency of checkout-api in staging at most 250 ms over one hour",
            "Browser matrix run passed, link in the ticket");

    @Nested
    class Opening {
        @Test
        void shows_first_how_many_people_it_will_write_to_and_writes_to_nobody_before_that() {
            String key = players.newRelease("Look before you write", "Payments", "Checkout", "Identity");

            Shown preview = players.shown("olivia", Players.CHANNEL, "/release open " + key + " until in 5h");

            assertThat(players.words(preview)).contains("6 people are written to for " + key);
            assertThat(players.told("olivia", "/release status " + key)).contains("PLANNING");
            must(players.as("olivia").click(preview, "Ask them now"));
            for (String asked : List.of("priya", "pavel", "chen", "carla", "ines", "ivan")) {
                players.awaitDirect(asked, key, "ready?");
            }
            assertThat(players.directs("paula", key))
                    .as("of Payments, but not asked")
                    .isEmpty();
            assertThat(players.directs("mara", key))
                    .as("of no taking-part team")
                    .isEmpty();
            Shown thread = players.awaitReply("sam", Players.CHANNEL, key, "Checkpoint 1 is open");
            assertThat(players.words(thread)).contains("6 people were asked", "words in the channel don't");
        }

        @Test
        void later_is_scheduled_and_done_by_the_timer() {
            String key = players.newRelease("In two hours", "Checkout");
            Shown preview =
                    players.shown("olivia", Players.CHANNEL, "/release open " + key + " from in 2h until in 5h");
            must(players.as("olivia").click(preview, "Schedule it"));
            assertThat(players.told("olivia", "/release status " + key)).contains("PLANNING", "Next checkpoint");
            assertThat(players.directs("chen", key)).isEmpty();

            players.visitor().jump(Duration.ofHours(2).plusMinutes(1));

            assertThat(players.told("olivia", "/release status " + key)).contains("POLLING");
            players.awaitDirect("chen", key, "is Checkout ready?");
            assertThat(players.told("olivia", "/release history " + key))
                    .contains("@olivia: checkpoint scheduled", "by itself: checkpoint opened");
        }

        @Test
        void with_a_time_that_can_not_be_is_refused_with_what_can() {
            String key = players.newRelease("Wrong times", "Checkout");

            assertThat(players.told("olivia", "/release open " + key + " until yesterday-ish"))
                    .contains("No checkpoint was opened.", "yesterday-ish", "tomorrow 9:30");
            assertThat(players.told("olivia", "/release open " + key + " until in 5m"))
                    .contains("No checkpoint was set", "less than 15 min", "Name a later end");
            assertThat(players.told("olivia", "/release open " + key + " until 2020-01-01 10:00"))
                    .contains("has passed");
            assertThat(players.told("olivia", "/release status " + key)).contains("PLANNING");
        }

        @Test
        void works_from_the_board_with_a_form_as_well() {
            String key = players.newRelease("By the button", "Checkout");
            Actor olivia = players.as("olivia");
            Shown board = players.board("olivia", Players.CHANNEL, key, "PLANNING");
            must(olivia.click(board, "Open checkpoint"));
            assertThat(players.words(olivia.modal())).contains("2 people");

            taken(olivia.submit());

            olivia.awaitNoModal();
            assertThat(players.told("olivia", "/release status " + key)).contains("POLLING");
        }
    }

    @Nested
    class The_request {
        @Tag("K1")
        @Test
        void says_what_exactly_is_asked_by_when_and_in_which_place() {
            String key = players.newRelease("Asked exactly", "Payments", "Checkout");
            players.addChange(
                    key, "One-page checkout", "Checkout", "Feature behind a flag (medium risk)", "One page.", "", "");
            players.open(key, "in 5h");

            Shown request = players.awaitDirect("carla", key, "is Checkout ready?");

            assertThat(players.words(request))
                    .contains("Ready means")
                    .contains(CHECKOUTS_CHECKLIST)
                    .contains("Answer by", "team 2 of 2", "@olivia", "One-page checkout", "payments-api");
            assertThat(request.buttons()).containsSubsequence("Ready", "Not ready");
            assertThat(request.fallbackText()).contains("is Checkout ready?").contains(CHECKOUTS_CHECKLIST);
        }

        @Test
        void is_answered_by_its_buttons_and_then_says_what_was_answered() {
            String key = players.newRelease("From the message", "Checkout");
            players.open(key, "in 5h");
            Actor chen = players.as("chen");
            Shown request = players.awaitDirect("chen", key, "is Checkout ready?");
            must(chen.click(request, "Ready"));
            players.tickAll(chen);

            taken(chen.submit());

            Shown answered = players.awaitDirect("chen", key, "you confirmed for Checkout");
            assertThat(answered.ts()).as("in the place of the request").isEqualTo(request.ts());
            assertThat(answered.buttons()).containsExactly("Withdraw", "Not ready after all");
        }

        @Test
        void can_be_answered_by_a_member_who_was_not_asked() {
            String key = players.newRelease("Paula answers", "Payments");
            players.completePlan(key);
            players.open(key, "in 5h");

            players.ready("paula", key);

            assertThat(players.told("paula", "/release status " + key)).contains("1 of 1 teams", "READY, @paula");
        }
    }

    @Nested
    class Ready {
        @Test
        void wants_every_item_ticked() {
            String key = players.newRelease("Two of three", "Checkout");
            players.open(key, "in 5h");
            Actor carla = players.as("carla");
            players.openReady(carla, key);
            assertThat(Players.items(carla.modal())).isEqualTo(CHECKOUTS_CHECKLIST);
            carla.fill("Ready means", CHECKOUTS_CHECKLIST.get(0), CHECKOUTS_CHECKLIST.get(1));

            assertThat(must(carla.submit()).errors()).hasSize(1);

            assertThat(carla.modal().errorAt("Ready means")).get().asString().contains("2 of 3 are ticked");
            assertThat(players.told("olivia", "/release status " + key)).contains("SILENT");
            players.tickAll(carla);
            taken(carla.submit());
            assertThat(players.told("olivia", "/release status " + key)).contains("READY, @carla");
        }

        @Test
        void is_never_taken_from_words_in_the_channel_or_the_thread() {
            String key = players.newRelease("Only words", "Checkout");
            players.open(key, "in 5h");
            Shown board = players.board("chen", Players.CHANNEL, key, "POLLING");

            must(players.as("chen").say(Players.CHANNEL, "We're ready for " + key + ", go!"));
            must(players.as("chen").reply(board, "ready"));

            assertThat(players.told("olivia", "/release status " + key)).contains("Checkout … SILENT", "0 of 1");
        }
    }

    @Nested
    class Not_ready {
        @Tag("H4")
        @Test
        void is_told_to_the_owner_at_once_with_the_reason_and_what_can_be_done() {
            String key = players.newRelease("Told at once", "Payments", "Checkout");
            players.open(key, "in 5h");

            players.notReady("carla", key, "the browser matrix fails", "tomorrow noon");

            Shown told = players.awaitDirect("olivia", key, "Checkout is not ready");
            assertThat(players.words(told)).contains("@carla: the browser matrix fails", "Expected: tomorrow noon");
            assertThat(told.buttons()).contains("Delay", "No-Go");
            assertThat(players.refusedGo("olivia", key))
                    .contains("Checkout is not ready: the browser matrix fails (expected: tomorrow noon)", "@carla");
        }

        @Test
        void wants_a_reason_and_an_estimate() {
            String key = players.newRelease("Say why", "Checkout");
            players.open(key, "in 5h");
            Actor carla = players.as("carla");
            must(carla.command(Players.CHANNEL, "/release answer " + key));
            must(carla.click("Not ready"));
            carla.fill("Why", "  ").fill("When do you expect to be ready", "  ");

            assertThat(must(carla.submit()).errors()).hasSize(2);

            Shown form = carla.modal();
            assertThat(form.errorAt("Why")).get().asString().contains("Say why");
            assertThat(form.errorAt("When do you expect to be ready"))
                    .get()
                    .asString()
                    .contains("“unknown” is an answer");
            must(carla.closeAll());
            assertThat(players.told("olivia", "/release status " + key)).contains("SILENT");
        }

        @Test
        void by_one_member_stands_against_the_ready_of_another() {
            String key = players.newRelease("Two minds", "Checkout");
            players.completePlan(key);
            players.open(key, "in 5h");
            players.notReady("carla", key, "a test is red", "unknown");

            players.ready("chen", key);

            assertThat(players.told("olivia", "/release status " + key)).contains("NOT READY, @carla: a test is red");
            assertThat(players.refusedGo("olivia", key)).contains("Q3", "a test is red");
        }
    }

    @Nested
    class Taking_an_answer_back {
        @Test
        void is_open_to_its_author_while_the_checkpoint_is() {
            String key = players.newRelease("Second thoughts", "Checkout");
            players.open(key, "in 5h");
            Actor chen = players.as("chen");
            Shown request = players.awaitDirect("chen", key, "is Checkout ready?");
            must(chen.click(request, "Ready"));
            players.tickAll(chen);
            taken(chen.submit());
            Shown answered = players.awaitDirect("chen", key, "you confirmed for Checkout");

            must(chen.click(answered, "Withdraw"));

            assertThat(players.told("olivia", "/release status " + key)).contains("Checkout … SILENT");
            players.awaitDirect("chen", "You took your answer for Checkout", key);
        }

        @Test
        void of_somebody_else_is_for_the_lead_with_a_reason_which_they_are_told() {
            String key = players.newRelease("The lead decides", "Checkout");
            players.completePlan(key);
            players.open(key, "in 5h");
            players.notReady("carla", key, "a test is red", "unknown");
            Actor chen = players.as("chen");
            must(chen.command(Players.CHANNEL, "/release answer " + key));
            must(chen.click("Take back: carla"));
            chen.fill("Why", " ");
            assertThat(must(chen.submit()).errors()).hasSize(1);
            assertThat(chen.modal().errorAt("Why")).get().asString().contains("they are told");

            chen.fill("Why", "the test was flaky, fixed in #88");
            taken(chen.submit());

            assertThat(players.words(players.awaitDirect("carla", "took back your answer", key)))
                    .contains("@chen, who leads Checkout", "the test was flaky");
            assertThat(players.told("olivia", "/release status " + key)).doesNotContain("NOT READY");
        }

        @Tag("A2")
        @Test
        void of_somebody_else_is_not_offered_to_other_members() {
            String key = players.newRelease("Not her to take", "Checkout");
            players.open(key, "in 5h");
            players.ready("chen", key);

            Shown form = players.shown("carla", Players.CHANNEL, "/release answer " + key);

            assertThat(form.buttons()).contains("Ready", "Not ready").noneMatch(words -> words.startsWith("Take back"));
            must(players.as("carla").closeAll());
        }
    }

    @Nested
    class Reminders {
        @Test
        void go_privately_to_those_who_still_owe_an_answer_and_the_last_to_the_lead_as_well() {
            String key = players.newRelease("Remember the milk", "Payments", "Identity");
            players.open(key, "in 90m");
            players.ready("priya", key);
            players.ready("ines", key);

            players.visitor().jump(Duration.ofMinutes(31));
            Shown hourBefore = players.awaitDirect("ivan", key, "Your answer is missing");
            assertThat(players.words(hourBefore)).contains("Silence counts as not ready", "Ready means");
            assertThat(hourBefore.buttons()).containsExactly("Ready", "Not ready");
            assertThat(players.directs("ines", key, "is missing"))
                    .as("the lead, not yet")
                    .isEmpty();

            players.visitor().jump(Duration.ofMinutes(45));
            Shown toLead = players.awaitDirect("ines", key, "An answer of Identity is still missing");
            // A deadline is a full minute: how much of one is left over depends on when this test begins.
            assertThat(players.words(toLead)).contains("is Identity ready for").containsPattern("in 1[45] min\\.");
            for (String settled : List.of("priya", "pavel", "paula", "olivia")) {
                assertThat(players.directs(settled, key, "is missing"))
                        .as(settled)
                        .isEmpty();
            }
        }

        @Test
        void stop_when_the_state_has_moved_on() {
            String key = players.newRelease("Called off in time", "Checkout");
            players.open(key, "in 90m");
            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release no-go " + key));
            olivia.fill("Why not", "Not today.");
            taken(olivia.submit());

            players.visitor().jump(Duration.ofHours(2));

            assertThat(players.told("olivia", "/release history " + key)).doesNotContain("reminded");
            assertThat(players.directs("chen", key, "is missing")).isEmpty();
        }
    }

    @Nested
    class Delaying {
        @Test
        void wants_a_new_time_and_asks_everybody_again_then() {
            String key = players.newRelease("Not now", "Checkout");
            players.completePlan(key);
            players.open(key, "in 2h");
            players.ready("chen", key);
            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release delay " + key));
            Instant now = Instant.parse(players.visitor()
                    .get("/ui/state?as=olivia")
                    .path("clock")
                    .path("now")
                    .asText());
            olivia.fill("New checkpoint: decided by", now.minusSeconds(3600).toString());
            assertThat(must(olivia.submit()).errors()).hasSize(1);
            olivia.fill("New checkpoint: decided by", now.plusSeconds(12 * 3600).toString())
                    .fill("Ask the teams from", now.plusSeconds(6 * 3600).toString())
                    .fill("Why", "The database team is at lunch.");

            taken(olivia.submit());

            players.awaitReply("chen", Players.CHANNEL, key, "The database team is at lunch.");
            assertThat(players.told("olivia", "/release status " + key)).contains("DELAYED");
            players.visitor().jump(Duration.ofHours(7));
            assertThat(players.told("olivia", "/release status " + key)).contains("POLLING", "0 of 1 teams");
            Shown again = players.as("chen")
                    .await("the second request", screen -> players.directs("chen", key, "is Checkout ready?").stream()
                            .filter(message -> players.words(message).contains("not counted any more"))
                            .findFirst());
            assertThat(players.words(again)).contains("At the last checkpoint", "@chen ready");
        }
    }
}
