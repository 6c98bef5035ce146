package dev.releasemanager.criteria;

import java.util.Locale;
import java.util.regex.Pattern;

/** What in a clause is named so that somebody else could run it or look at it: a command, an address, a job, a ticket. */
final class Naming {
    private static final Pattern HASH = Pattern.compile("(?=.*[0-9])(?=.*[a-f])[0-9a-f]{7,40}");

    private final Clause clause;

    Naming(Clause clause) {
        this.clause = clause;
    }

    /** Whether the clause begins as a command line or a query does; signs in it are part of that. */
    boolean isCommandLine() {
        if (clause.size() == 0) {
            return false;
        }
        Token first = clause.at(0);
        if (first.isQuoted()) {
            return looksLikeCommand(first.text());
        }
        boolean sentence =
                Character.isUpperCase(first.text().charAt(0)) && !first.text().equals("SELECT");
        boolean command = clause.isOneOf(0, CheckWords.COMMANDS) || first.key().startsWith("./");
        return !sentence && command && !clause.is(1, "sure");
    }

    /** Whether the whole clause names something that is run or looked at. */
    boolean isNamed() {
        return isRunnable(clause.size()) || isLookedAt(clause.size(), false);
    }

    /** A command, an address, a query. */
    boolean isRunnable(int to) {
        if (isAddress(to) || isCommandLine()) {
            return true;
        }
        for (int i = 0; i < to; i++) {
            if (clause.at(i).isQuoted() && (looksLikeCommand(clause.at(i).text()) || isCode(clause.at(i)))) {
                return true;
            }
        }
        return false;
    }

    /** In backticks, and of several words. */
    private boolean isCode(Token token) {
        return clause.sentence().charAt(token.start()) == '`' && token.text().indexOf(' ') > 0;
    }

    private static boolean looksLikeCommand(String text) {
        String first = text.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
        return CheckWords.COMMANDS.contains(first)
                || first.startsWith("./")
                || first.startsWith("/")
                || first.endsWith(".sh")
                || text.contains(" --")
                || CheckWords.METHODS.contains(first.toUpperCase(Locale.ROOT));
    }

    boolean isAddress(int to) {
        for (int i = 0; i < to; i++) {
            if (clause.isPath(i) || (CheckWords.METHODS.contains(clause.at(i).text()) && i + 1 < to)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A job, a suite, a dashboard and the like, by its name.
     *
     * @param abbreviated whether an abbreviation is name enough
     */
    boolean isLookedAt(int to, boolean abbreviated) {
        if (clause.isOneOf(0, CheckWords.STATING_COMMANDS)
                && clause.isOneOf(1, CheckWords.ARTEFACTS)
                && to > 2
                && isSingled()) {
            return true;
        }
        boolean sort = clause.hasOneOf(0, to, CheckWords.ARTEFACTS) || clause.hasOneOf(0, to, CheckWords.TOOLS);
        for (int i = 0; i < to; i++) {
            boolean tool = clause.isOneOf(i, CheckWords.TOOLS);
            boolean named = !tool && clause.isName(i) && (abbreviated || !clause.isAbbreviation(i));
            boolean numbered = clause.at(i).kind() == Token.Kind.NUMBER && clause.isOneOf(i - 1, CheckWords.ARTEFACTS);
            boolean ofTool = clause.at(i).kind() == Token.Kind.NUMBER
                    && clause.at(i).text().length() > 2
                    && clause.hasOneOf(Math.max(0, i - 2), i, CheckWords.TOOLS);
            if (numbered
                    || ofTool
                    || clause.isOneOf(i, CheckWords.ANALYSERS)
                    || (named && (sort || clause.isTicket(i) || clause.isIdentifier(i)))) {
                return true;
            }
        }
        return false;
    }

    /** A tool, or a job, a suite, a scan of which it is said what for. */
    boolean isSource(int to) {
        for (int i = 0; i < to; i++) {
            boolean sort = i > 0 && clause.at(i - 1).isWord() && !clause.isOneOf(i - 1, Lexicon.OPENINGS);
            if (clause.isOneOf(i, CheckWords.TOOLS) || (sort && clause.isOneOf(i, CheckWords.ARTEFACTS))) {
                return true;
            }
        }
        return false;
    }

    boolean isRequest(int to) {
        return hasTicket(0, to) || (clause.hasOneOf(0, to, CheckWords.REQUESTS) && clause.hasName(0, to));
    }

    boolean hasTicket(int from, int to) {
        for (int i = from; i < to; i++) {
            if (clause.isTicket(i)) {
                return true;
            }
        }
        return false;
    }

    /** A name that is more than an abbreviation. */
    boolean hasFullName(int to) {
        for (int i = 0; i < to; i++) {
            if (clause.isName(i) && !clause.isAbbreviation(i)) {
                return true;
            }
        }
        return false;
    }

    /** Something of a name, or an environment: there is one of it. */
    boolean isSingled() {
        return clause.hasName(0, clause.size()) || isInEnvironment();
    }

    boolean isInEnvironment() {
        return clause.hasOneOf(0, clause.size(), PlaceWords.ENVIRONMENTS);
    }

    /** "on the release commit", "for 4be91d2". */
    boolean isOfRevision(int from) {
        return clause.hasOneOf(from, clause.size(), CheckWords.BOUND_TO)
                || clause.tokens().stream()
                        .skip(from)
                        .anyMatch(token ->
                                token.isWord() && HASH.matcher(token.key()).matches());
    }

    /** "… are green in CI job 5521", "… in Pact Broker": behind the outcome it is said where that is seen. */
    boolean isSeenIn(int after) {
        return clause.isOneOf(after, PlaceWords.PLACING) && new Naming(clause.part(after, clause.size())).isNamed();
    }

    boolean isSeenInName(int after) {
        return clause.isOneOf(after, PlaceWords.PLACING)
                && after + 1 < clause.size()
                && clause.isName(after + 1)
                && !clause.isOneOf(after + 1, PlaceWords.ENVIRONMENTS);
    }
}
