package dev.releasemanager.coordination;

/** The database could not be reached, or didn't answer in time. Nothing is known to have been written. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean outcomeUnknown;

    /** @param outcomeUnknown whether the commit itself went unanswered, so that the act may or may not have been stored */
    public StoreUnavailable(String message, Throwable cause, boolean outcomeUnknown) {
        super(message, cause);
        this.outcomeUnknown = outcomeUnknown;
    }

    public boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }
}
