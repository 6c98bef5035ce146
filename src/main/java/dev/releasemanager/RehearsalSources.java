package dev.releasemanager;

import dev.releasemanager.criteria.Unit;
import dev.releasemanager.rehearsal.metrics.Measure;
import dev.releasemanager.rollout.MeasureSource;
import dev.releasemanager.rollout.QueryTemplate;
import dev.releasemanager.rollout.SourceSystem;
import dev.releasemanager.rollout.Sourcing;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a rehearsal's observations come from, unless its settings say otherwise: the metrics that its page steers. */
final class RehearsalSources {
    private static final String SYSTEM = "the rehearsal's metrics";

    /** Often enough for a picture of an hour, seldom enough for a clock that runs 600 times as fast. */
    private static final Duration INTERVAL = Duration.ofMinutes(2);

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private RehearsalSources() {}

    /** @param address of the metrics, without a slash at its end */
    static Sourcing at(String address) {
        SourceSystem system = new SourceSystem(SYSTEM, SourceSystem.Kind.HTTP, address, Optional.empty(), TIMEOUT);
        List<MeasureSource> measures =
                Arrays.stream(Measure.values()).map(RehearsalSources::source).toList();
        return new Sourcing(INTERVAL, Map.of(SYSTEM, system), measures);
    }

    private static MeasureSource source(Measure measure) {
        return new MeasureSource(
                measure.title(),
                List.of(),
                List.of(),
                SYSTEM,
                QueryTemplate.path(
                        "/value?measure=" + QueryTemplate.encoded(measure.title()) + "&until={{until}}&span={{span}}"),
                Optional.empty(),
                Optional.empty(),
                0,
                "/value",
                Optional.empty(),
                TIMEOUT,
                Unit.find(measure.unit()).orElse(Unit.ONE));
    }
}
