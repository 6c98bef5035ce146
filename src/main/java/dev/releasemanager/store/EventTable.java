package dev.releasemanager.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.ReleaseKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of {@code events}: the record. There is no statement here that changes or removes one. */
final class EventTable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, String>> DETAILS = new TypeReference<>() {};

    private final Handle handle;

    EventTable(Handle handle) {
        this.handle = handle;
    }

    void insert(Collection<RecordEntry> entries) {
        PreparedBatch batch =
                handle.prepareBatch("insert into events (release_key, sequence, happened_at, done_by, what,"
                        + " revision, details, previous, digest) values (:key, :sequence, :at, :by, :what, :revision, :details,"
                        + " :previous, :digest)");
        for (RecordEntry entry : entries) {
            batch.bind("key", entry.release().value())
                    .bind("sequence", entry.sequence())
                    .bindByType("at", entry.at(), Instant.class)
                    .bind("by", StoredText.of(entry.by().map(PersonId::value)))
                    .bind("what", entry.what())
                    .bind("revision", entry.revision())
                    .bind("details", StoredText.of(json(entry.details())))
                    .bind("previous", entry.previous())
                    .bind("digest", entry.digest())
                    .add();
        }
        batch.execute();
    }

    Optional<RecordEntry.Link> last(ReleaseKey key) {
        return handle.createQuery("select sequence, digest from events where release_key = :key"
                        + " order by release_key desc, sequence desc limit 1")
                .bind("key", key.value())
                .map((row, context) -> new RecordEntry.Link(row.getLong("sequence"), row.getString("digest")))
                .findOne();
    }

    List<RecordEntry> newest(ReleaseKey key, int limit) {
        List<RecordEntry> newestFirst = handle.createQuery("select * from events where release_key = :key"
                        + " order by release_key desc, sequence desc limit :limit")
                .bind("key", key.value())
                .bind("limit", limit)
                .map((columns, context) -> entry(new Row(columns)))
                .list();
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    List<RecordEntry> all(ReleaseKey key) {
        return handle.createQuery("select * from events where release_key = :key order by release_key, sequence")
                .bind("key", key.value())
                .map((columns, context) -> entry(new Row(columns)))
                .list();
    }

    private static RecordEntry entry(Row row) throws SQLException {
        return new RecordEntry(
                new ReleaseKey(row.text("release_key")),
                row.longNumber("sequence"),
                row.instant("happened_at"),
                row.findText("done_by").map(PersonId::new),
                row.text("what"),
                row.number("revision"),
                details(row.text("details")),
                row.text("previous"),
                row.text("digest"));
    }

    private static String json(SortedMap<String, String> details) {
        try {
            return JSON.writeValueAsString(details);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("write the details of an event", e);
        }
    }

    private static SortedMap<String, String> details(String json) {
        try {
            return JSON.readValue(json, DETAILS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("read the details of an event", e);
        }
    }
}
