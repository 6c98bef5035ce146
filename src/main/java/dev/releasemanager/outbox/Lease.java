package dev.releasemanager.outbox;

import java.time.Instant;
import java.util.UUID;

/** The right to be the one deliverer, held for a while at a time. Clocks of replicas must agree to within a second or two. */
public interface Lease {

    /**
     * Takes or renews the lease.
     *
     * @return whether the holder has it until then; false if somebody else holds it at {@code now}
     */
    boolean hold(UUID holder, Instant now, Instant until);

    /** Gives it up, if this holder has it. */
    void release(UUID holder);
}
