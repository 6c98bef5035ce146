package dev.releasemanager.outbox;

import java.time.Duration;
import java.util.Optional;

/** What came of an attempt. The reasons are kept, logged and shown to the owner: no content and no secrets in them. */
public sealed interface Outcome {

    /**
     * It arrived.
     *
     * @param receipt what the other side calls it, if anything; for the log
     */
    record Delivered(Optional<String> receipt) implements Outcome {
        public static Delivered of(String receipt) {
            return new Delivered(Optional.of(receipt));
        }

        public static Delivered withoutReceipt() {
            return new Delivered(Optional.empty());
        }
    }

    /** It surely did not arrive, or may be repeated harmlessly; tried again with growing, jittered pauses. */
    record TryAgain(String reason) implements Outcome {}

    /**
     * It was turned away for coming too fast; not a failure. Everything that the bucket is charged for waits as long.
     *
     * @param bucket as named in one of the promise's charges
     */
    record Throttled(String bucket, Duration retryAfter) implements Outcome {}

    /** It may have arrived: the answer was lost, or says so. Probed before anything else is done. */
    record Unknown(String reason) implements Outcome {}

    /** It can't be delivered, ever; given up at once. */
    record Refused(String reason) implements Outcome {}

    /** Something else has to be delivered first. Looked at again after the pause; given up after the usual patience. */
    record Waiting(String reason, Duration pause) implements Outcome {}
}
