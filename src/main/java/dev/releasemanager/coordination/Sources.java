package dev.releasemanager.coordination;

import dev.releasemanager.rollout.Gap;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Question;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where observations come from. Thread-safe. Asking waits for another system, so it is done outside of any transaction; it
 * has a time limit of its own and never throws: an outage is an observation.
 */
@FunctionalInterface
public interface Sources {
    /** No source at all: people state what they see. */
    Sources NONE = question -> Observation.none(question.at(), Gap.NO_SOURCE, "", "");

    /** So many requests are made before what was seen can be kept: whoever is ended meanwhile loses no more than that. */
    int REQUESTS_AT_ONCE = 100;

    Observation ask(Question question);

    /**
     * Asks for several things, with as few requests as the sources allow, and for the first ones first.
     *
     * @return what was seen, by question, at least one unless nothing is asked; what is missing there hasn't been asked yet
     */
    default Map<Question, Observation> ask(Collection<Question> questions) {
        Map<Question, Observation> seen = new LinkedHashMap<>();
        questions.stream().distinct().limit(REQUESTS_AT_ONCE).forEach(question -> seen.put(question, ask(question)));
        return seen;
    }
}
