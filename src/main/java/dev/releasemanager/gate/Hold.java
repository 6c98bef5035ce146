package dev.releasemanager.gate;

import dev.releasemanager.release.PersonId;
import java.time.Instant;

/**
 * Somebody who takes part wants it to wait. It keeps the gate shut and leaves every confirmation as it is; whoever set it
 * lifts it, or the owner.
 *
 * @param number counts the holds of one release from 1; a lifted one's is never used again
 */
public record Hold(int number, PersonId by, Instant at, String reason) {
    public static final int REASON_LIMIT = 500;
}
