package dev.releasemanager.manifest;

/** A change within its release: counts up from 1 and is never used again. */
public record ChangeId(int value) implements Comparable<ChangeId> {
    @Override
    public int compareTo(ChangeId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "#" + value;
    }
}
