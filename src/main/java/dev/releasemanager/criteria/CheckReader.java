package dev.releasemanager.criteria;

import dev.releasemanager.criteria.CheckWords.Outcome;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds a check in a clause: something that has a name and can be run or looked at, and what it must answer. */
final class CheckReader {
    private final Clause clause;
    private final Naming names;
    private final Answers answers;

    CheckReader(Clause clause) {
        this.clause = clause;
        this.names = new Naming(clause);
        this.answers = new Answers(clause);
    }

    /** The first outcome that fits what it is said of; of a command line the last, for others may be part of it. */
    Criterion.@Nullable Check find() {
        Criterion.Check found = new StatementReader(clause).granted();
        if (found != null) {
            return found;
        }
        for (int i = behindCondition(); i < clause.size(); i++) {
            Lexicon.Match<Outcome> outcome = CheckWords.OUTCOME_PHRASES.at(clause.tokens(), i);
            if (outcome != null
                    && !isNoun(clause, i, outcome.length())
                    && (found == null || names.isCommandLine())
                    && isCheck(i, outcome)) {
                found = check(clause, i, outcome.length());
            }
        }
        return found == null ? new StatementReader(clause).find() : found;
    }

    /** "With the flag on for 10 % of merchants, …": what is under which condition is no check yet. */
    private int behindCondition() {
        int comma = 1;
        while (comma < clause.size() && !clause.is(comma, ",")) {
            comma++;
        }
        return clause.isOneOf(0, CONDITIONS) && comma < clause.size() ? comma + 1 : 1;
    }

    private static final Set<String> CONDITIONS = Set.of("with", "while", "during", "after", "before", "under");

    /** "the GL report GL-100", "user reports of double billing". */
    static boolean isNoun(Clause clause, int i, int length) {
        String key = clause.at(i).key();
        boolean either = length == 1 && (key.startsWith("report") || key.startsWith("flag") || key.startsWith("list"));
        if (length == 1 && clause.at(i - 1).key().endsWith("'s")) {
            return true;
        }
        boolean singular = key.equals("report") || key.equals("flag") || key.equals("list");
        return either
                && (clause.is(i + 1, "of")
                        || clause.is(i + 1, "for")
                        || clause.is(i + 1, "by")
                        || clause.is(i + 1, "per")
                        || (singular && clause.is(i + 1, "from"))
                        || (singular && i + 1 < clause.size() && clause.isName(i + 1)));
    }

    private boolean isCheck(int outcomeAt, Lexicon.Match<Outcome> outcome) {
        int after = outcomeAt + outcome.length();
        return switch (outcome.value()) {
            case RUN ->
                isRun(outcomeAt, after) || clause.isOneOf(outcomeAt, CheckWords.EXITING) || isResult(outcomeAt, after);
            case SHOW -> isShown(outcomeAt, after) || isResult(outcomeAt, after);
            case QUIET -> clause.hasOneOf(0, outcomeAt, CheckWords.ARTEFACTS) && clause.hasName(0, outcomeAt);
            case SETTLE -> names.isRequest(outcomeAt) || (names.isLookedAt(outcomeAt, false) && isNumbered(outcomeAt));
            case SWITCH -> clause.hasOneOf(0, outcomeAt, CheckWords.SWITCHES) && clause.hasName(0, outcomeAt);
            case EXIST ->
                isSeenInNamed(after)
                        || (clause.isOneOf(after, PlaceWords.PLACING)
                                && after + 1 < clause.size()
                                && clause.isPath(after + 1))
                        || (names.hasFullName(outcomeAt)
                                && (names.isAddress(outcomeAt)
                                        || names.isRequest(outcomeAt)
                                        || clause.hasOneOf(0, outcomeAt, CheckWords.ARTEFACTS)));
        };
    }

    /** "are present in the folder on Perforce": in a place of a name, though no environment. */
    private boolean isSeenInNamed(int after) {
        for (int i = after; i + 1 < clause.size() && clause.isOneOf(after, PlaceWords.PLACING); i++) {
            int name = clause.isOneOf(i + 1, Lexicon.ARTICLES) ? i + 2 : i + 1;
            if (clause.isOneOf(i, PlaceWords.PLACING)
                    && name < clause.size()
                    && name > after + 2
                    && clause.isName(name)
                    && !clause.isAbbreviation(name)
                    && !clause.isOneOf(name, PlaceWords.ENVIRONMENTS)) {
                return true;
            }
        }
        return false;
    }

    /** "review for build 8841": there is one of it. */
    private boolean isNumbered(int to) {
        for (int i = 1; i < to; i++) {
            if (clause.at(i).isQuoted() || clause.at(i).text().chars().anyMatch(Character::isDigit)) {
                return true;
            }
        }
        return false;
    }

    private boolean isShown(int outcomeAt, int after) {
        boolean runnable = names.isRunnable(outcomeAt);
        boolean printed = clause.at(0).isQuoted() && runnable && outcomeAt == 1 && after < clause.size();
        return printed
                || ((runnable || names.isLookedAt(outcomeAt, true)) && answers.isConcrete(after))
                || (runnable && answers.hasState(after));
    }

    private boolean isRun(int to, int after) {
        if (names.isRunnable(to) || names.isLookedAt(to, false) || names.isSeenIn(after)) {
            return true;
        }
        boolean revision = names.isOfRevision(after);
        boolean tool = clause.hasOneOf(0, clause.size(), CheckWords.TOOLS) || names.isSeenInName(after);
        boolean sort = clause.hasOneOf(0, to, CheckWords.TEST_SORTS);
        return (tool && (sort || revision)) || (revision && clause.hasOneOf(0, to, CheckWords.RUNS_OF_CI));
    }

    /**
     * Whether something that could be asked again answers something exact: a number, a code, something quoted; or that there
     * is none of what systems count, if it is also said of what.
     */
    private boolean isResult(int outcomeAt, int after) {
        if (clause.hasName(0, outcomeAt) && (answers.isExact(after) || answers.hasQuoted(after))) {
            return true;
        }
        if (!names.isSource(outcomeAt)
                && !(names.hasFullName(outcomeAt)
                        && answers.isNoneOfCountable(after)
                        && clause.hasName(after, clause.size()))) {
            return outcomeAt == 1 && answers.isCounted(after);
        }
        boolean ofWhat = clause.hasOneOf(0, outcomeAt, CheckWords.TOOLS)
                || clause.hasName(after, clause.size())
                || names.isInEnvironment();
        return answers.isCounted(after)
                || answers.isCounted(after - 1)
                || answers.isExact(after)
                || (ofWhat && answers.isNoneOfCountable(after));
    }

    /** "is marked 'Signed' by the privacy officer": but not "shows no login by root", "finished by 04:30". */
    private static boolean isSaidBy(Clause clause, int by) {
        int last = clause.isOneOf(by - 1, PARTICLES) && by > 1 ? by - 2 : by - 1;
        boolean done = !clause.is(last - 1, "as")
                && (clause.at(last).isQuoted()
                        || clause.at(last).key().endsWith("ed")
                        || clause.isOneOf(last, DONE)
                        || clause.isOneOf(last, CheckWords.CLOSED));
        boolean tool = clause.isOneOf(by + 1, CheckWords.TOOLS);
        boolean result = clause.hasOneOf(by, clause.size(), CheckWords.RESULTS);
        boolean amount = SignWords.SIGNS.at(clause.tokens(), by + 1) != null;
        return tool || (done && !amount && !result && !new Answers(clause).isDeadline(by));
    }

    private static final Set<String> DONE =
            Set.of("given", "written", "shown", "sent", "held", "run", "made", "taken", "seen");

    private static final Set<String> PARTICLES = Set.of("off", "through", "over", "out", "up");

    /** Where "by" stands ahead of who says so, within an outcome; its end if nowhere. */
    private static int agent(Clause clause, int outcomeAt, int end) {
        for (int i = outcomeAt + 1; i + 1 < end; i++) {
            boolean person = isPerson(clause, i + 1) || isPerson(clause, i + 2);
            if (clause.is(i, "by")
                    && (isSaidBy(clause, i)
                            || (person && clause.at(outcomeAt).key().endsWith("ed")))
                    && clause.at(i + 1).kind() != Token.Kind.NUMBER) {
                return i;
            }
        }
        return end;
    }

    /** A name as people have them. */
    private static boolean isPerson(Clause clause, int i) {
        return i < clause.size()
                && clause.at(i).isWord()
                && clause.isName(i)
                && clause.at(i).text().chars().allMatch(c -> Character.isLetter(c) || c == '.' || c == '-')
                && !clause.isAbbreviation(i)
                && !clause.isOneOf(i, TimeWords.DAYS)
                && !clause.isOneOf(i, TimeWords.MONTHS);
    }

    /** "by Frau Neumann in ticket SEPA-881": where and when are no part of who. */
    private static int behindAgent(Clause clause, int from) {
        int to = from;
        while (to < clause.size()
                && !clause.isOneOf(to, PlaceWords.PLACING)
                && !clause.isOneOf(to, TimeWords.SPANNING)
                && !clause.isOneOf(to, Lexicon.AND)
                && !clause.is(to, "with")
                && !clause.is(to, "via")
                && clause.at(to).kind() != Token.Kind.MARK) {
            to++;
        }
        int close = to;
        while (clause.is(to, "(") && close < clause.size() && !clause.is(close, ")")) {
            close++;
        }
        if (clause.is(close, ")")) {
            return close + 1;
        }
        return Math.max(to, from + 1);
    }

    /** Cut at the outcome: ahead of it what is looked at and who says so, behind it for what. */
    static Criterion.Check check(Clause clause, int outcomeAt, int length) {
        int from = 0;
        while (from < outcomeAt - 1 && clause.isOneOf(from, CheckWords.CHECK_OPENINGS)) {
            from++;
        }
        int to = outcomeAt;
        while (to > from + 1
                && (clause.isOneOf(to - 1, CheckWords.BEFORE_OUTCOME) || clause.isOneOf(to - 1, CheckWords.SETTING))) {
            to--;
        }
        if (to == outcomeAt && to - from > 1 && clause.isOneOf(to - 1, CheckWords.TELLS)) {
            to--;
        }
        if (to > from + 1 && clause.isOneOf(to - 1, PlaceWords.PLACING)) {
            to--;
        }
        int first = to - 1;
        while (clause.is(to - 1, "and") && first > from && !clause.isOneOf(first, CheckWords.PREDICATING)) {
            first--;
        }
        if (first > from && clause.is(to - 1, "and")) {
            to = first;
        } else if (to > from + 2
                && clause.is(to - 1, "and")
                && clause.at(to - 2).key().endsWith("ed")) {
            to -= 2;
            while (to > from + 1 && clause.isOneOf(to - 1, CheckWords.BEFORE_OUTCOME)) {
                to--;
            }
        }
        int verb = to < outcomeAt ? to : outcomeAt;
        Optional<String> by = Optional.empty();
        if (to - from > 2 && clause.is(to - 2, "by")) {
            by = Optional.of(clause.at(to - 1).text());
            to -= 2;
        }
        int end = Math.min(clause.size(), outcomeAt + length);
        int agent = by.isEmpty() ? agent(clause, outcomeAt, clause.size()) : clause.size();
        boolean told = agent < end;
        end = Math.min(end, agent);
        while (!told
                && end < agent
                && (!clause.isOneOf(end, CheckWords.AFTER_OUTCOME)
                        || (clause.is(end, "in") && clause.hasOneOf(end + 1, end + 4, CheckWords.STATES))
                        || (clause.is(end, "by") && !isSaidBy(clause, end))
                        || clause.isOneOf(end + 1, PlaceWords.NOWHERE)
                        || (clause.isOneOf(end + 1, Lexicon.ARTICLES)
                                && clause.isOneOf(end + 2, PlaceWords.NOWHERE)))) {
            end++;
        }
        int scope = end;
        while (by.isEmpty() && clause.isOneOf(scope, CheckWords.BY) && clause.isOneOf(scope + 1, CheckWords.TOOLS)) {
            by = Optional.of(clause.at(scope + 1).text());
            scope += 2;
        }
        if (by.isEmpty()
                && clause.is(scope, "by")
                && scope + 1 < clause.size()
                && (scope == agent || isSaidBy(clause, scope))) {
            int person = behindAgent(clause, scope + 1);
            by = Optional.of(clause.text(scope + 1, person));
            scope = person;
        }
        if (clause.is(scope, ",")) {
            scope++;
        }
        if (scope + 1 < clause.size() && clause.isOneOf(scope, CheckWords.BEFORE_SCOPE)) {
            scope++;
        }
        String what = to - from == 1 ? clause.at(from).text() : clause.text(from, to);
        return new Criterion.Check(
                what,
                by,
                clause.text(verb, end),
                Optional.of(clause.text(scope, clause.size())).filter(text -> !text.isEmpty()));
    }
}
