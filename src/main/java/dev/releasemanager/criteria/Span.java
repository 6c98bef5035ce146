package dev.releasemanager.criteria;

import java.util.Optional;

/** Over what time a measure is taken. */
public sealed interface Span {
    String text();

    /** How long, if it says so. */
    Optional<Quantity> length();

    /** @param time a quantity of the dimension {@link Unit.Dimension#TIME} */
    record Lasting(Quantity time) implements Span {
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
    }
}
