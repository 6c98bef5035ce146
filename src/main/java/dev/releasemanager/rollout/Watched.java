package dev.releasemanager.rollout;

import dev.releasemanager.criteria.Baseline;
import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.criteria.Judgement;
import dev.releasemanager.manifest.PlannedCriterion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A condition that is looked at while a stage bakes.
 *
 * @param id tells it from the others of its release, in the store: {@code c12} of a criterion, {@code t2} of a trigger
 * @param text as it is worded
 * @param component what it is about; blank if it is about the release as a whole
 */
public record Watched(String id, Role role, String text, Criterion condition, String component) {
    /** Why it is looked at. */
    public enum Role {
        /** The stage is judged by it. */
        CRITERION,
        /** A later stage is compared with what is seen now. */
        REFERENCE,
        /** It starts the rollback when it is true (M4). */
        TRIGGER
    }

    /**
     * All that is looked at in a stage. A criterion "in staging" is judged there; any other in every stage of production,
     * for what has to hold on a canary has to hold on a larger share too. In staging those are looked at as well, for
     * production is compared with what is seen there.
     *
     * @param criteria of the release; those judged before the call aren't among what is looked at
     * @param triggers of its rollback plan, in standard form and in their order
     * @param components of the release, by name
     */
    public static List<Watched> in(
            Stage stage, List<PlannedCriterion> criteria, List<String> triggers, List<String> components) {
        List<Watched> watched = new ArrayList<>();
        for (PlannedCriterion planned : criteria) {
            if (planned.judgedAt() == JudgedAt.STAGE) {
                Criterion condition = parsed(planned.text());
                roleIn(stage, condition)
                        .ifPresent(role -> watched.add(new Watched(
                                "c" + planned.number(),
                                role,
                                planned.text(),
                                condition,
                                planned.component().orElse(""))));
            }
        }
        for (int i = 0; i < triggers.size() && !stage.isStaging(); i++) {
            String text = triggers.get(i);
            watched.add(new Watched("t" + (i + 1), Role.TRIGGER, text, parsed(text), named(text, components)));
        }
        return watched;
    }

    /** Whether a criterion is judged in a stage. */
    public static boolean isJudgedIn(Stage stage, Criterion condition) {
        return roleIn(stage, condition).filter(role -> role == Role.CRITERION).isPresent();
    }

    private static Optional<Role> roleIn(Stage stage, Criterion condition) {
        boolean ofStaging = placeOf(condition).toLowerCase(Locale.ROOT).contains("staging");
        if (stage.isStaging()) {
            return Optional.of(ofStaging ? Role.CRITERION : Role.REFERENCE);
        }
        return ofStaging ? Optional.empty() : Optional.of(Role.CRITERION);
    }

    /** What it is compared with; empty if with a number. */
    public Optional<Baseline> baseline() {
        return baselineOf(condition);
    }

    private static Optional<Baseline> baselineOf(Criterion condition) {
        return condition instanceof Criterion.Measure measure ? measure.bound().baseline() : Optional.empty();
    }

    /** What is measured, however it is bounded. */
    public String subject() {
        return condition instanceof Criterion.Measure measure
                ? measure.subject()
                : ((Criterion.Check) condition).what();
    }

    private static String placeOf(Criterion condition) {
        return condition instanceof Criterion.Measure measure
                ? measure.place().orElse("")
                : ((Criterion.Check) condition).scope().orElse("");
    }

    /** What isn't in the standard form stays a condition that nobody has answered, and not one that isn't there. */
    private static Criterion parsed(String text) {
        return Criteria.parse(text)
                .orElseGet(() -> new Criterion.Check(text, Optional.empty(), "is true", Optional.empty()));
    }

    private static String named(String text, List<String> components) {
        String words = text.toLowerCase(Locale.ROOT);
        return components.stream()
                .filter(name -> Pattern.compile(
                                "(?<![\\w-])" + Pattern.quote(name.toLowerCase(Locale.ROOT)) + "(?![\\w-])")
                        .matcher(words)
                        .find())
                .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .orElse("");
    }

    /** Whether an observation makes a trigger true. What can't be judged doesn't: it shows as not seen instead. */
    public boolean fires(Observation observation, Optional<Observation> baseline) {
        return role == Role.TRIGGER
                && observation.judge(condition, baseline.flatMap(Observation::quantity)) == Judgement.PASSED;
    }

    /** Whether an observation alone says that something is wrong: a trigger is true, or a criterion isn't (H5). */
    public boolean tells(Observation observation, Optional<Observation> baseline) {
        return switch (role) {
            case TRIGGER -> fires(observation, baseline);
            case CRITERION -> observation.judge(condition, baseline.flatMap(Observation::quantity)) == Judgement.FAILED;
            case REFERENCE -> false;
        };
    }
}
