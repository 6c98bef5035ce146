package dev.releasemanager.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** A wall clock that moves when a test says so. */
public final class WallClock implements InstantSource, LongSupplier {
    public static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private volatile Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public long getAsLong() {
        return Duration.between(START, now).toNanos();
    }

    public WallClock pass(Duration time) {
        now = now.plus(time);
        return this;
    }
}
