package dev.releasemanager.web;

import java.util.Optional;

/**
 * One thing without which this replica is of no use: the database, the migrations, a valid token. An outage of Slack
 * isn't one, for it would take every replica out at once.
 */
public interface ReadinessCheck {
    /** What is checked, in a word or two: "database". */
    String name();

    /**
     * Why this replica can't serve, in words for the operator and without secrets; nothing if it can. It answers within
     * two seconds; one that throws counts as unready.
     */
    Optional<String> unreadyBecause();
}
