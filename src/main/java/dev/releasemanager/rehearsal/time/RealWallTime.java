package dev.releasemanager.rehearsal.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's clock, with one daemon thread for what is to happen later. Close it to drop what hasn't happened. */
public final class RealWallTime implements WallTime, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RealWallTime.class);

    private final InstantSource source = InstantSource.system();
    private final ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(1, act -> {
        Thread thread = new Thread(act, "rehearsal-wall-time");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public Instant now() {
        return source.instant();
    }

    @Override
    public void after(Duration wait, Runnable act) {
        if (later.isShutdown()) {
            return;
        }
        var unused = later.schedule(() -> guarded(act), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void guarded(Runnable act) {
        try {
            act.run();
        } catch (RuntimeException e) {
            LOG.atError().setMessage("A delayed act failed").setCause(e).log();
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
    }
}
