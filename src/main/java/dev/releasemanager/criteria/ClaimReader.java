package dev.releasemanager.criteria;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds a check in a claim of whatever words: something is said of something, nobody's opinion is in it, and it says closely
 * enough of what, where and when that two people would look at the same thing. What is refused lacks one of these three.
 */
final class ClaimReader {

    /** Tokens of a short noun phrase. */
    private static final int NEAR = 4;

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
            return Opinions.isIn(clause) ? null : CheckReader.check(clause, said, clause.size() - said);
        }
        boolean none = clause.is(0, "no") && clause.hasOneOf(1, Math.min(clause.size(), NEAR), Lexicon.UNCOUNTABLE);
        Particulars particulars = new Particulars(clause);
        boolean people = isOfPeople() && !particulars.hasUnique();
        if (none || people || clause.isOneOf(0, ClaimWords.IMPERATIVES) || Opinions.isVoiced(clause)) {
            return null;
        }
        boolean busy = (isBusy(said) && !particulars.hasUnique()) || isOver(said);
        int more = clause.isOneOf(said, ClaimWords.ENABLING) ? 2 : busy ? 1 : 0;
        int enough = Particulars.ENOUGH + more;
        return particulars.pinDown(said, enough) ? CheckReader.check(clause, said, clause.size() - said) : null;
    }

    /** Where something begins to be said: at a verb by its form, by its place, or at a comparison; behind the last if nowhere. */
    private int predicate() {
        List<IntPredicate> signs = List.of(
                this::isPredicate,
                i -> isVerbOrNoun(i) && isLed(i + 1),
                i -> isVerbOrNoun(i) && clause.at(i + 1).kind() != Token.Kind.MARK && !isLed(i + 1),
                i -> clause.at(i).key().endsWith("ed") && isThing(i + 1),
                i -> SignWords.SIGNS.at(clause.tokens(), i) != null);
        for (IntPredicate sign : signs) {
            OptionalInt found = IntStream.range(1, clause.size()).filter(sign).findFirst();
            if (found.isPresent()) {
                return behindAgent(found.getAsInt());
            }
        }
        return clause.size();
    }

    /** "alarms raised by the gateway match the log": of what is raised it is said that it matches. */
    private int behindAgent(int verb) {
        int said = verb + 2;
        while (said < clause.size()
                && clause.at(said).kind() != Token.Kind.MARK
                && !clause.isOneOf(said, ClaimWords.SAME)
                && !clause.isOneOf(said, CheckWords.PREDICATING)) {
            said++;
        }
        boolean other = clause.is(verb + 1, "by")
                && said < clause.size()
                && clause.at(said).isWord();
        return other && isParticiple(verb) ? said : verb;
    }

    /** "lands before 06:30", "ticks box 7": it could be several of something as well. */
    private boolean isVerbOrNoun(int i) {
        return isThird(i)
                && i + 1 < clause.size()
                && !clause.is(0, "no")
                && !clause.isOneOf(i, ClaimWords.TALLIES)
                && !clause.isOneOf(i, CheckWords.ARTEFACTS)
                && !clause.isOneOf(i, Lexicon.COUNTED)
                && !clause.is(i + 1, "of")
                && !clause.is(i + 1, "per")
                && !clause.is(i + 1, "than");
    }

    /** "reached RTO 2 h": an object with a name. */
    private boolean isThing(int i) {
        return i < clause.size() && (clause.isName(i) || clause.at(i).number().isPresent() || clause.isAbbreviation(i));
    }

    private boolean isLed(int i) {
        return clause.isOneOf(i, Particulars.BEGINNING);
    }

    /** Whether the verb there says that somebody was at it, or that it can do something, but not what came of it. */
    private boolean isBusy(int verb) {
        int said = verb;
        while (clause.isOneOf(said, ClaimWords.BEING) || clause.isOneOf(said, ClaimWords.AHEAD_OF_BEING)) {
            said++;
        }
        boolean done = said > verb
                && said < clause.size()
                && clause.at(said).key().endsWith("ed")
                && !clause.isOneOf(said, ClaimWords.PROVING)
                && !clause.isOneOf(said, CheckWords.CLOSED)
                && !clause.isOneOf(said, StatementReader.GRANTING)
                && CheckWords.OUTCOME_PHRASES.at(clause.tokens(), said) == null;
        return done
                || clause.isOneOf(said, ClaimWords.BUSYING)
                || clause.isOneOf(said, ClaimWords.COPING)
                || clause.isOneOf(verb, ClaimWords.RUNNING);
    }

    /** Who does something, also as in "we've". */
    private boolean isOfPeople() {
        return clause.tokens().stream()
                .anyMatch(token ->
                        token.isWord() && ClaimWords.PEOPLE.contains(token.key().split("'", 2)[0]));
    }

    /** "was finished in March", but not "finished without errors": it came to an end, and to nothing else. */
    private boolean isOver(int verb) {
        boolean ended = clause.hasOneOf(verb, Math.min(clause.size(), verb + 3), ClaimWords.ENDED);
        return ended && !clause.hasOneOf(verb, clause.size(), ClaimWords.RESULTING);
    }

    private boolean isPredicate(int i) {
        if (!clause.at(i).isWord()
                || clause.isOneOf(i - 1, Lexicon.ARTICLES)
                || clause.isOneOf(i - 1, PlaceWords.PLACING)
                || clause.isOneOf(i, PlaceWords.PLACING)) {
            return false;
        }
        return clause.isOneOf(i, CheckWords.PREDICATING)
                || (clause.isOneOf(i, ClaimWords.MODALS)
                        && Character.isLowerCase(clause.at(i).text().charAt(0)))
                || clause.isOneOf(i, ClaimWords.COPING)
                || clause.isOneOf(i, ClaimWords.PAST)
                || clause.at(i).key().endsWith("n't")
                || isParticiple(i)
                || isBehindName(i)
                || isThirdPerson(i)
                || isFinite(i)
                || clause.isOneOf(i, ClaimWords.SAME)
                || isOutcome(i);
    }

    /** "is up", "passed twice", but not "a resolved ticket". */
    private boolean isOutcome(int i) {
        Lexicon.Match<CheckWords.Outcome> outcome = CheckWords.OUTCOME_PHRASES.at(clause.tokens(), i);
        return outcome != null
                && !CheckReader.isNoun(clause, i, 1)
                && !clause.isOneOf(i, ClaimWords.TALLIES)
                && (outcome.value() != CheckWords.Outcome.SETTLE || outcome.length() > 1 || endsPhrase(i + 1));
    }

    /** In its plain form only of several: "participants keep", but not "the QA lead". */
    private boolean isFinite(int i) {
        String key = clause.at(i).key();
        boolean plain = !key.endsWith("s") && !key.endsWith("ed") && !ClaimWords.PAST.contains(key);
        return Verbs.isFinite(clause, i) && (!plain || clause.at(i - 1).key().endsWith("s"));
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
                && (quoted || clause.isOneOf(i + 1, Lexicon.ARTICLES) || clause.isOneOf(i + 1, ClaimWords.BEHIND_VERB));
    }

    /** By its ending a verb, or several of something. */
    private boolean isThird(int i) {
        String key = clause.at(i).key();
        return clause.at(i).isWord()
                && clause.at(i - 1).kind() != Token.Kind.MARK
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
                || clause.isOneOf(i, ClaimWords.BEHIND_VERB)
                || clause.isTicket(i)
                || clause.at(i).key().endsWith("ly");
    }
}
