package dev.releasemanager.criteria;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds a check that is worded without a verb for its outcome: by a colon, a value, a deadline, a source. */
final class StatementReader {
    /** Tokens in a sentence that says nothing but address and status. */
    private static final int STATUS_LINE = 8;

    private final Clause clause;
    private final Naming names;
    private final Answers answers;

    StatementReader(Clause clause) {
        this.clause = clause;
        this.names = new Naming(clause);
        this.answers = new Answers(clause);
    }

    Criterion.@Nullable Check find() {
        Criterion.Check found = accordingTo();
        for (int i = 1; i + 1 < clause.size() && found == null; i++) {
            found = at(i);
        }
        return found == null ? status() : found;
    }

    /** "CVE-2024-1 is absent according to `grype app:1`". */
    private Criterion.@Nullable Check accordingTo() {
        for (int i = 1; i + 2 < clause.size(); i++) {
            boolean according = clause.is(i, "according") && clause.is(i + 1, "to");
            boolean shown = clause.is(i, "as")
                    && clause.isOneOf(i + 1, PlaceWords.KNOWN)
                    && (clause.is(i + 2, "by") || clause.is(i + 2, "in"));
            Clause source = clause.part(shown ? i + 3 : i + 2, clause.size());
            if ((according || shown) && new Naming(source).isNamed()) {
                return new Criterion.Check(
                        source.text(0, source.size()),
                        Optional.empty(),
                        "shows " + clause.text(0, i),
                        Optional.empty());
            }
        }
        return null;
    }

    private Criterion.@Nullable Check at(int i) {
        if (clause.isOneOf(i, CheckWords.RESULTS)
                && (answers.isExact(i + 1) || clause.isOneOf(i + 1, CheckWords.CONCRETE))
                && clause.hasName(0, i)) {
            return withStatus(i);
        }
        boolean orBetter = clause.is(i + 1, "or") && clause.isOneOf(i + 2, SignWords.OR_MORE);
        if (orBetter && answers.isGrade(i) && clause.hasName(0, clause.size())) {
            return CheckReader.check(clause, clause.isOneOf(i - 1, CheckWords.VALUED) ? i - 1 : i, 1);
        }
        boolean revision = clause.isOneOf(i, CheckWords.VALUED)
                && clause.isOneOf(i + 1, PlaceWords.PLACING)
                && clause.isOneOf(i + 2, CheckWords.VERSIONED);
        return isAnswered(i) || isValue(i) || isLevel(i) || isTold(i)
                ? CheckReader.check(clause, i, revision ? 4 : 1)
                : null;
    }

    /** "Checkout suite on Browserstack: 0 failed". */
    private boolean isAnswered(int i) {
        return clause.is(i, ":") && names.isSource(i) && (answers.isCounted(i + 1) || answers.isExact(i + 1));
    }

    /** "schema version in production is V142", "release checkout is at revision 57", "Argo CD application is Synced". */
    private boolean isValue(int i) {
        if (!clause.isOneOf(i, CheckWords.VALUED)) {
            return false;
        }
        boolean value = clause.hasOneOf(0, i, CheckWords.VERSIONED)
                && (answers.isExact(i + 1) || (clause.hasOneOf(0, i, CheckWords.GRADED) && answers.isGrade(i + 1)));
        boolean revision =
                clause.isOneOf(i + 2, CheckWords.VERSIONED) && (answers.isExact(i + 3) || answers.isCounted(i + 3));
        boolean state = clause.hasOneOf(0, i, CheckWords.TOOLS) && answers.isState(i + 1);
        return state || (names.isSingled() && (value || revision));
    }

    /** "grade of shop.example.com at least A". */
    private boolean isLevel(int i) {
        Lexicon.Match<Comparison> sign = SignWords.SIGNS.at(clause.tokens(), i);
        return sign != null
                && answers.isGrade(i + sign.length())
                && clause.hasOneOf(0, i, CheckWords.VERSIONED)
                && clause.hasName(0, i);
    }

    /** "job gdpr-erase processed 100 of 100 requests": whatever the verb, a number of a named thing. */
    private boolean isTold(int i) {
        String verb = clause.at(i).key();
        Lexicon.Match<Comparison> sign = SignWords.SIGNS.at(clause.tokens(), i + 1);
        int number = i + 1 + (sign != null ? sign.length() : clause.isOneOf(i + 1, PlaceWords.PLACING) ? 1 : 0);
        return clause.at(i).isWord()
                && !Lexicon.UNITS.containsKey(verb)
                && clause.at(i - 1).kind() != Token.Kind.NUMBER
                && (verb.endsWith("s") || verb.endsWith("ed"))
                && answers.isCounted(number)
                && clause.hasOneOf(0, i, CheckWords.ARTEFACTS)
                && names.isLookedAt(i, true);
    }

    /** "is accepted by the bank with status ACTC": the outcome begins at the verb. */
    private Criterion.Check withStatus(int i) {
        int verb = i;
        while (verb > 1 && !clause.isOneOf(verb, CheckWords.VALUED)) {
            verb--;
        }
        int from = verb > 1 ? verb : i;
        return CheckReader.check(clause, from, clause.size() - from);
    }

    static final Set<String> GRANTING = Set.of(
            "accepted",
            "accepts",
            "approved",
            "approves",
            "signed",
            "signs",
            "released",
            "releases",
            "confirmed",
            "confirms",
            "cleared",
            "clears",
            "endorsed",
            "endorses",
            "granted",
            "grants",
            "authorised",
            "authorises",
            "authorized");

    private static final Set<String> TO_GRANT =
            Set.of("accept", "approve", "sign", "release", "confirm", "clear", "endorse");

    /** "Product owner Lena Hartwig has accepted story SHOP-11": who says so stands ahead of it, and of what behind it. */
    Criterion.@Nullable Check granted() {
        for (int i = 1; i + 1 < clause.size(); i++) {
            int object = clause.is(i + 1, "off") || clause.is(i + 1, "on") ? i + 2 : i + 1;
            boolean demanded = clause.isOneOf(i, TO_GRANT)
                    && (clause.is(i - 1, "to") || clause.is(i - 1, "must") || clause.is(i - 1, "should"));
            if (!(demanded || clause.isOneOf(i, GRANTING)) || !isOneAt(object, clause.size())) {
                continue;
            }
            int that = object;
            while (that < clause.size() && !clause.is(that, "that")) {
                that++;
            }
            int person = i;
            while (person > 1
                    && (clause.isOneOf(person - 1, CheckWords.BEFORE_OUTCOME) || clause.is(person - 1, "to"))) {
                person--;
            }
            boolean somebody = person > 0
                    && !clause.hasOneOf(0, person, CheckWords.ARTEFACTS)
                    && !clause.hasOneOf(0, person, CheckWords.PREDICATING)
                    && !clause.hasOneOf(0, person, PlaceWords.PLACING)
                    && !isOne(person);
            int to = object;
            while (to < clause.size() && !clause.isOneOf(to, CheckWords.AFTER_OUTCOME)) {
                to++;
            }
            int from = clause.isOneOf(0, Lexicon.ARTICLES) ? 1 : 0;
            if (somebody && that + 1 < clause.size()) {
                return new Criterion.Check(
                        clause.text(that + 1, clause.size()),
                        Optional.of(clause.text(from, person)),
                        clause.text(i, that),
                        Optional.empty());
            }
            if (somebody && to > object && isOneAt(object, clause.size())) {
                int what = clause.isOneOf(object, Lexicon.ARTICLES) ? object + 1 : object;
                int scope = clause.isOneOf(to, CheckWords.BEFORE_SCOPE) ? to + 1 : to;
                return new Criterion.Check(
                        clause.text(what, to),
                        Optional.of(clause.text(from, person)),
                        clause.text(demanded ? person : i, object),
                        Optional.of(clause.text(scope, clause.size())).filter(text -> !text.isEmpty()));
            }
        }
        return null;
    }

    private boolean isOneAt(int from, int to) {
        for (int i = from; i < to; i++) {
            if (clause.at(i).isQuoted()
                    || clause.isTicket(i)
                    || clause.isIdentifier(i)
                    || (i > from
                            && clause.at(i).text().chars().anyMatch(Character::isDigit)
                            && (clause.hasOneOf(from, i, CheckWords.ARTEFACTS)
                                    || clause.hasOneOf(from, i, CheckWords.VERSIONED)))) {
                return true;
            }
        }
        return false;
    }

    /** "build 812", "PAY-31", "control SOX-17": there is one of it. */
    private boolean isOne(int to) {
        for (int i = 0; i < to; i++) {
            boolean quoted = clause.at(i).isQuoted();
            boolean numbered = clause.at(i).text().chars().anyMatch(Character::isDigit)
                    && (i > 0 || clause.isTicket(i) || clause.isIdentifier(i));
            boolean called = i > 0
                    && clause.isOneOf(i - 1, CheckWords.ARTEFACTS)
                    && clause.isName(i)
                    && clause.at(i).text().indexOf('-') > 0;
            if (quoted || numbered || called || clause.isTicket(i) || clause.isIdentifier(i)) {
                return true;
            }
        }
        return false;
    }

    /** "HTTP 200 from https://…", "/readyz: 200". */
    private Criterion.@Nullable Check status() {
        int address = -1;
        int status = -1;
        for (int i = 0; i < clause.size(); i++) {
            address = clause.isPath(i) ? i : address;
            status = isStatus(i) ? i : status;
        }
        return address < 0 || status < 0 || clause.size() > STATUS_LINE
                ? null
                : new Criterion.Check(
                        clause.at(address).text(),
                        Optional.empty(),
                        "returns " + clause.at(status).text(),
                        Optional.empty());
    }

    private boolean isStatus(int i) {
        Token token = clause.at(i);
        return token.kind() == Token.Kind.NUMBER
                && SignWords.SIGNS.at(clause.tokens(), i - 1) == null
                && token.text().length() == 3
                && token.text().chars().allMatch(Character::isDigit)
                && token.text().charAt(0) <= '5'
                && (i + 1 == clause.size()
                        || !Lexicon.UNITS.containsKey(clause.at(i + 1).key()));
    }
}
