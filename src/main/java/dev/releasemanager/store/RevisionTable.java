package dev.releasemanager.store;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** The rows of {@code revisions}: what each revision of a manifest consisted of. */
final class RevisionTable {
    private final Handle handle;

    RevisionTable(Handle handle) {
        this.handle = handle;
    }

    void insert(ReleaseKey key, int revision, String digest, String content, PersonId by, Instant at) {
        handle.createUpdate("insert into revisions (release_key, revision, digest, content, revised_by, revised_at)"
                        + " values (:key, :revision, :digest, :content, :by, :at)")
                .bind("key", key.value())
                .bind("revision", revision)
                .bind("digest", digest)
                .bind("content", StoredText.of(content))
                .bind("by", StoredText.of(by.value()))
                .bindByType("at", at, Instant.class)
                .execute();
    }
}
