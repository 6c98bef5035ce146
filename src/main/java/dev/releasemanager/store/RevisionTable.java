package dev.releasemanager.store;

import dev.releasemanager.coordination.Revision;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of {@code revisions}: what each revision of a manifest consisted of. */
final class RevisionTable {
    private final Handle handle;

    RevisionTable(Handle handle) {
        this.handle = handle;
    }

    Optional<Revision> find(ReleaseKey key, int revision) {
        return handle.createQuery("select * from revisions where release_key = :key and revision = :revision")
                .bind("key", key.value())
                .bind("revision", revision)
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    return new Revision(
                            row.number("revision"),
                            row.text("digest"),
                            row.text("content"),
                            new PersonId(row.text("revised_by")),
                            row.instant("revised_at"));
                })
                .findFirst();
    }

    void insert(ReleaseKey key, Revision revision) {
        handle.createUpdate("insert into revisions (release_key, revision, digest, content, revised_by, revised_at)"
                        + " values (:key, :revision, :digest, :content, :by, :at)")
                .bind("key", key.value())
                .bind("revision", revision.number())
                .bind("digest", revision.digest())
                .bind("content", StoredText.of(revision.content()))
                .bind("by", StoredText.of(revision.by().value()))
                .bindByType("at", revision.at(), Instant.class)
                .execute();
    }
}
