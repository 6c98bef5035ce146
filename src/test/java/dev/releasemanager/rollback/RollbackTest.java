package dev.releasemanager.rollback;

import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.NOW;
import static dev.releasemanager.release.Cast.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.release.Decision;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.rollback.RollbackOrder.Switch;
import dev.releasemanager.rollback.Undoing.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rollback plan being executed. */
@Tag("Q2")
class RollbackTest {
    private static final List<String> COMPONENTS = List.of("pay-db", "pay-api", "pay-api-v2", "web");
    private static final List<Switch> ON = List.of(new Switch("new-checkout", true, Optional.empty()));
    private static final List<Switch> DARK = List.of(new Switch("new-checkout", false, Optional.empty()));

    private static Step step(int number, String what) {
        return new Step(
                number,
                what,
                Optional.of(Executor.of(number % 2 == 0 ? LEAD : MEMBER)),
                Optional.of(Duration.ofMinutes(number)),
                Optional.of("the old version answers"),
                Optional.empty());
    }

    private static RollbackPlan plan(String... steps) {
        List<Step> all = new ArrayList<>();
        for (String what : steps) {
            all.add(step(all.size() + 1, what));
        }
        return RollbackPlan.EMPTY.withSteps(all);
    }

    private static List<String> order(RollbackPlan plan, String... deployed) {
        return RollbackOrder.of(plan, List.of(deployed), COMPONENTS, ON).steps().stream()
                .map(Step::what)
                .toList();
    }

    @Nested
    class The_order {
        private final RollbackPlan plan = plan(
                "Deploy `pay-db` 3 again",
                "Run the reversal, see the counts",
                "Deploy pay-api 4.1 again",
                "Deploy web 7 again",
                "Switch flag new-checkout off");

        @Test
        void is_the_reverse_of_what_was_deployed_whatever_the_plan_says_flags_first() {
            assertThat(order(plan, "pay-db", "pay-api", "web"))
                    .containsExactly(
                            "Switch flag new-checkout off",
                            "Deploy web 7 again",
                            "Deploy pay-api 4.1 again",
                            "Deploy `pay-db` 3 again",
                            "Run the reversal, see the counts");
            assertThat(order(plan, "web", "pay-api", "pay-db").get(1)).isEqualTo("Deploy `pay-db` 3 again");
        }

        @Test
        void leaves_out_what_was_never_deployed_and_says_so() {
            RollbackOrder order = RollbackOrder.of(plan, List.of("pay-db"), COMPONENTS, DARK);

            assertThat(order.steps()).extracting(Step::number).containsExactly(1, 2);
            assertThat(order.needless()).extracting(Step::number).containsExactly(3, 4, 5);
        }

        @Test
        @Tag("S2")
        void switches_off_only_flags_that_are_on() {
            RollbackOrder dark = RollbackOrder.of(plan, List.of("pay-db", "web"), COMPONENTS, DARK);
            RollbackOrder on = RollbackOrder.of(plan, List.of("pay-db", "web"), COMPONENTS, ON);

            assertThat(dark.steps()).extracting(Step::number).containsExactly(4, 1, 2);
            assertThat(dark.needless()).extracting(Step::number).containsExactly(3, 5);
            assertThat(on.steps()).extracting(Step::number).containsExactly(5, 4, 1, 2);
        }

        @Test
        @Tag("S2")
        void begins_with_the_way_back_of_a_flag_that_is_on_and_that_no_step_names() {
            Step back = step(90, "Set the ramp of quick-pay to 0");
            List<Switch> flags = List.of(
                    new Switch("new-checkout", true, Optional.of(step(91, "Switch flag new-checkout off"))),
                    new Switch("quick-pay", true, Optional.of(back)),
                    new Switch("later", false, Optional.of(step(92, "Switch flag later off"))));

            RollbackOrder order = RollbackOrder.of(plan, List.of("pay-db", "web"), COMPONENTS, flags);

            assertThat(order.steps()).extracting(Step::number).containsExactly(5, 90, 4, 1, 2);
        }

        @Test
        void takes_a_longer_name_for_another_component_and_names_what_no_step_undoes() {
            RollbackOrder order = RollbackOrder.of(plan, List.of("pay-db", "pay-api-v2", "web"), COMPONENTS, ON);

            assertThat(order.needless()).extracting(Step::number).containsExactly(3);
            assertThat(order.unnamed()).containsExactly("pay-api-v2");
        }

        @Test
        void of_steps_that_name_nothing_is_the_plans() {
            assertThat(order(plan("first `a.sh`", "then `b.sh`"), "pay-db"))
                    .containsExactly("first `a.sh`", "then `b.sh`");
        }

        /** Whatever was deployed in whatever order: every step is there once, and no component before a later one. */
        @Test
        void loses_no_step_and_never_undoes_an_earlier_deployment_first() {
            Random random = new Random(4);
            for (int round = 0; round < 2_000; round++) {
                List<String> deployed = new ArrayList<>(COMPONENTS);
                java.util.Collections.shuffle(deployed, random);
                List<String> some = deployed.subList(0, random.nextInt(5));
                List<Step> steps = new ArrayList<>();
                for (int n = 1; n <= 8; n++) {
                    steps.add(step(
                            n,
                            random.nextInt(4) == 0
                                    ? "look at the dashboard"
                                    : "Deploy `" + COMPONENTS.get(random.nextInt(4)) + "` again"));
                }
                RollbackOrder order = RollbackOrder.of(RollbackPlan.EMPTY.withSteps(steps), some, COMPONENTS, ON);

                List<Step> all = new ArrayList<>(order.steps());
                all.addAll(order.needless());
                assertThat(all).containsExactlyInAnyOrderElementsOf(steps);
                List<Integer> places = order.steps().stream()
                        .map(s -> COMPONENTS.stream()
                                .filter(c -> s.what().contains("`" + c + "`"))
                                .findFirst())
                        .flatMap(Optional::stream)
                        .map(some::indexOf)
                        .toList();
                assertThat(places).isSortedAccordingTo(java.util.Comparator.reverseOrder());
            }
        }
    }

    @Nested
    class Its_steps {
        private final RollbackPlan plan =
                plan("Deploy web 7 again", "Deploy pay-api 4.1 again", "Deploy pay-db 3 again");
        private final Rollback begun = Rollback.start(
                Optional.of(OWNER),
                "errors doubled",
                NOW,
                RollbackOrder.of(plan, List.of("pay-db", "pay-api", "web"), COMPONENTS, ON),
                OWNER);

        private Instant after(int minutes) {
            return NOW.plus(Duration.ofMinutes(minutes));
        }

        private Rollback changed(Decision<Rollback> decision) {
            return decision.changed().orElseThrow();
        }

        private Refusal refusal(Decision<Rollback> decision) {
            return decision.<Optional<Refusal>>fold(r -> Optional.empty(), why -> Optional.empty(), Optional::of)
                    .orElseThrow();
        }

        @Test
        void are_asked_for_one_after_the_other() {
            assertThat(begun.steps())
                    .extracting(Undoing::standing)
                    .containsExactly(Standing.ASKED, Standing.WAITING, Standing.WAITING);
            Rollback second = changed(begun.done(1, MEMBER, after(3)));

            assertThat(second.current()).get().extracting(Undoing::number).isEqualTo(2);
            assertThat(second.find(1).orElseThrow().took()).contains(Duration.ofMinutes(3));
            assertThat(second.find(2).orElseThrow().dueAt()).contains(after(5));
            Rollback over = changed(changed(second.done(2, LEAD, after(4))).done(3, MEMBER, after(9)));
            assertThat(over.isOver()).isTrue();
            assertThat(over.estimate()).isEqualTo(Duration.ofMinutes(6));
        }

        @Test
        void are_not_done_out_of_turn_nor_twice() {
            assertThat(refusal(begun.done(2, LEAD, after(1))).why()).contains("Deploy web 7 again");
            assertThat(refusal(begun.done(9, LEAD, after(1))).why()).contains("no such step");
            Rollback second = changed(begun.done(1, MEMBER, after(1)));
            assertThat(second.done(1, MEMBER, after(2)).changed()).isEmpty();
            assertThat(second.find(1).orElseThrow().answeredAt()).contains(after(1));
        }

        @Test
        void that_can_not_be_done_wait_to_be_taken_over_and_hold_the_next_one() {
            Rollback stuck = changed(begun.cannot(1, MEMBER, after(1), "no access"));
            assertThat(stuck.current()).get().extracting(Undoing::standing).isEqualTo(Standing.STUCK);
            assertThat(stuck.cannot(1, MEMBER, after(2), "no access").changed()).isEmpty();

            Rollback taken = changed(stuck.takenOver(1, LEAD, after(4)));

            assertThat(taken.current()).get().extracting(Undoing::executor).isEqualTo(Executor.of(LEAD));
            assertThat(taken.current().orElseThrow().dueAt()).contains(after(5));
            assertThat(taken.takenOver(1, LEAD, after(5)).changed()).isEmpty();
        }

        @Test
        void that_the_owner_leaves_as_they_are_hold_nobody_up() {
            Rollback stuck = changed(begun.cannot(1, MEMBER, after(1), "no access"));
            Rollback left = changed(stuck.left(1, OWNER, after(2), "the old web works with the old API"));

            assertThat(left.current()).get().extracting(Undoing::number).isEqualTo(2);
            assertThat(left.find(1).orElseThrow().took()).isEmpty();
            assertThat(left.takenOver(1, LEAD, after(3)).changed()).isEmpty();
        }

        @Test
        void that_name_nobody_are_the_owners() {
            Step nobodys = new Step(
                    1, "Deploy web 7 again", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
            Rollback rollback = Rollback.start(
                    Optional.empty(),
                    "error rate > 1 %",
                    NOW,
                    RollbackOrder.of(RollbackPlan.EMPTY.withSteps(List.of(nobodys)), List.of("web"), COMPONENTS, ON),
                    OWNER);

            assertThat(rollback.current()).get().extracting(Undoing::executor).isEqualTo(Executor.of(OWNER));
        }

        @Test
        void are_none_if_nothing_was_deployed_and_then_it_is_over_at_once() {
            Rollback nothing = Rollback.start(
                    Optional.of(OWNER), "wrong build", NOW, RollbackOrder.of(plan, List.of(), COMPONENTS, ON), OWNER);

            assertThat(nothing.isOver()).isTrue();
        }
    }
}
