package dev.releasemanager.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** How long each of many took, and over what time they were done; those that went wrong are only counted. */
final class Latencies {
    private final long[] nanos;
    private final Duration span;
    private final long faults;

    private Latencies(long[] nanos, Duration span, long faults) {
        this.nanos = nanos;
        this.span = span;
        this.faults = faults;
    }

    static Latencies of(LongStream nanos, Duration span, long faults) {
        return new Latencies(nanos.sorted().toArray(), span, faults);
    }

    /** All rounds of one contender as one. */
    static Latencies together(List<Latencies> rounds) {
        return of(
                rounds.stream().flatMapToLong(round -> Arrays.stream(round.nanos)),
                rounds.stream().map(Latencies::span).reduce(Duration.ZERO, Duration::plus),
                rounds.stream().mapToLong(Latencies::faults).sum());
    }

    Duration span() {
        return span;
    }

    long faults() {
        return faults;
    }

    int count() {
        return nanos.length;
    }

    double perSecond() {
        return span.isZero() ? 0 : count() / (span.toNanos() / 1e9);
    }

    /** In milliseconds; not a number if there are none. */
    double percentile(double part) {
        return nanos.length == 0
                ? Double.NaN
                : nanos[(int) Math.min(nanos.length - 1, Math.ceil(part * nanos.length) - 1)] / 1e6;
    }

    double worst() {
        return percentile(1);
    }
}
