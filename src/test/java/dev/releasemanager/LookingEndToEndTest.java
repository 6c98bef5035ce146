package dev.releasemanager;

import static dev.releasemanager.Players.must;
import static dev.releasemanager.Players.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What waits for a person, and what can be looked up. */
class LookingEndToEndTest {
    @RegisterExtension
    static final Players players = Players.rehearsing();

    @Nested
    class What_waits_for_me {
        @Test
        void is_shown_by_the_bare_command_with_buttons_that_answer() {
            String key = players.newRelease("Waiting for Checkout", "Checkout");
            players.completePlan(key);
            players.open(key, "in 5h");

            Shown waiting = players.shown("chen", Players.CHANNEL, "/release");

            assertThat(players.words(waiting))
                    .contains("What waits for you", key, "Your answer for Checkout is missing.");
            Actor chen = players.as("chen");
            must(chen.click(waiting, "Ready"));
            assertThat(chen.modal().title()).isEqualTo("Checkout is ready");
            players.tickAll(chen);
            taken(chen.submit());
            assertThat(players.told("chen", "/release status " + key)).contains("READY, @chen");
            assertThat(players.told("chen", "/release")).doesNotContain("Your answer for Checkout is missing");
        }

        @Test
        void is_shown_in_home_and_answered_there() {
            String key = players.newRelease("At home", "Mobile");
            players.completePlan(key);
            players.open(key, "in 5h");
            Actor mara = players.as("mara");
            Shown home = mara.home();
            mara.awaitTrue("her answer to be wanted", screen -> screen.home()
                    .filter(shown -> players.words(shown).contains("Your answer for Mobile is missing."))
                    .isPresent());
            assertThat(home.json().path("type").asText()).isEqualTo("home");

            must(mara.clickInHome("Ready"));
            players.tickAll(mara);
            taken(mara.submit());

            mara.awaitTrue("nothing to wait for", screen -> screen.home()
                    .filter(shown -> !players.words(shown).contains("is missing"))
                    .isPresent());
            assertThat(players.told("olivia", "/release status " + key)).contains("READY, @mara");
        }

        @Test
        void for_the_owner_is_the_plan_first_then_the_checkpoint_then_the_call() {
            String key = players.newRelease("Step by step", "Checkout");
            assertThat(players.told("olivia", "/release")).contains(key, "How do we reverse this?");
            players.completePlan(key);
            assertThat(players.told("olivia", "/release")).contains("the next step is to open a checkpoint");
            players.open(key, "in 5h");
            players.ready("carla", key);
            assertThat(players.told("olivia", "/release")).contains("The gate is open: the call is yours.");
            players.awaitDirect("olivia", "The gate of " + key, "is open");
        }

        @Test
        void for_somebody_without_anything_to_do_is_nothing() {
            assertThat(players.told("otto", "/release")).contains("Nothing. Enjoy the quiet.");
        }
    }

    @Nested
    class Lists {
        @Test
        void show_the_open_releases_and_on_demand_all() {
            String open = players.newRelease("Still open", "Checkout");
            String given = players.newRelease("Given up", "Checkout");
            players.told("olivia", "/release cancel " + given + " no longer wanted");

            assertThat(players.told("otto", "/release list"))
                    .contains(open, "Still open")
                    .doesNotContain("Given up");
            assertThat(players.told("otto", "/release list all")).contains(open, given, "CANCELLED");
        }

        @Test
        void lead_to_each_release_by_a_button() {
            Shown list = players.shown("otto", "releases", "/release list");
            Actor otto = players.as("otto");

            must(otto.click(list, "Show"));

            assertThat(players.words(otto.modal())).contains("How do we reverse this?");
            must(otto.closeAll());
        }
    }

    @Nested
    class A_mistyped_command {
        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "shwo PAY-1, /release show PAY-1",
            "roleback-plan PAY-1, /release rollback-plan PAY-1",
            "histroy, /release history",
            "opne PAY-1 until 16:00, /release open PAY-1 until 16:00"
        })
        void gets_the_nearest_match_and_does_nothing(String typed, String meant) {
            assertThat(players.told("olivia", "/release " + typed))
                    .contains(
                            "Nothing was done.",
                            "There is no “" + typed.split(" ", 2)[0] + "”",
                            "Did you mean " + meant);
        }

        @Test
        void that_resembles_nothing_gets_the_help() {
            assertThat(players.told("olivia", "/release xyzzyplugh")).contains("Nothing was done.", "/release help");
        }

        @Test
        void with_a_key_that_is_none_is_told_so() {
            assertThat(players.told("olivia", "/release show PAY-999"))
                    .contains("There is no release PAY-999", "/release list");
        }

        @Test
        void that_is_only_a_key_shows_the_release() {
            assertThat(players.told("olivia", "/release PAY-1"))
                    .contains("PAY-1 New checkout", "How do we reverse this?");
        }
    }

    @Nested
    class The_manifest_and_the_order {
        private static final String MANIFEST = "Manifest | Manifest of PAY-1 | Order of deployment";
        private static final String ORDER =
                "Order | What needs what | Order: what stands in one wave may go in parallel";

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '|',
                value = {MANIFEST, ORDER})
        void are_a_click_away_from_the_board_for_anyone(String button, String title, String words) {
            Actor sam = players.as("sam");

            must(sam.click(players.board("sam", Players.CHANNEL, "PAY-1", "New checkout"), button));

            assertThat(players.words(sam.modal(title))).contains(words);
            must(sam.closeAll());
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '|',
                value = {MANIFEST, ORDER})
        void are_a_click_away_from_what_show_shows(String button, String title, String words) {
            Actor otto = players.as("otto");
            Shown shown = players.shown("otto", Actor.DIRECT, "/release show PAY-1");

            must(otto.click(shown, button));

            assertThat(players.words(otto.modal(title))).contains(words);
            must(otto.closeAll());
        }
    }

    @Test
    void help_names_every_command() {
        assertThat(players.told("otto", "/release help"))
                .contains("new", "edit", "scope", "rollback-plan", "check", "open", "list", "show", "status", "history")
                .contains("verify-record", "delegate", "owner", "cancel", "KEY can be left out");
    }

    @Test
    void status_shows_where_every_team_stands() {
        String key = players.newRelease("Where it stands", "Payments", "Checkout");
        players.open(key, "in 5h");
        players.notReady("chen", key, "flaky", "noon");
        players.ready("pavel", key);

        assertThat(players.told("otto", "/release status " + key))
                .contains("POLLING", "Decided by", "1 of 2 teams are ready")
                .contains("Payments ✅ READY, @pavel", "Checkout ⛔ NOT READY, @chen: flaky (expected: noon)");
    }

    @Test
    void the_sample_release_lacks_one_thing_that_the_check_names() {
        assertThat(players.told("otto", "/release check PAY-1"))
                .contains("The gate of PAY-1 New checkout is shut", "The rollback plan lacks a rollback window")
                .contains("@olivia");
    }
}
