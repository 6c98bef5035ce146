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

/** A confirmation is for what the team was shown, and for nothing else. */
@Tag("A1")
class ConfirmationsEndToEndTest {
    @RegisterExtension
    static final Players players = Players.rehearsing();

    private static void retitle(String key, String title) {
        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release edit " + key));
        olivia.fill("Title", title);
        taken(olivia.submit());
        olivia.awaitNoModal();
    }

    /** Olivia adds a change of that team to a component. */
    private static void slipIn(String key, String team, String component) {
        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release scope " + key));
        must(olivia.click("Add a change"));
        olivia.fill("What changes", "Slipped in")
                .fill("Team", team)
                .fill("Component", component)
                .fill("Kind", "Copy (low risk)")
                .fill("Link", "https://code.example.com/pull/18")
                .fill("What users notice", "A word.");
        taken(olivia.submit());
        must(olivia.closeAll());
    }

    private static void removeTheOnlyChange(String key) {
        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release scope " + key));
        must(olivia.click("Remove"));
        must(olivia.closeAll());
    }

    private static String status(String key) {
        return players.told("olivia", "/release status " + key);
    }

    private static Shown askedAgain(String person, String key, String what) {
        return players.awaitDirect(person, key, what, "your confirmation has expired");
    }

    @Nested
    class An_edit {
        @Test
        void that_touches_no_team_expires_nothing_and_nobody_is_asked_again() {
            String key = players.releaseReadyForTheCall("As it was");

            retitle(key, "As it is now");

            assertThat(status(key)).contains("3 of 3 teams are ready").doesNotContain("EXPIRED");
            players.callGo("olivia", key);
            for (String confirmed : new String[] {"priya", "chen", "ines", "ivan"}) {
                assertThat(players.directs(confirmed, key, "has expired"))
                        .as(confirmed)
                        .isEmpty();
            }
        }

        @Test
        void that_touches_one_team_expires_what_it_confirmed_and_asks_it_alone_again_with_one_click_to_answer() {
            String key = players.releaseReadyForTheCall("One more for Payments");

            players.addChange(key, "Longer queue");

            Shown again = askedAgain("priya", key, "“Longer queue” was added");
            assertThat(players.words(again))
                    .contains("was edited by @olivia", "Is Payments still ready?", "Ready means", "Answer by");
            assertThat(again.buttons()).containsExactly("Seen, still ready", "Not ready", "Show the release");
            assertThat(status(key))
                    .contains("2 of 3 teams are ready", "Payments ⏳ EXPIRED, changed since @priya")
                    .contains("Checkout ✅ READY, @chen");
            assertThat(players.refusedGo("olivia", key))
                    .contains("H1", "The confirmation of Payments has expired", "@priya");

            must(players.as("priya").click(again, "Seen, still ready"));

            Shown answered = players.awaitDirect("priya", key, "you confirmed for Payments");
            assertThat(answered.ts()).as("in the place of the question").isEqualTo(again.ts());
            assertThat(status(key)).contains("3 of 3 teams are ready");
            players.callGo("olivia", key);
            for (String untouched : new String[] {"chen", "ines", "ivan", "pavel"}) {
                assertThat(players.directs(untouched, key, "has expired"))
                        .as(untouched)
                        .isEmpty();
            }
        }

        @Test
        void that_touches_a_team_of_two_takes_the_click_of_both() {
            String key = players.newRelease("Both of Identity", "Payments", "Identity");
            players.open(key, "in 5h");
            players.ready("ines", key);
            players.ready("ivan", key);
            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release rollback-plan " + key));
            must(olivia.click("Add a step"));
            olivia.fill("What exactly is run or done", "Sessions back to 8 hours: make sessions HOURS=8")
                    .fill("Who does it", "ines")
                    .fill("How long it takes", "3 min")
                    .fill("Whose step it is", "Identity");
            taken(olivia.submit());
            must(olivia.closeAll());

            Shown toInes = askedAgain("ines", key, "a rollback step was added");
            Shown toIvan = askedAgain("ivan", key, "a rollback step was added");
            must(players.as("ines").click(toInes, "Seen, still ready"));

            assertThat(status(key)).contains("1 of 2 confirmed, @ines");
            must(players.as("ivan").click(toIvan, "Seen, still ready"));
            assertThat(status(key)).contains("Identity ✅ READY");
        }

        @Test
        void that_lets_another_teams_component_wait_for_one_of_ones_own_asks_both_again() {
            String key = players.releaseReadyForTheCall("Who waits for whom");
            slipIn(key, "Identity", "login");
            for (String person : new String[] {"ines", "ivan"}) {
                must(players.as(person).click(askedAgain(person, key, "“Slipped in” was added"), "Seen, still ready"));
            }
            assertThat(status(key)).contains("3 of 3 teams are ready");

            slipIn(key, "Checkout", "checkout-web");

            askedAgain("chen", key, "“Slipped in” was added");
            assertThat(status(key)).contains("Payments ✅ READY", "Checkout ⏳ EXPIRED", "Identity ⏳ EXPIRED");
        }

        @Test
        void that_is_taken_back_revives_nothing() {
            String key = players.releaseReadyForTheCall("There and back");
            players.addChange(key, "There");
            Shown there = askedAgain("priya", key, "“There” was added");

            removeTheOnlyChange(key);

            assertThat(status(key)).contains("2 of 3 teams are ready", "EXPIRED");
            assertThat(players.refusedGo("olivia", key)).contains("H1", "The confirmation of Payments has expired");
            must(players.as("priya").click(there, "Seen, still ready"));
            players.awaitDirect(
                    "priya", "Your answer was not counted", key + " has changed since you were shown it", "A1");
            assertThat(status(key)).contains("EXPIRED");
            players.ready("priya", key);
            players.callGo("olivia", key);
        }

        @Test
        void of_a_teams_rollback_step_expires_what_that_team_confirmed() {
            String key = players.releaseReadyForTheCall("Another way back");
            Actor pavel = players.as("pavel");
            must(pavel.command(Players.CHANNEL, "/release rollback-plan " + key));
            must(pavel.click("Add a step"));
            pavel.fill("What exactly is run or done", "Purge the cache edge-eu")
                    .fill("Who does it", "pavel")
                    .fill("How long it takes", "1 min");

            taken(pavel.submit());

            must(pavel.closeAll());
            assertThat(status(key)).contains("2 of 3 teams are ready", "Payments ⏳ EXPIRED");
            askedAgain("priya", key, "a rollback step was added");
        }
    }

    @Nested
    class Still_ready {
        @Test
        void for_what_was_edited_once_more_is_refused_and_says_where_to_look() {
            String key = players.releaseReadyForTheCall("Twice over");
            players.addChange(key, "The first");
            Shown again = askedAgain("priya", key, "“The first” was added");
            players.addChange(key, "The second");

            must(players.as("priya").click(again, "Seen, still ready"));

            players.awaitDirect("priya", key + " has changed since you were shown it", "Answer for my team", "A1");
            assertThat(status(key)).contains("2 of 3 teams are ready", "EXPIRED");
            players.ready("priya", key);
            assertThat(status(key)).contains("3 of 3 teams are ready");
        }

        @Test
        void counts_though_something_else_was_edited_since() {
            String key = players.releaseReadyForTheCall("And another team's");
            players.addChange(key, "Ours");
            Shown again = askedAgain("priya", key, "“Ours” was added");
            slipIn(key, "Identity", "login");
            retitle(key, "And another team's, retitled");

            must(players.as("priya").click(again, "Seen, still ready"));

            players.awaitDirect("priya", key, "you confirmed for Payments");
            assertThat(status(key)).contains("Payments ✅ READY", "Identity ⏳ EXPIRED");
        }

        @Test
        void is_an_answer_of_an_open_checkpoint_only() {
            String key = players.releaseReadyForTheCall("Too late to be still ready");
            players.addChange(key, "Late");
            Shown again = askedAgain("priya", key, "“Late” was added");
            players.visitor().jump(Duration.ofHours(6));

            must(players.as("priya").click(again, "Seen, still ready"));

            players.awaitDirect("priya", "not counted", "while the release is delayed");
            assertThat(players.told("olivia", "/release history " + key)).containsOnlyOnce("@priya: answered ready");
        }
    }

    @Nested
    class A_form_opened_before_an_edit_and_sent_after_it {
        @Test
        void is_refused_if_the_edit_touches_the_team_and_keeps_what_was_ticked() {
            String key = players.newRelease("While you were ticking", "Checkout");
            players.open(key, "in 5h");
            Actor chen = players.as("chen");
            players.openReady(chen, key);
            players.tickAll(chen);
            slipIn(key, "Checkout", "checkout-web");

            assertThat(must(chen.submit()).errors()).hasSize(1);

            Shown form = chen.modal("Checkout is ready");
            assertThat(form.errorAt("Ready means"))
                    .get()
                    .asString()
                    .contains("Your answer was not counted", "has changed since you were shown it", "A1");
            must(chen.closeAll());
            assertThat(status(key)).contains("Checkout … SILENT");
        }

        @Test
        void opened_from_a_request_of_before_the_edit_shows_what_is_confirmed_now() {
            String key = players.newRelease("What it says today", "Checkout");
            players.open(key, "in 5h");
            Shown request = players.awaitDirect("chen", key, "is Checkout ready?");
            slipIn(key, "Checkout", "checkout-web");
            Actor chen = players.as("chen");

            must(chen.click(request, "Ready"));

            assertThat(players.words(request)).doesNotContain("Slipped in");
            assertThat(players.words(chen.modal())).contains("You confirm for Checkout", "Slipped in (checkout-web");
            must(chen.closeAll());
        }

        @Test
        void counts_if_the_edit_does_not_touch_the_team() {
            String key = players.newRelease("While you were ticking, elsewhere", "Payments", "Checkout");
            players.open(key, "in 5h");
            Actor chen = players.as("chen");
            players.openReady(chen, key);
            players.tickAll(chen);
            players.addChange(key, "Nothing of yours");
            retitle(key, "Another title");

            taken(chen.submit());

            chen.awaitNoModal();
            assertThat(status(key)).contains("Checkout ✅ READY, @chen");
        }

        @Test
        void keeps_the_reason_that_was_typed() {
            String key = players.newRelease("While you were typing", "Checkout");
            players.open(key, "in 5h");
            Actor chen = players.as("chen");
            must(chen.command(Players.CHANNEL, "/release answer " + key));
            must(chen.click("Not ready"));
            chen.fill("Why", "A long reason that took minutes to type.")
                    .fill("When do you expect to be ready", "tomorrow");
            slipIn(key, "Checkout", "checkout-web");

            assertThat(must(chen.submit()).errors()).hasSize(1);

            assertThat(chen.modal("Checkout: not ready").errorAt("Why"))
                    .get()
                    .asString()
                    .contains("Your answer was not counted");
            must(chen.closeAll());
            assertThat(status(key)).contains("SILENT");
        }
    }
}
