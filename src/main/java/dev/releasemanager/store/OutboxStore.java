package dev.releasemanager.store;

import dev.releasemanager.outbox.Promise;
import dev.releasemanager.outbox.Promises;
import dev.releasemanager.outbox.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox's table. Acts {@link #add} to it in their own transaction; the worker does the rest. Thread-safe.
 *
 * <p>No act ever waits for the worker or for another act here, and the worker for no act: whoever finds a row locked passes
 * it by ({@code SKIP LOCKED}). An act that finds its key pending locks that row until its own commit; so the row can only
 * be claimed, and its content drawn, after that commit. An act that finds it claimed, or locked by somebody else, writes a
 * row of its own. The price is a refresh too many now and then, never one too few, and no deadlock between acts that refresh
 * the same Homes in another order.
 */
public final class OutboxStore implements Promises {
    private static final Logger log = LoggerFactory.getLogger(OutboxStore.class);

    /** The owner hears of the same failing board once in this time, not at each act. */
    private static final Duration SAME_TROUBLE = Duration.ofHours(1);

    private static final String CLAIMABLE = "state in ('pending', 'doubtful') and not_before <= :now";

    private static final int LOOKED_UP = 256;

    private static final RowMapper<Standing> STANDING = (row, context) -> standing(row);

    /**
     * The first of each line by one pass over the index, whose cost grows evenly with what waits; asking each row whether
     * another stands before it took 28 seconds for one long line of 10,000 rows, against 4 milliseconds. The rows are looked
     * up after that: in one query with this one, PostgreSQL reads all that waits to join the few.
     */
    private static final String HEADS = "select line, min(seq) as seq from outbox where line is not null group by line";

    private final Database database;
    private final GiveUpListener listener;
    private volatile IntConsumer wake = lane -> {};

    /** Who is told of what could not be delivered, so that a person hears of it. */
    @FunctionalInterface
    public interface GiveUpListener {
        /**
         * Called in a transaction that also notes that this was told. If it throws, all of it is rolled back and tried again
         * later. A message that it writes should be about no release, or its own failure would be told in turn.
         */
        void gaveUp(Transaction transaction, Promise promise, String reason);
    }

    public OutboxStore(Database database, GiveUpListener listener) {
        this.database = database;
        this.listener = listener;
    }

    /** What is called after each commit that added something, with its most urgent lane: the worker's {@code wake}. */
    public void onAdded(IntConsumer worker) {
        this.wake = worker;
    }

    /**
     * Promises a delivery, in the transaction of the act that causes it.
     *
     * @return false if a promise with the same key, not begun yet, will deliver what this act has changed as well
     */
    public boolean add(Transaction transaction, Promise promise) {
        return add(transaction, List.of(promise)) == 1;
    }

    /** The same for several, in their order; says how many were made. */
    public int add(Transaction transaction, List<Promise> promises) {
        PreparedBatch batch = transaction
                .handle()
                .prepareBatch("insert into outbox (id, lane, kind, stream, line, coalesce_key, about, body, created_at,"
                        + " due_at, not_before, state) values (:id, :lane, :kind, :stream, :line, :key, :about, :body,"
                        + " :createdAt, :dueAt, :dueAt, 'pending')");
        Map<String, Instant> pending = pending(transaction.handle(), promises);
        int mostUrgent = Promise.LANES;
        for (Promise promise : promises) {
            Optional<String> key = promise.coalesceKey();
            boolean leans = key.map(pending::get)
                    .filter(earlier -> !earlier.isAfter(promise.dueAt()))
                    .isPresent();
            if (leans) {
                continue;
            }
            key.ifPresent(word -> pending.merge(word, promise.dueAt(), OutboxStore::earlier));
            mostUrgent = Math.min(mostUrgent, promise.lane());
            batch.bind("id", promise.id())
                    .bind("lane", promise.lane())
                    .bind("kind", promise.kind())
                    .bind("stream", promise.stream())
                    .bind("line", promise.line())
                    .bind("key", promise.coalesceKey())
                    .bind("about", promise.about())
                    .bind("body", promise.body())
                    .bind("createdAt", promise.createdAt())
                    .bind("dueAt", promise.dueAt())
                    .add();
        }
        int made = batch.size();
        if (made > 0) {
            batch.execute();
            int lane = mostUrgent;
            transaction.afterCommit(() -> wake.accept(lane));
        }
        return made;
    }

    /** When what is pending under the keys of these promises is due at the earliest; those rows are locked with it. */
    private static Map<String, Instant> pending(Handle handle, List<Promise> promises) {
        List<String> keys = promises.stream()
                .flatMap(promise -> promise.coalesceKey().stream())
                .distinct()
                .toList();
        Map<String, Instant> pending = new HashMap<>();
        if (!keys.isEmpty()) {
            handle.createQuery("select coalesce_key, due_at from outbox where coalesce_key in (<keys>)"
                            + " and state = 'pending' and due_at <= :latest for update skip locked")
                    .bindList("keys", Filled.up(keys))
                    .bind(
                            "latest",
                            promises.stream()
                                    .map(Promise::dueAt)
                                    .max(Instant::compareTo)
                                    .orElseThrow())
                    .map((row, context) -> Map.entry(row.getString("coalesce_key"), instant(row, "due_at")))
                    .forEach(row -> pending.merge(row.getKey(), row.getValue(), OutboxStore::earlier));
        }
        return pending;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    @Override
    public List<Standing> due(Instant now, int most) {
        return database.inReading(handle -> {
            Map<Integer, List<Long>> heads = new TreeMap<>();
            handle.createQuery(HEADS)
                    .map((row, context) -> Map.entry(Promise.laneOf(row.getString("line")), row.getLong("seq")))
                    .forEach(head -> heads.computeIfAbsent(head.getKey(), lane -> new ArrayList<>())
                            .add(head.getValue()));
            return heads.values().stream()
                    .flatMap(ofLane -> due(handle, ofLane.stream().sorted().toList(), now, most).stream())
                    .toList();
        });
    }

    /** Of these, in their order, so many that are due and that nobody is at. */
    private static List<Standing> due(Handle handle, List<Long> heads, Instant now, int most) {
        List<Standing> due = new ArrayList<>();
        for (int from = 0; from < heads.size() && due.size() < most; from += LOOKED_UP) {
            List<Long> next = heads.subList(from, Math.min(heads.size(), from + LOOKED_UP));
            handle.createQuery("select * from outbox where seq in (<seqs>) and " + CLAIMABLE + " order by seq")
                    .bindList("seqs", Filled.up(next))
                    .bind("now", now)
                    .map(STANDING)
                    .forEach(due::add);
        }
        return due.subList(0, Math.min(due.size(), most));
    }

    @Override
    public Set<UUID> claim(UUID worker, Collection<UUID> promises, Instant now) {
        if (promises.isEmpty()) {
            return Set.of();
        }
        return database.inTransaction(transaction -> {
            Handle handle = transaction.handle();
            List<UUID> free = handle.createQuery(
                            "select id from outbox where id in (<ids>) and " + CLAIMABLE + " for update skip locked")
                    .bindList("ids", Filled.up(List.copyOf(promises)))
                    .bind("now", now)
                    .map((row, context) -> row.getObject("id", UUID.class))
                    .list();
            PreparedBatch batch = handle.prepareBatch(
                    "update outbox set state = 'claimed', claimed_by = :worker where id = :id and " + CLAIMABLE);
            free.forEach(id ->
                    batch.bind("worker", worker).bind("id", id).bind("now", now).add());
            return changed(batch, free);
        });
    }

    @Override
    public Set<UUID> delivered(UUID worker, Collection<UUID> promises) {
        return database.inTransaction(transaction -> {
            PreparedBatch batch = transaction.handle().prepareBatch("delete from outbox where " + STILL_MINE);
            promises.forEach(id -> batch.bind("id", id).bind("worker", worker).add());
            return changed(batch, List.copyOf(promises));
        });
    }

    /** Runs a batch with an update of each of these, and says which of them it changed. */
    private static Set<UUID> changed(PreparedBatch batch, List<UUID> each) {
        Set<UUID> changed = new HashSet<>();
        if (!each.isEmpty()) {
            int[] counts = batch.execute();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 1) {
                    changed.add(each.get(i));
                }
            }
        }
        return changed;
    }

    /** A delivery that ended well still counts when another worker has begun to doubt it, but not yet to repeat it. */
    private static final String STILL_MINE = "id = :id and claimed_by = :worker and state in ('claimed', 'doubtful')";

    @Override
    public boolean putBack(UUID worker, UUID promise, PutBack how) {
        return database.inTransaction(transaction -> {
            Handle handle = transaction.handle();
            if (!how.doubtful() && isSuperseded(handle, worker, promise, how)) {
                return true;
            }
            return handle.createUpdate("update outbox set state = :state, claimed_by = null, not_before = :notBefore,"
                                    + " attempts = attempts + :counted, repeated = :repeated, failing_since = :since,"
                                    + " reason = :reason where id = :id and claimed_by = :worker and state = 'claimed'")
                            .bind("state", how.doubtful() ? "doubtful" : "pending")
                            .bind("notBefore", how.notBefore())
                            .bind("counted", how.counted() ? 1 : 0)
                            .bind("repeated", how.repeated())
                            .bind("since", how.failingSince())
                            .bind("reason", how.reason())
                            .bind("id", promise)
                            .bind("worker", worker)
                            .execute()
                    == 1;
        });
    }

    /**
     * If an act has promised the same again meanwhile, that promise takes over, with the pause and the count of failures, so
     * that a board that fails under many acts is neither tried at each of them nor never given up.
     */
    private static boolean isSuperseded(Handle handle, UUID worker, UUID promise, PutBack how) {
        record Failed(Optional<String> key, int attempts) {}
        Optional<Failed> failed = handle.createQuery("select coalesce_key, attempts from outbox where id = :id"
                        + " and claimed_by = :worker and state = 'claimed'")
                .bind("id", promise)
                .bind("worker", worker)
                .map((row, context) ->
                        new Failed(Optional.ofNullable(row.getString("coalesce_key")), row.getInt("attempts")))
                .findOne();
        if (failed.isEmpty() || failed.get().key().isEmpty()) {
            return false;
        }
        List<Standing> heirs = handle.createQuery("select * from outbox where coalesce_key = :key"
                        + " and state = 'pending' order by seq fetch first 1 row only for update skip locked")
                .bind("key", failed.get().key())
                .map(STANDING)
                .list();
        if (heirs.isEmpty()) {
            return false;
        }
        Standing heir = heirs.get(0);
        Optional<Instant> since = Stream.concat(how.failingSince().stream(), heir.failingSince().stream())
                .min(Instant::compareTo);
        handle.createUpdate("update outbox set attempts = :attempts, repeated = :repeated, failing_since = :since,"
                        + " not_before = greatest(not_before, :notBefore), reason = :reason where id = :id")
                .bind("attempts", Math.max(heir.attempts(), failed.get().attempts() + (how.counted() ? 1 : 0)))
                .bind("repeated", heir.repeated() || how.repeated())
                .bind("since", since)
                .bind("notBefore", how.notBefore())
                .bind("reason", how.reason())
                .bind("id", heir.promise().id())
                .execute();
        handle.createUpdate("delete from outbox where id = :id")
                .bind("id", promise)
                .execute();
        return true;
    }

    @Override
    public boolean giveUp(UUID worker, UUID promise, String reason, Instant at) {
        boolean mine = database.inTransaction(transaction -> transaction
                        .handle()
                        .createUpdate("update outbox set state = 'given up', line = null, finished_at = :at,"
                                + " reason = :reason, claimed_by = null where " + STILL_MINE)
                        .bind("reason", reason)
                        .bind("at", at)
                        .bind("id", promise)
                        .bind("worker", worker)
                        .execute()
                == 1);
        if (mine) {
            try {
                tellGivenUp(at);
            } catch (RuntimeException e) {
                log.atWarn()
                        .setMessage("A delivery that was given up is told of later")
                        .addKeyValue("promise", promise)
                        .setCause(e)
                        .log();
            }
        }
        return mine;
    }

    private record GivenUp(Promise promise, String reason) {}

    @Override
    public int tellGivenUp(Instant now) {
        List<GivenUp> untold = database.inReading(
                handle -> handle.createQuery("select * from outbox where state = 'given up' and not told order by seq"
                                + " fetch first 100 rows only")
                        .map((row, context) -> new GivenUp(
                                standing(row).promise(),
                                Optional.ofNullable(row.getString("reason")).orElse("")))
                        .list());
        int failed = 0;
        for (GivenUp each : untold) {
            try {
                database.useTransaction(transaction -> tell(transaction, each, now));
            } catch (RuntimeException e) {
                failed++;
                log.atError()
                        .setMessage("Nobody could be told of a delivery that was given up; tried again later")
                        .addKeyValue("promise", each.promise().id())
                        .addKeyValue("release", each.promise().about().orElse("none"))
                        .setCause(e)
                        .log();
            }
        }
        return failed;
    }

    private void tell(Transaction transaction, GivenUp given, Instant now) {
        Handle handle = transaction.handle();
        int mine = handle.createUpdate("update outbox set told = true where id = :id and not told")
                .bind("id", given.promise().id())
                .execute();
        if (mine == 1 && !isToldOf(handle, given, now)) {
            listener.gaveUp(transaction, given.promise(), given.reason());
        }
    }

    private static boolean isToldOf(Handle handle, GivenUp given, Instant now) {
        return handle.createQuery("select count(*) from outbox where coalesce_key = :key and reason = :reason"
                                + " and state = 'given up' and told and id <> :id and finished_at > :since")
                        .bind("key", given.promise().coalesceKey())
                        .bind("reason", given.reason())
                        .bind("id", given.promise().id())
                        .bind("since", now.minus(SAME_TROUBLE))
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    @Override
    public int doubtClaimsOfOthers(UUID worker, Instant now) {
        return database.inTransaction(transaction -> transaction
                .handle()
                .createUpdate("update outbox set state = 'doubtful', not_before = :now,"
                        + " reason = 'the process that delivered it ended' where state = 'claimed'"
                        + " and claimed_by <> :worker")
                .bind("now", now)
                .bind("worker", worker)
                .execute());
    }

    @Override
    public Backlog backlog(Instant now) {
        return database.inReading(handle -> {
            Map<Integer, Long> byLane = new HashMap<>();
            List<Instant> oldest = new ArrayList<>();
            handle.createQuery("select lane, count(*) as waiting, min(due_at) as oldest from outbox"
                            + " where state in ('pending', 'doubtful', 'claimed') group by lane")
                    .map((row, context) -> {
                        byLane.put(row.getInt("lane"), row.getLong("waiting"));
                        return instant(row, "oldest");
                    })
                    .forEach(oldest::add);
            return new Backlog(
                    byLane, oldest.stream().filter(due -> !due.isAfter(now)).min(Instant::compareTo));
        });
    }

    @Override
    public int forgetGivenUpBefore(Instant then) {
        return database.inTransaction(transaction -> transaction
                .handle()
                .createUpdate("delete from outbox where finished_at < :then and (told or state = 'delivered')")
                .bind("then", then)
                .execute());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Standing standing(ResultSet row) throws SQLException {
        Promise promise = new Promise(
                row.getObject("id", UUID.class),
                row.getInt("lane"),
                row.getString("kind"),
                row.getString("stream"),
                Optional.ofNullable(row.getString("coalesce_key")),
                Optional.ofNullable(row.getString("about")),
                row.getString("body"),
                instant(row, "created_at"),
                instant(row, "due_at"));
        return new Standing(
                promise,
                row.getLong("seq"),
                row.getInt("attempts"),
                row.getString("state").equals("doubtful"),
                row.getBoolean("repeated"),
                Optional.ofNullable(row.getObject("failing_since", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
