package dev.releasemanager.outbox;

import java.time.Instant;
import java.util.Optional;

/**
 * A promise and how far it has come.
 *
 * @param sequence grows with each promise made
 * @param attempts deliveries that failed so far; being throttled or waiting for something else isn't counted
 * @param doubtful whether the newest delivery may have happened: it is probed before it is repeated
 * @param repeated whether the next delivery repeats one that may have happened and could not be probed
 * @param failingSince since when it doesn't get through
 */
public record Standing(
        Promise promise,
        long sequence,
        int attempts,
        boolean doubtful,
        boolean repeated,
        Optional<Instant> failingSince) {}
