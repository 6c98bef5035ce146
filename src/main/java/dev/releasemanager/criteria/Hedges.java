package dev.releasemanager.criteria;

import java.util.List;
import java.util.Set;

/**
 * What takes back a demand while it is made: "or so", "if possible", "roughly". With one of them no two people draw the
 * line at the same place, whatever else the sentence says.
 */
final class Hedges {
    /** Wherever they stand. */
    private static final Lexicon.Phrases<Boolean> ANYWHERE = phrases(
            "or so|or thereabouts|more or less|give or take|plus minus|and the like|or similar|or close|or close to it"
                    + "|or something|or whatever|or comparable|in principle|in general|in essence|by and large|on the whole"
                    + "|for the most part|most of the time|most days|as a rule|as a rule of thumb|within reason|ideally|preferably|hopefully"
                    + "|roughly|approximately|approx|approx.|circa|ca.|somewhere|probably|presumably|usually|normally"
                    + "|generally|typically|mostly|largely|broadly|basically|essentially|practically|virtually|reasonably|sufficiently"
                    + "|best effort|best-effort|as needed|as necessary|at some point|for a while|for some time|for a bit|tbd|tbc"
                    + "|to be defined|to be agreed|to be decided|to be determined|to be confirmed|as far as we know|as far as i know"
                    + "|as far as we can tell|from what we see|that matter|that matters|worth mentioning|worth noting|to speak of"
                    + "|to worry about|if all goes well|time permitting|fingers crossed|i think|we think|we hope|we believe"
                    + "|we feel|i guess|maybe|perhaps|kind of|sort of|soonish|nothing dramatic|out of the ordinary|of concern|of note|to write home about|or better yet|more often than not");

    /** Ahead of what makes a demand depend on somebody's convenience: "if possible", "where feasible". */
    private static final Set<String> CONDITIONS = Set.of("if", "where", "when", "wherever", "whenever", "as", "unless");

    private static final Set<String> CONVENIENT = Set.of(
            "possible",
            "feasible",
            "practical",
            "practicable",
            "needed",
            "necessary",
            "required",
            "appropriate",
            "applicable",
            "reasonable",
            "sensible",
            "convenient",
            "desired",
            "relevant");

    /** Ahead of a number: it is one of many. */
    private static final Set<String> BEFORE_NUMBER =
            Set.of("about", "around", "almost", "nearly", "~", "some", "near", "close", "towards");

    private Hedges() {}

    private static Lexicon.Phrases<Boolean> phrases(String line) {
        return Lexicon.Phrases.of(List.of(line.split("\\|", -1)), true);
    }

    /** The same sentence without its hedges; equal to it if it has none. */
    static String without(String sentence, List<Token> tokens) {
        StringBuilder firm = new StringBuilder();
        int next = 0;
        for (int i = 0; i < tokens.size(); ) {
            int length = at(tokens, i);
            if (length > 0) {
                firm.append(sentence, next, tokens.get(i).start());
                next = tokens.get(i + length - 1).end();
            }
            i += Math.max(1, length);
        }
        return firm.append(sentence.substring(next)).toString();
    }

    /** How many tokens the hedge there has; zero if there is none. */
    private static int at(List<Token> tokens, int i) {
        if (tokens.get(i).isQuoted()) {
            return 0;
        }
        Lexicon.Match<Boolean> phrase = ANYWHERE.at(tokens, i);
        if (phrase != null) {
            return phrase.length();
        }
        int convenient = convenience(tokens, i);
        if (convenient > 0) {
            return convenient;
        }
        boolean before = BEFORE_NUMBER.contains(tokens.get(i).key()) && !isSpan(tokens, i);
        int number = i + 1 < tokens.size() && tokens.get(i + 1).is("to") ? i + 2 : i + 1;
        return before && number < tokens.size() && isNumber(tokens.get(number)) ? number - i : 0;
    }

    /** "if possible", "where it is feasible", "as soon as possible". */
    private static int convenience(List<Token> tokens, int i) {
        if (!CONDITIONS.contains(tokens.get(i).key()) || !tokens.get(i).isWord()) {
            return 0;
        }
        if (tokens.get(i).is("if") && i + 2 < tokens.size() && tokens.get(i + 1).is("time")) {
            return 3;
        }
        for (int k = i + 1; k < Math.min(tokens.size(), i + 4); k++) {
            if (CONVENIENT.contains(tokens.get(k).key())) {
                return k + 1 - i;
            }
        }
        return 0;
    }

    private static boolean isNumber(Token token) {
        return token.number().isPresent() || Lexicon.NUMERALS.containsKey(token.key());
    }

    /** "over about an hour": how long one looks needn't be exact. */
    private static boolean isSpan(List<Token> tokens, int i) {
        return i > 0 && TimeWords.SPANNING.contains(tokens.get(i - 1).key());
    }
}
