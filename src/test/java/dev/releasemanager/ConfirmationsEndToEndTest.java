package dev.releasemanager;

import static dev.releasemanager.Players.must;
import static dev.releasemanager.Players.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
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

    @Nested
    class An_edit {
        @Test
        void expires_what_was_confirmed_and_the_team_is_asked_again() {
            String key = players.releaseReadyForTheCall("As it was");

            retitle(key, "As it is now");

            assertThat(players.told("olivia", "/release status " + key))
                    .contains("0 of 3 teams are ready", "EXPIRED, edited since @priya");
            for (String confirmed : new String[] {"priya", "chen", "ines", "ivan"}) {
                Shown again = players.awaitDirect(confirmed, key, "your confirmation has expired");
                assertThat(players.words(again)).contains("was edited by @olivia", "title was changed", "Ready means");
                assertThat(again.buttons()).contains("Ready", "Not ready");
            }
            assertThat(players.directs("pavel", key, "has expired"))
                    .as("had confirmed nothing")
                    .isEmpty();
            players.everybodyReady(key);
            players.callGo("olivia", key);
        }

        @Test
        void that_is_taken_back_revives_nothing() {
            String key = players.releaseReadyForTheCall("There and back");

            retitle(key, "There");
            retitle(key, "There and back");

            assertThat(players.told("olivia", "/release status " + key)).contains("0 of 3 teams are ready", "EXPIRED");
            assertThat(players.refusedGo("olivia", key)).contains("H1", "The confirmation of Checkout has expired");
        }

        @Test
        void of_the_rollback_plan_expires_them_as_well() {
            String key = players.releaseReadyForTheCall("Another way back");
            Actor pavel = players.as("pavel");
            must(pavel.command(Players.CHANNEL, "/release rollback-plan " + key));
            must(pavel.click("Add a step"));
            pavel.fill("What exactly is run or done", "Clear the cache")
                    .fill("Who does it", "pavel")
                    .fill("How long it takes", "1 min");

            taken(pavel.submit());

            must(pavel.closeAll());
            assertThat(players.told("olivia", "/release status " + key)).contains("0 of 3 teams are ready");
        }
    }

    @Nested
    class A_form_opened_before_an_edit_and_sent_after_it {
        @Test
        void is_refused_and_keeps_what_was_ticked() {
            String key = players.newRelease("While you were ticking", "Checkout");
            players.open(key, "in 5h");
            Actor chen = players.as("chen");
            players.openReady(chen, key);
            players.tickAll(chen);
            players.addChange(key, "Slipped in", "Checkout", "Copy (low risk)", "A word.", "", "");

            assertThat(must(chen.submit()).errors()).hasSize(1);

            Shown form = chen.modal("Checkout is ready");
            assertThat(form.errorAt("Ready means"))
                    .get()
                    .asString()
                    .contains("Your answer was not counted", "edited since you were shown it", "A1", "answer again");
            must(chen.closeAll());
            assertThat(players.told("olivia", "/release status " + key)).contains("Checkout … SILENT");
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
            retitle(key, "While you were still typing");

            assertThat(must(chen.submit()).errors()).hasSize(1);

            assertThat(chen.modal("Checkout: not ready").errorAt("Why"))
                    .get()
                    .asString()
                    .contains("Your answer was not counted");
            must(chen.closeAll());
            assertThat(players.told("olivia", "/release status " + key)).contains("SILENT");
        }
    }
}
