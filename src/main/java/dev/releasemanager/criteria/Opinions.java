package dev.releasemanager.criteria;

import java.util.Set;

/**
 * What somebody would have to find of a thing: that it looks good, seems to hold up, is stable. Said of the thing, behind it;
 * ahead of a noun the same words may be its name ("healthy targets", "stable build").
 */
final class Opinions {
    private static final Set<String> SEEMING = Set.of(
            "seems",
            "seem",
            "seemed",
            "appears",
            "appear",
            "appeared",
            "looks",
            "look",
            "looked",
            "feels",
            "feel",
            "felt",
            "sounds",
            "sound",
            "behaves",
            "behave",
            "behaved");

    private static final Set<String> FINDING = Set.of(
            "good",
            "fine",
            "sane",
            "sensible",
            "reasonable",
            "acceptable",
            "satisfactory",
            "adequate",
            "happy",
            "comfortable",
            "smooth",
            "smoothly",
            "nice",
            "nicely",
            "great",
            "well",
            "bad",
            "badly",
            "weird",
            "odd",
            "strange",
            "suspicious",
            "unusual",
            "stable",
            "steady",
            "normal",
            "promising",
            "solid",
            "decent",
            "tolerable",
            "manageable",
            "okay",
            "perfect",
            "flawless",
            "flawlessly",
            "robust",
            "responsive",
            "snappy",
            "noisy",
            "alarming",
            "worrying",
            "concerning",
            "unexpected",
            "surprising",
            "confident",
            "plausible",
            "realistic",
            "correct",
            "right",
            "consistent",
            "reliable",
            "usable",
            "intuitive",
            "readable",
            "legible",
            "clear",
            "convincing",
            "credible",
            "satisfied",
            "appropriate",
            "excellent",
            "minimal",
            "negligible");

    private static final Set<String> DEGREES = Set.of(
            "ok",
            "okay",
            "high",
            "low",
            "fast",
            "slow",
            "short",
            "small",
            "enough",
            "improved",
            "better",
            "worse",
            "tuned",
            "comparable",
            "sufficient",
            "healthy",
            "lower",
            "higher",
            "faster",
            "significant");

    /** How fast or how much, without a number. */
    private static final Set<String> EXTENTS = Set.of(
            "fast",
            "slow",
            "low",
            "high",
            "short",
            "small",
            "long",
            "few",
            "quick",
            "rare",
            "better",
            "worse",
            "comparable",
            "similar",
            "sufficient",
            "improved");

    private static final Set<String> BEING =
            Set.of("is", "are", "be", "stay", "stays", "remain", "remains", "was", "were", "very", "so", "as");

    private static final Set<String> VERBS =
            Set.of("meets", "meet", "performs", "perform", "works", "work", "supports", "is", "are", "was");

    private Opinions() {}

    /** How many of them, said so that everybody counts otherwise. */
    private static final Set<String> QUANTIFIERS =
            Set.of("most", "many", "several", "some", "few", "majority", "plenty", "lots", "hardly", "barely");

    /** "Most requests are served in under 400 ms". */
    private static boolean isOfSome(Clause clause) {
        int first = clause.isOneOf(0, Lexicon.ARTICLES) ? 1 : 0;
        return clause.isOneOf(first, QUANTIFIERS)
                && first + 1 < clause.size()
                && Amounts.at(clause.tokens(), first + 1) == null;
    }

    /** "Low latency, high throughput, …": what is found of each stands ahead of it. */
    private static boolean isListed(Clause clause) {
        int to = 1;
        while (to < clause.size() && clause.at(to).isWord() && to < LONGEST_ITEM) {
            to++;
        }
        return (clause.isOneOf(0, DEGREES) || clause.isOneOf(0, FINDING)) && clause.is(to, ",");
    }

    private static final int LONGEST_ITEM = 4;

    static boolean isIn(Clause clause) {
        if (isOfSome(clause) || isListed(clause)) {
            return true;
        }
        for (int i = 1; i < clause.size(); i++) {
            if (clause.isOneOf(i, SEEMING)
                    && (i + 1 == clause.size() || clause.at(i + 1).kind() != Token.Kind.NUMBER)
                    && !isNamed(clause, i)
                    && !clause.isOneOf(i + 1, CheckWords.PREDICATING)
                    && SignWords.SIGNS.at(clause.tokens(), i + 1) == null) {
                return true;
            }
            boolean last = i + 1 == clause.size()
                    || clause.at(i + 1).kind() == Token.Kind.MARK
                    || clause.isOneOf(i + 1, PlaceWords.PLACING)
                    || clause.isOneOf(i + 1, TimeWords.SPANNING)
                    || clause.is(i + 1, "and")
                    || clause.is(i + 1, "or");
            if (clause.is(i - 1, "no") && clause.isOneOf(i, FINDING)) {
                return true;
            }
            boolean sign = SignWords.SIGNS.at(clause.tokens(), i + 1) != null;
            boolean compared = clause.at(i - 1).kind() == Token.Kind.MARK
                    || clause.isOneOf(i - 1, SignWords.REFERRING)
                    || clause.is(i - 1, "on")
                    || clause.isOneOf(i - 1, Lexicon.ARTICLES);
            if (last && !sign && !compared && isFinding(clause, i)) {
                return true;
            }
            if (last && !sign && clause.isOneOf(i, EXTENTS) && clause.isOneOf(i - 1, BEING)) {
                return true;
            }
        }
        return false;
    }

    /** "right through the backfill" finds nothing. */
    private static boolean isFinding(Clause clause, int i) {
        boolean name = Character.isUpperCase(clause.at(i).text().charAt(0))
                && (i > 0
                        || (i + 1 < clause.size()
                                && Character.isUpperCase(clause.at(i + 1).text().charAt(0))));
        return clause.isOneOf(i, FINDING)
                && !name
                && !(clause.is(i, "right") && clause.isOneOf(i + 1, Particulars.BEGINNING));
    }

    /** Whether one of these words only says what somebody finds. */
    static boolean isAbout(Clause clause, int from, int to) {
        return clause.hasOneOf(from, to, FINDING) || clause.hasOneOf(from, to, DEGREES);
    }

    /** "appears in", "0 … appear": is to be seen somewhere. */
    private static boolean isNamed(Clause clause, int i) {
        return i + 1 == clause.size()
                || (clause.isOneOf(i + 1, PlaceWords.PLACING) && !clause.is(i + 1, "to"))
                || clause.is(i + 1, "exactly");
    }

    /** "every high finding": of which sort, not how much. */
    private static boolean isAhead(Clause clause, int i) {
        return i > 0
                && i + 1 < clause.size()
                && clause.at(i + 1).isWord()
                && !clause.isOneOf(i + 1, Particulars.BEGINNING)
                && !clause.isOneOf(i + 1, Lexicon.JOINTS);
    }

    /** Of two things the better is no more than what somebody finds. */
    private static final Set<String> QUALITIES = Set.of("good", "well", "better", "worse");

    /** Of how much weight it is, ahead of what there is none of. */
    private static final Set<String> JUDGED = Set.of(
            "serious", "major", "important", "relevant", "material", "big", "severe", "visible", "obvious", "real");

    /** Whether anything in it is only what somebody finds, wherever it stands; but for how a comparison is worded. */
    static boolean isVoiced(Clause clause) {
        for (int i = 0; i < clause.size(); i++) {
            boolean compared = clause.is(i + 1, "than")
                    || clause.is(i - 1, "or")
                    || (clause.is(i - 1, "as") && clause.is(i + 1, "as"));
            boolean found = isFinding(clause, i)
                    || (clause.isOneOf(i, SEEMING) && !isNamed(clause, i))
                    || clause.isOneOf(i, SignWords.DEGREES)
                    || clause.isOneOf(i, SignWords.HABITUAL)
                    || (clause.isOneOf(i, SignWords.EXPECTED)
                            && Character.isLowerCase(clause.at(i).text().charAt(0)));
            boolean owned = i > 0 && clause.at(i - 1).key().endsWith("'s");
            boolean degree = !owned
                    && ((clause.isOneOf(i, DEGREES) && !isAhead(clause, i)) || clause.isOneOf(i, ClaimWords.LOOSE));
            boolean judged = clause.isOneOf(i, JUDGED) && (clause.is(i - 1, "no") || clause.is(i - 1, "any"));
            if (found || judged || (degree && !(compared && !clause.isOneOf(i, QUALITIES)))) {
                return true;
            }
        }
        return false;
    }

    /** What is measured, without what somebody finds of it: of "heap usage stable" the heap usage. */
    static String without(String subject) {
        Clause clause = new Clause(subject, Tokenizer.tokens(subject));
        for (int i = 1; i < clause.size(); i++) {
            boolean noun = i + 1 < clause.size()
                    && !clause.isOneOf(i + 1, PlaceWords.PLACING)
                    && !clause.isOneOf(i + 1, FINDING)
                    && !clause.isOneOf(i + 1, DEGREES);
            if (clause.isOneOf(i, SEEMING)
                    || clause.isOneOf(i, VERBS)
                    || (!noun && (clause.isOneOf(i, FINDING) || clause.isOneOf(i, DEGREES)))) {
                return clause.text(0, i);
            }
        }
        return subject;
    }
}
