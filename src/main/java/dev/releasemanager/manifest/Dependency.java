package dev.releasemanager.manifest;

import java.util.Comparator;

/**
 * "A needs B first" between two components (M2).
 *
 * @param dependent what is deployed after
 * @param prerequisite what is deployed and verified before
 */
public record Dependency(String dependent, String prerequisite) implements Comparable<Dependency> {
    private static final Comparator<Dependency> ORDER =
            Comparator.comparing(Dependency::dependent).thenComparing(Dependency::prerequisite);

    public Dependency {
        if (dependent.isBlank() || prerequisite.isBlank()) {
            throw new IllegalArgumentException("a dependency with a blank end");
        }
    }

    @Override
    public int compareTo(Dependency other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return dependent + " needs " + prerequisite;
    }
}
