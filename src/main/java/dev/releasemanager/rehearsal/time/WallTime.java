package dev.releasemanager.rehearsal.time;

import java.time.Duration;
import java.time.Instant;

/**
 * Wall time, and the waiting in it. Everything that Slack counts in seconds of the real world goes through here, so
 * that a test can step three seconds or thirty minutes without waiting.
 */
public interface WallTime {

    Instant now();

    /** Runs the act once, after the wait, on a thread of this clock's; the act must not block. */
    void after(Duration wait, Runnable act);
}
