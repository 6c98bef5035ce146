package dev.releasemanager.manifest;

import dev.releasemanager.release.TeamId;
import java.util.Optional;

/**
 * One item of the scope (M1).
 *
 * @param component what is deployed
 * @param kind the kind's id in the configuration
 * @param link where it can be looked at: a pull request, a ticket; http or https
 * @param flag the feature flag that it goes out behind, if any
 * @param userEffect what users notice; "nothing" is an answer, blank isn't
 * @param trouble what may go wrong for users
 * @param supportAnswer what support should answer
 */
public record Change(
        ChangeId id,
        TeamId team,
        String component,
        String kind,
        String title,
        String link,
        Optional<String> flag,
        String userEffect,
        Optional<String> trouble,
        Optional<String> supportAnswer) {
    public static final int TITLE_LIMIT = 150;
    public static final int TEXT_LIMIT = 1_000;

    /** The same with another number. */
    public Change as(ChangeId number) {
        return new Change(number, team, component, kind, title, link, flag, userEffect, trouble, supportAnswer);
    }
}
