package dev.releasemanager.rehearsal.api;

/** A call for which the bot was not granted the scope; any one of those needed would do. */
final class MissingScope extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String needed;

    MissingScope(String needed) {
        super("missing_scope: " + needed, null, false, false);
        this.needed = needed;
    }

    String needed() {
        return needed;
    }
}
