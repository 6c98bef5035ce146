package dev.releasemanager.rollout;

import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which system answers a measure, and by which query.
 *
 * @param measure as criteria name it: "error rate" answers for "error rate" and for "error rate of payments-api" too
 * @param components for which it is; empty for all
 * @param stages for which it is, by their names; empty for all
 * @param system its name
 * @param query of PromQL, or what follows the system's address
 * @param before the query for what ran ahead of the stage; empty if it is the same
 * @param points Prometheus: how many points the span held; empty if nobody asks
 * @param fewestPoints fewer are no judgement
 * @param pointer HTTP: where the value stands in the JSON; blank for Prometheus
 * @param timePointer HTTP: where it says of when the value is; empty if it doesn't
 * @param maxAge HTTP: how old that may be
 * @param unit of the number that comes back
 */
public record MeasureSource(
        String measure,
        List<String> components,
        List<String> stages,
        String system,
        QueryTemplate query,
        Optional<QueryTemplate> before,
        Optional<QueryTemplate> points,
        int fewestPoints,
        String pointer,
        Optional<String> timePointer,
        Duration maxAge,
        Unit unit) {
    public MeasureSource {
        components = List.copyOf(components);
        stages = List.copyOf(stages);
    }

    /**
     * Whether it can be asked for this.
     *
     * @param component what the condition is about; blank if it is about the release as a whole
     * @param stage blank if any will do
     */
    public boolean answers(Criterion condition, String component, String stage) {
        String asked = asked(condition);
        boolean named = isSame(asked, measure) || isSame(asked, measure + " of " + component);
        boolean about = component.isBlank()
                ? components.isEmpty() && !query.names(QueryTemplate.Place.COMPONENT)
                : components.isEmpty() || components.contains(component);
        return named && about && (stages.isEmpty() || stage.isBlank() || stages.contains(stage));
    }

    /** Whether it says itself which component it is about: "p99 latency of checkout-api". */
    public static boolean names(Criterion condition, String component) {
        return asked(condition).toLowerCase(Locale.ROOT).endsWith(" of " + component.toLowerCase(Locale.ROOT));
    }

    private static String asked(Criterion condition) {
        return condition instanceof Criterion.Measure measured
                ? measured.subject()
                : ((Criterion.Check) condition).what();
    }

    private static boolean isSame(String one, String other) {
        return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }
}
