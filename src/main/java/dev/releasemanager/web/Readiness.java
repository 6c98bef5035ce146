package dev.releasemanager.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this replica can serve, and how far it is behind. What was found stands for a second, so that a crowd of
 * probes is no load on the database. Safe for use by many threads.
 */
public final class Readiness {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(Readiness.class);
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private final List<ReadinessCheck> checks;
    private final List<Lag> lags;
    private final LongSupplier nanos;

    private @Nullable Report last;
    private long lastAt;

    public Readiness(List<ReadinessCheck> checks, List<Lag> lags) {
        this(checks, lags, System::nanoTime);
    }

    /**
     * @param nanos a clock that only measures spans, as {@link System#nanoTime()}
     */
    Readiness(List<ReadinessCheck> checks, List<Lag> lags, LongSupplier nanos) {
        this.checks = List.copyOf(checks);
        this.lags = List.copyOf(lags);
        this.nanos = nanos;
    }

    /**
     * What was found.
     *
     * @param because by name of the check, why this replica can't serve; empty if it can
     * @param lags by name, how far each is behind; nothing where that is unknown
     */
    public record Report(Map<String, String> because, Map<String, Optional<Duration>> lags) {
        public boolean isReady() {
            return because.isEmpty();
        }

        String json() {
            Map<String, @Nullable Object> seconds = new LinkedHashMap<>();
            lags.forEach((name, behind) ->
                    seconds.put(name, behind.map(Readiness::seconds).orElse(null)));
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("ready", isReady());
            all.put("because", because);
            all.put("lag_seconds", seconds);
            return GSON.toJson(all);
        }
    }

    /** The state of things, at most a second old. */
    public synchronized Report report() {
        long now = nanos.getAsLong();
        if (last == null || now - lastAt > FRESH.toNanos()) {
            Map<String, String> because = new LinkedHashMap<>();
            for (ReadinessCheck check : checks) {
                reasonOf(check).ifPresent(reason -> because.put(check.name(), reason));
            }
            Map<String, Optional<Duration>> behind = new LinkedHashMap<>();
            for (Lag lag : lags) {
                behind.put(lag.name(), behind(lag));
            }
            last = new Report(because, behind);
            lastAt = now;
        }
        return last;
    }

    List<Lag> lags() {
        return lags;
    }

    private static Optional<String> reasonOf(ReadinessCheck check) {
        try {
            return check.unreadyBecause();
        } catch (RuntimeException e) {
            log.atWarn()
                    .setMessage("Readiness check failed")
                    .addKeyValue("check", check.name())
                    .setCause(e)
                    .log();
            return Optional.of("The check itself failed; the log says why.");
        }
    }

    /** How far it is behind, nothing if that can't be told just now. */
    static Optional<Duration> behind(Lag lag) {
        try {
            return Optional.of(lag.behind().get());
        } catch (RuntimeException e) {
            log.atDebug()
                    .setMessage("Lag unknown")
                    .addKeyValue("lag", lag.name())
                    .addKeyValue("cause", e.toString())
                    .log();
            return Optional.empty();
        }
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
