package dev.releasemanager.store;

import dev.releasemanager.release.ReleaseKey;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The rows of one release in several tables. Most of them have none of most releases, so one statement asks which do, and
 * only those are read.
 */
final class ReleaseRows {
    private final Handle handle;
    private final ReleaseKey key;
    private final Set<String> filled;

    /** @param tables each with a column {@code release_key}; a name in here is never anybody's words */
    ReleaseRows(Handle handle, ReleaseKey key, Collection<String> tables) {
        this.handle = handle;
        this.key = key;
        this.filled = Set.copyOf(handle.createQuery(tables.stream()
                        .map(table -> "select '" + table + "' as filled where exists (select 1 from " + table
                                + " where release_key = :key)")
                        .collect(Collectors.joining(" union all ")))
                .bind("key", key.value())
                .mapTo(String.class)
                .list());
    }

    interface OfRow<T> {
        T read(Row row) throws SQLException;
    }

    <T> List<T> of(String table, String order, OfRow<T> of) {
        if (!filled.contains(table)) {
            return List.of();
        }
        return handle.createQuery("select * from " + table + " where release_key = :key order by " + order)
                .bind("key", key.value())
                .map((columns, context) -> of.read(new Row(columns)))
                .list();
    }

    void delete() {
        for (String table : filled) {
            handle.createUpdate("delete from " + table + " where release_key = :key")
                    .bind("key", key.value())
                    .execute();
        }
    }
}
