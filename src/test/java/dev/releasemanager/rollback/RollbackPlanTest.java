package dev.releasemanager.rollback;

import static dev.releasemanager.release.Cast.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.release.PersonId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a rollback plan lacks, in words. */
@Tag("M4")
class RollbackPlanTest {
    private static final Trigger TRIGGER = new Trigger("error rate > 1 % over 10 min", false);
    private static final Optional<String> NOTHING = Optional.of("nothing");
    private static final Optional<Duration> WINDOW = Optional.of(Duration.ofHours(24));

    private static Step step(int number, Optional<PersonId> executor, Optional<Duration> lasts) {
        return Plans.step(number, executor, lasts);
    }

    private static Step whole(int number) {
        return step(number, Optional.of(MEMBER), Optional.of(Duration.ofMinutes(5)));
    }

    private static RollbackPlan plan(Step... steps) {
        return new RollbackPlan(List.of(steps), List.of(TRIGGER), WINDOW, NOTHING);
    }

    @Nested
    class Missing {
        @Test
        @Tag("S1")
        void of_the_plan_that_every_release_is_born_with_is_everything() {
            assertThat(RollbackPlan.EMPTY.missing())
                    .containsExactly(
                            "a step",
                            "a trigger (what starts the rollback)",
                            "a rollback window (until when it can be done)",
                            "what a rollback would not undo (“nothing” is an answer)");
            assertThat(RollbackPlan.EMPTY.isEmpty()).isTrue();
        }

        @Test
        void is_nothing_from_a_whole_plan() {
            assertThat(plan(whole(1), whole(2)).missing()).isEmpty();
            assertThat(plan(whole(1)).isWritten()).isTrue();
        }

        @Test
        void is_a_step() {
            assertThat(plan().missing()).containsExactly("a step");
        }

        @Test
        void is_the_person_of_the_step_by_its_place_and_not_by_its_id() {
            assertThat(plan(whole(4), step(9, Optional.empty(), Optional.of(Duration.ofMinutes(1))))
                            .missing())
                    .containsExactly("the person who executes step 2");
        }

        @Test
        void is_the_duration_of_the_step() {
            assertThat(plan(step(1, Optional.of(MEMBER), Optional.empty())).missing())
                    .containsExactly("how long step 1 takes");
        }

        @Test
        void is_a_trigger() {
            assertThat(new RollbackPlan(List.of(whole(1)), List.of(), WINDOW, NOTHING).missing())
                    .containsExactly("a trigger (what starts the rollback)");
        }

        @Test
        void is_a_window() {
            assertThat(new RollbackPlan(List.of(whole(1)), List.of(TRIGGER), Optional.empty(), NOTHING).missing())
                    .containsExactly("a rollback window (until when it can be done)");
        }

        @Test
        void names_all_at_once() {
            assertThat(new RollbackPlan(
                                    List.of(step(1, Optional.empty(), Optional.empty())),
                                    List.of(),
                                    Optional.empty(),
                                    Optional.empty())
                            .missing())
                    .hasSize(5);
        }
    }

    @Nested
    class Editing {
        private final RollbackPlan plan = plan(whole(1), whole(2), whole(3));

        private static List<Integer> numbers(RollbackPlan plan) {
            return plan.steps().stream().map(Step::number).toList();
        }

        @Test
        void puts_a_new_step_at_the_end() {
            assertThat(numbers(plan.with(whole(7)))).containsExactly(1, 2, 3, 7);
        }

        @Test
        void puts_a_known_step_in_its_place() {
            RollbackPlan edited = plan.with(step(2, Optional.empty(), Optional.empty()));

            assertThat(numbers(edited)).containsExactly(1, 2, 3);
            assertThat(edited.steps().get(1).executor()).isEmpty();
        }

        @Test
        void moves_a_step_up_and_the_first_nowhere() {
            assertThat(numbers(plan.earlier(3))).containsExactly(1, 3, 2);
            assertThat(numbers(plan.earlier(1))).containsExactly(1, 2, 3);
            assertThat(numbers(plan.earlier(99))).containsExactly(1, 2, 3);
        }

        @Test
        void takes_a_step_out() {
            assertThat(numbers(plan.without(2))).containsExactly(1, 3);
            assertThat(plan.without(99)).isEqualTo(plan);
        }

        @Test
        void keeps_the_steps_when_triggers_and_window_are_set() {
            assertThat(numbers(plan.with(List.of(), Optional.empty(), Optional.empty())))
                    .containsExactly(1, 2, 3);
        }
    }

    @Test
    void all_steps_together_last_as_long_as_their_sum() {
        assertThat(plan(whole(1), whole(2), step(3, Optional.empty(), Optional.empty()))
                        .lasts())
                .isEqualTo(Duration.ofMinutes(10));
    }
}
