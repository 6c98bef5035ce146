package dev.releasemanager.release;

import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.NOW;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.after;
import static dev.releasemanager.release.Cast.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.releasemanager.release.ReleaseState.Cancelled;
import dev.releasemanager.release.ReleaseState.Cause;
import dev.releasemanager.release.ReleaseState.Cleared;
import dev.releasemanager.release.ReleaseState.Completed;
import dev.releasemanager.release.ReleaseState.Delayed;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.ReleaseState.Planning;
import dev.releasemanager.release.ReleaseState.Polling;
import dev.releasemanager.release.ReleaseState.Reviewed;
import dev.releasemanager.release.ReleaseState.RolledBack;
import dev.releasemanager.release.ReleaseState.RollingBack;
import dev.releasemanager.release.ReleaseState.RollingOut;
import dev.releasemanager.release.ReleaseState.Stopped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which command leads from which state to which: every pair. */
class ReleaseStateTest {
    private static final Instant DURING = after("PT1H");
    private static final Instant OVER = after("PT4H");
    private static final Call CALL = new Call(OWNER, DURING, 3, "d".repeat(64), "");

    private static final RollingOut ROLLING_OUT = new RollingOut(checkpoint(1), CALL, OWNER, DURING);

    /** A state at a moment. */
    private record Situation(ReleaseState state, Instant now) {}

    private static final Map<String, Situation> SITUATIONS = situations();

    private static Map<String, Situation> situations() {
        Map<String, Situation> all = new LinkedHashMap<>();
        all.put("planning", new Situation(new Planning(Optional.empty()), DURING));
        all.put("planning, scheduled", new Situation(new Planning(Optional.of(checkpoint(1))), DURING));
        all.put("planning, scheduled, over", new Situation(new Planning(Optional.of(checkpoint(1))), OVER));
        all.put("polling", new Situation(new Polling(checkpoint(1)), DURING));
        all.put("polling, over", new Situation(new Polling(checkpoint(1)), OVER));
        all.put("cleared", new Situation(new Cleared(checkpoint(1), CALL), DURING));
        all.put("cleared, over", new Situation(new Cleared(checkpoint(1), CALL), OVER));
        all.put("delayed, no-go", new Situation(delayed(Cause.NO_GO, Optional.empty()), DURING));
        all.put("delayed, undecided", new Situation(delayed(Cause.UNDECIDED, Optional.empty()), DURING));
        all.put("delayed, voided", new Situation(delayed(Cause.GO_VOIDED, Optional.empty()), DURING));
        all.put("delayed, scheduled", new Situation(delayed(Cause.POSTPONED, Optional.of(checkpoint(1))), DURING));
        all.put("delayed, scheduled, over", new Situation(delayed(Cause.POSTPONED, Optional.of(checkpoint(1))), OVER));
        all.put("rolling out", new Situation(ROLLING_OUT, DURING));
        all.put("stopped", new Situation(new Stopped(ROLLING_OUT, Optional.of(LEAD), "errors", NOW), DURING));
        all.put("rolling back", new Situation(new RollingBack(ROLLING_OUT, Optional.of(OWNER), "errors", NOW), DURING));
        all.put("rolled back", new Situation(new RolledBack(ROLLING_OUT, "errors", NOW), DURING));
        all.put("reviewed", new Situation(new Reviewed(ROLLING_OUT, "errors", NOW, NOW), DURING));
        all.put("completed", new Situation(new Completed(ROLLING_OUT, NOW, OVER), DURING));
        all.put("completed, over", new Situation(new Completed(ROLLING_OUT, NOW, OVER), OVER));
        all.put("cancelled", new Situation(new Cancelled(OWNER, "no longer wanted", NOW), DURING));
        return all;
    }

    /**
     * Expected: the state that follows, {@code same} if it is so already (or a timer is stale), {@code refused}. A
     * {@code ready} and a {@code not ready} are told apart where they differ: {@code ready/not ready}.
     */
    private static final String TABLE = """
            situation                | EDIT     | OPEN    | ANSWER       | WITHDRAW     | GO      | NO_GO   | DELAY   | HOLD     | CANCEL    | CHECKPOINT_OPENS | DEADLINE_PASSES
            planning                 | planning | polling | refused      | refused      | refused | refused | refused | planning | cancelled | same    | same
            planning, scheduled      | planning | polling | refused      | refused      | refused | refused | refused | planning | cancelled | polling | same
            planning, scheduled, over| planning | polling | refused      | refused      | refused | refused | refused | planning | cancelled | delayed | same
            polling                  | polling  | refused | polling      | polling      | cleared | delayed | delayed | polling  | cancelled | same    | same
            polling, over            | polling  | refused | refused      | refused      | refused | delayed | delayed | polling  | cancelled | same    | delayed
            cleared                  | polling  | refused | same/polling | polling/cleared | same | delayed | delayed | polling  | cancelled | same    | same
            cleared, over            | delayed  | refused | same/delayed | delayed/cleared | same | delayed | delayed | delayed  | cancelled | same    | same
            delayed, no-go           | delayed  | polling | refused      | refused      | refused | same    | refused | delayed  | cancelled | same    | same
            delayed, undecided       | delayed  | polling | refused      | refused      | refused | refused | refused | delayed  | cancelled | same    | same
            delayed, voided          | delayed  | polling | refused      | refused      | refused | refused | refused | delayed  | cancelled | same    | same
            delayed, scheduled       | delayed  | polling | refused      | refused      | refused | refused | refused | delayed  | cancelled | polling | same
            delayed, scheduled, over | delayed  | polling | refused      | refused      | refused | refused | refused | delayed  | cancelled | delayed | same
            rolling out              | refused  | refused | refused      | refused      | refused | refused | refused | refused  | refused   | same    | same
            stopped                  | refused  | refused | refused      | refused      | refused | refused | refused | refused  | refused   | same    | same
            rolling back             | refused  | refused | refused      | refused      | refused | refused | refused | refused  | refused   | same    | same
            rolled back              | refused  | refused | refused      | refused      | refused | refused | refused | refused  | same      | same    | same
            reviewed                 | refused  | refused | refused      | refused      | refused | refused | refused | refused  | same      | same    | same
            completed                | refused  | refused | refused      | refused      | refused | refused | refused | refused  | refused   | same    | same
            completed, over          | refused  | refused | refused      | refused      | refused | refused | refused | refused  | refused   | same    | same
            cancelled                | refused  | refused | refused      | refused      | refused | refused | refused | refused  | same      | same    | same
            """;

    /** The commands of the stages, the stop and the way back. */
    private static final String ROLLOUT_TABLE = """
            situation                | ADD_STEP    | BEGIN_STAGING | START       | DEPLOY      | REPORT      | EXTEND_BAKE | BAKE_ENDS   | ADVANCE     | STOP    | RESUME      | COMPLETE  | ROLL_BACK    | FINISH_ROLLBACK
            planning                 | planning    | planning      | refused     | planning    | planning    | planning    | planning    | refused     | refused | refused     | refused   | refused      | refused
            planning, scheduled      | planning    | planning      | refused     | planning    | planning    | planning    | planning    | refused     | refused | refused     | refused   | refused      | refused
            planning, scheduled, over| planning    | planning      | refused     | planning    | planning    | planning    | planning    | refused     | refused | refused     | refused   | refused      | refused
            polling                  | polling     | polling       | refused     | polling     | polling     | polling     | polling     | refused     | refused | refused     | refused   | refused      | refused
            polling, over            | polling     | polling       | refused     | polling     | polling     | polling     | polling     | refused     | refused | refused     | refused   | refused      | refused
            cleared                  | polling     | refused       | rolling out | refused     | refused     | refused     | same        | refused     | refused | refused     | refused   | refused      | refused
            cleared, over            | delayed     | refused       | rolling out | refused     | refused     | refused     | same        | refused     | refused | refused     | refused   | refused      | refused
            delayed, no-go           | delayed     | delayed       | refused     | delayed     | delayed     | delayed     | delayed     | refused     | refused | refused     | refused   | refused      | refused
            delayed, undecided       | delayed     | delayed       | refused     | delayed     | delayed     | delayed     | delayed     | refused     | refused | refused     | refused   | refused      | refused
            delayed, voided          | delayed     | delayed       | refused     | delayed     | delayed     | delayed     | delayed     | refused     | refused | refused     | refused   | refused      | refused
            delayed, scheduled       | delayed     | delayed       | refused     | delayed     | delayed     | delayed     | delayed     | refused     | refused | refused     | refused   | refused      | refused
            delayed, scheduled, over | delayed     | delayed       | refused     | delayed     | delayed     | delayed     | delayed     | refused     | refused | refused     | refused   | refused      | refused
            rolling out              | rolling out | refused       | same        | rolling out | rolling out | rolling out | rolling out | rolling out | stopped | same        | completed | rolling back | refused
            stopped                  | stopped     | refused       | refused     | refused     | stopped     | refused     | same        | refused     | same    | rolling out | refused   | rolling back | refused
            rolling back             | refused     | refused       | refused     | refused     | refused     | refused     | same        | refused     | same    | refused     | refused   | same         | rolled back
            rolled back              | refused     | refused       | refused     | refused     | refused     | refused     | same        | refused     | refused | refused     | refused   | same         | refused
            reviewed                 | refused     | refused       | refused     | refused     | refused     | refused     | same        | refused     | refused | refused     | refused   | same         | refused
            completed                | refused     | refused       | refused     | refused     | refused     | refused     | same        | refused     | refused | refused     | same      | rolling back | refused
            completed, over          | refused     | refused       | refused     | refused     | refused     | refused     | same        | refused     | refused | refused     | same      | refused      | refused
            cancelled                | refused     | refused       | refused     | refused     | refused     | refused     | same        | refused     | refused | refused     | refused   | refused      | refused
            """;

    /** What follows a rollback. */
    private static final String REVIEW_TABLE = """
            situation                | CLOSE_REVIEW
            planning                 | refused
            planning, scheduled      | refused
            planning, scheduled, over| refused
            polling                  | refused
            polling, over            | refused
            cleared                  | refused
            cleared, over            | refused
            delayed, no-go           | refused
            delayed, undecided       | refused
            delayed, voided          | refused
            delayed, scheduled       | refused
            delayed, scheduled, over | refused
            rolling out              | refused
            stopped                  | refused
            rolling back             | refused
            rolled back              | reviewed
            reviewed                 | same
            completed                | refused
            completed, over          | refused
            cancelled                | refused
            """;

    /** The commands of flags. */
    private static final String FLAG_TABLE = """
            situation                | SWITCH_ON   | SWITCH_OFF | PLAN_FLAG
            planning                 | refused     | refused | planning
            planning, scheduled      | refused     | refused | planning
            planning, scheduled, over| refused     | refused | planning
            polling                  | refused     | refused | polling
            polling, over            | refused     | refused | polling
            cleared                  | refused     | refused | polling
            cleared, over            | refused     | refused | delayed
            delayed, no-go           | refused     | refused | delayed
            delayed, undecided       | refused     | refused | delayed
            delayed, voided          | refused     | refused | delayed
            delayed, scheduled       | refused     | refused | delayed
            delayed, scheduled, over | refused     | refused | delayed
            rolling out              | rolling out | rolling out | rolling out
            stopped                  | refused     | stopped | stopped
            rolling back             | refused     | refused | refused
            rolled back              | refused     | rolled back | refused
            reviewed                 | refused     | reviewed | refused
            completed                | completed   | completed | completed
            completed, over          | completed   | completed | completed
            cancelled                | refused     | refused | refused
            """;

    private static final Map<String, Map<Command, String>> EXPECTED = tables();

    private static Map<String, Map<Command, String>> tables() {
        Map<String, Map<Command, String>> all = table(TABLE);
        for (String more : List.of(ROLLOUT_TABLE, REVIEW_TABLE, FLAG_TABLE)) {
            table(more)
                    .forEach((situation, row) -> all.merge(situation, row, (first, second) -> {
                        first.putAll(second);
                        return first;
                    }));
        }
        return all;
    }

    private static Map<String, Map<Command, String>> table(String text) {
        List<String> lines = text.lines().toList();
        List<Command> columns = Arrays.stream(lines.get(0).split("\\|"))
                .skip(1)
                .map(String::strip)
                .map(Command::valueOf)
                .toList();
        Map<String, Map<Command, String>> table = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells =
                    Arrays.stream(line.split("\\|")).map(String::strip).toList();
            Map<Command, String> row = new EnumMap<>(Command.class);
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), cells.get(i + 1));
            }
            table.put(cells.get(0), row);
        }
        return table;
    }

    @Test
    void every_state_has_its_row_and_every_command_its_column() {
        Set<Phase> phases = EnumSet.noneOf(Phase.class);
        SITUATIONS.values().forEach(situation -> phases.add(situation.state().phase()));

        assertThat(phases).containsExactlyInAnyOrder(Phase.values());
        assertThat(EXPECTED.keySet()).isEqualTo(SITUATIONS.keySet());
        EXPECTED.forEach(
                (situation, row) -> assertThat(row.keySet()).as(situation).containsExactlyInAnyOrder(Command.values()));
    }

    static Stream<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        SITUATIONS.keySet().forEach(name -> {
            for (Command command : Command.values()) {
                pairs.add(Arguments.of(name, command));
            }
        });
        return pairs.stream();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("pairs")
    void each_pair_of_state_and_command_comes_out_as_the_table_says(String name, Command command) {
        String cell = expected(name, command);
        String[] expected = cell.contains("/") ? cell.split("/") : new String[] {cell, cell};
        Situation situation = situation(name);

        assertThat(outcome(apply(situation, command, true))).as("ready").isEqualTo(expected[0]);
        assertThat(outcome(apply(situation, command, false))).as("not ready").isEqualTo(expected[1]);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("pairs")
    void whatever_is_refused_says_what_why_and_next(String name, Command command) {
        apply(situation(name), command, true).fold(next -> null, why -> null, refusal -> {
            assertThat(refusal.what()).isNotBlank();
            assertThat(refusal.why()).endsWith(".").doesNotContain("release that is");
            assertThat(refusal.next()).endsWith(".").doesNotContain("`");
            return null;
        });
    }

    private static Situation situation(String name) {
        return Objects.requireNonNull(SITUATIONS.get(name), name);
    }

    private static String expected(String name, Command command) {
        return Objects.requireNonNull(
                Objects.requireNonNull(EXPECTED.get(name), name).get(command), command.name());
    }

    private static Decision<ReleaseState> apply(Situation situation, Command command, boolean ready) {
        ReleaseState state = situation.state();
        Instant now = situation.now();
        Call call = new Call(OWNER, now, 3, "d".repeat(64), "because");
        Checkpoint next = new Checkpoint(2, now, now.plusSeconds(7200));
        return switch (command) {
            case EDIT -> state.edit(now);
            case OPEN -> state.open(next, now);
            case ANSWER -> state.answer(ready, now);
            case WITHDRAW -> state.withdraw(ready, now);
            case GO -> state.go(call);
            case NO_GO -> state.noGo(call);
            case DELAY -> state.delay(call, next);
            case HOLD -> state.hold(now);
            case CANCEL -> state.cancel(OWNER, "because", now);
            case ADD_STEP -> state.addStep(now);
            case BEGIN_STAGING -> state.beginStaging(now);
            case START -> state.start(OWNER, now);
            case DEPLOY -> state.deploy(now);
            case REPORT -> state.report(now);
            case EXTEND_BAKE -> state.extendBake(now);
            case BAKE_ENDS -> state.bakeEnds(now);
            case ADVANCE -> state.advance(now);
            case STOP -> state.stop(Optional.of(LEAD), "errors", now);
            case RESUME -> state.resume(now);
            case COMPLETE -> state.complete(now, Duration.ofHours(4));
            case PLAN_FLAG -> state.planFlag(now);
            case SWITCH_ON -> state.switchOn(now);
            case SWITCH_OFF -> state.switchOff(now);
            case ROLL_BACK -> state.rollBack(Optional.of(OWNER), "errors", now);
            case FINISH_ROLLBACK -> state.finishRollback(now);
            case CLOSE_REVIEW -> state.closeReview(now);
            case CHECKPOINT_OPENS -> state.checkpointOpens(1, now);
            case DEADLINE_PASSES -> state.deadlinePasses(1, now);
        };
    }

    private static String outcome(Decision<ReleaseState> decision) {
        return decision.fold(next -> next.phase().word(), why -> "same", refusal -> "refused");
    }

    private static Delayed delayed(Cause cause, Optional<Checkpoint> next) {
        return new Delayed(cause, "because", NOW, next);
    }

    @Nested
    class A_checkpoint_is_opened {
        private final Checkpoint later = new Checkpoint(1, after("PT1H"), after("PT5H"));

        @Test
        void at_once_if_its_moment_has_come() {
            assertThat(new Planning(Optional.empty()).open(later, after("PT1H")).changed())
                    .contains(new Polling(later));
        }

        @Test
        void later_if_its_moment_is_still_to_come() {
            assertThat(new Planning(Optional.empty())
                            .open(later, after("PT59M59S"))
                            .changed())
                    .contains(new Planning(Optional.of(later)));
        }

        @Test
        void while_delayed_it_keeps_the_cause_until_it_opens() {
            assertThat(delayed(Cause.NO_GO, Optional.empty()).open(later, NOW).changed())
                    .contains(new Delayed(Cause.NO_GO, "because", NOW, Optional.of(later)));
        }

        @Test
        void a_scheduled_one_may_be_replaced_by_another() {
            Checkpoint other = new Checkpoint(2, after("PT2H"), after("PT6H"));

            assertThat(new Planning(Optional.of(later)).open(other, NOW).changed())
                    .contains(new Planning(Optional.of(other)));
        }

        @Test
        void the_timer_of_a_replaced_one_is_stale() {
            Checkpoint other = new Checkpoint(2, after("PT2H"), after("PT6H"));
            Planning planning = new Planning(Optional.of(other));

            assertThat(planning.checkpointOpens(1, after("PT1H")).changed()).isEmpty();
            assertThat(planning.checkpointOpens(2, after("PT2H")).changed()).contains(new Polling(other));
        }

        @Test
        @Tag("H1")
        void a_scheduled_one_whose_whole_time_was_missed_asks_nobody_and_becomes_a_delay() {
            ReleaseState next = new Planning(Optional.of(later))
                    .checkpointOpens(1, after("PT5H"))
                    .changed()
                    .orElseThrow();

            assertThat(next).isInstanceOfSatisfying(Delayed.class, delayed -> {
                assertThat(delayed.cause()).isEqualTo(Cause.UNDECIDED);
                assertThat(delayed.scheduled()).isEmpty();
            });
        }

        @Test
        void it_needs_a_length_and_a_round() {
            assertThatThrownBy(() -> new Checkpoint(1, NOW, NOW)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Checkpoint(0, NOW, OVER)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    @Tag("H1")
    class The_deadline {
        private final Polling polling = new Polling(checkpoint(2));

        @Test
        void makes_the_undecided_a_delay_without_a_new_checkpoint() {
            assertThat(polling.deadlinePasses(2, OVER).changed().orElseThrow())
                    .isInstanceOfSatisfying(Delayed.class, delayed -> {
                        assertThat(delayed.cause()).isEqualTo(Cause.UNDECIDED);
                        assertThat(delayed.scheduled()).isEmpty();
                        assertThat(delayed.since()).isEqualTo(OVER);
                    });
        }

        @Test
        void changes_nothing_before_its_moment() {
            assertThat(polling.deadlinePasses(2, OVER.minusMillis(1)).changed()).isEmpty();
        }

        @Test
        void of_another_checkpoint_changes_nothing() {
            assertThat(polling.deadlinePasses(1, OVER).changed()).isEmpty();
            assertThat(polling.deadlinePasses(3, OVER).changed()).isEmpty();
        }

        @Test
        void after_a_go_changes_nothing() {
            assertThat(new Cleared(checkpoint(2), CALL).deadlinePasses(2, OVER).changed())
                    .isEmpty();
        }

        @Test
        void is_the_first_moment_at_which_no_go_can_be_called() {
            Call lastMoment = new Call(OWNER, OVER.minusMillis(1), 3, "d", "");
            Call tooLate = new Call(OWNER, OVER, 3, "d", "");

            assertThat(polling.go(lastMoment).changed()).isPresent();
            assertThat(polling.go(tooLate).changed()).isEmpty();
        }

        @Test
        void is_the_first_moment_at_which_no_answer_counts() {
            assertThat(polling.answer(true, OVER.minusMillis(1)).changed()).isPresent();
            assertThat(polling.answer(true, OVER).changed()).isEmpty();
        }

        @Test
        void leaves_a_no_go_and_a_delay_possible_for_an_owner_who_was_quicker_than_the_timer() {
            assertThat(polling.noGo(new Call(OWNER, OVER, 3, "d", "no")).changed())
                    .isPresent();
        }
    }

    @Nested
    class A_go_is_voided {
        private final Cleared cleared = new Cleared(checkpoint(1), CALL);

        @Test
        void back_to_polling_by_an_edit_while_the_checkpoint_lasts() {
            assertThat(cleared.edit(OVER.minusMillis(1)).changed()).contains(new Polling(checkpoint(1)));
        }

        @Test
        void into_a_delay_by_an_edit_after_the_checkpoint() {
            assertThat(cleared.edit(OVER).changed().orElseThrow())
                    .isInstanceOfSatisfying(Delayed.class, delayed -> assertThat(delayed.cause())
                            .isEqualTo(Cause.GO_VOIDED));
        }

        @Test
        void by_a_not_ready() {
            assertThat(cleared.answer(false, DURING).changed()).contains(new Polling(checkpoint(1)));
        }

        @Test
        void by_a_confirmation_taken_back() {
            assertThat(cleared.withdraw(true, DURING).changed()).contains(new Polling(checkpoint(1)));
        }

        @Test
        void not_by_taking_back_what_did_not_count() {
            assertThat(cleared.withdraw(false, DURING).changed()).contains(cleared);
        }

        @Test
        void not_by_a_second_go() {
            assertThat(cleared.go(CALL).changed()).isEmpty();
        }
    }

    @Nested
    class A_call {
        @Test
        void go_keeps_who_called_which_revision() {
            assertThat(new Polling(checkpoint(1)).go(CALL).changed()).contains(new Cleared(checkpoint(1), CALL));
        }

        @Test
        void no_go_keeps_its_reason_and_sets_no_new_checkpoint() {
            Call noGo = new Call(OWNER, DURING, 3, "d", "error rate too high");

            assertThat(new Polling(checkpoint(1)).noGo(noGo).changed())
                    .contains(new Delayed(Cause.NO_GO, "error rate too high", DURING, Optional.empty()));
        }

        @Test
        void delay_sets_the_next_checkpoint() {
            Checkpoint next = new Checkpoint(2, after("P1D"), after("P2D"));

            assertThat(new Polling(checkpoint(1))
                            .delay(CALL, next)
                            .changed()
                            .orElseThrow()
                            .checkpoint())
                    .contains(next);
        }

        @Test
        void go_can_be_taken_back_by_a_no_go() {
            assertThat(new Cleared(checkpoint(1), CALL)
                            .noGo(new Call(OWNER, OVER, 3, "d", "found a fault"))
                            .changed()
                            .orElseThrow()
                            .phase())
                    .isEqualTo(Phase.DELAYED);
        }
    }

    @Nested
    class A_rollout {
        @Test
        void starts_from_a_go_and_keeps_it() {
            assertThat(new Cleared(checkpoint(1), CALL).start(OWNER, DURING).changed())
                    .contains(ROLLING_OUT);
        }

        @Test
        @Tag("S4")
        void seals_the_manifest_and_says_what_is_still_taken() {
            assertThat(refusal(ROLLING_OUT.edit(DURING))).satisfies(no -> {
                assertThat(no.rule()).contains("S4");
                assertThat(no.why()).contains("sealed");
                assertThat(no.next()).contains("longer bake", "added rollback step", "plan for a flag that has none");
            });
            assertThat(ROLLING_OUT.addStep(DURING).changed()).contains(ROLLING_OUT);
            assertThat(ROLLING_OUT.planFlag(DURING).changed()).contains(ROLLING_OUT);
        }

        @Test
        @Tag("A4")
        void keeps_who_stopped_it_and_why_and_goes_on_from_where_it_was() {
            ReleaseState stopped = ROLLING_OUT
                    .stop(Optional.of(LEAD), "errors", DURING)
                    .changed()
                    .orElseThrow();

            assertThat(stopped).isEqualTo(new Stopped(ROLLING_OUT, Optional.of(LEAD), "errors", DURING));
            assertThat(stopped.resume(DURING).changed()).contains(ROLLING_OUT);
        }

        @Test
        @Tag("M4")
        void can_be_undone_after_its_completion_until_the_window_closes() {
            ReleaseState done =
                    ROLLING_OUT.complete(NOW, Duration.ofHours(2)).changed().orElseThrow();
            Instant closes = NOW.plus(Duration.ofHours(2));

            assertThat(done.rollBack(Optional.of(OWNER), "errors", closes.minusMillis(1))
                            .changed())
                    .isPresent();
            assertThat(refusal(done.rollBack(Optional.of(OWNER), "errors", closes))
                            .rule())
                    .contains("M4");
        }

        @Test
        void a_hold_on_it_is_refused_and_points_to_the_stop() {
            assertThat(refusal(ROLLING_OUT.hold(DURING)).next()).contains("Stop it");
        }

        private Refusal refusal(Decision<ReleaseState> decision) {
            return decision.<Optional<Refusal>>fold(next -> Optional.empty(), why -> Optional.empty(), Optional::of)
                    .orElseThrow();
        }
    }

    @Nested
    class Names_in_the_store {
        @ParameterizedTest
        @EnumSource(Phase.class)
        void every_state_is_found_by_its_word(Phase phase) {
            assertThat(Phase.of(phase.word())).isEqualTo(phase);
        }

        @ParameterizedTest
        @EnumSource(Cause.class)
        void every_cause_is_found_by_its_word(Cause cause) {
            assertThat(Cause.of(cause.word())).isEqualTo(cause);
        }

        @Test
        void other_words_are_an_error() {
            assertThatThrownBy(() -> Phase.of("going")).hasMessageContaining("going");
            assertThatThrownBy(() -> Cause.of("rain")).hasMessageContaining("rain");
        }
    }
}
