package dev.releasemanager.store;

import static dev.releasemanager.store.Releases.key;
import static dev.releasemanager.store.Releases.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.release.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The tables are brought to this version from empty, and from the schema of every released version with rows in it: one
 * script for each in {@code src/test/resources/released-schemas}, which says how they are made.
 */
class MigrationTest {
    private static final Path RELEASED = Path.of("src/test/resources/released-schemas");

    @Nested
    class OnH2 extends Contract {
        @Override
        TestDatabase empty() {
            return TestDatabase.h2();
        }
    }

    @Nested
    class OnPostgres extends Contract {
        @Override
        TestDatabase empty() {
            return TestDatabase.postgres();
        }
    }

    abstract static class Contract {
        abstract TestDatabase empty();

        @Test
        void from_empty_gives_tables_that_releases_can_be_stored_in_and_opening_again_changes_nothing() {
            try (TestDatabase empty = empty()) {
                List<String> applied = applied(empty.database());
                assertThat(applied).startsWith("001", "002");
                usable(empty.database());
                try (Database again = empty.another()) {
                    assertThat(applied(again)).isEqualTo(applied);
                    assertThat(store(again).<List<Release>>read(reading -> reading.newest(2)))
                            .hasSize(1);
                }
            }
        }

        @TestFactory
        Stream<DynamicTest> from_each_released_schema_with_rows_in_it() throws IOException {
            try (Stream<Path> files = Files.list(RELEASED)) {
                return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList().stream()
                        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                            try (TestDatabase released = empty()) {
                                released.restore(Files.readString(file));
                                try (Database migrated = released.another()) {
                                    assertThat(store(migrated).<List<Release>>read(reading -> reading.newest(1)))
                                            .isNotEmpty();
                                    usable(migrated);
                                }
                            }
                        }));
            }
        }

        private static List<String> applied(Database database) {
            return database.jdbi().withHandle(handle -> handle.createQuery(
                            "select \"version\" from \"flyway_schema_history\" where \"success\" and \"version\" is not null"
                                    + " order by \"installed_rank\"")
                    .mapTo(String.class)
                    .list());
        }

        private static ReleaseStore store(Database database) {
            return new ReleaseStore(
                    database, new OutboxStore(database, (transaction, promise, reason) -> {}), InstantSource.system());
        }

        private static void usable(Database database) {
            store(database).write(transaction -> {
                transaction.insert(release(999_999));
                return true;
            });
            assertThat(store(database).<Optional<Release>>read(reading -> reading.find(key(999_999))))
                    .contains(release(999_999));
        }
    }
}
