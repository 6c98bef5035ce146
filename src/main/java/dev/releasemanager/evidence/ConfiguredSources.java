package dev.releasemanager.evidence;

import com.fasterxml.jackson.core.JsonPointer;
import dev.releasemanager.coordination.Sources;
import dev.releasemanager.rollout.Gap;
import dev.releasemanager.rollout.MeasureSource;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Question;
import dev.releasemanager.rollout.SourceSystem;
import dev.releasemanager.rollout.Sourcing;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources that the configuration names, as it stands when they are asked. Thread-safe.
 */
public final class ConfiguredSources implements Sources {
    private static final Logger log = LoggerFactory.getLogger(ConfiguredSources.class);

    private final Supplier<Sourcing> sourcing;
    private final Map<String, String> environment;
    private final InstantSource clock;
    private final InstantSource wall;
    /** Kept while a system is named alike, for each has its connections. */
    private final Map<SourceSystem, Exchange> exchanges = new ConcurrentHashMap<>();

    /**
     * @param environment where credentials are, by the names in the configuration
     * @param clock release time
     * @param wall wall time
     */
    public ConfiguredSources(
            Supplier<Sourcing> sourcing, Map<String, String> environment, InstantSource clock, InstantSource wall) {
        this.sourcing = sourcing;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
        this.wall = wall;
    }

    @Override
    public Observation ask(Question question) {
        Sourcing now = sourcing.get();
        Optional<MeasureSource> measure = now.find(question.condition(), question.component(), question.stage());
        Optional<SourceSystem> system =
                measure.flatMap(found -> Optional.ofNullable(now.systems().get(found.system())));
        if (measure.isEmpty() || system.isEmpty()) {
            return Observation.none(question.at(), Gap.NO_SOURCE, "", "");
        }
        try {
            Observation seen = source(system.get(), measure.get()).ask(question);
            seen.gap().ifPresent(gap -> log.atInfo()
                    .setMessage("A source gave no value")
                    .addKeyValue("release", question.release())
                    .addKeyValue("source", system.get().name())
                    .addKeyValue("measure", measure.get().measure())
                    .addKeyValue("gap", gap.word())
                    .log());
            return seen;
        } catch (RuntimeException e) {
            // Whatever it is, the bake goes on without this observation, and that is what it says.
            log.atError()
                    .setMessage("A source failed in a way that nobody thought of")
                    .addKeyValue("source", system.get().name())
                    .setCause(e)
                    .log();
            return Observation.none(
                    question.at(), Gap.UNREADABLE, Words.of(e), system.get().name());
        }
    }

    private Source source(SourceSystem system, MeasureSource measure) {
        URI address = URI.create(system.address());
        Exchange exchange = exchanges.computeIfAbsent(
                system,
                of -> new Exchange(
                        wall,
                        of.authorization()
                                .map(variable -> () -> Optional.ofNullable(environment.get(variable))
                                        .map(String::strip)
                                        .filter(value -> !value.isEmpty())),
                        of.timeout()));
        return switch (system.kind()) {
            case PROMETHEUS ->
                new Prometheus(
                        system.name(),
                        address,
                        exchange,
                        new Prometheus.Terms(
                                measure.query(),
                                measure.before(),
                                measure.points(),
                                measure.fewestPoints(),
                                measure.unit()));
            case HTTP ->
                new JsonEndpoint(
                        system.name(),
                        address,
                        exchange,
                        new JsonEndpoint.Terms(
                                measure.query(),
                                measure.before(),
                                JsonPointer.compile(measure.pointer()),
                                measure.timePointer().map(JsonPointer::compile),
                                measure.maxAge(),
                                measure.unit()),
                        clock);
        };
    }
}
