package dev.releasemanager.criteria;

import java.util.List;

/**
 * What is usually measured of a component, with typical bounds, from the configuration. Rewrites are proposed from it.
 *
 * @param measures the most usual first
 */
public record Usual(List<Criterion.Measure> measures) {
    public static final Usual NOTHING = new Usual(List.of());

    public Usual {
        measures = List.copyOf(measures);
    }
}
