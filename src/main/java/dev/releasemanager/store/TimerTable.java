package dev.releasemanager.store;

import dev.releasemanager.coordination.Timer;
import dev.releasemanager.release.ReleaseKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of {@code timers}. */
final class TimerTable {
    /** More than that many are rarely in the hands of others. */
    private static final int AT_ONCE = 8;

    private final Handle handle;

    TimerTable(Handle handle) {
        this.handle = handle;
    }

    record Due(long id, Instant at, String release) {}

    void insert(Collection<Timer> timers) {
        PreparedBatch batch =
                handle.prepareBatch("insert into timers (release_key, kind, round, due_at, take_at, detail)"
                        + " values (:key, :kind, :round, :due, :due, :detail)");
        for (Timer timer : timers) {
            batch.bind("key", timer.release().value())
                    .bind("kind", timer.kind().word())
                    .bind("round", timer.round())
                    .bindByType("due", timer.dueAt(), Instant.class)
                    .bind("detail", StoredText.of(timer.detail()))
                    .add();
        }
        batch.execute();
    }

    /**
     * In two steps: H2 locks every row that it has to sort, and sorts by no index for {@code FOR UPDATE}, so that one who
     * takes the first of many would lock them all. Whoever finds a timer locked or gone goes on to the next of another
     * release: of one release's timers the earlier acts first, whoever takes it.
     */
    Optional<Timer> take(Instant now) {
        List<Due> due = due(now, AT_ONCE);
        Set<String> inOtherHands = new HashSet<>();
        while (!due.isEmpty()) {
            for (Due next : due) {
                if (!inOtherHands.contains(next.release())) {
                    Optional<Timer> locked = lock(next.id());
                    if (locked.isPresent() && remove(next.id())) {
                        return locked;
                    }
                    inOtherHands.add(next.release());
                }
            }
            due = due.size() < AT_ONCE ? List.of() : dueAfter(due.get(due.size() - 1), now);
        }
        return Optional.empty();
    }

    List<Due> due(Instant now, int most) {
        return handle.createQuery(
                        "select id, take_at, release_key from timers where take_at <= :now order by take_at, id limit :most")
                .bindByType("now", now, Instant.class)
                .bind("most", most)
                .map((columns, context) -> due(new Row(columns)))
                .list();
    }

    /**
     * Those of them that are still there, in their order. Where one is in other hands, so are the later ones of its release.
     *
     * @param due of releases whose rows are held
     */
    List<Timer> take(List<Due> due) {
        Map<Long, Timer> locked = new HashMap<>();
        handle.createQuery("select * from timers where id in (<ids>) for update skip locked")
                .bindList("ids", Filled.up(due.stream().map(Due::id).toList()))
                .map((columns, context) -> Map.entry(columns.getLong("id"), timer(new Row(columns))))
                .forEach(entry -> locked.put(entry.getKey(), entry.getValue()));
        List<Timer> taken = new ArrayList<>();
        PreparedBatch removals = handle.prepareBatch("delete from timers where id = :id");
        Set<String> inOtherHands = new HashSet<>();
        for (Due next : due) {
            Timer timer = locked.get(next.id());
            if (timer == null) {
                inOtherHands.add(next.release());
            } else if (!inOtherHands.contains(next.release())) {
                taken.add(timer);
                removals.bind("id", next.id()).add();
            }
        }
        removals.execute();
        return taken;
    }

    private List<Due> dueAfter(Due last, Instant now) {
        return handle.createQuery(
                        "select id, take_at, release_key from timers where take_at <= :now and take_at >= :then"
                                + " and (take_at > :then or id > :id) order by take_at, id limit :most")
                .bindByType("now", now, Instant.class)
                .bindByType("then", last.at(), Instant.class)
                .bind("id", last.id())
                .bind("most", AT_ONCE)
                .map((columns, context) -> due(new Row(columns)))
                .list();
    }

    private static Due due(Row row) throws SQLException {
        return new Due(row.longNumber("id"), row.instant("take_at"), row.text("release_key"));
    }

    private static Timer timer(Row row) throws SQLException {
        return new Timer(
                new ReleaseKey(row.text("release_key")),
                Timer.Kind.of(row.text("kind")),
                row.number("round"),
                row.instant("due_at"),
                row.text("detail"));
    }

    private Optional<Timer> lock(long id) {
        return handle.createQuery("select * from timers where id = :id for update skip locked")
                .bind("id", id)
                .map((columns, context) -> timer(new Row(columns)))
                .findOne();
    }

    /** The count goes up by one; 0 if nobody holds such a timer any more, or somebody else does just now. */
    int putOff(Timer timer, IntFunction<Instant> until) {
        List<Long> same = handle.createQuery("select id from timers where release_key = :key and kind = :kind"
                        + " and round = :round and due_at = :due and detail = :detail order by take_at, id")
                .bind("key", timer.release().value())
                .bind("kind", timer.kind().word())
                .bind("round", timer.round())
                .bindByType("due", timer.dueAt(), Instant.class)
                .bind("detail", StoredText.of(timer.detail()))
                .mapTo(Long.class)
                .list();
        for (long id : same) {
            Optional<Integer> failures = handle.createQuery(
                            "select failures from timers where id = :id for update skip locked")
                    .bind("id", id)
                    .mapTo(Integer.class)
                    .findOne();
            if (failures.isPresent()) {
                int now = failures.get() + 1;
                handle.createUpdate("update timers set failures = :failures, take_at = :take where id = :id")
                        .bind("failures", now)
                        .bindByType("take", until.apply(now), Instant.class)
                        .bind("id", id)
                        .execute();
                return now;
            }
        }
        return 0;
    }

    Optional<Instant> nextDue() {
        return handle.createQuery("select take_at from timers order by take_at, id limit 1")
                .mapTo(Instant.class)
                .findOne();
    }

    Optional<Instant> nextDueBut(Timer.Kind kind) {
        return handle.createQuery("select take_at from timers where kind <> :kind order by take_at, id limit 1")
                .bind("kind", kind.word())
                .mapTo(Instant.class)
                .findOne();
    }

    private boolean remove(long id) {
        int removed = handle.createUpdate("delete from timers where id = :id")
                .bind("id", id)
                .execute();
        return switch (removed) {
            case 0 -> false;
            case 1 -> true;
            default ->
                throw new IllegalStateException("takeDue: " + removed + " timers with the id " + id
                        + ", which is the primary key; the table timers is damaged");
        };
    }
}
