package dev.releasemanager.timer;

import java.time.Instant;
import java.util.Optional;

/** The timers in the store, and what they do. */
public interface DueWork {
    /** Carries out everything that is due, and says how much that was. */
    int drain();

    /** When the next timer is due, in release time; it may have passed. Empty if none is set. */
    Optional<Instant> nextDue();
}
