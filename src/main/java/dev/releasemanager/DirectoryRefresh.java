package dev.releasemanager;

import dev.releasemanager.slack.delivery.SlackDirectory;
import dev.releasemanager.slack.delivery.SlackDirectory.Refreshed;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the directory fresh on one thread of its own: everything at the start and now and then, and what an event tells of
 * when it comes. What fails is tried again, with growing pauses.
 */
final class DirectoryRefresh implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DirectoryRefresh.class);

    /** Events tell of changes; this finds those whose event was lost. */
    private static final Duration EVERY = Duration.ofMinutes(30);

    /** Slack lists people twenty times a minute (its page on rate limits, tier 2), and changes come in swarms. */
    private static final Duration AFTER_A_CHANGE = Duration.ofMillis(500);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    private final SlackDirectory directory;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch attempted = new CountDownLatch(1);
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "directory");
        thread.setDaemon(true);
        return thread;
    });
    private Duration nextRetry = FIRST_RETRY;

    DirectoryRefresh(SlackDirectory directory) {
        this.directory = directory;
    }

    DirectoryRefresh start() {
        executor.execute(this::everything);
        return this;
    }

    /** Waits for the first attempt, at most so long; a bot that knows nobody can only refuse. */
    void awaitFirst(Duration atMost) {
        try {
            boolean unused = attempted.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something has changed: reads it anew, once for many changes; cheap, from any thread. */
    void soon() {
        if (asked.compareAndSet(false, true)) {
            schedule(this::again, AFTER_A_CHANGE);
        }
    }

    private void again() {
        asked.set(false);
        boolean unused = attempt();
    }

    private void everything() {
        boolean complete = attempt();
        attempted.countDown();
        Duration pause = complete ? EVERY : nextRetry;
        Duration doubled = nextRetry.multipliedBy(2);
        nextRetry = complete ? FIRST_RETRY : doubled.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : doubled;
        schedule(this::everything, pause);
    }

    private void schedule(Runnable task, Duration pause) {
        try {
            var unused = executor.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.atDebug()
                    .setMessage("The directory isn't refreshed while stopping")
                    .log();
        }
    }

    private boolean attempt() {
        try {
            Refreshed refreshed = directory.refresh();
            if (!refreshed.isComplete()) {
                log.atWarn()
                        .setMessage("The directory could not be read whole; what was known stays")
                        .addKeyValue("failures", refreshed.failures())
                        .log();
            }
            return refreshed.isComplete();
        } catch (RuntimeException e) {
            log.atWarn()
                    .setMessage("The directory could not be read; what was known stays")
                    .setCause(e)
                    .log();
            return false;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
