package dev.releasemanager.criteria;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a check by its build alone, whatever its words: a thing of a name of its own, and behind it what is said of it. What
 * somebody merely does with a thing, or finds of it, proves nothing and is none.
 */
final class OutcomeReader {
    /** They tie a predicate to its thing. */
    private static final Set<String> BEING =
            Set.of("is", "are", "was", "were", "be", "been", "being", "has", "have", "had");

    private static final Set<String> AHEAD_OF_BEING = Set.of(
            "must", "shall", "should", "will", "has", "have", "had", "not", "can", "cannot", "to", "both", "all",
            "still");

    /** What is done with a thing without anything coming of it. */
    private static final Set<String> BUSYING = Set.of(
            "checked",
            "executed",
            "run",
            "ran",
            "looked",
            "seen",
            "viewed",
            "discussed",
            "reviewed",
            "tracked",
            "tested",
            "monitored",
            "watched",
            "verified",
            "tidied",
            "considered",
            "examined",
            "inspected",
            "observed",
            "analysed",
            "analyzed",
            "investigated",
            "exercised",
            "tried",
            "done",
            "performed",
            "conducted",
            "evaluated",
            "assessed",
            "validated",
            "prepared",
            "planned",
            "used",
            "covered",
            "handled",
            "managed",
            "supported",
            "improved",
            "needed",
            "expected",
            "required",
            "informed",
            "aligned",
            "involved",
            "trained",
            "briefed",
            "cleaned",
            "kept",
            "held",
            "based",
            "called",
            "named",
            "integrated",
            "documented",
            "updated",
            "known",
            "understood",
            "optimised",
            "optimized",
            "stabilised",
            "polished",
            "started",
            "continued",
            "gone",
            "been",
            "made",
            "sorted",
            "addressed",
            "dealt",
            "thought",
            "walked",
            "talked",
            "met",
            "spent",
            "worked",
            "satisfied",
            "concerned",
            "convinced",
            "interested",
            "agreed",
            "felt",
            "liked",
            "set",
            "written",
            "adjusted",
            "tuned",
            "explored",
            "demoed",
            "played",
            "drained",
            "filled",
            "configured",
            "enabled");

    private static final Set<String> IRREGULAR = Set.of(
            "sent",
            "shut",
            "read",
            "found",
            "left",
            "lost",
            "paid",
            "sold",
            "bound",
            "built",
            "drawn",
            "frozen",
            "given",
            "shown",
            "signed",
            "thrown",
            "taken",
            "put",
            "cut",
            "hidden",
            "open",
            "closed",
            "empty",
            "identical",
            "equal",
            "absent",
            "present",
            "valid",
            "listed",
            "zero");

    /** Of one thing something may be said that way by nobody but a person who finds so. */
    static final Set<String> LOOSE = Set.of(
            "ok",
            "okay",
            "ready",
            "good",
            "fine",
            "fast",
            "slow",
            "healthy",
            "well",
            "high",
            "low",
            "better",
            "worse",
            "enough",
            "properly",
            "correctly",
            "nicely",
            "smoothly",
            "mostly",
            "quickly",
            "adequately",
            "sufficiently",
            "improvement",
            "trouble",
            "troubles",
            "problem",
            "problems",
            "issue",
            "issues",
            "concern",
            "concerns",
            "surprise",
            "surprises",
            "normal",
            "usual",
            "weird",
            "odd",
            "strange",
            "some",
            "many",
            "few",
            "several",
            "most",
            "lot",
            "lots",
            "people",
            "promising",
            "reasonable",
            "sane",
            "green-ish",
            "soon",
            "recently",
            "lately",
            "regularly",
            "often",
            "rarely",
            "sometimes",
            "thoroughly",
            "carefully",
            "appropriate",
            "appropriately",
            "accordingly",
            "comfortable",
            "happy",
            "quality",
            "feedback",
            "potential",
            "value",
            "insight",
            "insights",
            "impression",
            "everything",
            "anything",
            "something",
            "things",
            "stuff",
            "affected",
            "endangered",
            "impacted",
            "harmed",
            "disrupted",
            "degraded",
            "threatened");

    /** A state that somebody gave it in a system where that is kept. */
    private static final Set<String> SETTLED = Set.of("marked", "signed", "closed", "ticked", "recorded", "archived");

    static final Set<String> COPING = Set.of(
            "handles",
            "manages",
            "supports",
            "works",
            "copes",
            "performs",
            "behaves",
            "runs",
            "improves",
            "meets",
            "looks",
            "seems",
            "needs",
            "wants",
            "feels",
            "watches",
            "knows",
            "uses");

    /** Whether the verb there says that somebody was at it, or that it can do something, but not what came of it. */
    static boolean isBusy(Clause clause, int verb) {
        int said = verb;
        while (clause.isOneOf(said, BEING) || clause.isOneOf(said, AHEAD_OF_BEING)) {
            said++;
        }
        return clause.isOneOf(said, BUSYING) || clause.isOneOf(said, COPING) || clause.isOneOf(verb, ENABLING);
    }

    private static final Set<String> ENABLING = Set.of("can", "could", "may", "ran", "took", "lasted");

    private final Clause clause;
    private final Naming names;
    private final Answers answers;

    OutcomeReader(Clause clause) {
        this.clause = clause;
        this.names = new Naming(clause);
        this.answers = new Answers(clause);
    }

    Criterion.@Nullable Check find() {
        if (clause.hasOneOf(0, clause.size(), LOOSE) || hasExpectation()) {
            return null;
        }
        Criterion.Check runs = runs();
        if (runs != null) {
            return runs;
        }
        for (int i = 1; i + 1 < clause.size(); i++) {
            int said = predicate(i);
            if (said > 0
                    && (isOwn(0, i)
                            || names.isRunnable(i)
                            || isOfSystem(i)
                            || isExact(i)
                            || isTally(i)
                            || isTally(said - 1)
                            || isSeenBehind(i))) {
                return CheckReader.check(clause, i, clause.size() - i);
            }
        }
        return null;
    }

    /** "matches expectations", which are in somebody's head; but not "Great Expectations". */
    private boolean hasExpectation() {
        for (int i = 0; i < clause.size(); i++) {
            if (clause.isOneOf(i, SignWords.EXPECTED)
                    && Character.isLowerCase(clause.at(i).text().charAt(0))) {
                return true;
            }
        }
        return false;
    }

    /** "3 consecutive green runs of workflow X on main". */
    private Criterion.@Nullable Check runs() {
        if (!answers.isCounted(0)) {
            return null;
        }
        boolean well = false;
        for (int i = 1; i + 1 < Math.min(clause.size(), 6); i++) {
            well |= clause.isOneOf(i, Lexicon.SUCCEEDING) || clause.is(i, "green") || clause.is(i, "clean");
            if (well
                    && (clause.is(i, "of") || clause.is(i, "for") || clause.is(i, "in"))
                    && isOwn(i + 1, clause.size())) {
                return new Criterion.Check(
                        clause.text(i + 1, clause.size()),
                        java.util.Optional.empty(),
                        clause.text(0, i),
                        java.util.Optional.empty());
            }
        }
        return null;
    }

    /** Where what is said begins, if the verb of the sentence stands there; zero if not. */
    private int predicate(int i) {
        if (!clause.at(i).isWord()
                || clause.isOneOf(i - 1, PlaceWords.PLACING)
                || clause.isOneOf(i - 1, Lexicon.ARTICLES)) {
            return 0;
        }
        if (clause.isOneOf(i - 1, BEING)) {
            return 0;
        }
        if (clause.isOneOf(i, BEING)) {
            int said = i;
            while (clause.isOneOf(said, BEING) || clause.isOneOf(said, AHEAD_OF_BEING)) {
                said++;
            }
            return isSaid(said) ? said : 0;
        }
        String key = clause.at(i).key();
        boolean past = key.length() > 4 && key.endsWith("ed") && (!BUSYING.contains(key) || isByPerson(i + 1));
        boolean verb = !clause.is(i - 1, "and")
                && key.length() > 3
                && key.endsWith("s")
                && !key.endsWith("ss")
                && !clause.isName(i)
                && (answers.isCounted(i + 1)
                        || clause.at(i + 1).isQuoted()
                        || answers.isExact(i + 1)
                        || clause.isOneOf(i + 1, Lexicon.ARTICLES)
                        || clause.is(i + 1, "with")
                        || clause.is(i + 1, "no")
                        || clause.is(i + 1, "only")
                        || clause.isPath(i + 1));
        boolean ends = i + 1 == clause.size()
                || clause.isOneOf(i + 1, PlaceWords.PLACING)
                || clause.is(i + 1, "by")
                || clause.is(i + 1, "with")
                || clause.isOneOf(i + 1, Lexicon.ARTICLES)
                || answers.isCounted(i + 1);
        Lexicon.Match<CheckWords.Outcome> known = CheckWords.OUTCOME_PHRASES.at(clause.tokens(), i);
        boolean run = known != null && known.value() == CheckWords.Outcome.RUN && key.endsWith("s");
        boolean same = SAME.contains(key);
        return (verb && !COPING.contains(key)) || run || same || (past && ends) ? i : 0;
    }

    /** "reviewed by SRE lead Ana Vega": who stands for it. */
    private boolean isByPerson(int by) {
        for (int i = by + 1; clause.is(by, "by") && i + 1 < Math.min(clause.size(), by + 5); i++) {
            if (isCalled(i) && isCalled(i + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean isCalled(int i) {
        String text = clause.at(i).text();
        return clause.at(i).isWord()
                && Character.isUpperCase(text.charAt(0))
                && text.length() > 2
                && text.chars().skip(1).allMatch(c -> Character.isLowerCase(c) || c == '-' || c == '\'');
    }

    private boolean isSaid(int i) {
        if (i >= clause.size()) {
            return false;
        }
        boolean same = clause.is(i, "the") && clause.is(i + 1, "same");
        if (same || (clause.at(i).key().endsWith("ed") && isByPerson(i + 1))) {
            return true;
        }
        String key = clause.at(i).key();
        return clause.at(i).isQuoted()
                || answers.isCounted(i)
                || answers.isExact(i)
                || (key.length() > 4 && key.endsWith("ed") && !BUSYING.contains(key))
                || IRREGULAR.contains(key)
                || key.endsWith("-identical");
    }

    /** "… in Zendesk", "… by Marta Kowalska", "… the weekly Ghost Inspector test": somewhere it can be looked at. */
    private boolean isOfSystem(int verb) {
        boolean number = clause.hasOneOf(verb, Math.min(clause.size(), verb + 4), SETTLED)
                || (clause.hasOneOf(0, clause.size(), CheckWords.QUANTIFYING) && !clause.isOneOf(verb, BEING));
        for (int i = 0; i < clause.size(); i++) {
            number |= answers.isCounted(i) && clause.at(i).text().length() <= 4;
        }
        for (int i = 1; i + 1 < clause.size(); i++) {
            boolean at = number && (clause.isOneOf(i, PlaceWords.PLACING) || clause.is(i, "by"));
            for (int k = i + 1;
                    at && k < Math.min(clause.size(), i + 4) && !clause.isOneOf(k, PlaceWords.PLACING);
                    k++) {
                if (isSystem(k)) {
                    return true;
                }
            }
            boolean status =
                    clause.isOneOf(i - 1, CheckWords.TELLS) && isStatus(i) && clause.isOneOf(i + 1, PlaceWords.PLACING);
            if (status || (i > verb && isSystem(i) && clause.isOneOf(i + 1, CheckWords.ARTEFACTS))) {
                return true;
            }
        }
        return false;
    }

    /** "matches the old ledger to the cent", "equals the golden file byte for byte". */
    private boolean isExact(int verb) {
        boolean same = clause.isOneOf(verb, SAME);
        for (int i = verb + 2; same && i + 2 < clause.size(); i++) {
            boolean each = clause.is(i, "to") && clause.is(i + 1, "the");
            if (each
                    || (clause.is(i + 1, "for")
                            && clause.at(i).key().equals(clause.at(i + 2).key()))) {
                return true;
            }
        }
        return false;
    }

    /** "… are identical to the old ones in job pdf-diff": it is said by what. */
    private boolean isSeenBehind(int verb) {
        for (int i = verb + 1; i + 1 < clause.size(); i++) {
            if (clause.is(i, "at") && clause.isPath(i + 1)) {
                return true;
            }
            boolean in = clause.is(i, "in") || clause.is(i, "by");
            if (in
                    && clause.isOneOf(i + 1, CheckWords.ARTEFACTS)
                    && new Naming(clause.part(i + 1, clause.size())).isNamed()) {
                return true;
            }
        }
        return false;
    }

    /** "Row counts of orders match between the old and the new cluster": figures, and where both stand. */
    private boolean isTally(int verb) {
        int same = clause.is(verb + 1, "the") ? verb + 2 : verb + 1;
        if (clause.is(same, "same") && (clause.is(same + 1, "number") || clause.isOneOf(same + 1, TALLIES))) {
            return clause.hasOneOf(same + 2, clause.size(), Lexicon.AND);
        }
        boolean figures = clause.hasOneOf(0, verb, TALLIES) && clause.isOneOf(verb, SAME);
        boolean both = clause.is(verb + 1, "between") || clause.isOneOf(verb + 1, PlaceWords.PLACING);
        return figures && both && clause.hasOneOf(verb + 2, clause.size(), Lexicon.AND);
    }

    private static final Set<String> TALLIES = Lexicon.withPlurals("count total checksum sum balance hash digest");

    private static final Set<String> SAME =
            Set.of("matches", "match", "equals", "equal", "agrees", "agree", "ties", "tie", "reconciles", "reconcile");

    /** A name of more than a sort of thing, a day or a version. */
    private boolean isSystem(int i) {
        return clause.isName(i)
                && Character.isLetter(clause.at(i).text().charAt(0))
                && clause.at(i).text().chars().noneMatch(Character::isDigit)
                && !clause.isAbbreviation(i)
                && !clause.isOneOf(i, TimeWords.DAYS)
                && !clause.isOneOf(i, TimeWords.MONTHS)
                && !clause.isOneOf(i, PlaceWords.ENVIRONMENTS);
    }

    /** 200, 404. */
    private boolean isStatus(int i) {
        String text = clause.at(i).text();
        return text.length() == 3 && text.chars().allMatch(Character::isDigit);
    }

    /** Whether one thing is named there: quoted, by a number or a key, or by what sort of thing it is and its name. */
    private boolean isOwn(int from, int to) {
        for (int i = from; i < to; i++) {
            boolean tool = clause.isOneOf(i, CheckWords.TOOLS);
            if (clause.at(i).isQuoted()
                    || clause.isTicket(i)
                    || clause.isIdentifier(i)
                    || clause.isPath(i)
                    || (i > 0
                            && (clause.is(i - 1, "for")
                                    || clause.is(i - 1, "of")
                                    || clause.isOneOf(i - 1, CheckWords.ARTEFACTS))
                            && clause.isName(i)
                            && clause.at(i).text().indexOf('-') > 0)
                    || (clause.at(i).kind() == Token.Kind.NUMBER && clause.isOneOf(i - 1, CheckWords.ARTEFACTS))
                    || (!tool
                            && clause.isName(i)
                            && !clause.isAbbreviation(i)
                            && clause.hasOneOf(from, to, CheckWords.ARTEFACTS))
                    || (tool && clause.hasOneOf(from, to, CheckWords.ARTEFACTS) && to - from > 3)) {
                return true;
            }
        }
        return false;
    }
}
