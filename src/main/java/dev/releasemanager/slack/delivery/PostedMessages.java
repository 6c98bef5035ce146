package dev.releasemanager.slack.delivery;

import java.util.Optional;

/** Messages that are edited or answered later, by a name of ours. Implemented by the store; each call is its own transaction. */
public interface PostedMessages {
    Optional<Posted> find(String name);

    /** Takes the place of what had this name before. */
    void save(String name, Posted posted);
}
