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
import java.util.Optional;

/**
 * Asks a Prometheus, or whatever speaks its HTTP API, for one value at one moment
 * (https://prometheus.io/docs/prometheus/latest/querying/api/). The query has to give exactly one series or a scalar.
 */
final class Prometheus implements Source {
    private static final Duration TIME_TOLERANCE = Duration.ofMillis(1_500);

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

    private Seen seen(Question question) {
        if (terms.points().isPresent()) {
            Seen counted = value(terms.points().get(), question, Unit.ONE);
            if (counted instanceof Nothing) {
                return counted;
            }
            BigDecimal points = ((Value) counted).quantity().value();
            if (points.compareTo(BigDecimal.valueOf(terms.fewestPoints())) < 0) {
                return new Nothing(
                        Gap.TOO_FEW_POINTS, points.toPlainString() + " where " + terms.fewestPoints() + " are asked");
            }
        }
        QueryTemplate query =
                question.standpoint() == Standpoint.BEFORE ? terms.before().orElse(terms.query()) : terms.query();
        return value(query, question, terms.unit());
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
                    return new Nothing(
                            Gap.UNREADABLE, result.size() + " series; the query has to give one, by sum or max");
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
