package dev.releasemanager.rollout;

import dev.releasemanager.criteria.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures in percent of which a Prometheus is asked, for all stages. */
public final class Measures {
    private Measures() {}

    public static MeasureSource promql(String measure, String system, String query) {
        return promql(measure, system, query, List.of());
    }

    /** @param components that it speaks of; empty for all */
    public static MeasureSource promql(String measure, String system, String query, List<String> components) {
        return of(measure, system, query, components, Optional.empty(), 0);
    }

    /**
     * @param points query for how many points the span held
     * @param fewest of them; fewer are no judgement
     */
    public static MeasureSource promql(String measure, String system, String query, String points, int fewest) {
        return of(measure, system, query, List.of(), Optional.of(QueryTemplate.promql(points)), fewest);
    }

    /** A configuration with one Prometheus, named as these measures name it, asked every minute. */
    public static Sourcing of(String address, MeasureSource... measures) {
        SourceSystem prometheus = new SourceSystem(
                "prometheus", SourceSystem.Kind.PROMETHEUS, address, Optional.empty(), Duration.ofMinutes(1));
        return new Sourcing(Duration.ofMinutes(1), Map.of(prometheus.name(), prometheus), List.of(measures));
    }

    private static MeasureSource of(
            String measure,
            String system,
            String query,
            List<String> components,
            Optional<QueryTemplate> points,
            int fewest) {
        return new MeasureSource(
                measure,
                components,
                List.of(),
                system,
                QueryTemplate.promql(query),
                Optional.empty(),
                points,
                fewest,
                "",
                Optional.empty(),
                Duration.ofMinutes(1),
                Unit.PERCENT);
    }
}
