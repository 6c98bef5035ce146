package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.coordination.Office.to;
import static dev.releasemanager.release.Cast.CHANNEL;
import static dev.releasemanager.release.Cast.EXECUTIVE;
import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.notice.Message;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.release.Cast;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.rollback.Executor;
import dev.releasemanager.rollback.Undoing;
import dev.releasemanager.rollout.Mark;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StageRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A release is rolled back: at one confirmation, step by step. */
@Tag("Q2")
class RollbacksTest {
    private final Office office = new Office(new MemoryStore());

    /** In its canary: of two components one is out and the other isn't; one step of the plan for each, and one for both. */
    private ReleaseKey inProduction(String... deployed) {
        ReleaseKey key = office.planned();
        done(office.use
                .planning()
                .putStep(office.by(OWNER), key, Office.step("Deploy payments-api 4.1 again", Optional.empty())));
        done(office.use
                .planning()
                .putStep(office.by(OWNER), key, Office.step("Deploy checkout-api 7.0 again", Optional.empty())));
        office.acceptAll(key);
        office.staged(key);
        office.reopen(key);
        done(office.ready(key, Cast.PAYMENTS, MEMBER));
        done(office.ready(key, Cast.CHECKOUT, OTHER_MEMBER));
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
                    List.of("payments-api", "checkout-api"),
                    OWNER,
                    office.now);
            for (String component : deployed) {
                run = run.with(new Mark(component, Mark.Kind.DEPLOYED, "4.2", "", MEMBER, office.now));
            }
            tx.put(key, tx.rollout(key).with(run));
            return true;
        });
        office.sent();
        return key;
    }

    private Outcome begin(ReleaseKey key, PersonId by) {
        return office.use.rollbacks().begin(office.by(by), key, "Error rate doubled on the canary.");
    }

    private Undoing current(ReleaseKey key) {
        return office.use
                .rollbacks()
                .find(key)
                .flatMap(rollback -> rollback.current())
                .orElseThrow();
    }

    @Nested
    class At_one_confirmation {
        @Test
        void it_begins_and_asks_the_first_executor_before_everything_else_goes_out() {
            ReleaseKey key = inProduction("payments-api", "checkout-api");

            done(begin(key, OWNER));

            assertThat(office.release(key).state().phase()).isEqualTo(Phase.ROLLING_BACK);
            List<Message> sent = office.sent();
            assertThat(to(sent, MEMBER)).singleElement().asString().contains("Do this now", "kubectl rollout undo");
            assertThat(to(sent, CHANNEL)).anySatisfy(said -> assertThat(said)
                    .contains("ROLLING BACK", "Error rate doubled", "checkout-api 7.0"));
            assertThat(to(sent, Office.SUPPORT_CHANNEL))
                    .singleElement()
                    .asString()
                    .contains("is being taken back");
            assertThat(to(sent, Office.LEADERSHIP)).hasSize(1);
            assertThat(sent.stream().filter(message -> message.lane() != Lane.BOARD))
                    .isNotEmpty()
                    .allSatisfy(message -> assertThat(message.lane()).isEqualTo(Lane.ALARM));
        }

        @Test
        void the_one_that_was_deployed_last_is_undone_first() {
            ReleaseKey both = inProduction("payments-api", "checkout-api");
            done(begin(both, OWNER));
            assertThat(office.use.rollbacks().find(both).orElseThrow().steps())
                    .extracting(Undoing::what)
                    .containsExactly(
                            "kubectl rollout undo deploy/pay",
                            "Deploy checkout-api 7.0 again",
                            "Deploy payments-api 4.1 again");
        }

        @Test
        void what_was_never_deployed_is_left_out() {
            ReleaseKey one = inProduction("payments-api");
            done(begin(one, LEAD));
            assertThat(office.use.rollbacks().find(one).orElseThrow().steps())
                    .extracting(Undoing::what)
                    .doesNotContain("Deploy checkout-api 7.0 again");
        }

        @Test
        @Tag("A2")
        void it_is_begun_by_those_who_may_and_with_a_reason() {
            ReleaseKey key = inProduction("payments-api");

            for (PersonId other : List.of(MEMBER, EXECUTIVE)) {
                Outcome refused = begin(key, other);
                assertThat(refused.kind()).isEqualTo(Outcome.Kind.REFUSED);
                assertThat(text(refused.said())).contains("can't roll the release back", "stop it first");
            }
            assertThat(office.use.rollbacks().begin(office.by(OWNER), key, " ").faults())
                    .containsKey(Rollbacks.REASON);
            assertThat(office.release(key).state().phase()).isEqualTo(Phase.ROLLING_OUT);
        }

        @Test
        void a_second_one_changes_nothing() {
            ReleaseKey key = inProduction("payments-api");
            done(begin(key, OWNER));
            int steps = office.use.rollbacks().find(key).orElseThrow().steps().size();

            assertThat(begin(key, LEAD).kind()).isEqualTo(Outcome.Kind.UNCHANGED);
            assertThat(office.use.rollbacks().find(key).orElseThrow().steps()).hasSize(steps);
            assertThat(office.events(key)).containsOnlyOnce("rollback_begun");
        }

        @Test
        void whoever_has_left_is_not_asked_and_the_step_falls_to_the_owner() {
            ReleaseKey key = inProduction("payments-api");
            office.roster = Cast.without(office.roster, MEMBER);

            done(begin(key, OWNER));

            assertThat(current(key).executor()).isEqualTo(Executor.of(OWNER));
            assertThat(to(office.sent(), MEMBER)).isEmpty();
        }

        @Test
        void neither_a_hold_nor_a_friday_is_asked_about() {
            ReleaseKey key = inProduction("payments-api");
            office.now = Instant.parse("2026-11-27T22:00:00Z");

            done(begin(key, OWNER));
        }

        @Test
        void before_anything_is_out_it_is_refused_with_what_to_do() {
            ReleaseKey key = office.cleared();
            Outcome refused = begin(key, OWNER);
            assertThat(refused.kind()).isEqualTo(Outcome.Kind.REFUSED);
        }
    }

    @Nested
    class Its_steps {
        private final ReleaseKey key = inProduction("payments-api", "checkout-api");

        Its_steps() {
            done(begin(key, OWNER));
            office.sent();
        }

        private void allDone() {
            while (office.release(key).state().phase() == Phase.ROLLING_BACK) {
                Undoing step = current(key);
                done(office.use
                        .rollbacks()
                        .done(office.by(step.executor().person().orElseThrow()), key, step.number()));
            }
        }

        @Test
        void are_done_one_after_the_other_until_it_is_rolled_back() {
            allDone();

            assertThat(office.release(key).state().phase()).isEqualTo(Phase.ROLLED_BACK);
            List<Message> sent = office.sent();
            assertThat(to(sent, MEMBER))
                    .filteredOn(said -> said.contains("Do this now"))
                    .hasSize(2);
            assertThat(to(sent, CHANNEL)).anySatisfy(said -> assertThat(said).contains("ROLLED BACK", "the plan said"));
            assertThat(to(sent, Office.SUPPORT_CHANNEL))
                    .singleElement()
                    .asString()
                    .contains("is taken back");
            assertThat(office.events(key)).contains("rollback_begun", "rollback_step_done", "rolled_back");
        }

        @Test
        void are_their_executors_own_and_a_second_click_counts_once() {
            int first = current(key).number();

            Outcome refused = office.use.rollbacks().done(office.by(OTHER_MEMBER), key, first);
            assertThat(refused.kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(text(refused.said())).contains("somebody else's", "take it over", "/release rollback " + key);

            done(office.use.rollbacks().done(office.by(MEMBER), key, first));
            assertThat(office.use
                            .rollbacks()
                            .done(office.by(MEMBER), key, first)
                            .kind())
                    .isEqualTo(Outcome.Kind.UNCHANGED);
            assertThat(office.events(key)).containsOnlyOnce("rollback_step_done");
        }

        @Test
        void that_take_too_long_reach_the_lead_and_the_owner_once() {
            office.passAndDrain("PT5M");
            office.passAndDrain("PT30M");

            List<Message> sent = office.sent();
            assertThat(to(sent, OWNER))
                    .singleElement()
                    .asString()
                    .contains("takes longer than planned", "take it over");
            assertThat(to(sent, LEAD)).hasSize(1);
            assertThat(to(sent, MEMBER)).isEmpty();
            assertThat(office.events(key)).containsOnlyOnce("rollback_step_overdue");
        }

        @Test
        void that_are_done_in_time_alarm_nobody() {
            done(office.use
                    .rollbacks()
                    .done(office.by(MEMBER), key, current(key).number()));
            office.pass("PT1M");
            allDone();
            office.sent();

            office.passAndDrain("PT1H");

            assertThat(office.sent()).isEmpty();
            assertThat(office.events(key)).doesNotContain("rollback_step_overdue");
        }

        @Test
        void that_somebody_can_not_do_are_taken_over_by_another() {
            int first = current(key).number();
            assertThat(office.use
                            .rollbacks()
                            .cannot(office.by(MEMBER), key, first, "")
                            .faults())
                    .containsKey(Rollbacks.REASON);
            done(office.use.rollbacks().cannot(office.by(MEMBER), key, first, "I have no access to the cluster."));
            assertThat(to(office.sent(), OWNER))
                    .anySatisfy(said -> assertThat(said).contains("is stuck", "no access to the cluster"));

            done(office.use.rollbacks().takeOver(office.by(OTHER_MEMBER), key, first));

            assertThat(to(office.sent(), OTHER_MEMBER))
                    .singleElement()
                    .asString()
                    .contains("Do this now");
            done(office.use.rollbacks().done(office.by(OTHER_MEMBER), key, first));
            assertThat(office.use
                            .rollbacks()
                            .takeOver(office.by(EXECUTIVE), key, current(key).number())
                            .kind())
                    .isEqualTo(Outcome.Kind.REFUSED);
        }

        @Test
        void are_gone_on_without_by_the_owner_alone_and_with_a_reason() {
            int first = current(key).number();

            assertThat(office.use
                            .rollbacks()
                            .leave(office.by(MEMBER), key, first, "No need.")
                            .kind())
                    .isEqualTo(Outcome.Kind.REFUSED);
            assertThat(office.use
                            .rollbacks()
                            .leave(office.by(OWNER), key, first, "")
                            .faults())
                    .containsKey(Rollbacks.REASON);
            done(office.use.rollbacks().leave(office.by(OWNER), key, first, "The old one works with it."));

            assertThat(current(key).number()).isNotEqualTo(first);
        }

        @Test
        void leave_room_for_nothing_else() {
            assertThat(office.use
                            .planning()
                            .cancel(office.by(OWNER), key, "enough")
                            .kind())
                    .isEqualTo(Outcome.Kind.REFUSED);
            assertThat(office.use
                            .holds()
                            .hold(office.by(OTHER_MEMBER), key, "wait")
                            .kind())
                    .isEqualTo(Outcome.Kind.REFUSED);
        }
    }
}
