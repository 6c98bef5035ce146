package dev.releasemanager.coordination;

import dev.releasemanager.gate.Assurances;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.notice.Message;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.release.Ticket;
import dev.releasemanager.review.Review;
import dev.releasemanager.rollback.Rollback;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollout.Observed;
import dev.releasemanager.rollout.Rollout;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The writing side of one transaction. Every act on a release calls {@link #lock} before it reads anything else of it:
 * that serializes the acts on one release.
 */
public interface Transaction extends Reading {
    /**
     * Claims the id of a payload.
     *
     * @return whether it is ours now; false if it was seen before, and then the act has been done already
     */
    boolean claim(String payloadId);

    /** The release with its row locked until the transaction ends; waits for whoever holds it, for at most 1.5 s. */
    Optional<Release> lock(ReleaseKey key);

    /** Counts the prefix up; two transactions never get the same number. */
    long nextNumber(String prefix);

    void insert(Release release);

    /** Writes the release as it is now over what was stored. */
    void update(Release release);

    /** Keeps what a revision consisted of, in its canonical form. */
    void keepRevision(ReleaseKey key, Revision revision);

    /** The id for the next change of this release; counts up and is never used again. */
    ChangeId nextChange(ReleaseKey key);

    /** Inserts the change, or replaces the one with its id. */
    void put(ReleaseKey key, Change change);

    void remove(ReleaseKey key, ChangeId change);

    /** Replaces all of them. */
    void put(ReleaseKey key, Details details);

    /** Replaces the whole plan. */
    void put(ReleaseKey key, RollbackPlan plan);

    /** Begins it, or replaces how its steps stand. */
    void put(ReleaseKey key, Rollback rollback);

    /** Begins it, or replaces all of it but its remarks, which are kept for good: what is new of them is added. */
    void put(Review review);

    /** Begins to have it closed, or replaces how it stands. */
    void put(ReleaseKey key, Ticket ticket);

    /** Replaces the holds and the exceptions; evidence is kept for good, and what is new of it is added. */
    void put(ReleaseKey key, Assurances assurances);

    /** Replaces the stages; marks and readings are kept for good, and what is new of them is added. */
    void put(ReleaseKey key, Rollout rollout);

    /**
     * Adds what was seen. What is there already for the same condition and moment stands.
     *
     * @return how many are new
     */
    int add(ReleaseKey key, List<Observed> observed);

    void keepAsked(ReleaseKey key, int round, Map<TeamId, List<PersonId>> asked);

    void add(ReleaseKey key, Confirmation confirmation);

    /** Replaces the confirmation of the same round, team, person and moment. */
    void update(ReleaseKey key, Confirmation confirmation);

    Optional<RecordEntry.Link> lastLink(ReleaseKey key);

    void append(RecordEntry entry);

    /** Written down now, delivered after the commit. */
    void promise(Message message);

    void schedule(Timer timer);

    /**
     * The most overdue timer, taken out of the store; one that another transaction has claimed is passed over. If this
     * transaction doesn't commit, it is back.
     */
    Optional<Timer> takeDue(Instant now);

    /**
     * The most overdue timers of releases that nobody holds, taken out of the store in their order; their releases are held
     * from now on. To be called before anything else in a transaction.
     *
     * @param most how many releases are held at most
     */
    List<Timer> takeDue(Instant now, int most);

    /**
     * Counts a failure of a timer that is back, and has nobody take it for a while. The moment that it was set for stays.
     *
     * @param until from how often it has failed to when it may be taken again
     * @return how often it has failed, this time included; 0 if it is gone, or in another's hands
     */
    int putOff(Timer timer, IntFunction<Instant> until);
}
