package dev.releasemanager.slack.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Modals as Slack opens them; gives up after two seconds, for a person waits. Thread-safe. */
public interface Windows {
    /** @return why it did not open, in words for the person; empty if it did */
    Optional<String> open(String triggerId, JsonNode view);

    /** Draws another view in the place of an open one. @return why it could not, in words for the person */
    Optional<String> replace(String viewId, JsonNode view);
}
