package dev.releasemanager.criteria;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How closely a sentence says which thing, where and when: phrase by phrase, each counted for what in it somebody else could
 * look up. Whoever reads "the smoke test job passed against staging after the deploy" finds the same run; of "smoke tests
 * passed" everybody finds another.
 */
final class Particulars {
    /** From so many sides a claim is pinned down: the thing itself, and where, when, by whom or with what result. */
    static final int ENOUGH = 3;

    /** Of one phrase; so that a claim is never pinned from one side alone. */
    private static final int MOST_OF_PHRASE = 2;

    /** Words by which a thing is told from others of its kind. */
    private static final int DESCRIBING = 3;

    /** Words by which it is told from all others. */
    private static final int CLOSELY = 4;

    /** A phrase begins there. */
    static final Set<String> BEGINNING = Lexicon.words(
            "of with without by than to via per after before since until till during throughout while within between over"
                    + " through across into inside among from under against on in at for as according");

    private static final Set<String> DEFINITE =
            Lexicon.words("the this these that those all every each both last next first");

    private final Clause clause;

    Particulars(Clause clause) {
        this.clause = clause;
    }

    /**
     * Whether they are enough to look at the same thing, and one of them more than a description.
     *
     * @param verb where the sentence's own stands: what is said begins a phrase of its own
     * @param enough how many are wanted
     */
    boolean pinDown(int verb, int enough) {
        boolean granted = clause.hasOneOf(verb, Math.min(clause.size(), verb + 3), StatementReader.GRANTING);
        boolean hard = false;
        for (int i = 0; i < clause.size(); i++) {
            hard |= isUnique(i) || isNamed(i) || isNumber(i) || isStated(i) || clause.is(i, "without") || isRecord(i);
        }
        int proof = granted || isProven(verb) ? 1 : 0;
        return hard && count(0, verb) + count(verb, clause.size()) + proof >= enough;
    }

    /** "recorded in LEG-902": what is said stands in something of its own. */
    private boolean isProven(int verb) {
        for (int i = verb + 1; i + 1 < clause.size(); i++) {
            if (clause.isOneOf(i, PlaceWords.PLACING) && (isUnique(i + 1) || isUnique(i + 2))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it says of what with so many words that nobody takes another for it. */
    boolean isDescribed() {
        long words = IntStream.range(0, clause.size())
                .filter(i -> clause.at(i).isWord()
                        && !clause.isOneOf(i, BEGINNING)
                        && !clause.isOneOf(i, Lexicon.ARTICLES)
                        && !clause.isOneOf(i, Lexicon.LINKS))
                .count();
        return words >= CLOSELY;
    }

    boolean hasUnique() {
        return IntStream.range(0, clause.size()).anyMatch(this::isUnique);
    }

    private int count(int from, int to) {
        int all = 0;
        int start = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || isBorder(i)) {
                all += ofPhrase(start, i);
                start = i;
            }
        }
        return all;
    }

    private boolean isBorder(int i) {
        return clause.at(i).kind() == Token.Kind.MARK
                || clause.isOneOf(i, BEGINNING)
                || clause.is(i, "and")
                || clause.isOneOf(i, CheckWords.PREDICATING);
    }

    private int ofPhrase(int from, int to) {
        boolean led = clause.isOneOf(from, BEGINNING);
        boolean definite = clause.is(from, "without");
        boolean again = false;
        boolean owned = false;
        boolean numbered = false;
        int nouns = 0;
        int points = 0;
        for (int i = led ? from + 1 : from; i < to; i++) {
            boolean unique = isUnique(i) || isRecord(i);
            boolean part = isNamed(i) || isNumber(i);
            if (unique) {
                points += MOST_OF_PHRASE;
            } else if ((part && !again) || isStated(i) || (i > from && isSorted(i))) {
                points++;
            }
            again = part;
            numbered |= isNumber(i);
            boolean whose = clause.at(i).isWord() && clause.at(i).key().endsWith("'s");
            definite |= clause.isOneOf(i, DEFINITE) || whose;
            owned |= whose;
            boolean noun = !clause.isOneOf(i, Lexicon.ARTICLES) && clause.at(i).kind() != Token.Kind.MARK;
            nouns += noun && !clause.isOneOf(i, PlaceWords.NOWHERE) && !clause.isOneOf(i, CheckWords.PREDICATING)
                    ? 1
                    : 0;
        }
        boolean piece = clause.is(from, ",") && nouns > 1;
        boolean where = piece || ((led || owned) && nouns > 0 && definite);
        points = where ? Math.max(1, points) : points;
        boolean described = !led && nouns >= DESCRIBING && (from == 0 || definite);
        boolean all = (led || from == 0) && definite && numbered;
        return Math.min(MOST_OF_PHRASE, described || all ? points + 1 : points);
    }

    /** There is one of it. */
    private boolean isUnique(int i) {
        return i < clause.size()
                && (clause.at(i).isQuoted()
                        || clause.isTicket(i)
                        || (clause.isIdentifier(i) && !isCompound(i) && !isSeverity(i))
                        || clause.isPath(i)
                        || isNumbered(i));
    }

    /** "P0/P1". */
    private boolean isSeverity(int i) {
        return Arrays.stream(clause.at(i).key().split("/", -1)).allMatch(Lexicon.COUNTED::contains);
    }

    /** "draft 118", "campaign 5521": of one kind there are so many that each has a number. */
    private boolean isNumbered(int i) {
        String text = clause.at(i).text();
        boolean last = i + 1 == clause.size()
                || !clause.at(i + 1).isWord()
                || isBorder(i + 1)
                || clause.isOneOf(i - 1, CheckWords.VERSIONED);
        return i > 0
                && last
                && text.length() > 2
                && text.chars().allMatch(Character::isDigit)
                && clause.at(i - 1).isWord()
                && !isBorder(i - 1)
                && !clause.isOneOf(i - 1, Lexicon.ARTICLES);
    }

    private boolean isNamed(int i) {
        return clause.isName(i) && !isCompound(i);
    }

    /** "on-call", "sign-off", "end-to-end": words, though they are joined as names are. */
    private boolean isCompound(int i) {
        String key = clause.at(i).key();
        return key.indexOf('-') > 0
                && Arrays.stream(key.split("-", -1)).anyMatch(JOINED::contains)
                && key.chars().noneMatch(Character::isDigit);
    }

    /** A part of a word that is no part of a name. */
    private static final Set<String> JOINED = Lexicon.words(
            "on off up out in to by over down re pre post non go end free ready wide day self co cross third");

    private boolean isNumber(int i) {
        boolean month = clause.isOneOf(i, TimeWords.MONTHS)
                && Character.isUpperCase(clause.at(i).text().charAt(0));
        boolean numeral = Lexicon.NUMERALS.containsKey(clause.at(i).key()) && !clause.is(i, "one");
        boolean often = clause.is(i, "once") || clause.is(i, "twice");
        return clause.at(i).number().isPresent() || numeral || month || often;
    }

    private boolean isStated(int i) {
        return clause.isOneOf(i, PlaceWords.ENVIRONMENTS)
                || clause.isOneOf(i, EXACTLY)
                || (clause.isOneOf(i, CheckWords.RESULTS) && clause.is(i - 1, "with"));
    }

    /** Nothing, or the same: about that no two people differ. */
    private static final Set<String> EXACTLY = Lexicon.words("no zero same empty identical");

    /** "smoke test", "restore job": which of its kind. */
    private boolean isSorted(int i) {
        return clause.isOneOf(i, CheckWords.ARTEFACTS)
                && clause.at(i - 1).isWord()
                && !clause.isOneOf(i - 1, Lexicon.ARTICLES)
                && !clause.isOneOf(i - 1, BEGINNING)
                && !clause.isOneOf(i - 1, Lexicon.LINKS);
    }

    /** "in the release ticket": there it can be read. */
    private boolean isRecord(int i) {
        int article = clause.isOneOf(i - 1, Lexicon.ARTICLES) ? i - 1 : i - 2;
        return clause.isOneOf(i, RECORDS)
                && clause.isOneOf(article, Lexicon.ARTICLES)
                && clause.isOneOf(article - 1, PlaceWords.PLACING);
    }

    private static final Set<String> RECORDS =
            Lexicon.words("ticket issue request pr story epic report minutes document");
}
