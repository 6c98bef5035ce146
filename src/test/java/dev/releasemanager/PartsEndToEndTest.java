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

/** What ships together: many changes at once, their risk, what hangs together, what is split off and what is deferred. */
class PartsEndToEndTest {
    @RegisterExtension
    static final Players players = Players.rehearsing();

    private static String line(String team, String component, String title) {
        return team + " | " + component + " | configuration | " + title + " | https://code.example.com/" + component
                + "/pull/" + Integer.toUnsignedString(title.hashCode());
    }

    /** Pastes lines, looks at what was understood, and saves it. */
    private static void paste(String key, String... lines) {
        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release scope " + key));
        must(olivia.click("Paste many"));
        olivia.fill("Lines", String.join("\n", lines));
        taken(olivia.submit());
        assertThat(players.words(olivia.modal())).contains("understood; nothing is saved yet");
        taken(olivia.submit());
        assertThat(players.words(olivia.modal())).contains("Scope of " + key);
        must(olivia.closeAll());
    }

    @Nested
    @Tag("M1")
    class Pasting {
        @Test
        void shows_what_was_understood_before_it_is_saved_and_a_wrong_line_saves_nothing() {
            String key = players.newRelease("Pasted", "Payments", "Checkout");
            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release scope " + key));
            must(olivia.click("Paste many"));
            olivia.fill(
                    "Lines",
                    line("Payments", "payments-api", "One") + "\n" + line("Nobody", "payments-api", "Two") + "\n"
                            + line("Checkout", "checkout-web", "Three"));

            assertThat(olivia.submit().errors().toString())
                    .contains("One line is wrong, and nothing was saved", "Line 2");
            must(olivia.closeAll());
            paste(key, line("Payments", "payments-api", "One"), line("Checkout", "checkout-web", "Three"));
            assertThat(players.told("olivia", "/release show " + key)).contains("One", "Three");
        }
    }

    @Nested
    @Tag("M1")
    @Tag("H3")
    class A_risk_raised_by_hand {
        @Test
        void wants_a_reason_and_is_never_lowered() {
            String key = players.newRelease("Riskier than it looks", "Payments");
            paste(key, line("Payments", "payments-api", "A longer timeout"));
            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release scope " + key));
            must(olivia.click("Edit"));
            olivia.fill("Risk", "High");

            assertThat(olivia.submit().errors().toString()).contains("A risk is raised with a reason");
            olivia.fill("Why it is riskier than its kind", "It hides a slow bank.");
            taken(olivia.submit());
            must(olivia.closeAll());
            assertThat(players.told("olivia", "/release show " + key)).contains("raised by hand, It hides a slow bank");
        }
    }

    @Nested
    @Tag("X3")
    class Unrelated_changes {
        private String twoGroups(String title) {
            String key = players.newRelease(title, "Payments", "Identity");
            paste(
                    key,
                    line("Payments", "payments-db", "A new column for " + title),
                    line("Identity", "login", "A new colour for " + title));
            return key;
        }

        @Test
        void are_shown_by_name_and_related_with_a_reason() {
            String key = twoGroups("Related");
            assertThat(players.told("olivia", "/release check " + key))
                    .contains("X3", "2 separate groups", "payments-db", "login", "split " + key);
            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release relate " + key));
            olivia.fill("Because", "The login shows the balance.");

            taken(olivia.submit());

            must(olivia.closeAll());
            assertThat(players.told("olivia", "/release check " + key)).contains("X3 Changes hang together met");
        }

        @Test
        void are_split_by_one_click_each_part_a_release_that_says_where_it_came_from() {
            String key = twoGroups("Torn apart");
            Actor olivia = players.as("olivia");
            Shown gate = players.shown("olivia", Players.CHANNEL, "/release check " + key);
            must(olivia.click(gate, "Split it"));
            assertThat(players.words(olivia.modal())).contains("It goes in 2 parts", "Part 1", "Part 2");

            taken(olivia.submit());

            assertThat(players.words(olivia.modal())).contains("SPLIT", key);
            must(olivia.closeAll());
            assertThat(players.told("olivia", "/release check " + key)).contains("X3 Changes hang together met");
            players.awaitDirect("olivia", "Torn apart (part 2 of 2)", "is made, with 1 change of " + key);
        }
    }

    @Nested
    @Tag("H2")
    @Tag("M2")
    class Too_many_cross_team_dependencies {
        @Test
        void shut_the_gate_and_the_split_is_proposed() {
            String key = players.newRelease("Everybody at once", "Payments", "Checkout", "Identity", "Mobile");
            paste(
                    key,
                    line("Payments", "payments-api", "a"),
                    line("Identity", "login", "b"),
                    line("Checkout", "checkout-api", "c"),
                    line("Checkout", "checkout-web", "d"),
                    line("Mobile", "mobile-app", "e"));

            String gate = players.told("olivia", "/release check " + key);

            assertThat(gate)
                    .contains("H2", "dependencies lead from one team to another", "split " + key, "except " + key);
            Actor priya = players.as("priya");
            must(priya.command(Players.CHANNEL, "/release split " + key));
            assertThat(players.words(priya.modal())).contains("no part needs anything of a later one");
            must(priya.closeAll());
        }
    }

    @Nested
    @Tag("H4")
    class A_team_that_is_not_ready {
        @Test
        void can_be_deferred_from_the_message_that_says_so_and_the_rest_goes_on() {
            String key = players.newRelease("Without Checkout", "Payments", "Checkout");
            paste(
                    key,
                    line("Payments", "payments-api", "A faster answer"),
                    line("Checkout", "checkout-web", "A shorter page"));
            players.open(key, "in 5h");
            players.notReady("chen", key, "The page is blank", "next week");
            Shown told = players.awaitDirect("olivia", "Checkout is not ready", key);
            Actor olivia = players.as("olivia");
            must(olivia.click(told, "What if it is deferred?"));
            assertThat(players.words(olivia.modal()))
                    .contains("One change leaves", "A shorter page", "New order", "payments-api", "Leave it");
            olivia.fill("Why", "The page is blank");

            taken(olivia.submit());

            assertThat(players.words(olivia.modal())).contains("Deferred to");
            must(olivia.closeAll());
            players.awaitDirect("chen", "doesn't ride " + key, "The page is blank", "To ride it");
            assertThat(players.told("olivia", "/release status " + key))
                    .contains("0 of 1 teams")
                    .doesNotContain("• Checkout");
        }

        @Test
        void on_whom_all_depends_can_not_be_deferred() {
            String key = players.newRelease("All on Payments", "Payments", "Checkout");
            paste(key, line("Payments", "payments-api", "The base"), line("Checkout", "checkout-web", "The rest"));

            assertThat(players.told("olivia", "/release defer " + key + " Payments not done"))
                    .contains("H4", "nothing would ship");
            assertThat(players.told("olivia", "/release defer " + key + " Nobody"))
                    .contains("neither a team nor a change");
        }
    }

    @Nested
    @Tag("S3")
    class A_big_release {
        @Test
        void is_advised_to_be_smaller_and_not_refused() {
            String key = players.newRelease("Twenty-one", "Payments");
            String[] lines = new String[21];
            for (int i = 0; i < lines.length; i++) {
                lines[i] = line("Payments", "payments-api", "Change " + (i + 1));
            }
            paste(key, lines);

            assertThat(players.told("olivia", "/release check " + key))
                    .contains("S3", "21 changes; a release should have at most 20");
        }
    }
}
