package dev.releasemanager.review;

import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a review has taught about one component: something that has to be true of its releases to come, or a step by which
 * they are undone. It joins what those releases begin with once its review is closed.
 *
 * @param from the release whose review it comes of
 * @param number counts up within its review
 * @param text a criterion in its standard form, or what exactly is done
 * @param judgedAt of a criterion; empty for a step
 * @param lasts how long a step takes; empty for a criterion, and where nobody has said
 * @param proof how one sees that a step worked; empty for a criterion, and where nobody has said
 */
public record Lesson(
        ReleaseKey from,
        int number,
        String component,
        String text,
        Optional<JudgedAt> judgedAt,
        Optional<Duration> lasts,
        Optional<String> proof,
        PersonId by,
        Instant at) {

    /** Whether it is a criterion; otherwise it is a rollback step. */
    public boolean isCriterion() {
        return judgedAt.isPresent();
    }

    /** Whether both ask for the same of the same component, whoever said it first. */
    public boolean asksTheSameAs(Lesson other) {
        return component.equals(other.component) && text.equals(other.text) && judgedAt.equals(other.judgedAt);
    }
}
