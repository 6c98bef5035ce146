package dev.releasemanager.rollback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a release is undone (M4): steps in order, what starts it, and until when it can be done.
 *
 * @param window how long after the release a rollback is possible; empty while nobody has said
 */
public record RollbackPlan(List<Step> steps, List<Trigger> triggers, Optional<Duration> window) {
    /** What every release is born with (S1). */
    public static final RollbackPlan EMPTY = new RollbackPlan(List.of(), List.of(), Optional.empty());

    public RollbackPlan {
        steps = List.copyOf(steps);
        triggers = List.copyOf(triggers);
    }

    /** What is missing, each as a phrase that completes "The rollback plan lacks …"; empty if it is complete. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (steps.isEmpty()) {
            missing.add("a step");
        }
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.executor().isEmpty()) {
                missing.add("the person who executes step " + (i + 1));
            }
            if (step.lasts().isEmpty()) {
                missing.add("how long step " + (i + 1) + " takes");
            }
        }
        if (triggers.isEmpty()) {
            missing.add("a trigger (what starts the rollback)");
        }
        if (window.isEmpty()) {
            missing.add("a rollback window (until when it can be done)");
        }
        return missing;
    }

    public boolean isComplete() {
        return missing().isEmpty();
    }

    public boolean isEmpty() {
        return steps.isEmpty() && triggers.isEmpty() && window.isEmpty();
    }

    /** How long all steps take, one after the other; those without a time count as nothing. */
    public Duration lasts() {
        return steps.stream().flatMap(step -> step.lasts().stream()).reduce(Duration.ZERO, Duration::plus);
    }

    public Optional<Step> find(int number) {
        return steps.stream().filter(step -> step.number() == number).findFirst();
    }

    /** With a step put in the place of the one with its number, or at the end. */
    public RollbackPlan with(Step step) {
        List<Step> next = new ArrayList<>(steps);
        for (int i = 0; i < next.size(); i++) {
            if (next.get(i).number() == step.number()) {
                next.set(i, step);
                return new RollbackPlan(next, triggers, window);
            }
        }
        next.add(step);
        return new RollbackPlan(next, triggers, window);
    }

    public RollbackPlan without(int number) {
        return new RollbackPlan(
                steps.stream().filter(step -> step.number() != number).toList(), triggers, window);
    }

    /** With a step moved one place up; the first stays where it is. */
    public RollbackPlan earlier(int number) {
        List<Step> next = new ArrayList<>(steps);
        for (int i = 1; i < next.size(); i++) {
            if (next.get(i).number() == number) {
                next.add(i - 1, next.remove(i));
                break;
            }
        }
        return new RollbackPlan(next, triggers, window);
    }

    public RollbackPlan with(List<Trigger> nextTriggers, Optional<Duration> nextWindow) {
        return new RollbackPlan(steps, nextTriggers, nextWindow);
    }
}
