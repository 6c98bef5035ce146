package dev.releasemanager.release;

import java.time.Instant;
import java.util.Optional;

/**
 * The ticket of a completed release on its way to being closed with the summary (M7).
 *
 * @param link to it, http or https
 * @param keeper who closes it now
 * @param since when that one was asked for it
 * @param fault why the tracker has not taken the summary; empty if it wasn't asked, or took it
 * @param closed empty while it is open
 */
public record Ticket(String link, Keeper keeper, Instant since, Optional<String> fault, Optional<Closed> closed) {

    /** Who closes it. */
    public enum Keeper {
        /** The tracker that the configuration names. */
        TRACKER("tracker"),
        /** The release's owner, who says so. */
        OWNER("owner");

        private final String word;

        Keeper(String word) {
            this.word = word;
        }

        /** The name in the store. */
        public String word() {
            return word;
        }

        public static Keeper of(String word) {
            for (Keeper keeper : values()) {
                if (keeper.word.equals(word)) {
                    return keeper;
                }
            }
            throw new IllegalArgumentException("no such keeper of a ticket: " + word);
        }
    }

    /** @param by who has said so; empty if the tracker has taken the summary */
    public record Closed(Optional<PersonId> by, Instant at) {}

    public static Ticket asked(String link, Keeper keeper, Instant now) {
        return new Ticket(link, keeper, now, Optional.empty(), Optional.empty());
    }

    /** Whether the release's owner is to close it. */
    public boolean isOwners() {
        return isOpen() && keeper == Keeper.OWNER;
    }

    public boolean isOpen() {
        return closed.isEmpty();
    }

    /** The tracker has not taken it: the owner closes it. */
    public Ticket leftToOwner(String why, Instant now) {
        return new Ticket(link, Keeper.OWNER, now, Optional.of(why), Optional.empty());
    }

    public Ticket closed(Optional<PersonId> by, Instant now) {
        return new Ticket(link, keeper, since, fault, Optional.of(new Closed(by, now)));
    }
}
