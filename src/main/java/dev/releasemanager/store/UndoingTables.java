package dev.releasemanager.store;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.Executor;
import dev.releasemanager.rollback.Rollback;
import dev.releasemanager.rollback.Undoing;
import dev.releasemanager.rollback.Undoing.Standing;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of {@code rollbacks} and {@code rollback_undoings}. */
final class UndoingTables {
    private final Handle handle;

    UndoingTables(Handle handle) {
        this.handle = handle;
    }

    Optional<Rollback> find(ReleaseKey key) {
        return handle.createQuery("select * from rollbacks where release_key = :key")
                .bind("key", key.value())
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    return new Rollback(
                            row.findText("started_by").map(PersonId::new),
                            row.text("reason"),
                            row.instant("started_at"),
                            steps(key),
                            row.texts("unnamed"));
                })
                .findOne();
    }

    private List<Undoing> steps(ReleaseKey key) {
        return handle.createQuery("select * from rollback_undoings where release_key = :key order by place")
                .bind("key", key.value())
                .map((columns, context) -> step(new Row(columns)))
                .list();
    }

    private static Undoing step(Row row) throws SQLException {
        return new Undoing(
                row.number("step"),
                row.text("what"),
                Executor.parse(row.text("executor")),
                Duration.parse(row.text("lasts")),
                row.text("proof"),
                row.findText("team").map(TeamId::new),
                Standing.of(row.text("standing")),
                row.findInstant("asked_at"),
                row.findInstant("answered_at"),
                row.findText("answered_by").map(PersonId::new),
                row.findText("why"));
    }

    void replace(ReleaseKey key, Rollback rollback) {
        boolean known = handle.createQuery("select count(*) from rollbacks where release_key = :key")
                        .bind("key", key.value())
                        .mapTo(Integer.class)
                        .one()
                > 0;
        if (!known) {
            handle.createUpdate("insert into rollbacks (release_key, started_by, reason, started_at, unnamed)"
                            + " values (:key, :by, :reason, :at, :unnamed)")
                    .bind("key", key.value())
                    .bind("by", StoredText.of(rollback.startedBy().map(PersonId::value)))
                    .bind("reason", StoredText.of(rollback.reason()))
                    .bindByType("at", rollback.startedAt(), Instant.class)
                    .bind("unnamed", StoredText.all(rollback.unnamed()))
                    .execute();
        }
        handle.createUpdate("delete from rollback_undoings where release_key = :key")
                .bind("key", key.value())
                .execute();
        insert(key, rollback.steps());
    }

    private void insert(ReleaseKey key, List<Undoing> steps) {
        if (steps.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("insert into rollback_undoings (release_key, place, step, what,"
                + " executor, lasts, proof, team, standing, asked_at, answered_at, answered_by, why) values (:key,"
                + " :place, :step, :what, :executor, :lasts, :proof, :team, :standing, :askedAt, :answeredAt,"
                + " :answeredBy, :why)");
        for (int place = 1; place <= steps.size(); place++) {
            Undoing step = steps.get(place - 1);
            batch.bind("key", key.value())
                    .bind("place", place)
                    .bind("step", step.number())
                    .bind("what", StoredText.of(step.what()))
                    .bind("executor", StoredText.of(step.executor().stored()))
                    .bind("lasts", step.lasts().toString())
                    .bind("proof", StoredText.of(step.proof()))
                    .bind("team", StoredText.of(step.team().map(TeamId::value)))
                    .bind("standing", step.standing().word())
                    .bindByType("askedAt", step.askedAt().orElse(null), Instant.class)
                    .bindByType("answeredAt", step.answeredAt().orElse(null), Instant.class)
                    .bind("answeredBy", StoredText.of(step.answeredBy().map(PersonId::value)))
                    .bind("why", StoredText.of(step.why()))
                    .add();
        }
        batch.execute();
    }
}
