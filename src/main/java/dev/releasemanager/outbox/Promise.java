package dev.releasemanager.outbox;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that was promised to be delivered. What it says is the sender's business ({@code kind} and {@code body}); how
 * it is delivered follows from the rest.
 *
 * @param lane urgency: 0 goes before 1, and so on
 * @param kind what the body is, for the courier; a short stable word
 * @param stream whom it goes to: a channel's id or a person's. Streams of one lane take turns
 * @param coalesceKey if present, the content is drawn at the moment of delivery, and a second promise with this key that
 *     is made before the first one is begun adds nothing
 * @param about the release that it concerns, by its key; its owner is told if the promise is given up
 * @param body the content as JSON; must not be logged
 * @param dueAt not before this moment
 */
public record Promise(
        UUID id,
        int lane,
        String kind,
        String stream,
        Optional<String> coalesceKey,
        Optional<String> about,
        String body,
        Instant createdAt,
        Instant dueAt) {

    /** The lane of a stop or a rollback: delivered before everything else, and ahead of those that wait for a retry. */
    public static final int ALARM = 0;

    /** How many lanes there are. */
    public static final int LANES = 5;

    public Promise {
        if (lane < 0 || lane >= LANES) {
            throw new IllegalArgumentException("a promise in lane " + lane + "; there are " + LANES);
        }
        if (stream.isBlank()) {
            throw new IllegalArgumentException("a promise without a stream");
        }
    }

    /**
     * Those with the same line are delivered one after the other in the order in which they were made, each after the one
     * before it was delivered or given up: same lane, same stream, same release. What concerns another release isn't held
     * up by it, and an alarm is held up by nothing.
     */
    public String line() {
        return lane == ALARM
                ? id.toString()
                : lane + "/" + stream + "/" + about.orElse("") + "/" + coalesceKey.orElse("");
    }

    /** The lane that a {@link #line} is of. */
    public static int laneOf(String line) {
        int end = line.indexOf('/');
        return end < 0 ? ALARM : Integer.parseInt(line.substring(0, end));
    }
}
