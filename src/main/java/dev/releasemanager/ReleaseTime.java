package dev.releasemanager;

import dev.releasemanager.coordination.Reading;
import dev.releasemanager.coordination.StoreUnavailable;
import dev.releasemanager.rehearsal.time.RealTimeClock;
import dev.releasemanager.rehearsal.time.RehearsalClock;
import dev.releasemanager.timer.Pace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rehearsal's release time: it can be sped up and jumped, and then what falls due is done at once. Thread-safe.
 */
final class ReleaseTime implements RehearsalClock, InstantSource, Pace {
    /** A jump over more timers than this goes straight to its end. */
    private static final int MOST_STOPS = 10_000;

    private static final Duration NEVER = Duration.ofDays(1);

    private final RealTimeClock clock;
    private volatile @Nullable Wiring bot;
    private volatile Optional<Instant> lastKnown = Optional.empty();

    /** @param from where release time begins, if that lies ahead of the wall's */
    ReleaseTime(InstantSource wall, Instant from) {
        clock = new RealTimeClock(wall);
        clock.jump(Duration.between(wall.instant(), from));
    }

    /** From now on the timers are this bot's. */
    void drives(Wiring of) {
        bot = of;
    }

    @Override
    public Instant instant() {
        return clock.now();
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public double speed() {
        return clock.speed();
    }

    @Override
    public Duration inWallTime(Duration ahead) {
        double millis = ahead.toMillis() / clock.speed();
        return millis < NEVER.toMillis() ? Duration.ofMillis((long) Math.ceil(millis)) : NEVER;
    }

    @Override
    public void speed(double secondsPerSecond) {
        clock.speed(secondsPerSecond);
        Wiring driven = bot;
        if (driven != null) {
            driven.timers().wake();
        }
    }

    @Override
    public void jump(Duration forward) {
        Instant end = clock.now().plus(forward);
        Optional<Instant> reached = Optional.empty();
        for (int stops = 0; stops < MOST_STOPS; stops++) {
            Optional<Instant> next = nextTimer().filter(due -> !due.isAfter(end));
            // A timer that is still there after its drain has failed; it is tried again by itself.
            if (next.isEmpty() || next.equals(reached)) {
                break;
            }
            reach(next.get());
            reached = next;
        }
        reach(end);
    }

    @Override
    public Optional<Instant> nextTimer() {
        Wiring driven = bot;
        if (driven != null) {
            try {
                lastKnown = driven.store().read(Reading::nextDue);
            } catch (StoreUnavailable e) {
                return lastKnown;
            }
        }
        return lastKnown;
    }

    @Override
    public void jumpToNextTimer() {
        nextTimer().ifPresent(this::reach);
    }

    private void reach(Instant moment) {
        clock.jump(Duration.between(clock.now(), moment));
        Wiring driven = bot;
        if (driven != null) {
            driven.timers().drainNow();
        }
    }
}
