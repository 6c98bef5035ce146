package dev.releasemanager.release;

/** A rota, by its name in the configuration, such as {@code database-on-call}. */
public record RotaId(String value) implements Comparable<RotaId> {
    public RotaId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a blank RotaId");
        }
    }

    @Override
    public int compareTo(RotaId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
