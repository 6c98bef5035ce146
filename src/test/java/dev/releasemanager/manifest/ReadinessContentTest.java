package dev.releasemanager.manifest;

import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a team's confirmation seals: an edit that touches it changes the digest, and no other does. */
@Tag("A1")
class ReadinessContentTest {
    private static Sketch release() {
        return Sketch.of("page@checkout needs ledger@payments ~bank", "ledger needs gateway@platform");
    }

    private static String seal(DependencyGraph graph) {
        return ReadinessContent.of(
                        PAYMENTS, graph, List.of("error rate < 0.1 %"), List.of("Deploy 1.4", "Check"), List.of())
                .digest();
    }

    @Test
    void lists_what_the_team_was_asked() {
        assertThat(ReadinessContent.of(
                                PAYMENTS,
                                release().graph(),
                                List.of("p99 <= 250 ms", "error rate < 0.1 %"),
                                List.of("Deploy 1.4", "Check"),
                                List.of("new-pay on for 100 %"))
                        .lines())
                .containsExactly(
                        "readiness of\tpayments",
                        "change #2 team\tpayments",
                        "change #2 component\tledger",
                        "change #2 kind\tcopy",
                        "change #2 title\tChange number 2",
                        "change #2 link\thttps://git.example/pull/2",
                        "change #2 flag\t",
                        "change #2 user effect\tnothing",
                        "change #2 trouble\t",
                        "change #2 support answer\t",
                        "dependency\tledger needs gateway",
                        "dependency\tpage needs ledger",
                        "waits for\tplatform",
                        "waited for by\tcheckout",
                        "criterion\terror rate < 0.1 %",
                        "criterion\tp99 <= 250 ms",
                        "rollback step 1\tDeploy 1.4",
                        "rollback step 2\tCheck",
                        "activation\tnew-pay on for 100 %");
    }

    @Nested
    class An_edit_changes_it_that {
        private final String before = seal(release().graph());

        @Test
        void adds_a_change_of_the_team() {
            assertThat(seal(release().change("ledger", PAYMENTS, "copy").graph()))
                    .isNotEqualTo(before);
        }

        @Test
        void adds_anothers_change_in_what_the_team_owns() {
            assertThat(seal(release().change("ledger", CHECKOUT, "copy").graph()))
                    .isNotEqualTo(before);
        }

        @Test
        void adds_a_dependency_on_either_side() {
            assertThat(seal(release().needs("gateway", "ledger").graph())).isNotEqualTo(before);
            assertThat(seal(release().needs("ledger", "bank").graph())).isNotEqualTo(before);
        }

        @Test
        void lets_another_team_wait_for_it() {
            assertThat(seal(Sketch.of(
                                    "page@checkout needs ledger@payments ~bank",
                                    "ledger needs gateway@platform",
                                    "gateway needs (old@search)")
                            .change("page", PLATFORM, "copy")
                            .graph()))
                    .isNotEqualTo(before);
        }

        @Test
        void raises_the_risk_of_its_change() {
            Sketch sketch = release();
            Scope raised = sketch.scope()
                    .withRaised(Map.of(new ChangeId(2), new RaisedRisk(Risk.HIGH, "month's end", MEMBER)));

            assertThat(seal(DependencyGraph.of(raised, sketch.landscape()))).isNotEqualTo(before);
        }

        @Test
        void changes_a_criterion_or_a_rollback_step() {
            DependencyGraph graph = release().graph();

            assertThat(ReadinessContent.of(
                                    PAYMENTS,
                                    graph,
                                    List.of("error rate < 0.2 %"),
                                    List.of("Deploy 1.4", "Check"),
                                    List.of())
                            .digest())
                    .isNotEqualTo(before);
            assertThat(ReadinessContent.of(
                                    PAYMENTS,
                                    graph,
                                    List.of("error rate < 0.1 %"),
                                    List.of("Check", "Deploy 1.4"),
                                    List.of())
                            .digest())
                    .isNotEqualTo(before);
        }
    }

    @Nested
    class An_edit_leaves_it_alone_that {
        private final String before = seal(release().graph());

        @Test
        void adds_a_change_elsewhere() {
            assertThat(seal(release().change("page", CHECKOUT, "migration").graph()))
                    .isEqualTo(before);
            assertThat(seal(release().change("gateway", PLATFORM, "copy").graph()))
                    .isEqualTo(before);
        }

        @Test
        void adds_a_dependency_elsewhere() {
            assertThat(seal(release()
                            .needs("gateway", "bank")
                            .needs("page", "gateway")
                            .graph()))
                    .isEqualTo(before);
        }

        @Test
        void names_a_version() {
            Sketch sketch = release();

            assertThat(seal(DependencyGraph.of(
                            sketch.scope().withVersions(Map.of("ledger", "1.4.1")), sketch.landscape())))
                    .isEqualTo(before);
        }
    }
}
