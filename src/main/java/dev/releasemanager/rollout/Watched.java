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

    private static final Pattern STAGING = Pattern.compile("\\b(staging|pre-?prod\\w*)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRODUCTION =
            Pattern.compile("\\b(canary|prod|production)\\b", Pattern.CASE_INSENSITIVE);

    /**
     * All that is looked at in a stage. A criterion that names no place holds in every stage; one "in staging" in staging,
     * one "on canary" from the canary on, for what has to hold there has to hold on a larger share too.
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
        String place = placeOf(condition);
        boolean ofStaging = STAGING.matcher(place).find();
        if (!stage.isStaging()) {
            return ofStaging ? Optional.empty() : Optional.of(Role.CRITERION);
        }
        if (baselineOf(condition).filter(Baseline.STAGING::equals).isPresent()) {
            return Optional.of(Role.REFERENCE);
        }
        boolean ofProduction = PRODUCTION.matcher(place).find()
                || baselineOf(condition).filter(Baseline.BEFORE::equals).isPresent();
        return ofProduction ? Optional.empty() : Optional.of(Role.CRITERION);
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
}
