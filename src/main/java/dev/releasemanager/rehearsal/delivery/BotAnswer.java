package dev.releasemanager.rehearsal.delivery;

/**
 * How the bot took a delivery.
 *
 * @param status HTTP status, 0 unless {@code outcome} is {@link Outcome#ANSWERED}
 * @param noRetry whether it sent {@code x-slack-no-retry: 1}
 * @param location where a redirect points; empty otherwise
 */
public record BotAnswer(
        Outcome outcome, int status, String contentType, String body, boolean noRetry, String location, long millis) {

    /** Whether there was an answer, and in time. */
    public enum Outcome {
        ANSWERED,
        LATE,
        UNREACHABLE
    }

    static BotAnswer late(long millis) {
        return new BotAnswer(Outcome.LATE, 0, "", "", false, "", millis);
    }

    static BotAnswer unreachable(long millis) {
        return new BotAnswer(Outcome.UNREACHABLE, 0, "", "", false, "", millis);
    }

    /** Interactions and commands want exactly 200 (slack-facts 1.1). */
    public boolean acknowledged() {
        return outcome == Outcome.ANSWERED && status == 200;
    }

    /** Slack's name for what went wrong, as it appears after a command. */
    public String error() {
        return switch (outcome) {
            case LATE -> "operation_timeout";
            case UNREACHABLE -> "dispatch_failed";
            case ANSWERED -> {
                if (status == 200) {
                    yield "";
                }
                yield status >= 500 ? "http_service_error" : "http_client_error";
            }
        };
    }
}
