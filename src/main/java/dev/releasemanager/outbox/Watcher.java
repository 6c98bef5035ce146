package dev.releasemanager.outbox;

import java.time.Duration;

/** Who counts what the worker does. Called on its threads; must be quick. */
public interface Watcher {

    /** @param late since it was due */
    default void delivered(Promise promise, Duration late) {}

    default void retried(Promise promise) {}

    default void throttled(String bucket, Duration retryAfter) {}

    default void doubted(Promise promise) {}

    default void gaveUp(Promise promise) {}

    /** Nobody. */
    static Watcher none() {
        return new Watcher() {};
    }
}
