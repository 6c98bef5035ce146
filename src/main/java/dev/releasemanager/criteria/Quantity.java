package dev.releasemanager.criteria;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A number with its unit, exact. Equal when written the same; {@link #compare} compares across units.
 *
 * @param value kept without trailing zeros
 */
public record Quantity(BigDecimal value, Unit unit) {
    /** Digits on either side of the point. More is no measurement, and would make comparing slow. */
    public static final int DIGITS = 30;

    /** @throws IllegalArgumentException if the number has more than {@value #DIGITS} digits before or after its point */
    public Quantity {
        if (!fits(value)) {
            throw new IllegalArgumentException("more than " + DIGITS + " digits");
        }
        value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    public static Quantity of(String value, Unit unit) {
        return new Quantity(new BigDecimal(value), unit);
    }

    /** Reads {@code 0.07 %}, {@code 250ms} or {@code 12 per minute}; empty if it is anything else or anything more. */
    public static Optional<Quantity> find(String text) {
        return Amounts.whole(text);
    }

    static boolean fits(BigDecimal value) {
        return Math.abs((long) value.scale()) <= DIGITS && (long) value.precision() - value.scale() <= DIGITS;
    }

    /** Less than, equal to or greater than zero as this is against the other; empty if their dimensions differ. */
    public OptionalInt compare(Quantity other) {
        return unit.isComparableWith(other.unit) ? OptionalInt.of(base().compareTo(other.base())) : OptionalInt.empty();
    }

    /** How many of another unit it is, to some digits: for drawing, not for judging. Empty if the dimensions differ. */
    public Optional<BigDecimal> in(Unit other) {
        return unit.isComparableWith(other)
                ? Optional.of(base().divide(other.factor(), MathContext.DECIMAL64))
                : Optional.empty();
    }

    /** In the dimension's common unit. */
    BigDecimal base() {
        return value.multiply(unit.factor());
    }

    /** {@code 0.1 %}, {@code 250 ms}, {@code 3}. */
    public String text() {
        return unit.equals(Unit.ONE) ? value.toPlainString() : value.toPlainString() + " " + unit.symbol();
    }

    @Override
    public String toString() {
        return text();
    }
}
