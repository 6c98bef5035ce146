package dev.releasemanager.coordination;

import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.rollout.Gap;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Question;
import java.time.Duration;
import java.util.Optional;

/**
 * Where observations come from. Thread-safe. Asking waits for another system, so it is done outside of any transaction; it
 * has a time limit of its own and never throws: an outage is an observation.
 */
public interface Sources {
    /** No source at all: people state what they see. */
    Sources NONE = new Sources() {
        @Override
        public Optional<Duration> intervalOf(Criterion condition, String component, String stage) {
            return Optional.empty();
        }

        @Override
        public Observation ask(Question question) {
            return Observation.none(question.at(), Gap.NO_SOURCE, "", "");
        }
    };

    /**
     * How often a condition is looked at; empty if no source answers it, so that a person has to.
     *
     * @param component what it is about; blank if it is about the release as a whole
     * @param stage its name
     */
    Optional<Duration> intervalOf(Criterion condition, String component, String stage);

    Observation ask(Question question);
}
