package dev.releasemanager.rollout;

import dev.releasemanager.criteria.Criterion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where observations come from, as the configuration says.
 *
 * @param interval how often a measure is asked while a stage bakes
 * @param systems by their names
 * @param measures the first one that answers counts; each names one of the systems
 */
public record Sourcing(Duration interval, Map<String, SourceSystem> systems, List<MeasureSource> measures) {
    /** Where the configuration says nothing: people state what they see. */
    public static final Sourcing NONE = new Sourcing(Duration.ofMinutes(1), Map.of(), List.of());

    public Sourcing {
        systems = Map.copyOf(systems);
        measures = List.copyOf(measures);
    }

    /** @see MeasureSource#answers */
    public Optional<MeasureSource> find(Criterion condition, String component, String stage) {
        return measures.stream()
                .filter(measure -> measure.answers(condition, component, stage))
                .findFirst();
    }
}
