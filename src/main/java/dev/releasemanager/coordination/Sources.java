package dev.releasemanager.coordination;

import dev.releasemanager.rollout.Gap;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Question;

/**
 * Where observations come from. Thread-safe. Asking waits for another system, so it is done outside of any transaction; it
 * has a time limit of its own and never throws: an outage is an observation.
 */
@FunctionalInterface
public interface Sources {
    /** No source at all: people state what they see. */
    Sources NONE = question -> Observation.none(question.at(), Gap.NO_SOURCE, "", "");

    Observation ask(Question question);
}
