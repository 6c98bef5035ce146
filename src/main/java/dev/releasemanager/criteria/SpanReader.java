package dev.releasemanager.criteria;

import dev.releasemanager.criteria.Amounts.Amount;
import dev.releasemanager.criteria.Roles.Sign;
import java.math.BigDecimal;
import java.util.ArrayList;
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
    /** Those that a sign compares with and that are no times. */
    private final List<Amount> numbers = new ArrayList<>();

    private Optional<Span> span = Optional.empty();
    private Optional<String> environment = Optional.empty();

    SpanReader(Roles roles) {
        this.roles = roles;
        this.clause = roles.clause();
        this.tokens = clause.tokens();
    }

    Optional<Span> find() {
        for (Sign sign : roles.signs()) {
            Amount amount = roles.amountAfter(sign.to());
            if (amount != null && !amount.isTime()) {
                numbers.add(amount);
            }
        }
        boolean compared = roles.reference() != null || roles.signs().stream().anyMatch(this::hasObject);
        for (int i = 0; i < tokens.size() && span.isEmpty(); i++) {
            int preposition = i;
            while (preposition > 0
                    && (clause.isOneOf(preposition, Lexicon.ARTICLES)
                            || clause.isOneOf(preposition, TimeWords.RECENT))) {
                preposition--;
            }
            boolean later = clause.is(preposition, "within") || clause.is(preposition, "in") || roles.isInBrackets(i);
            if (!later && !roles.isUsed(i) && !roles.isWithinSign(i) && !isWithinNumber(i)) {
                length(i, compared);
            }
        }
        for (int i = 0; i < tokens.size() && span.isEmpty(); i++) {
            boolean done = clause.is(i, "within") && isDoneWithin(i);
            if (!done && !roles.isUsed(i) && !roles.isWithinSign(i) && !isWithinNumber(i)) {
                length(i, compared);
            }
        }
        for (int i = 0; i < tokens.size() && span.isEmpty(); i++) {
            if (!roles.isUsed(i) && !roles.isWithinSign(i) && !isWithinNumber(i)) {
                name(i, compared);
            }
        }
        for (int i = 0; i < tokens.size() && span.isEmpty(); i++) {
            clock(i);
        }
        for (int i = 0; i < tokens.size() && span.isEmpty(); i++) {
            date(i);
        }
        for (int i = 0; i < tokens.size() && span.isEmpty() && (compared || hasOtherBound(tokens.size())); i++) {
            sample(i);
            event(i);
        }
        return span;
    }

    /** "after mock cutover 3": the moment after something that there is one of. */
    private void event(int i) {
        if (!clause.is(i, "after") || roles.isUsed(i)) {
            return;
        }
        int to = i + 1;
        while (to < tokens.size() && to < i + LONGEST_NAME && !roles.endsPhrase(to)) {
            to++;
        }
        boolean numbered =
                to > i + 2 && Character.isDigit(clause.at(to - 1).text().charAt(0));
        if (numbered && span.isEmpty() && clause.hasOneOf(i, to, TimeWords.PERIODS)) {
            take(new Span.Named("the time " + clause.text(i, to)), i, to);
        }
    }

    /** "across 20 runs", "over 100 bursts": as long as it takes to see so many. */
    private void sample(int i) {
        boolean aside = i > 0 && (clause.isOneOf(i, Lexicon.PARTING) || clause.is(i, "("));
        Amount number = (aside || clause.isOneOf(i, TimeWords.SAMPLING)) && !roles.isUsed(i) && !roles.isWithinSign(i)
                ? Amounts.at(tokens, i + 1)
                : null;
        boolean counted = number != null && (number.bare() || (aside && number.isProportion()));
        if (number == null
                || !counted
                || roles.isWithinSign(i + 1)
                || number.isZero()
                || (aside && !isRepeated(number))) {
            return;
        }
        int to = number.to();
        while (to < tokens.size() && to < number.to() + LONGEST_NAME && !roles.endsPhrase(to)) {
            to++;
        }
        if (to > number.to()) {
            take(new Span.Named(clause.text(i + 1, to)), i, to);
        }
    }

    /** ", 10 iterations", "(1,000 packets)": that alone stands there. */
    private boolean isRepeated(Amount number) {
        int last = number.to();
        while (last + 1 < tokens.size() && !roles.endsPhrase(last + 1)) {
            last++;
        }
        return last < tokens.size()
                && last < number.to() + 2
                && tokens.get(last).key().endsWith("s")
                && !roles.endsPhrase(last)
                && numbers.stream().noneMatch(each -> each.from() == number.from())
                && (last + 1 == tokens.size() || tokens.get(last + 1).kind() == Token.Kind.MARK);
    }

    /** "between 09:00 and 11:00 UTC", "from 14:00 to 16:00". */
    private void clock(int i) {
        boolean two = (clause.is(i, "between") || clause.is(i, "from"))
                && isClock(i + 1)
                && (clause.is(i + 2, "and") || clause.is(i + 2, "to"))
                && isClock(i + 3);
        if (two && !roles.isUsed(i)) {
            int to = clause.isOneOf(i + 4, TimeWords.CLOCKS) ? i + 5 : i + 4;
            take(new Span.Named(clause.text(i + 1, to).replace(" and ", " to ")), i, to);
        }
    }

    private boolean isClock(int i) {
        return i < tokens.size()
                && tokens.get(i).text().indexOf(':') > 0
                && Character.isDigit(tokens.get(i).text().charAt(0));
    }

    /** "from 5 to 19 June", "in May", "on the 3rd of March". */
    private void date(int i) {
        if (!clause.isOneOf(i, TimeWords.DATING) || roles.isUsed(i)) {
            return;
        }
        int to = i + 1;
        boolean month = false;
        while (to < tokens.size() && to < i + 8 && !roles.isUsed(to)) {
            boolean named = clause.isOneOf(to, TimeWords.MONTHS)
                    && Character.isUpperCase(clause.at(to).text().charAt(0));
            boolean day = Character.isDigit(clause.at(to).text().charAt(0))
                    && clause.at(to).text().length() <= 4;
            if (!named && !day && !clause.isOneOf(to, TimeWords.IN_DATES)) {
                break;
            }
            month |= named;
            to++;
        }
        while (to > i + 1 && clause.isOneOf(to - 1, TimeWords.IN_DATES)) {
            to--;
        }
        if (month && (to == tokens.size() || roles.endsPhrase(to))) {
            take(new Span.Named(clause.text(i + 1, to)), i, to);
        }
    }

    /** "one packet in every hundred": of that "in every hundred". */
    private boolean isWithinNumber(int i) {
        return numbers.stream().anyMatch(amount -> i >= amount.from() && i < amount.to());
    }

    /** "99 % of requests finish within 500 ms": what is counted, and not over what time. */
    private boolean isDoneWithin(int within) {
        boolean verb = within > 0
                && tokens.get(within - 1).isWord()
                && (clause.isOneOf(within - 1, Lexicon.LASTING)
                        || tokens.get(within - 1).key().endsWith("ed"));
        for (int i = 0; i < within && verb; i++) {
            Amount amount = Amounts.at(tokens, i);
            if (amount != null && amount.isShare()) {
                return true;
            }
        }
        Amount time = Amounts.at(tokens, within + 1);
        int share = time == null ? tokens.size() : time.to() + 1;
        boolean forMost = verb && (clause.is(share - 1, "for") || clause.is(share - 1, "in")) && share < tokens.size();
        Amount most = forMost ? Amounts.at(tokens, share) : null;
        return most != null && most.isShare();
    }

    /** "opens 0 times in 24 hours": a number of something stands there, so that a time isn't the bound. */
    private boolean hasOtherBound(int except) {
        for (int i = 0; i < tokens.size(); i++) {
            Amount amount = Amounts.at(tokens, i);
            boolean none = clause.is(i, "no") || clause.isOneOf(i, Lexicon.NONE);
            boolean within = amount != null
                    && amount.isTime()
                    && clause.is(i - 1, "within")
                    && i - 1 != except
                    && roles.isExtent(0, i);
            if (within || none || (amount != null && !amount.isTime() && (amount.isZero() || !amount.bare()))) {
                return true;
            }
        }
        return false;
    }

    /** The environment within a named time: "during the canary bake". */
    Optional<String> environment() {
        return environment;
    }

    private boolean hasObject(Sign sign) {
        return roles.amountAfter(sign.to()) != null || roles.isReferenceAt(sign.to());
    }

    /** A time that begins here: behind a preposition, "the last", or by itself. */
    private record Begin(boolean preposition, boolean recent, int next) {}

    private @Nullable Begin begin(int i) {
        if (clause.isOneOf(i, TimeWords.RECENT) && i > 0 && !clause.isOneOf(i, TimeWords.EACH) && isCount(i - 1)) {
            return null;
        }
        boolean end =
                (clause.is(i, "by") || clause.is(i, "at")) && (clause.is(i + 1, "end") || clause.is(i + 2, "end"));
        boolean preposition = clause.isOneOf(i, TimeWords.SPANNING) || end;
        int next = preposition ? i + 1 : i;
        boolean recent = false;
        while (isBeforeTime(next, i)) {
            Amount hour = Amounts.at(tokens, next);
            if (hour != null && hour.isTime()) {
                break;
            }
            recent |= clause.isOneOf(next, TimeWords.RECENT);
            next++;
        }
        if (next >= tokens.size() || roles.isUsed(next)) {
            return null;
        }
        boolean begins =
                preposition || recent || clause.isOneOf(next, TimeWords.DAYS_NAMED) || isWindow(next) || isPiece(next);
        return begins ? new Begin(preposition, recent, next) : null;
    }

    private boolean isCount(int i) {
        Amount amount = Amounts.at(tokens, i);
        return amount != null && amount.to() > i + 1 && amount.isTime();
    }

    /** @param compared whether the clause has a comparison elsewhere, so that a time isn't its bound */
    private void length(int i, boolean compared) {
        Begin begin = begin(i);
        if (begin == null) {
            return;
        }
        int next = begin.next();
        Amount time = Amounts.at(tokens, next);
        if (begin.preposition() && time == null && takeAtLeast(i, next)) {
            return;
        }
        if (time != null && time.isTime()) {
            boolean distance = clause.is(i, "within") && clause.is(time.to(), "of") && roles.reference() != null;
            if (!distance && isLasting(i, compared || hasOtherBound(i), begin.recent())) {
                take(new Span.Lasting(time.quantity()), i, behindPeriod(time.to()));
            }
            return;
        }
        Amount one = time == null && begin.recent() ? unitAt(next) : null;
        if (one != null) {
            take(new Span.Lasting(one.quantity()), i, one.to());
        }
    }

    /** "a 4 h bake", "the 2-hour load test": what lasts so long. */
    private int behindPeriod(int from) {
        int to = from;
        if (clause.is(to, "straight") || clause.is(to, "running") || clause.is(to, "total")) {
            return to + 1;
        }
        while (to < tokens.size() && to < from + 2 && !roles.endsPhrase(to)) {
            to++;
            if (clause.isOneOf(to - 1, TimeWords.PERIODS)) {
                while (clause.isOneOf(to, TimeWords.PERIODS)) {
                    to++;
                }
                return to;
            }
        }
        return from;
    }

    /** Behind "between Friday 16:00 and Sunday 22:00"; where it begins if it is no such thing. */
    private int untilOfDays(int between) {
        int and = between + 1;
        while (and < tokens.size() && and < between + 4 && !clause.is(and, "and")) {
            and++;
        }
        boolean days = clause.is(and, "and")
                && clause.hasOneOf(between, and, TimeWords.DAYS)
                && clause.hasOneOf(and, Math.min(tokens.size(), and + 3), TimeWords.DAYS);
        int to = and + 1;
        while (days && to < tokens.size() && to < and + 4 && !roles.endsPhrase(to)) {
            to++;
        }
        return days ? to : between;
    }

    private void name(int i, boolean compared) {
        if (clause.is(i, "before") && clause.is(i + 1, "and") && clause.is(i + 2, "after")) {
            int end = endOfName(i + 3);
            take(new Span.Named(clause.text(i, end)), i, end);
            return;
        }
        if (clause.is(i, "from") && clause.is(i + 1, "one") && clause.is(i + 3, "to") && clause.is(i + 5, "next")) {
            take(new Span.Named(clause.text(i, i + 6)), i, i + 6);
            return;
        }
        int days = clause.is(i, "between") ? untilOfDays(i) : i;
        if (days > i) {
            take(new Span.Named(clause.text(i + 1, days).replace(" and ", " to ")), i, days);
            return;
        }
        Begin begin = begin(i);
        if (begin == null) {
            return;
        }
        int next = begin.next();
        Amount number = Amounts.at(tokens, next);
        if (number != null && number.isTime()) {
            return;
        }
        int to = endOfName(next);
        if (to > next && isNamed(i, next, to, begin.recent(), number != null)) {
            to = behindOwner(to);
            take(new Span.Named(clause.text(begin.preposition() ? i + 1 : i, to)), i, to);
            for (int k = next; k < to && environment.isEmpty(); k++) {
                environment = clause.isOneOf(k, PlaceWords.ENVIRONMENTS)
                        ? Optional.of(tokens.get(k).key())
                        : Optional.empty();
            }
        } else if (to > next && clause.is(i, "between") && tokens.get(next).kind() == Token.Kind.NUMBER && compared) {
            int until = Math.min(tokens.size(), next + 4);
            take(new Span.Named(clause.text(next, until).replace(" and ", " to ")), i, until);
        }
    }

    /** "the morning of the launch": of what the time is. */
    private int behindOwner(int from) {
        int to = from + 1;
        while (clause.is(from, "of") && to < tokens.size() && to <= from + LONGEST_NAME && !roles.endsPhrase(to)) {
            to++;
        }
        return clause.is(from, "of") && to > from + 1 ? to : from;
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
                || clause.isOneOf(i, TimeWords.RECENT)
                || clause.is(i, "period")
                || (clause.is(i, "of") && i > start + 1);
    }

    /** Whether a length there is the time of measuring, and not the bound: "takes in under 2 s", "responds within 1 s". */
    private boolean isLasting(int preposition, boolean compared, boolean recent) {
        boolean free = !compared && !recent;
        boolean loose = free && (clause.is(preposition, "in") || clause.is(preposition, "within"));
        boolean bound = free && clause.is(preposition, "over") && clause.hasOneOf(0, preposition, Lexicon.TIMED);
        return !loose
                && !bound
                && !clause.is(preposition, "on")
                && roles.signs().stream().noneMatch(sign -> sign.from() == preposition);
    }

    private int endOfName(int from) {
        int end = from;
        boolean closed = false;
        while (end < tokens.size() && end < from + LONGEST_NAME && !roles.endsPhrase(end) && !closed) {
            closed = clause.isOneOf(end, TimeWords.PERIODS) && !clause.isOneOf(end + 1, TimeWords.PERIODS);
            end++;
        }
        Amount number = closed && end < tokens.size() && !roles.isUsed(end) ? Amounts.at(tokens, end) : null;
        boolean numbered = number != null
                && number.bare()
                && number.to() == end + 1
                && (number.to() == tokens.size() || roles.endsPhrase(number.to()));
        return numbered ? end + 1 : end;
    }

    /** "during the bake", "the last 3 runs", "over the weekend". */
    private boolean isNamed(int preposition, int from, int to, boolean recent, boolean number) {
        boolean over = clause.is(preposition, "over")
                && clause.isOneOf(preposition + 1, Lexicon.ARTICLES)
                && !number
                && !clause.hasOneOf(from, to, TimeWords.CHANNELS);
        if (clause.isOneOf(preposition, TimeWords.DURING) || over) {
            return true;
        }
        if (clause.hasOneOf(from, to, CheckWords.REVISIONS)) {
            return false;
        }
        boolean period = clause.hasOneOf(from, to, TimeWords.PERIODS)
                || unitAt(to - 1) != null
                || clause.isOneOf(from, TimeWords.DAYS_NAMED);
        boolean place = clause.isOneOf(preposition, TimeWords.RATHER_PLACING);
        boolean named = to < tokens.size() && clause.isName(to) && !roles.isUsed(to);
        if (clause.is(preposition, "for")
                && (named || clause.hasName(from, to))
                && !clause.hasOneOf(from, to, TimeWords.DAYS)) {
            return false;
        }
        boolean ahead = to < tokens.size()
                && tokens.get(to).isWord()
                && !roles.endsPhrase(to)
                && !clause.is(to, "of")
                && clause.isOneOf(to - 1, TimeWords.PERIODS)
                && !clause.hasOneOf(from, to, TimeWords.DAYS)
                && to < from + LONGEST_NAME;
        if (ahead && !recent) {
            return false;
        }
        boolean each = clause.hasOneOf(preposition, from, TimeWords.EACH);
        if (place
                && !recent
                && (clause.hasName(from, to) || clause.hasOneOf(from, to, CheckWords.ARTEFACTS))
                && !clause.hasOneOf(to - 1, to, TimeWords.DATES)) {
            boolean own = !clause.isOneOf(to - 1, TimeWords.PERIODS) || clause.hasOneOf(from, to, TimeWords.REPORTS);
            if (own) {
                return false;
            }
        }
        return (recent && number && (!each || clause.hasOneOf(preposition, from, TimeWords.LATELY)))
                || (period
                        && (!place
                                || (recent && !clause.is(preposition, "per"))
                                || clause.hasOneOf(from, to, TimeWords.DAYS)));
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
                        || clause.is(time.to(), "of")
                        || clause.isOneOf(time.to(), PlaceWords.PLACING));
    }

    /** "24 h window", "30-day average". */
    private boolean isWindow(int i) {
        Amount time = Amounts.at(tokens, i);
        return time != null && time.isTime() && clause.isOneOf(time.to(), TimeWords.WINDOWS);
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
