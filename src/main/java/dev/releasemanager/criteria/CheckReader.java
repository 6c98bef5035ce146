package dev.releasemanager.criteria;

import dev.releasemanager.criteria.Lexicon.Outcome;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds a check in a clause: something that has a name and can be run or looked at, and what it must answer. */
final class CheckReader {
    private static final Set<String> OPENERS =
            Set.of("check", "ensure", "verify", "that", "the", "confirm", "all", "our");
    private static final Set<String> AFTER_OUTCOME =
            Set.of("for", "in", "on", "by", "against", "at", "according", "with", "from", "over", "during");
    private static final Set<String> ANALYSERS = Set.of(
            "sonarqube",
            "snyk",
            "trivy",
            "grype",
            "semgrep",
            "zap",
            "checkmarx",
            "veracode",
            "codecov",
            "lighthouse",
            "axe",
            "dependabot",
            "fossa",
            "blackduck");
    private static final Set<String> RUNS_OF_CI = Set.of("ci", "pipeline", "build", "workflow", "job", "run");
    private static final Set<String> REQUESTS =
            Set.of("ticket", "issue", "request", "change", "pr", "story", "epic", "task");
    private static final Set<String> SWITCHES = Set.of("flag", "toggle", "flags", "switch");
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "HEAD", "DELETE", "PATCH", "OPTIONS");
    private static final Set<String> CONCRETE = Set.of(
            "no",
            "zero",
            "only",
            "none",
            "empty",
            "all",
            "nothing",
            "green",
            "red",
            "yes",
            "true",
            "false",
            "up",
            "ok",
            "not",
            "successful",
            "success",
            "passed",
            "active",
            "running",
            "healthy");

    /** Tokens in a sentence that says nothing but address and status. */
    private static final int STATUS_LINE = 8;

    /** Only programs do this. */
    private static final Set<String> EXITS = Set.of("exits", "exited");

    private final Clause clause;

    CheckReader(Clause clause) {
        this.clause = clause;
    }

    /** Whether the sentence begins as a command line or a query does; signs in it are part of that. */
    boolean isCommandLine() {
        if (clause.size() == 0) {
            return false;
        }
        Token first = clause.at(0);
        boolean sentence =
                Character.isUpperCase(first.text().charAt(0)) && !first.text().equals("SELECT");
        return first.isQuoted() ? looksLikeCommand(first.text()) : !sentence && isCommand(0) && !clause.is(1, "sure");
    }

    Criterion.@Nullable Check find() {
        Criterion.Check found = null;
        for (int i = 1; i < clause.size(); i++) {
            Lexicon.Match<Outcome> outcome = Lexicon.OUTCOME_PHRASES.at(clause.tokens(), i);
            if (outcome != null && (found == null || isCommandLine()) && isCheck(i, outcome)) {
                found = check(i, outcome);
            }
        }
        if (found == null) {
            found = inTime();
        }
        return found == null ? status() : found;
    }

    /** "job etl-orders must complete by 04:30": the clock is the proof. */
    private Criterion.@Nullable Check inTime() {
        for (int i = 1; i + 2 < clause.size(); i++) {
            boolean ends = clause.isOneOf(i, Lexicon.LASTING) || clause.isOneOf(i, Lexicon.CLOSED);
            boolean clock = clause.isOneOf(i + 1, Set.of("by", "before")) && isClock(i + 2);
            if (ends && clock && (clause.hasName(0, i) || clause.hasOneOf(0, clause.size(), Lexicon.ENVIRONMENTS))) {
                return check(i, new Lexicon.Match<>(Outcome.RUN, 3));
            }
        }
        return null;
    }

    private boolean isClock(int i) {
        Token token = clause.at(i);
        boolean digit = Character.isDigit(token.text().charAt(0));
        return digit
                && (token.text().indexOf(':') > 0
                        || clause.isOneOf(i + 1, Set.of("am", "pm", "a.m", "p.m", "utc", "cet", "gmt", "o'clock"))
                        || token.key().endsWith("am")
                        || token.key().endsWith("pm"));
    }

    /** "HTTP 200 from https://…", "/readyz: 200". */
    private Criterion.@Nullable Check status() {
        int address = -1;
        int status = -1;
        for (int i = 0; i < clause.size(); i++) {
            address = clause.isPath(i) ? i : address;
            Token token = clause.at(i);
            boolean code = token.kind() == Token.Kind.NUMBER
                    && token.text().length() == 3
                    && token.text().charAt(0) <= '5';
            status = code
                            && (i + 1 == clause.size()
                                    || !Lexicon.UNITS.containsKey(
                                            clause.at(i + 1).key()))
                    ? i
                    : status;
        }
        return address < 0 || status < 0 || clause.size() > STATUS_LINE
                ? null
                : new Criterion.Check(
                        clause.at(address).text(),
                        Optional.empty(),
                        "returns " + clause.at(status).text(),
                        Optional.empty());
    }

    private boolean isCheck(int outcomeAt, Lexicon.Match<Outcome> outcome) {
        int after = outcomeAt + outcome.length();
        return switch (outcome.value()) {
            case RUN -> isRun(outcomeAt, after) || clause.isOneOf(outcomeAt, EXITS);
            case SHOW -> (isLookedAt(outcomeAt, true) || isRunnable(outcomeAt)) && isConcrete(after);
            case QUIET -> clause.hasOneOf(0, outcomeAt, Lexicon.ARTEFACTS) && clause.hasName(0, outcomeAt);
            case SETTLE -> isRequest(outcomeAt);
            case SWITCH -> clause.hasOneOf(0, outcomeAt, SWITCHES) && clause.hasName(0, outcomeAt);
            case EXIST ->
                clause.hasName(0, outcomeAt)
                        && (isAddress(outcomeAt)
                                || isRequest(outcomeAt)
                                || clause.hasOneOf(0, outcomeAt, Lexicon.ARTEFACTS));
        };
    }

    private boolean isRun(int to, int after) {
        if (isRunnable(to) || isLookedAt(to, false)) {
            return true;
        }
        boolean bound = clause.hasOneOf(after, clause.size(), Lexicon.BOUND_TO);
        boolean ci = clause.hasOneOf(0, clause.size(), Lexicon.TOOLS);
        boolean sort = clause.hasOneOf(0, to, Lexicon.TEST_SORTS);
        return (ci && (sort || bound)) || (bound && clause.hasOneOf(0, to, RUNS_OF_CI));
    }

    /** A command, an address, a query. */
    private boolean isRunnable(int to) {
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

    private boolean isAddress(int to) {
        for (int i = 0; i < to; i++) {
            if (clause.isPath(i) || (METHODS.contains(clause.at(i).text()) && i + 1 < to)) {
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
    private boolean isLookedAt(int to, boolean abbreviated) {
        boolean artefact = clause.hasOneOf(0, to, Lexicon.ARTEFACTS);
        for (int i = 0; i < to; i++) {
            Token token = clause.at(i);
            boolean tool = !token.isQuoted() && Lexicon.TOOLS.contains(token.key());
            if (tool && ANALYSERS.contains(token.key())) {
                return true;
            }
            if (!tool
                    && clause.isName(i)
                    && (abbreviated || !clause.isAbbreviation(i))
                    && (artefact || clause.isTicket(i) || clause.isIdentifier(i) || hasTool(to))) {
                return true;
            }
            boolean numbered = token.kind() == Token.Kind.NUMBER && clause.isOneOf(i - 1, Lexicon.ARTEFACTS);
            if (numbered) {
                return true;
            }
        }
        return false;
    }

    private boolean hasTool(int to) {
        return clause.hasOneOf(0, to, Lexicon.TOOLS);
    }

    private boolean isRequest(int to) {
        for (int i = 0; i < to; i++) {
            if (clause.isTicket(i)) {
                return true;
            }
        }
        return clause.hasOneOf(0, to, REQUESTS) && clause.hasName(0, to);
    }

    /** Whether what is to be seen is said: a number, "no red panel", something quoted. */
    private boolean isConcrete(int from) {
        for (int i = from; i < clause.size(); i++) {
            if (clause.at(i).kind() == Token.Kind.NUMBER
                    || clause.at(i).isQuoted()
                    || clause.isOneOf(i, CONCRETE)
                    || Lexicon.NUMERALS.containsKey(clause.at(i).key())) {
                return true;
            }
        }
        return clause.isOneOf(from - 1, Set.of("no", "0", "zero", "least"));
    }

    private boolean isCommand(int i) {
        return clause.isOneOf(i, Lexicon.COMMANDS) || clause.at(i).key().startsWith("./");
    }

    private static boolean looksLikeCommand(String text) {
        String first = text.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
        return Lexicon.COMMANDS.contains(first)
                || first.startsWith("./")
                || first.startsWith("/")
                || first.endsWith(".sh")
                || METHODS.contains(first.toUpperCase(Locale.ROOT));
    }

    private Criterion.Check check(int outcomeAt, Lexicon.Match<Outcome> outcome) {
        int from = 0;
        while (from < outcomeAt - 1 && clause.isOneOf(from, OPENERS)) {
            from++;
        }
        int to = outcomeAt;
        while (to > from + 1 && clause.isOneOf(to - 1, Set.of("is", "are", "has", "have", "must", "should"))) {
            to--;
        }
        Optional<String> by = Optional.empty();
        if (to - from > 2 && clause.is(to - 2, "by")) {
            by = Optional.of(clause.at(to - 1).text());
            to -= 2;
        }
        int end = outcomeAt + outcome.length();
        while (end < clause.size() && !clause.isOneOf(end, AFTER_OUTCOME)) {
            end++;
        }
        int scope = end;
        while (by.isEmpty()
                && scope + 1 < clause.size()
                && clause.isOneOf(scope, Set.of("by", "in", "on"))
                && clause.isOneOf(scope + 1, Lexicon.TOOLS)) {
            by = Optional.of(clause.at(scope + 1).text());
            scope += 2;
        }
        if (scope + 1 < clause.size() && clause.isOneOf(scope, Set.of("for", "on", "in", "at", "from", "over"))) {
            scope++;
        }
        String what = to - from == 1 ? clause.at(from).text() : clause.text(from, to);
        String verb = outcomeAt > 0 && to < outcomeAt ? clause.text(to, end) : clause.text(outcomeAt, end);
        return new Criterion.Check(
                what, by, verb, Optional.of(clause.text(scope, clause.size())).filter(text -> !text.isEmpty()));
    }
}
