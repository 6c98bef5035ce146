package dev.releasemanager.tracker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.outbox.Attempt;
import dev.releasemanager.outbox.Charge;
import dev.releasemanager.outbox.Courier;
import dev.releasemanager.outbox.Outcome;
import dev.releasemanager.outbox.Probe;
import dev.releasemanager.outbox.Promise;
import dev.releasemanager.release.TrackerSystem;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts summaries of completed releases to the tracker, as JSON, and that one of them was rolled back after that. Each carries the promise's id as its {@code
 * Idempotency-Key}, the same at every repetition: it is delivered at least once, and the tracker can tell a second time
 * from a second summary. Follows no redirect: it could carry the credentials to somewhere else. Thread-safe.
 */
public final class TrackerCourier implements Courier {
    private static final Logger log = LoggerFactory.getLogger(TrackerCourier.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final String BUCKET = "tracker";

    /** What becomes of the tickets; called outside of any transaction. What it throws means that the store is away. */
    public interface Closings {
        /** Whether this summary is still to be posted. */
        boolean isAwaited(Message.ToTracker summary);

        /** The tracker has taken it; told again after a failure, and harmless then. */
        void taken(Message.ToTracker summary);
    }

    /** How a summary is written. */
    public interface Writing {
        String text(Document summary);

        String markdown(Document summary);
    }

    private final Supplier<Optional<TrackerSystem>> tracker;
    private final Map<String, String> environment;
    private final Function<Promise, Message> decoder;
    private final Closings closings;
    private final Writing writing;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();

    /**
     * @param tracker as the configuration has it when a summary is posted
     * @param environment where its credentials are, by the name in the configuration
     * @param decoder reads what a promise delivers
     */
    public TrackerCourier(
            Supplier<Optional<TrackerSystem>> tracker,
            Map<String, String> environment,
            Function<Promise, Message> decoder,
            Closings closings,
            Writing writing) {
        this.tracker = tracker;
        this.environment = Map.copyOf(environment);
        this.decoder = decoder;
        this.closings = closings;
        this.writing = writing;
    }

    @Override
    public List<Charge> charges(Promise promise) {
        return List.of(new Charge(BUCKET, 5, Duration.ofSeconds(1)));
    }

    /** Harmless to repeat: the key is the same. */
    @Override
    public Probe probe(Promise promise) {
        return new Probe.NotFound();
    }

    @Override
    public Outcome deliver(Promise promise, Attempt attempt) {
        Message.ToTracker summary = (Message.ToTracker) decoder.apply(promise);
        try {
            if (!closings.isAwaited(summary)) {
                return Outcome.Delivered.withoutReceipt();
            }
        } catch (RuntimeException e) {
            return storeAway(promise, e);
        }
        Optional<TrackerSystem> system = tracker.get();
        if (system.isEmpty()) {
            return new Outcome.Refused("the configuration names no tracker any more");
        }
        Outcome outcome = post(promise, system.get(), summary);
        if (outcome instanceof Outcome.Delivered) {
            try {
                closings.taken(summary);
            } catch (RuntimeException e) {
                return storeAway(promise, e);
            }
        }
        return outcome;
    }

    private static Outcome storeAway(Promise promise, RuntimeException e) {
        log.atWarn()
                .setMessage("A summary for the tracker waits for the store")
                .addKeyValue("promise", promise.id())
                .setCause(e)
                .log();
        return new Outcome.TryAgain("the database is away");
    }

    private Outcome post(Promise promise, TrackerSystem system, Message.ToTracker summary) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(system.address()))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Accept", "application/json")
                .header("User-Agent", "release-manager")
                .header("Idempotency-Key", promise.id().toString())
                .POST(BodyPublishers.ofString(body(summary), StandardCharsets.UTF_8));
        if (system.authorization().isPresent()) {
            String credentials =
                    environment.getOrDefault(system.authorization().get(), "").strip();
            if (credentials.isEmpty()) {
                return new Outcome.TryAgain("the tracker's credentials aren't set in the environment");
            }
            try {
                request.header("Authorization", credentials);
            } catch (IllegalArgumentException e) {
                return new Outcome.Refused("the tracker's credentials in the environment are no header's value");
            }
        }
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request.build(), BodyHandlers.discarding());
        try {
            return outcome(answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Outcome.TryAgain("the tracker gave no answer within " + TIMEOUT.toSeconds() + " s");
        } catch (ExecutionException e) {
            log.atWarn()
                    .setMessage("The tracker can't be reached")
                    .addKeyValue("release", summary.release())
                    .setCause(e.getCause())
                    .log();
            return new Outcome.TryAgain("the tracker can't be reached");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.TryAgain("interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private static Outcome outcome(HttpResponse<Void> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return Outcome.Delivered.withoutReceipt();
        }
        String said = "the tracker answered with HTTP " + status;
        if (status == 429) {
            return new Outcome.Waiting(said + ", which asks us to wait", pause(response));
        }
        if (status / 100 == 5 || status == 408 || status == 425) {
            return new Outcome.TryAgain(said);
        }
        return new Outcome.Refused(
                switch (status) {
                    case 401, 403 -> said + ": it doesn't let us in";
                    case 404, 410 -> said + ": nothing takes summaries at this address";
                    default -> status / 100 == 3 ? said + ", a redirect; none is followed" : said;
                });
    }

    private static Duration pause(HttpResponse<Void> response) {
        Duration asked = response.headers()
                .firstValue("Retry-After")
                .map(String::strip)
                .filter(seconds -> seconds.matches("[0-9]{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(USUAL_PAUSE);
        return asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE;
    }

    private String body(Message.ToTracker summary) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("event", summary.rolledBack() ? "release_rolled_back" : "release_completed");
        body.put("release", summary.release().value());
        body.put("ticket", summary.ticket());
        ObjectNode written = body.putObject("summary");
        written.put("text", writing.text(summary.summary()));
        written.put("markdown", writing.markdown(summary.summary()));
        return body.toString();
    }
}
