package dev.releasemanager.rollback;

import dev.releasemanager.release.Decision;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.rollback.Undoing.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A rollback: the plan being executed, one step after the other (Q2). Who may do what is decided before.
 *
 * @param startedBy empty if a trigger began it
 * @param reason what was seen, or the trigger's condition
 * @param steps in the order in which they are done
 * @param unnamed components that were deployed and that no step names
 */
public record Rollback(
        Optional<PersonId> startedBy, String reason, Instant startedAt, List<Undoing> steps, List<String> unnamed) {
    public static final int REASON_LIMIT = 1_000;

    public Rollback {
        steps = List.copyOf(steps);
        unnamed = List.copyOf(unnamed);
    }

    /**
     * The first step is asked for at once.
     *
     * @param instead who does what the plan names nobody for: the owner
     */
    public static Rollback start(
            Optional<PersonId> by, String reason, Instant at, RollbackOrder order, PersonId instead) {
        List<Undoing> steps =
                order.steps().stream().map(step -> Undoing.of(step, instead)).toList();
        return new Rollback(by, reason, at, steps, order.unnamed()).askingNext(at);
    }

    /** The step whose turn it is; empty once all is over. */
    public Optional<Undoing> current() {
        return steps.stream().filter(step -> !step.isOver()).findFirst();
    }

    public boolean isOver() {
        return current().isEmpty();
    }

    public Optional<Undoing> find(int number) {
        return steps.stream().filter(step -> step.number() == number).findFirst();
    }

    /** How long all of it takes by the plan. */
    public Duration estimate() {
        return steps.stream().map(Undoing::lasts).reduce(Duration.ZERO, Duration::plus);
    }

    /** The step has worked; the next one is asked for. */
    public Decision<Rollback> done(int number, PersonId by, Instant at) {
        return onCurrent(
                number, step -> step.answered(Standing.DONE, by, at, Optional.empty()), at, "The step isn't done");
    }

    /** Whoever has to do it can't; it waits to be taken over. */
    public Decision<Rollback> cannot(int number, PersonId by, Instant at, String why) {
        Optional<Undoing> step = find(number);
        if (step.filter(s -> s.standing() == Standing.STUCK).isPresent()) {
            return Decision.unchanged("that it can't be done as it is was said already.");
        }
        return onCurrent(
                number, s -> s.answered(Standing.STUCK, by, at, Optional.of(why)), at, "Nothing was written down");
    }

    /** Somebody else does it from now on; its stated time begins anew. */
    public Decision<Rollback> takenOver(int number, PersonId by, Instant at) {
        Optional<Undoing> step = find(number);
        if (step.filter(s -> s.standing() == Standing.ASKED && s.executor().equals(Executor.of(by)))
                .isPresent()) {
            return Decision.unchanged("it is yours already.");
        }
        return onCurrent(number, s -> s.asked(Executor.of(by), at), at, "The step wasn't taken over");
    }

    /** The owner goes on without it. */
    public Decision<Rollback> left(int number, PersonId by, Instant at, String why) {
        return onCurrent(
                number, s -> s.answered(Standing.LEFT, by, at, Optional.of(why)), at, "The step wasn't left out");
    }

    private Decision<Rollback> onCurrent(int number, UnaryOperator<Undoing> change, Instant at, String not) {
        Optional<Undoing> step = find(number);
        if (step.isEmpty()) {
            return Decision.refused(Refusal.of(
                            not,
                            "This rollback has no such step.",
                            "Look at the release's board for the one that it waits for.")
                    .by("Q2"));
        }
        if (step.get().standing() == Standing.DONE) {
            return Decision.unchanged("it is done already.");
        }
        if (step.get().standing() == Standing.LEFT) {
            return Decision.unchanged("the owner has gone on without it.");
        }
        if (step.get().standing() == Standing.WAITING) {
            return Decision.refused(Refusal.of(
                            not,
                            "Another step comes first: "
                                    + current().orElseThrow().what() + ".",
                            "You are asked as soon as it is done.")
                    .by("Q2"));
        }
        List<Undoing> next = new ArrayList<>(steps);
        next.replaceAll(s -> s.number() == number ? change.apply(s) : s);
        return Decision.changed(new Rollback(startedBy, reason, startedAt, next, unnamed).askingNext(at));
    }

    private Rollback askingNext(Instant at) {
        Optional<Undoing> current = current().filter(step -> step.standing() == Standing.WAITING);
        if (current.isEmpty()) {
            return this;
        }
        List<Undoing> next = new ArrayList<>(steps);
        next.replaceAll(step -> step.equals(current.get()) ? step.asked(step.executor(), at) : step);
        return new Rollback(startedBy, reason, startedAt, next, unnamed);
    }
}
