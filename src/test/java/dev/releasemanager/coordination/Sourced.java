package dev.releasemanager.coordination;

import dev.releasemanager.rollout.Measures;
import dev.releasemanager.rollout.SourceSystem;
import dev.releasemanager.rollout.Sourcing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration that names one source, for one measure in percent. */
final class Sourced {
    private Sourced() {}

    static Sourcing by(String measure, Duration interval) {
        return by(measure, interval, List.of());
    }

    /** @param components that it speaks of; empty for all */
    static Sourcing by(String measure, Duration interval, List<String> components) {
        return new Sourcing(
                interval,
                Map.of(
                        "metrics",
                        new SourceSystem(
                                "metrics",
                                SourceSystem.Kind.PROMETHEUS,
                                "http://localhost",
                                Optional.empty(),
                                Duration.ofSeconds(1))),
                List.of(Measures.promql(measure, "metrics", "asked", components)));
    }
}
