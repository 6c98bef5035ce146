package dev.releasemanager.release;

import java.time.Instant;

/**
 * The go/no-go moment of a release: the teams are asked from {@code opensAt}, and at {@code until} it is decided, or it
 * becomes a delay by itself (H1).
 *
 * @param round counts the checkpoints of one release from 1; a new one asks everybody again
 */
public record Checkpoint(int round, Instant opensAt, Instant until) {
    public Checkpoint {
        if (round < 1 || !opensAt.isBefore(until)) {
            throw new IllegalArgumentException("checkpoint " + round + " from " + opensAt + " until " + until);
        }
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(until);
    }
}
