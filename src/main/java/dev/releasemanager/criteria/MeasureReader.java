package dev.releasemanager.criteria;

import dev.releasemanager.criteria.Amounts.Amount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parts of a measure in a clause: baseline, times, signs with their numbers, places; what is left over before
 * the sign is the subject. Each token plays one part.
 */
final class MeasureReader {
    /** What was found; a part that wasn't is empty. */
    record Parts(
            Optional<String> subject,
            Optional<Bound> bound,
            Optional<String> place,
            Optional<Span> span,
            List<Missing> missing,
            String said) {
        Optional<Criterion.Measure> measure() {
            return missing.isEmpty()
                    ? Optional.of(new Criterion.Measure(subject.orElseThrow(), bound.orElseThrow(), place, span))
                    : Optional.empty();
        }
    }

    private record Sign(Comparison comparison, int from, int to) {}

    private record Reference(Baseline baseline, boolean named, int from, int to) {}

    private static final Set<String> AROUND_NUMBERS = Set.of(
            "a", "an", "the", "of", "about", "around", "total", "to", "be", "only", "is", "or", "equal", ".", ":");
    private static final Set<String> HIGHER =
            Set.of("above", "over", "higher", "more", "greater", "slower", "longer", "larger", "bigger");
    private static final Set<String> LOWER = Set.of("below", "under", "lower", "less", "fewer", "smaller");
    private static final Set<String> REFERENCES = Set.of(
            "than", "above", "below", "to", "with", "of", "over", "under", "vs", "vs.", "versus", "from", "against",
            "times", "x", "as");
    private static final Set<String> FORMER = Set.of(
            "previous", "last", "former", "prior", "current", "stable", "old", "existing", "present", "preceding");
    private static final Set<String> VERSIONS = Set.of(
            "release",
            "version",
            "deployment",
            "deploy",
            "build",
            "production",
            "baseline",
            "revision",
            "one",
            "fleet",
            "pool",
            "hosts",
            "instances",
            "group",
            "pods",
            "cluster",
            "nodes",
            "track");
    private static final Set<String> DATES =
            Set.of("week", "month", "day", "quarter", "weekend", "year", "monday", "sunday", "yesterday", "friday");
    private static final Set<String> OTHERS = Set.of("prod", "production", "staging", "control", "stable");
    private static final Set<String> TARGETS = Set.of("slo", "objective", "target");
    private static final Set<String> CHANGING = Stream.of(Lexicon.GROWING, Lexicon.SHRINKING, Lexicon.STRAYING)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());
    private static final int REACH = 5;

    private final Clause clause;
    private final List<Token> tokens;
    private final boolean[] used;
    private final List<Sign> signs = new ArrayList<>();
    private @Nullable Reference reference;
    private @Nullable Bound bound;
    private boolean bare;
    private boolean listed;
    private int boundFrom;
    private int boundTo;
    private Optional<Span> span = Optional.empty();
    private Optional<String> place = Optional.empty();
    private boolean environmentOnly;

    MeasureReader(Clause clause) {
        this.clause = clause;
        this.tokens = clause.tokens();
        this.used = new boolean[tokens.size()];
        this.boundFrom = tokens.size();
        this.boundTo = tokens.size();
    }

    /** With the place and the time that the rest of the sentence gives to all its clauses. */
    Parts read(Optional<String> givenPlace, Optional<Span> givenSpan) {
        findReference();
        findSigns();
        findSpan();
        findBound();
        findPlace();
        span = span.or(() -> givenSpan);
        if (place.isEmpty() && givenPlace.isPresent()) {
            place = givenPlace;
            environmentOnly = Lexicon.ENVIRONMENTS.contains(givenPlace.get());
        }
        Optional<String> subject = subject();
        return new Parts(subject, Optional.ofNullable(bound), place, span, missing(subject), words(0, tokens.size()));
    }

    /** Where signs with a number begin and their numbers end. */
    static List<int[]> extents(Clause clause) {
        MeasureReader reader = new MeasureReader(clause);
        reader.findReference();
        reader.findSigns();
        List<int[]> extents = new ArrayList<>();
        for (Sign sign : reader.signs) {
            Amount amount = reader.amountAfter(sign.to());
            if (amount != null) {
                extents.add(new int[] {sign.from(), amount.to()});
            }
        }
        return extents;
    }

    // ---- baseline

    private void findReference() {
        for (int i = 0; i < tokens.size() && reference == null; i++) {
            if (clause.is(i, "what") && clause.is(i + 3, "before")) {
                reference = new Reference(Baseline.BEFORE, true, i, i + 4);
            } else if (clause.is(i, "baseline") || clause.is(i, "baselines")) {
                reference = baselineNamedAt(i);
            } else if (clause.isOneOf(i, REFERENCES)) {
                reference = referredTo(i);
            }
        }
        if (reference != null && clause.is(reference.to(), "baseline")) {
            reference = new Reference(reference.baseline(), reference.named(), reference.from(), reference.to() + 1);
        }
        if (reference != null) {
            use(reference.from(), reference.to());
        }
    }

    private Reference baselineNamedAt(int at) {
        int from = at;
        while (from > 0
                && at - from < 4
                && !tokens.get(from - 1).kind().equals(Token.Kind.NUMBER)
                && !clause.isOneOf(from - 1, REFERENCES)
                && !clause.isOneOf(from - 1, Lexicon.ARTICLES)
                && tokens.get(from - 1).kind() != Token.Kind.MARK
                && Lexicon.SIGNS.at(tokens, from - 1) == null
                && !clause.isOneOf(from - 1, Set.of("within", "than"))) {
            from--;
        }
        int to = at + 1;
        boolean before = clause.is(to, "before");
        if (before) {
            to++;
            while (to < tokens.size()
                    && to < at + 4
                    && clause.isOneOf(
                            to,
                            Set.of(
                                    "the",
                                    "this",
                                    "rollout",
                                    "change",
                                    "release",
                                    "deploy",
                                    "deployment",
                                    "launch",
                                    "migration"))) {
                to++;
            }
        }
        boolean named = before || from < at;
        return new Reference(before ? Baseline.BEFORE : baseline(clause.text(from, at)), named, from, to);
    }

    private @Nullable Reference referredTo(int connector) {
        int i = connector + 1;
        boolean weak = clause.isOneOf(
                connector,
                Set.of("of", "over", "under", "with", "to", "from", "as", "above", "below", "against", "x", "times"));
        while (clause.isOneOf(i, Lexicon.ARTICLES) || (clause.is(i, "of") && i > connector + 1)) {
            i++;
        }
        if (clause.is(i, "before") && (i + 1 >= tokens.size() || !clause.is(i + 1, "and"))) {
            int to = i + 1;
            while (clause.isOneOf(to, Set.of("the", "release", "change", "rollout", "deployment"))) {
                to++;
            }
            return new Reference(Baseline.BEFORE, true, i, to);
        }
        boolean compared =
                clause.isOneOf(connector - 1, Set.of("compared", "relative", "comparison", "compares", "measured"));
        boolean behindNumber = connector > 0 && isAmountEnd(connector);
        boolean staging = clause.is(i, "staging") && !clause.is(i + 1, "baseline");
        if (staging
                && (!weak || compared || behindNumber || clause.isOneOf(connector, Set.of("above", "below")))
                && !clause.is(connector, "with")) {
            return new Reference(Baseline.STAGING, true, i, i + 1);
        }
        if (weak && !compared && !behindNumber) {
            return null;
        }
        int former = i;
        while (clause.isOneOf(former, FORMER)) {
            former++;
        }
        if (clause.isOneOf(former, VERSIONS) && (former > i || clause.is(former, "production"))) {
            boolean stable = clause.hasOneOf(i, former, Set.of("stable"));
            String name = clause.text(i, former + 1);
            return new Reference(stable ? new Baseline(name) : Baseline.BEFORE, true, i, former + 1);
        }
        if (clause.is(former, "yesterday") || (former > i && clause.isOneOf(former, DATES))) {
            return new Reference(new Baseline(clause.text(i, former + 1)), true, i, former + 1);
        }
        Amount first = Amounts.at(tokens, i);
        boolean apart = clause.isOneOf(connector, Set.of("above", "below", "than"))
                && isBehindAmount(connector)
                && (first == null || first.isTime());
        if ((compared || apart)
                && !clause.isOneOf(i, Set.of("usual", "normal", "average"))
                && !clause.isOneOf(i, Lexicon.NO_MEASURE)
                && i < tokens.size()
                && !endsPhrase(i)) {
            int to = i;
            while (to < tokens.size() && to < i + REACH && (!endsPhrase(to) || clause.is(to, "before"))) {
                to++;
            }
            return new Reference(new Baseline(clause.text(i, to)), true, i, to);
        }
        if (clause.is(i, "control")) {
            return new Reference(new Baseline("control"), true, i, clause.is(i + 1, "group") ? i + 2 : i + 1);
        }
        return null;
    }

    /** "1.5 % below …", "10 % higher than …". */
    private boolean isBehindAmount(int connector) {
        int end = clause.is(connector, "than") ? connector - 1 : connector;
        for (int i = Math.max(0, end - 3); i < end; i++) {
            Amount amount = Amounts.at(tokens, i);
            if (amount != null && amount.to() == end) {
                return true;
            }
        }
        return false;
    }

    private boolean isAmountEnd(int end) {
        for (int i = Math.max(0, end - 3); i < end; i++) {
            Amount amount = Amounts.at(tokens, i);
            if (amount != null && (amount.to() == end || amount.to() == end + 1)) {
                return true;
            }
        }
        return clause.isOneOf(end - 1, HIGHER) || clause.isOneOf(end - 1, LOWER);
    }

    private static Baseline baseline(String written) {
        String name = written.strip();
        for (String article : List.of("the ", "our ", "a ")) {
            name = name.toLowerCase(Locale.ROOT).startsWith(article) ? name.substring(article.length()) : name;
        }
        List<String> words = Arrays.asList(name.toLowerCase(Locale.ROOT).split(" "));
        if (words.contains("staging")) {
            return Baseline.STAGING;
        }
        if (name.isEmpty()
                || words.contains("before")
                || words.contains("production")
                || (FORMER.contains(words.get(0)) && (words.size() == 1 || VERSIONS.contains(words.get(1))))) {
            return Baseline.BEFORE;
        }
        return new Baseline(name.endsWith("'s") || name.endsWith("’s") ? name.substring(0, name.length() - 2) : name);
    }

    // ---- signs

    private void findSigns() {
        for (int i = 0; i < tokens.size(); ) {
            Sign sign = used[i] ? null : signAt(i);
            if (sign == null) {
                i++;
            } else {
                signs.add(sign);
                i = sign.to();
            }
        }
    }

    private @Nullable Sign signAt(int i) {
        Lexicon.Match<Comparison> match = Lexicon.SIGNS.at(tokens, i);
        if (match == null && clause.is(i, "worse") && clause.is(i + 1, "than")) {
            match = new Lexicon.Match<>(worse(), 2);
        }
        if (match == null && clause.is(i, "over") && !isTimeAt(i + 1) && amountAfter(i + 1) != null) {
            match = new Lexicon.Match<>(Comparison.GREATER, 1);
        }
        if (match == null) {
            return null;
        }
        int to = i + match.length();
        Comparison comparison = match.value();
        if (clause.is(to, "or") && clause.is(to + 1, "equal")) {
            comparison = comparison == Comparison.LESS ? Comparison.AT_MOST : Comparison.AT_LEAST;
            to += clause.is(to + 2, "to") ? 3 : 2;
        }
        int from = i;
        for (int back = i - 1; back >= 0 && back >= i - 4; back--) {
            if (isNegation(back)) {
                return new Sign(comparison.negated(), back, to);
            }
            if (!clause.isOneOf(back, Lexicon.LINKS)
                    || clause.is(back, "by")
                    || clause.isOneOf(back, Lexicon.ARTICLES)) {
                break;
            }
        }
        return new Sign(comparison, from, to);
    }

    private boolean isNegation(int i) {
        return clause.isOneOf(i, Lexicon.NEGATIONS)
                || (tokens.get(i).isWord() && tokens.get(i).key().endsWith("n't"));
    }

    private Comparison worse() {
        return clause.hasOneOf(0, tokens.size(), Lexicon.BETTER_WHEN_HIGHER) ? Comparison.LESS : Comparison.GREATER;
    }

    private boolean isTimeAt(int i) {
        Amount amount = amountAfter(i);
        return amount != null && amount.isTime();
    }

    private @Nullable Amount amountAfter(int from) {
        for (int i = from; i < tokens.size() && i <= from + 4; i++) {
            Amount amount = Amounts.at(tokens, i);
            if (amount != null) {
                return amount;
            }
            if (!clause.isOneOf(i, AROUND_NUMBERS)) {
                return null;
            }
        }
        return null;
    }

    private boolean isAmountAfter(int from, Amount amount) {
        Amount after = amountAfter(from);
        return after != null && after.from() == amount.from();
    }

    private boolean hasObject(Sign sign) {
        return amountAfter(sign.to()) != null || isReferenceAt(sign.to());
    }

    private boolean isReferenceAt(int from) {
        int i = from;
        while (clause.isOneOf(i, Lexicon.ARTICLES)) {
            i++;
        }
        return reference != null && reference.named() && i >= reference.from() && i < reference.to();
    }

    // ---- time span

    private void findSpan() {
        boolean strong = signs.stream().anyMatch(this::hasObject) || reference != null;
        for (int i = 0; i < tokens.size() && span.isEmpty(); i++) {
            if (!used[i] && !isWithinSign(i)) {
                spanAt(i, strong);
            }
        }
    }

    private boolean isWithinSign(int i) {
        return signs.stream().anyMatch(sign -> i >= sign.from() && i < sign.to());
    }

    private void spanAt(int i, boolean strong) {
        boolean preposition = clause.isOneOf(i, Lexicon.SPANNING);
        int next = preposition ? i + 1 : i;
        boolean recent = false;
        while (clause.isOneOf(next, Lexicon.ARTICLES)
                || clause.isOneOf(next, Lexicon.RECENT)
                || clause.is(next, "period")
                || (clause.is(next, "of") && next > i + 1)) {
            Amount hour = Amounts.at(tokens, next);
            if (hour != null && hour.isTime()) {
                break;
            }
            recent |= clause.isOneOf(next, Lexicon.RECENT);
            next++;
        }
        if (next >= tokens.size()
                || (!preposition
                        && !recent
                        && !clause.isOneOf(next, Set.of("yesterday", "today", "overnight"))
                        && !isWindow(next))) {
            return;
        }
        if (used[next]) {
            return;
        }
        Amount time = Amounts.at(tokens, next);
        if (time != null && time.isTime() && clause.is(time.to(), "of") && reference != null) {
            return;
        }
        if (time != null && time.isTime()) {
            boolean loose = clause.isOneOf(i, Set.of("in", "within")) && !recent && !strong;
            boolean boundary = clause.is(i, "over") && !strong && !recent && clause.hasOneOf(0, i, Lexicon.EXTENTS);
            if (!loose && !boundary && !clause.is(i, "on") && !isMeasuredBySign(i)) {
                take(new Span.Lasting(time.quantity()), i, time.to());
            }
            return;
        }
        if (time == null && recent && isUnitAt(next)) {
            Amount hour = unitAsAmount(next);
            if (hour != null) {
                take(new Span.Lasting(hour.quantity()), i, hour.to());
            }
            return;
        }
        boolean during = clause.isOneOf(i, Set.of("during", "throughout", "while"));
        int end = next;
        boolean closed = false;
        while (end < tokens.size() && end < next + REACH && !endsPhrase(end) && !closed) {
            closed = clause.isOneOf(end, Lexicon.PERIODS) && !clause.isOneOf(end + 1, Lexicon.PERIODS);
            end++;
        }
        if (end == next) {
            return;
        }
        boolean period = clause.hasOneOf(next, end, Lexicon.PERIODS)
                || isUnitAt(end - 1)
                || clause.isOneOf(next, Set.of("yesterday's", "yesterday", "today's", "today", "overnight"));
        boolean counted = recent && time != null;
        boolean place =
                clause.isOneOf(i, Set.of("in", "on", "across", "through", "after", "until", "since", "between", "per"));
        if (during || counted || (period && (!place || (recent && !clause.is(i, "per")) || isDay(next, end)))) {
            if (!clause.hasOneOf(next, end, Set.of("revision", "commit")) || during) {
                int shown = preposition ? i + 1 : i;
                take(new Span.Named(clause.text(shown, end)), i, end);
                if (clause.hasOneOf(next, end, Lexicon.ENVIRONMENTS)) {
                    for (int k = next; k < end; k++) {
                        if (clause.isOneOf(k, Lexicon.ENVIRONMENTS) && place().isEmpty()) {
                            this.place = Optional.of(tokens.get(k).key());
                            environmentOnly = true;
                        }
                    }
                }
            }
        } else if (clause.is(i, "between") && tokens.get(next).kind() == Token.Kind.NUMBER && strong) {
            int to = Math.min(tokens.size(), next + 4);
            take(new Span.Named(clause.text(next, to).replace(" and ", " to ")), i, to);
        }
    }

    private Optional<String> place() {
        return place;
    }

    private boolean isDay(int from, int to) {
        return clause.hasOneOf(
                from, to, Set.of("day", "week", "night", "weekend", "yesterday", "today", "yesterday's", "today's"));
    }

    /** "24 h window", "30-day". */
    private boolean isWindow(int i) {
        Amount time = Amounts.at(tokens, i);
        return time != null
                && time.isTime()
                && clause.isOneOf(time.to(), Set.of("window", "period", "average", "soak", "bake"));
    }

    private boolean isUnitAt(int i) {
        return i >= 0 && i < tokens.size() && unitAsAmount(i) != null;
    }

    /** "the last hour": one of the unit. */
    private @Nullable Amount unitAsAmount(int i) {
        Lexicon.Match<Lexicon.Measured> unit = Lexicon.UNIT_PHRASES.at(tokens, i);
        return unit == null
                        || unit.value().unit().dimension() != Unit.Dimension.TIME
                        || tokens.get(i).key().length() < 3
                ? null
                : new Amount(unit.value().of(BigDecimal.ONE), false, false, i, i + 1);
    }

    /** Whether the amount behind this preposition belongs to a sign instead: "takes in under 2 s". */
    private boolean isMeasuredBySign(int i) {
        return signs.stream().anyMatch(sign -> sign.from() == i);
    }

    private void use(int from, int to) {
        Arrays.fill(used, Math.max(0, from), Math.min(to, used.length), true);
    }

    private void take(Span found, int from, int to) {
        span = Optional.of(found);
        use(from, to);
    }

    private boolean endsPhrase(int i) {
        return used[i]
                || (tokens.get(i).kind() == Token.Kind.MARK && !tokens.get(i).is("%"))
                || clause.isOneOf(i, Lexicon.PLACING)
                || clause.isOneOf(i, Lexicon.SPANNING)
                || clause.isOneOf(
                        i,
                        Set.of(
                                "is",
                                "are",
                                "and",
                                "must",
                                "should",
                                "stays",
                                "stay",
                                "remains",
                                "does",
                                "do",
                                "has",
                                "have",
                                "holds",
                                "shall",
                                "will",
                                "may",
                                "with",
                                "still",
                                "by",
                                "when",
                                "compared",
                                "goes",
                                "can",
                                "pass",
                                "passed",
                                "fail",
                                "failed",
                                "succeed",
                                "succeeded"))
                || isNegation(i)
                || isWithinSign(i);
    }

    // ---- bound

    private void findBound() {
        if (reference != null && relative(reference)) {
            return;
        }
        for (Sign sign : signs) {
            Amount amount = amountAfter(sign.to());
            if (amount != null && !used[amount.from()] && !amount.factor()) {
                fixed(sign.comparison(), amount, sign.from());
                return;
            }
        }
        if (signs.stream().anyMatch(this::otherSide)) {
            return;
        }
        for (int i = 0; i < tokens.size() && bound == null; i++) {
            if (!used[i]) {
                implicit(i);
            }
        }
    }

    /** "1.5 times the control's error rate", "<= prod p95": what stands behind the sign is a measure of its own. */
    private boolean otherSide(Sign sign) {
        Amount amount = amountAfter(sign.to());
        if (amount != null && !amount.factor()) {
            return false;
        }
        BigDecimal factor = amount == null ? BigDecimal.ONE : amount.quantity().value();
        int from = amount == null ? sign.to() : amount.to();
        while (clause.isOneOf(from, Lexicon.ARTICLES) || clause.is(from, "of")) {
            from++;
        }
        int to = from;
        while (to < tokens.size() && !endsPhrase(to) && !clause.is(to, "+")) {
            to++;
        }
        boolean other = amount != null || clause.isOneOf(from, OTHERS);
        if (to == from || !other || clause.hasOneOf(from, to, Set.of("usual", "normal"))) {
            return false;
        }
        Amount more = clause.is(to, "+") ? amountAfter(to + 1) : null;
        Baseline of = baseline(clause.text(from, to));
        bound = more == null || amount != null
                ? new Bound.Times(sign.comparison(), factor, of)
                : shifted(sign.comparison(), more, 1, of);
        to = more == null ? to : more.to();
        boundFrom = sign.from();
        boundTo = to;
        needsMeasure = true;
        reference = new Reference(Baseline.BEFORE, true, from, to);
        use(sign.from(), to);
        return true;
    }

    private void fixed(Comparison comparison, Amount amount, int from) {
        bound = new Bound.Fixed(comparison, amount.quantity());
        boundFrom = from;
        boundTo = amount.to();
        bare = amount.bare() && !amount.isZero() && !isShareOfOne(amount);
        use(from, amount.to());
    }

    private static boolean isShareOfOne(Amount amount) {
        BigDecimal value = amount.quantity().value();
        return value.scale() > 0 && value.abs().compareTo(BigDecimal.ONE) < 0;
    }

    private void implicit(int i) {
        Amount amount = Amounts.at(tokens, i);
        if (clause.is(i, "all") || clause.is(i, "every")) {
            allClosed(i);
        } else if (clause.is(i, "no") || (amount != null && amount.isZero() && !amount.isTime())) {
            noneOf(i, amount);
        } else if (amount != null) {
            stated(i, amount);
        }
    }

    /** "all release-blocker tickets in PAY are closed": none of them is open. */
    private void allClosed(int i) {
        int counted = next(i + 1, Lexicon.COUNTED, 4);
        int closed = next(i + 1, Lexicon.CLOSED, tokens.size());
        if (counted < 0 || closed < counted) {
            return;
        }
        bound = new Bound.Fixed(Comparison.EQUAL, new Quantity(BigDecimal.ZERO, Unit.ONE));
        boundFrom = i;
        boundTo = i + 1;
        listed = true;
        use(i, i + 1);
        use(closed, closed + 1);
        openSubject = true;
    }

    private boolean openSubject;
    private boolean counted;

    private int next(int from, Set<String> words, int reach) {
        for (int i = from; i < tokens.size() && i < from + reach; i++) {
            if (clause.isOneOf(i, words)) {
                return i;
            }
            if (reach <= REACH && clause.isOneOf(i, Lexicon.PLACING)) {
                return -1;
            }
        }
        return -1;
    }

    /** "no open blockers in PAY", "zero Sev1 incidents", "double charges is 0". */
    private void noneOf(int i, @Nullable Amount zero) {
        int to = zero == null ? i + 1 : zero.to();
        boolean stated = zero != null && i > 0 && clause.isOneOf(i - 1, STATING);
        boolean counted = next(to, Lexicon.COUNTED, REACH) >= 0 || (zero != null && zero.bare() && isNoun(to));
        boolean trailing =
                zero != null && i > 0 && (!zero.bare() || to == tokens.size() || clause.isOneOf(to, Lexicon.PLACING));
        boolean growth = clause.isOneOf(
                to,
                Set.of("increase", "spike", "change", "significant", "unusual", "rise", "drop", "deviation", "impact"));
        if ((counted && !growth) || stated || trailing) {
            bound = new Bound.Fixed(Comparison.EQUAL, new Quantity(BigDecimal.ZERO, Unit.ONE));
            boundFrom = i;
            boundTo = to;
            this.counted = counted;
            listed = counted || !stated;
            use(i, to);
        }
    }

    private boolean isNoun(int i) {
        return i < tokens.size() && tokens.get(i).isWord() && !endsPhrase(i) && !clause.isOneOf(i, Lexicon.NO_MEASURE);
    }

    /** A number that a verb or a noun compares: "loads within 2 s", "99.9 % availability", "300 ms or less". */
    private void stated(int i, Amount amount) {
        int after = amount.to();
        boolean within = clause.isOneOf(i - 1, Set.of("within", "in"));
        boolean whole = amount.isShare() && amount.quantity().value().compareTo(new BigDecimal("100")) == 0;
        if (clause.is(after, "or") && clause.isOneOf(after + 1, Lexicon.OR_LESS)) {
            fixed(Comparison.AT_MOST, amount, i);
            use(after, after + 2);
        } else if (clause.is(after, "or") && clause.isOneOf(after + 1, Lexicon.OR_MORE)) {
            fixed(Comparison.AT_LEAST, amount, i);
            use(after, after + 2);
        } else if (clause.isOneOf(after, Set.of("max", "max.", "maximum"))) {
            fixed(Comparison.AT_MOST, amount, i);
            use(after, after + 1);
        } else if (within && amount.isTime() && clause.hasOneOf(0, i, Lexicon.LASTING)) {
            fixed(Comparison.AT_MOST, amount, i - 1);
        } else if (clause.is(i - 1, "within") && !amount.isShare()) {
            fixed(Comparison.AT_MOST, amount, i - 1);
        } else if (clause.is(i - 1, "over") && amount.isTime() && isExtent(0, i - 1)) {
            fixed(Comparison.GREATER, amount, i - 1);
        } else if (clause.isOneOf(i - 1, Lexicon.SUSTAINING) && !amount.bare()) {
            fixed(Comparison.AT_LEAST, amount, i);
        } else if (amount.isShare() && clause.hasOneOf(0, i, TARGETS)) {
            fixed(Comparison.AT_LEAST, amount, i);
        } else if (amount.isShare() && clause.isOneOf(after, Lexicon.BETTER_WHEN_HIGHER)) {
            fixed(Comparison.AT_LEAST, amount, i);
        } else if (amount.isShare() && clause.is(after, "of") && clause.hasOneOf(after, tokens.size(), SUCCEEDING)) {
            fixed(whole ? Comparison.EQUAL : Comparison.AT_LEAST, amount, i);
        } else if (whole && i > 1 && (clause.isOneOf(i - 1, REACHING) || isExtent(i - 1, i))) {
            fixed(Comparison.EQUAL, amount, clause.isOneOf(i - 1, REACHING) ? i - 1 : i);
        }
    }

    private static final Set<String> STATING =
            Set.of("is", "are", "remains", "remain", "at", "be", "stays", "holds", "has", "contains");
    private static final Set<String> REACHING = Set.of("at", "is", "are", "reaches", "reach", "be");
    private static final Set<String> SUCCEEDING =
            Set.of("succeed", "succeeds", "pass", "passed", "successful", "delivered");

    private boolean isExtent(int from, int to) {
        return clause.hasOneOf(from, to, Lexicon.EXTENTS) || clause.hasOneOf(from, to, Lexicon.SHARES);
    }

    private boolean relative(Reference to) {
        List<Amount> amounts = new ArrayList<>();
        for (int i = 0; i < tokens.size(); ) {
            Amount amount = used[i] ? null : Amounts.at(tokens, i);
            if (amount == null) {
                i++;
            } else {
                amounts.add(amount);
                i = amount.to();
            }
        }
        for (Amount amount : amounts) {
            if (relative(to, amount)) {
                return true;
            }
        }
        for (Sign sign : signs) {
            if (isReferenceAt(sign.to())) {
                boundTo = to.to();
                boundFrom = sign.from();
                bound = new Bound.Times(sign.comparison(), BigDecimal.ONE, to.baseline());
                use(sign.from(), sign.to());
                needsMeasure = true;
                return true;
            }
        }
        return false;
    }

    private boolean needsMeasure;

    private boolean relative(Reference to, Amount amount) {
        Baseline of = to.baseline();
        if (clause.is(amount.from() - 1, "within") || tokens.get(amount.from()).is("±")) {
            return relative(new Bound.Around(amount.quantity(), of), amount, amount.from() - 1);
        }
        Sign sign = signs.stream()
                .filter(each -> each.to() <= amount.from() && isAmountAfter(each.to(), amount))
                .findFirst()
                .orElse(null);
        int start = sign == null ? amount.from() : sign.from();
        boolean by = clause.is(start - 1, "by");
        int changing = to.to() <= start ? 0 : Math.max(0, start - 2);
        boolean verb = clause.hasOneOf(changing, amount.from(), CHANGING);
        if (by || verb) {
            return byMuch(to, amount, sign, by ? start - 1 : amount.from());
        }
        if (sign == null) {
            return false;
        }
        Comparison comparison = sign.comparison();
        if (amount.factor()) {
            return relative(new Bound.Times(comparison, amount.quantity().value(), of), amount, start);
        }
        for (int i = amount.to(); i < amount.to() + 3 && i < tokens.size(); i++) {
            boolean worse = clause.is(i, "worse");
            if (clause.isOneOf(i, HIGHER) || (worse && worse() == Comparison.GREATER)) {
                use(i, i + 2);
                return relative(shifted(comparison, amount, 1, of), amount, start);
            }
            if (clause.isOneOf(i, LOWER) || worse) {
                use(i, i + 2);
                Comparison turned =
                        switch (comparison) {
                            case LESS -> Comparison.GREATER;
                            case AT_MOST -> Comparison.AT_LEAST;
                            case EQUAL -> Comparison.EQUAL;
                            case AT_LEAST -> Comparison.AT_MOST;
                            case GREATER -> Comparison.LESS;
                        };
                return relative(shifted(turned, amount, -1, of), amount, start);
            }
        }
        if (amount.isShare() && clause.is(amount.to(), "of")) {
            return relative(new Bound.Times(comparison, amount.quantity().base(), of), amount, start);
        }
        return false;
    }

    /** "does not grow by more than 5 % compared to …", "not above staging by more than 10 %". */
    private boolean byMuch(Reference to, Amount amount, @Nullable Sign size, int by) {
        boolean upper = size != null && size.comparison().isUpper();
        Sign direction = signs.stream()
                .filter(sign -> !sign.equals(size) && sign.to() <= amount.from() && isReferenceAt(sign.to()))
                .findFirst()
                .orElse(null);
        if (direction != null) {
            use(direction.from(), direction.to());
            boundFrom = Math.min(direction.from(), by);
            int step = direction.comparison() == Comparison.AT_MOST || direction.comparison() == Comparison.GREATER
                    ? 1
                    : -1;
            return relative(shifted(direction.comparison(), amount, step, to.baseline()), amount, boundFrom);
        }
        for (int i = 0; i < by; i++) {
            boolean negated = upper || (i > 0 && isNegation(i - 1)) || (i > 1 && isNegation(i - 2));
            if (clause.isOneOf(i, Lexicon.GROWING)) {
                Comparison comparison = negated ? Comparison.AT_MOST : Comparison.GREATER;
                return relative(shifted(comparison, amount, 1, to.baseline()), amount, i);
            }
            if (clause.isOneOf(i, Lexicon.SHRINKING)) {
                Comparison comparison = negated ? Comparison.AT_LEAST : Comparison.LESS;
                return relative(shifted(comparison, amount, -1, to.baseline()), amount, i);
            }
            if (clause.isOneOf(i, Lexicon.STRAYING) && negated) {
                return relative(new Bound.Around(amount.quantity(), to.baseline()), amount, i);
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

    private boolean relative(Bound found, Amount amount, int from) {
        bound = found;
        boundFrom = Math.max(0, from);
        boundTo = Math.max(amount.to(), reference == null ? 0 : reference.to());
        if (reference != null && reference.from() >= amount.to()) {
            use(amount.to(), reference.from());
        }
        use(boundFrom, amount.to());
        return true;
    }

    // ---- place

    private void findPlace() {
        if (place.isPresent()) {
            return;
        }
        int bestRank = 0;
        int bestFrom = 0;
        int bestTo = 0;
        int bestText = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (used[i]) {
                continue;
            }
            int from = i;
            int text = i;
            int to = i;
            int rank = 0;
            if (clause.isOneOf(i, Lexicon.PLACING)) {
                text = i + 1;
                while (clause.isOneOf(text, Lexicon.ARTICLES)) {
                    text++;
                }
                to = text;
                while (to < tokens.size() && (!endsPhrase(to) || clause.is(to, "on-call"))) {
                    to++;
                }
                rank = to > text ? rank(i, text, to) : 0;
            } else if (clause.isPath(i)) {
                to = i + 1;
                rank = 2;
            } else if (clause.isOneOf(i, Lexicon.ENVIRONMENTS)) {
                to = i + 1;
                rank = 3;
            }
            if (rank > bestRank) {
                bestRank = rank;
                bestFrom = from;
                bestText = text;
                bestTo = to;
            }
        }
        boolean component = clause.is(bestFrom, "for") && span.isPresent();
        if (bestRank > 0 && !component) {
            int start = bestFrom;
            while (start > boundTo && !used[start - 1] && tokens.get(start - 1).kind() != Token.Kind.MARK) {
                start--;
            }
            while (start < bestFrom && !clause.isOneOf(start, Lexicon.PLACING)) {
                start++;
            }
            int end = bestTo;
            while (bestFrom >= boundTo
                    && end < tokens.size()
                    && !used[end]
                    && tokens.get(end).kind() != Token.Kind.MARK
                    && (end > bestTo || clause.isOneOf(end, Lexicon.PLACING))) {
                end++;
            }
            int text = start < bestFrom ? start + 1 : bestText;
            while (clause.isOneOf(text, Lexicon.ARTICLES)) {
                text++;
            }
            place = Optional.of(clause.text(text, end));
            environmentOnly = !isListAt(text, end);
            use(start, end);
        }
    }

    private int rank(int preposition, int from, int to) {
        if (clause.hasOneOf(from, to, Lexicon.ENVIRONMENTS)) {
            return 6;
        }
        int nowhere = 0;
        while (from + nowhere < to && clause.isOneOf(from + nowhere, Lexicon.NOWHERE)) {
            nowhere++;
        }
        if (nowhere == to - from) {
            return 0;
        }
        boolean name = clause.hasName(from, to);
        if (clause.is(preposition, "under")
                || clause.is(preposition, "from")
                || clause.is(preposition, "to")
                || clause.is(preposition, "against")) {
            return name ? 2 : 0;
        }
        if (clause.is(preposition, "for")) {
            return name ? 4 : 1;
        }
        return name ? 5 : 4;
    }

    /** Whether it is a list that somebody keeps, and could be opened: a board, a milestone, something with a name. */
    private boolean isListAt(int from, int to) {
        return clause.hasName(from, to)
                || clause.hasOneOf(from, to, Lexicon.ARTEFACTS)
                || clause.hasOneOf(
                        from,
                        to,
                        Set.of(
                                "milestone",
                                "label",
                                "namespace",
                                "repo",
                                "repository",
                                "release",
                                "backlog",
                                "tracker",
                                "sandbox"));
    }

    // ---- subject

    private Optional<String> subject() {
        if (bound == null) {
            int end = 0;
            while (end < tokens.size() && (!endsPhrase(end) || words(0, end).isEmpty())) {
                end++;
            }
            return Optional.of(words(0, end))
                    .filter(text -> !text.isEmpty() && (isExtent(0, tokens.size()) || isCounted()));
        }
        String before = words(0, boundFrom);
        String behind = words(boundTo, tokens.size());
        String subject = before.isEmpty() ? behind : before;
        if (!before.isEmpty() && !behind.isEmpty()) {
            boolean thing = counted || !isMeasured(0, boundFrom);
            subject = thing ? behind + " of " + before : before + " (" + behind + ")";
        }
        boolean lasting = bound instanceof Bound.Fixed fixed
                && fixed.value().unit().dimension() == Unit.Dimension.TIME
                && !isExtent(0, boundFrom)
                && clause.hasOneOf(0, boundFrom, Lexicon.LASTING);
        if (openSubject) {
            subject = "open " + subject;
        }
        return Optional.of(lasting ? lasting(subject) : subject)
                .filter(text -> !text.isEmpty() && isMeasured(0, tokens.size()));
    }

    /** "Homepage loads" is measured as "Homepage load time", "Login takes" as "Login time". */
    private static String lasting(String subject) {
        int space = subject.lastIndexOf(' ');
        String verb = subject.substring(space + 1).toLowerCase(Locale.ROOT);
        if (space < 0 || !Lexicon.LASTING.contains(verb)) {
            return subject + " time";
        }
        String thing = subject.substring(0, space);
        boolean telling = verb.endsWith("s") && Lexicon.TELLING.contains(verb.substring(0, verb.length() - 1));
        return thing + (telling ? " " + verb.substring(0, verb.length() - 1) : "") + " time";
    }

    /** Whether something is left that isn't just a word for the thing as a whole. */
    private boolean isMeasured(int from, int to) {
        boolean lasting = clause.hasOneOf(0, tokens.size(), Lexicon.LASTING);
        for (int i = from; i < to; i++) {
            if (!used[i]
                    && tokens.get(i).kind() != Token.Kind.MARK
                    && tokens.get(i).kind() != Token.Kind.NUMBER
                    && !clause.isOneOf(i, Lexicon.LINKS)
                    && !clause.isOneOf(i, Lexicon.PLACING)
                    && (!clause.isOneOf(i, Lexicon.NO_MEASURE) || lasting)) {
                return true;
            }
        }
        return false;
    }

    /** The words that play no other part, without the links at both ends. */
    private String words(int from, int to) {
        List<String> words = new ArrayList<>();
        int first = from;
        int last = to;
        while (first < last && isTrimmed(first, true)) {
            first++;
        }
        while (last > first && isTrimmed(last - 1, false)) {
            last--;
        }
        for (int i = first; i < last; i++) {
            boolean mark =
                    tokens.get(i).kind() == Token.Kind.MARK && !tokens.get(i).is("%");
            if (!used[i] && !mark) {
                words.add(
                        tokens.get(i).isQuoted()
                                ? "'" + tokens.get(i).text() + "'"
                                : tokens.get(i).text());
            }
        }
        return String.join(" ", words);
    }

    private boolean isTrimmed(int i, boolean leading) {
        return used[i]
                || (tokens.get(i).kind() == Token.Kind.MARK && !tokens.get(i).is("%"))
                || clause.isOneOf(i, leading ? Lexicon.OPENINGS : Lexicon.LINKS)
                || (!leading
                        && (clause.isOneOf(i, Lexicon.PLACING)
                                || isNegation(i)
                                || clause.isOneOf(i, Set.of("takes", "take", "than", "compared"))));
    }

    // ---- verdict

    private List<Missing> missing(Optional<String> subject) {
        EnumSet<Missing> missing = EnumSet.noneOf(Missing.class);
        if (subject.isEmpty() || (needsMeasure && !isExtent(0, tokens.size()) && !isCounted())) {
            missing.add(Missing.MEASURE);
        }
        if (bound == null) {
            missing.add(Missing.NUMBER);
        }
        if (bound != null && bare && needsUnit()) {
            missing.add(Missing.UNIT);
        }
        boolean against = bound != null && bound.baseline().isPresent() && reference != null && reference.named();
        boolean nowhere = place.isEmpty() || (environmentOnly && listed && isListed());
        if (nowhere && span.isEmpty() && !against && !isOwnPlace()) {
            missing.add(Missing.PLACE);
            missing.add(Missing.SPAN);
        }
        return List.copyOf(missing);
    }

    private boolean isCounted() {
        return clause.hasOneOf(0, tokens.size(), Lexicon.COUNTED)
                || clause.hasOneOf(0, tokens.size(), Lexicon.PLAIN)
                || clause.hasOneOf(0, tokens.size(), Lexicon.BETTER_WHEN_HIGHER);
    }

    private boolean isListed() {
        return clause.hasOneOf(0, tokens.size(), Lexicon.LISTED) && !isExtent(0, tokens.size());
    }

    /** Whether this number says nothing of this subject without a unit: a latency of 200. */
    static boolean lacksUnit(String subject, Quantity number) {
        Amount amount = new Amount(number, number.unit() == Unit.ONE, false, 0, 0);
        MeasureReader reader = new MeasureReader(new Clause(subject, Tokenizer.tokens(subject)));
        return amount.bare() && !amount.isZero() && !isShareOfOne(amount) && reader.needsUnit();
    }

    /** What is measured is a time, a share or a size, and nothing says in what. */
    private boolean needsUnit() {
        boolean noun = boundTo < tokens.size() && tokens.get(boundTo).isWord() && !endsPhrase(boundTo);
        return !noun
                && isExtent(0, boundFrom)
                && !clause.hasOneOf(0, boundFrom, Lexicon.PLAIN)
                && !clause.hasOneOf(0, boundFrom, Set.of("per"))
                && !clause.hasOneOf(0, boundFrom, Set.of("cost"));
    }

    /** The size of something built is the same wherever it is looked at. */
    private boolean isOwnPlace() {
        if (clause.is(boundTo, "old") && clause.hasName(0, boundFrom)) {
            return true;
        }
        return bound instanceof Bound.Fixed fixed
                && fixed.value().unit().dimension() == Unit.Dimension.SIZE
                && clause.hasOneOf(0, boundFrom, Lexicon.SIZED);
    }
}
