package dev.releasemanager.timer;

import dev.releasemanager.coordination.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One drain of the due timers after the other, whoever asks for it, and what it says about the next look. */
final class Drainage {
    private static final Logger log = LoggerFactory.getLogger(Drainage.class);

    private final DueWork work;
    private final InstantSource clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    // Guarded by oneAtATime.
    private boolean away;
    private boolean broken;

    Drainage(DueWork work, InstantSource clock) {
        this.work = work;
        this.clock = clock;
    }

    /**
     * Drains everything that is due; waits while another drain runs.
     *
     * @return how long until the next timer is due, in release time; empty if none is set or the store is away
     */
    Optional<Duration> drain() {
        oneAtATime.lock();
        try {
            int taken = work.drain();
            Optional<Duration> next = work.nextDue().map(due -> Duration.between(clock.instant(), due));
            if (away || broken) {
                away = false;
                broken = false;
                log.atInfo()
                        .setMessage("Timers are drained again")
                        .addKeyValue("taken", taken)
                        .log();
            }
            return next;
        } catch (StoreUnavailable e) {
            if (!away) {
                away = true;
                log.atWarn()
                        .setMessage("Timers wait for the store")
                        .addKeyValue("cause", e.toString())
                        .log();
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            // It fails again each second; once is enough to be looked into.
            if (!broken) {
                broken = true;
                log.atError()
                        .setMessage("The drain of the timers failed; it is tried again")
                        .setCause(e)
                        .log();
            }
            return Optional.empty();
        } finally {
            oneAtATime.unlock();
        }
    }

    /** How long ago the oldest timer came due that is still there, in release time. */
    Duration lag() {
        Optional<Instant> due = work.nextDue();
        Duration behind =
                due.map(since -> Duration.between(since, clock.instant())).orElse(Duration.ZERO);
        return behind.isNegative() ? Duration.ZERO : behind;
    }
}
