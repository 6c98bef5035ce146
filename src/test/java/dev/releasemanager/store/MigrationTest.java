package dev.releasemanager.store;

import static dev.releasemanager.store.Releases.key;
import static dev.releasemanager.store.Releases.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.releasemanager.release.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

        @Test
        void the_list_of_what_is_shipped_says_what_flyway_finds() {
            try (TestDatabase empty = empty()) {
                List<String> found = Arrays.stream(
                                Migrations.flyway(address(empty)).load().info().all())
                        .map(each -> Migrations.line(
                                each.getScript(), Objects.requireNonNull(each.getResolvedChecksum(), each.getScript())))
                        .toList();
                assertThat(Migrations.shipped())
                        .as("src/main/resources/db/migrations.txt, one migration a line")
                        .isEqualTo(found);
            }
        }

        @Test
        void a_history_that_is_exactly_this_version_s_needs_no_flyway() {
            try (TestDatabase migrated = empty()) {
                assertThat(areApplied(migrated)).isTrue();
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "update \"flyway_schema_history\" set \"checksum\" = 1 where \"version\" = '007'",
                    "update \"flyway_schema_history\" set \"success\" = false where \"version\" = '019'",
                    "update \"flyway_schema_history\" set \"type\" = 'JDBC' where \"version\" = '007'",
                    "update \"flyway_schema_history\" set \"description\" = 'another' where \"version\" = '007'",
                })
        void a_history_of_other_tables_is_refused_with_what_to_do(String meddling) {
            try (TestDatabase other = empty()) {
                other.database().jdbi().useHandle(handle -> handle.execute(meddling));
                assertThat(areApplied(other)).isFalse();
                assertThatExceptionOfType(Database.NotOpened.class)
                        .isThrownBy(other::another)
                        .withMessageContaining("could not be brought to this version")
                        .withMessageContaining(
                                "Use the version that last wrote it or a newer one, or restore a backup");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "delete from \"flyway_schema_history\"",
                    "delete from \"flyway_schema_history\" where \"installed_rank\" ="
                            + " (select max(\"installed_rank\") from \"flyway_schema_history\")",
                    "update \"flyway_schema_history\" set \"version\" = '999' where \"version\" = '019'",
                    "update \"flyway_schema_history\" set \"script\" = 'V007__another.sql' where \"version\" = '007'",
                    "update \"flyway_schema_history\" set \"installed_rank\" = 999 where \"version\" = '007'",
                    "update \"flyway_schema_history\" set \"checksum\" = null where \"version\" = '007'",
                    "drop table \"flyway_schema_history\"",
                })
        void whatever_else_a_history_says_is_left_to_flyway(String meddling) {
            try (TestDatabase other = empty()) {
                other.database().jdbi().useHandle(handle -> handle.execute(meddling));
                assertThat(areApplied(other)).isFalse();
            }
        }

        private static boolean areApplied(TestDatabase of) {
            Address address = address(of);
            try (Connection reached = DriverManager.getConnection(address.url(), address.user(), address.password())) {
                return Migrations.areApplied(reached);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Address address(TestDatabase of) {
            return Address.of(of.url(), of.database().isEmbedded() ? "sa" : "postgres", "");
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
