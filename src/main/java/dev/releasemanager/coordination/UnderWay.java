package dev.releasemanager.coordination;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The deliveries that this process is acting upon just now. Of several copies of one that come at the same instant one
 * acts; the others wait here for what comes of it, and neither take a connection of the store for that nor run into its
 * time limits, by which they would call an act void that counts. Copies on other replicas meet at the store's claim.
 * Thread-safe.
 */
final class UnderWay {
    /** An act that is late has its answer by then; Slack waits for three seconds (slack-facts.md, section 1.1). */
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    private final ConcurrentMap<String, CompletableFuture<Void>> acts = new ConcurrentHashMap<>();
    private final Duration patience;

    UnderWay() {
        this(PATIENCE);
    }

    UnderWay(Duration patience) {
        this.patience = patience;
    }

    /**
     * Acts, or waits for the copy that does.
     *
     * @param repeated what is answered where a copy has acted
     * @throws StoreUnavailable if the act was not stored, for its copies too; with an unknown outcome for those that have
     *     waited in vain
     */
    <T> T once(String payloadId, Supplier<T> act, Supplier<T> repeated) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> twin = acts.putIfAbsent(payloadId, mine);
        if (twin == null) {
            try {
                T result = act.get();
                mine.complete(null);
                return result;
            } catch (RuntimeException | Error e) {
                mine.completeExceptionally(e);
                throw e;
            } finally {
                acts.remove(payloadId, mine);
            }
        }
        try {
            twin.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return repeated.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreUnavailable away) {
                throw new StoreUnavailable(
                        "A copy of the same delivery: " + away.getMessage(), away, away.isOutcomeUnknown());
            }
            return act.get();
        } catch (TimeoutException e) {
            throw new StoreUnavailable("A copy of the same delivery is still being stored", e, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("Interrupted while a copy of the same delivery is being stored", e, true);
        }
    }
}
