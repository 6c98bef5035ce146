package dev.releasemanager.store;

import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollback.Acceptance;
import dev.releasemanager.rollback.Authorship;
import dev.releasemanager.rollback.Preparedness;
import dev.releasemanager.rollback.ReversalTest;
import dev.releasemanager.rollback.ReversalTest.Attestation;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of {@code step_acceptances}, {@code reversal_tests} and {@code migration_authors}. */
final class PreparednessTables {
    static final List<String> TABLES = List.of("step_acceptances", "reversal_tests", "migration_authors");

    private final Handle handle;

    PreparednessTables(Handle handle) {
        this.handle = handle;
    }

    /** @param rows of {@link #TABLES} at least */
    static Preparedness of(ReleaseRows rows) {
        return new Preparedness(
                rows.of(
                        "step_acceptances",
                        "said_at, step",
                        row -> new Acceptance(
                                row.number("step"),
                                row.text("content"),
                                new PersonId(row.text("person")),
                                row.instant("said_at"),
                                row.findText("refusal"))),
                rows.of("reversal_tests", "change_id", PreparednessTables::test),
                rows.of(
                        "migration_authors",
                        "change_id",
                        row -> new Authorship(
                                new ChangeId(row.number("change_id")),
                                new PersonId(row.text("added_by")),
                                new PersonId(row.text("edited_by")),
                                row.instant("edited_at"))));
    }

    private static ReversalTest test(Row row) throws SQLException {
        Optional<Instant> attestedAt = row.findInstant("attested_at");
        return new ReversalTest(
                new ChangeId(row.number("change_id")),
                new PersonId(row.text("tester")),
                row.text("tested_on"),
                new PersonId(row.text("named_by")),
                row.instant("named_at"),
                attestedAt.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Attestation(
                                row.text("content"),
                                row.instant("tested_at"),
                                row.text("tested_on"),
                                row.text("link"),
                                row.text("seen"),
                                attestedAt.get())),
                row.findText("refusal"));
    }

    void replace(ReleaseKey key, Preparedness said) {
        for (String table : TABLES) {
            handle.createUpdate("delete from " + table + " where release_key = :key")
                    .bind("key", key.value())
                    .execute();
        }
        insertAcceptances(key, said.acceptances());
        insertTests(key, said.tests());
        insertAuthors(key, said.authors());
    }

    private void insertAcceptances(ReleaseKey key, List<Acceptance> acceptances) {
        if (acceptances.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("insert into step_acceptances (release_key, step, content, person,"
                + " said_at, refusal) values (:key, :step, :content, :person, :at, :refusal)");
        for (Acceptance said : acceptances) {
            batch.bind("key", key.value())
                    .bind("step", said.step())
                    .bind("content", said.content())
                    .bind("person", StoredText.of(said.by().value()))
                    .bindByType("at", said.at(), Instant.class)
                    .bind("refusal", StoredText.of(said.refusal()))
                    .add();
        }
        batch.execute();
    }

    private void insertTests(ReleaseKey key, List<ReversalTest> tests) {
        if (tests.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("insert into reversal_tests (release_key, change_id, tester,"
                + " tested_on, named_by, named_at, refusal, content, tested_at, link, seen, attested_at) values (:key,"
                + " :change, :tester, :on, :namedBy, :namedAt, :refusal, :content, :testedAt, :link, :seen,"
                + " :attestedAt)");
        for (ReversalTest test : tests) {
            Optional<Attestation> given = test.attestation();
            batch.bind("key", key.value())
                    .bind("change", test.change().value())
                    .bind("tester", StoredText.of(test.tester().value()))
                    .bind("on", StoredText.of(test.on()))
                    .bind("namedBy", StoredText.of(test.namedBy().value()))
                    .bindByType("namedAt", test.namedAt(), Instant.class)
                    .bind("refusal", StoredText.of(test.refusal()))
                    .bind("content", given.map(Attestation::content).orElse(null))
                    .bindByType("testedAt", given.map(Attestation::testedAt).orElse(null), Instant.class)
                    .bind("link", StoredText.of(given.map(Attestation::link)))
                    .bind("seen", StoredText.of(given.map(Attestation::seen)))
                    .bindByType("attestedAt", given.map(Attestation::at).orElse(null), Instant.class)
                    .add();
        }
        batch.execute();
    }

    private void insertAuthors(ReleaseKey key, List<Authorship> authors) {
        if (authors.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("insert into migration_authors (release_key, change_id, added_by,"
                + " edited_by, edited_at) values (:key, :change, :added, :edited, :at)");
        for (Authorship author : authors) {
            batch.bind("key", key.value())
                    .bind("change", author.change().value())
                    .bind("added", StoredText.of(author.addedBy().value()))
                    .bind("edited", StoredText.of(author.editedBy().value()))
                    .bindByType("at", author.editedAt(), Instant.class)
                    .add();
        }
        batch.execute();
    }
}
