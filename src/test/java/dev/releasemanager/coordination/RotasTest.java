package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.coordination.Office.to;
import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.COLLEAGUE;
import static dev.releasemanager.release.Cast.LEAVER;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OUTSIDER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.gate.Finding;
import dev.releasemanager.notice.Message;
import dev.releasemanager.release.Cast;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.Rota;
import dev.releasemanager.release.RotaId;
import dev.releasemanager.rollback.Executor;
import dev.releasemanager.rollback.PlanStanding;
import dev.releasemanager.rollback.PlanStanding.Readiness;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.rollback.Undoing;
import dev.releasemanager.rollout.Mark;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StageRun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A rollback step is a rota's: one of it accepts for all, and in a rollback the first of it does it. */
@Tag("M4")
class RotasTest {
    private static final RotaId NIGHT = new RotaId("night");

    private final Office office = new Office(new MemoryStore());
    private final RollbackPlans plans = office.use.rollbackPlans();

    @BeforeEach
    void rota() {
        of(OTHER_MEMBER, OUTSIDER, LEAVER);
    }

    private void of(PersonId... people) {
        office.roster = Cast.roster().withRotas(List.of(new Rota(NIGHT, "Night watch", List.of(people))));
    }

    private static StepForm form(Optional<Integer> number, Optional<PersonId> person, Optional<RotaId> rota) {
        return new StepForm(
                number,
                "Deploy payments-api 4.1 again",
                person,
                rota,
                "5 min",
                "it answers 4.1",
                Optional.of(PAYMENTS));
    }

    private ReleaseKey asked() {
        ReleaseKey key = office.planned();
        step(key, form(Optional.empty(), Optional.empty(), Optional.of(NIGHT)));
        return key;
    }

    private void step(ReleaseKey key, StepForm form) {
        office.sent();
        done(office.use.planning().putStep(office.by(OWNER), key, form));
    }

    private PlanStanding.OfStep last(ReleaseKey key) {
        List<PlanStanding.OfStep> steps = office.dossier(key).planStanding().steps();
        return steps.get(steps.size() - 1);
    }

    private Outcome accept(ReleaseKey key, PersonId by) {
        Step step = last(key).step();
        return plans.accept(office.by(by), key, step.number(), step.digest());
    }

    private Outcome decline(ReleaseKey key, PersonId by) {
        Step step = last(key).step();
        return plans.decline(office.by(by), key, step.number(), step.digest(), "I am on a plane.");
    }

    private String lacks(ReleaseKey key) {
        return office.dossier(key).planStanding().lacks();
    }

    @Nested
    class To_accept_a_step {
        @Test
        void everybody_of_the_rota_is_asked_who_is_still_here() {
            ReleaseKey key = asked();
            List<Message> sent = office.sent();

            assertThat(Office.people(sent)).containsExactlyInAnyOrder(OTHER_MEMBER, OUTSIDER);
            assertThat(to(sent, OUTSIDER))
                    .singleElement()
                    .asString()
                    .contains("Will you carry this out?", "Night watch", "before one of you accepts");
            assertThat(lacks(key)).isEqualTo("the acceptance of step 2 by somebody of the rota Night watch");
        }

        @Test
        void one_click_is_enough_and_the_others_hear_of_it_by_name() {
            ReleaseKey key = asked();
            office.sent();

            done(accept(key, OUTSIDER));

            assertThat(last(key).readiness()).isEqualTo(Readiness.ACCEPTED);
            assertThat(last(key).said().orElseThrow().by()).isEqualTo(OUTSIDER);
            assertThat(to(office.sent(), OTHER_MEMBER))
                    .singleElement()
                    .asString()
                    .contains("Nothing to do for you", "for the rota", "Night watch");
            Outcome second = accept(key, OTHER_MEMBER);
            assertThat(second.kind()).isEqualTo(Outcome.Kind.UNCHANGED);
            assertThat(text(second.said())).contains("has accepted this step already, for all of the rota");
            assertThat(decline(key, OTHER_MEMBER).kind()).isEqualTo(Outcome.Kind.UNCHANGED);
            assertThat(last(key).readiness()).isEqualTo(Readiness.ACCEPTED);
        }

        @Test
        void nobody_else_accepts_it_not_even_the_owner() {
            ReleaseKey key = asked();

            Outcome refused = accept(key, OWNER);

            assertThat(refused.kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(text(refused.said())).contains("somebody of the rota", "that is Night watch");
        }

        @Test
        void one_who_cannot_leaves_it_to_the_others() {
            ReleaseKey key = asked();
            office.sent();

            done(decline(key, OTHER_MEMBER));

            assertThat(to(office.sent(), OUTSIDER))
                    .singleElement()
                    .asString()
                    .contains("Will you carry this out?", "can't");
            assertThat(lacks(key)).contains("by somebody of the rota Night watch", "I am on a plane.");
            done(accept(key, OUTSIDER));
            assertThat(office.dossier(key).planStanding().isComplete()).isTrue();
        }

        @Test
        void who_saves_it_for_their_own_rota_has_not_accepted_by_that() {
            of(OWNER, OUTSIDER);

            ReleaseKey key = asked();

            assertThat(last(key).readiness()).isEqualTo(Readiness.ASKED);
            assertThat(Office.people(office.sent())).contains(OWNER, OUTSIDER);
        }
    }

    @Nested
    class A_change_of_the_rota {
        @Test
        void in_its_people_touches_neither_the_acceptance_nor_what_teams_confirmed() {
            ReleaseKey key = asked();
            done(accept(key, OUTSIDER));
            String seal = office.dossier(key).seal(PAYMENTS);

            of(COLLEAGUE);

            assertThat(last(key).readiness()).isEqualTo(Readiness.ACCEPTED);
            assertThat(office.dossier(key).seal(PAYMENTS)).isEqualTo(seal);
        }

        @Test
        @Tag("X1")
        @Tag("H1")
        void of_whom_nobody_is_left_reopens_the_plan() {
            ReleaseKey key = asked();
            done(accept(key, OUTSIDER));

            of(LEAVER);

            assertThat(last(key).readiness()).isEqualTo(Readiness.EXECUTOR_LEFT);
            assertThat(lacks(key)).isEqualTo("somebody else for step 2 (nobody of the rota Night watch is left)");
            assertThat(office.dossier(key).verdict().findings())
                    .extracting(Finding::sentence)
                    .anySatisfy(said -> assertThat(said).contains("for the rota Night watch, of whom nobody is"));
        }

        @Test
        @Tag("X1")
        void that_is_no_more_in_the_configuration_reopens_it_too_and_its_title_is_still_known() {
            ReleaseKey key = asked();
            done(accept(key, OUTSIDER));

            office.roster = Cast.roster();

            assertThat(lacks(key))
                    .isEqualTo("somebody else for step 2 (the configuration no longer has the rota Night watch)");
            assertThat(accept(key, OUTSIDER).kind()).isEqualTo(Outcome.Kind.REFUSED);
        }

        @Test
        void to_another_executor_is_told_to_those_who_are_not_asked_any_more() {
            ReleaseKey key = asked();
            String seal = office.dossier(key).seal(PAYMENTS);

            step(key, form(Optional.of(last(key).step().number()), Optional.of(OUTSIDER), Optional.of(NIGHT)));

            assertThat(last(key).step().executor()).contains(Executor.of(OUTSIDER));
            assertThat(to(office.sent(), OTHER_MEMBER))
                    .singleElement()
                    .asString()
                    .contains("Not yours any more");
            assertThat(office.dossier(key).seal(PAYMENTS)).isNotEqualTo(seal);
        }
    }

    @Nested
    class A_form {
        private java.util.Map<String, String> faults(Optional<PersonId> person, Optional<RotaId> rota) {
            return office.use
                    .planning()
                    .putStep(office.by(OWNER), office.planned(), form(Optional.empty(), person, rota))
                    .faults();
        }

        @Test
        void with_both_or_with_a_rota_that_cannot_do_it_is_refused_at_the_field() {
            assertThat(faults(Optional.of(MEMBER), Optional.of(NIGHT)).get(StepForm.ROTA))
                    .contains("not both");
            assertThat(faults(Optional.empty(), Optional.of(new RotaId("day"))).get(StepForm.ROTA))
                    .contains("no longer has this rota");
            of(LEAVER);
            assertThat(faults(Optional.empty(), Optional.of(NIGHT)).get(StepForm.ROTA))
                    .contains("Nobody of Night watch is in the workspace");
        }
    }

    @Nested
    @Tag("Q2")
    class In_a_rollback {
        private ReleaseKey rollingBack() {
            ReleaseKey key = asked();
            done(accept(key, OUTSIDER));
            office.staged(key);
            office.reopen(key);
            done(office.ready(key, PAYMENTS, MEMBER));
            done(office.ready(key, CHECKOUT, OTHER_MEMBER));
            done(office.go(key, OWNER));
            office.store.write(tx -> {
                tx.lock(key);
                tx.update(tx.find(key)
                        .orElseThrow()
                        .with(tx.find(key)
                                .orElseThrow()
                                .state()
                                .start(OWNER, office.now)
                                .changed()
                                .orElseThrow()));
                StageRun run = StageRun.begun(
                                tx.rollout(key).nextNumber(),
                                new Stage(Optional.of(5), Duration.ofMinutes(30)),
                                List.of("payments-api"),
                                OWNER,
                                office.now)
                        .with(new Mark("payments-api", Mark.Kind.DEPLOYED, "4.2", "", MEMBER, office.now));
                tx.put(key, tx.rollout(key).with(run));
                return true;
            });
            done(office.use.rollbacks().begin(office.by(OWNER), key, "Error rate doubled on the canary."));
            office.sent();
            Undoing first = current(key);
            done(office.use.rollbacks().done(office.by(first.executor().person().orElseThrow()), key, first.number()));
            return key;
        }

        private Undoing current(ReleaseKey key) {
            return office.use.rollbacks().find(key).orElseThrow().current().orElseThrow();
        }

        @Test
        void everybody_of_it_is_asked_the_first_has_done_it_and_the_second_hears_so() {
            ReleaseKey key = rollingBack();
            int number = current(key).number();
            List<Message> sent = office.sent();
            for (PersonId person : List.of(OUTSIDER, OTHER_MEMBER)) {
                assertThat(to(sent, person)).anySatisfy(said -> assertThat(said)
                        .contains("Do this now", "Everybody of the rota", "Night watch"));
            }
            assertThat(to(sent, LEAVER)).isEmpty();

            done(office.use.rollbacks().done(office.by(OUTSIDER), key, number));

            assertThat(office.release(key).state().phase()).isEqualTo(Phase.ROLLED_BACK);
            assertThat(office.use
                            .rollbacks()
                            .find(key)
                            .orElseThrow()
                            .find(number)
                            .orElseThrow()
                            .answeredBy())
                    .contains(OUTSIDER);
            Outcome second = office.use.rollbacks().done(office.by(OTHER_MEMBER), key, number);
            assertThat(second.kind()).isEqualTo(Outcome.Kind.UNCHANGED);
        }

        @Test
        void one_who_cannot_is_told_to_the_others_and_any_of_them_still_does_it() {
            ReleaseKey key = rollingBack();
            int number = current(key).number();
            office.sent();

            done(office.use.rollbacks().cannot(office.by(OTHER_MEMBER), key, number, "My laptop is dead."));

            assertThat(to(office.sent(), OUTSIDER)).singleElement().asString().contains("is stuck", "laptop");
            done(office.use.rollbacks().takeOver(office.by(OUTSIDER), key, number));
            done(office.use.rollbacks().done(office.by(OUTSIDER), key, number));
            assertThat(office.release(key).state().phase()).isEqualTo(Phase.ROLLED_BACK);
        }

        @Test
        void it_falls_to_the_owner_once_nobody_of_it_is_left() {
            ReleaseKey key = rollingBack();
            of(LEAVER);

            done(office.use.rollbacks().done(office.by(OWNER), key, current(key).number()));

            assertThat(office.release(key).state().phase()).isEqualTo(Phase.ROLLED_BACK);
        }
    }
}
