package dev.releasemanager.criteria;

import dev.releasemanager.criteria.Amounts.Amount;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds where a clause measures: the best of its prepositional phrases, addresses and environments. */
final class PlaceReader {
    /** An environment is a place whatever stands before it; a name is one rather than a word. */
    private static final int ENVIRONMENT_PHRASE = 6;

    private static final int NAMED_PHRASE = 5;
    private static final int PHRASE = 4;
    private static final int ENVIRONMENT = 3;
    private static final int ADDRESS = 2;
    private static final int COMPONENT = 1;
    private static final int NO_PLACE = 0;

    /** Tokens of a place that stands between commas. */
    private static final int LONGEST_PIECE = 4;

    /** A phrase that could be the place: its text begins behind preposition and articles. */
    private record Candidate(int rank, int from, int text, int to) {}

    private final Clause clause;
    private final List<Token> tokens;
    private final Roles roles;

    PlaceReader(Roles roles) {
        this.roles = roles;
        this.clause = roles.clause();
        this.tokens = clause.tokens();
    }

    /**
     * @param boundTo behind the bound: from there on phrases that follow each other are one place
     * @param spanned whether the time is known, so that "for" a component isn't needed as the place
     */
    Optional<PlacePart> find(int boundTo, boolean spanned) {
        Candidate best = null;
        int sum = 0;
        for (int i = 0; i < tokens.size() && i < boundTo; i++) {
            sum = clause.is(i, "minus") ? boundTo : sum;
        }
        for (int i = 0; i < tokens.size(); i++) {
            Candidate next = roles.isUsed(i) || i < sum ? null : at(i, boundTo);
            best = next != null && (best == null || isBetter(next, best, boundTo)) ? next : best;
        }
        for (int i = 1; i < tokens.size() && (best == null || best.rank() == NO_PLACE); i++) {
            if (clause.is(i - 1, "of") && clause.isPath(i)) {
                return Optional.of(new PlacePart(clause.text(i, i + 1), false));
            }
        }
        if (best == null || best.rank() == NO_PLACE || (clause.is(best.from(), "for") && spanned)) {
            return Optional.empty();
        }
        int start = start(best, boundTo);
        int known = start;
        while (known > 0
                && (clause.isOneOf(known - 1, PlaceWords.KNOWN) || (known < start && clause.is(known - 1, "as")))
                && !roles.isUsed(known - 1)) {
            known--;
        }
        int end = end(best, boundTo);
        while (end > best.text() + 1 && (clause.is(end - 1, "of") || clause.isOneOf(end - 1, Lexicon.ARTICLES))) {
            end--;
        }
        int text = behindArticles(start < best.from() ? start + 1 : best.text());
        text = clause.is(text, "of") ? behindArticles(text + 1) : text;
        while (text + 1 < end
                && (clause.is(text, "as")
                        || clause.isOneOf(text, PlaceWords.KNOWN)
                        || clause.isOneOf(text, PlaceWords.BY_SOURCE))) {
            text++;
        }
        roles.use(known, end);
        String where = clause.text(text, end);
        int stage = behindStage();
        if (stage > 0 && best.from() >= stage) {
            int from = stageAt();
            roles.use(from, stage);
            where += " " + clause.text(from, stage).toLowerCase(Locale.ROOT);
        }
        return Optional.of(new PlacePart(where, !isListAt(text, end)));
    }

    /** Behind "At 10 %," and "on 5 % rollout no …" at the beginning: the stage in which it is measured; zero if there is none. */
    private int behindStage() {
        int start = stageAt();
        Amount share = clause.is(start, "at") || clause.is(start, "on") ? Amounts.at(tokens, start + 1) : null;
        int to = share == null ? tokens.size() : share.to();
        while (to < tokens.size() && to < start + LONGEST_PIECE + 1 && !roles.endsPhrase(to)) {
            to++;
        }
        boolean stage = share != null && share.isShare() && !clause.is(share.to(), "of");
        return stage && to < tokens.size() && (roles.endsPhrase(to) || clause.is(to, "no")) ? to : 0;
    }

    /** The first token that plays no part yet. */
    private int stageAt() {
        int start = 0;
        while (start < tokens.size() && roles.isUsed(start)) {
            start++;
        }
        return clause.is(start, ",") ? start + 1 : start;
    }

    /** Of two of a kind the one behind the bound says where, the one ahead of it of what. */
    private static boolean isBetter(Candidate next, Candidate best, int boundTo) {
        boolean behind = best.from() < boundTo && next.from() >= boundTo && next.rank() <= NAMED_PHRASE;
        return next.rank() > best.rank() || (next.rank() == best.rank() && next.rank() >= PHRASE && behind);
    }

    /** Whether this could be looked for somewhere: "general" couldn't. */
    static boolean isPlace(String text) {
        Clause place = new Clause(text, Tokenizer.tokens(text));
        return place.size() > 0 && new PlaceReader(new Roles(place)).rank(-1, 0, place.size()) > NO_PLACE;
    }

    private @Nullable Candidate at(int i, int boundTo) {
        boolean amid = i >= boundTo
                && clause.is(i, "between")
                && Amounts.at(tokens, i + 1) == null
                && clause.hasOneOf(i, Math.min(tokens.size(), i + 7), Lexicon.AND);
        if (amid) {
            int end = i + 1;
            boolean joined = false;
            while (end < tokens.size() && (!roles.endsPhrase(end) || (clause.is(end, "and") && !joined))) {
                joined |= clause.is(end, "and");
                end++;
            }
            return joined ? new Candidate(COMPONENT, i, i, end) : null;
        }
        boolean script = clause.is(i, "by") && clause.is(i - 1, ",") && isNamedSort(i + 1);
        boolean source = i > 0
                && i + 1 < tokens.size()
                && (script || (clause.isOneOf(i, PlaceWords.BY_SOURCE) && clause.isName(behindArticles(i + 1))));
        if (clause.is(i, "according") && clause.is(i + 1, "to") && i >= boundTo) {
            int text = behindArticles(i + 2);
            int to = text;
            while (to < tokens.size() && !roles.endsPhrase(to)) {
                to++;
            }
            return new Candidate(to > text ? ADDRESS : NO_PLACE, i, text, to);
        }
        if (clause.isOneOf(i, PlaceWords.PLACING) || source) {
            int text = behindArticles(i + 1);
            text = clause.is(text, "of") && text > i + 1 ? behindArticles(text + 1) : text;
            boolean respect = (clause.isOneOf(i - 1, DIFFERING) && clause.is(i, "in"))
                    || (clause.is(i, "on")
                            && ((clause.isOneOf(i - 1, SPENT)
                                            && !clause.hasOneOf(
                                                    text, Math.min(tokens.size(), text + 3), CheckWords.ARTEFACTS))
                                    || (clause.is(i - 1, "time") && clause.is(i + 1, "task"))));
            boolean day = i + 1 == text
                    && (clause.isOneOf(text, TimeWords.DAYS) || isMonth(text))
                    && (text + 1 >= tokens.size() || roles.endsPhrase(text + 1));
            boolean state = day || (clause.isOneOf(text, STATES) && clause.is(i, "in") && i + 1 == text);
            if (respect
                    || state
                    || clause.is(i - 1, "according")
                    || isTime(text)
                    || isSome(text)
                    || isFigure(i, text)) {
                return null;
            }
            int to = text;
            while (to < tokens.size()
                    && (!roles.endsPhrase(to) || clause.is(to, "on-call"))
                    && (i == 0 || !isVerb(to, text))
                    && !isKnownAs(to)
                    && !isNextPhrase(to, text)) {
                to++;
            }
            to = behindNames(to);
            Amount share = Amounts.at(tokens, text);
            boolean partly = share != null
                    && share.isShare()
                    && to > text
                    && clause.is(share.to(), "of")
                    && (clause.is(i, "in") || clause.is(i, "on"));
            if (!partly && share != null && share.isShare() && clause.is(share.to(), "of")) {
                return null;
            }
            return new Candidate(partly ? COMPONENT : to > text ? rank(i, text, to) : NO_PLACE, i, text, to);
        }
        if (clause.is(i, "through") && i >= boundTo && clause.isOneOf(i + 1, Lexicon.ARTICLES)) {
            int to = behindArticles(i + 1);
            int text = to;
            while (to < tokens.size() && !roles.endsPhrase(to) && !isVerb(to, text)) {
                to++;
            }
            return to > text ? new Candidate(COMPONENT, i, text, to) : null;
        }
        if (clause.isPath(i) && !clause.is(i - 1, "of")) {
            return new Candidate(ADDRESS, i, i, i + 1);
        }
        if (i > boundTo - 1 ? clause.isOneOf(i - 1, Lexicon.PARTING) : clause.is(i - 1, ",") || isInListOfBrackets(i)) {
            int to = i;
            while (to < tokens.size() && !roles.endsPhrase(to) && !clause.isOneOf(to, Lexicon.PARTING)) {
                to++;
            }
            boolean piece = to == tokens.size()
                    || tokens.get(to).kind() == Token.Kind.MARK
                    || roles.isUsed(to)
                    || clause.isOneOf(to, Lexicon.PARTING);
            boolean numbered = to - i > 1 && tokens.get(to - 1).kind() == Token.Kind.NUMBER;
            boolean stage = i < boundTo && clause.hasOneOf(i, to, PlaceWords.ENVIRONMENTS);
            if (piece && !stage && to - i <= LONGEST_PIECE && (clause.hasName(i, to) || numbered)) {
                return new Candidate(ADDRESS, i, i, to);
            }
        }
        boolean noun =
                clause.isOneOf(i, PlaceWords.SELDOM_ENVIRONMENTS) && i + 1 < tokens.size() && !roles.endsPhrase(i + 1);
        boolean build = clause.isOneOf(i + 1, BUILDS)
                && i + 2 < tokens.size()
                && !roles.endsPhrase(i + 2)
                && Character.isDigit(tokens.get(i + 2).text().charAt(0));
        boolean alone = i >= boundTo
                && clause.isOneOf(i - 1, Lexicon.PARTING)
                && (i + 1 == tokens.size() || clause.isOneOf(i + 1, Lexicon.PARTING));
        return clause.isOneOf(i, PlaceWords.ENVIRONMENTS) && !noun
                ? new Candidate(alone ? ENVIRONMENT_PHRASE : ENVIRONMENT, i, i, build ? i + 3 : i + 1)
                : null;
    }

    /** "on log-1 and log-2", "on Android 13 and up". */
    private int behindNames(int from) {
        int to = from;
        while (clause.is(to, "and") && to + 1 < tokens.size() && !roles.isUsed(to) && !roles.endsPhrase(to + 1)) {
            boolean up = clause.isOneOf(to + 1, ONWARD);
            boolean both = clause.isName(to - 1) && clause.isName(to + 1);
            if (!up && !both) {
                return to;
            }
            to += 2;
        }
        return to;
    }

    private static final Set<String> ONWARD =
            Set.of("up", "above", "newer", "later", "higher", "older", "below", "upwards", "onwards");

    /** "(Moto G Power, release build)": under which conditions, one by one. */
    private boolean isInListOfBrackets(int i) {
        int to = i;
        while (clause.is(i - 1, "(") && to < tokens.size() && !clause.is(to, ")") && !clause.is(to, ",")) {
            to++;
        }
        return to > i && clause.is(to, ",");
    }

    private static final Set<String> BUILDS = Set.of("build", "version", "release");

    /** Ahead of that in which things do. */
    private static final Set<String> DIFFERING = Set.of(
            "differ", "differs", "agree", "agrees", "vary", "varies", "end", "ends", "result", "results", "resulting");

    /** Ahead of that on which they are spent. */
    private static final Set<String> SPENT = Set.of("spend", "spending", "spent", "money", "effort", "expenditure");

    private static final Set<String> STATES = Set.of("state", "status", "mode");

    /** ", by comparison script cmp_bal.py". */
    private boolean isNamedSort(int from) {
        int to = from;
        while (to < tokens.size() && !roles.endsPhrase(to)) {
            to++;
        }
        return clause.hasOneOf(from, to, CheckWords.ARTEFACTS) && clause.hasName(from, to);
    }

    /** Between two parts of a name. */
    private static final Set<String> CONNECTING =
            Set.of("or", "before", "after", "with", "per", "than", "as", "about", "by", "without");

    private boolean isMonth(int i) {
        return clause.isOneOf(i, TimeWords.MONTHS)
                && Character.isUpperCase(tokens.get(i).text().charAt(0));
    }

    /** "15 minutes after the deploy". */
    private boolean isMoment(int i) {
        Amount time = Amounts.at(tokens, i);
        return time != null && time.isTime() && (clause.is(time.to(), "after") || clause.is(time.to(), "before"));
    }

    /** "in staging the nightly load test": an article begins another. */
    private boolean isNextPhrase(int i, int from) {
        return i > from
                && clause.isOneOf(i, Lexicon.ARTICLES)
                && !clause.is(i - 1, "of")
                && !clause.isOneOf(i - 1, Lexicon.AND)
                && !clause.isOneOf(i - 1, CONNECTING);
    }

    /** "as shown by the tool": by what it is known, not where. */
    private boolean isKnownAs(int i) {
        return clause.is(i, "as") && clause.isOneOf(i + 1, PlaceWords.KNOWN);
    }

    /** "in namespace billing restarts more than once": what the place's thing does isn't part of its name. */
    private boolean isVerb(int i, int from) {
        if (i > from
                && clause.isOneOf(i, Lexicon.STANDING_TO)
                && i + 1 < tokens.size()
                && tokens.get(i + 1).kind() != Token.Kind.MARK) {
            return true;
        }
        if (i > from
                && clause.is(i + 1, "at")
                && i + 2 < tokens.size()
                && !roles.isWithinSign(i + 1)
                && roles.isWithinSign(i + 2)) {
            return true;
        }
        if (i > from && (isTransitive(i) || Verbs.isFinite(clause, i) || isParticiple(i))) {
            return true;
        }
        if (i <= from || i + 1 >= tokens.size() || !clause.isOneOf(i, Lexicon.DOING)) {
            return false;
        }
        if (clause.is(i + 1, "with") && i + 2 < tokens.size()) {
            return roles.isUsed(i + 2) || roles.isWithinSign(i + 2) || roles.isNegation(i + 2);
        }
        boolean counting = roles.isUsed(i + 1)
                || roles.isNegation(i + 1)
                || roles.isWithinSign(i + 1)
                || clause.is(i + 1, "a")
                || clause.is(i + 1, "an")
                || (clause.isOneOf(i + 1, PlaceWords.PLACING) && (roles.isWithinSign(i + 2) || isTime(i + 2)));
        return counting && tokens.get(i + 1).kind() != Token.Kind.MARK;
    }

    /** "in orders cleared by the new model": what was done with them; ahead of a noun it is part of the name. */
    private boolean isParticiple(int i) {
        String key = tokens.get(i).key();
        boolean last = i + 1 >= tokens.size() || roles.endsPhrase(i + 1) || clause.is(i + 1, "by");
        return last && tokens.get(i).isWord() && key.length() > 4 && key.endsWith("ed") && !key.endsWith("eed");
    }

    /** "leaves fewer than 3 records", "fall to 2 or fewer": what is counted is its object. */
    private boolean isTransitive(int i) {
        String key = tokens.get(i).key();
        if (clause.is(i + 1, "to") && SignWords.MOVES.at(tokens, i) != null) {
            return Amounts.at(tokens, i + 2) != null || roles.isWithinSign(i + 2);
        }
        boolean moving = key.endsWith("s") && SignWords.MOVES.at(tokens, i) != null && i + 1 < tokens.size();
        if (moving && roles.isWithinSign(i + 1) && tokens.get(i + 1).isWord()) {
            return true;
        }
        boolean base = (clause.isOneOf(i, Lexicon.LASTING) || clause.is(i, "use")) && i + 1 < tokens.size();
        if (base && (clause.isOneOf(i + 1, Lexicon.ARTICLES) || isGerund(i + 1))) {
            return true;
        }
        boolean third = tokens.get(i).isWord() && key.length() > 3 && key.endsWith("s") && !key.endsWith("ss");
        if (!third || !roles.isWithinSign(i + 1) || !tokens.get(i + 1).isWord() || roles.isNegation(i + 1)) {
            return false;
        }
        for (Roles.Sign sign : roles.signs()) {
            Amount amount = sign.from() == i + 1 ? roles.amountAfter(sign.to()) : null;
            if (amount != null) {
                return (amount.bare() && amount.to() < tokens.size() && !roles.endsPhrase(amount.to()))
                        || (amount.isShare() && clause.is(amount.to(), "of"));
            }
        }
        return false;
    }

    /** "for 95 % of frames". */
    private boolean isOfShare(int i) {
        Amount share = clause.isOneOf(i, PlaceWords.PLACING) ? Amounts.at(tokens, i + 1) : null;
        return share != null && share.isShare() && clause.is(share.to(), "of");
    }

    private boolean isGerund(int i) {
        return tokens.get(i).key().endsWith("ing") && !clause.isOneOf(i, TimeWords.SPANNING);
    }

    private int rank(int preposition, int from, int to) {
        if (clause.hasOneOf(from, to, PlaceWords.ENVIRONMENTS)) {
            return ENVIRONMENT_PHRASE;
        }
        int nowhere = from;
        while (nowhere < to && clause.isOneOf(nowhere, PlaceWords.NOWHERE)) {
            nowhere++;
        }
        if (nowhere == to) {
            return NO_PLACE;
        }
        if (clause.is(preposition, "on") && from == preposition + 1 && to == from + 1 && clause.is(from, "board")) {
            return NO_PLACE;
        }
        boolean name = clause.hasName(from, to);
        if (clause.isOneOf(preposition, PlaceWords.BY_SOURCE)) {
            return ADDRESS;
        }
        if (clause.isOneOf(preposition, PlaceWords.SELDOM_PLACING)) {
            return name ? ADDRESS : NO_PLACE;
        }
        if (clause.is(preposition, "for")) {
            return name ? PHRASE : COMPONENT;
        }
        return name ? NAMED_PHRASE : PHRASE;
    }

    private int behindArticles(int i) {
        int next = i;
        while (clause.isOneOf(next, Lexicon.ARTICLES)) {
            next++;
        }
        return next;
    }

    /** "in the checkout funnel on canary": what leads up to the place belongs to it. */
    private int start(Candidate best, int boundTo) {
        int start = best.from();
        while (start > boundTo
                && !roles.isUsed(start - 1)
                && !Verbs.isFinite(clause, start - 1)
                && tokens.get(start - 1).kind() != Token.Kind.MARK) {
            start--;
        }
        while (start < best.from()
                && (!clause.isOneOf(start, PlaceWords.PLACING)
                        || isTime(start + 1)
                        || isFigure(start, behindArticles(start + 1))
                        || isSome(start + 1)
                        || clause.isOneOf(start + 1, PlaceWords.NOWHERE))) {
            start++;
        }
        return start;
    }

    /** "at the 95th percentile", "at p99", "precision at 10", "in 99 % of checks". */
    private boolean isFigure(int preposition, int from) {
        int to = from;
        while (to < tokens.size() && !roles.endsPhrase(to)) {
            to++;
        }
        boolean quantile = to > from && to <= from + 2 && clause.isOneOf(to - 1, QUANTILES);
        boolean rank = clause.is(preposition, "at")
                && tokens.size() > from
                && (to == from + 1 || clause.isOneOf(from + 1, TimeWords.CLOCKS))
                && tokens.get(from).kind() == Token.Kind.NUMBER;
        Amount load = clause.is(preposition, "at") || clause.is(preposition, "under") ? Amounts.at(tokens, from) : null;
        boolean condition = load != null
                && !load.bare()
                && !load.factor()
                && !load.isShare()
                && !load.isTime()
                && !load.isProportion();
        return quantile || rank || condition;
    }

    static final Set<String> QUANTILES =
            Set.of("percentile", "quantile", "median", "p50", "p75", "p90", "p95", "p99", "p99.9", "p999");

    /** "in 5 or more days". */
    private boolean isSome(int i) {
        boolean some = Amounts.at(tokens, i) != null || clause.is(i, "once") || clause.is(i, "twice");
        return some && clause.is(i + 1, "or") && clause.isOneOf(i + 2, SignWords.OR_MORE);
    }

    private boolean isTime(int i) {
        Amount time = Amounts.at(tokens, i);
        return time != null && time.isTime();
    }

    /** "on canary for premium accounts": so does what follows it. */
    private int end(Candidate best, int boundTo) {
        int end = best.to();
        int comma = best.from() == 0 ? end : tokens.size();
        while (comma < tokens.size()
                && tokens.get(comma).kind() != Token.Kind.MARK
                && !roles.isUsed(comma)
                && clause.isOneOf(end, PlaceWords.PLACING)) {
            comma++;
        }
        if (clause.is(comma, ",")) {
            return comma;
        }
        while (best.from() >= boundTo
                && end < tokens.size()
                && !roles.isUsed(end)
                && !isOfShare(end)
                && !isMoment(end)
                && (tokens.get(end).kind() != Token.Kind.MARK || clause.is(end, "%"))
                && (end > best.to() || clause.isOneOf(end, PlaceWords.PLACING))) {
            end++;
        }
        return Math.max(end, behindList(end));
    }

    /** "in fr, de and es": behind the last of a list of single words; where it begins if there is none. */
    private int behindList(int from) {
        int to = from;
        while (clause.is(to, ",") && isItem(to + 1) && (clause.is(to + 2, ",") || clause.is(to + 2, "and"))) {
            to += 2;
        }
        return to > from && clause.is(to, "and") && isItem(to + 1) ? to + 2 : from;
    }

    private boolean isItem(int i) {
        return i < tokens.size() && !roles.endsPhrase(i) && tokens.get(i).isWord();
    }

    /** Whether it is a list that somebody keeps, and could be opened: a board, a milestone, something with a name. */
    private boolean isListAt(int from, int to) {
        return clause.hasName(from, to)
                || (clause.hasOneOf(from, to, CheckWords.ARTEFACTS) && !clause.hasOneOf(from, to, PlaceWords.LOGS))
                || clause.hasOneOf(from, to, PlaceWords.LISTS);
    }
}
