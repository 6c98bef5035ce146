package dev.releasemanager.bench;

import dev.releasemanager.release.ReleaseKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same statements in the same transactions by nothing but JDBC, on as many connections as the bot has. */
final class BareDatabase extends Contender {
    private static final int CONNECTIONS = 12;

    private final Workspace workspace;
    private final Statements ready;
    private final Statements withdraw;
    private final Statements.Ends ends = new Statements.Ends();
    private final List<Connection> connections = new ArrayList<>();

    BareDatabase(
            String name,
            String url,
            String user,
            Workspace workspace,
            Statements ready,
            Statements withdraw,
            List<ReleaseKey> releases)
            throws SQLException {
        super(name, releases);
        this.workspace = workspace;
        this.ready = ready;
        this.withdraw = withdraw;
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(DriverManager.getConnection(url, user, ""));
        }
    }

    @Override
    int atOnce(int wanted) {
        return Math.min(wanted, CONNECTIONS);
    }

    @Override
    Hand hand(int person) {
        Connection connection = connections.get(person);
        Map<ReleaseKey, Statements.Part> parts = new HashMap<>();
        return new Hand() {
            @Override
            public boolean ready(ReleaseKey release) throws SQLException {
                ready.play(connection, part(release), ends);
                return true;
            }

            @Override
            public boolean withdraw(ReleaseKey release) throws SQLException {
                withdraw.play(connection, part(release), ends);
                return true;
            }

            private Statements.Part part(ReleaseKey release) {
                return parts.computeIfAbsent(
                        release,
                        key -> new Statements.Part(
                                key.value(), workspace.person(person).value()));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
