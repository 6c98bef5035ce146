package dev.releasemanager.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables to this version. Flyway does it, and says what is wrong with tables that are not to be touched; but it
 * takes a third of a second even where nothing is to be done, which is every start but the first of a version. So what its
 * history says is compared with {@code migrations.txt} first: what this version ships, one migration a line (a new one adds
 * its own; {@code MigrationTest} shows it). A history that is anything but exactly that is left to Flyway.
 */
final class Migrations {
    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    private static final String SHIPPED = "/db/migrations.txt";

    private Migrations() {}

    /** @throws Database.NotOpened if the tables are not such as this version can go on with */
    static void apply(Address address) {
        try {
            int applied = flyway(address).load().migrate().migrationsExecuted;
            if (applied > 0) {
                log.atInfo()
                        .setMessage("Database migrated")
                        .addKeyValue("database", address.shown())
                        .addKeyValue("migrations", applied)
                        .log();
            }
        } catch (FlywayException e) {
            throw new Database.NotOpened(
                    "The tables of the database at " + address.shown()
                            + " could not be brought to this version: " + e.getMessage()
                            + ". Use the version that last wrote it or a newer one, or restore a backup; "
                            + "nothing else was started.",
                    e);
        }
    }

    /** On connections of its own, for a migration may take longer than any act. */
    static FluentConfiguration flyway(Address address) {
        return Flyway.configure()
                .dataSource(address.url(), address.user(), address.password())
                .locations("classpath:db/migration")
                .validateMigrationNaming(true)
                .cleanDisabled(true);
    }

    /** Whether exactly what this version ships was applied, in its order, unchanged, and nothing failed. */
    static boolean areApplied(Connection reached) {
        try {
            return applied(reached).equals(shipped());
        } catch (SQLException e) {
            log.atDebug()
                    .setMessage("The history of the migrations could not be read; Flyway looks into it")
                    .setCause(e)
                    .log();
            return false;
        }
    }

    static List<String> shipped() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Migrations.class.getResourceAsStream(SHIPPED), SHIPPED),
                StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * In the schema that Flyway would take, so that a table of that name in another one is not taken for its history. One row
     * says only that there is a history.
     */
    private static List<String> applied(Connection reached) throws SQLException {
        String schema = Objects.requireNonNullElse(reached.getSchema(), "").replace("\"", "\"\"");
        List<String> applied = new ArrayList<>();
        try (Statement statement = reached.createStatement();
                ResultSet row = statement.executeQuery(
                        "select \"type\", \"success\", \"version\", \"description\", \"script\", \"checksum\" from \""
                                + schema + "\".\"flyway_schema_history\" where \"type\" <> 'TABLE'"
                                + " order by \"installed_rank\"")) {
            while (row.next()) {
                String script = "V" + row.getString("version") + "__"
                        + row.getString("description").replace(' ', '_') + ".sql";
                boolean isSound = row.getBoolean("success")
                        && "SQL".equals(row.getString("type"))
                        && script.equals(row.getString("script"));
                applied.add((isSound ? "" : "not sound: ") + line(script, row.getInt("checksum")));
            }
        }
        return applied;
    }

    /** A line of {@link #shipped()}: the file, and what Flyway sums it up to. */
    static String line(String script, int checksum) {
        return script + " " + checksum;
    }
}
