package dev.releasemanager.store;

import dev.releasemanager.criteria.Evidence;
import dev.releasemanager.gate.Assurances;
import dev.releasemanager.gate.ExceptionRequest;
import dev.releasemanager.gate.Hold;
import dev.releasemanager.gate.StatedEvidence;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of {@code holds}, {@code exceptions} and {@code evidence}. */
final class AssuranceTables {
    private static final List<String> TABLES = Stream.concat(
                    Stream.of("holds", "exceptions", "evidence"), PreparednessTables.TABLES.stream())
            .toList();

    private final Handle handle;

    AssuranceTables(Handle handle) {
        this.handle = handle;
    }

    Assurances of(ReleaseKey key) {
        ReleaseRows rows = new ReleaseRows(handle, key, TABLES);
        return new Assurances(
                rows.of(
                        "holds",
                        "number",
                        row -> new Hold(
                                row.number("number"),
                                new PersonId(row.text("set_by")),
                                row.instant("set_at"),
                                row.text("reason"))),
                rows.of("exceptions", "number", AssuranceTables::request),
                PreparednessTables.of(rows),
                rows.of("evidence", "number", AssuranceTables::stated));
    }

    private static StatedEvidence stated(Row row) throws SQLException {
        return new StatedEvidence(
                row.number("number"),
                row.number("criterion"),
                row.text("wording"),
                new Evidence(
                        row.text("seen"),
                        row.findText("baseline"),
                        row.text("link"),
                        row.instant("seen_at"),
                        row.text("seen_by"),
                        row.text("source")),
                row.instant("stated_at"));
    }

    private static ExceptionRequest request(Row row) throws SQLException {
        Optional<Instant> answeredAt = row.findInstant("answered_at");
        return new ExceptionRequest(
                row.number("number"),
                row.text("rule"),
                row.text("covers"),
                row.text("justification"),
                new PersonId(row.text("asked_by")),
                row.instant("asked_at"),
                answeredAt.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ExceptionRequest.Answer(
                                new PersonId(row.text("answered_by")),
                                answeredAt.get(),
                                row.isTrue("granted"),
                                row.text("answer_reason"))));
    }

    void replace(ReleaseKey key, Assurances assurances) {
        for (String table : List.of("holds", "exceptions")) {
            handle.createUpdate("delete from " + table + " where release_key = :key")
                    .bind("key", key.value())
                    .execute();
        }
        insertHolds(key, assurances.holds());
        insertExceptions(key, assurances.exceptions());
        new PreparednessTables(handle).replace(key, assurances.preparedness());
        insertEvidence(key, assurances.evidence());
    }

    private void insertHolds(ReleaseKey key, List<Hold> holds) {
        if (holds.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("insert into holds (release_key, number, set_by, set_at, reason)"
                + " values (:key, :number, :by, :at, :reason)");
        for (Hold hold : holds) {
            batch.bind("key", key.value())
                    .bind("number", hold.number())
                    .bind("by", StoredText.of(hold.by().value()))
                    .bindByType("at", hold.at(), Instant.class)
                    .bind("reason", StoredText.of(hold.reason()))
                    .add();
        }
        batch.execute();
    }

    private void insertExceptions(ReleaseKey key, List<ExceptionRequest> exceptions) {
        if (exceptions.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("insert into exceptions (release_key, number, rule, covers,"
                + " justification, asked_by, asked_at, granted, answered_by, answered_at, answer_reason) values (:key,"
                + " :number, :rule, :covers, :justification, :askedBy, :askedAt, :granted, :answeredBy, :answeredAt,"
                + " :reason)");
        for (ExceptionRequest request : exceptions) {
            Optional<ExceptionRequest.Answer> answer = request.answer();
            batch.bind("key", key.value())
                    .bind("number", request.number())
                    .bind("rule", request.rule())
                    .bind("covers", StoredText.of(request.covers()))
                    .bind("justification", StoredText.of(request.justification()))
                    .bind("askedBy", StoredText.of(request.askedBy().value()))
                    .bindByType("askedAt", request.askedAt(), Instant.class)
                    .bindByType(
                            "granted",
                            answer.map(ExceptionRequest.Answer::granted).orElse(null),
                            Boolean.class)
                    .bind("answeredBy", StoredText.of(answer.map(given -> given.by()
                            .value())))
                    .bindByType(
                            "answeredAt",
                            answer.map(ExceptionRequest.Answer::at).orElse(null),
                            Instant.class)
                    .bind("reason", StoredText.of(answer.map(ExceptionRequest.Answer::reason)))
                    .add();
        }
        batch.execute();
    }

    /** Evidence is kept for good and never altered: only what is new is written. */
    private void insertEvidence(ReleaseKey key, List<StatedEvidence> all) {
        Set<Integer> known = handle.createQuery("select number from evidence where release_key = :key")
                .bind("key", key.value())
                .mapTo(Integer.class)
                .set();
        List<StatedEvidence> evidence =
                all.stream().filter(stated -> !known.contains(stated.number())).toList();
        if (evidence.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("insert into evidence (release_key, number, criterion, wording, seen,"
                + " baseline, link, source, seen_at, seen_by, stated_at) values (:key, :number, :criterion, :wording,"
                + " :seen, :baseline, :link, :source, :seenAt, :seenBy, :statedAt)");
        for (StatedEvidence stated : evidence) {
            Evidence seen = stated.evidence();
            batch.bind("key", key.value())
                    .bind("number", stated.number())
                    .bind("criterion", stated.criterion())
                    .bind("wording", StoredText.of(stated.wording()))
                    .bind("seen", StoredText.of(seen.value()))
                    .bind("baseline", StoredText.of(seen.baseline()))
                    .bind("link", StoredText.of(seen.link()))
                    .bind("source", StoredText.of(seen.source()))
                    .bindByType("seenAt", seen.at(), Instant.class)
                    .bind("seenBy", StoredText.of(seen.by()))
                    .bindByType("statedAt", stated.statedAt(), Instant.class)
                    .add();
        }
        batch.execute();
    }
}
