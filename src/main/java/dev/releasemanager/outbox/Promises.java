package dev.releasemanager.outbox;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The promises as the worker needs them. Each call is a short transaction of its own; whatever it throws means that the
 * store is away, and the worker comes back. Promises are <em>made</em> in the transaction of an act, by the store's own
 * type.
 */
public interface Promises {

    /**
     * The first of each line, if it is due and nobody is at it, in order of lane and then of age.
     *
     * @param most at most so many of each lane
     */
    List<Standing> due(Instant now, int most);

    /**
     * Marks promises as being delivered by this worker. When it returns, no act can lean on one of them any more: acts
     * stored from now on make promises of their own.
     *
     * @return those that were won; an act that is being stored may hold on to one of them, and one that was put back since it
     *     was looked at is not won before its time
     */
    Set<UUID> claim(UUID worker, Collection<UUID> promises, Instant now);

    /**
     * Forgets claimed promises that were delivered.
     *
     * @return those of them whose claim was not lost meanwhile
     */
    Set<UUID> delivered(UUID worker, Collection<UUID> promises);

    /**
     * Puts a claimed promise back, to be looked at again later.
     *
     * @return false if the claim was lost meanwhile, here and below
     */
    boolean putBack(UUID worker, UUID promise, PutBack how);

    /** Gives up a claimed promise; its listener is told then or, should that fail, by {@link #tellGivenUp}. */
    boolean giveUp(UUID worker, UUID promise, String reason, Instant at);

    /**
     * Tells the listener of what was given up and not told yet.
     *
     * @return how many could not be told now either
     */
    int tellGivenUp(Instant now);

    /**
     * Makes everything doubtful that some other worker was at: it is dead, for this one holds the lease.
     *
     * @return how many
     */
    int doubtClaimsOfOthers(UUID worker, Instant now);

    /** How far behind the outbox is. */
    Backlog backlog(Instant now);

    /** Forgets what was given up before, and told. */
    int forgetGivenUpBefore(Instant then);

    /**
     * How a promise is put back.
     *
     * @param notBefore when it is looked at again
     * @param counted whether this was a failed attempt
     * @param failingSince since when it doesn't get through
     */
    record PutBack(
            Instant notBefore,
            String reason,
            boolean counted,
            boolean doubtful,
            boolean repeated,
            Optional<Instant> failingSince) {}

    /**
     * What is due and not delivered.
     *
     * @param byLane how many unfinished promises, due or not, in each lane that has any
     * @param oldestDueAt since when the oldest due promise should have been delivered
     */
    record Backlog(Map<Integer, Long> byLane, Optional<Instant> oldestDueAt) {
        public Backlog {
            byLane = Map.copyOf(byLane);
        }
    }
}
