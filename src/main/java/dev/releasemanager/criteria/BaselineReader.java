package dev.releasemanager.criteria;

import dev.releasemanager.criteria.Amounts.Amount;
import dev.releasemanager.criteria.Roles.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds with what a clause compares: "the staging baseline", "than last week", "compared to the control group". */
final class BaselineReader {
    /** Tokens of a baseline's name. */
    private static final int LONGEST_NAME = 5;

    /** Tokens of an amount: "half a percentage point". */
    private static final int AMOUNT = 4;

    private final Clause clause;
    private final List<Token> tokens;
    private final Roles roles;

    BaselineReader(Roles roles) {
        this.roles = roles;
        this.clause = roles.clause();
        this.tokens = clause.tokens();
    }

    @Nullable
    Reference find() {
        for (int i = 0; i < tokens.size(); i++) {
            Reference found = at(i);
            if (found != null) {
                return clause.is(found.to(), "baseline")
                        ? new Reference(found.baseline(), found.named(), found.from(), found.to() + 1)
                        : found;
            }
        }
        return null;
    }

    private @Nullable Reference at(int i) {
        if (clause.is(i, "what") && clause.is(i + 3, "before")) {
            return new Reference(Baseline.BEFORE, true, i, i + 4);
        }
        if (clause.is(i, "baseline") || clause.is(i, "baselines")) {
            return calledBaseline(i);
        }
        boolean overtaking = clause.isOneOf(i, SignWords.OVERTAKING) && Amounts.at(tokens, i + 1) == null;
        boolean multiplied = clause.is(i, "×") && (isPossessive(i + 1) || clause.isOneOf(i + 1, SignWords.FORMER));
        return overtaking || multiplied || clause.isOneOf(i, SignWords.REFERRING) ? behind(i) : null;
    }

    /** "last week's baseline", "the baseline before the rollout"; one of no name is what ran ahead of the stage. */
    private Reference calledBaseline(int at) {
        int from = at;
        while (from > 0 && at - from < 4 && isOfName(from - 1)) {
            from--;
        }
        int to = at + 1;
        boolean before = clause.is(to, "before");
        if (before) {
            to++;
            while (to < at + 4 && clause.isOneOf(to, SignWords.EVENT_BEFORE)) {
                to++;
            }
        }
        if (!before && from == at && clause.isOneOf(to, SignWords.BASELINE_OF)) {
            return new Reference(Baseline.BEFORE, true, from, to + 1);
        }
        return new Reference(before || from == at ? Baseline.BEFORE : of(clause.text(from, at)), true, from, to);
    }

    private boolean isOfName(int i) {
        Token.Kind kind = tokens.get(i).kind();
        return kind != Token.Kind.NUMBER
                && kind != Token.Kind.MARK
                && !clause.isOneOf(i, SignWords.REFERRING)
                && !clause.isOneOf(i, Lexicon.ARTICLES)
                && !clause.is(i, "within")
                && SignWords.SIGNS.at(tokens, i) == null;
    }

    /** "98 % of that on stable". */
    private static final Set<String> STANDING_IN = Set.of("on", "in", "at", "for", "from");

    /** What stands behind "than", "vs", "of" and the like, if it is something to compare with. */
    private @Nullable Reference behind(int connector) {
        if (clause.is(connector, "of") && isPartly(connector)) {
            return null;
        }
        int i = connector + 1;
        boolean as = clause.is(connector, "as") && clause.is(connector - 2, "as");
        boolean than = clause.is(connector, "than")
                || clause.is(connector, "to")
                || clause.isOneOf(connector, SignWords.OVERTAKING)
                || as;
        while (clause.isOneOf(i, Lexicon.ARTICLES)
                || clause.is(i, ".")
                || (than && clause.isOneOf(i, STANDING_IN))
                || (clause.isOneOf(i - 1, SignWords.THAT) && clause.isOneOf(i, STANDING_IN))
                || (clause.is(i, "of") && i > connector + 1)) {
            i++;
        }
        if (clause.is(i, "or")) {
            i++;
            while (clause.isOneOf(i, SignWords.SAME)) {
                i++;
            }
        }
        Amount time = Amounts.at(tokens, i);
        if (clause.is(connector, "over") && time != null && time.isTime()) {
            return null;
        }
        if (clause.isOneOf(i, SignWords.WHAT_WAS) && clause.is(i + 1, "before")) {
            i++;
        }
        if (clause.isOneOf(i, SignWords.BASELINES) && clause.is(i + 1, "of")) {
            return named(clause.isOneOf(i + 2, Lexicon.ARTICLES) ? i + 3 : i + 2);
        }
        if (clause.is(i, "before") && (i + 1 >= tokens.size() || !clause.is(i + 1, "and"))) {
            int to = i + 1;
            while (clause.isOneOf(to, SignWords.EVENT_BEFORE)) {
                to++;
            }
            return new Reference(Baseline.BEFORE, true, i, to);
        }
        boolean weak = clause.isOneOf(connector, SignWords.REFERRING_WEAKLY)
                && !(clause.is(connector, "as") && clause.is(connector - 2, "as"));
        boolean compared = clause.isOneOf(connector - 1, SignWords.COMPARED)
                && !(clause.is(connector - 1, "measured") && !clause.is(connector, "against"));
        boolean behindNumber = connector > 0 && isBehindComparison(connector);
        if (clause.is(i, "staging")
                && !clause.is(i + 1, "baseline")
                && (!weak || compared || behindNumber || clause.is(connector, "above") || clause.is(connector, "below"))
                && !clause.is(connector, "with")) {
            return new Reference(Baseline.STAGING, true, i, i + 1);
        }
        boolean beside = clause.is(connector, "above") || clause.is(connector, "below");
        if (weak && beside && clause.isOneOf(i, SignWords.FORMER) && Amounts.at(tokens, i + 1) == null) {
            Reference former = former(i);
            return former == null ? known(i, false) : former;
        }
        Lexicon.Match<SignWords.Move> moved = SignWords.MOVES.at(tokens, connector - 1);
        boolean changing = clause.is(connector, "from") && moved != null && moved.value() == SignWords.Move.CHANGE;
        if (weak
                && !clause.is(i, "what")
                && !compared
                && !behindNumber
                && !changing
                && !(clause.is(connector, "of") && isTolerance(connector))) {
            return null;
        }
        boolean share = clause.isOneOf(connector, SignWords.MULTIPLYING);
        boolean orMore =
                clause.isOneOf(connector - 1, SignWords.OR_MORE) || clause.isOneOf(connector - 1, SignWords.OR_LESS);
        if (clause.is(i, "what") && (behindNumber || than || orMore)) {
            return said(i);
        }
        if (share && isFigure(i)) {
            return named(i);
        }
        Reference averaged = share && behindNumber ? averaged(i) : null;
        if (averaged != null) {
            return averaged;
        }
        if (clause.is(connector, "of") && isTolerance(connector)) {
            Reference former = former(i);
            Reference apart = former == null ? named(i) : former;
            return apart == null && clause.isOneOf(i, Lexicon.FIGURES) ? averaged(i) : apart;
        }
        Reference former = former(i);
        if (former != null) {
            return former;
        }
        boolean differing = clause.is(connector, "from")
                && (behindNumber || changing)
                && Amounts.at(tokens, i) == null
                && !clause.is(i, "one")
                && hasChange(connector);
        if (compared || differing || isApart(connector, i)) {
            Reference named = named(i);
            if (named != null) {
                return named;
            }
        }
        if (clause.is(i, "control")) {
            return new Reference(new Baseline("control"), true, i, clause.is(i + 1, "group") ? i + 2 : i + 1);
        }
        boolean over = behindNumber
                && (clause.is(connector, "over")
                        || clause.is(connector, "above")
                        || clause.is(connector, "below")
                        || clause.is(connector, "under"));
        if (over && clause.isOneOf(i, Lexicon.FIGURES)) {
            return averaged(i);
        }
        boolean strong = (than && !clause.is(connector, "to"))
                || compared
                || clause.is(connector, "vs")
                || clause.is(connector, "vs.")
                || clause.is(connector, "versus");
        strong |= (behindNumber && clause.is(connector, "against"))
                || (clause.is(connector, "as") && !weak)
                || (share && behindNumber);
        strong |= over && isPossessive(i);
        boolean environments = !share && !clause.is(connector, "against");
        Reference known = strong && Amounts.at(tokens, i) == null ? known(i, environments) : null;
        return strong && known == null ? averaged(i) : known;
    }

    /** "differs by less than 0.1 % from the ledger". */
    private boolean hasChange(int to) {
        for (int i = 1; i < to; i++) {
            Lexicon.Match<SignWords.Move> move = SignWords.MOVES.at(tokens, i);
            if (move != null && move.value() == SignWords.Move.CHANGE) {
                return true;
            }
        }
        return false;
    }

    /** "in 99 % of checks": of what it is so, not with what it is compared. */
    private boolean isPartly(int of) {
        for (int i = Math.max(1, of - AMOUNT); i < of; i++) {
            Amount share = Amounts.at(tokens, i);
            if (share != null && share.isShare() && share.to() == of) {
                return clause.is(i - 1, "in") || clause.is(i - 1, "on") || clause.is(i - 1, "for");
            }
        }
        return false;
    }

    /** "the average of the previous eight weeks": a figure of what was. */
    private @Nullable Reference averaged(int from) {
        int of = from;
        while (clause.isOneOf(of, Lexicon.FIGURES)
                || clause.is(of, "of")
                || (clause.is(of, "from") && of > from)
                || clause.isOneOf(of, Lexicon.ARTICLES)) {
            of++;
        }
        int to = of;
        while (to < tokens.size() && to < of + LONGEST_NAME && (!roles.endsPhrase(to) || clause.is(to, "before"))) {
            to++;
        }
        boolean known = of > from
                && to > of
                && (clause.isOneOf(of, SignWords.FORMER)
                        || clause.hasName(of, to)
                        || clause.is(to - 1, "before")
                        || Amounts.at(tokens, of) != null);
        return known ? new Reference(new Baseline(clause.text(from, to)), true, from, to) : null;
    }

    /** "the old engine's": of something, what it is or was there. */
    private boolean isPossessive(int from) {
        int to = from;
        while (to < tokens.size() && to < from + LONGEST_NAME && !roles.endsPhrase(to)) {
            to++;
        }
        for (int i = from; i < to; i++) {
            if (tokens.get(i).key().endsWith("'s")) {
                return true;
            }
        }
        return false;
    }

    /** "last week's prod", "prod in the same hour": whatever is said of something that was or is running. */
    private @Nullable Reference known(int from, boolean environments) {
        int to = from;
        while (to < tokens.size() && to < from + LONGEST_NAME && !roles.endsPhrase(to)) {
            to++;
        }
        boolean running = false;
        for (int i = from; i < to; i++) {
            String key = tokens.get(i).key();
            boolean date = key.endsWith("'s") && TimeWords.DATES.contains(key.substring(0, key.length() - 2));
            running |= date
                    || (key.endsWith("'s") && i == to - 1)
                    || (environments && clause.isOneOf(i, PlaceWords.ENVIRONMENTS))
                    || clause.isOneOf(i, SignWords.FORMER)
                    || clause.isOneOf(i, SignWords.ARMS)
                    || (environments && clause.isOneOf(i, SignWords.OTHERS));
        }
        boolean dated = clause.hasOneOf(from, to, SignWords.FORMER) || isPossessive(from);
        boolean called = clause.hasOneOf(from, Math.min(tokens.size(), to + 1), SignWords.BASELINES);
        boolean ofSome = clause.isOneOf(from, Lexicon.FIGURES) && clause.is(from + 1, "of");
        return running && !called && !ofSome && (dated || !clause.hasOneOf(from, to, SignWords.HABITUAL))
                ? new Reference(of(clause.text(from, to)), true, from, to)
                : null;
    }

    /** "the previous release", "production", "last month". */
    private @Nullable Reference former(int from) {
        int i = from;
        while (clause.isOneOf(i, SignWords.FORMER)) {
            i++;
        }
        if (clause.isOneOf(i, SignWords.VERSIONS) && isVersion(i + 1)) {
            return new Reference(new Baseline(clause.text(from, i + 2)), true, from, i + 2);
        }
        if (i == from && isVersion(i) && isOnlyVersion(i)) {
            return new Reference(new Baseline(tokens.get(i).text()), true, i, i + 1);
        }
        if (clause.is(from, "same") && i < tokens.size()) {
            int to = i + 1;
            while (clause.isOneOf(to, SignWords.FORMER) || clause.isOneOf(to, Lexicon.ARTICLES)) {
                to++;
            }
            to = (clause.isOneOf(to, TimeWords.DATES) || clause.isOneOf(to, TimeWords.DAYS))
                            && clause.isOneOf(to - 1, SignWords.FORMER)
                    ? to + 1
                    : i + 1;
            return new Reference(new Baseline(clause.text(from, to)), true, from, to);
        }
        if (clause.isOneOf(i, SignWords.VERSIONS) && (i > from || clause.is(i, "production"))) {
            boolean stable = clause.hasOneOf(from, i, SignWords.STABLE);
            String name = clause.text(from, i + 1);
            return new Reference(stable ? new Baseline(name) : Baseline.BEFORE, true, from, i + 1);
        }
        if (clause.isOneOf(i, TimeWords.DATES) && clause.is(i + 1, "before")) {
            int to = i + 2;
            while (to < tokens.size() && to < i + LONGEST_NAME && !roles.endsPhrase(to)) {
                to++;
            }
            return new Reference(new Baseline(clause.text(from, to)), true, from, to);
        }
        return clause.is(i, "yesterday") || (i > from && clause.isOneOf(i, TimeWords.DATES))
                ? new Reference(new Baseline(clause.text(from, i + 1)), true, from, i + 1)
                : null;
    }

    /** v14, 8.2.0: no number looks so; 3.11 may be one, but for what it is compared by. */
    private boolean isOnlyVersion(int i) {
        String key = tokens.get(i).key();
        boolean points =
                key.indexOf('.') != key.lastIndexOf('.') && tokens.get(i).isWord();
        boolean versus = key.indexOf('.') > 0
                && (i + 1 == tokens.size() || roles.endsPhrase(i + 1))
                && (clause.is(i - 1, "versus")
                        || clause.is(i - 1, "vs")
                        || clause.is(i - 1, "against")
                        || clause.isOneOf(i - 2, SignWords.COMPARED));
        return key.startsWith("v") || points || versus;
    }

    /** 8.2, v3.1.0-rc2. */
    private boolean isVersion(int i) {
        if (i >= tokens.size() || tokens.get(i).isQuoted()) {
            return false;
        }
        String key = tokens.get(i).key();
        String number = key.startsWith("v") ? key.substring(1) : key;
        return !number.isEmpty() && Character.isDigit(number.charAt(0));
    }

    /** "1.5 % below the forecast": the amount is the distance, and no other follows. */
    private boolean isApart(int connector, int next) {
        Amount first = Amounts.at(tokens, next);
        return (clause.is(connector, "above")
                        || clause.is(connector, "below")
                        || clause.is(connector, "beneath")
                        || clause.is(connector, "than"))
                && isBehindAmount(clause.is(connector, "than") ? connector - 1 : connector)
                && (first == null || first.isTime());
    }

    private @Nullable Reference named(int from) {
        if (from >= tokens.size()
                || clause.isOneOf(from, SignWords.HABITUAL)
                || clause.isOneOf(from, Lexicon.NO_MEASURE)
                || roles.endsPhrase(from)) {
            return null;
        }
        int to = from;
        while (to < tokens.size() && to < from + LONGEST_NAME && (!roles.endsPhrase(to) || clause.is(to, "before"))) {
            to++;
        }
        String name = clause.text(from, to);
        boolean whose = name.endsWith("'s") || name.endsWith("’s");
        return new Reference(new Baseline(whose ? name.substring(0, name.length() - 2) : name), true, from, to);
    }

    /** "what was seen in the hour before the flip": a sentence of its own, to its end. */
    private Reference said(int from) {
        int to = from + 1;
        while (to < tokens.size() && tokens.get(to).kind() != Token.Kind.MARK && !roles.isUsed(to)) {
            to++;
        }
        Baseline of = clause.is(to - 1, "before") ? Baseline.BEFORE : new Baseline(clause.text(from, to));
        return new Reference(of, true, from, to);
    }

    /** "the October average", "the four-week mean": but not "the usual average". */
    private boolean isFigure(int from) {
        int to = from;
        while (to < tokens.size() && to < from + LONGEST_NAME && !roles.endsPhrase(to)) {
            to++;
        }
        return to > from + 1
                && clause.isOneOf(to - 1, Lexicon.FIGURES)
                && !clause.hasOneOf(from, to - 1, SignWords.HABITUAL);
    }

    /** "within 5 % of": the amount is a distance; a time is more likely counted from something. */
    private boolean isTolerance(int end) {
        for (int i = Math.max(1, end - AMOUNT); i < end; i++) {
            Amount amount = Amounts.at(tokens, i);
            boolean points = amount != null && amount.to() + 1 == end && clause.is(amount.to(), "points");
            if (amount != null
                    && (amount.to() == end || points)
                    && !amount.isTime()
                    && (clause.is(i - 1, "within") || tokens.get(i).is("±"))) {
                return true;
            }
        }
        return false;
    }

    /** Whether an amount ends right there. */
    private boolean isBehindAmount(int end) {
        for (int i = Math.max(0, end - AMOUNT); i < end; i++) {
            Amount amount = Amounts.at(tokens, i);
            if (amount != null && amount.to() == end) {
                return true;
            }
        }
        return false;
    }

    /** "5 % of", "2 times the", "10 % higher than". */
    private boolean isBehindComparison(int end) {
        for (int i = Math.max(0, end - AMOUNT); i < end; i++) {
            Amount amount = Amounts.at(tokens, i);
            boolean span = amount != null
                    && amount.isTime()
                    && (clause.is(i - 1, "for") || clause.is(i - 1, "over") || clause.is(i - 1, "during"));
            if (amount != null && !span && (amount.to() == end || amount.to() == end + 1)) {
                return true;
            }
        }
        return clause.isOneOf(end - 1, SignWords.HIGHER) || clause.isOneOf(end - 1, SignWords.LOWER);
    }

    /** The baseline that these words name. */
    static Baseline of(String written) {
        String name = written.strip();
        for (String article : List.of("the ", "our ", "a ")) {
            name = name.toLowerCase(Locale.ROOT).startsWith(article) ? name.substring(article.length()) : name;
        }
        List<String> words = Arrays.asList(name.toLowerCase(Locale.ROOT).split(" "));
        if (words.contains("staging")) {
            return Baseline.STAGING;
        }
        boolean former = SignWords.FORMER.contains(words.get(0))
                && !SignWords.STABLE.contains(name.toLowerCase(Locale.ROOT))
                && (words.size() == 1 || SignWords.VERSIONS.contains(words.get(1)));
        if (name.isEmpty() || words.contains("before") || words.contains("production") || former) {
            return Baseline.BEFORE;
        }
        return new Baseline(name.endsWith("'s") || name.endsWith("’s") ? name.substring(0, name.length() - 2) : name);
    }
}
