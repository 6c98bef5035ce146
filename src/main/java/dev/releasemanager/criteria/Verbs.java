package dev.releasemanager.criteria;

import java.util.Optional;
import java.util.Set;

/**
 * Which words are what a thing does. A name ends ahead of it: of "kiosks in the Munich pilot reboot" the place is the pilot.
 */
final class Verbs {
    /** Hardly ever nouns, so that they are verbs wherever they stand in a sentence. */
    private static final Set<String> PLAIN = Lexicon.words(
            "accept achieve add admit agree allow appear apply approve arrive attain become begin bring cause come complete comply"
                    + " confirm consume contain continue decline deliver depend detect differ disappear emit exceed exist expire"
                    + " expose fetch finish gather generate get give go happen have improve include indicate keep leave lie lose"
                    + " maintain make mean meet need obtain occur perform prevent produce propagate provide reach react"
                    + " reboot receive reconnect recover refuse remain remove require resolve respond retain satisfy see"
                    + " seem send serve settle spend stay submit succeed suffer survive take tell tolerate trigger want write"
                    + " yield bounce consider lead deviate vary");

    /** Nouns as well: verbs if an object or a comparison follows. */
    private static final Set<String> EITHER = Lexicon.words(
            "answer block cost cover crash drop end execute fail fall find fit gain handle hit hold increase load"
                    + " match miss open pass pick post process pull push raise read reject render report restart return rise run"
                    + " see show sign start stop survive switch sync test turn use view wait peak display list log average convert"
                    + " close create print carry break opt");

    private static final Set<String> TELLING = Lexicon.words("shows says prints finds displays gives exits");

    /** Forms that no rule gives. */
    private static final Set<String> IRREGULAR = Lexicon.words(
            "has had was were did does got came went took became began fell rose made sent saw kept lost met gave goes"
                    + " wrote spent found");

    private Verbs() {}

    /** Whether the verb of the sentence stands there, behind what it is said of. */
    static boolean isFinite(Clause clause, int i) {
        if (i < 1 || !clause.at(i).isWord() || clause.isOneOf(i - 1, Lexicon.ARTICLES)) {
            return false;
        }
        String key = clause.at(i).key();
        boolean written = Character.isLowerCase(clause.at(i).text().charAt(0));
        if (!written || key.indexOf('-') > 0) {
            return false;
        }
        String stem = stem(key);
        if (TELLING.contains(key) && i + 1 < clause.size()) {
            return true;
        }
        boolean ahead = i + 1 < clause.size() && clause.at(i + 1).kind() != Token.Kind.MARK;
        if (IRREGULAR.contains(key) || (PLAIN.contains(stem) && (ahead || !stem.equals(key)))) {
            return true;
        }
        return EITHER.contains(stem) && hasObject(clause, i + 1);
    }

    private static final Set<String> AUXILIARY =
            Lexicon.words("is are was were has have had must does do did will should");

    /** "has fired" becomes "has not fired", "lists errors" "does not list errors"; empty if it is no verb that leads it. */
    static Optional<String> denied(String outcome) {
        String[] said = outcome.split(" ", 2);
        String rest = said.length > 1 ? " " + said[1] : "";
        if (AUXILIARY.contains(said[0])) {
            return Optional.of(said[0] + (rest.startsWith(" not ") ? rest.substring(4) : " not" + rest));
        }
        String stem = stem(said[0]);
        return stem.equals(said[0]) ? Optional.empty() : Optional.of("does not " + stem + rest);
    }

    /** Of the third person. */
    private static String stem(String key) {
        if (!key.endsWith("s") || key.endsWith("ss")) {
            return key;
        }
        String stem = key.substring(0, key.length() - 1);
        if (key.endsWith("ies") && key.length() > 4) {
            return key.substring(0, key.length() - 3) + "y";
        }
        boolean hissing = key.endsWith("shes") || key.endsWith("ches") || key.endsWith("sses") || key.endsWith("oes");
        return hissing ? key.substring(0, key.length() - 2) : stem;
    }

    /** "end in an error page", "drop the session", "return 5 rows". */
    private static boolean hasObject(Clause clause, int i) {
        if (clause.isOneOf(i, PlaceWords.PLACING)) {
            return clause.is(i + 1, "a") || clause.is(i + 1, "an");
        }
        return clause.isOneOf(i, Lexicon.ARTICLES)
                || clause.isOneOf(i, Lexicon.NEGATIONS)
                || (i < clause.size() && Amounts.at(clause.tokens(), i) != null)
                || clause.is(i, "themselves")
                || clause.is(i, "itself")
                || (SignWords.SIGNS.at(clause.tokens(), i) != null
                        && clause.at(i).isWord()
                        && !clause.at(i).key().endsWith("s"));
    }
}
