package dev.releasemanager.criteria;

import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds a check in a claim of whatever words: something is said of something, nobody's opinion is in it, and it says closely
 * enough of what, where and when that two people would look at the same thing. What is refused lacks one of these three.
 */
final class ClaimReader {
    private static final Set<String> MODALS = Lexicon.words("must shall should will may do does did can cannot");

    /** Of what somebody is to do or did, nothing is said. */
    private static final Set<String> IMPERATIVES =
            Lexicon.words("run ran restart compare monitor test tested not never");

    /** Who does something; what comes of it isn't said yet. */
    private static final Set<String> PEOPLE =
            Lexicon.words("we i you they people everybody everyone nobody somebody someone");

    /** Tokens of a short noun phrase. */
    private static final int NEAR = 4;

    /** Forms that no rule gives; of some the participle is the same. */
    private static final Set<String> PAST = Lexicon.words(
            "ran took caught brought held stood left rang sank shrank grew drew chose hung stuck came went rose fell made sent kept met gave");

    private static final Set<String> BEHIND_VERB = Lexicon.words("and as only all both same no not successfully again");

    private final Clause clause;

    ClaimReader(Clause clause) {
        this.clause = clause;
    }

    Criterion.@Nullable Check find() {
        int said = clause.size() == 0 || SignWords.SIGNS.at(clause.tokens(), 0) != null ? clause.size() : predicate();
        if (said == clause.size()) {
            return null;
        }
        if (isBehindName(said) && new Naming(clause).isRunnable(said)) {
            return Opinions.isIn(clause) ? null : CheckReader.check(clause, said, 1);
        }
        boolean none = clause.is(0, "no") && clause.hasOneOf(1, Math.min(clause.size(), NEAR), Lexicon.UNCOUNTABLE);
        if (none || isOfPeople() || clause.isOneOf(0, IMPERATIVES) || Opinions.isVoiced(clause)) {
            return null;
        }
        Particulars particulars = new Particulars(clause);
        boolean onOne = particulars.isUnique(said + 1) || particulars.isUnique(said + 2);
        boolean busy = (OutcomeReader.isBusy(clause, said) && !onOne) || isOver(said);
        int enough = busy ? Particulars.ENOUGH + 1 : Particulars.ENOUGH;
        return particulars.pinDown(said, enough) ? CheckReader.check(clause, said, 1) : null;
    }

    /** Where something begins to be said: at a verb by its form, by its place, or at a comparison; behind the last if nowhere. */
    private int predicate() {
        return IntStream.range(1, clause.size())
                .filter(this::isPredicate)
                .findFirst()
                .orElseGet(() -> IntStream.range(1, clause.size())
                        .filter(this::isAheadOfPhrase)
                        .findFirst()
                        .orElseGet(() -> IntStream.range(1, clause.size())
                                .filter(i -> SignWords.SIGNS.at(clause.tokens(), i) != null)
                                .findFirst()
                                .orElse(clause.size())));
    }

    /** "lands before 06:30": it could be a noun as well. */
    private boolean isAheadOfPhrase(int i) {
        return isThird(i)
                && i + 1 < clause.size()
                && !clause.is(0, "no")
                && clause.isOneOf(i + 1, Particulars.BEGINNING)
                && !clause.is(i + 1, "of")
                && !clause.is(i + 1, "per")
                && !clause.is(i + 1, "than");
    }

    /** Who does something, also as in "we've". */
    private boolean isOfPeople() {
        return clause.tokens().stream()
                .anyMatch(token -> token.isWord() && PEOPLE.contains(token.key().split("'", 2)[0]));
    }

    /** "was finished in March", but not "finished without errors": it came to an end, and to nothing else. */
    private boolean isOver(int verb) {
        boolean ended = clause.hasOneOf(verb, Math.min(clause.size(), verb + 3), ENDED);
        return ended && !clause.hasOneOf(verb, clause.size(), RESULTING);
    }

    private static final Set<String> ENDED =
            Lexicon.words("finished completed done ended finishes completes ends complete");

    private static final Set<String> RESULTING = Lexicon.words("without no zero 0 status with within under below by");

    private boolean isPredicate(int i) {
        if (!clause.at(i).isWord()
                || clause.isOneOf(i - 1, Lexicon.ARTICLES)
                || clause.isOneOf(i - 1, PlaceWords.PLACING)) {
            return false;
        }
        return clause.isOneOf(i, CheckWords.PREDICATING)
                || (clause.isOneOf(i, MODALS)
                        && Character.isLowerCase(clause.at(i).text().charAt(0)))
                || clause.isOneOf(i, OutcomeReader.COPING)
                || clause.isOneOf(i, PAST)
                || clause.at(i).key().endsWith("n't")
                || isParticiple(i)
                || isBehindName(i)
                || isThirdPerson(i)
                || Verbs.isFinite(clause, i)
                || (CheckWords.OUTCOME_PHRASES.at(clause.tokens(), i) != null && !CheckReader.isNoun(clause, i, 1));
    }

    private boolean isParticiple(int i) {
        String key = clause.at(i).key();
        return key.length() > 4 && key.endsWith("ed") && !key.endsWith("eed") && endsPhrase(i + 1);
    }

    /** "alert 'HighMemory' silent in prod", "tests `can-i-deploy` say yes": what follows a quoted name is said of it. */
    private boolean isBehindName(int i) {
        return clause.at(i - 1).isQuoted()
                && !clause.isOneOf(i, Particulars.BEGINNING)
                && !clause.isOneOf(i, CheckWords.ARTEFACTS)
                && !clause.isOneOf(i, Lexicon.JOINTS)
                && Character.isLowerCase(clause.at(i).text().charAt(0));
    }

    private boolean isThirdPerson(int i) {
        boolean quoted = i + 1 < clause.size() && clause.at(i + 1).isQuoted();
        return isThird(i)
                && !(quoted && clause.isOneOf(i, CheckWords.ARTEFACTS))
                && (quoted || clause.isOneOf(i + 1, Lexicon.ARTICLES) || clause.isOneOf(i + 1, BEHIND_VERB));
    }

    /** By its ending a verb, or several of something. */
    private boolean isThird(int i) {
        String key = clause.at(i).key();
        return clause.at(i).isWord()
                && key.length() > 3
                && key.endsWith("s")
                && !key.endsWith("ss")
                && Character.isLowerCase(clause.at(i).text().charAt(0))
                && !clause.isName(i)
                && !Lexicon.UNITS.containsKey(key);
    }

    /** Whether no noun follows, of which it would be said. */
    private boolean endsPhrase(int i) {
        return i >= clause.size()
                || !clause.at(i).isWord()
                || clause.at(i).isQuoted()
                || clause.isOneOf(i, Particulars.BEGINNING)
                || clause.isOneOf(i, Lexicon.ARTICLES)
                || clause.isOneOf(i, BEHIND_VERB)
                || clause.isTicket(i)
                || clause.at(i).key().endsWith("ly");
    }
}
