package dev.releasemanager.criteria;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Over what time a measure is taken. */
public sealed interface Span {
    String text();

    /** How long, if it says so. */
    Optional<Quantity> length();

    /** The same on a clock: in whole nanoseconds, and no more than ten years. */
    Optional<Duration> duration();

    /** @param time a quantity of the dimension {@link Unit.Dimension#TIME} */
    record Lasting(Quantity time) implements Span {
        private static final BigDecimal TEN_YEARS = BigDecimal.valueOf(10L * 365 * 86_400);

        /** @throws IllegalArgumentException if it isn't a time */
        public Lasting {
            if (time.unit().dimension() != Unit.Dimension.TIME) {
                throw new IllegalArgumentException("not a time: " + time);
            }
        }

        @Override
        public String text() {
            return time.text();
        }

        @Override
        public Optional<Quantity> length() {
            return Optional.of(time);
        }

        @Override
        public Optional<Duration> duration() {
            BigDecimal seconds = time.base().max(BigDecimal.ZERO).min(TEN_YEARS);
            return Optional.of(Duration.ofNanos(seconds.movePointRight(9).longValue()));
        }
    }

    /** A time that has a name: "the bake", "launch week". */
    record Named(String text) implements Span {
        public Named {
            text = Phrase.clean(text);
        }

        @Override
        public Optional<Quantity> length() {
            return Optional.empty();
        }

        @Override
        public Optional<Duration> duration() {
            return Optional.empty();
        }
    }
}
