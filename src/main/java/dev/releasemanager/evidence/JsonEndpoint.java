package dev.releasemanager.evidence;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Unit;
import dev.releasemanager.rollout.Gap;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Observation.Nothing;
import dev.releasemanager.rollout.Observation.Seen;
import dev.releasemanager.rollout.QueryTemplate;
import dev.releasemanager.rollout.Question;
import dev.releasemanager.rollout.Question.Standpoint;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Asks any endpoint that answers in JSON, and takes the value that a JSON pointer (RFC 6901) points to: a number for a
 * measure, true or false for a check. An endpoint that isn't told of which moment to speak speaks of now; asked too late, it
 * says nothing about that moment.
 */
final class JsonEndpoint implements Source {
    /** So late an answer may come and still speak of the moment that was meant. */
    static final Duration LATEST = Duration.ofSeconds(30);

    private static final BigDecimal LEAST_MILLISECONDS = BigDecimal.valueOf(100_000_000_000L);
    /**
     * What is asked.
     *
     * @param before for {@link Standpoint#BEFORE}, where it isn't the same path
     * @param time where it says of when its value is: ISO-8601, or seconds or milliseconds since 1970
     * @param maxAge how old that may be at the moment asked for
     */
    record Terms(
            QueryTemplate path,
            Optional<QueryTemplate> before,
            JsonPointer value,
            Optional<JsonPointer> time,
            Duration maxAge,
            Unit unit) {}

    private final String name;
    private final URI address;
    private final Exchange exchange;
    private final Terms terms;
    private final InstantSource clock;

    /**
     * @param address what the path is appended to, without a slash at its end
     * @param clock release time
     */
    JsonEndpoint(String name, URI address, Exchange exchange, Terms terms, InstantSource clock) {
        this.name = name;
        this.address = address;
        this.exchange = exchange;
        this.terms = terms;
        this.clock = clock;
    }

    @Override
    public Observation ask(Question question) {
        return new Observation(question.at(), seen(question), name);
    }

    private Seen seen(Question question) {
        QueryTemplate path =
                question.standpoint() == Standpoint.BEFORE ? terms.before().orElse(terms.path()) : terms.path();
        if (!path.names(QueryTemplate.Place.UNTIL) && question.at().plus(LATEST).isBefore(clock.instant())) {
            return new Nothing(Gap.NOT_TAKEN, "its moment had passed");
        }
        Optional<URI> asked = path.fill(question).flatMap(this::address);
        if (asked.isEmpty()) {
            return new Nothing(Gap.UNREADABLE, "a name that can't be written into the address");
        }
        Exchange.Result result = exchange.get(asked.get());
        if (result instanceof Exchange.Failed failed) {
            return new Nothing(failed.gap(), failed.detail());
        }
        Exchange.Answer answer = (Exchange.Answer) result;
        if (!answer.isWell()) {
            return new Nothing(Gap.UNREADABLE, "HTTP " + answer.status());
        }
        return answer.said().map(said -> read(said, question)).orElseGet(() -> new Nothing(Gap.UNREADABLE, "no JSON"));
    }

    private Optional<URI> address(String path) {
        try {
            URI uri = URI.create(address + path);
            return uri.getRawAuthority().equals(address.getRawAuthority()) ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Seen read(JsonNode said, Question question) {
        if (terms.time().isPresent()) {
            Optional<Instant> at = instant(said.at(terms.time().get()));
            if (at.isEmpty()) {
                return new Nothing(Gap.UNREADABLE, "no time at " + terms.time().get());
            }
            if (at.get().isBefore(question.at().minus(terms.maxAge()))
                    || at.get().isAfter(question.at().plus(LATEST))) {
                return new Nothing(Gap.STALE, "of " + at.get());
            }
        }
        JsonNode value = said.at(terms.value());
        if (value.isMissingNode() || value.isNull()) {
            return new Nothing(Gap.NO_DATA, "nothing at " + terms.value());
        }
        if (question.condition() instanceof Criterion.Check) {
            return value.isBoolean()
                    ? new Observation.Answer(value.booleanValue())
                    : new Nothing(Gap.UNREADABLE, "neither true nor false at " + terms.value());
        }
        if (value.isNumber()) {
            return Numbers.read(value.decimalValue().toString(), terms.unit());
        }
        return value.isTextual()
                ? Numbers.read(value.textValue(), terms.unit())
                : new Nothing(Gap.NOT_A_NUMBER, "at " + terms.value());
    }

    private static Optional<Instant> instant(JsonNode node) {
        try {
            if (node.isNumber()) {
                BigDecimal number = node.decimalValue();
                if (number.precision() - number.scale() > 15) {
                    return Optional.empty();
                }
                return Optional.of(Instant.ofEpochMilli(
                        (number.abs().compareTo(LEAST_MILLISECONDS) < 0 ? number.movePointRight(3) : number)
                                .longValue()));
            }
            return node.isTextual()
                    ? Optional.of(OffsetDateTime.parse(node.textValue()).toInstant())
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
