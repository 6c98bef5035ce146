package dev.releasemanager.criteria;

import dev.releasemanager.criteria.Amounts.Amount;
import dev.releasemanager.criteria.BoundPart.Trait;
import dev.releasemanager.criteria.Roles.Reference;
import dev.releasemanager.criteria.Roles.Sign;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds how far from a baseline a measure may be: a factor, a distance, or within a tolerance. */
final class RelativeReader {
    private final Clause clause;
    private final List<Token> tokens;
    private final Roles roles;

    RelativeReader(Roles roles) {
        this.roles = roles;
        this.clause = roles.clause();
        this.tokens = clause.tokens();
    }

    @Nullable
    BoundPart find(Reference to) {
        for (int i = 0; i < tokens.size(); ) {
            Amount amount = roles.isUsed(i) ? null : Amounts.at(tokens, i);
            BoundPart found = amount == null ? null : by(to, amount);
            if (found != null) {
                return found;
            }
            i = amount == null ? i + 1 : amount.to();
        }
        for (Sign sign : roles.signs()) {
            if (roles.isReferenceAt(sign.to()) && !clause.isOneOf(sign.from() - 1, SignWords.DEGREES)) {
                roles.use(sign.from(), sign.to());
                Bound bound = new Bound.Times(sign.comparison(), BigDecimal.ONE, to.baseline());
                return new BoundPart(bound, sign.from(), to.to(), traits(to, Trait.NEEDS_MEASURE));
            }
        }
        return null;
    }

    /** "1.5 times the control's error rate", "<= prod p95": what stands behind the sign is a measure of its own. */
    @Nullable
    BoundPart otherSide(Sign sign) {
        Amount amount = roles.amountAfter(sign.to());
        if (amount != null && !amount.factor()) {
            return null;
        }
        int from = amount == null ? sign.to() : amount.to();
        while (clause.isOneOf(from, Lexicon.ARTICLES) || clause.is(from, "of")) {
            from++;
        }
        int to = from;
        while (to < tokens.size() && !roles.endsPhrase(to) && !clause.is(to, "+")) {
            to++;
        }
        while (sign.comparison() == Comparison.EQUAL
                && (clause.is(to, "in") || clause.is(to, "on") || clause.is(to, "at") || clause.is(to, "of"))
                && to + 1 < tokens.size()
                && !roles.isUsed(to + 1)
                && !clause.hasOneOf(to, Math.min(tokens.size(), to + 3), PlaceWords.ENVIRONMENTS)) {
            do {
                to++;
            } while (to < tokens.size() && !roles.endsPhrase(to) && !clause.is(to, "+"));
        }
        boolean definite = from > sign.to()
                && to > from
                && (clause.is(from, "number")
                        || clause.isOneOf(from, Lexicon.FIGURES)
                        || !clause.hasOneOf(from, to, Lexicon.NO_MEASURE))
                && !clause.hasOneOf(from, to, SignWords.EXPECTED);
        boolean alike = tokens.get(sign.from()).kind() == Token.Kind.MARK && isNamedAhead(from, sign.from());
        boolean figure = sign.comparison() == Comparison.EQUAL
                && (definite || alike || clause.hasOneOf(from, to, Lexicon.FIGURES));
        boolean other = amount != null
                || figure
                || clause.hasOneOf(sign.to(), from, SignWords.THAT)
                || clause.isOneOf(from, SignWords.OTHERS);
        if (sign.comparison() == Comparison.EQUAL && clause.is(to, "within")) {
            return null;
        }
        boolean degree = clause.isOneOf(sign.from() - 1, SignWords.DEGREES);
        if (to == from || !other || degree || clause.hasOneOf(from, to, SignWords.HABITUAL)) {
            return null;
        }
        Baseline of = BaselineReader.of(clause.text(from, to));
        Amount more = amount == null && clause.is(to, "+") ? roles.amountAfter(to + 1) : null;
        BigDecimal factor = amount == null ? BigDecimal.ONE : amount.quantity().value();
        Bound bound =
                more == null ? new Bound.Times(sign.comparison(), factor, of) : shifted(sign.comparison(), more, 1, of);
        int end = more == null ? to : more.to();
        roles.use(sign.from(), end);
        return new BoundPart(bound, sign.from(), end, EnumSet.of(Trait.NEEDS_MEASURE, Trait.COMPARED));
    }

    /** "rows in cards_new = rows in cards": the same is measured on either side. */
    private boolean isNamedAhead(int i, int to) {
        for (int k = 0; k < to && i < tokens.size(); k++) {
            if (tokens.get(k).isWord()
                    && tokens.get(k).key().equals(tokens.get(i).key())) {
                return true;
            }
        }
        return false;
    }

    /** With this amount as the distance; null if it is none. */
    private @Nullable BoundPart by(Reference to, Amount amount) {
        boolean apart = amount.isTime()
                && roles.signs().stream().anyMatch(each -> roles.isReferenceAt(each.to()) && each.from() > amount.to());
        if ((clause.is(amount.from() - 1, "within") && !apart)
                || tokens.get(amount.from()).is("±")) {
            return part(new Bound.Around(amount.quantity(), to.baseline()), to, amount, amount.from() - 1);
        }
        boolean plus = clause.is(amount.from() - 1, "+") || clause.is(amount.from() - 1, "plus");
        if (plus || tokens.get(amount.from()).text().startsWith("+")) {
            for (Sign each : roles.signs()) {
                if (roles.isReferenceAt(each.to()) && to.to() == (plus ? amount.from() - 1 : amount.from())) {
                    return part(shifted(each.comparison(), amount, 1, to.baseline()), to, amount, each.from());
                }
            }
        }
        Sign sign = roles.signs().stream()
                .filter(each -> each.to() <= amount.from() && roles.isAmountAfter(each.to(), amount))
                .findFirst()
                .orElse(null);
        int start = sign == null ? amount.from() : sign.from();
        boolean by = clause.is(start - 1, "by");
        int changing = to.to() <= start ? 0 : Math.max(0, start - 2);
        if (by || hasMove(changing, amount.from())) {
            return changing(to, amount, sign, by ? start - 1 : amount.from());
        }
        if (sign != null) {
            return signed(to, amount, sign);
        }
        BoundPart orMore = orMore(to, amount);
        return orMore == null ? apart(to, amount) : orMore;
    }

    /** "98 % or more of what staging delivered". */
    private @Nullable BoundPart orMore(Reference to, Amount amount) {
        boolean more = clause.isOneOf(amount.to() + 1, SignWords.OR_MORE);
        boolean less = clause.isOneOf(amount.to() + 1, SignWords.OR_LESS);
        boolean of = clause.is(amount.to(), "or") && clause.is(amount.to() + 2, "of") && to.from() >= amount.to() + 3;
        return of && amount.isShare() && (more || less)
                ? part(
                        new Bound.Times(
                                more ? Comparison.AT_LEAST : Comparison.AT_MOST,
                                amount.quantity().base(),
                                to.baseline()),
                        to,
                        amount,
                        amount.from())
                : null;
    }

    /** "is 30 % shorter than in the old flow": at least so far on that side. */
    private @Nullable BoundPart apart(Reference to, Amount amount) {
        for (Sign sign : roles.signs()) {
            boolean beside =
                    sign.from() == amount.to() && clause.is(sign.to() - 1, "than") && roles.isReferenceAt(sign.to());
            boolean lower = sign.comparison() == Comparison.LESS;
            if (beside && (lower || sign.comparison() == Comparison.GREATER)) {
                roles.use(sign.from(), sign.to());
                Comparison comparison = lower ? Comparison.AT_MOST : Comparison.AT_LEAST;
                return part(shifted(comparison, amount, lower ? -1 : 1, to.baseline()), to, amount, amount.from());
            }
        }
        return null;
    }

    /** "at most 1.2x", "no more than 10 % higher", "at least 95 % of". */
    private @Nullable BoundPart signed(Reference to, Amount amount, Sign sign) {
        boolean none =
                clause.is(0, "no") && sign.from() > 1 && !sign.comparison().isUpper();
        Comparison comparison = none ? sign.comparison().negated() : sign.comparison();
        if (none) {
            roles.use(0, 1);
        }
        if (amount.factor()) {
            Bound bound = new Bound.Times(comparison, amount.quantity().value(), to.baseline());
            return part(bound, to, amount, sign.from());
        }
        for (int i = amount.to(); i < amount.to() + 3 && i < tokens.size(); i++) {
            boolean worse = clause.is(i, "worse");
            if (clause.isOneOf(i, SignWords.HIGHER) || (worse && roles.worse() == Comparison.GREATER)) {
                roles.use(i, i + 2);
                return part(shifted(comparison, amount, 1, to.baseline()), to, amount, sign.from());
            }
            if (clause.isOneOf(i, SignWords.LOWER) || worse) {
                roles.use(i, i + 2);
                boolean value = clause.hasOneOf(sign.from(), sign.to(), SignWords.LOW)
                        || (!worse && clause.is(sign.to() - 2, "worse") && roles.worse() == Comparison.LESS);
                Comparison turned = value ? comparison : comparison.turned();
                return part(shifted(turned, amount, -1, to.baseline()), to, amount, sign.from());
            }
        }
        if (comparison.isUpper() && (clause.is(amount.to(), "from") || clause.is(amount.to(), "away"))) {
            return part(new Bound.Around(amount.quantity(), to.baseline()), to, amount, sign.from());
        }
        boolean plus = tokens.get(amount.from()).text().startsWith("+");
        if (plus && to.to() == sign.from()) {
            return part(shifted(comparison, amount, 1, to.baseline()), to, amount, sign.from());
        }
        boolean upward = clause.hasOneOf(sign.from(), sign.to(), SignWords.HIGHER);
        boolean downward = clause.hasOneOf(sign.from(), sign.to(), SignWords.LOWER);
        if (amount.isShare() && to.to() == sign.from() && (upward || downward)) {
            Comparison turned = upward ? comparison : comparison.turned();
            return part(shifted(turned, amount, upward ? 1 : -1, to.baseline()), to, amount, sign.from());
        }
        if (amount.isShare() && clause.is(amount.to(), "of")) {
            Bound bound = new Bound.Times(comparison, amount.quantity().base(), to.baseline());
            return part(bound, to, amount, sign.from());
        }
        return null;
    }

    /** "does not grow by more than 5 % compared to …", "not above staging by more than 10 %". */
    private @Nullable BoundPart changing(Reference to, Amount amount, @Nullable Sign size, int by) {
        Sign direction = roles.signs().stream()
                .filter(sign -> !sign.equals(size)
                        && sign.to() <= amount.from()
                        && (roles.isReferenceAt(sign.to()) || isBaselineAt(to, sign.to())))
                .findFirst()
                .orElse(null);
        if (direction != null) {
            roles.use(direction.from(), direction.to());
            int step = direction.comparison() == Comparison.AT_MOST || direction.comparison() == Comparison.GREATER
                    ? 1
                    : -1;
            Bound bound = shifted(direction.comparison(), amount, step, to.baseline());
            return part(bound, to, amount, Math.min(direction.from(), by));
        }
        boolean orMore = clause.is(amount.to(), "or") && clause.isOneOf(amount.to() + 1, SignWords.OR_MORE);
        if (orMore) {
            roles.use(amount.to(), amount.to() + 2);
        }
        boolean inclusive = orMore || (size != null && size.comparison() == Comparison.AT_LEAST);
        boolean upper = size != null && size.comparison().isUpper();
        for (int i = 0; i < by; i++) {
            boolean limited = upper || (i > 0 && roles.isNegation(i - 1)) || (i > 1 && roles.isNegation(i - 2));
            Bound bound = changed(i, limited, amount, to.baseline());
            if (inclusive && !limited) {
                bound = inclusive(bound);
            }
            if (bound != null) {
                return part(bound, to, amount, i);
            }
        }
        return null;
    }

    /** "does not exceed the baseline by more than 5": also one without a name. */
    private static boolean isBaselineAt(Reference to, int i) {
        return !to.named() && i <= to.from() && to.from() <= i + 1;
    }

    /** @param limited whether the amount is the most that it may change, not what it must change by */
    private @Nullable Bound changed(int verb, boolean limited, Amount amount, Baseline of) {
        Lexicon.Match<SignWords.Move> move = SignWords.moveAt(clause, verb);
        if (move == null) {
            return null;
        }
        return switch (move.value()) {
            case GROWTH -> shifted(limited ? Comparison.AT_MOST : Comparison.GREATER, amount, 1, of);
            case DROP -> shifted(limited ? Comparison.AT_LEAST : Comparison.LESS, amount, -1, of);
            case WORSENING ->
                roles.worse() == Comparison.GREATER
                        ? shifted(limited ? Comparison.AT_MOST : Comparison.GREATER, amount, 1, of)
                        : shifted(limited ? Comparison.AT_LEAST : Comparison.LESS, amount, -1, of);
            case CHANGE -> limited ? new Bound.Around(amount.quantity(), of) : null;
        };
    }

    /** "up by at least 10 %": also if it is just that. */
    private static @Nullable Bound inclusive(@Nullable Bound bound) {
        if (bound instanceof Bound.Times times) {
            return new Bound.Times(inclusive(times.comparison()), times.factor(), times.of());
        }
        return bound instanceof Bound.Shifted shifted
                ? new Bound.Shifted(inclusive(shifted.comparison()), shifted.by(), shifted.of())
                : bound;
    }

    private static Comparison inclusive(Comparison comparison) {
        return switch (comparison) {
            case GREATER -> Comparison.AT_LEAST;
            case LESS -> Comparison.AT_MOST;
            default -> comparison;
        };
    }

    private boolean hasMove(int from, int to) {
        for (int i = from; i < to; i++) {
            if (SignWords.moveAt(clause, i) != null) {
                return true;
            }
        }
        return false;
    }

    private static Bound shifted(Comparison comparison, Amount amount, int step, Baseline of) {
        Quantity by = amount.quantity();
        if (amount.isShare()) {
            BigDecimal factor = step > 0 ? BigDecimal.ONE.add(by.base()) : BigDecimal.ONE.subtract(by.base());
            return new Bound.Times(comparison, factor, of);
        }
        return new Bound.Shifted(
                comparison, step > 0 ? by : new Quantity(by.value().negate(), by.unit()), of);
    }

    private BoundPart part(Bound bound, Reference to, Amount amount, int from) {
        if (to.from() >= amount.to()) {
            roles.use(amount.to(), to.from());
        }
        roles.use(from, amount.to());
        return new BoundPart(bound, from, Math.max(amount.to(), to.to()), traits(to));
    }

    private static Set<Trait> traits(Reference to, Trait... more) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        traits.addAll(List.of(more));
        if (to.named()) {
            traits.add(Trait.COMPARED);
        }
        return traits;
    }
}
