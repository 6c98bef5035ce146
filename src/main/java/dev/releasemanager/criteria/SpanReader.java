package dev.releasemanager.criteria;

import dev.releasemanager.criteria.Amounts.Amount;
import dev.releasemanager.criteria.Roles.Sign;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private final DateReader dates;
    private Optional<Span> span = Optional.empty();
    private Optional<String> environment = Optional.empty();
    private Optional<String> seldom = Optional.empty();

    SpanReader(Roles roles) {
        this.roles = roles;
        this.clause = roles.clause();
        this.tokens = clause.tokens();
        this.dates = new DateReader(roles);
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
            take(i, dates.clock(i));
            repeated(i);
        }
        for (int i = 0; i < tokens.size() && span.isEmpty(); i++) {
            if (!roles.isUsed(i) && !roles.isWithinSign(i) && !isWithinNumber(i)) {
                name(i, compared);
            }
        }
        for (int i = 0; i < tokens.size() && span.isEmpty(); i++) {
            take(i, dates.clock(i));
        }
        for (int i = 0; i < tokens.size() && span.isEmpty(); i++) {
            take(i, dates.date(i));
        }
        for (int i = 0; i < tokens.size() && span.isEmpty() && (compared || hasOtherBound(tokens.size())); i++) {
            sample(i);
            take(i, span.isEmpty() ? dates.event(i) : null);
        }
        return span;
    }

    /** "in three successive runs", "on two nights in a row", "for three evenings". */
    private void repeated(int i) {
        if (!clause.isOneOf(i, TimeWords.REPEATING) || roles.isUsed(i) || roles.isWithinSign(i)) {
            return;
        }
        int from = i + 1;
        while (clause.isOneOf(from, Lexicon.ARTICLES) || (clause.is(from, "of") && from > i + 1)) {
            from++;
        }
        Amount number = from < tokens.size() && !roles.isUsed(from) ? Amounts.at(tokens, from) : null;
        int to = number == null || !number.bare() || number.isZero() ? tokens.size() : number.to();
        int noun = to;
        boolean successive = false;
        while (to < tokens.size() && to < noun + LONGEST_NAME && !roles.endsPhrase(to)) {
            successive |= clause.isOneOf(to, TimeWords.SUCCESSIVE);
            to++;
        }
        if (to == noun || number == null || isWithinNumber(from)) {
            return;
        }
        String last = tokens.get(to - 1).key();
        boolean times = last.endsWith("s") && TimeWords.PERIODS.contains(last.substring(0, last.length() - 1));
        boolean row = clause.is(to, "in") && clause.is(to + 1, "a") && clause.is(to + 2, "row");
        if (successive || row || times) {
            take(new Span.Named(clause.text(from, row ? to + 3 : to)), i, row ? to + 3 : to);
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

    /** "9,900 of 10,000 sampled trips": as long as it takes to see so many; empty if the bound isn't of so many. */
    Optional<Span> wholeOf(BoundPart bound) {
        int number = bound.to() - 1;
        int to = bound.to();
        while (to < tokens.size() && to < bound.to() + LONGEST_NAME && !roles.endsPhrase(to)) {
            to++;
        }
        int of = number - 1;
        while (of > 0 && clause.isOneOf(of, Lexicon.ARTICLES)) {
            of--;
        }
        boolean large = number > 1
                && clause.is(of, "of")
                && clause.at(number)
                        .number()
                        .filter(whole -> whole.intValue() > 10)
                        .isPresent();
        if (large && to > bound.to()) {
            take(new Span.Named(clause.text(number, to)), bound.to(), to);
        }
        return span;
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

    /** "one packet in every hundred": of that "in every hundred". */
    private boolean isWithinNumber(int i) {
        for (Amount amount : numbers) {
            if (i >= amount.from() && i < amount.to()) {
                return true;
            }
        }
        return false;
    }

    /** "99 % of requests finish within 500 ms": what is counted, and not over what time. */
    private boolean isDoneWithin(int within) {
        boolean verb = within > 0
                && tokens.get(within - 1).isWord()
                && (clause.isOneOf(within - 1, Lexicon.LASTING)
                        || tokens.get(within - 1).key().endsWith("ed"));
        Amount limit = Amounts.at(tokens, within + 1);
        boolean brief =
                limit != null && limit.isTime() && limit.quantity().unit().compareTo(Unit.SECOND) <= 0;
        for (int i = 0; i < within && (verb || brief); i++) {
            Amount amount = Amounts.at(tokens, i);
            if (amount != null && amount.isShare()) {
                return true;
            }
        }
        Amount time = Amounts.at(tokens, within + 1);
        int share = time == null ? tokens.size() : time.to() + 1;
        boolean forMost =
                (verb || brief) && (clause.is(share - 1, "for") || clause.is(share - 1, "in")) && share < tokens.size();
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

    /** The same, if there is no better place: "in the first week of the beta". */
    Optional<String> seldomEnvironment() {
        return seldom;
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
        boolean lasting = clause.is(i, "of") && clause.isOneOf(i - 1, TimeWords.PERIODS) && isTime(i + 1);
        boolean closing =
                (clause.is(i, "by") || clause.is(i, "at")) && (clause.is(i + 1, "end") || clause.is(i + 2, "end"));
        boolean end = lasting || closing;
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

    private boolean isTime(int i) {
        Amount time = Amounts.at(tokens, i);
        return time != null && time.isTime();
    }

    private boolean isCount(int i) {
        Amount amount = Amounts.at(tokens, i);
        return amount != null && amount.to() > i + 1 && amount.isTime();
    }

    /** @param compared whether the clause has a comparison elsewhere, so that a time isn't its bound */
    private void length(int i, boolean compared) {
        Begin begin = begin(i);
        if (begin == null || (!compared && isRange(i)) || isReached(i)) {
            return;
        }
        int next = begin.next();
        Amount time = Amounts.at(tokens, next);
        boolean bounding = time != null
                && clause.is(time.to(), "or")
                && (clause.isOneOf(time.to() + 1, SignWords.OR_LESS)
                        || clause.isOneOf(time.to() + 1, SignWords.OR_MORE));
        if (bounding && clause.is(i, "in")) {
            return;
        }
        if (begin.preposition() && time == null && takeAtLeast(i, next)) {
            return;
        }
        if (time != null && time.isTime()) {
            boolean distance = clause.is(i, "within")
                    && clause.is(time.to(), "of")
                    && (roles.reference() != null || roles.signs().stream().anyMatch(sign -> sign.from() > i));
            if (!distance && isLasting(i, compared || hasOtherBound(i), begin.recent())) {
                int to = behindPeriod(time.to());
                take(new Span.Lasting(time.quantity()), i, to);
                findEnvironment(time.to(), to);
                takeOwner(to, begin.recent());
            }
            return;
        }
        Amount one = time == null && begin.recent() ? unitAt(next) : null;
        if (one != null) {
            take(new Span.Lasting(one.quantity()), i, one.to());
            takeOwner(one.to(), begin.recent());
        }
    }

    /** "drops to 0 within 10 s": how long that may take. */
    private boolean isReached(int within) {
        return clause.is(within, "within") && BoundReader.reached(clause, within) > 0;
    }

    /** "between 200 ms and 900 ms". */
    private boolean isRange(int i) {
        Amount least = clause.is(i, "between") ? Amounts.at(tokens, i + 1) : null;
        return least != null && clause.is(least.to(), "and") && Amounts.at(tokens, least.to() + 1) != null;
    }

    /** "a 4 h bake", "the 2-hour load test": what lasts so long. */
    private int behindPeriod(int from) {
        int to = from;
        if (clause.is(to, "in") && clause.is(to + 1, "a") && clause.is(to + 2, "row")) {
            return to + 3;
        }
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
        int edge = clause.isOneOf(i + 1, Lexicon.ARTICLES) ? i + 2 : i + 1;
        if (clause.isOneOf(i, EDGED) && clause.isOneOf(edge, EDGES) && behindOwner(edge + 1) > edge + 1) {
            int end = behindOwner(edge + 1);
            take(new Span.Named("the time " + clause.text(i, end)), i, end);
            return;
        }
        int days = clause.is(i, "between") ? dates.untilOfDays(i) : i;
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
        int to = clause.is(i, "while") ? endOfClause(next) : endOfName(next);
        if (to > next && isNamed(i, next, to, begin.recent(), number != null)) {
            to = behindOwner(to);
            take(new Span.Named(clause.text(begin.preposition() ? i + 1 : i, to)), i, to);
            findEnvironment(next, to);
        } else if (to > next && clause.is(i, "between") && tokens.get(next).kind() == Token.Kind.NUMBER && compared) {
            int until = Math.min(tokens.size(), next + 4);
            take(new Span.Named(clause.text(next, until).replace(" and ", " to ")), i, until);
        }
    }

    /** TestFlight is written so; Canary isn't. */
    private boolean isWritten(int i) {
        return tokens.get(i).text().chars().skip(1).anyMatch(Character::isUpperCase);
    }

    private void findEnvironment(int from, int to) {
        for (int k = from; k < to && environment.isEmpty(); k++) {
            environment = clause.isOneOf(k, PlaceWords.ENVIRONMENTS)
                    ? Optional.of(
                            isWritten(k) ? tokens.get(k).text() : tokens.get(k).key())
                    : Optional.empty();
        }
    }

    /** "the first week of the pilot": of what it is the beginning or the end. */
    private void takeOwner(int from, boolean recent) {
        int to = recent ? behindOwner(from) : from;
        if (to > from && !roles.isUsed(to - 1)) {
            roles.use(from, to);
            for (int i = from; i < to; i++) {
                if (clause.isOneOf(i, PlaceWords.SELDOM_ENVIRONMENTS)) {
                    seldom = Optional.of(tokens.get(i).key());
                    return;
                }
            }
            findEnvironment(from, to);
        }
    }

    private static final Set<String> EDGED = Set.of("since", "until");

    private static final Set<String> EDGES = Set.of("start", "beginning", "end");

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
                || isPossessiveTime(i)
                || (clause.is(i, "of") && i > start + 1);
    }

    /** "the quarter's first month". */
    private boolean isPossessiveTime(int i) {
        String key = i < tokens.size() ? tokens.get(i).key() : "";
        return key.endsWith("'s")
                && clause.isOneOf(i + 1, TimeWords.RECENT)
                && TimeWords.DATES.contains(key.substring(0, key.length() - 2));
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

    /** "while the canary takes 20 % of the traffic": a sentence of its own. */
    private int endOfClause(int from) {
        int end = from;
        while (end < tokens.size()
                && !roles.isUsed(end)
                && !clause.isOneOf(end, PlaceWords.PLACING)
                && (tokens.get(end).kind() != Token.Kind.MARK || clause.is(end, "%"))
                && !roles.isWithinSign(end)) {
            end++;
        }
        return end;
    }

    private int endOfName(int from) {
        int end = from;
        boolean closed = false;
        while (end < tokens.size()
                && end < from + LONGEST_NAME
                && !roles.endsPhrase(end)
                && !(end > from && isVerb(end))
                && !closed) {
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

    private boolean isVerb(int i) {
        return clause.isOneOf(i, CheckWords.PREDICATING) || clause.is(i, "adds");
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
        if (clause.isOneOf(to - 1, TimeWords.RANKED)) {
            return false;
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

    private void take(int from, DateReader.@Nullable Found found) {
        if (found != null) {
            take(found.span(), from, found.to());
        }
    }

    private void take(Span found, int from, int to) {
        span = Optional.of(found);
        roles.use(from, to);
    }
}
