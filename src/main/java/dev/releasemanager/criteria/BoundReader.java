package dev.releasemanager.criteria;

import dev.releasemanager.criteria.Amounts.Amount;
import dev.releasemanager.criteria.BoundPart.Trait;
import dev.releasemanager.criteria.Roles.Reference;
import dev.releasemanager.criteria.Roles.Sign;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds against what a clause measures: relative to a baseline, by a sign with its number, or by what a verb or a noun compares. */
final class BoundReader {
    private static final BigDecimal HUNDRED = new BigDecimal("100");

    /** Ahead of a noun they say of what sort it is: "0 failed checks". */
    private static final Set<String> OUTCOMES = Set.of("failed", "passed");

    /** Tokens from "no" or a zero to what is counted. */
    private static final int COUNTED_REACH = 5;

    private final Clause clause;
    private final List<Token> tokens;
    private final Roles roles;

    BoundReader(Roles roles) {
        this.roles = roles;
        this.clause = roles.clause();
        this.tokens = clause.tokens();
    }

    @Nullable
    BoundPart find() {
        RelativeReader relative = new RelativeReader(roles);
        Reference reference = roles.reference();
        BoundPart found = reference == null ? null : relative.find(reference);
        for (int i = 1; i < tokens.size() && found == null && reference == null; i++) {
            found = clause.isOneOf(i, Lexicon.NONE) ? statedNone(i) : null;
        }
        List<Sign> aside = new ArrayList<>();
        for (int i = 0; i < tokens.size() && found == null && reference == null; i++) {
            boolean first = (i == 0 || clause.is(i - 1, ":")) && !roles.isUsed(i);
            Amount amount = first ? Amounts.at(tokens, i) : null;
            found = amount != null && amount.isShare() && clause.is(amount.to(), "of") ? statedShare(i, amount) : null;
        }
        for (Sign sign : ordered()) {
            boolean bracketed =
                    roles.isInBrackets(sign.from()) || clause.is(sign.from() - 1, "from") || isOfNoneWith(sign);
            if (bracketed) {
                aside.add(sign);
            }
            found = found == null && !bracketed ? signed(sign) : found;
        }
        for (int i = 0; i < roles.signs().size() && found == null; i++) {
            found = relative.otherSide(roles.signs().get(i));
        }
        for (int i = 0; i < tokens.size() && found == null; i++) {
            found = roles.isUsed(i) || roles.isInBrackets(i) ? null : unsigned(i);
        }
        for (int i = 0; i < tokens.size() && found == null && aside.isEmpty(); i++) {
            found = withoutAny(i);
        }
        for (int i = 0; i < aside.size() && found == null; i++) {
            found = signed(aside.get(i));
        }
        return found;
    }

    /** "Stutter above 100 ms occurs no more than 3 times": those behind a verb first; others may only say of what. */
    private List<Sign> ordered() {
        List<Sign> ordered = new ArrayList<>(roles.signs());
        List<Sign> weak =
                roles.signs().stream().filter(sign -> !isDemanding(sign)).toList();
        ordered.removeAll(weak);
        ordered.addAll(weak);
        for (Sign sign : roles.signs()) {
            Amount often = clause.is(sign.from() - 1, "for") || clause.is(sign.from() - 1, "in")
                    ? roles.amountAfter(sign.to())
                    : null;
            boolean opposed = sign.comparison().isUpper()
                    && roles.signs().stream()
                            .anyMatch(each -> !each.comparison().isUpper());
            if (often != null && opposed && (often.isShare() || often.isProportion()) && sign.from() > 1) {
                ordered.remove(sign);
                ordered.add(0, sign);
            }
        }
        return ordered;
    }

    private boolean isDemanding(Sign sign) {
        int from = sign.from();
        return from == 0
                || tokens.get(from).kind() == Token.Kind.MARK
                || roles.isNegation(from)
                || clause.is(from, "no")
                || clause.isOneOf(from - 1, Lexicon.LINKS)
                || clause.isOneOf(from - 1, Lexicon.DOING)
                || clause.isOneOf(from - 1, Lexicon.STANDING_TO)
                || clause.is(from - 1, "to")
                || tokens.get(from - 1).kind() == Token.Kind.MARK
                || tokens.get(from - 1).isQuoted();
    }

    private @Nullable BoundPart signed(Sign sign) {
        Amount amount = roles.amountAfter(sign.to());
        boolean factor = amount != null
                && amount.factor()
                && !isOften(amount)
                && !clause.hasOneOf(0, sign.from(), Lexicon.FACTORS);
        if (amount == null || roles.isUsed(amount.from()) || factor) {
            return null;
        }
        BoundPart moved = moved(sign, amount);
        if (moved != null) {
            return moved;
        }
        boolean none = isOfNone(sign);
        return fixed(none ? sign.comparison().negated() : sign.comparison(), amount, sign.from(), amount.to());
    }

    /** "no more than 3 times in the first hour": how often, and not how many times as much. */
    private boolean isOften(Amount amount) {
        return roles.reference() == null
                && clause.is(amount.to() - 1, "times")
                && (amount.to() == tokens.size() || roles.endsPhrase(amount.to()));
    }

    /** "no new crash groups with more than 10 users": which ones there are none of. */
    private boolean isOfNoneWith(Sign sign) {
        boolean which = sign.from() > 1
                && (clause.is(sign.from() - 1, "with")
                        || tokens.get(sign.from() - 1).key().endsWith("ing"));
        for (int i = sign.from() - 2; which && i >= 0; i--) {
            if (clause.is(i, "no")
                    && (i == 0 || roles.isUsed(i - 1) || !tokens.get(i - 1).isWord())) {
                return true;
            }
        }
        return false;
    }

    private static final Set<String> UP = Set.of("up", "available", "reachable");

    private static final Set<String> NOBODY = Set.of("nothing", "nobody");

    /** "No lock is held longer than 5 s": all are held at most that. */
    private boolean isOfNone(Sign sign) {
        boolean verb = false;
        for (int i = 2; i < sign.from() && clause.is(0, "no"); i++) {
            verb |= Verbs.isFinite(clause, i);
        }
        if (sign.comparison().isUpper() && !verb) {
            return false;
        }
        if (clause.isOneOf(0, NOBODY)) {
            roles.use(0, 1);
            return true;
        }
        for (int i = sign.from() - 1; i >= 0 && !clause.isOneOf(i, Lexicon.JOINTS_OF_DEMANDS); i--) {
            boolean zero = (clause.is(i, "0") || clause.is(i, "zero"))
                    && isNoun(i + 1)
                    && !clause.isOneOf(i - 1, Lexicon.STATING);
            if ((clause.is(i, "no") || zero) && !roles.isUsed(i)) {
                roles.use(i, i + 1);
                return true;
            }
        }
        return false;
    }

    /** "does not grow by more than 50 MB": its growth is at most that. */
    private @Nullable BoundPart moved(Sign sign, Amount amount) {
        if (amount.isShare() && clause.is(amount.to(), "of") && !clause.is(sign.from() - 1, "by")) {
            return null;
        }
        int by = clause.is(sign.from() - 1, "by") ? sign.from() - 1 : sign.from();
        boolean absolute = !amount.isShare() || roles.reference() == null;
        boolean size = by < sign.from() || (clause.isOneOf(sign.to() - 1, SignWords.HOW_MUCH) && absolute);
        for (int i = sign.from() + 1; i < sign.to() && size; i++) {
            Lexicon.Match<SignWords.Move> move = SignWords.moveAt(clause, i);
            if (move != null) {
                return fixed(sign.comparison(), amount, sign.from(), amount.to())
                        .withPrefix(move.value().of());
            }
        }
        for (int i = Math.max(0, by - 3); i < by && size; i++) {
            Lexicon.Match<SignWords.Move> move = SignWords.moveAt(clause, i);
            if (move != null && i + move.length() == by) {
                boolean negated = i > 0 && roles.isNegation(i - 1);
                Comparison comparison = negated ? sign.comparison().negated() : sign.comparison();
                return fixed(comparison, amount, negated ? i - 1 : i, amount.to())
                        .withPrefix(move.value().of());
            }
        }
        return null;
    }

    /** "between 8 and 14 %", "from 2 to 5 ms", "in the range 3-5". */
    private @Nullable BoundPart range(int i) {
        int from = i + 1;
        while (clause.isOneOf(from, Lexicon.AROUND_NUMBERS) || clause.is(from, "range")) {
            from++;
        }
        Amount least = Amounts.at(tokens, from);
        if (least == null) {
            return null;
        }
        boolean joined = clause.is(least.to(), "and") || clause.is(least.to(), "to") || clause.is(least.to(), "–");
        Amount most = joined ? Amounts.at(tokens, least.to() + 1) : null;
        if (most == null || clause.isOneOf(most.to(), TimeWords.CLOCKS)) {
            return null;
        }
        boolean falling = most.quantity().value().compareTo(least.quantity().value()) <= 0 && least.bare();
        boolean said = !clause.is(i, "from") || clause.isOneOf(i - 1, Lexicon.LINKS) || !most.bare();
        if (falling || !said) {
            return null;
        }
        Quantity lower = least.bare()
                ? new Quantity(least.quantity().value(), most.quantity().unit())
                : least.quantity();
        Amount first = new Amount(lower, most.bare(), false, most.noun(), from, most.to());
        return fixed(Comparison.AT_LEAST, first, i, most.to()).withUpper(most.quantity());
    }

    /** "7.2 s ± 0.3 s": from the one to the other; null if their units have nothing to do with each other. */
    private @Nullable BoundPart around(Amount middle, Amount by) {
        Quantity of = middle.quantity();
        Quantity off = by.quantity();
        boolean share = by.isShare() && !middle.isShare();
        BigDecimal distance = share
                ? of.value().multiply(off.base())
                : by.bare() || off.unit().equals(of.unit()) ? off.value() : null;
        if (distance == null) {
            return null;
        }
        roles.use(middle.to(), by.to());
        Amount least = new Amount(
                new Quantity(of.value().subtract(distance), of.unit()), middle.bare(), false, middle.from(), by.to());
        return fixed(Comparison.AT_LEAST, least, middle.from(), by.to())
                .withUpper(new Quantity(of.value().add(distance), of.unit()));
    }

    private BoundPart fixed(Comparison comparison, Amount amount, int from, int to) {
        roles.use(from, to);
        return BoundPart.fixed(comparison, amount, from, amount.to());
    }

    private @Nullable BoundPart unsigned(int i) {
        Amount amount = Amounts.at(tokens, i);
        BoundPart range = clause.isOneOf(i, SignWords.RANGING) ? range(i) : null;
        if (range != null) {
            return range;
        }
        Amount around = amount == null
                        || amount.to() >= tokens.size()
                        || !tokens.get(amount.to()).is("±")
                ? null
                : Amounts.at(tokens, amount.to());
        if (amount != null && around != null) {
            return around(amount, around);
        }
        if (amount != null && tokens.get(i).is("±")) {
            return fixed(Comparison.AT_MOST, amount, i, amount.to());
        }
        if (clause.is(i, "all") || clause.is(i, "every")) {
            return allClosed(i);
        }
        if (clause.isOneOf(i, Lexicon.NONE)) {
            return statedNone(i);
        }
        if (clause.is(i, "no") || (amount != null && amount.isZero() && !amount.isTime() && !isReached(i))) {
            return noneOf(i, amount);
        }
        return amount == null ? null : stated(i, amount);
    }

    /** Where the zero is in "drains to zero within 15 minutes", ahead of the "within"; zero if there is none. */
    static int reached(Clause clause, int within) {
        for (int i = 2; i < within; i++) {
            Amount zero = clause.is(i - 1, "to") ? Amounts.at(clause.tokens(), i) : null;
            boolean moving = clause.isOneOf(i - 2, Lexicon.LASTING)
                    || SignWords.MOVES.at(clause.tokens(), i - 2) != null
                    || clause.is(i - 2, "goes")
                    || clause.is(i - 2, "back");
            if (zero != null && zero.isZero() && moving) {
                return i;
            }
        }
        return 0;
    }

    private boolean isReached(int i) {
        for (int within = i + 1; within < tokens.size(); within++) {
            if (clause.is(within, "within") && reached(clause, within) == i) {
                return true;
            }
        }
        return false;
    }

    /** "all release-blocker tickets in PAY are closed": none of them is open. */
    private @Nullable BoundPart allClosed(int i) {
        int counted = countedWithin(i + 1, COUNTED_REACH - 1);
        int closed = i + 1;
        while (closed < tokens.size() && !clause.isOneOf(closed, CheckWords.CLOSED)) {
            closed++;
        }
        if (counted < 0 || closed == tokens.size() || closed < counted) {
            return null;
        }
        roles.use(i, i + 1);
        int last = closed + 1;
        while ((clause.is(last, "or") || clause.is(last, "and")) && clause.isOneOf(last + 1, CheckWords.CLOSED)) {
            last += 2;
        }
        roles.use(clause.is(closed - 1, "are") || clause.is(closed - 1, "is") ? closed - 1 : closed, last);
        return BoundPart.none(i, i + 1, Set.of(Trait.LISTED)).withPrefix("open ");
    }

    /** Where something that systems count stands, ahead of the next place; -1 if there is none. */
    private int countedWithin(int from, int reach) {
        for (int i = from; i < tokens.size() && i < from + reach; i++) {
            if (clause.isOneOf(i, Lexicon.COUNTED)) {
                return i;
            }
            if (clause.isOneOf(i, PlaceWords.PLACING)) {
                return -1;
            }
        }
        return -1;
    }

    /** "no open blockers in PAY", "zero Sev1 incidents", "double charges is 0". */
    private @Nullable BoundPart noneOf(int i, @Nullable Amount zero) {
        int to = zero == null ? i + 1 : zero.to();
        boolean stated = zero != null && i > 0 && clause.isOneOf(i - 1, Lexicon.STATING);
        boolean counted = countedWithin(to, COUNTED_REACH) >= 0
                || (zero != null
                        && zero.bare()
                        && (isNoun(to)
                                || (to < tokens.size() && tokens.get(to).isQuoted())
                                || (clause.isOneOf(to, OUTCOMES) && isNoun(to + 1)))
                        && !clause.isOneOf(to, Lexicon.UNCOUNTABLE))
                || (zero == null
                        && clause.is(i, "no")
                        && (tokens.get(i).text().equalsIgnoreCase("no") || isSingle(i))
                        && (i == 0 || roles.isUsed(i - 1) || tokens.get(i - 1).kind() == Token.Kind.MARK)
                        && (isSingle(i)
                                ? isCountable(to) && new CheckReader(clause).find() == null
                                : isPlural(to) && clause.hasName(to, tokens.size())));
        boolean trailing = zero != null
                && i > 0
                && (!zero.bare()
                        || to == tokens.size()
                        || clause.isOneOf(to, PlaceWords.PLACING)
                        || clause.isOneOf(to, Lexicon.PARTING)
                        || clause.is(to, "(")
                        || roles.isUsed(to));
        if (!stated && !trailing && (!counted || isUnusual(to))) {
            return null;
        }
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        if (counted) {
            traits.add(Trait.COUNTED);
        }
        if (counted || !stated) {
            traits.add(Trait.LISTED);
        }
        roles.use(i, to);
        return zero != null && zero.quantity().unit().dimension() == Unit.Dimension.OTHER
                ? new BoundPart(new Bound.Fixed(Comparison.EQUAL, zero.quantity()), i, to, traits)
                : BoundPart.none(i, to, traits);
    }

    /** "runs 14 days without a watchdog reset". */
    private @Nullable BoundPart withoutAny(int i) {
        int noun = clause.is(i + 1, "a") || clause.is(i + 1, "any") || clause.is(i + 1, "an") ? i + 2 : i + 1;
        boolean any = clause.is(i, "without") && noun > i + 1 && noun < tokens.size() && !roles.isUsed(i);
        if (!any || !isCountable(noun) || isUnusual(noun)) {
            return null;
        }
        roles.use(i, noun);
        return BoundPart.none(i, noun, Set.of(Trait.COUNTED, Trait.LISTED));
    }

    /** "not a single", "not one". */
    private boolean isSingle(int i) {
        String text = tokens.get(i).text().toLowerCase(java.util.Locale.ROOT);
        return text.startsWith("not a single") || text.startsWith("not one");
    }

    /** Something about which nobody has an opinion. */
    private boolean isCountable(int from) {
        int to = from;
        while (to < tokens.size() && !roles.endsPhrase(to)) {
            to++;
        }
        return to > from
                && isNoun(to - 1)
                && !clause.hasOneOf(from, to, Lexicon.UNCOUNTABLE)
                && !Opinions.isAbout(clause, from, to);
    }

    /** "no user reports of double billing": several of a sort, about which nobody has an opinion. */
    private boolean isPlural(int from) {
        int to = from;
        while (to < tokens.size() && !roles.endsPhrase(to) && !clause.is(to, "of")) {
            to++;
        }
        String head = to > from ? tokens.get(to - 1).key() : "";
        return head.length() > 3
                && head.endsWith("s")
                && !head.endsWith("ss")
                && !clause.hasOneOf(from, to, Lexicon.UNCOUNTABLE)
                && !clause.hasOneOf(from, to, Lexicon.NO_MEASURE)
                && !Opinions.isAbout(clause, from, to);
    }

    /** "no crash spikes": a spike is what somebody calls one. */
    private boolean isUnusual(int from) {
        int to = from;
        while (to < tokens.size() && !roles.endsPhrase(to)) {
            to++;
        }
        return clause.hasOneOf(from, to, Lexicon.UNUSUAL);
    }

    /** "Open blockers in PAY: none". */
    private @Nullable BoundPart statedNone(int i) {
        boolean stated = clause.is(i - 1, ":") || clause.is(i - 1, "-") || clause.isOneOf(i - 1, Lexicon.STATING);
        boolean last = i + 1 == tokens.size() || roles.endsPhrase(i + 1);
        if (!stated || !last || !hasPlural(i)) {
            return null;
        }
        roles.use(i - 1, i + 1);
        return BoundPart.none(i - 1, i + 1, Set.of(Trait.LISTED));
    }

    private boolean hasPlural(int to) {
        for (int i = 0; i < to; i++) {
            boolean plural = clause.at(i).isWord()
                    && clause.at(i).key().length() > 3
                    && clause.at(i).key().endsWith("s");
            if (clause.isOneOf(i, Lexicon.COUNTED) || (plural && !clause.isOneOf(i, Lexicon.UNCOUNTABLE))) {
                return true;
            }
        }
        return false;
    }

    private boolean isEnd(int i) {
        return i >= tokens.size() || roles.endsPhrase(i) || clause.isOneOf(i, Lexicon.PARTING);
    }

    /** "or less", "and above". */
    private boolean isOr(int i) {
        return clause.is(i, "or")
                || (clause.is(i, "and") && (i + 2 >= tokens.size() || Amounts.at(tokens, i + 2) == null));
    }

    private int behindArticles(int i) {
        int next = i;
        while (clause.isOneOf(next, Lexicon.ARTICLES)) {
            next++;
        }
        return next;
    }

    private boolean isNoun(int i) {
        return i < tokens.size()
                && tokens.get(i).isWord()
                && !roles.endsPhrase(i)
                && !clause.isOneOf(i, Lexicon.NO_MEASURE);
    }

    /** A number that what stands beside it compares: "300 ms or less", "loads within 2 s", "99.9 % availability". */
    private @Nullable BoundPart stated(int i, Amount amount) {
        int after = amount.to();
        Lexicon.Match<Comparison> behindNoun = isNoun(after) ? SignWords.SIGNS.at(tokens, after + 1) : null;
        if (behindNoun != null
                && after + 1 + behindNoun.length() <= tokens.size()
                && roles.amountAfter(after + 1 + behindNoun.length()) == null
                && behindNoun.length() > 1) {
            roles.use(after + 1, after + 1 + behindNoun.length());
            return fixed(behindNoun.value(), amount, i, after);
        }
        int or = isNoun(after) && isOr(after + 1) ? after + 1 : after;
        boolean faster = clause.is(or + 1, "better")
                && (amount.isTime() || amount.quantity().unit().dimension() == Unit.Dimension.SIZE);
        if (isOr(or)
                && (faster || clause.isOneOf(or + 1, SignWords.OR_LESS) || clause.isOneOf(or + 1, SignWords.LESSER))) {
            roles.use(or, or + 2);
            return fixed(Comparison.AT_MOST, amount, i, after);
        }
        if (isOr(or) && (clause.isOneOf(or + 1, SignWords.OR_MORE) || isComparative(or + 1))) {
            roles.use(or, or + 2);
            return fixed(Comparison.AT_LEAST, amount, i, after);
        }
        if (clause.isOneOf(after, SignWords.MAXIMAL)) {
            return fixed(Comparison.AT_MOST, amount, i, after + 1);
        }
        if (clause.isOneOf(after, SignWords.MINIMAL)) {
            return fixed(Comparison.AT_LEAST, amount, i, after + 1);
        }
        Lexicon.Match<Comparison> behind = SignWords.SIGNS.at(tokens, after);
        boolean trailing = behind != null && isEnd(after + behind.length());
        if (behind != null && trailing && roles.amountAfter(after + behind.length()) == null) {
            return fixed(behind.value(), amount, i, after + behind.length());
        }
        boolean set = clause.is(i - 1, "to") && clause.is(i - 2, "set");
        boolean configured = (set || clause.hasOneOf(0, i, Lexicon.CONFIGURED))
                && (hasName(i) || (set && clause.hasName(i, tokens.size())));
        if (configured && (clause.isOneOf(i - 1, Lexicon.STATING) || clause.is(i - 1, "to") || clause.is(i - 1, ":"))) {
            return fixed(Comparison.EQUAL, amount, i, after);
        }
        if (amount.isProportion()
                && (isNoun(after) || amount.noun() >= 0 || clause.hasOneOf(0, tokens.size(), Lexicon.SUCCEEDING))) {
            return fixed(Comparison.AT_LEAST, amount, i, after);
        }
        BoundPart behindVerb = statedByVerb(i, amount);
        return behindVerb == null && amount.isShare() ? statedShare(i, amount) : behindVerb;
    }

    /** "or hotter": of much. */
    private boolean isComparative(int i) {
        return i < tokens.size()
                && isEnd(i + 1)
                && tokens.get(i).isWord()
                && tokens.get(i).key().endsWith("er")
                && !clause.isOneOf(i, SignWords.NO_COMPARATIVES)
                && !clause.isOneOf(i, SignWords.LESSER);
    }

    /** A setting has a name of its own, or is one of something that has. */
    private boolean hasName(int to) {
        return clause.hasName(0, to) || clause.isIdentifier(0);
    }

    /** "loads within 2 s", "pauses over 1 s", "sustains 500 rps". */
    private @Nullable BoundPart statedByVerb(int i, Amount amount) {
        boolean within = clause.is(i - 1, "within");
        boolean lasting = amount.isTime() && clause.hasOneOf(0, i, Lexicon.LASTING);
        if ((within && (lasting || !amount.isShare())) || (clause.is(i - 1, "in") && lasting)) {
            return fixed(Comparison.AT_MOST, amount, i - 1, amount.to());
        }
        if (clause.is(i - 1, "over") && amount.isTime() && clause.hasOneOf(0, i - 1, Lexicon.TIMED)) {
            return fixed(Comparison.GREATER, amount, i - 1, amount.to());
        }
        return clause.isOneOf(i - 1, Lexicon.SUSTAINING) && !amount.bare()
                ? fixed(Comparison.AT_LEAST, amount, i, amount.to())
                : null;
    }

    /** "60 % of beta users or more". */
    private @Nullable BoundPart orMoreOf(int i, Amount amount, int from) {
        int or = from;
        while (or < tokens.size() && or < from + COUNTED_REACH && !clause.is(or, "or") && !roles.endsPhrase(or)) {
            or++;
        }
        boolean more = clause.isOneOf(or + 1, SignWords.OR_MORE);
        if (!clause.is(or, "or") || !(more || clause.isOneOf(or + 1, SignWords.OR_LESS))) {
            return null;
        }
        roles.use(or, or + 2);
        return fixed(more ? Comparison.AT_LEAST : Comparison.AT_MOST, amount, i, amount.to());
    }

    /** "SLO 99.9 %", "99.9 % availability", "100 % of requests succeed". */
    private @Nullable BoundPart statedShare(int i, Amount amount) {
        int after = amount.to();
        boolean all = amount.quantity().value().compareTo(HUNDRED) == 0;
        if (clause.hasOneOf(0, i, Lexicon.TARGETS) || clause.isOneOf(after, Lexicon.BETTER_WHEN_HIGHER)) {
            return fixed(Comparison.AT_LEAST, amount, i, after);
        }
        int whole = behindArticles(after + 1);
        boolean sample =
                whole + 1 < tokens.size() && tokens.get(whole).kind() == Token.Kind.NUMBER && isNoun(whole + 1);
        if (clause.is(after, "of") && !clause.is(i - 1, "within") && (isNoun(whole) || sample)) {
            BoundPart orMore = orMoreOf(i, amount, whole);
            if (orMore != null) {
                return orMore;
            }
            boolean set = all || clause.hasOneOf(0, i, CheckWords.SWITCHES);
            return fixed(set ? Comparison.EQUAL : Comparison.AT_LEAST, amount, i, after);
        }
        if (clause.isOneOf(i - 1, UP) && i > 1) {
            return fixed(Comparison.AT_LEAST, amount, i, after);
        }
        boolean reached = clause.isOneOf(i - 1, Lexicon.REACHING);
        return all && i > 1 && (reached || roles.isExtent(i - 1, i))
                ? fixed(Comparison.EQUAL, amount, reached ? i - 1 : i, after)
                : null;
    }
}
