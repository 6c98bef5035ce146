package dev.releasemanager.rehearsal.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What the rehearsed shop measures, as somebody steers it. It remembers since when each gauge stands where it stands, so that
 * it answers for any moment of release time, also when time has jumped past it. Thread-safe.
 */
public final class SteeredMetrics {
    /** A gauge's positions by the moment since which they hold. */
    private final Map<Gauge, NavigableMap<Instant, Double>> positions = new EnumMap<>(Gauge.class);

    /** Whether it can't be reached, by the moment since which that holds. */
    private final NavigableMap<Instant, Boolean> absences = new TreeMap<>();

    /** All usual, and always so. */
    public SteeredMetrics() {
        for (Gauge gauge : Gauge.values()) {
            NavigableMap<Instant, Double> usual = new TreeMap<>();
            usual.put(Instant.EPOCH, gauge.usual());
            positions.put(gauge, usual);
        }
        absences.put(Instant.EPOCH, false);
    }

    /**
     * From this moment on.
     *
     * @param now release time
     * @throws IllegalArgumentException outside of what the gauge can show
     */
    public synchronized void steer(Gauge gauge, double value, Instant now) {
        if (!(value >= gauge.least() && value <= gauge.most())) {
            throw new IllegalArgumentException(
                    gauge.word() + " must be from " + gauge.least() + " to " + gauge.most() + ": " + value);
        }
        of(gauge).put(now, value);
    }

    /** Whether the source can be reached, from this moment on. */
    public synchronized void gone(boolean gone, Instant now) {
        absences.put(now, gone);
    }

    /** Everything as usual, from this moment on. */
    public synchronized void settle(Instant now) {
        for (Gauge gauge : Gauge.values()) {
            steer(gauge, gauge.usual(), now);
        }
        gone(false, now);
    }

    public synchronized double position(Gauge gauge) {
        return of(gauge).lastEntry().getValue();
    }

    public synchronized boolean isGone() {
        return absences.lastEntry().getValue();
    }

    private NavigableMap<Instant, Double> of(Gauge gauge) {
        return positions.getOrDefault(gauge, new TreeMap<>());
    }

    /**
     * The mean over a span of release time.
     *
     * @param until where the span ends
     * @param span from a second on; shorter ones count as that
     * @return empty while the source can't be reached
     */
    public synchronized OptionalDouble mean(Measure measure, Instant until, Duration span) {
        if (absences.floorEntry(until).getValue()) {
            return OptionalDouble.empty();
        }
        Duration length = span.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : span;
        Instant from = until.minus(length);
        NavigableMap<Instant, Double> held = of(measure.gauge());
        double sum = 0;
        Instant since = from;
        double value = held.floorEntry(from).getValue();
        for (Map.Entry<Instant, Double> change :
                held.subMap(from, false, until, false).entrySet()) {
            sum += value * seconds(since, change.getKey());
            since = change.getKey();
            value = change.getValue();
        }
        sum += value * seconds(since, until);
        return OptionalDouble.of(measure.at(sum / seconds(from, until), chance(measure, until)));
    }

    private static double seconds(Instant from, Instant until) {
        return Duration.between(from, until).toMillis() / 1_000.0;
    }

    /** The same for the same moment, whenever it is asked. */
    private static double chance(Measure measure, Instant at) {
        return new SplittableRandom(at.getEpochSecond() * 31 + measure.title().hashCode()).nextDouble() * 2 - 1;
    }
}
