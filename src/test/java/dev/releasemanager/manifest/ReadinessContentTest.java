package dev.releasemanager.manifest;

import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** A manifest keeps the seal that was last taken of each team. */
    @Nested
    class What_a_manifest_keeps {
        private static final List<String> STEPS = List.of("Deploy 1.4", "Check");
        private static final PlannedCriterion CRITERION =
                criterion("p99 latency of ledger < 250 ms in staging over 1 h");
        private static final PlannedActivation ACTIVATION = activation(50);
        private static final Details DETAILS = Details.NONE.with(CRITERION).with(ACTIVATION);

        private static PlannedCriterion criterion(String text) {
            return new PlannedCriterion(1, text, JudgedAt.CHECKPOINT, Optional.of("ledger"), Optional.empty());
        }

        private static PlannedActivation activation(int share) {
            return new PlannedActivation(
                    1, "new-pay", Optional.of(MEMBER), share, Optional.empty(), "errors = 0 in PAY", Optional.empty());
        }

        private static Change change(String title) {
            return new Change(
                    new ChangeId(9),
                    PAYMENTS,
                    "ledger",
                    "flagged",
                    title,
                    "https://git.example/pull/9",
                    Optional.of("new-pay"),
                    "nothing",
                    Optional.empty(),
                    Optional.empty());
        }

        private static Manifest manifest(Sketch sketch, Change change, Details details) {
            List<Change> changes = new ArrayList<>(sketch.scope().changes());
            changes.add(change);
            return Manifest.of(changes, Changes.kinds(), sketch.landscape(), details);
        }

        private final Manifest before = manifest(release(), change("Pay anew"), DETAILS);

        /** Of another manifest, twice, so that the second one is the kept one. */
        private void assertAnother(Manifest after) {
            String known = before.seal(PAYMENTS, STEPS);
            String anew = after.readinessContent(PAYMENTS, STEPS).digest();

            assertThat(after.seal(PAYMENTS, STEPS)).isEqualTo(anew).isNotEqualTo(known);
            assertThat(after.seal(PAYMENTS, STEPS)).isEqualTo(anew);
            assertThat(before.seal(PAYMENTS, STEPS)).isEqualTo(known);
        }

        @Test
        void is_the_digest_of_what_is_asked() {
            for (TeamId team : List.of(PAYMENTS, CHECKOUT, PLATFORM, PAYMENTS)) {
                assertThat(before.seal(team, STEPS))
                        .isEqualTo(before.readinessContent(team, STEPS).digest())
                        .isEqualTo(
                                manifest(release(), change("Pay anew"), DETAILS).seal(team, STEPS));
            }
        }

        @Test
        void is_another_with_other_rollback_steps_in_whatever_order_they_are_asked_for() {
            String known = before.seal(PAYMENTS, STEPS);
            List<String> others = new ArrayList<>(List.of("Check", "Deploy 1.4"));
            String turned = before.seal(PAYMENTS, others);
            others.remove(0);

            assertThat(turned)
                    .isEqualTo(before.readinessContent(PAYMENTS, List.of("Check", "Deploy 1.4"))
                            .digest())
                    .isNotEqualTo(known);
            assertThat(before.seal(PAYMENTS, others))
                    .isEqualTo(before.readinessContent(PAYMENTS, List.of("Deploy 1.4"))
                            .digest())
                    .isNotEqualTo(turned);
            assertThat(before.seal(PAYMENTS, STEPS)).isEqualTo(known);
        }

        @Test
        void is_another_with_another_change() {
            assertAnother(manifest(release(), change("Pay as ever"), DETAILS));
        }

        @Test
        void is_another_with_another_dependency() {
            assertAnother(manifest(release().needs("ledger", "bank"), change("Pay anew"), DETAILS));
        }

        @Test
        void is_another_with_a_raised_risk() {
            assertAnother(manifest(
                    release(),
                    change("Pay anew"),
                    DETAILS.withRaised(Map.of(new ChangeId(9), new RaisedRisk(Risk.HIGH, "month's end", MEMBER)))));
        }

        @Test
        void is_another_with_another_criterion() {
            assertAnother(manifest(
                    release(),
                    change("Pay anew"),
                    DETAILS.with(criterion("p99 latency of ledger < 200 ms in staging over 1 h"))));
        }

        @Test
        void is_another_with_another_activation() {
            Manifest after = manifest(release(), change("Pay anew"), DETAILS.with(activation(100)));

            assertThat(before.flags()).isNotEqualTo(after.flags());
            assertAnother(after);
        }
    }
}
