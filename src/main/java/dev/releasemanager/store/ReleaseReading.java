package dev.releasemanager.store;

import dev.releasemanager.coordination.Reading;
import dev.releasemanager.coordination.Revision;
import dev.releasemanager.coordination.Timer;
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
import org.jdbi.v3.core.Handle;

/** What can be looked up on one connection. */
class ReleaseReading implements Reading {
    private static final int OPEN_IN_CHANNEL = 50;

    private final Handle handle;

    ReleaseReading(Handle handle) {
        this.handle = handle;
    }

    @Override
    public Optional<Release> find(ReleaseKey key) {
        return new ReleaseTable(handle).find(key);
    }

    @Override
    public List<Release> openIn(ChannelId channel) {
        return new ReleaseTable(handle).openIn(channel, OPEN_IN_CHANNEL);
    }

    @Override
    public List<Release> open(int limit) {
        return new ReleaseTable(handle).open(limit);
    }

    @Override
    public List<Release> newest(int limit) {
        return new ReleaseTable(handle).newest(limit);
    }

    @Override
    public List<Release> concerning(PersonId person, List<TeamId> teams, int limit) {
        return new ConcernedTable(handle).soonest(person, teams, limit);
    }

    @Override
    public List<Release> unsettled(PersonId person, int limit) {
        return new ReleaseTable(handle).unsettled(person, limit);
    }

    @Override
    public List<Change> changes(ReleaseKey key) {
        return new ChangeTable(handle).of(key);
    }

    @Override
    public Details details(ReleaseKey key) {
        return new DetailTables(handle).of(key);
    }

    @Override
    public RollbackPlan rollbackPlan(ReleaseKey key) {
        return new RollbackPlanTables(handle).of(key);
    }

    @Override
    public Optional<Rollback> rollback(ReleaseKey key) {
        return new UndoingTables(handle).find(key);
    }

    @Override
    public Assurances assurances(ReleaseKey key) {
        return new AssuranceTables(handle).of(key);
    }

    @Override
    public Rollout rollout(ReleaseKey key) {
        return new RolloutTables(handle).of(key);
    }

    @Override
    public Optional<Revision> revision(ReleaseKey key, int revision) {
        return new RevisionTable(handle).find(key, revision);
    }

    @Override
    public List<Confirmation> confirmations(ReleaseKey key, int round) {
        return new ConfirmationTable(handle).of(key, round);
    }

    @Override
    public Map<TeamId, List<PersonId>> asked(ReleaseKey key, int round) {
        return new AskedTable(handle).of(key, round);
    }

    @Override
    public List<RecordEntry> record(ReleaseKey key, int limit) {
        return new EventTable(handle).newest(key, limit);
    }

    @Override
    public List<RecordEntry> record(ReleaseKey key) {
        return new EventTable(handle).all(key);
    }

    @Override
    public Optional<Review> review(ReleaseKey key) {
        return new ReviewTables(handle).find(key);
    }

    @Override
    public Optional<Ticket> ticket(ReleaseKey key) {
        return new TicketTable(handle).find(key);
    }

    @Override
    public List<OpenReview> reviewsAwaitedBy(ReleaseKey key) {
        return new ReviewTables(handle).awaitedBy(key);
    }

    @Override
    public List<Lesson> lessonsFor(ReleaseKey key) {
        return new ReviewTables(handle).lessonsFor(key);
    }

    @Override
    public List<Lesson> lessonsAbout(String component) {
        return new ReviewTables(handle).lessonsAbout(component);
    }

    @Override
    public List<ReleaseKey> touching(List<String> components) {
        return new ReviewTables(handle).touching(components);
    }

    @Override
    public List<Observed> observations(ReleaseKey key, int run) {
        return new ObservationTable(handle).of(key, run);
    }

    @Override
    public long lastNumber(String prefix) {
        return new KeyCounterTable(handle).last(prefix);
    }

    @Override
    public Optional<Instant> nextDue() {
        return new TimerTable(handle).nextDue();
    }

    @Override
    public Optional<Instant> nextDueBut(Timer.Kind kind) {
        return new TimerTable(handle).nextDueBut(kind);
    }
}
