package dev.releasemanager.rollout;

import java.time.Duration;
import java.util.Optional;

/**
 * One stage as it is planned: staging, or a share of production, and how long it is watched before the next (M5).
 *
 * @param share of production, in percent from 1 to 100; empty for staging
 * @param bake the least time that it is watched
 */
public record Stage(Optional<Integer> share, Duration bake) {
    private static final String STAGING = "staging";
    private static final String PRODUCTION = "production-";

    public static Stage staging(Duration bake) {
        return new Stage(Optional.empty(), bake);
    }

    public static Stage production(int share, Duration bake) {
        return new Stage(Optional.of(share), bake);
    }

    /** @throws IllegalArgumentException if it is no {@link #id} */
    public static Stage of(String id, Duration bake) {
        return id.equals(STAGING) ? staging(bake) : production(share(id), bake);
    }

    private static int share(String id) {
        if (!id.matches(PRODUCTION + "[1-9]\\d{0,2}")) {
            throw new IllegalArgumentException("no such stage: " + id);
        }
        return Integer.parseInt(id.substring(PRODUCTION.length()));
    }

    public boolean isStaging() {
        return share.isEmpty();
    }

    /** What tells it from the others of a plan, in the store and in queries: {@code staging}, {@code production-25}. */
    public String id() {
        return share.map(percent -> PRODUCTION + percent).orElse(STAGING);
    }

    /** To read: "staging", "25 % of production". */
    public String words() {
        return share.map(percent -> percent + " % of production").orElse(STAGING);
    }

    public Stage with(Duration longer) {
        return new Stage(share, longer);
    }
}
