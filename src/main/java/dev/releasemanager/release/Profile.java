package dev.releasemanager.release;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What a release says of itself; the owner may edit any of it.
 *
 * @param title a few words; at most 120 characters
 * @param purpose the one sentence that everything in it serves (X3)
 * @param target when it is meant to ship
 * @param zone the release's own zone, for rules about days and for readers whose zone isn't known
 * @param teams who takes part, in the order in which they were named; never empty
 * @param channel where its board is
 * @param ticket a link to the release ticket, if there is one
 * @param fixes whose fault a hotfix is for: it doesn't wait for that release's review (A5); empty for all others
 */
public record Profile(
        String title,
        String purpose,
        ReleaseKind kind,
        Instant target,
        ZoneId zone,
        List<TeamId> teams,
        ChannelId channel,
        Optional<String> ticket,
        Optional<ReleaseKey> fixes) {
    /** More would not fit a board's heading beside the key. */
    public static final int TITLE_LIMIT = 120;

    public static final int PURPOSE_LIMIT = 300;

    /** A longer link would leave no room for anything else in a board's text. */
    public static final int TICKET_LIMIT = 500;

    /** One that is for no release's fault. */
    public Profile(
            String title,
            String purpose,
            ReleaseKind kind,
            Instant target,
            ZoneId zone,
            List<TeamId> teams,
            ChannelId channel,
            Optional<String> ticket) {
        this(title, purpose, kind, target, zone, teams, channel, ticket, Optional.empty());
    }

    /** The same with another ticket. */
    public Profile with(Optional<String> other) {
        return new Profile(title, purpose, kind, target, zone, teams, channel, other, fixes);
    }

    public Profile {
        teams = List.copyOf(teams);
        if (teams.isEmpty()) {
            throw new IllegalArgumentException("a release without a team: " + title);
        }
    }
}
