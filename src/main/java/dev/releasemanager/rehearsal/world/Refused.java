package dev.releasemanager.rehearsal.world;

import java.util.List;

/**
 * Slack refuses a request: its error by the real name, and the sentences that go into {@code errors} and {@code
 * response_metadata.messages}. Thrown from the depth of a method to its edge, where it becomes an answer to the bot;
 * it never leaves the double as an exception.
 */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String error;
    private final transient List<String> messages;

    public Refused(String error, String... messages) {
        this(error, List.of(messages));
    }

    public Refused(String error, List<String> messages) {
        super(error + (messages.isEmpty() ? "" : ": " + String.join("; ", messages)), null, false, false);
        this.error = error;
        this.messages = List.copyOf(messages);
    }

    /** A required argument is absent, as Slack words it. */
    public static Refused missing(String argument) {
        return new Refused("invalid_arguments", "[ERROR] missing required field: " + argument);
    }

    public String error() {
        return error;
    }

    public List<String> messages() {
        return messages;
    }
}
