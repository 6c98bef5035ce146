package dev.releasemanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.releasemanager.coordination.StoreUnavailable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    private static final Instant SOMETIME = Instant.parse("2026-10-25T00:30:00Z");

    @Nested
    class OnH2 extends Contract {
        OnH2() {
            super(TestDatabase.h2());
        }

        /** Asked for without a pause, so that no connection rests long enough to be tested before it is handed out. */
        @Test
        void connections_that_somebody_closed_are_not_handed_out_again(@TempDir Path folder) throws SQLException {
            String url = "jdbc:h2:file:" + folder.resolve("releases") + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";
            try (Database database = Database.open(url, "", "")) {
                assertThat(database.isReady()).isTrue();
                try (Connection other = DriverManager.getConnection(url, "", "");
                        Statement statement = other.createStatement()) {
                    statement.execute("set exclusive 2");
                    assertThat(database.isReady()).isFalse();
                }
                long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
                boolean ready = false;
                while (!ready && System.nanoTime() < until) {
                    ready = database.isReady();
                }
                assertThat(ready).isTrue();
            }
        }
    }

    @Nested
    class OnPostgres extends Contract {
        OnPostgres() {
            super(TestDatabase.postgres());
        }

        /** The server of the tests is one that would rather be quick. */
        @Test
        void a_commit_is_on_the_disk_before_anybody_is_told_of_it() {
            assertThat(database().<String>inTransaction(transaction -> transaction
                            .handle()
                            .createQuery("select reset_val || ' for others, ' || setting from pg_settings"
                                    + " where name = 'synchronous_commit'")
                            .mapTo(String.class)
                            .one()))
                    .isEqualTo("off for others, on");
        }
    }

    abstract static class Contract extends StoreContract {
        Contract(TestDatabase testDatabase) {
            super(testDatabase);
        }

        private void insert(Transaction transaction, String name) {
            transaction
                    .handle()
                    .createUpdate("insert into leases (name, holder, until_at) values (:name, :holder, :until)")
                    .bind("name", name)
                    .bind("holder", UUID.randomUUID())
                    .bind("until", SOMETIME)
                    .execute();
        }

        private List<String> names() {
            return database().inTransaction(transaction -> transaction
                    .handle()
                    .createQuery("select name from leases order by name")
                    .mapTo(String.class)
                    .list());
        }

        @Test
        void what_returns_is_committed_and_what_throws_is_rolled_back() {
            database().useTransaction(transaction -> insert(transaction, "kept"));
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> database().useTransaction(transaction -> {
                        insert(transaction, "lost");
                        throw new IllegalArgumentException("changed my mind");
                    }));
            assertThat(names()).containsExactly("kept");
        }

        @Test
        void an_instant_comes_back_as_it_was_even_in_the_hour_that_autumn_repeats() {
            database().useTransaction(transaction -> insert(transaction, "a"));
            Instant read = database().inTransaction(transaction -> transaction
                    .handle()
                    .createQuery("select until_at from leases")
                    .mapTo(Instant.class)
                    .one());
            assertThat(read).isEqualTo(SOMETIME);
        }

        @Test
        void a_second_transaction_on_the_same_thread_is_refused_and_the_first_goes_on() {
            database().useTransaction(transaction -> {
                insert(transaction, "outer");
                assertThatIllegalStateException()
                        .isThrownBy(() -> database().useTransaction(inner -> insert(inner, "inner")))
                        .withMessageContaining("pass it on");
            });
            assertThat(names()).containsExactly("outer");
            database().useTransaction(transaction -> insert(transaction, "the next"));
            assertThat(names()).hasSize(2);
        }

        @Test
        void hooks_run_in_order_after_the_commit_and_not_after_a_rollback() {
            List<String> ran = new ArrayList<>();
            database().useTransaction(transaction -> {
                insert(transaction, "a");
                transaction.afterCommit(() -> ran.add("first sees " + names()));
                transaction.afterCommit(() -> {
                    throw new IllegalStateException("a hook that fails");
                });
                transaction.afterCommit(() -> ran.add("second"));
            });
            assertThat(ran).containsExactly("first sees [a]", "second");
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> database().useTransaction(transaction -> {
                        transaction.afterCommit(() -> ran.add("never"));
                        throw new IllegalArgumentException("no");
                    }));
            assertThat(ran).hasSize(2);
        }

        @Test
        void a_lock_that_another_act_keeps_makes_the_store_unavailable_in_less_than_three_seconds() throws Exception {
            database().useTransaction(transaction -> insert(transaction, "wanted"));
            CountDownLatch locked = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            CompletableFuture<Void> holder =
                    StoreContract.running(() -> database().useTransaction(transaction -> {
                        lock(transaction);
                        locked.countDown();
                        await(done);
                    }));
            await(locked);
            long began = System.nanoTime();
            StoreUnavailable unavailable = catchThrowableOfType(
                    StoreUnavailable.class, () -> testDatabase().database().useTransaction(Contract::lock));
            Duration waited = Duration.ofNanos(System.nanoTime() - began);
            done.countDown();
            holder.get(5, TimeUnit.SECONDS);
            assertThat(unavailable).isNotNull();
            assertThat(unavailable.isOutcomeUnknown()).isFalse();
            assertThat(waited).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
            database().useTransaction(Contract::lock);
        }

        private static void lock(Transaction transaction) {
            transaction
                    .handle()
                    .createQuery("select name from leases where name = 'wanted' for update")
                    .mapTo(String.class)
                    .one();
        }

        @Test
        void a_mistake_in_a_statement_is_not_taken_for_an_absent_database() {
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> database()
                            .useTransaction(transaction -> transaction.handle().execute("select nothing from nowhere")))
                    .isNotInstanceOf(StoreUnavailable.class);
        }

        @Test
        void two_replicas_can_open_the_same_database() {
            try (Database second = testDatabase().another()) {
                database().useTransaction(transaction -> insert(transaction, "seen by both"));
                assertThat(second.isReady()).isTrue();
                assertThat(second.<String>inTransaction(transaction -> transaction
                                .handle()
                                .createQuery("select name from leases")
                                .mapTo(String.class)
                                .one()))
                        .isEqualTo("seen by both");
            }
            assertThat(database().isReady()).isTrue();
        }

        @Test
        void a_closed_database_is_unavailable_and_not_ready() {
            Database second = testDatabase().another();
            second.close();
            assertThat(second.isReady()).isFalse();
            assertThatExceptionOfType(StoreUnavailable.class)
                    .isThrownBy(() -> second.useTransaction(transaction -> insert(transaction, "late")));
        }
    }

    @Nested
    class AddressesOfDatabases {
        @Test
        void what_h2_needs_is_added() {
            assertThat(Address.of("jdbc:h2:file:/data/rm", "sa", "").url())
                    .startsWith("jdbc:h2:file:/data/rm;")
                    .contains(";MODE=PostgreSQL", ";DATABASE_TO_LOWER=TRUE", ";WRITE_DELAY=0", ";LOCK_TIMEOUT=1500");
        }

        @Test
        void what_contradicts_it_is_refused_with_the_reason() {
            assertThatExceptionOfType(Database.NotOpened.class)
                    .isThrownBy(() -> Address.of("jdbc:h2:mem:x;write_delay=500", "sa", ""))
                    .withMessageContaining("WRITE_DELAY=500")
                    .withMessageContaining("loses committed acts");
        }

        @Test
        void the_form_of_hosting_platforms_is_understood_and_never_shows_the_password() {
            Address address = Address.of("postgres://rm:s%40cret+@db.example:5433/releases?sslmode=require", "", "");
            assertThat(address)
                    .isEqualTo(new Address(
                            Address.Kind.POSTGRESQL,
                            "jdbc:postgresql://db.example:5433/releases?sslmode=require",
                            "rm",
                            "s@cret+",
                            "jdbc:postgresql://db.example:5433/releases"));
        }

        @Test
        void another_product_is_refused_with_what_is_accepted() {
            assertThatExceptionOfType(Database.NotOpened.class)
                    .isThrownBy(() -> Database.open("mysql://root:secret@host/x", "", ""))
                    .withMessageContaining("jdbc:postgresql://HOST/NAME")
                    .withMessageNotContaining("secret");
        }

        @Test
        void an_absent_server_is_reported_with_its_address_and_the_settings_to_check() {
            assertThatExceptionOfType(Database.NotOpened.class)
                    .isThrownBy(() -> Database.open("jdbc:postgresql://127.0.0.1:1/none", "u", "secret"))
                    .withMessageContaining("127.0.0.1:1/none")
                    .withMessageContaining("DATABASE_URL")
                    .withMessageNotContaining("secret");
        }
    }
}
