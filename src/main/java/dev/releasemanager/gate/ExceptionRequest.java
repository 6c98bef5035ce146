package dev.releasemanager.gate;

import dev.releasemanager.release.PersonId;
import java.time.Instant;
import java.util.Optional;

/**
 * That one requirement may pass for this release, this once: a justification in writing, and an executive's sign-off. Only
 * for the requirements for which the charter allows it.
 *
 * @param number counts the requests of one release from 1
 * @param rule the requirement: {@link #FRIDAY} or {@link #BREAK_UP}
 * @param covers what exactly is excepted, as the requirement itself names it: another Friday, or one dependency more, is
 *     not covered
 * @param answer empty while no executive has answered
 */
public record ExceptionRequest(
        int number,
        String rule,
        String covers,
        String justification,
        PersonId askedBy,
        Instant askedAt,
        Optional<Answer> answer) {
    /** No release on a Friday. */
    public static final String FRIDAY = "X2";

    /** More than three cross-team dependencies. */
    public static final String BREAK_UP = "H2";

    public static final int TEXT_LIMIT = 1_000;

    /**
     * An executive's own click.
     *
     * @param reason may be blank for a sign-off of a Friday; a refusal and an excepted H2 want one
     */
    public record Answer(PersonId by, Instant at, boolean granted, String reason) {}

    public boolean isGranted() {
        return answer.filter(Answer::granted).isPresent();
    }

    public ExceptionRequest answered(Answer given) {
        return new ExceptionRequest(number, rule, covers, justification, askedBy, askedAt, Optional.of(given));
    }
}
