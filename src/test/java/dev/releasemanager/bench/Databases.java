package dev.releasemanager.bench;

import dev.releasemanager.config.DatabaseAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One PostgreSQL, set so that what it has committed survives a crash, and a folder for files of H2. */
final class Databases implements AutoCloseable {
    private static final String H2_OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0";

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final ProcessHandle postmaster;
    private final Map<Long, Duration> computedOf = new HashMap<>();
    private Duration computed = Duration.ZERO;

    Databases() throws IOException, SQLException {
        folder = Files.createTempDirectory("release-manager-benchmark");
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
        postmaster = postmaster(postgres("postgres"));
    }

    /** The parent of whoever answers a connection, as long as it is open. */
    private static ProcessHandle postmaster(DatabaseAddress address) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement();
                ResultSet backend = statement.executeQuery("select pg_backend_pid()")) {
            if (!backend.next()) {
                throw new IllegalStateException("PostgreSQL doesn't say who answers");
            }
            return ProcessHandle.of(backend.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow(() -> new IllegalStateException("PostgreSQL's process can't be seen"));
        }
    }

    /** What the processors have done for PostgreSQL so far, as far as its processes were there at the last call or are now. */
    Duration computed() {
        Stream.concat(Stream.of(postmaster), postmaster.children())
                .forEach(each -> each.info().totalCpuDuration().ifPresent(now -> {
                    Duration before = computedOf.put(each.pid(), now);
                    computed = computed.plus(now).minus(before == null ? Duration.ZERO : before);
                }));
        return computed;
    }

    int postgresPort() {
        return postgres.getPort();
    }

    Path folder() {
        return folder;
    }

    /** A database of PostgreSQL, whether or not it is there. */
    DatabaseAddress postgres(String name) {
        return new DatabaseAddress(
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + name + "?user=postgres", null, null);
    }

    void create(String name) throws SQLException {
        execute(postgres("postgres"), "create database " + name);
    }

    void copyPostgres(String from, String to) throws SQLException {
        execute(postgres("postgres"), "create database " + to + " template " + from);
    }

    DatabaseAddress h2(String name) {
        return new DatabaseAddress("jdbc:h2:file:" + folder.resolve(name) + H2_OPTIONS, null, null);
    }

    void copyH2(String from, String to) throws IOException {
        Files.copy(folder.resolve(from + ".mv.db"), folder.resolve(to + ".mv.db"), StandardCopyOption.REPLACE_EXISTING);
    }

    static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.url(), "", "");
    }

    static void execute(DatabaseAddress address, String... statements) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** Copies of one release with all that belongs to it, numbered on; three of four are over. */
    static void multiply(DatabaseAddress address, String release, int from, int until) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (Connection connection = connect(address)) {
            List<String> tables = new ArrayList<>();
            try (ResultSet columns = connection.getMetaData().getColumns(null, null, "%", "release_key")) {
                while (columns.next()) {
                    tables.add(columns.getString("TABLE_NAME"));
                }
            }
            tables.remove("releases");
            tables.removeAll(List.of("timers", "posted_messages"));
            tables.add(0, "releases");
            for (String table : tables) {
                statements.add(copying(connection, table, release, from, until));
            }
        }
        statements.add("update releases set closed = true, state = 'cancelled', cancelled_by = owner,"
                + " cancel_reason = 'no longer needed', cancelled_at = created_at, checkpoint_round = null,"
                + " opens_at = null, until_at = null where key_number >= "
                + from + " and mod(key_number, 4) <> 0");
        statements.add("delete from concerned where release_key in (select release_key from releases where closed)");
        execute(address, statements.toArray(String[]::new));
    }

    private static String copying(Connection connection, String table, String release, int from, int until)
            throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        String prefix = release.substring(0, release.indexOf('-') + 1);
        try (ResultSet columns = connection.getMetaData().getColumns(null, null, table, "%")) {
            while (columns.next()) {
                String name = columns.getString("COLUMN_NAME");
                if (!"YES".equals(columns.getString("IS_AUTOINCREMENT"))) {
                    names.add(name);
                    values.add(
                            switch (name) {
                                case "release_key" -> "'" + prefix + "' || n.i";
                                case "key_number" -> "n.i";
                                default -> "t." + name;
                            });
                }
            }
        }
        String numbers = address(connection).startsWith("jdbc:h2")
                ? "system_range(" + from + ", " + until + ") n(i)"
                : "generate_series(" + from + ", " + until + ") n(i)";
        return "insert into " + table + " (" + String.join(", ", names) + ") select " + String.join(", ", values)
                + " from " + table + " t cross join " + numbers + " where t.release_key = '" + release + "'";
    }

    private static String address(Connection connection) throws SQLException {
        return connection.getMetaData().getURL();
    }

    static long count(DatabaseAddress address, String query) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
