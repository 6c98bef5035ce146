package dev.releasemanager.timer;

import java.time.Duration;

/** How release time passes beside wall time. */
@FunctionalInterface
public interface Pace {
    /** Both are the same. */
    Pace NATURAL = ahead -> ahead;

    /** How much wall time passes until release time is so far ahead. */
    Duration inWallTime(Duration ahead);
}
