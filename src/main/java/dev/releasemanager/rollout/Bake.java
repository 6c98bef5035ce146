package dev.releasemanager.rollout;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The time that a stage is watched: it begins when the last component is verified, and begins anew whenever something of
 * the stage changes or the rollout is resumed.
 *
 * @param number counts from 1 within the stage, so that a timer of an earlier one is known as stale
 * @param until the first moment after it
 */
public record Bake(int number, Instant begunAt, Instant until) {
    public Bake {
        if (number < 1 || !until.isAfter(begunAt)) {
            throw new IllegalArgumentException("bake " + number + " from " + begunAt + " until " + until);
        }
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(until);
    }

    /** No time if it is over. */
    public Duration left(Instant now) {
        return isOver(now) ? Duration.ZERO : Duration.between(now, until);
    }

    /** Longer by that much, counted from its end, or from now if that has passed. */
    public Bake extended(Duration by, Instant now) {
        Instant from = isOver(now) ? now : until;
        return new Bake(number, begunAt, from.plus(by));
    }

    /** Whether something seen at this moment was seen while it lasted; to the minute, as people say it. */
    public boolean covers(Instant moment) {
        return !moment.isBefore(begunAt.truncatedTo(ChronoUnit.MINUTES)) && !moment.isAfter(until);
    }
}
