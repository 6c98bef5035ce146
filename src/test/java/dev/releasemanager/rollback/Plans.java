package dev.releasemanager.rollback;

import dev.releasemanager.release.Cast;
import dev.releasemanager.release.PersonId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Rollback plans for the tests of the rules. */
public final class Plans {
    /** One step, by Payments' member, five minutes, possible for a day. */
    public static final RollbackPlan WHOLE = new RollbackPlan(
            List.of(step(1, Optional.of(Cast.MEMBER), Optional.of(Duration.ofMinutes(5)))),
            List.of(new Trigger("error rate > 1 % over 10 min", false)),
            Optional.of(Duration.ofHours(24)),
            Optional.of("nothing"));

    private Plans() {}

    /** One that can be carried out as it is written. */
    public static Step step(int number, Optional<PersonId> executor, Optional<Duration> lasts) {
        return new Step(
                number,
                "kubectl rollout undo deploy/pay",
                executor.map(Executor::of),
                lasts,
                Optional.of("the old version answers"),
                Optional.empty());
    }

    /** Every executor has accepted their steps. */
    public static Preparedness accepted(RollbackPlan plan) {
        return new Preparedness(
                plan.steps().stream()
                        .filter(step -> step.executor().isPresent())
                        .map(step -> new Acceptance(
                                step.number(),
                                step.digest(),
                                step.executor().flatMap(Executor::person).orElseThrow(),
                                Cast.NOW,
                                Optional.empty()))
                        .toList(),
                List.of(),
                List.of());
    }
}
