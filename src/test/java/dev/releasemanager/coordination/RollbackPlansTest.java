package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.coordination.Office.to;
import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.coordination.RollbackPlans.AttestationForm;
import dev.releasemanager.gate.Finding;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.release.Cast;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.rollback.PlanStanding.Readiness;
import dev.releasemanager.rollback.PlanStanding.Tested;
import dev.releasemanager.rollback.ReversalTest;
import dev.releasemanager.rollback.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Executors accept their steps and testers attest reversals, each by their own click. */
@Tag("X1")
@Tag("M4")
class RollbackPlansTest {
    private final Office office = new Office(new MemoryStore());
    private final RollbackPlans plans = office.use.rollbackPlans();

    private Step step(ReleaseKey key) {
        return office.dossier(key).plan().steps().get(0);
    }

    private List<Readiness> readiness(ReleaseKey key) {
        return office.dossier(key).planStanding().steps().stream()
                .map(of -> of.readiness())
                .toList();
    }

    private ReleaseKey asked() {
        ReleaseKey key = office.created();
        office.sent();
        done(office.use
                .planning()
                .putStep(office.by(OWNER), key, Office.step("Deploy pay-api 4.1.7 again", Optional.empty())));
        return key;
    }

    private Outcome edited(ReleaseKey key, PersonId by, String what, Optional<PersonId> executor) {
        return office.use
                .planning()
                .putStep(
                        office.by(by),
                        key,
                        new StepForm(
                                Optional.of(step(key).number()),
                                what,
                                executor,
                                "5 min",
                                "it answers",
                                Optional.empty()));
    }

    @Nested
    class A_step {
        @Test
        void asks_the_person_who_is_named_and_nobody_else() {
            asked();
            List<dev.releasemanager.notice.Message> sent = office.sent();

            assertThat(Office.people(sent)).containsExactly(MEMBER);
            assertThat(to(sent, MEMBER))
                    .singleElement()
                    .asString()
                    .contains("Will you carry this out?", "pay-api 4.1.7");
        }

        @Test
        void is_accepted_without_a_new_revision_and_tells_the_owner_once_nothing_is_missing() {
            ReleaseKey key = asked();
            done(office.use.planning().setTriggers(office.by(OWNER), key, Office.triggers("24 h")));
            int revision = office.release(key).revision();
            office.sent();

            done(plans.accept(
                    office.by(MEMBER), key, step(key).number(), step(key).digest()));

            assertThat(office.release(key).revision()).isEqualTo(revision);
            assertThat(to(office.sent(), OWNER)).singleElement().asString().contains("is complete");
            assertThat(office.events(key)).contains("rollback_step_accepted");
            assertThat(plans.accept(
                                    office.by(MEMBER),
                                    key,
                                    step(key).number(),
                                    step(key).digest())
                            .kind())
                    .isEqualTo(Outcome.Kind.UNCHANGED);
        }

        @Test
        void is_accepted_by_nobody_but_its_executor() {
            ReleaseKey key = asked();
            for (PersonId other : List.of(OWNER, LEAD, Cast.DELEGATE, Cast.GUEST)) {
                assertThat(plans.accept(
                                        office.by(other),
                                        key,
                                        step(key).number(),
                                        step(key).digest())
                                .kind())
                        .isEqualTo(Outcome.Kind.REFUSED);
            }
            assertThat(readiness(key)).containsExactly(Readiness.ASKED);
        }

        @Test
        void that_names_who_saves_it_is_accepted_by_that() {
            ReleaseKey key = asked();
            office.sent();

            done(edited(key, OWNER, "Deploy pay-api 4.1.6 again", Optional.of(OWNER)));

            assertThat(readiness(key)).containsExactly(Readiness.ACCEPTED);
            assertThat(to(office.sent(), MEMBER)).singleElement().asString().contains("Not yours any more");
        }

        @Test
        void that_is_changed_is_asked_again_and_the_old_message_is_refused() {
            ReleaseKey key = asked();
            String before = step(key).digest();
            done(plans.accept(office.by(MEMBER), key, step(key).number(), before));
            office.sent();

            done(edited(key, OWNER, "Deploy pay-api 4.1.6 again", Optional.of(MEMBER)));

            assertThat(to(office.sent(), MEMBER)).singleElement().asString().contains("was changed", "4.1.6");
            assertThat(readiness(key)).containsExactly(Readiness.ASKED);
            Outcome late = plans.accept(office.by(MEMBER), key, step(key).number(), before);
            assertThat(text(late.said())).contains("Nothing was accepted", "changed since this was shown");
        }

        @Test
        void is_open_again_once_its_executor_has_left() {
            ReleaseKey key = office.planned();
            assertThat(office.dossier(key).planStanding().isComplete()).isTrue();

            office.roster = Cast.without(office.roster, MEMBER);

            assertThat(office.dossier(key).planStanding().lacks()).contains("somebody else for step 1", "has left");
        }

        @Test
        void that_its_executor_cannot_do_tells_the_owner_why_and_voids_a_go() {
            ReleaseKey key = office.cleared();
            office.sent();
            assertThat(plans.decline(
                                    office.by(MEMBER),
                                    key,
                                    step(key).number(),
                                    step(key).digest(),
                                    " ")
                            .faults())
                    .containsOnlyKeys("reason");

            done(plans.decline(
                    office.by(MEMBER), key, step(key).number(), step(key).digest(), "I am on a plane"));

            assertThat(to(office.sent(), OWNER)).anyMatch(words -> words.contains("can't: I am on a plane."));
            assertThat(office.release(key).state().phase()).isEqualTo(Phase.POLLING);
            assertThat(office.events(key)).contains("go_voided");
            assertThat(office.dossier(key).verdict().open())
                    .extracting(Finding::rule)
                    .contains("X1");
        }

        @Test
        void that_nobody_could_carry_out_is_refused_at_its_field() {
            ReleaseKey key = office.created();

            assertThat(office.use
                            .planning()
                            .putStep(office.by(OWNER), key, Office.step("Revert the change", Optional.empty()))
                            .faults())
                    .containsOnlyKeys("what");
        }

        @Test
        void removed_takes_what_was_said_of_it_along() {
            ReleaseKey key = office.planned();
            done(office.use
                    .planning()
                    .removeStep(office.by(OWNER), key, step(key).number()));

            assertThat(office.dossier(key).assurances().preparedness().acceptances())
                    .isEmpty();
        }
    }

    @Nested
    class Triggers {
        @Test
        void are_kept_in_standard_form_each_automatic_or_not() {
            ReleaseKey key = office.created();
            done(office.use
                    .planning()
                    .setTriggers(
                            office.by(OWNER),
                            key,
                            new TriggersForm(
                                    "error rate above 1 % for 10 minutes",
                                    "p99 latency of pay-api > 900 ms over 5 min", "24 h", "nothing")));

            assertThat(office.dossier(key).plan().triggers())
                    .extracting(trigger -> trigger.condition() + " " + trigger.automatic())
                    .containsExactly(
                            "error rate > 1 % over 10 min false", "p99 latency of pay-api > 900 ms over 5 min true");
        }

        @Test
        void that_are_vague_are_refused_each_at_its_own_field() {
            ReleaseKey key = office.created();

            assertThat(office.use
                            .planning()
                            .setTriggers(
                                    office.by(OWNER),
                                    key,
                                    new TriggersForm("it gets slow", "many complaints", "24 h", "nothing"))
                            .faults())
                    .containsOnlyKeys("triggers", "automatic");
        }
    }

    @Nested
    class A_migration {
        private ReleaseKey key = office.created();

        private Change migration() {
            return office.dossier(key).scope().changes().get(0);
        }

        private Outcome put(PersonId by, Optional<Change> before, String title) {
            ChangeForm form = Office.change(PAYMENTS, title);
            return office.use
                    .planning()
                    .putChange(
                            office.by(by),
                            key,
                            new ChangeForm(
                                    before.map(Change::id),
                                    form.team(),
                                    "orders-db",
                                    ReversalTest.KIND,
                                    title,
                                    form.link(),
                                    "",
                                    "nothing",
                                    "",
                                    ""));
        }

        private Tested tested() {
            return office.dossier(key).planStanding().tests().get(0).tested();
        }

        private Outcome attest(PersonId by, String content, Duration ago) {
            return plans.attest(
                    office.by(by),
                    key,
                    migration().id(),
                    content,
                    new AttestationForm(
                            Optional.of(office.now.minus(ago)),
                            "staging",
                            "https://ci.example/7",
                            "all rows were back"));
        }

        private void named() {
            done(put(MEMBER, Optional.empty(), "New order table"));
            done(plans.nameTester(office.by(OWNER), key, migration().id(), Optional.of(SECOND), "staging"));
        }

        @Test
        void shuts_the_gate_by_name_until_its_reversal_is_attested() {
            done(put(MEMBER, Optional.empty(), "New order table"));

            assertThat(office.dossier(key).verdict().open())
                    .filteredOn(finding -> finding.rule().equals("M4"))
                    .singleElement()
                    .extracting(Finding::sentence)
                    .asString()
                    .contains("a tester of the reversal of “New order table”");
        }

        @Test
        void is_not_tested_by_its_author_and_whoever_is_named_is_asked() {
            done(put(MEMBER, Optional.empty(), "New order table"));

            assertThat(plans.nameTester(office.by(OWNER), key, migration().id(), Optional.of(MEMBER), "staging")
                            .faults())
                    .containsOnlyKeys("tester");
            office.sent();
            done(plans.nameTester(office.by(OWNER), key, migration().id(), Optional.of(SECOND), "staging"));
            assertThat(to(office.sent(), SECOND)).singleElement().asString().contains("Will you test this reversal?");
            assertThat(tested()).isEqualTo(Tested.ASKED);
        }

        @Test
        void is_attested_by_the_tester_alone_with_all_that_can_be_looked_at() {
            named();
            office.pass("PT1H");
            String content = ReversalTest.contentOf(migration());
            for (PersonId other : List.of(OWNER, MEMBER, OTHER_MEMBER)) {
                assertThat(attest(other, content, Duration.ZERO).kind()).isEqualTo(Outcome.Kind.REFUSED);
            }
            assertThat(plans.attest(
                                    office.by(SECOND),
                                    key,
                                    migration().id(),
                                    content,
                                    new AttestationForm(Optional.empty(), "", "there", ""))
                            .faults())
                    .containsOnlyKeys("tested_at", "on", "link", "seen");

            done(attest(SECOND, content, Duration.ofMinutes(10)));

            assertThat(tested()).isEqualTo(Tested.ATTESTED);
            assertThat(to(office.sent(), OWNER)).anyMatch(words -> words.contains("Reversal tested"));
        }

        @Test
        void takes_no_test_from_before_its_last_edit_and_none_to_come() {
            office.pass("PT3H");
            named();
            String content = ReversalTest.contentOf(migration());
            office.pass("PT1H");

            assertThat(attest(SECOND, content, Duration.ofHours(2)).faults()).containsOnlyKeys("tested_at");
            assertThat(attest(SECOND, content, Duration.ofHours(-1)).faults()).containsOnlyKeys("tested_at");
        }

        @Test
        void that_is_edited_afterwards_has_to_be_tested_again_and_changing_it_back_changes_nothing() {
            named();
            office.pass("PT1H");
            String content = ReversalTest.contentOf(migration());
            done(attest(SECOND, content, Duration.ZERO));
            office.pass("PT1H");
            office.sent();

            done(put(MEMBER, Optional.of(migration()), "Two new tables"));

            assertThat(to(office.sent(), SECOND)).singleElement().asString().contains("Test the reversal again");
            assertThat(tested()).isEqualTo(Tested.OUTDATED);
            assertThat(text(attest(SECOND, content, Duration.ZERO).said())).contains("edited since this was shown");
            done(put(MEMBER, Optional.of(migration()), "New order table"));
            assertThat(tested()).isEqualTo(Tested.OUTDATED);
        }

        @Test
        void that_its_tester_edits_needs_another_tester() {
            named();
            done(put(SECOND, Optional.of(migration()), "Two new tables"));

            assertThat(tested()).isEqualTo(Tested.TESTER_IS_AUTHOR);
            assertThat(text(attest(SECOND, ReversalTest.contentOf(migration()), Duration.ZERO)
                            .said()))
                    .contains("tested by somebody else");
        }

        @Test
        void whose_tester_cannot_tells_the_owner_why() {
            named();
            office.sent();

            done(plans.declineTest(
                    office.by(SECOND), key, migration().id(), ReversalTest.contentOf(migration()), "no access"));

            assertThat(to(office.sent(), OWNER)).singleElement().asString().contains("no access");
            assertThat(tested()).isEqualTo(Tested.DECLINED);
        }
    }

    @Nested
    class A_draft {
        @Test
        @Tag("S1")
        void fills_an_empty_plan_once_and_stays_incomplete_until_it_is_corrected() {
            ReleaseKey key = office.created();
            assertThat(plans.proposeDraft(office.by(OWNER), key).kind()).isEqualTo(Outcome.Kind.REFUSED);
            done(office.use.planning().putChange(office.by(OWNER), key, Office.change(PAYMENTS, "Pay button")));

            done(plans.proposeDraft(office.by(OWNER), key));

            assertThat(office.dossier(key).plan().steps())
                    .extracting(Step::what)
                    .containsExactly("Switch flag one-click off", "Deploy payments-api <previous version> again");
            assertThat(office.dossier(key).planStanding().lacks()).contains("“<previous version>” in step 2");
            assertThat(plans.proposeDraft(office.by(OWNER), key).kind()).isEqualTo(Outcome.Kind.UNCHANGED);
        }
    }
}
