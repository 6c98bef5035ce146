package dev.releasemanager.rehearsal.metrics;

import java.util.Optional;

/** What criteria can be about in the sample shop, each following one of the gauges. */
public enum Measure {
    ERROR_RATE("error rate", "%", Gauge.ERRORS, 0, 1, 0.1),
    P99_LATENCY("p99 latency", "ms", Gauge.LATENCY, 0, 1, 0.04),
    ORDERS_PER_MINUTE("orders per minute", "", Gauge.ORDERS, 0, 1, 0.01),
    PAYMENTS_PER_MINUTE("payments per minute", "", Gauge.ORDERS, 0, 0.9, 0.01),
    LOGIN_SUCCESS_RATE("login success rate", "%", Gauge.ERRORS, 99.92, -2, 0.0002),
    REPLICATION_LAG("replication lag", "s", Gauge.LATENCY, 0, 1 / 300.0, 0.1);

    private final String title;
    private final String unit;
    private final Gauge gauge;
    private final double base;
    private final double factor;
    private final double wobble;

    Measure(String title, String unit, Gauge gauge, double base, double factor, double wobble) {
        this.title = title;
        this.unit = unit;
        this.gauge = gauge;
        this.base = base;
        this.factor = factor;
        this.wobble = wobble;
    }

    static Optional<Measure> find(String title) {
        for (Measure measure : values()) {
            if (measure.title.equals(title)) {
                return Optional.of(measure);
            }
        }
        return Optional.empty();
    }

    /** As criteria name it. */
    public String title() {
        return title;
    }

    /** Of its numbers; blank for a plain number. */
    public String unit() {
        return unit;
    }

    Gauge gauge() {
        return gauge;
    }

    /**
     * Its value while the gauge stands so.
     *
     * @param chance from -1 to 1: nothing that is measured stands quite still
     */
    double at(double gauged, double chance) {
        return Math.max(0, base + factor * gauged) * (1 + wobble * chance);
    }
}
