package dev.releasemanager.rollback;

import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.NOW;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.SECOND;
import static dev.releasemanager.release.Cast.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Changes;
import dev.releasemanager.manifest.Component;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.DependencyGraph;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.Scope;
import dev.releasemanager.release.Cast;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Roster;
import dev.releasemanager.rollback.PlanStanding.Readiness;
import dev.releasemanager.rollback.PlanStanding.Tested;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who stands behind a rollback plan, and what is still missing. */
@Tag("X1")
@Tag("M4")
class PlanStandingTest {
    private static final RollbackPlan PLAN = Plans.WHOLE;
    private final Roster roster = Cast.roster();

    private PlanStanding of(RollbackPlan plan, Preparedness said) {
        return PlanStanding.of(plan, List.of(), said, roster);
    }

    private static Preparedness said(Acceptance acceptance) {
        return Preparedness.NONE.with(acceptance);
    }

    @Nested
    class A_step {
        private final Step step = PLAN.steps().get(0);

        @Test
        void that_its_executor_accepted_lacks_nothing() {
            assertThat(of(PLAN, Plans.accepted(PLAN)).missing()).isEmpty();
        }

        @Test
        void that_nobody_accepted_yet_is_missing_by_its_place_and_name() {
            PlanStanding standing = of(PLAN, Preparedness.NONE);

            assertThat(standing.missing()).containsExactly("the acceptance of step 1 by Member");
            assertThat(standing.waitedFor()).containsExactly(MEMBER);
        }

        @Test
        void that_was_changed_since_is_open_again_whatever_was_changed_of_it() {
            for (Step changed : List.of(
                    new Step(
                            1,
                            "kubectl rollout undo deploy/cart",
                            step.executor(),
                            step.lasts(),
                            step.proof(),
                            step.team()),
                    new Step(1, step.what(), Optional.of(Executor.of(LEAD)), step.lasts(), step.proof(), step.team()),
                    new Step(
                            1,
                            step.what(),
                            step.executor(),
                            Optional.of(Duration.ofHours(1)),
                            step.proof(),
                            step.team()),
                    new Step(1, step.what(), step.executor(), step.lasts(), Optional.of("it works"), step.team()))) {
                assertThat(of(PLAN.with(changed), Plans.accepted(PLAN)).steps())
                        .extracting(PlanStanding.OfStep::readiness)
                        .containsExactly(Readiness.ASKED);
            }
        }

        @Test
        void that_only_changed_its_place_or_its_team_stays_accepted() {
            Step moved = new Step(1, step.what(), step.executor(), step.lasts(), step.proof(), Optional.of(PAYMENTS));

            assertThat(of(PLAN.with(moved), Plans.accepted(PLAN)).isComplete()).isTrue();
        }

        @Test
        void whose_executor_cannot_needs_somebody_else() {
            Acceptance no = new Acceptance(1, step.digest(), MEMBER, NOW, Optional.of("I am on holiday."));

            assertThat(of(PLAN, said(no)).missing())
                    .containsExactly("somebody else for step 1 (Member can't: I am on holiday.)");
        }

        @Test
        void whose_executor_has_left_needs_somebody_else_though_they_accepted() {
            PlanStanding standing =
                    PlanStanding.of(PLAN, List.of(), Plans.accepted(PLAN), Cast.without(roster, MEMBER));

            assertThat(standing.missing()).containsExactly("somebody else for step 1 (Member has left)");
        }

        @Test
        void that_was_accepted_by_somebody_else_is_not_accepted() {
            assertThat(of(PLAN, said(new Acceptance(1, step.digest(), LEAD, NOW, Optional.empty())))
                            .isComplete())
                    .isFalse();
        }
    }

    @Nested
    class A_migration {
        private final Change change = Changes.change(3, PAYMENTS, ReversalTest.KIND, "New order table");
        private final Authorship author = new Authorship(change.id(), MEMBER, MEMBER, NOW);

        private PlanStanding standing(Preparedness said, Change now) {
            Preparedness all = said;
            for (Acceptance acceptance : Plans.accepted(PLAN).acceptances()) {
                all = all.with(acceptance);
            }
            return PlanStanding.of(PLAN, List.of(now, Changes.change(4, CHECKOUT, "copy")), all, roster);
        }

        private ReversalTest by(PersonId tester) {
            return new ReversalTest(change.id(), tester, "staging", OWNER, NOW, Optional.empty(), Optional.empty());
        }

        private ReversalTest.Attestation attestation(Instant at) {
            return new ReversalTest.Attestation(
                    ReversalTest.contentOf(change), at, "staging", "https://ci.example/1", "all rows back", at);
        }

        @Test
        void without_a_tester_is_missing_by_its_title_and_others_want_none() {
            PlanStanding standing = standing(Preparedness.NONE.with(author), change);

            assertThat(standing.tests()).hasSize(1);
            assertThat(standing.missing()).containsExactly("a tester of the reversal of “New order table”");
        }

        @Test
        void is_waited_for_until_the_tester_attests() {
            Preparedness named = Preparedness.NONE.with(author).with(by(SECOND));

            assertThat(standing(named, change).missing())
                    .containsExactly("Second's attestation that the reversal of “New order table” was tested");
            assertThat(standing(named, change).testersWaitedFor()).containsExactly(SECOND);
            assertThat(standing(named.with(by(SECOND).attested(attestation(after("PT1H")))), change)
                            .isComplete())
                    .isTrue();
        }

        @Test
        void that_was_edited_since_is_to_be_tested_again_and_changing_it_back_does_not_revive_the_test() {
            Preparedness tested = Preparedness.NONE.with(author).with(by(SECOND).attested(attestation(after("PT1H"))));
            Change other = Changes.change(3, PAYMENTS, ReversalTest.KIND, "Two new tables");

            assertThat(standing(tested, other).missing())
                    .containsExactly("a new test of the reversal of “Two new tables” by Second (it was edited since)");
            assertThat(standing(tested.with(author.edited(MEMBER, after("PT2H"))), change)
                            .tests())
                    .extracting(PlanStanding.OfMigration::tested)
                    .containsExactly(Tested.OUTDATED);
        }

        @Test
        void is_not_tested_by_who_added_it_nor_by_who_edited_it_last() {
            for (Authorship wrote : List.of(
                    new Authorship(change.id(), SECOND, MEMBER, NOW),
                    new Authorship(change.id(), MEMBER, SECOND, NOW))) {
                Preparedness tested =
                        Preparedness.NONE.with(wrote).with(by(SECOND).attested(attestation(after("PT1H"))));

                assertThat(standing(tested, change).missing())
                        .containsExactly("another tester of the reversal of “New order table” (Second wrote the change"
                                + " or edited it)");
            }
        }

        @Test
        void whose_tester_has_left_before_attesting_or_cannot_needs_another() {
            Preparedness cannot = Preparedness.NONE.with(author).with(by(SECOND).refused("no access"));
            assertThat(standing(cannot, change).missing())
                    .singleElement()
                    .asString()
                    .contains("Second can't: no access");

            Preparedness left = Preparedness.NONE.with(author).with(by(Cast.LEAVER));
            assertThat(standing(left, change).missing())
                    .singleElement()
                    .asString()
                    .contains("Leaver has left");
        }
    }

    @Test
    void steps_that_take_longer_than_the_window_do_not_fit_in_it() {
        RollbackPlan tight = PLAN.with(PLAN.triggers(), Optional.of(Duration.ofMinutes(4)), PLAN.notUndone());

        assertThat(tight.missing()).containsExactly("a window that its steps fit in (they take 5 min, it is 4 min)");
    }

    @Test
    void a_trigger_that_was_kept_before_it_had_to_be_measurable_is_missing() {
        RollbackPlan old = PLAN.with(List.of(new Trigger("it is slow", false)), PLAN.window(), PLAN.notUndone());

        assertThat(old.missing()).containsExactly("a measurable condition in place of “it is slow”");
    }

    @Test
    @Tag("S1")
    void a_draft_undoes_the_last_deployed_first_flags_before_all_and_is_not_complete_as_it_is() {
        Change web = new Change(
                new dev.releasemanager.manifest.ChangeId(2),
                CHECKOUT,
                "cart-web",
                "flagged",
                "One page",
                "https://git.example/2",
                Optional.of("one-page"),
                "one page",
                Optional.empty(),
                Optional.empty());
        Change orders = new Change(
                new dev.releasemanager.manifest.ChangeId(1),
                PAYMENTS,
                "orders-db",
                ReversalTest.KIND,
                "New table",
                "https://git.example/1",
                Optional.empty(),
                "nothing",
                Optional.empty(),
                Optional.empty());
        Landscape landscape = new Landscape(
                List.of(Component.of("cart-web", CHECKOUT), Component.of("orders-db", PAYMENTS)),
                List.of(new Dependency("cart-web", "orders-db")));

        List<PlanDraft.Proposed> draft =
                PlanDraft.of(DependencyGraph.of(new Scope(List.of(orders, web), Changes.kinds()), landscape));

        assertThat(draft)
                .extracting(PlanDraft.Proposed::what)
                .containsExactly(
                        "Switch flag one-page off",
                        "Deploy cart-web <previous version> again",
                        "Deploy orders-db <previous version> again",
                        "Reverse the migration of orders-db: <command>");
        assertThat(draft.get(0).team()).contains(CHECKOUT);
        assertThat(draft.stream().skip(1))
                .allSatisfy(step -> assertThat(StepWording.blank(step.what())).isPresent());
        assertThat(StepWording.lacks(draft.get(0).what())).isEmpty();
    }
}
