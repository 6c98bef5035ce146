package dev.releasemanager.slack.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** What became of one request to Slack. */
sealed interface Answer {
    /**
     * Slack did it.
     *
     * @param scopes what the token was granted, comma-separated, as Slack says it with each answer; blank if it doesn't
     */
    record Done(JsonNode body, String scopes) implements Answer {}

    /**
     * Slack refused it and did nothing.
     *
     * @param error Slack's name for the reason, such as {@code not_in_channel}
     * @param body the whole answer; not for logs, for it may repeat what was sent
     */
    record Refused(String error, JsonNode body) implements Answer {}

    /** Too much at once; nothing was done. */
    record Throttled(Duration retryAfter) implements Answer {}

    /** The request never left: no connection was made. */
    record NotSent(String reason) implements Answer {}

    /** The request left, and nothing that came back says whether it was carried out. */
    record Unclear(String reason) implements Answer {}

    /** For logs and reasons: what happened, never what was said. */
    default String words() {
        if (this instanceof Refused refused) {
            return refused.error();
        }
        if (this instanceof Throttled throttled) {
            return "throttled for " + throttled.retryAfter().toSeconds() + " s";
        }
        if (this instanceof NotSent notSent) {
            return "not sent: " + notSent.reason();
        }
        if (this instanceof Unclear unclear) {
            return "unclear: " + unclear.reason();
        }
        return "done";
    }
}
