package dev.releasemanager.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.releasemanager.criteria.Unit;
import dev.releasemanager.rollout.Gap;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Observation.Nothing;
import dev.releasemanager.rollout.Observation.Seen;
import dev.releasemanager.rollout.Observation.Value;
import dev.releasemanager.rollout.QueryTemplate;
import dev.releasemanager.rollout.Question;
import dev.releasemanager.rollout.Question.Standpoint;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks a Prometheus, or whatever speaks its HTTP API, for one value at one moment, or at several that lie evenly apart
 * (https://prometheus.io/docs/prometheus/latest/querying/api/). The query has to give exactly one series or a scalar at each.
 *
 * <p>A range query is evaluated at each of its steps as an instant one is at that moment, with the same look back for the
 * newest sample. Where that isn't so, because the query speaks of its own time, or where a range doesn't answer well as a
 * whole, each moment is asked for alone.
 */
final class Prometheus implements Source {
    private static final Duration TIME_TOLERANCE = Duration.ofMillis(1_500);

    /** So many points of one series Prometheus answers; a longer range is refused by it. */
    static final int MOST_POINTS = 11_000;

    /** So many moments are asked one by one in the place of a range; those after them are asked for again. */
    private static final int MOST_ALONE = 100;

    /** What "@" fixes ("@ end()") is another moment in a range than in a query for one of its moments. */
    private static final String FIXED_TIME = "@";

    /**
     * What is asked.
     *
     * @param before for {@link Standpoint#BEFORE}, where it isn't the same query
     * @param points how many points the span held; asked only if {@code fewestPoints} isn't zero
     */
    record Terms(
            QueryTemplate query,
            Optional<QueryTemplate> before,
            Optional<QueryTemplate> points,
            int fewestPoints,
            Unit unit) {}

    private final String name;
    private final URI address;
    private final Exchange exchange;
    private final Terms terms;

    /** @param address what the API's paths are appended to, without a slash at its end */
    Prometheus(String name, URI address, Exchange exchange, Terms terms) {
        this.name = name;
        this.address = address;
        this.exchange = exchange;
        this.terms = terms;
    }

    @Override
    public Observation ask(Question question) {
        return new Observation(question.at(), seen(question), name);
    }

    @Override
    public List<List<Question>> together(List<Question> series, int most) {
        if (series.isEmpty() || !isAlikeInARange(series.get(0))) {
            return Source.super.together(series, most);
        }
        List<List<Question>> ranges = new ArrayList<>();
        int begun = 0;
        for (int next = 1; next <= series.size(); next++) {
            if (next == series.size()
                    || next - begun == Math.min(most, MOST_POINTS)
                    || (next - begun > 1 && !stepTo(series, next).equals(stepTo(series, begun + 1)))) {
                ranges.add(series.subList(begun, next));
                begun = next;
            }
        }
        return ranges;
    }

    private static Duration stepTo(List<Question> series, int index) {
        return Duration.between(series.get(index - 1).at(), series.get(index).at());
    }

    private boolean isAlikeInARange(Question question) {
        return Stream.concat(Stream.of(queryFor(question)), terms.points().stream())
                .noneMatch(query -> query.names(QueryTemplate.Place.FROM)
                        || query.names(QueryTemplate.Place.UNTIL)
                        || query.text().contains(FIXED_TIME));
    }

    private QueryTemplate queryFor(Question question) {
        return question.standpoint() == Standpoint.BEFORE ? terms.before().orElse(terms.query()) : terms.query();
    }

    @Override
    public Answers ask(List<Question> together) {
        return (together.size() > 1 ? range(together) : Optional.<List<Observation>>empty())
                .map(seen -> new Answers(seen, 1))
                .orElseGet(() -> Source.super.ask(together.subList(0, Math.min(together.size(), MOST_ALONE))));
    }

    /** Empty if it says nothing that is sure of each of the moments. */
    private Optional<List<Observation>> range(List<Question> together) {
        Map<Question, Seen> seen = new HashMap<>();
        if (terms.points().isPresent()) {
            Optional<Map<Question, Seen>> counted = range(terms.points().get(), together, Unit.ONE);
            if (counted.isEmpty()) {
                return Optional.empty();
            }
            counted.get()
                    .forEach((question, points) -> tooFew(points).ifPresent(nothing -> seen.put(question, nothing)));
        }
        if (seen.size() < together.size()) {
            Optional<Map<Question, Seen>> values = range(queryFor(together.get(0)), together, terms.unit());
            if (values.isEmpty()) {
                return Optional.empty();
            }
            values.get().forEach(seen::putIfAbsent);
        }
        return Optional.of(together.stream()
                .map(question -> new Observation(question.at(), Objects.requireNonNull(seen.get(question)), name))
                .toList());
    }

    private Seen seen(Question question) {
        if (terms.points().isPresent()) {
            Optional<Nothing> nothing = tooFew(value(terms.points().get(), question, Unit.ONE));
            if (nothing.isPresent()) {
                return nothing.get();
            }
        }
        return value(queryFor(question), question, terms.unit());
    }

    /** Why a span with so many points can't be judged; empty if it can. */
    private Optional<Nothing> tooFew(Seen counted) {
        if (counted instanceof Nothing nothing) {
            return Optional.of(nothing);
        }
        BigDecimal points = ((Value) counted).quantity().value();
        return points.compareTo(BigDecimal.valueOf(terms.fewestPoints())) < 0
                ? Optional.of(new Nothing(
                        Gap.TOO_FEW_POINTS, points.toPlainString() + " where " + terms.fewestPoints() + " are asked"))
                : Optional.empty();
    }

    private Optional<Map<Question, Seen>> range(QueryTemplate query, List<Question> together, Unit unit) {
        Question first = together.get(0);
        Optional<String> filled = query.fill(first);
        if (filled.isEmpty()) {
            return Optional.empty();
        }
        URI asked = URI.create(address + "/api/v1/query_range?query=" + QueryTemplate.encoded(filled.get()) + "&start="
                + QueryTemplate.seconds(first.at()) + "&end="
                + QueryTemplate.seconds(together.get(together.size() - 1).at()) + "&step="
                + QueryTemplate.seconds(stepTo(together, 1)) + "&timeout="
                + exchange.timeout().toMillis() + "ms");
        return exchange.get(asked) instanceof Exchange.Answer answer && answer.isWell()
                ? answer.said()
                        .filter(said -> said.path("status").asText().equals("success")
                                && said.path("warnings").isEmpty())
                        .flatMap(said -> readRange(said.path("data"), together, unit))
                : Optional.empty();
    }

    private static Optional<Map<Question, Seen>> readRange(JsonNode data, List<Question> together, Unit unit) {
        JsonNode series = data.path("result");
        if (!data.path("resultType").asText().equals("matrix") || !series.isArray()) {
            return Optional.empty();
        }
        Map<Long, List<String>> values = new HashMap<>();
        together.forEach(question -> values.put(question.at().toEpochMilli(), new ArrayList<>()));
        for (JsonNode one : series) {
            // Histograms stand beside "values", or in its place.
            if (one.has("histograms") || !one.path("values").isArray()) {
                return Optional.empty();
            }
            for (JsonNode sample : one.path("values")) {
                List<String> there = sample.size() == 2
                                && sample.path(0).isNumber()
                                && sample.path(1).isTextual()
                        ? values.get(milliseconds(sample.path(0)))
                        : null;
                if (there == null) {
                    return Optional.empty();
                }
                there.add(sample.path(1).asText());
            }
        }
        Map<Question, Seen> seen = new HashMap<>();
        together.forEach(question ->
                seen.put(question, one(values.getOrDefault(question.at().toEpochMilli(), List.of()), unit)));
        return Optional.of(seen);
    }

    /** Of a moment that isn't one of a whole millisecond it says nothing that fits any other. */
    private static long milliseconds(JsonNode seconds) {
        BigDecimal milliseconds = seconds.decimalValue().movePointRight(3);
        return milliseconds.precision() - milliseconds.scale() <= 15
                        && milliseconds.stripTrailingZeros().scale() <= 0
                ? milliseconds.longValue()
                : Long.MIN_VALUE;
    }

    /** What several series say at one moment. */
    private static Seen one(List<String> values, Unit unit) {
        return switch (values.size()) {
            case 0 -> new Nothing(Gap.NO_DATA, "");
            case 1 -> Numbers.read(values.get(0), unit);
            default -> several(values.size());
        };
    }

    private static Nothing several(int series) {
        return new Nothing(Gap.UNREADABLE, series + " series; the query has to give one, by sum or max");
    }

    private Seen value(QueryTemplate query, Question question, Unit unit) {
        Optional<String> filled = query.fill(question);
        if (filled.isEmpty()) {
            return new Nothing(Gap.UNREADABLE, "a name that can't be written into the query");
        }
        URI asked = URI.create(address + "/api/v1/query?query=" + QueryTemplate.encoded(filled.get()) + "&time="
                + QueryTemplate.seconds(question.at()) + "&timeout="
                + exchange.timeout().toMillis() + "ms");
        Exchange.Result result = exchange.get(asked);
        if (result instanceof Exchange.Failed failed) {
            return new Nothing(failed.gap(), failed.detail());
        }
        Exchange.Answer answer = (Exchange.Answer) result;
        if (answer.said().isEmpty()) {
            return new Nothing(Gap.UNREADABLE, "HTTP " + answer.status() + " without JSON");
        }
        JsonNode said = answer.said().get();
        if (!answer.isWell() || !said.path("status").asText().equals("success")) {
            return new Nothing(
                    Gap.UNREADABLE,
                    Words.cut(
                            "HTTP " + answer.status() + " " + said.path("error").asText()));
        }
        // A part of the data was not to be had: what is there may be right and may not.
        if (!said.path("warnings").isEmpty()) {
            return new Nothing(
                    Gap.UNREADABLE, Words.cut(said.path("warnings").path(0).asText()));
        }
        return read(said.path("data"), question, unit);
    }

    private static Seen read(JsonNode data, Question question, Unit unit) {
        JsonNode result = data.path("result");
        JsonNode sample;
        switch (data.path("resultType").asText()) {
            case "scalar" -> sample = result;
            case "vector" -> {
                if (result.isArray() && result.isEmpty()) {
                    return new Nothing(Gap.NO_DATA, "");
                }
                if (result.size() > 1) {
                    return several(result.size());
                }
                sample = result.path(0).path("value");
            }
            default -> {
                return new Nothing(
                        Gap.UNREADABLE, Words.cut("a " + data.path("resultType").asText() + " and not one value"));
            }
        }
        if (sample.size() != 2 || !sample.path(0).isNumber() || !sample.path(1).isTextual()) {
            return new Nothing(Gap.UNREADABLE, "a sample without time or value");
        }
        BigDecimal at = sample.path(0).decimalValue();
        BigDecimal asked = BigDecimal.valueOf(question.at().toEpochMilli(), 3);
        if (at.subtract(asked).abs().compareTo(BigDecimal.valueOf(TIME_TOLERANCE.toMillis(), 3)) > 0) {
            return new Nothing(Gap.STALE, "it speaks of another moment than was asked for");
        }
        return Numbers.read(sample.path(1).asText(), unit);
    }
}
