package dev.releasemanager.rollback;

import dev.releasemanager.release.PersonId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a person has said, by their own click, of the step that they are to execute.
 *
 * @param step the step's number
 * @param content the digest of the step as they saw it; a step that was changed since isn't accepted any more
 * @param refusal why they can't, if they can't
 */
public record Acceptance(int step, String content, PersonId by, Instant at, Optional<String> refusal) {
    public static final int REASON_LIMIT = 1_000;

    /** Whether it is about this step as it is now, said by whoever is named in it now, or for the rota that is. */
    public boolean isOf(Step now) {
        return step == now.number()
                && now.digest().equals(content)
                && now.executor()
                        .filter(executor -> executor.person().map(by::equals).orElse(true))
                        .isPresent();
    }

    /** The same, of the same step under another number. */
    public Acceptance of(int number) {
        return new Acceptance(number, content, by, at, refusal);
    }
}
