package dev.releasemanager.criteria;

import java.util.Optional;

/**
 * A condition that can be found true or false by somebody who wasn't there when it was written (M3). A value; its standard
 * form reads back as the same value by {@link Criteria#parse}.
 */
public sealed interface Criterion {
    /** The one standard form. */
    String text();

    /**
     * A number against a bound.
     *
     * @param subject what is measured, of what: "p99 latency of checkout-api"
     * @param place where: an environment, a board, a path
     */
    record Measure(String subject, Bound bound, Optional<String> place, Optional<Span> span) implements Criterion {
        public Measure {
            subject = Phrase.clean(subject);
            place = place.map(Phrase::clean).filter(text -> !text.isEmpty());
        }

        @Override
        public String text() {
            return Phrase.subject(subject) + " " + bound.text()
                    + place.map(text -> Phrase.preposition(text) + Phrase.place(text))
                            .orElse("")
                    + span.map(Phrase::span).orElse("");
        }

        /** @param observed empty if nothing was seen, or no number */
        public Judgement judge(Optional<Quantity> observed, Optional<Quantity> baseline) {
            return observed.map(seen -> bound.judge(seen, baseline)).orElse(Judgement.NO_JUDGEMENT);
        }

        public boolean isMet(Optional<Quantity> observed, Optional<Quantity> baseline) {
            return judge(observed, baseline) == Judgement.PASSED;
        }
    }

    /**
     * Something named that is run or looked at, and says yes or no.
     *
     * @param what the command, job, query, endpoint, dashboard or list of tickets
     * @param by who or what says so
     * @param outcome the yes: "is green", "exits 0", "returns 200"
     * @param scope for which revision, place or component
     */
    record Check(String what, Optional<String> by, String outcome, Optional<String> scope) implements Criterion {
        public Check {
            what = Phrase.clean(what);
            by = by.map(Phrase::clean).filter(text -> !text.isEmpty());
            outcome = Phrase.clean(outcome);
            scope = scope.map(Phrase::clean).filter(text -> !text.isEmpty());
        }

        @Override
        public String text() {
            return "check " + Phrase.quoted(what)
                    + by.map(text -> " by " + Phrase.name(text)).orElse("") + " " + Phrase.outcome(outcome)
                    + scope.map(text -> " for " + Phrase.last(text)).orElse("");
        }

        /** @param answer empty if nobody has looked */
        public Judgement judge(Optional<Boolean> answer) {
            return answer.map(yes -> yes ? Judgement.PASSED : Judgement.FAILED).orElse(Judgement.NO_JUDGEMENT);
        }
    }
}
