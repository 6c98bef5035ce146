package dev.releasemanager.release;

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

    /** Whether nothing more can come of it. */
    default boolean isClosed() {
        return phase() == Phase.CANCELLED;
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
            return "It may ship as it was called; any edit voids the Go.";
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
        public String next() {
            return scheduled.isPresent()
                    ? "The new checkpoint opens by itself, and everybody is asked again."
                    : "The owner opens a new checkpoint, and everybody is asked again.";
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
