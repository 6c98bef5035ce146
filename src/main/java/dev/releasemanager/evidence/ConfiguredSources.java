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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources that the configuration names, as it stands when they are asked. Thread-safe.
 */
public final class ConfiguredSources implements Sources {
    private static final Logger log = LoggerFactory.getLogger(ConfiguredSources.class);

    /** More are kept by a second act, so that none holds a stop up for long. */
    private static final int ANSWERS_AT_ONCE = 1_000;

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
        return ask(List.of(question)).getOrDefault(question, unanswered(question));
    }

    private static Observation unanswered(Question question) {
        return Observation.none(question.at(), Gap.NO_SOURCE, "", "");
    }

    @Override
    public Map<Question, Observation> ask(Collection<Question> questions) {
        Sourcing now = sourcing.get();
        exchanges.keySet().retainAll(now.systems().values());
        Map<Question, Observation> seen = new LinkedHashMap<>();
        int requests = 0;
        for (List<Question> series : series(questions)) {
            Optional<Asked> found = find(now, series.get(0));
            if (found.isEmpty()) {
                series.forEach(question -> seen.put(question, unanswered(question)));
                continue;
            }
            Asked asked = found.get();
            try {
                Source source = source(asked.system(), asked.measure());
                for (List<Question> together : source.together(series, ANSWERS_AT_ONCE)) {
                    if (requests >= REQUESTS_AT_ONCE || seen.size() >= ANSWERS_AT_ONCE) {
                        return seen;
                    }
                    Source.Answers answers = source.ask(together);
                    for (int i = 0; i < answers.seen().size(); i++) {
                        seen.put(together.get(i), answers.seen().get(i));
                    }
                    requests += answers.requests();
                    asked.tellGaps(together.get(0), answers.seen());
                }
            } catch (RuntimeException e) {
                // Whatever it is, the bake goes on without these observations, and that is what it says.
                log.atError()
                        .setMessage("A source failed in a way that nobody thought of")
                        .addKeyValue("source", asked.system().name())
                        .setCause(e)
                        .log();
                series.forEach(question -> seen.putIfAbsent(
                        question,
                        Observation.none(
                                question.at(),
                                Gap.UNREADABLE,
                                Words.of(e),
                                asked.system().name())));
            }
        }
        return seen;
    }

    /** What differs in nothing but its moment, each in the order of those; what was asked for first comes first. */
    private static Collection<List<Question>> series(Collection<Question> questions) {
        return questions.stream()
                .distinct()
                .sorted(Comparator.comparing(Question::at))
                .collect(Collectors.groupingBy(
                        question -> question.at(Instant.EPOCH), LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private static Optional<Asked> find(Sourcing now, Question question) {
        return now.find(question.condition(), question.component(), question.stage())
                .flatMap(measure -> Optional.ofNullable(now.systems().get(measure.system()))
                        .map(system -> new Asked(system, measure)));
    }

    /** What answers a question. */
    private record Asked(SourceSystem system, MeasureSource measure) {
        void tellGaps(Question first, List<Observation> answers) {
            answers.stream()
                    .flatMap(seen -> seen.gap().stream())
                    .collect(Collectors.groupingBy(gap -> gap, TreeMap::new, Collectors.counting()))
                    .forEach((gap, moments) -> log.atInfo()
                            .setMessage("A source gave no value")
                            .addKeyValue("release", first.release())
                            .addKeyValue("source", system.name())
                            .addKeyValue("measure", measure.measure())
                            .addKeyValue("gap", gap.word())
                            .addKeyValue("moments", moments)
                            .log());
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
