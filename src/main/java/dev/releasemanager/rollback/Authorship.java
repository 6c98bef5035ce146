package dev.releasemanager.rollback;

import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.release.PersonId;
import java.time.Instant;

/**
 * Who brought a migration into the release: neither of them tests its reversal (M4).
 *
 * @param addedBy whoever added it, or made a migration of it
 * @param editedAt the last edit that changed anything of it; a test before it was of something else
 */
public record Authorship(ChangeId change, PersonId addedBy, PersonId editedBy, Instant editedAt) {
    public boolean isBy(PersonId person) {
        return addedBy.equals(person) || editedBy.equals(person);
    }

    public Authorship edited(PersonId by, Instant at) {
        return new Authorship(change, addedBy, by, at);
    }
}
