package dev.releasemanager.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * A fresh, migrated database for tests: H2 in memory, or a database of its own in one real PostgreSQL that all tests of this
 * JVM share. Write the tests once, as an abstract class that is given one, and inherit it twice:
 *
 * <pre>{@code
 * class ReleaseStoreTest {
 *     @Nested class OnH2 extends Contract { OnH2() { super(TestDatabase.h2()); } }
 *     @Nested class OnPostgres extends Contract { OnPostgres() { super(TestDatabase.postgres()); } }
 *
 *     abstract static class Contract extends StoreContract { … tests that use database() … }
 * }
 * }</pre>
 */
public final class TestDatabase implements AutoCloseable {
    private final String url;
    private final List<Database> opened = new ArrayList<>();
    private final Database database;

    private TestDatabase(String url) {
        this.url = url;
        this.database = another();
    }

    public static TestDatabase h2() {
        return new TestDatabase("jdbc:h2:mem:" + UUID.randomUUID());
    }

    public static TestDatabase postgres() {
        String name = "t_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("create a database for a test", e);
        }
        return new TestDatabase(
                "jdbc:postgresql://localhost:" + Server.RUNNING.getPort() + "/" + name + "?user=postgres");
    }

    public Database database() {
        return database;
    }

    /** The same database opened once more, with a pool of its own: what a second replica has. */
    public Database another() {
        Database another = Database.open(url, url.startsWith("jdbc:h2") ? "sa" : "postgres", "");
        opened.add(another);
        return another;
    }

    public String url() {
        return url;
    }

    /** Empties all tables but those that the migrations fill. */
    public void wipe() {
        Jdbi jdbi = database.jdbi();
        jdbi.useHandle(handle -> {
            List<String> tables = handle.createQuery(
                            "select table_name from information_schema.tables where table_schema = 'public'"
                                    + " and table_type = 'BASE TABLE' and table_name not in ('flyway_schema_history', 'shared_stamps')")
                    .mapTo(String.class)
                    .list();
            if (database.isEmbedded()) {
                handle.execute("set referential_integrity false");
                tables.forEach(table -> handle.execute("truncate table \"" + table + "\" restart identity"));
                handle.execute("set referential_integrity true");
            } else if (!tables.isEmpty()) {
                handle.execute("truncate table \"" + String.join("\", \"", tables) + "\" restart identity cascade");
            }
        });
    }

    /** Replaces everything in the database, the migrations' own table included, by what a script makes. */
    public void restore(String script) {
        database.jdbi().useHandle(handle -> {
            if (database.isEmbedded()) {
                handle.execute("drop all objects");
            } else {
                handle.execute("drop schema public cascade; create schema public");
            }
            handle.createScript(script).execute();
        });
    }

    @Override
    public void close() {
        opened.forEach(Database::close);
    }

    /** Started when first asked for; its own hook stops it with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
