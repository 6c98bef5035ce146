package dev.releasemanager.release;

/** A team, by its name in the configuration, such as {@code payments}. */
public record TeamId(String value) implements Comparable<TeamId> {
    public TeamId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a blank TeamId");
        }
    }

    @Override
    public int compareTo(TeamId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
