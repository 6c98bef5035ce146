package dev.releasemanager.outbox;

import java.time.Duration;
import java.util.Optional;

/** Whether a delivery of unknown outcome has arrived. */
public sealed interface Probe {

    /** It arrived; nothing is repeated. */
    record Found(Optional<String> receipt) implements Probe {}

    /** It did not arrive, or may be repeated harmlessly (an edit in place); delivered again as usual. */
    record NotFound() implements Probe {}

    /** There is no way to know; delivered once more, marked as possibly double, and given up if that is lost too. */
    record CannotTell() implements Probe {}

    /** Not to be known right now (throttled, the other side is away); asked again after the pause. */
    record Later(String reason, Duration pause) implements Probe {}
}
