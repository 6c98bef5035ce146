package dev.releasemanager.release;

/** A channel, by Slack's id ({@code C…}, {@code G…} or {@code D…}). */
public record ChannelId(String value) implements Comparable<ChannelId> {
    public ChannelId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a blank ChannelId");
        }
    }

    @Override
    public int compareTo(ChannelId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
