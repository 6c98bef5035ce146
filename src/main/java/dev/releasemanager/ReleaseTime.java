package dev.releasemanager;

import dev.releasemanager.coordination.Reading;
import dev.releasemanager.coordination.StoreUnavailable;
import dev.releasemanager.coordination.Timer;
import dev.releasemanager.rehearsal.time.RealTimeClock;
import dev.releasemanager.rehearsal.time.RehearsalClock;
import dev.releasemanager.timer.Pace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
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
            Optional<Instant> next = read(Reading::nextDue, Optional.empty()).filter(due -> !due.isAfter(end));
            // A timer that is still there after its drain has failed; it is tried again by itself.
            if (next.isEmpty() || next.equals(reached)) {
                break;
            }
            reach(next.get());
            reached = next;
        }
        reach(end);
    }

    /** Of those that people notice: that a source is asked once more isn't one. */
    @Override
    public Optional<Instant> nextTimer() {
        lastKnown = read(reading -> reading.nextDueBut(Timer.Kind.OBSERVATION), lastKnown);
        return lastKnown;
    }

    private Optional<Instant> read(Function<Reading, Optional<Instant>> question, Optional<Instant> otherwise) {
        Wiring driven = bot;
        if (driven == null) {
            return Optional.empty();
        }
        try {
            return driven.store().read(question);
        } catch (StoreUnavailable e) {
            return otherwise;
        }
    }

    @Override
    public void jumpToNextTimer() {
        Instant from = clock.now();
        nextTimer().ifPresent(next -> jump(Duration.between(from, next)));
    }

    private void reach(Instant moment) {
        clock.jump(Duration.between(clock.now(), moment));
        Wiring driven = bot;
        if (driven != null) {
            driven.timers().drainNow();
        }
    }
}
