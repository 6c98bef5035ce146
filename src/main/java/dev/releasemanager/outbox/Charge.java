package dev.releasemanager.outbox;

import java.time.Duration;

/**
 * One use of a budget.
 *
 * @param bucket the budget's name, such as {@code chat.postMessage/C123}
 * @param capacity how many uses may come in one burst
 * @param refill after which time one use is regained
 */
public record Charge(String bucket, int capacity, Duration refill) {
    public Charge {
        if (capacity < 1 || refill.isNegative() || refill.isZero()) {
            throw new IllegalArgumentException("a budget " + bucket + " of " + capacity + " per " + refill);
        }
    }

    /** A budget that is never exceeded in any minute: a burst, and for the rest of the minute what remains, evenly. */
    public static Charge perMinute(String bucket, int limit, int burst) {
        if (burst >= limit) {
            throw new IllegalArgumentException("a burst of " + burst + " out of " + limit + " a minute: " + bucket);
        }
        return new Charge(bucket, burst, Duration.ofMinutes(1).dividedBy(limit - burst));
    }
}
