package dev.releasemanager;

import static dev.releasemanager.Players.must;
import static dev.releasemanager.Players.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is told to whom after a call. */
class NoticesEndToEndTest {
    private static final String RISKIEST = "Capture with the authorization";
    private static final String LESSER = "Longer sessions";

    @RegisterExtension
    static final Players players = Players.rehearsing();

    private static String called = "";

    @BeforeAll
    static void call_a_go() {
        String key = players.newRelease("Pay in one step", "Payments", "Checkout", "Identity");
        players.completePlan(key);
        players.addChange(
                key,
                RISKIEST,
                "Payments",
                "Payment flow (high risk)",
                "Paying takes one step less.",
                "A payment may hang.",
                "It is captured by itself within ten minutes.");
        players.addChange(key, LESSER, "Identity", "Configuration (low risk)", "Fewer log-ins.", "", "");
        players.open(key, "in 5h");
        players.everybodyReady(key);
        players.callGo("olivia", key);
        called = key;
    }

    @Nested
    class After_a_go {
        @Test
        void the_thread_has_who_called_what_and_the_records_digest() {
            Shown said = players.awaitReply("carla", Players.CHANNEL, called, "GO for " + called);

            assertThat(players.words(said))
                    .contains("called by @olivia", "3 of 3 ready", "high (Payment flow", "1 step, 10 min")
                    .containsPattern("record `?[0-9a-f]{64}");
        }

        @Tag("K2")
        @Test
        void product_reads_what_is_included_and_excluded_as_users_notice_it() {
            Shown notice = players.as("elena").awaitMessage("product", called);

            assertThat(players.words(notice))
                    .containsSubsequence("GO", called, "Purpose:", "Included", RISKIEST, "Paying takes one step less.")
                    .contains("Excluded: nothing was deferred.")
                    .doesNotContain("payments-api", "https://code.example.com");
        }

        @Tag("K3")
        @Test
        void support_reads_what_changes_for_users_what_may_go_wrong_and_what_to_answer() {
            Shown notice = players.as("sam").awaitMessage("support", called);

            assertThat(players.words(notice))
                    .contains("What changes for users", RISKIEST + ": Paying takes one step less.")
                    .contains("May go wrong: A payment may hang.")
                    .contains("Answer: It is captured by itself within ten minutes.")
                    .contains(LESSER + ": Fewer log-ins.");
        }

        @Tag("K4")
        @Test
        void leadership_reads_risk_and_rollback_first_and_no_list_of_commits() {
            Shown notice = players.as("elena").awaitMessage("leadership", called);

            List<String> lines = players.words(notice).lines().toList();
            assertThat(lines.get(0)).startsWith("Risk: high");
            assertThat(lines.get(1)).startsWith("Rollback: 1 step, 10 min in all");
            assertThat(players.words(notice))
                    .contains("GO", called, "Owner: @olivia")
                    .doesNotContain(LESSER, "payments-api", "code.example.com");
        }

        @Test
        void each_audience_is_told_once() {
            for (String audience : List.of("product", "support", "leadership")) {
                players.as("olivia").awaitMessage(audience, called);
                assertThat(players.as("olivia").look().messages(audience).stream()
                                .filter(message -> players.words(message).contains(called)))
                        .as(audience)
                        .hasSize(1);
            }
        }
    }

    @Nested
    class After_a_no_go {
        @Test
        void the_reason_is_wanted_and_everybody_reads_it() {
            String key = players.newRelease("Not like this", "Checkout");
            players.completePlan(key);
            players.addChange(key, "Half a page", "Checkout", "Copy (low risk)", "Half a page.", "", "");
            players.open(key, "in 5h");
            players.notReady("carla", key, "half of it is missing", "next week");
            Actor olivia = players.as("olivia");
            Shown board = players.board("olivia", Players.CHANNEL, key, "POLLING");
            must(olivia.click(board, "No-Go"));
            olivia.fill("Why not", "  ");
            assertThat(must(olivia.submit()).errors()).hasSize(1);
            assertThat(olivia.modal().errorAt("Why not")).get().asString().contains("A No-Go carries its reason");

            olivia.fill("Why not", "Half of it is missing.");
            taken(olivia.submit());

            Shown thread = players.awaitReply("carla", Players.CHANNEL, key, "NO-GO for " + key);
            assertThat(players.words(thread))
                    .contains("Reason: Half of it is missing.", "New checkpoint: not set.")
                    .containsPattern("record `?[0-9a-f]{64}");
            assertThat(players.words(olivia.awaitMessage("product", key)))
                    .contains("Was to be included", "all of it, for now: Half of it is missing.");
            assertThat(players.words(olivia.awaitMessage("support", key)))
                    .contains("Nothing changes for users for now.");
            assertThat(players.words(olivia.awaitMessage("leadership", key))).startsWith("Risk: low");
            assertThat(players.told("olivia", "/release status " + key)).contains("DELAYED");
        }
    }
}
