package dev.releasemanager.store;

import dev.releasemanager.coordination.Timer;
import dev.releasemanager.release.ReleaseKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of {@code timers}. */
final class TimerTable {
    private final Handle handle;

    TimerTable(Handle handle) {
        this.handle = handle;
    }

    private record Claimed(long id, Timer timer) {}

    void insert(Collection<Timer> timers) {
        PreparedBatch batch = handle.prepareBatch("insert into timers (release_key, kind, round, due_at, detail)"
                + " values (:key, :kind, :round, :due, :detail)");
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

    Optional<Timer> take(Instant now) {
        Optional<Claimed> claimed = handle.createQuery(
                        "select * from timers where due_at <= :now order by due_at, id limit 1 for update skip locked")
                .bindByType("now", now, Instant.class)
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    return new Claimed(
                            row.longNumber("id"),
                            new Timer(
                                    new ReleaseKey(row.text("release_key")),
                                    Timer.Kind.of(row.text("kind")),
                                    row.number("round"),
                                    row.instant("due_at"),
                                    row.text("detail")));
                })
                .findOne();
        return claimed.filter(this::remove).map(Claimed::timer);
    }

    Optional<Instant> nextDue() {
        return handle.createQuery("select due_at from timers order by due_at, id limit 1")
                .mapTo(Instant.class)
                .findOne();
    }

    private boolean remove(Claimed claimed) {
        int removed = handle.createUpdate("delete from timers where id = :id")
                .bind("id", claimed.id())
                .execute();
        return switch (removed) {
            case 0 -> false;
            case 1 -> true;
            default ->
                throw new IllegalStateException("takeDue: " + removed + " timers with the id " + claimed.id()
                        + ", which is the primary key; the table timers is damaged");
        };
    }
}
