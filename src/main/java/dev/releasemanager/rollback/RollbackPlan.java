package dev.releasemanager.rollback;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.release.TeamId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a release is undone (M4): steps in order, what starts it, until when it can be done, and what it leaves as it is.
 *
 * @param window how long after the release a rollback is possible; empty while nobody has said
 * @param notUndone what a rollback would not undo; "nothing" is an answer, empty is none
 */
public record RollbackPlan(
        List<Step> steps, List<Trigger> triggers, Optional<Duration> window, Optional<String> notUndone) {
    /** What every release is born with (S1). */
    public static final RollbackPlan EMPTY = new RollbackPlan(List.of(), List.of(), Optional.empty(), Optional.empty());

    public static final int NOT_UNDONE_LIMIT = 1_000;

    public RollbackPlan {
        steps = List.copyOf(steps);
        triggers = List.copyOf(triggers);
    }

    /**
     * What is missing from what is written, each as a phrase that completes "The rollback plan lacks …"; empty if nothing
     * is. Whether people stand behind it is another matter: {@link PlanStanding}.
     */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (steps.isEmpty()) {
            missing.add("a step");
        }
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            addLacks(missing, step.what(), "step " + (i + 1));
            if (step.executor().isEmpty()) {
                missing.add("the person who executes step " + (i + 1));
            }
            if (step.lasts().isEmpty()) {
                missing.add("how long step " + (i + 1) + " takes");
            }
            if (step.proof().isEmpty()) {
                missing.add("how one sees that step " + (i + 1) + " worked");
            }
        }
        if (triggers.isEmpty()) {
            missing.add("a trigger (what starts the rollback)");
        }
        triggers.stream()
                .filter(trigger -> Criteria.parse(trigger.condition()).isEmpty())
                .forEach(vague -> missing.add("a measurable condition in place of “" + vague.condition() + "”"));
        if (window.isEmpty()) {
            missing.add("a rollback window (until when it can be done)");
        }
        window.filter(length -> lasts().compareTo(length) > 0)
                .ifPresent(length -> missing.add("a window that its steps fit in (they take " + Lengths.words(lasts())
                        + ", it is " + Lengths.words(length) + ")"));
        if (notUndone.isEmpty()) {
            missing.add("what a rollback would not undo (“nothing” is an answer)");
        }
        return missing;
    }

    private static void addLacks(List<String> missing, String what, String step) {
        for (StepWording.Lack lack : StepWording.lacks(what)) {
            missing.add(
                    switch (lack) {
                        case MEANS -> "what exactly " + step + " does (which command, pipeline, switch or version)";
                        case OBJECT -> "what " + step + " is done to (which component, flag, table or host)";
                        case BLANK ->
                            "what stands in place of “"
                                    + StepWording.blank(what).orElse("") + "” in " + step;
                    });
        }
    }

    /** Whether nothing is missing from what is written. */
    public boolean isWritten() {
        return missing().isEmpty();
    }

    public boolean isEmpty() {
        return steps.isEmpty() && triggers.isEmpty() && window.isEmpty() && notUndone.isEmpty();
    }

    /** How long all steps take, one after the other; those without a time count as nothing. */
    public Duration lasts() {
        return steps.stream().flatMap(step -> step.lasts().stream()).reduce(Duration.ZERO, Duration::plus);
    }

    /** What a team confirms of it: its own steps, in their order. */
    public List<String> readinessLines(TeamId team) {
        return steps.stream()
                .filter(step -> step.team().filter(team::equals).isPresent())
                .map(Step::readinessLine)
                .toList();
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
                return withSteps(next);
            }
        }
        next.add(step);
        return withSteps(next);
    }

    public RollbackPlan without(int number) {
        return withSteps(steps.stream().filter(step -> step.number() != number).toList());
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
        return withSteps(next);
    }

    public RollbackPlan withSteps(List<Step> next) {
        return new RollbackPlan(next, triggers, window, notUndone);
    }

    public RollbackPlan with(
            List<Trigger> nextTriggers, Optional<Duration> nextWindow, Optional<String> nextNotUndone) {
        return new RollbackPlan(steps, nextTriggers, nextWindow, nextNotUndone);
    }
}
