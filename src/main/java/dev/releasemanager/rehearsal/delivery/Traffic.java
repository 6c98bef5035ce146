package dev.releasemanager.rehearsal.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Json;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The log of what passed between the double and the bot, newest last, without bodies. Thread-safe. */
public final class Traffic {

    private static final int KEPT = 20_000;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Deque<Refusal> refusals = new ArrayDeque<>();

    /** Which way a request went. */
    public enum Direction {
        TO_SLACK,
        TO_BOT
    }

    /**
     * One request and its outcome.
     *
     * @param status HTTP status; 0 when there was no answer
     * @param retryAfter seconds, null when not asked to wait
     */
    public record Entry(
            Instant at,
            Direction direction,
            String method,
            int status,
            boolean ok,
            Optional<String> error,
            long millis,
            @Nullable Integer retryAfter) {}

    /** What Slack refused, and why. */
    public record Refusal(Instant at, String method, String error, List<String> messages) {
        public Refusal {
            messages = List.copyOf(messages);
        }
    }

    public synchronized void passed(Entry entry) {
        entries.addLast(entry);
        if (entries.size() > KEPT) {
            entries.removeFirst();
        }
    }

    public synchronized void refused(Refusal refusal) {
        refusals.addLast(refusal);
        if (refusals.size() > KEPT) {
            refusals.removeFirst();
        }
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    public synchronized List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    public synchronized ObjectNode toJson() {
        ObjectNode log = Json.object();
        ArrayNode requests = log.putArray("requests");
        for (Entry entry : entries) {
            ObjectNode request = requests.addObject();
            request.put("at", entry.at().toString());
            request.put("direction", entry.direction() == Direction.TO_SLACK ? "to_slack" : "to_bot");
            request.put("method", entry.method());
            request.put("status", entry.status());
            request.put("ok", entry.ok());
            entry.error().ifPresent(error -> request.put("error", error));
            request.put("millis", entry.millis());
            request.put("retry_after", entry.retryAfter());
        }
        ArrayNode refused = log.putArray("refused");
        for (Refusal refusal : refusals) {
            ObjectNode one = refused.addObject();
            one.put("at", refusal.at().toString());
            one.put("method", refusal.method());
            one.put("error", refusal.error());
            ArrayNode messages = one.putArray("messages");
            refusal.messages().forEach(messages::add);
        }
        return log;
    }
}
