package dev.releasemanager.rehearsal.api;

/** A call that comes too soon; becomes HTTP 429 at the API's edge. */
final class Throttled extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int seconds;

    Throttled(int seconds) {
        super("ratelimited", null, false, false);
        this.seconds = seconds;
    }

    /** When to come again. */
    int seconds() {
        return seconds;
    }
}
