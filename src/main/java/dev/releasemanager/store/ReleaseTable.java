package dev.releasemanager.store;

import dev.releasemanager.release.Call;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.Checkpoint;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Profile;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.release.ReleaseState.Cancelled;
import dev.releasemanager.release.ReleaseState.Cause;
import dev.releasemanager.release.ReleaseState.Cleared;
import dev.releasemanager.release.ReleaseState.Completed;
import dev.releasemanager.release.ReleaseState.Delayed;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.ReleaseState.Planning;
import dev.releasemanager.release.ReleaseState.Polling;
import dev.releasemanager.release.ReleaseState.Reviewed;
import dev.releasemanager.release.ReleaseState.RolledBack;
import dev.releasemanager.release.ReleaseState.RollingBack;
import dev.releasemanager.release.ReleaseState.RollingOut;
import dev.releasemanager.release.ReleaseState.Stopped;
import dev.releasemanager.release.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;

/**
 * The rows of {@code releases}: a release with its state's data in columns of their own. What a state doesn't have is null.
 * The orders name every column of an index, those with a given value too: only so does H2 read along the index.
 */
final class ReleaseTable {
    private static final List<String> WRITTEN_ONCE = List.of("release_key", "key_number", "created_at", "created_by");
    private static final List<String> WRITTEN_OVER = List.of(
            "title",
            "purpose",
            "kind",
            "target_at",
            "zone",
            "teams",
            "channel",
            "ticket",
            "fixes",
            "owner",
            "delegate",
            "state",
            "checkpoint_round",
            "opens_at",
            "until_at",
            "called_by",
            "called_at",
            "called_revision",
            "called_digest",
            "call_reason",
            "delay_cause",
            "delay_reason",
            "delayed_since",
            "cancelled_by",
            "cancel_reason",
            "cancelled_at",
            "started_by",
            "started_at",
            "halted_by",
            "halt_reason",
            "halted_at",
            "ended_at",
            "reviewed_at",
            "undoable_until",
            "closed",
            "revision",
            "digest",
            "rounds");

    static final String COLUMNS = String.join(", ", WRITTEN_ONCE) + ", " + String.join(", ", WRITTEN_OVER);

    private static final String INSERT = "insert into releases (" + COLUMNS + ") values (:"
            + String.join(", :", WRITTEN_ONCE) + ", :" + String.join(", :", WRITTEN_OVER) + ")";

    private static final String UPDATE = "update releases set "
            + WRITTEN_OVER.stream().map(column -> column + " = :" + column).collect(Collectors.joining(", "))
            + " where release_key = :release_key";

    private final Handle handle;

    ReleaseTable(Handle handle) {
        this.handle = handle;
    }

    /** A release whose row this transaction holds. */
    record Held(Release release, int lastChange, Optional<UUID> stamp) {
        static Held of(ResultSet row) throws SQLException {
            return new Held(
                    ReleaseTable.release(row),
                    row.getInt("last_change"),
                    Optional.ofNullable(row.getObject("stamp", UUID.class)));
        }

        Held with(Release other) {
            return new Held(other, lastChange, stamp);
        }

        Held withLastChange(int last) {
            return new Held(release, last, stamp);
        }
    }

    Optional<Release> find(ReleaseKey key) {
        return handle.createQuery("select * from releases where release_key = :key")
                .bind("key", key.value())
                .map((row, context) -> release(row))
                .findOne();
    }

    /** One table only: after a wait PostgreSQL looks at the locked row anew, but at nothing that is joined to it. */
    Optional<Held> lock(ReleaseKey key) {
        return handle.createQuery("select * from releases where release_key = :key for update")
                .bind("key", key.value())
                .map((row, context) -> Held.of(row))
                .findOne();
    }

    /** Those of them that exist and that nobody else holds; waits for none. */
    List<Held> lockFree(Collection<ReleaseKey> keys) {
        return handle.createQuery("select * from releases where release_key in (<keys>)"
                        + " order by release_key for update skip locked")
                .bindList("keys", Filled.up(keys.stream().map(ReleaseKey::value).toList()))
                .map((row, context) -> Held.of(row))
                .list();
    }

    void insert(Release release) {
        bound(handle.createUpdate(INSERT), release)
                .bind("key_number", release.key().number())
                .bindByType("created_at", release.createdAt(), Instant.class)
                .bind("created_by", StoredText.of(release.createdBy().value()))
                .execute();
    }

    void update(Release release) {
        int updated = bound(handle.createUpdate(UPDATE), release).execute();
        if (updated != 1) {
            throw new IllegalStateException("update " + release.key() + ": " + updated + " rows");
        }
    }

    /** Marks what is stored of them as another than it was. */
    void stamp(Map<ReleaseKey, UUID> stamps) {
        PreparedBatch batch = handle.prepareBatch("update releases set stamp = :stamp where release_key = :key");
        stamps.forEach((key, stamp) ->
                batch.bind("stamp", stamp).bind("key", key.value()).add());
        batch.execute();
    }

    void setLastChange(ReleaseKey key, int last) {
        handle.createUpdate("update releases set last_change = :last where release_key = :key")
                .bind("last", last)
                .bind("key", key.value())
                .execute();
    }

    List<Release> openIn(ChannelId channel, int limit) {
        return handle.createQuery("select * from releases where channel = :channel and closed = false"
                        + " order by channel, closed, created_at desc, key_number desc, release_key desc limit :limit")
                .bind("channel", StoredText.of(channel.value()))
                .bind("limit", limit)
                .map((row, context) -> release(row))
                .list();
    }

    List<Release> open(int limit) {
        return handle.createQuery("select * from releases where closed = false"
                        + " order by closed, target_at, key_number, release_key limit :limit")
                .bind("limit", limit)
                .map((row, context) -> release(row))
                .list();
    }

    /**
     * Begins at what is left, which is little, not at the releases. Of a flag that was asked for and is left nothing newer
     * was said.
     */
    List<Release> unsettled(PersonId person, int limit) {
        return handle.createQuery("select r.* from (select distinct o.release_key from ("
                        + "select release_key, 1 as decided from tickets where keeper = 'owner' and closed_at is null"
                        + " union all select release_key, 1 as decided from reviews where demanded = true"
                        + " and closed_at is null union all select f.release_key, 0 as decided from flag_marks f"
                        + " where f.kind = 'asked' and not exists (select 1 from flag_marks l"
                        + " where l.release_key = f.release_key and l.flag = f.flag and l.place > f.place)) unsettled"
                        + " join releases o on o.release_key = unsettled.release_key where o.closed = true"
                        + " and (unsettled.decided = 0 or o.owner = :person or o.delegate = :person)) mine"
                        + " join releases r on r.release_key = mine.release_key"
                        + " order by r.target_at, r.key_number, r.release_key limit :limit")
                .bind("person", StoredText.of(person.value()))
                .bind("limit", limit)
                .map((row, context) -> release(row))
                .list();
    }

    List<Release> newest(int limit) {
        return handle.createQuery(
                        "select * from releases order by created_at desc, key_number desc, release_key desc limit :limit")
                .bind("limit", limit)
                .map((row, context) -> release(row))
                .list();
    }

    static Release release(ResultSet columns) throws SQLException {
        Row row = new Row(columns);
        Profile profile = new Profile(
                row.text("title"),
                row.text("purpose"),
                ReleaseKind.find(row.text("kind")).orElseThrow(),
                row.instant("target_at"),
                ZoneId.of(row.text("zone")),
                row.texts("teams").stream().map(TeamId::new).toList(),
                new ChannelId(row.text("channel")),
                row.findText("ticket"),
                row.findText("fixes").map(ReleaseKey::new));
        return new Release(
                new ReleaseKey(row.text("release_key")),
                profile,
                new PersonId(row.text("owner")),
                row.findText("delegate").map(PersonId::new),
                state(row),
                row.number("revision"),
                row.text("digest"),
                row.number("rounds"),
                row.instant("created_at"),
                new PersonId(row.text("created_by")));
    }

    private static ReleaseState state(Row row) throws SQLException {
        Optional<Checkpoint> checkpoint = checkpoint(row);
        return switch (Phase.of(row.text("state"))) {
            case PLANNING -> new Planning(checkpoint);
            case POLLING -> new Polling(checkpoint.orElseThrow());
            case CLEARED -> new Cleared(checkpoint.orElseThrow(), call(row));
            case DELAYED ->
                new Delayed(
                        Cause.of(row.text("delay_cause")),
                        row.text("delay_reason"),
                        row.instant("delayed_since"),
                        checkpoint);
            case CANCELLED ->
                new Cancelled(
                        new PersonId(row.text("cancelled_by")), row.text("cancel_reason"), row.instant("cancelled_at"));
            case ROLLING_OUT -> rollout(row, checkpoint);
            case STOPPED ->
                new Stopped(
                        rollout(row, checkpoint),
                        row.findText("halted_by").map(PersonId::new),
                        row.text("halt_reason"),
                        row.instant("halted_at"));
            case ROLLING_BACK ->
                new RollingBack(
                        rollout(row, checkpoint),
                        row.findText("halted_by").map(PersonId::new),
                        row.text("halt_reason"),
                        row.instant("halted_at"));
            case ROLLED_BACK ->
                new RolledBack(rollout(row, checkpoint), row.text("halt_reason"), row.instant("ended_at"));
            case REVIEWED ->
                new Reviewed(
                        rollout(row, checkpoint),
                        row.text("halt_reason"),
                        row.instant("ended_at"),
                        row.instant("reviewed_at"));
            case COMPLETED ->
                new Completed(rollout(row, checkpoint), row.instant("ended_at"), row.instant("undoable_until"));
        };
    }

    private static RollingOut rollout(Row row, Optional<Checkpoint> decided) throws SQLException {
        return new RollingOut(
                decided.orElseThrow(), call(row), new PersonId(row.text("started_by")), row.instant("started_at"));
    }

    private static Call call(Row row) throws SQLException {
        return new Call(
                new PersonId(row.text("called_by")),
                row.instant("called_at"),
                row.number("called_revision"),
                row.text("called_digest"),
                row.text("call_reason"));
    }

    private static Optional<Checkpoint> checkpoint(Row row) throws SQLException {
        Optional<Instant> opensAt = row.findInstant("opens_at");
        return opensAt.isEmpty()
                ? Optional.empty()
                : Optional.of(new Checkpoint(row.number("checkpoint_round"), opensAt.get(), row.instant("until_at")));
    }

    private static Update bound(Update update, Release release) {
        Profile profile = release.profile();
        ReleaseState state = release.state();
        update.bind("release_key", release.key().value())
                .bind("title", StoredText.of(profile.title()))
                .bind("purpose", StoredText.of(profile.purpose()))
                .bind("kind", profile.kind().word())
                .bindByType("target_at", profile.target(), Instant.class)
                .bind("zone", profile.zone().getId())
                .bind(
                        "teams",
                        StoredText.all(
                                profile.teams().stream().map(TeamId::value).toList()))
                .bind("channel", StoredText.of(profile.channel().value()))
                .bind("ticket", StoredText.of(profile.ticket()))
                .bind("fixes", profile.fixes().map(ReleaseKey::value).orElse(null))
                .bind("owner", StoredText.of(release.owner().value()))
                .bind("delegate", StoredText.of(release.delegate().map(PersonId::value)))
                .bind("state", state.phase().word())
                .bind("closed", state.isClosed())
                .bind("revision", release.revision())
                .bind("digest", release.digest())
                .bind("rounds", release.rounds());
        Optional<Checkpoint> checkpoint = state.checkpoint();
        update.bind("checkpoint_round", checkpoint.map(Checkpoint::round).orElse(null))
                .bindByType("opens_at", checkpoint.map(Checkpoint::opensAt).orElse(null), Instant.class)
                .bindByType("until_at", checkpoint.map(Checkpoint::until).orElse(null), Instant.class);
        Optional<RollingOut> rollout = state.rollout();
        Optional<Call> call =
                state instanceof Cleared cleared ? Optional.of(cleared.call()) : rollout.map(RollingOut::call);
        update.bind("called_by", StoredText.of(call.map(made -> made.by().value())))
                .bindByType("called_at", call.map(Call::at).orElse(null), Instant.class)
                .bind("called_revision", call.map(Call::revision).orElse(null))
                .bind("called_digest", call.map(Call::digest).orElse(null))
                .bind("call_reason", StoredText.of(call.map(Call::reason)));
        Optional<Delayed> delayed = state instanceof Delayed delay ? Optional.of(delay) : Optional.empty();
        update.bind("delay_cause", delayed.map(delay -> delay.cause().word()).orElse(null))
                .bind("delay_reason", StoredText.of(delayed.map(Delayed::reason)))
                .bindByType("delayed_since", delayed.map(Delayed::since).orElse(null), Instant.class);
        update.bind("started_by", StoredText.of(rollout.map(of -> of.startedBy().value())))
                .bindByType("started_at", rollout.map(RollingOut::startedAt).orElse(null), Instant.class);
        bindHalt(update, state);
        Optional<Cancelled> cancelled = state instanceof Cancelled given ? Optional.of(given) : Optional.empty();
        return update.bind("cancelled_by", StoredText.of(cancelled.map(given -> given.by()
                        .value())))
                .bind("cancel_reason", StoredText.of(cancelled.map(Cancelled::reason)))
                .bindByType("cancelled_at", cancelled.map(Cancelled::at).orElse(null), Instant.class);
    }

    /** What has halted it, and what came of it in the end. */
    private static void bindHalt(Update update, ReleaseState state) {
        Optional<PersonId> by = Optional.empty();
        Optional<String> reason = Optional.empty();
        Optional<Instant> at = Optional.empty();
        Optional<Instant> endedAt = Optional.empty();
        Optional<Instant> until = Optional.empty();
        Optional<Instant> reviewedAt = Optional.empty();
        if (state instanceof Stopped stopped) {
            by = stopped.by();
            reason = Optional.of(stopped.reason());
            at = Optional.of(stopped.at());
        } else if (state instanceof RollingBack undoing) {
            by = undoing.by();
            reason = Optional.of(undoing.reason());
            at = Optional.of(undoing.at());
        } else if (state instanceof RolledBack undone) {
            reason = Optional.of(undone.reason());
            endedAt = Optional.of(undone.at());
        } else if (state instanceof Reviewed reviewed) {
            reason = Optional.of(reviewed.reason());
            endedAt = Optional.of(reviewed.undoneAt());
            reviewedAt = Optional.of(reviewed.at());
        } else if (state instanceof Completed completed) {
            endedAt = Optional.of(completed.at());
            until = Optional.of(completed.undoableUntil());
        }
        update.bind("halted_by", StoredText.of(by.map(PersonId::value)))
                .bind("halt_reason", StoredText.of(reason))
                .bindByType("halted_at", at.orElse(null), Instant.class)
                .bindByType("ended_at", endedAt.orElse(null), Instant.class)
                .bindByType("reviewed_at", reviewedAt.orElse(null), Instant.class)
                .bindByType("undoable_until", until.orElse(null), Instant.class);
    }
}
