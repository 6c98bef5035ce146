package dev.releasemanager;

import dev.releasemanager.outbox.Promise;
import dev.releasemanager.outbox.Promises;
import dev.releasemanager.outbox.Watcher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what the outbox does, by what kind of message it was. */
final class OutboxMetrics implements Watcher {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final MeterRegistry metrics;

    OutboxMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** How many promises wait, by lane; looked up at most once a second. */
    void gaugeBacklog(Promises promises, InstantSource wall) {
        Backlogs backlogs = new Backlogs(promises, wall);
        for (int lane = 0; lane < Promise.LANES; lane++) {
            int of = lane;
            Gauge.builder("outbox.waiting", backlogs, all -> all.waiting(of))
                    .strongReference(true)
                    .description("Promises that are not delivered yet")
                    .tag("lane", LANES[lane])
                    .register(metrics);
        }
    }

    private static final String[] LANES = {"alarm", "answer", "decision", "board", "reminder"};

    private static final class Backlogs {
        private final Promises promises;
        private final InstantSource wall;
        private @Nullable Long readAt;
        private Map<Integer, Long> byLane = Map.of();

        Backlogs(Promises promises, InstantSource wall) {
            this.promises = promises;
            this.wall = wall;
        }

        synchronized double waiting(int lane) {
            long now = wall.millis();
            if (readAt == null || Math.abs(now - readAt) > FRESH.toMillis()) {
                byLane = promises.backlog(wall.instant()).byLane();
                readAt = now;
            }
            return byLane.getOrDefault(lane, 0L);
        }
    }

    @Override
    public void delivered(Promise promise, Duration late) {
        Timer.builder("outbox.delivered")
                .description("From when a message was due to its delivery")
                .tag("kind", promise.kind())
                .register(metrics)
                .record(late);
    }

    @Override
    public void retried(Promise promise) {
        count("outbox.retried", "Deliveries that failed and are tried again", promise);
    }

    @Override
    public void doubted(Promise promise) {
        count("outbox.doubted", "Deliveries whose outcome was unknown", promise);
    }

    @Override
    public void gaveUp(Promise promise) {
        count("outbox.given.up", "Messages that could not be delivered", promise);
    }

    @Override
    public void throttled(String bucket, Duration retryAfter) {
        // Up to the slash it is a method's name; what follows is a channel's, and there can be many.
        Counter.builder("outbox.throttled")
                .description("Times that Slack asked for patience")
                .tag("budget", bucket.replaceFirst("/.*", ""))
                .register(metrics)
                .increment();
    }

    private void count(String name, String description, Promise promise) {
        Counter.builder(name)
                .description(description)
                .tag("kind", promise.kind())
                .register(metrics)
                .increment();
    }
}
