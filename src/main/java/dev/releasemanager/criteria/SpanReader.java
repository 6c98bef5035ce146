package dev.releasemanager.criteria;

import dev.releasemanager.criteria.Amounts.Amount;
import dev.releasemanager.criteria.Roles.Sign;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds over what time a clause measures: a length, or a time that has a name. */
final class SpanReader {
    /** Tokens of the name of a time. */
    private static final int LONGEST_NAME = 5;

    private final Clause clause;
    private final List<Token> tokens;
    private final Roles roles;
    private Optional<Span> span = Optional.empty();
    private Optional<String> environment = Optional.empty();

    SpanReader(Roles roles) {
        this.roles = roles;
        this.clause = roles.clause();
        this.tokens = clause.tokens();
    }

    Optional<Span> find() {
        boolean compared = roles.reference() != null || roles.signs().stream().anyMatch(this::hasObject);
        for (int i = 0; i < tokens.size() && span.isEmpty(); i++) {
            if (!roles.isUsed(i) && !roles.isWithinSign(i)) {
                at(i, compared);
            }
        }
        return span;
    }

    /** The environment within a named time: "during the canary bake". */
    Optional<String> environment() {
        return environment;
    }

    private boolean hasObject(Sign sign) {
        return roles.amountAfter(sign.to()) != null || roles.isReferenceAt(sign.to());
    }

    /** @param compared whether the clause has a comparison elsewhere, so that a time isn't its bound */
    private void at(int i, boolean compared) {
        if (clause.is(i, "before") && clause.is(i + 1, "and") && clause.is(i + 2, "after")) {
            int end = endOfName(i + 3);
            take(new Span.Named(clause.text(i, end)), i, end);
            return;
        }
        if (clause.is(i, "from") && clause.is(i + 1, "one") && clause.is(i + 3, "to") && clause.is(i + 5, "next")) {
            take(new Span.Named(clause.text(i, i + 6)), i, i + 6);
            return;
        }
        boolean end = clause.is(i, "by") && (clause.is(i + 1, "end") || clause.is(i + 2, "end"));
        boolean preposition = clause.isOneOf(i, Lexicon.SPANNING) || end;
        int next = preposition ? i + 1 : i;
        boolean recent = false;
        while (isBeforeTime(next, i)) {
            Amount hour = Amounts.at(tokens, next);
            if (hour != null && hour.isTime()) {
                break;
            }
            recent |= clause.isOneOf(next, Lexicon.RECENT);
            next++;
        }
        if (next >= tokens.size() || roles.isUsed(next)) {
            return;
        }
        if (!preposition && !recent && !clause.isOneOf(next, Lexicon.DAYS_NAMED) && !isWindow(next) && !isPiece(next)) {
            return;
        }
        Amount time = Amounts.at(tokens, next);
        if (preposition && time == null && takeAtLeast(i, next)) {
            return;
        }
        if (time != null && time.isTime()) {
            boolean distance = clause.is(time.to(), "of") && roles.reference() != null;
            if (!distance && isLasting(i, compared, recent)) {
                take(new Span.Lasting(time.quantity()), i, time.to());
            }
            return;
        }
        Amount one = time == null && recent ? unitAt(next) : null;
        if (one != null) {
            take(new Span.Lasting(one.quantity()), i, one.to());
            return;
        }
        int to = endOfName(next);
        if (to > next && isNamed(i, next, to, recent, time != null)) {
            take(new Span.Named(clause.text(preposition ? i + 1 : i, to)), i, to);
            for (int k = next; k < to && environment.isEmpty(); k++) {
                environment = clause.isOneOf(k, Lexicon.ENVIRONMENTS)
                        ? Optional.of(tokens.get(k).key())
                        : Optional.empty();
            }
        } else if (to > next && clause.is(i, "between") && tokens.get(next).kind() == Token.Kind.NUMBER && compared) {
            int until = Math.min(tokens.size(), next + 4);
            take(new Span.Named(clause.text(next, until).replace(" and ", " to ")), i, until);
        }
    }

    /** "for at least two hours", if another sign has a number of its own. */
    private boolean takeAtLeast(int preposition, int from) {
        Sign sign = roles.signs().stream()
                .filter(each -> each.from() == from)
                .findFirst()
                .orElse(null);
        Amount time = sign == null ? null : roles.amountAfter(sign.to());
        boolean another = roles.signs().stream().anyMatch(each -> !each.equals(sign) && hasObject(each));
        if (time == null || !time.isTime() || !another || clause.is(preposition, "in")) {
            return false;
        }
        take(new Span.Lasting(time.quantity()), preposition, time.to());
        return true;
    }

    private boolean isBeforeTime(int i, int start) {
        return clause.isOneOf(i, Lexicon.ARTICLES)
                || clause.isOneOf(i, Lexicon.RECENT)
                || clause.is(i, "period")
                || (clause.is(i, "of") && i > start + 1);
    }

    /** Whether a length there is the time of measuring, and not the bound: "takes in under 2 s", "responds within 1 s". */
    private boolean isLasting(int preposition, boolean compared, boolean recent) {
        boolean free = !compared && !recent;
        boolean loose = free && (clause.is(preposition, "in") || clause.is(preposition, "within"));
        boolean bound = free && clause.is(preposition, "over") && clause.hasOneOf(0, preposition, Lexicon.EXTENTS);
        return !loose
                && !bound
                && !clause.is(preposition, "on")
                && roles.signs().stream().noneMatch(sign -> sign.from() == preposition);
    }

    private int endOfName(int from) {
        int end = from;
        boolean closed = false;
        while (end < tokens.size() && end < from + LONGEST_NAME && !roles.endsPhrase(end) && !closed) {
            closed = clause.isOneOf(end, Lexicon.PERIODS) && !clause.isOneOf(end + 1, Lexicon.PERIODS);
            end++;
        }
        return end;
    }

    /** "during the bake", "the last 3 runs", "over the weekend". */
    private boolean isNamed(int preposition, int from, int to, boolean recent, boolean number) {
        if (clause.isOneOf(preposition, Lexicon.DURING)) {
            return true;
        }
        if (clause.hasOneOf(from, to, Lexicon.REVISIONS)) {
            return false;
        }
        boolean period = clause.hasOneOf(from, to, Lexicon.PERIODS)
                || unitAt(to - 1) != null
                || clause.isOneOf(from, Lexicon.DAYS_NAMED);
        boolean place = clause.isOneOf(preposition, Lexicon.RATHER_PLACING);
        return (recent && number)
                || (period
                        && (!place
                                || (recent && !clause.is(preposition, "per"))
                                || clause.hasOneOf(from, to, Lexicon.DAYS)));
    }

    /** "…, 30 min, …", "(1 h)": a length that stands for itself. */
    private boolean isPiece(int i) {
        Amount time = Amounts.at(tokens, i);
        boolean begins = i > 1 && (clause.isOneOf(i - 1, Lexicon.PARTING) || clause.is(i - 1, "("));
        return time != null
                && begins
                && (time.to() == tokens.size()
                        || tokens.get(time.to()).kind() == Token.Kind.MARK
                        || clause.isOneOf(time.to(), Lexicon.PARTING)
                        || clause.isOneOf(time.to(), Lexicon.PLACING));
    }

    /** "24 h window", "30-day average". */
    private boolean isWindow(int i) {
        Amount time = Amounts.at(tokens, i);
        return time != null && time.isTime() && clause.isOneOf(time.to(), Lexicon.WINDOWS);
    }

    /** "the last hour": one of the unit. */
    private @Nullable Amount unitAt(int i) {
        Lexicon.Match<Lexicon.Measured> unit = Lexicon.UNIT_PHRASES.at(tokens, i);
        return unit == null
                        || unit.value().unit().dimension() != Unit.Dimension.TIME
                        || tokens.get(i).key().length() < 3
                ? null
                : new Amount(unit.value().of(BigDecimal.ONE), false, false, i, i + 1);
    }

    private void take(Span found, int from, int to) {
        span = Optional.of(found);
        roles.use(from, to);
    }
}
