package dev.releasemanager.criteria;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What was seen for a criterion.
 *
 * @param value a number with its unit, or the answer of a check, as it was given
 * @param baseline the baseline's value, where the criterion is relative to one
 * @param link where it can be looked at; http or https
 * @param at when it was seen
 * @param by the person's id, or the source's own name
 * @param source the system it was seen in, in words
 */
public record Evidence(String value, Optional<String> baseline, String link, Instant at, String by, String source) {
    private static final Set<String> YES = Set.of(
            "yes",
            "y",
            "true",
            "ok",
            "green",
            "passed",
            "pass",
            "passes",
            "success",
            "successful",
            "succeeded",
            "done",
            "met",
            "closed",
            "up");
    private static final Set<String> NO = Set.of(
            "no",
            "n",
            "false",
            "red",
            "failed",
            "fail",
            "fails",
            "failure",
            "unsuccessful",
            "not met",
            "open",
            "down",
            "not ok",
            "not green");

    public Evidence {
        value = Phrase.clean(value);
        baseline = baseline.map(Phrase::clean);
    }

    /** Not older than that, and not from the future. */
    public boolean isFresh(Instant now, Duration maximumAge) {
        return !at.isAfter(now) && !at.isBefore(now.minus(maximumAge));
    }

    /** The value as a number; empty for an answer, for "NaN" and for whatever else is none. */
    public Optional<Quantity> quantity() {
        return Quantity.find(value);
    }

    /** The value as yes or no to a check; empty if it is neither. */
    public Optional<Boolean> answer(Criterion.Check check) {
        String said = value.toLowerCase(Locale.ROOT);
        if (YES.contains(said) || said.equals(check.outcome().toLowerCase(Locale.ROOT))) {
            return Optional.of(true);
        }
        if (NO.contains(said)) {
            return Optional.of(false);
        }
        return quantity().flatMap(seen -> Evidence.last(check.outcome())
                .map(asked -> asked.compare(seen).orElse(1) == 0));
    }

    private static Optional<Quantity> last(String outcome) {
        return Quantity.find(outcome.substring(outcome.lastIndexOf(' ') + 1));
    }

    Judgement judge(Criterion criterion) {
        if (criterion instanceof Criterion.Measure measure) {
            return measure.judge(quantity(), baseline.flatMap(Quantity::find));
        }
        return ((Criterion.Check) criterion).judge(answer((Criterion.Check) criterion));
    }
}
