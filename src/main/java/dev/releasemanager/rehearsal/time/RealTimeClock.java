package dev.releasemanager.rehearsal.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A clock of its own that can be sped up and jumped, and knows no timers. Thread-safe. */
public final class RealTimeClock implements RehearsalClock {

    private final InstantSource wall;
    private Instant wallAtChange;
    private Instant shownAtChange;
    private double speed = 1;

    public RealTimeClock(InstantSource wall) {
        this.wall = wall;
        this.wallAtChange = wall.instant();
        this.shownAtChange = wallAtChange;
    }

    @Override
    public synchronized Instant now() {
        double elapsed = Duration.between(wallAtChange, wall.instant()).toNanos() * speed;
        return shownAtChange.plusNanos((long) elapsed);
    }

    @Override
    public synchronized double speed() {
        return speed;
    }

    @Override
    public synchronized void speed(double secondsPerSecond) {
        rebase(Duration.ZERO);
        speed = Math.max(0, secondsPerSecond);
    }

    @Override
    public synchronized void jump(Duration forward) {
        rebase(forward.isNegative() ? Duration.ZERO : forward);
    }

    @Override
    public Optional<Instant> nextTimer() {
        return Optional.empty();
    }

    @Override
    public void jumpToNextTimer() {}

    private void rebase(Duration forward) {
        Instant shown = now().plus(forward);
        wallAtChange = wall.instant();
        shownAtChange = shown;
    }
}
