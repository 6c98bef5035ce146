package dev.releasemanager.evidence;

import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Question;
import java.util.List;

/**
 * One thing that can be asked for one measure. Thread-safe; answers within its time limit, never throws, and never answers a
 * value that it isn't sure of.
 */
interface Source {
    Observation ask(Question question);

    /**
     * Which of these are asked with one request each.
     *
     * @param series questions that differ in nothing but their moments, in the order of those, none twice
     * @param most so many at once
     */
    default List<List<Question>> together(List<Question> series, int most) {
        return series.stream().map(List::of).toList();
    }

    /**
     * Asks for what {@link #together} put together.
     *
     * @return at least one answer, each the same as if it were asked alone; what is missing at the end wasn't asked yet
     */
    default Answers ask(List<Question> together) {
        return new Answers(together.stream().map(this::ask).toList(), together.size());
    }

    /**
     * What was seen, in the order of the questions.
     *
     * @param requests about how many it took
     */
    record Answers(List<Observation> seen, int requests) {}
}
