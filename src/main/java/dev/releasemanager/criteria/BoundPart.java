package dev.releasemanager.criteria;

import dev.releasemanager.criteria.Amounts.Amount;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * The bound found in a clause, from its first token to behind its last, and what its wording says of the other parts.
 *
 * @param upper the second bound of a range
 * @param prefix what the subject must be said to be: "open ", "growth of "
 * @param noun the token of what the number itself says is counted: "5 errors per minute"; -1 if it doesn't
 * @param to behind the baseline too, if that follows
 */
record BoundPart(Bound bound, Optional<Bound> upper, String prefix, int noun, int from, int to, Set<Trait> traits) {
    private static final int NO_NOUN = -1;

    enum Trait {
        /** A number without a unit, which some measures need. */
        BARE,
        /** What is counted may be kept in a list: the place must then say in which. */
        LISTED,
        /** What is counted stands behind the number: "no open blockers". */
        COUNTED,
        /** Compared with something named, which is where the measure is taken too. */
        COMPARED,
        /** A sign between two measures: the subject must name a measure itself. */
        NEEDS_MEASURE
    }

    BoundPart {
        from = Math.max(0, from);
        traits = Set.copyOf(traits);
    }

    BoundPart(Bound bound, int from, int to, Set<Trait> traits) {
        this(bound, Optional.empty(), "", NO_NOUN, from, to, traits);
    }

    static BoundPart fixed(Comparison comparison, Amount amount, int from, int to) {
        boolean bare = amount.bare() && !amount.isZero() && !isShareOfOne(amount);
        return new BoundPart(
                new Bound.Fixed(comparison, amount.quantity()),
                Optional.empty(),
                "",
                amount.noun(),
                from,
                to,
                bare ? Set.of(Trait.BARE) : Set.of());
    }

    BoundPart withUpper(Quantity most) {
        Bound bound = new Bound.Fixed(Comparison.AT_MOST, most);
        return new BoundPart(this.bound, Optional.of(bound), prefix, noun, from, to, traits);
    }

    BoundPart withPrefix(String of) {
        return new BoundPart(bound, upper, of, noun, from, to, traits);
    }

    static BoundPart none(int from, int to, Set<Trait> traits) {
        return new BoundPart(
                new Bound.Fixed(Comparison.EQUAL, new Quantity(BigDecimal.ZERO, Unit.ONE)), from, to, traits);
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** 0.99 needs no unit: it is a share of one. */
    static boolean isShareOfOne(Amount amount) {
        BigDecimal value = amount.quantity().value();
        return value.scale() > 0 && value.abs().compareTo(BigDecimal.ONE) < 0;
    }
}
