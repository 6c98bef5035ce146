package dev.releasemanager.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a release stands. One record for each state, carrying only what that state has; what a command does is a method
 * of the state that it leaves, and a command that a state doesn't know is refused in words by the method inherited here.
 */
public sealed interface ReleaseState {

    Phase phase();

    /** The dictionary's names of the states, for the store and for reading. */
    enum Phase {
        PLANNING("planning", "in planning"),
        POLLING("polling", "polling its teams"),
        CLEARED("cleared", "cleared (Go is called)"),
        DELAYED("delayed", "delayed"),
        ROLLING_OUT("rolling out", "rolling out"),
        STOPPED("stopped", "stopped in its rollout"),
        ROLLING_BACK("rolling back", "being rolled back"),
        ROLLED_BACK("rolled back", "rolled back"),
        REVIEWED("reviewed", "rolled back and reviewed"),
        COMPLETED("completed", "completed"),
        CANCELLED("cancelled", "cancelled");

        private final String word;
        private final String words;

        Phase(String word, String words) {
            this.word = word;
            this.words = words;
        }

        /** Completes "the release is …". */
        public String words() {
            return words;
        }

        public String word() {
            return word;
        }

        public static Phase of(String word) {
            for (Phase phase : values()) {
                if (phase.word.equals(word)) {
                    return phase;
                }
            }
            throw new IllegalArgumentException("no such state: " + word);
        }
    }

    /** Why a release is delayed. */
    enum Cause {
        NO_GO("no-go"),
        POSTPONED("postponed"),
        UNDECIDED("undecided"),
        GO_VOIDED("go voided");

        private final String word;

        Cause(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static Cause of(String word) {
            for (Cause cause : values()) {
                if (cause.word.equals(word)) {
                    return cause;
                }
            }
            throw new IllegalArgumentException("no such cause: " + word);
        }
    }

    /** The checkpoint that is set: scheduled while planning or delayed, open while polling, decided once cleared. */
    default Optional<Checkpoint> checkpoint() {
        return Optional.empty();
    }

    /** Whether people are being asked at this moment. */
    default boolean isPolling() {
        return phase() == Phase.POLLING;
    }

    /** Whether it is over. A completed release is, though it can still be rolled back while its window lasts. */
    default boolean isClosed() {
        return switch (phase()) {
            case CANCELLED, COMPLETED, ROLLED_BACK, REVIEWED -> true;
            case PLANNING, POLLING, CLEARED, DELAYED, ROLLING_OUT, STOPPED, ROLLING_BACK -> false;
        };
    }

    /** Whether production may have some of it: rolling out, or stopped on the way. */
    default boolean isUnderWay() {
        return rollout().isPresent() && !isClosed() && phase() != Phase.ROLLING_BACK;
    }

    /** The Go that was called and stands; empty before. */
    default Optional<Call> goCall() {
        return rollout().map(RollingOut::call);
    }

    /** The rollout that was started; empty before. */
    default Optional<RollingOut> rollout() {
        return Optional.empty();
    }

    /** A checkpoint is set: it opens at once if its moment has come, else later by a timer. */
    default Decision<ReleaseState> open(Checkpoint next, Instant now) {
        return refuse(Command.OPEN);
    }

    /**
     * The timer of a scheduled checkpoint has fired. One whose whole time was missed opens no more: nobody is asked for an
     * answer that couldn't count, and undecided it is a delay (H1).
     */
    default Decision<ReleaseState> checkpointOpens(int round, Instant now) {
        return stale(Command.CHECKPOINT_OPENS);
    }

    /** The manifest is edited. A Go is void after it. */
    default Decision<ReleaseState> edit(Instant now) {
        return refuse(Command.EDIT);
    }

    /** Somebody answers for a team. A <em>not ready</em> after a Go voids it. */
    default Decision<ReleaseState> answer(boolean ready, Instant now) {
        return refuse(Command.ANSWER);
    }

    /** An answer is taken back. After a Go that voids it. */
    default Decision<ReleaseState> withdraw(boolean ready, Instant now) {
        return refuse(Command.WITHDRAW);
    }

    /** The owner calls Go. Whether the gate allows it is decided by the caller, before. */
    default Decision<ReleaseState> go(Call call) {
        return refuse(Command.GO);
    }

    /** The owner calls No-Go, with the reason. */
    default Decision<ReleaseState> noGo(Call call) {
        return refuse(Command.NO_GO);
    }

    /** The owner delays to a new checkpoint. */
    default Decision<ReleaseState> delay(Call call, Checkpoint next) {
        return refuse(Command.DELAY);
    }

    /** The timer of the deadline has fired: what is undecided becomes a delay, never a Go (H1). */
    default Decision<ReleaseState> deadlinePasses(int round, Instant now) {
        return stale(Command.DEADLINE_PASSES);
    }

    /** Somebody holds it. A Go is void after it; confirmations stay. */
    default Decision<ReleaseState> hold(Instant now) {
        return Decision.changed(this);
    }

    default Decision<ReleaseState> cancel(PersonId by, String reason, Instant now) {
        return Decision.changed(new Cancelled(by, reason, now));
    }

    /** A rollback step is added: what is still taken when the manifest is sealed; before that an edit like any other. */
    default Decision<ReleaseState> addStep(Instant now) {
        return edit(now);
    }

    /**
     * It is planned how a flag is switched on. Where the Go left one dark that is still taken afterwards, for it changes
     * nothing that was called; before that it is an edit like any other.
     */
    default Decision<ReleaseState> planFlag(Instant now) {
        return edit(now);
    }

    /** Staging begins, which is before the call. */
    default Decision<ReleaseState> beginStaging(Instant now) {
        return refuse(Command.BEGIN_STAGING);
    }

    /** The rollout starts with its first production stage. Whether that stage may begin is decided by the caller. */
    default Decision<ReleaseState> start(PersonId by, Instant now) {
        return refuse(Command.START);
    }

    /** Somebody begins to deploy a component in the stage that is under way. */
    default Decision<ReleaseState> deploy(Instant now) {
        return refuse(Command.DEPLOY);
    }

    /** Somebody says how a deployment went: deployed, verified, failed. */
    default Decision<ReleaseState> report(Instant now) {
        return refuse(Command.REPORT);
    }

    /** The owner has a bake last longer. */
    default Decision<ReleaseState> extendBake(Instant now) {
        return refuse(Command.EXTEND_BAKE);
    }

    /** The timer of a bake has fired: the stage is judged. */
    default Decision<ReleaseState> bakeEnds(Instant now) {
        return stale(Command.BAKE_ENDS);
    }

    /** The owner goes on to the next stage. Whether the one before has passed is decided by the caller. */
    default Decision<ReleaseState> advance(Instant now) {
        return refuse(Command.ADVANCE);
    }

    /**
     * The rollout is halted.
     *
     * @param by empty if a judgement has stopped it
     */
    default Decision<ReleaseState> stop(Optional<PersonId> by, String reason, Instant now) {
        return refuse(Command.STOP);
    }

    /** The owner has it go on; the bake of the stage begins anew. */
    default Decision<ReleaseState> resume(Instant now) {
        return refuse(Command.RESUME);
    }

    /**
     * The last stage has passed.
     *
     * @param window how long it can be rolled back from now on
     */
    default Decision<ReleaseState> complete(Instant now, Duration window) {
        return refuse(Command.COMPLETE);
    }

    /** Somebody says that a flag is on. Whether its moment has come is decided by the caller. */
    default Decision<ReleaseState> switchOn(Instant now) {
        return refuse(Command.SWITCH_ON);
    }

    /** Somebody says that a flag is off again, or what came of its check; in a rollback that is a step of the plan. */
    default Decision<ReleaseState> switchOff(Instant now) {
        return refuse(Command.SWITCH_OFF);
    }

    /**
     * The rollback begins.
     *
     * @param by empty if a trigger has started it
     */
    default Decision<ReleaseState> rollBack(Optional<PersonId> by, String reason, Instant now) {
        return refuse(Command.ROLL_BACK);
    }

    /** The last step of the rollback is done. */
    default Decision<ReleaseState> finishRollback(Instant now) {
        return refuse(Command.FINISH_ROLLBACK);
    }

    /** The review of its rollback is closed (Q2). Whether it may be is decided by the caller. */
    default Decision<ReleaseState> closeReview(Instant now) {
        return refuse(Command.CLOSE_REVIEW);
    }

    private Decision<ReleaseState> refuse(Command command) {
        return Decision.refused(Refusal.of(
                command.undone(),
                "You can't " + command.words() + " while the release is " + phase().words() + ".",
                next()));
    }

    private Decision<ReleaseState> stale(Command command) {
        return Decision.unchanged("stale: " + command.words() + " in " + phase().word());
    }

    /** What leads on from here, as a sentence. */
    String next();

    /** Being put together; a checkpoint may be scheduled. */
    record Planning(Optional<Checkpoint> scheduled) implements ReleaseState {
        @Override
        public Phase phase() {
            return Phase.PLANNING;
        }

        @Override
        public Optional<Checkpoint> checkpoint() {
            return scheduled;
        }

        @Override
        public Decision<ReleaseState> open(Checkpoint next, Instant now) {
            return Decision.changed(next.opensAt().isAfter(now) ? new Planning(Optional.of(next)) : new Polling(next));
        }

        @Override
        public Decision<ReleaseState> checkpointOpens(int round, Instant now) {
            return opens(scheduled, round, now);
        }

        @Override
        public Decision<ReleaseState> edit(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> beginStaging(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> deploy(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> report(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> extendBake(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> bakeEnds(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public String next() {
            return "The owner opens a checkpoint, and the teams are asked.";
        }
    }

    /** The checkpoint is open: the teams are asked, and the owner may call at any time until it is over. */
    record Polling(Checkpoint open) implements ReleaseState {
        @Override
        public Phase phase() {
            return Phase.POLLING;
        }

        @Override
        public Optional<Checkpoint> checkpoint() {
            return Optional.of(open);
        }

        @Override
        public Decision<ReleaseState> open(Checkpoint next, Instant now) {
            return Decision.refused(Refusal.of(
                    "No new checkpoint was opened",
                    "Checkpoint " + open.round() + " is open already.",
                    "Call Go, No-Go or Delay; a delay sets a new checkpoint."));
        }

        @Override
        public Decision<ReleaseState> edit(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> answer(boolean ready, Instant now) {
            return open.isOver(now) ? over("The answer was not counted") : Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> withdraw(boolean ready, Instant now) {
            return open.isOver(now) ? over("The answer was not withdrawn") : Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> go(Call call) {
            return open.isOver(call.at()) ? over("The Go was not called") : Decision.changed(new Cleared(open, call));
        }

        @Override
        public Decision<ReleaseState> noGo(Call call) {
            return Decision.changed(new Delayed(Cause.NO_GO, call.reason(), call.at(), Optional.empty()));
        }

        @Override
        public Decision<ReleaseState> delay(Call call, Checkpoint next) {
            return Decision.changed(new Delayed(Cause.POSTPONED, call.reason(), call.at(), Optional.of(next)));
        }

        @Override
        public Decision<ReleaseState> deadlinePasses(int round, Instant now) {
            if (round != open.round() || !open.isOver(now)) {
                return Decision.unchanged("stale: the deadline of checkpoint " + round);
            }
            return Decision.changed(
                    new Delayed(Cause.UNDECIDED, "Nobody called it before its time was over.", now, Optional.empty()));
        }

        private static Decision<ReleaseState> over(String what) {
            return Decision.refused(Refusal.of(
                            what,
                            "The checkpoint's time is over, and undecided it becomes a delay.",
                            "The owner opens a new checkpoint, which asks everybody again.")
                    .by("H1"));
        }

        @Override
        public Decision<ReleaseState> beginStaging(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> deploy(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> report(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> extendBake(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> bakeEnds(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public String next() {
            return "The teams answer, and the owner calls Go, No-Go or Delay.";
        }
    }

    /** Go is called, for the revision that the call names. */
    record Cleared(Checkpoint decided, Call call) implements ReleaseState {
        @Override
        public Phase phase() {
            return Phase.CLEARED;
        }

        @Override
        public Optional<Checkpoint> checkpoint() {
            return Optional.of(decided);
        }

        @Override
        public Decision<ReleaseState> edit(Instant now) {
            return Decision.changed(voided(now));
        }

        @Override
        public Decision<ReleaseState> answer(boolean ready, Instant now) {
            return ready
                    ? Decision.unchanged("Go is called already; your team counts as it was then.")
                    : Decision.changed(voided(now));
        }

        @Override
        public Decision<ReleaseState> withdraw(boolean ready, Instant now) {
            return Decision.changed(ready ? voided(now) : this);
        }

        @Override
        public Decision<ReleaseState> hold(Instant now) {
            return Decision.changed(voided(now));
        }

        @Override
        public Decision<ReleaseState> go(Call again) {
            return Decision.unchanged("Go is called already, for revision " + call.revision() + ".");
        }

        @Override
        public Decision<ReleaseState> noGo(Call again) {
            return Decision.changed(new Delayed(Cause.NO_GO, again.reason(), again.at(), Optional.empty()));
        }

        @Override
        public Decision<ReleaseState> delay(Call again, Checkpoint next) {
            return Decision.changed(new Delayed(Cause.POSTPONED, again.reason(), again.at(), Optional.of(next)));
        }

        @Override
        public Optional<Call> goCall() {
            return Optional.of(call);
        }

        @Override
        public Decision<ReleaseState> start(PersonId by, Instant now) {
            return Decision.changed(new RollingOut(decided, call, by, now));
        }

        /** Back to polling while the checkpoint's time lasts; after it, a delay: nobody is polled past a deadline. */
        private ReleaseState voided(Instant now) {
            return decided.isOver(now)
                    ? new Delayed(
                            Cause.GO_VOIDED,
                            "What was called is no longer what would ship, and the checkpoint's time is over.",
                            now,
                            Optional.empty())
                    : new Polling(decided);
        }

        @Override
        public String next() {
            return "The owner starts the rollout; any edit before voids the Go.";
        }
    }

    /** Not now: back in planning with the reason, and a new checkpoint where one is set. */
    record Delayed(Cause cause, String reason, Instant since, Optional<Checkpoint> scheduled) implements ReleaseState {
        @Override
        public Phase phase() {
            return Phase.DELAYED;
        }

        @Override
        public Optional<Checkpoint> checkpoint() {
            return scheduled;
        }

        @Override
        public Decision<ReleaseState> open(Checkpoint next, Instant now) {
            return Decision.changed(
                    next.opensAt().isAfter(now)
                            ? new Delayed(cause, reason, since, Optional.of(next))
                            : new Polling(next));
        }

        @Override
        public Decision<ReleaseState> checkpointOpens(int round, Instant now) {
            return opens(scheduled, round, now);
        }

        @Override
        public Decision<ReleaseState> edit(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> go(Call call) {
            return cause == Cause.UNDECIDED
                    ? Decision.refused(Refusal.of(
                                    Command.GO.undone(),
                                    "The checkpoint's time was over before it was called, and undecided it became a"
                                            + " delay.",
                                    next())
                            .by("H1"))
                    : ReleaseState.super.go(call);
        }

        @Override
        public Decision<ReleaseState> noGo(Call call) {
            return cause == Cause.NO_GO
                    ? Decision.unchanged("No-Go is called already.")
                    : ReleaseState.super.noGo(call);
        }

        @Override
        public Decision<ReleaseState> beginStaging(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> deploy(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> report(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> extendBake(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> bakeEnds(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public String next() {
            return scheduled.isPresent()
                    ? "The new checkpoint opens by itself, and everybody is asked again."
                    : "The owner opens a new checkpoint, and everybody is asked again.";
        }
    }

    /**
     * Going out stage by stage, as it was called.
     *
     * @param call the Go
     */
    record RollingOut(Checkpoint decided, Call call, PersonId startedBy, Instant startedAt) implements ReleaseState {
        @Override
        public Phase phase() {
            return Phase.ROLLING_OUT;
        }

        @Override
        public Optional<Checkpoint> checkpoint() {
            return Optional.of(decided);
        }

        @Override
        public Optional<RollingOut> rollout() {
            return Optional.of(this);
        }

        @Override
        public Decision<ReleaseState> edit(Instant now) {
            return sealed();
        }

        @Override
        public Decision<ReleaseState> addStep(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> planFlag(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> hold(Instant now) {
            return Decision.refused(Refusal.of(
                    Command.HOLD.undone(),
                    "A hold keeps a gate shut, and this release has passed it: it is rolling out.",
                    "Stop it instead; anyone of a taking-part team, support and executives can."));
        }

        @Override
        public Decision<ReleaseState> cancel(PersonId by, String reason, Instant now) {
            return inProduction(phase());
        }

        @Override
        public Decision<ReleaseState> start(PersonId by, Instant now) {
            return Decision.unchanged("the rollout is started already.");
        }

        @Override
        public Decision<ReleaseState> deploy(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> report(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> extendBake(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> bakeEnds(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> advance(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> stop(Optional<PersonId> by, String reason, Instant now) {
            return Decision.changed(new Stopped(this, by, reason, now));
        }

        @Override
        public Decision<ReleaseState> resume(Instant now) {
            return Decision.unchanged("it isn't stopped.");
        }

        @Override
        public Decision<ReleaseState> complete(Instant now, Duration window) {
            return Decision.changed(new Completed(this, now, now.plus(window)));
        }

        @Override
        public Decision<ReleaseState> rollBack(Optional<PersonId> by, String reason, Instant now) {
            return Decision.changed(new RollingBack(this, by, reason, now));
        }

        @Override
        public Decision<ReleaseState> switchOn(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> switchOff(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public String next() {
            return "The teams deploy stage by stage, and the owner advances; whoever takes part can stop it.";
        }
    }

    /** What comes of a rollout: each keeps what it was before, and a hold comes too late for all of them. */
    sealed interface Started extends ReleaseState {
        RollingOut before();

        @Override
        default Optional<Checkpoint> checkpoint() {
            return before().checkpoint();
        }

        @Override
        default Optional<RollingOut> rollout() {
            return Optional.of(before());
        }

        @Override
        default Decision<ReleaseState> hold(Instant now) {
            return Decision.refused(
                    Refusal.of(Command.HOLD.undone(), "The release is " + phase().words() + ".", next()));
        }
    }

    /**
     * Halted on its way: nothing more is deployed, and what is out stays out.
     *
     * @param by empty if a judgement has stopped it
     */
    record Stopped(RollingOut before, Optional<PersonId> by, String reason, Instant at) implements Started {
        @Override
        public Phase phase() {
            return Phase.STOPPED;
        }

        @Override
        public Decision<ReleaseState> edit(Instant now) {
            return sealed();
        }

        @Override
        public Decision<ReleaseState> addStep(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> planFlag(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> hold(Instant now) {
            return Decision.refused(Refusal.of(
                    Command.HOLD.undone(), "It is stopped already, and nothing more of it is deployed.", next()));
        }

        @Override
        public Decision<ReleaseState> cancel(PersonId by, String reason, Instant now) {
            return inProduction(phase());
        }

        @Override
        public Decision<ReleaseState> report(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> stop(Optional<PersonId> again, String why, Instant now) {
            return Decision.unchanged("it is stopped already.");
        }

        @Override
        public Decision<ReleaseState> resume(Instant now) {
            return Decision.changed(before);
        }

        @Override
        public Decision<ReleaseState> rollBack(Optional<PersonId> who, String why, Instant now) {
            return Decision.changed(new RollingBack(before, who, why, now));
        }

        @Override
        public Decision<ReleaseState> switchOff(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public String next() {
            return "The owner resumes it with a reason, or rolls it back.";
        }
    }

    /**
     * The rollback plan is being carried out.
     *
     * @param by empty if a trigger has started it
     */
    record RollingBack(RollingOut before, Optional<PersonId> by, String reason, Instant at) implements Started {
        @Override
        public Phase phase() {
            return Phase.ROLLING_BACK;
        }

        @Override
        public Decision<ReleaseState> cancel(PersonId who, String why, Instant now) {
            return inProduction(phase());
        }

        @Override
        public Decision<ReleaseState> stop(Optional<PersonId> who, String why, Instant now) {
            return Decision.unchanged("it isn't going out any more: it is being rolled back.");
        }

        @Override
        public Decision<ReleaseState> rollBack(Optional<PersonId> who, String why, Instant now) {
            return Decision.unchanged("it is being rolled back already.");
        }

        @Override
        public Decision<ReleaseState> finishRollback(Instant now) {
            return Decision.changed(new RolledBack(before, reason, now));
        }

        @Override
        public String next() {
            return "The steps of the rollback plan are carried out; everything else waits for that.";
        }
    }

    /**
     * Undone.
     *
     * @param reason why it was rolled back
     * @param at when the last step was done
     */
    record RolledBack(RollingOut before, String reason, Instant at) implements Started {
        @Override
        public Phase phase() {
            return Phase.ROLLED_BACK;
        }

        @Override
        public Decision<ReleaseState> cancel(PersonId by, String why, Instant now) {
            return Decision.unchanged("It is rolled back already.");
        }

        @Override
        public Decision<ReleaseState> rollBack(Optional<PersonId> by, String why, Instant now) {
            return Decision.unchanged("it is rolled back already.");
        }

        @Override
        public Decision<ReleaseState> switchOff(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> closeReview(Instant now) {
            return Decision.changed(new Reviewed(before, reason, at, now));
        }

        @Override
        public String next() {
            return "Its review is closed next; if it is to ship after all, make a new release.";
        }
    }

    /**
     * Undone, and what was to be learned of it is written down.
     *
     * @param reason why it was rolled back
     * @param undoneAt when the last step was done
     * @param at when the review was closed
     */
    record Reviewed(RollingOut before, String reason, Instant undoneAt, Instant at) implements Started {
        @Override
        public Phase phase() {
            return Phase.REVIEWED;
        }

        @Override
        public Decision<ReleaseState> cancel(PersonId by, String why, Instant now) {
            return Decision.unchanged("It is rolled back already.");
        }

        @Override
        public Decision<ReleaseState> rollBack(Optional<PersonId> by, String why, Instant now) {
            return Decision.unchanged("it is rolled back already.");
        }

        @Override
        public Decision<ReleaseState> switchOff(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> closeReview(Instant now) {
            return Decision.unchanged("its review is closed already.");
        }

        @Override
        public String next() {
            return "If it is to ship after all, make a new release.";
        }
    }

    /**
     * Out, to everybody.
     *
     * @param undoableUntil the first moment at which it can't be rolled back any more
     */
    record Completed(RollingOut before, Instant at, Instant undoableUntil) implements Started {
        @Override
        public Phase phase() {
            return Phase.COMPLETED;
        }

        @Override
        public Decision<ReleaseState> cancel(PersonId by, String reason, Instant now) {
            return Decision.refused(Refusal.of(
                    Command.CANCEL.undone(), "The release is " + phase().words() + ": production has it.", next()));
        }

        @Override
        public Decision<ReleaseState> complete(Instant now, Duration window) {
            return Decision.unchanged("it is completed already.");
        }

        @Override
        public Decision<ReleaseState> rollBack(Optional<PersonId> by, String reason, Instant now) {
            return now.isBefore(undoableUntil)
                    ? Decision.changed(new RollingBack(before, by, reason, now))
                    : Decision.refused(Refusal.of(
                                    Command.ROLL_BACK.undone(),
                                    "Its rollback window is over: its plan promised no way back after that.",
                                    "Put it right with a new release.")
                            .by("M4"));
        }

        @Override
        public Decision<ReleaseState> planFlag(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> switchOn(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public Decision<ReleaseState> switchOff(Instant now) {
            return Decision.changed(this);
        }

        @Override
        public String next() {
            return "It has shipped; what comes next is a new release.";
        }
    }

    /** Given up, with the reason. */
    record Cancelled(PersonId by, String reason, Instant at) implements ReleaseState {
        @Override
        public Phase phase() {
            return Phase.CANCELLED;
        }

        @Override
        public Decision<ReleaseState> hold(Instant now) {
            return Decision.refused(
                    Refusal.of(Command.HOLD.undone(), "The release is " + phase().words() + ".", next()));
        }

        @Override
        public Decision<ReleaseState> cancel(PersonId again, String why, Instant now) {
            return Decision.unchanged("It is cancelled already.");
        }

        @Override
        public String next() {
            return "If it is wanted after all, make a new release.";
        }
    }

    private static Decision<ReleaseState> sealed() {
        return Decision.refused(Refusal.of(
                        Command.EDIT.undone(),
                        "The manifest is sealed since the rollout started: what ships is what was called.",
                        "A longer bake, an added rollback step and a plan for a flag that has none are still taken;"
                                + " anything else goes into the next release.")
                .by("S4"));
    }

    private static Decision<ReleaseState> inProduction(Phase phase) {
        return Decision.refused(Refusal.of(
                Command.CANCEL.undone(),
                "The release is " + phase.words() + ", and production has some of it.",
                "What is out is rolled back; giving it up would leave it where it is."));
    }

    private static Decision<ReleaseState> opens(Optional<Checkpoint> scheduled, int round, Instant now) {
        return scheduled
                .filter(checkpoint -> checkpoint.round() == round)
                .map(checkpoint -> Decision.<ReleaseState>changed(
                        checkpoint.isOver(now)
                                ? new Delayed(
                                        Cause.UNDECIDED,
                                        "Its time was over before the teams could be asked.",
                                        now,
                                        Optional.empty())
                                : new Polling(checkpoint)))
                .orElseGet(() -> Decision.unchanged("stale: the opening of checkpoint " + round));
    }
}
