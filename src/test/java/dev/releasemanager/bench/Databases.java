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
import java.util.Comparator;
import java.util.stream.Stream;

/** One PostgreSQL, set so that what it has committed survives a crash, and a folder for files of H2. */
final class Databases implements AutoCloseable {
    private static final String H2_OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0";

    private final Path folder;
    private final EmbeddedPostgres postgres;

    Databases() throws IOException {
        folder = Files.createTempDirectory("release-manager-benchmark");
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
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
