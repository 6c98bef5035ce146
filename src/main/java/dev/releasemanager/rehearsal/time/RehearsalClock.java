package dev.releasemanager.rehearsal.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Release time as the rehearsal's page shows and steers it. The real one is wired to the bot's release clock and its
 * timers; {@link RealTimeClock} stands in where no bot is near. Implementations are thread-safe.
 */
public interface RehearsalClock {

    Instant now();

    /** How many seconds of release time pass in one of wall time; 1 is the natural pace, 0 stands still. */
    double speed();

    void speed(double secondsPerSecond);

    /** Moves release time forward at once; what falls due in between happens as if that time had passed. */
    void jump(Duration forward);

    /** When the bot's next timer is due, if any is set. */
    Optional<Instant> nextTimer();

    /** Jumps to {@link #nextTimer()}; does nothing when no timer is set. */
    void jumpToNextTimer();
}
