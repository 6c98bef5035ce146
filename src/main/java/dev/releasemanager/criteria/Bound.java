package dev.releasemanager.criteria;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;

/** What the measured value is compared with: a number, or one that a baseline gives. */
public sealed interface Bound {
    /** Whether it needs a baseline's value, and which. */
    Optional<Baseline> baseline();

    /** Sign and number, as in the standard form: {@code <= 250 ms}, {@code within 5 % of staging baseline}. */
    String text();

    Judgement judge(Quantity observed, Optional<Quantity> baseline);

    /** The edges of what is allowed, for drawing: in the unit given, as far as they can be said. */
    Edges edges(Unit unit, Optional<Quantity> baseline);

    /**
     * From where to where a value is allowed.
     *
     * @param low empty if it has no end below
     * @param high empty if it has no end above
     */
    record Edges(Optional<BigDecimal> low, Optional<BigDecimal> high) {
        static final Edges UNKNOWN = new Edges(Optional.empty(), Optional.empty());

        private static Edges of(Comparison comparison, Optional<BigDecimal> edge) {
            return switch (comparison) {
                case LESS, AT_MOST -> new Edges(Optional.empty(), edge);
                case AT_LEAST, GREATER -> new Edges(edge, Optional.empty());
                case EQUAL -> new Edges(edge, edge);
            };
        }
    }

    /** What holds exactly when this doesn't; empty if no bound says that. */
    Optional<Bound> opposite();

    /** {@code <= 250 ms}. */
    record Fixed(Comparison comparison, Quantity value) implements Bound {
        @Override
        public Optional<Baseline> baseline() {
            return Optional.empty();
        }

        @Override
        public Optional<Bound> opposite() {
            return comparison == Comparison.EQUAL
                    ? Optional.empty()
                    : Optional.of(new Fixed(comparison.negated(), value));
        }

        @Override
        public Edges edges(Unit unit, Optional<Quantity> baseline) {
            return Edges.of(comparison, value.in(unit));
        }

        @Override
        public String text() {
            return comparison.sign() + " " + value.text();
        }

        @Override
        public Judgement judge(Quantity observed, Optional<Quantity> baseline) {
            return verdict(comparison, observed.compare(value));
        }
    }

    /** {@code <= 1.2 times staging baseline}: a share of the baseline's own value. */
    record Times(Comparison comparison, BigDecimal factor, Baseline of) implements Bound {
        public Times {
            factor = Quantity.of(factor.toPlainString(), Unit.ONE).value();
        }

        @Override
        public Optional<Baseline> baseline() {
            return Optional.of(of);
        }

        @Override
        public Optional<Bound> opposite() {
            return comparison == Comparison.EQUAL
                    ? Optional.empty()
                    : Optional.of(new Times(comparison.negated(), factor, of));
        }

        @Override
        public Edges edges(Unit unit, Optional<Quantity> baseline) {
            return Edges.of(comparison, baseline.flatMap(seen -> seen.in(unit)).map(seen -> seen.multiply(factor)));
        }

        @Override
        public String text() {
            return comparison.sign() + " " + factor.toPlainString() + " times " + Phrase.baseline(of);
        }

        @Override
        public Judgement judge(Quantity observed, Optional<Quantity> baseline) {
            return comparable(observed, baseline)
                    .map(seen -> verdict(
                            comparison,
                            OptionalInt.of(observed.base().compareTo(seen.base().multiply(factor)))))
                    .orElse(Judgement.NO_JUDGEMENT);
        }
    }

    /**
     * {@code <= 20 ms above staging baseline}.
     *
     * @param by what is added to the baseline; below zero it is taken off
     */
    record Shifted(Comparison comparison, Quantity by, Baseline of) implements Bound {
        @Override
        public Optional<Baseline> baseline() {
            return Optional.of(of);
        }

        @Override
        public Optional<Bound> opposite() {
            return comparison == Comparison.EQUAL
                    ? Optional.empty()
                    : Optional.of(new Shifted(comparison.negated(), by, of));
        }

        @Override
        public Edges edges(Unit unit, Optional<Quantity> baseline) {
            return Edges.of(comparison, baseline.flatMap(seen -> seen.in(unit)).flatMap(seen -> by.in(unit)
                    .map(seen::add)));
        }

        @Override
        public String text() {
            Quantity size = new Quantity(by.value().abs(), by.unit());
            return comparison.sign() + " " + size.text() + (by.value().signum() < 0 ? " below " : " above ")
                    + Phrase.baseline(of);
        }

        @Override
        public Judgement judge(Quantity observed, Optional<Quantity> baseline) {
            return comparable(observed, baseline)
                    .filter(seen -> seen.compare(by).isPresent())
                    .map(seen -> verdict(
                            comparison,
                            OptionalInt.of(observed.base().compareTo(seen.base().add(by.base())))))
                    .orElse(Judgement.NO_JUDGEMENT);
        }
    }

    /**
     * {@code within 5 % of staging baseline}: no further from it, on either side, than the tolerance.
     *
     * @param tolerance in percent or permille it is a share of the baseline's value, otherwise a distance; not below zero
     */
    record Around(Quantity tolerance, Baseline of) implements Bound {
        public Around {
            tolerance = new Quantity(tolerance.value().abs(), tolerance.unit());
        }

        @Override
        public Optional<Baseline> baseline() {
            return Optional.of(of);
        }

        @Override
        public Optional<Bound> opposite() {
            return Optional.empty();
        }

        @Override
        public Edges edges(Unit unit, Optional<Quantity> baseline) {
            boolean share =
                    tolerance.unit().equals(Unit.PERCENT) || tolerance.unit().equals(Unit.PERMILLE);
            return baseline.flatMap(seen -> seen.in(unit))
                    .flatMap(seen -> (share ? Optional.of(seen.abs().multiply(tolerance.base())) : tolerance.in(unit))
                            .map(allowed ->
                                    new Edges(Optional.of(seen.subtract(allowed)), Optional.of(seen.add(allowed)))))
                    .orElse(Edges.UNKNOWN);
        }

        @Override
        public String text() {
            return "within " + tolerance.text() + " of " + Phrase.baseline(of);
        }

        @Override
        public Judgement judge(Quantity observed, Optional<Quantity> baseline) {
            boolean share =
                    tolerance.unit().equals(Unit.PERCENT) || tolerance.unit().equals(Unit.PERMILLE);
            return comparable(observed, baseline)
                    .filter(seen -> share || seen.compare(tolerance).isPresent())
                    .map(seen -> {
                        BigDecimal distance =
                                observed.base().subtract(seen.base()).abs();
                        BigDecimal allowed = share ? seen.base().abs().multiply(tolerance.base()) : tolerance.base();
                        return verdict(Comparison.AT_MOST, OptionalInt.of(distance.compareTo(allowed)));
                    })
                    .orElse(Judgement.NO_JUDGEMENT);
        }
    }

    private static Optional<Quantity> comparable(Quantity observed, Optional<Quantity> baseline) {
        return baseline.filter(seen -> observed.compare(seen).isPresent());
    }

    private static Judgement verdict(Comparison comparison, OptionalInt order) {
        if (order.isEmpty()) {
            return Judgement.NO_JUDGEMENT;
        }
        return comparison.holds(order.getAsInt()) ? Judgement.PASSED : Judgement.FAILED;
    }
}
