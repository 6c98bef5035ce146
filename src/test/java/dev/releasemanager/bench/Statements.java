package dev.releasemanager.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.bench.ListeningDriver.Asked;
import dev.releasemanager.rehearsal.world.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What one act asks of the database in its transaction, as it was listened to, to be asked again for other releases and
 * people: by {@link #play} from Java, and as {@link #json} by whatever else.
 */
final class Statements {
    static final String UNIQUE = "XUNIQUEX";
    private static final String LAST_LINK =
            "select sequence, digest from events where release_key = ? order by sequence desc limit 1";
    private static final String APPEND = "insert into events";
    private static final String ANSWER = "insert into confirmations";

    /** What stands at a place that isn't the same each time. */
    enum Role {
        TEXT,
        CONSTANT,
        UUID,
        NOW,
        /** The moment of the answer that is written. */
        ANSWERING,
        /** The moment of the answer that is taken back. */
        ANSWERED,
        SEQUENCE,
        PREVIOUS,
        DIGEST
    }

    private record Value(Role role, Optional<Object> constant) {
        static Value of(Role role) {
            return new Value(role, Optional.empty());
        }
    }

    private record Statement(String sql, List<Value> values) {}

    private final List<Statement> statements;

    private Statements(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /** Of the answer of a person on a release, which came before or is in here itself. */
    static Statements of(List<Asked> asked, List<Asked> answer, String release, String person) {
        Object answeredAt = answer.stream()
                .filter(each -> each.sql().startsWith(ANSWER))
                .flatMap(each -> each.parameters().stream())
                .filter(OffsetDateTime.class::isInstance)
                .findFirst()
                .orElseThrow();
        List<Statement> statements = new ArrayList<>();
        for (Asked each : asked) {
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < each.parameters().size(); i++) {
                values.add(value(each, i, answeredAt, release, person));
            }
            statements.add(new Statement(each.sql(), values));
        }
        return new Statements(statements);
    }

    private static Value value(Asked asked, int place, Object answeredAt, String release, String person) {
        Object value = asked.parameters().get(place);
        if (asked.sql().startsWith(APPEND)) {
            switch (place) {
                case 1 -> {
                    return Value.of(Role.SEQUENCE);
                }
                case 7 -> {
                    return Value.of(Role.PREVIOUS);
                }
                case 8 -> {
                    return Value.of(Role.DIGEST);
                }
                default -> {}
            }
        }
        if (value instanceof UUID) {
            return Value.of(Role.UUID);
        }
        if (value instanceof OffsetDateTime) {
            return Value.of(
                    !value.equals(answeredAt)
                            ? Role.NOW
                            : asked.sql().startsWith("update")
                                    ? Role.ANSWERED
                                    : asked.sql().startsWith(ANSWER) ? Role.ANSWERING : Role.NOW);
        }
        return value instanceof String text
                ? new Value(
                        Role.TEXT,
                        Optional.of(text.replace(release, "{release}")
                                .replace(person, "{person}")
                                .replace(UNIQUE, "{unique}")))
                : new Value(Role.CONSTANT, Optional.ofNullable(value));
    }

    int size() {
        return statements.size();
    }

    /** One a line, for people. */
    String listing() {
        return String.join("\n", statements.stream().map(Statement::sql).toList()) + "\n";
    }

    /** {@code [{"sql": "… $1 …", "values": [{"role": "text", "is": "…"}, …]}, …]}. */
    ArrayNode json() {
        ArrayNode all = Json.array();
        for (Statement statement : statements) {
            StringBuilder numbered = new StringBuilder();
            int number = 0;
            for (char letter : statement.sql().toCharArray()) {
                numbered.append(letter == '?' ? "$" + ++number : String.valueOf(letter));
            }
            ObjectNode one = all.addObject().put("sql", numbered.toString());
            ArrayNode values = one.putArray("values");
            for (Value value : statement.values()) {
                ObjectNode node =
                        values.addObject().put("role", value.role().name().toLowerCase(java.util.Locale.ROOT));
                value.constant().ifPresent(is -> node.putPOJO("is", is));
            }
        }
        return all;
    }

    /** For whom and on what it is played. */
    static final class Part {
        private final String release;
        private final String person;
        private OffsetDateTime answered = OffsetDateTime.MIN;

        Part(String release, String person) {
            this.release = release;
            this.person = person;
        }
    }

    /**
     * Where the records end, which a program that appends to them knows: whoever holds a release's row may go on from there.
     * Thread-safe.
     */
    static final class Ends {
        private final Map<String, End> known = new ConcurrentHashMap<>();

        private End of(Connection connection, String release) throws SQLException {
            End end = known.get(release);
            if (end != null) {
                return end;
            }
            try (PreparedStatement look = connection.prepareStatement(LAST_LINK)) {
                look.setString(1, release);
                try (ResultSet row = look.executeQuery()) {
                    return row.next() ? new End(row.getLong(1), row.getString(2)) : new End(0, "");
                }
            }
        }
    }

    private record End(long sequence, String digest) {}

    /** Asks all of it in one transaction, and reads every row. */
    void play(Connection connection, Part part, Ends ends) throws SQLException {
        connection.setAutoCommit(false);
        try {
            String unique = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
            OffsetDateTime now = Instant.now().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
            for (Statement statement : statements) {
                boolean appends = statement.sql().startsWith(APPEND);
                End last = appends ? ends.of(connection, part.release) : new End(0, "");
                End next = new End(last.sequence() + 1, digest());
                try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
                    int place = 1;
                    for (Value value : statement.values()) {
                        bind(prepared, place++, value, part, unique, now, last, next);
                    }
                    if (prepared.execute()) {
                        try (ResultSet rows = prepared.getResultSet()) {
                            while (rows.next()) {
                                // Whoever asks reads what is answered.
                            }
                        }
                    }
                }
                if (appends) {
                    // Before the commit, which lets the next one at the row.
                    ends.known.put(part.release, next);
                }
            }
            connection.commit();
        } catch (SQLException e) {
            ends.known.remove(part.release);
            try {
                connection.rollback();
            } catch (SQLException next) {
                e.addSuppressed(next);
            }
            throw e;
        }
    }

    private static void bind(
            PreparedStatement prepared,
            int place,
            Value value,
            Part part,
            String unique,
            OffsetDateTime now,
            End last,
            End next)
            throws SQLException {
        switch (value.role()) {
            case TEXT ->
                prepared.setString(
                        place,
                        String.valueOf(value.constant().orElseThrow())
                                .replace("{release}", part.release)
                                .replace("{person}", part.person)
                                .replace("{unique}", unique));
            case CONSTANT -> {
                if (value.constant().isEmpty()) {
                    prepared.setNull(place, Types.NULL);
                } else {
                    prepared.setObject(place, value.constant().get());
                }
            }
            case UUID -> prepared.setObject(place, UUID.randomUUID());
            case NOW -> prepared.setObject(place, now);
            case ANSWERING -> {
                part.answered = now;
                prepared.setObject(place, now);
            }
            case ANSWERED -> prepared.setObject(place, part.answered);
            case SEQUENCE -> prepared.setLong(place, next.sequence());
            case PREVIOUS -> prepared.setString(place, last.digest());
            case DIGEST -> prepared.setString(place, next.digest());
        }
    }

    private static String digest() {
        byte[] bytes = new byte[32];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
