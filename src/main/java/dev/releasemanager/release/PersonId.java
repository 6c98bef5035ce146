package dev.releasemanager.release;

/** A person in the workspace, by Slack's user id ({@code U…} or {@code W…}); names and handles change, ids don't. */
public record PersonId(String value) implements Comparable<PersonId> {
    public PersonId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a blank PersonId");
        }
    }

    @Override
    public int compareTo(PersonId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
