package dev.releasemanager.outbox;

import java.time.Duration;
import java.util.List;

/**
 * How patiently the worker works.
 *
 * @param lease for how long it holds the right to deliver at a time
 * @param poll how often it looks by itself
 * @param pause at least so long between two looks, however often it is woken
 * @param firstRetry the pause after the first failure; doubled with each further one
 * @param longestRetry the longest pause
 * @param patience for how long a promise may fail before it is given up
 * @param kept for how long what was given up is kept
 * @param threads for each lane, how many of its deliveries may run at a time. No lane takes another's: a slow answer to a
 *     reminder never holds up an alarm, nor a thousand answers the board
 */
public record Terms(
        Duration lease,
        Duration poll,
        Duration pause,
        Duration firstRetry,
        Duration longestRetry,
        Duration patience,
        Duration kept,
        List<Integer> threads) {

    public Terms {
        threads = List.copyOf(threads);
        if (threads.size() != Promise.LANES || threads.stream().anyMatch(each -> each < 1)) {
            throw new IllegalArgumentException(
                    "threads for the lanes: " + threads + "; each of " + Promise.LANES + " lanes needs at least one");
        }
    }

    public static Terms usual() {
        return new Terms(
                Duration.ofSeconds(10),
                Duration.ofMillis(500),
                Duration.ofMillis(20),
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                Duration.ofHours(2),
                Duration.ofDays(1),
                List.of(2, 16, 3, 2, 1));
    }

    /**
     * The pause after so many failures.
     *
     * @param jitter from 0 to 1: between half of the pause and all of it, so that what failed together comes back apart
     */
    Duration retryAfter(int failures, double jitter) {
        int doublings = Math.min(Math.max(0, failures - 1), 30);
        double whole = Math.min((double) longestRetry.toMillis(), firstRetry.toMillis() * Math.pow(2, doublings));
        return Duration.ofMillis((long) (whole * (0.5 + jitter / 2)));
    }
}
