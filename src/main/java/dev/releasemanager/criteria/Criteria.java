package dev.releasemanager.criteria;

import java.util.List;
import java.util.Optional;

/** The grammar of measurable conditions (M3): how a sentence becomes a {@link Criterion}, or why it doesn't. */
public final class Criteria {
    /** What to write, in a few lines, for people who see it for the first time. */
    public static final String HINT = """
            A measure: what, compared how, with which number and unit, where, over what time.
              error rate < 0.1 % on canary over 30 min
              orders per minute within 5 % of staging baseline
            Of place and time one may be missing, not both.
            Or a check: something with a name that is run or looked at and says yes or no.
              check "smoke tests" by CI is green for this revision
              `./smoke.sh` exits 0
            """;

    /** Sentences that are understood, one for each form. */
    public static final List<String> EXAMPLES = List.of(
            "error rate < 0.1 % on canary over 30 min",
            "p99 latency of checkout-api must stay below 250 ms in staging for 1 h",
            "orders per minute within 5 % of staging baseline",
            "error rate no more than 1.2 times the staging baseline",
            "p95 latency not worse than before by more than 10 %",
            "open blockers = 0 in PAY board",
            "zero Sev1 incidents open in PAY",
            "check \"smoke tests\" by CI is green for this revision",
            "`./smoke.sh` exits 0",
            "GET /healthz returns 200",
            "Grafana dashboard 'Payments' shows no alert firing");

    private static final Recent<Optional<Criterion>> PARSED = new Recent<>(StandardForm::parse);

    private Criteria() {}

    /** Reads the standard form alone, as {@link Criterion#text()} writes it; whether it is complete isn't asked. */
    public static Optional<Criterion> parse(String standard) {
        return PARSED.of(standard);
    }

    /** Reads what a person wrote. Never throws; the time grows with the length. */
    public static Reading read(String sentence, Usual usual) {
        return Reader.readCriterion(sentence, usual);
    }

    /**
     * Reads what starts a rollback (M4), in the same grammar. "Roll back if p95 is above 800 ms" is true above it, where as a
     * criterion it would demand the opposite; without such an opening the two read alike.
     */
    public static Reading readTrigger(String sentence, Usual usual) {
        return Reader.readTrigger(sentence, usual);
    }

    /** What was seen, against what was asked. */
    public static Judgement judge(Criterion criterion, Evidence evidence) {
        return evidence.judge(criterion);
    }
}
