package dev.releasemanager.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One row of a result, by the names of its columns. */
record Row(ResultSet columns) {

    String text(String column) throws SQLException {
        return StoredText.read(columns.getString(column));
    }

    Optional<String> findText(String column) throws SQLException {
        return Optional.ofNullable(columns.getString(column)).map(StoredText::read);
    }

    List<String> texts(String column) throws SQLException {
        return Arrays.stream((Object[]) columns.getArray(column).getArray())
                .map(text -> StoredText.read((String) text))
                .toList();
    }

    int number(String column) throws SQLException {
        return columns.getInt(column);
    }

    Optional<Integer> findNumber(String column) throws SQLException {
        int number = columns.getInt(column);
        return columns.wasNull() ? Optional.empty() : Optional.of(number);
    }

    long longNumber(String column) throws SQLException {
        return columns.getLong(column);
    }

    boolean isTrue(String column) throws SQLException {
        return columns.getBoolean(column);
    }

    Instant instant(String column) throws SQLException {
        return columns.getObject(column, OffsetDateTime.class).toInstant();
    }

    Optional<Instant> findInstant(String column) throws SQLException {
        return Optional.ofNullable(columns.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }
}
