package dev.releasemanager.coordination;

import dev.releasemanager.gate.Assurances;
import dev.releasemanager.gate.OpenReview;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.release.Ticket;
import dev.releasemanager.review.Lesson;
import dev.releasemanager.review.Review;
import dev.releasemanager.rollback.Rollback;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollout.Observed;
import dev.releasemanager.rollout.Rollout;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be looked up. Lists are in a fixed order, so that what is shown doesn't jump. */
public interface Reading {
    Optional<Release> find(ReleaseKey key);

    /** Releases of a channel that aren't closed, newest first; at most 50. */
    List<Release> openIn(ChannelId channel);

    /** Releases that aren't closed, soonest target first. */
    List<Release> open(int limit);

    /** The newest releases, closed ones too, newest first. */
    List<Release> newest(int limit);

    /** Open releases which this person owns, is delegate of, or was asked about, or whose teams are among these. */
    List<Release> concerning(PersonId person, List<TeamId> teams, int limit);

    /**
     * Closed releases of which something may still wait for this person: a ticket to be closed or a review that others
     * wait for, where they decide, and flags that somebody was asked to switch on; soonest target first.
     */
    List<Release> unsettled(PersonId person, int limit);

    /** By id. */
    List<Change> changes(ReleaseKey key);

    /** {@link Details#NONE} if nothing was written. */
    Details details(ReleaseKey key);

    /** {@link RollbackPlan#EMPTY} if nothing was written. */
    RollbackPlan rollbackPlan(ReleaseKey key);

    /** The rollback that is under way or over; empty if none was begun. */
    Optional<Rollback> rollback(ReleaseKey key);

    /** {@link Assurances#NONE} if nobody has said anything. */
    Assurances assurances(ReleaseKey key);

    /** {@link Rollout#NONE} if nothing has been begun. */
    Rollout rollout(ReleaseKey key);

    /** What a revision consisted of, in its canonical form; empty if there is no such revision. */
    Optional<Revision> revision(ReleaseKey key, int revision);

    /** All answers of one round, oldest first, those taken back and expired too. */
    List<Confirmation> confirmations(ReleaseKey key, int round);

    /** The people who were written to in a round, by team. */
    Map<TeamId, List<PersonId>> asked(ReleaseKey key, int round);

    /** The record's newest entries, oldest first. */
    List<RecordEntry> record(ReleaseKey key, int limit);

    /** The whole record, oldest first. */
    List<RecordEntry> record(ReleaseKey key);

    /** The review of its rollback, or of a stop; empty if none was opened. */
    Optional<Review> review(ReleaseKey key);

    /** Its ticket on the way to being closed; empty until it is completed, and where none is linked. */
    Optional<Ticket> ticket(ReleaseKey key);

    /** Reviews of other releases that this one waits for: open ones, about components that it changes (A5). */
    List<OpenReview> reviewsAwaitedBy(ReleaseKey key);

    /** Lessons of the closed reviews of others about components that this release changes, oldest first. */
    List<Lesson> lessonsFor(ReleaseKey key);

    /** Lessons of closed reviews about a component, oldest first. */
    List<Lesson> lessonsAbout(String component);

    /** Releases that aren't closed and change one of these components, by key. */
    List<ReleaseKey> touching(List<String> components);

    /** What was seen during a run of a stage, in the order of the moments that it speaks of; all of its bakes. */
    List<Observed> observations(ReleaseKey key, int run);

    /** The last number that was given out under this prefix; 0 if none was. */
    long lastNumber(String prefix);

    /** When the next timer comes due or is tried again, or did; empty if there is none. */
    Optional<Instant> nextDue();

    /** The same of those that aren't of this kind. */
    Optional<Instant> nextDueBut(Timer.Kind kind);
}
