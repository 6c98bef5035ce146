package dev.releasemanager.rollout;

import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a condition is looked at while a stage bakes (M6): at the end of each interval once one full span lies inside the
 * stage, and at the very end, so that no part of the bake goes unwatched.
 *
 * @param span how far each look reaches back; the whole bake where it is {@link #WHOLE_BAKE}
 * @param interval between two looks, more than zero; where the span is shorter, that counts
 */
public record Cadence(Duration span, Duration interval) {
    /** Stands for the bake's own length, whatever that is. */
    public static final Duration WHOLE_BAKE = Duration.ZERO;

    /** @throws IllegalArgumentException if the interval isn't more than zero, or the span is less */
    public Cadence {
        if (interval.isNegative() || interval.isZero() || span.isNegative()) {
            throw new IllegalArgumentException("no cadence: " + span + " every " + interval);
        }
    }

    /**
     * That of a condition; one that names no span is looked at over the interval.
     *
     * @param interval how often its source is asked
     */
    public static Cadence of(Criterion condition, Duration interval) {
        return new Cadence(
                spanOf(condition)
                        .map(span -> span.duration().orElse(WHOLE_BAKE))
                        .orElse(interval),
                interval);
    }

    private static Optional<Span> spanOf(Criterion condition) {
        return condition instanceof Criterion.Measure measure ? measure.span() : Optional.empty();
    }

    /** How far a look reaches back in a bake that lasts so long. */
    public Duration spanIn(Instant from, Instant until) {
        return span.isZero() ? Duration.between(from, until) : span;
    }

    /**
     * All moments of a bake, in order, in whole milliseconds; none if the span doesn't fit into it.
     *
     * @param from when the bake began
     * @param until when it ends; later once it is extended
     */
    public List<Instant> moments(Instant from, Instant until) {
        Instant end = until.truncatedTo(ChronoUnit.MILLIS);
        Instant next = first(from, until);
        Duration step = span.isZero() || span.compareTo(interval) > 0 ? interval : span;
        List<Instant> moments = new ArrayList<>();
        while (next.isBefore(end)) {
            moments.add(next);
            next = next.plus(step).truncatedTo(ChronoUnit.MILLIS);
        }
        if (!first(from, until).isAfter(end)) {
            moments.add(end);
        }
        return moments;
    }

    /** The end of the first span that lies inside the stage; past the bake's end if none does. */
    public Instant first(Instant from, Instant until) {
        return from.plus(spanIn(from, until)).truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Why a condition can't be judged in a bake of this length, as part of a sentence; empty if it can. Asked when the
     * condition is planned: found out at the bake's end, it would be no judgement.
     */
    public static Optional<String> misfit(Criterion condition, Duration bake) {
        Optional<Span> span = spanOf(condition);
        if (span.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> length = span.get().duration();
        if (length.isEmpty()) {
            return span.get().text().matches("(the |this |its )?(whole )?(bake|stage)( time)?")
                    ? Optional.empty()
                    : Optional.of("“" + span.get().text() + "” doesn't say how long");
        }
        return length.get().compareTo(bake) > 0
                ? Optional.of("it looks over " + span.get().text() + ", which is longer than the bake")
                : Optional.empty();
    }
}
