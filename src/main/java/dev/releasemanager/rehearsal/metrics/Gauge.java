package dev.releasemanager.rehearsal.metrics;

import java.util.Locale;

/** What can be steered, each with what is usual for the sample shop. */
public enum Gauge {
    /** Requests that fail. */
    ERRORS("Error rate", "%", 0.02, 0, 10, 0.01),
    /** The slowest hundredth of the requests takes longer. */
    LATENCY("p99 latency", "ms", 180, 20, 3_000, 10),
    /** What the shop sells. */
    ORDERS("Orders per minute", "", 120, 0, 240, 1);

    private final String title;
    private final String unit;
    private final double usual;
    private final double least;
    private final double most;
    private final double step;

    Gauge(String title, String unit, double usual, double least, double most, double step) {
        this.title = title;
        this.unit = unit;
        this.usual = usual;
        this.least = least;
        this.most = most;
        this.step = step;
    }

    /** Its name in the page's JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /** Blank for a plain number. */
    public String unit() {
        return unit;
    }

    public double usual() {
        return usual;
    }

    public double least() {
        return least;
    }

    public double most() {
        return most;
    }

    public double step() {
        return step;
    }
}
