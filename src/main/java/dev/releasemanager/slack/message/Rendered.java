package dev.releasemanager.slack.message;

import com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * A message as Slack takes it. Not to be changed by whoever gets it.
 *
 * @param blocks Block Kit
 * @param text the whole meaning as text, for notifications and screen readers; at most 4,000 characters, so that
 *     {@code chat.update} takes it too
 */
public record Rendered(ArrayNode blocks, String text) {
    /** The blocks as the form field that Slack takes. */
    public String blocksAsString() {
        return blocks.toString();
    }
}
