package dev.releasemanager.rollout;

import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Judgement;
import dev.releasemanager.criteria.Quantity;
import java.time.Instant;
import java.util.Optional;

/**
 * What was seen for one condition at one moment. That nothing was seen is an observation too (H1).
 *
 * @param at the moment it speaks of: the end of the condition's span
 * @param source by its name in the configuration, or a person's id; blank if nobody looked
 */
public record Observation(Instant at, Seen seen, String source) {
    /** One value, one answer, or why there is neither. */
    public sealed interface Seen {
        /** For people. */
        String text();
    }

    /** A measured value. */
    public record Value(Quantity quantity) implements Seen {
        @Override
        public String text() {
            return quantity.text();
        }
    }

    /** What a check said. */
    public record Answer(boolean yes) implements Seen {
        @Override
        public String text() {
            return yes ? "yes" : "no";
        }
    }

    /**
     * Nothing that can be judged.
     *
     * @param detail what the source said, cut and on one line; blank if nothing
     */
    public record Nothing(Gap gap, String detail) implements Seen {
        @Override
        public String text() {
            return detail.isBlank() ? gap.words() : gap.words() + " (" + detail + ")";
        }
    }

    public static Observation of(Instant at, Quantity quantity, String source) {
        return new Observation(at, new Value(quantity), source);
    }

    public static Observation none(Instant at, Gap gap, String detail, String source) {
        return new Observation(at, new Nothing(gap, detail), source);
    }

    public Optional<Quantity> quantity() {
        return seen instanceof Value value ? Optional.of(value.quantity()) : Optional.empty();
    }

    public Optional<Gap> gap() {
        return seen instanceof Nothing nothing ? Optional.of(nothing.gap()) : Optional.empty();
    }

    /**
     * What a condition says of this alone (H5).
     *
     * @param baseline empty if there is none
     */
    public Judgement judge(Criterion condition, Optional<Quantity> baseline) {
        if (condition instanceof Criterion.Measure measure) {
            return measure.judge(quantity(), baseline);
        }
        return ((Criterion.Check) condition)
                .judge(seen instanceof Answer answer ? Optional.of(answer.yes()) : Optional.empty());
    }
}
