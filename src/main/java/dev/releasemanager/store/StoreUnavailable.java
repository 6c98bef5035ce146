package dev.releasemanager.store;

/**
 * The database is away, frozen, or too busy to answer in time: no connection, a connection that broke, a wait for a lock
 * or an answer that took too long, a deadlock that this act lost. Trying again later may work.
 */
public final class StoreUnavailable extends RuntimeException {
    private final boolean outcomeUnknown;

    StoreUnavailable(String message, boolean outcomeUnknown, Throwable cause) {
        super(message, cause);
        this.outcomeUnknown = outcomeUnknown;
    }

    /**
     * Whether the act may have been stored all the same: the connection broke while it was being committed. If false,
     * nothing was stored.
     */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
