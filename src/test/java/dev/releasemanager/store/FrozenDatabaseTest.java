package dev.releasemanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.releasemanager.coordination.StoreUnavailable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that stops answering without closing a connection, and one that ends. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "processes can't be stopped by a signal there")
class FrozenDatabaseTest {
    private static final Duration SLACKS_PATIENCE = Duration.ofSeconds(3);

    @TempDir
    private Path directory;

    private EmbeddedPostgres server;
    private Database database;
    private volatile long frozenAt = Long.MIN_VALUE;

    @BeforeEach
    void open() throws IOException {
        server = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .start();
        database = Database.open("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres", "postgres", "");
    }

    @AfterEach
    void close() throws Exception {
        if (Files.exists(directory.resolve("data").resolve("postmaster.pid"))) {
            processes().thaw();
        }
        database.close();
        server.close();
    }

    private PostgresProcesses processes() throws IOException {
        return PostgresProcesses.of(directory.resolve("data"));
    }

    private static void write(Transaction transaction) {
        transaction
                .handle()
                .execute(
                        "insert into seen_payloads (id, seen_at) values (?, now())", String.valueOf(System.nanoTime()));
    }

    private record Failure(StoreUnavailable unavailable, Duration waited) {}

    /** How long an act takes to fail, from its beginning or from the moment of the freeze, if that comes later. */
    private Failure failure(Consumer<Transaction> act) {
        long began = System.nanoTime();
        StoreUnavailable unavailable = catchThrowableOfType(StoreUnavailable.class, () -> database.useTransaction(act));
        return new Failure(unavailable, Duration.ofNanos(System.nanoTime() - Math.max(began, frozenAt)));
    }

    @Test
    void acts_on_a_frozen_database_fail_before_slack_gives_up_and_work_again_after_it_thaws() throws Exception {
        database.useTransaction(FrozenDatabaseTest::write);
        processes().freeze();
        int acts = 30;
        ExecutorService actors = Executors.newFixedThreadPool(acts);
        try {
            List<CompletableFuture<Failure>> failures = new ArrayList<>();
            for (int i = 0; i < acts; i++) {
                failures.add(CompletableFuture.supplyAsync(() -> failure(FrozenDatabaseTest::write), actors));
            }
            for (CompletableFuture<Failure> each : failures) {
                Failure failure = each.get(10, TimeUnit.SECONDS);
                assertThat(failure.unavailable()).isNotNull();
                assertThat(failure.unavailable().isOutcomeUnknown()).isFalse();
                assertThat(failure.waited()).isLessThan(SLACKS_PATIENCE);
            }
            assertThat(database.isReady()).isFalse();
        } finally {
            actors.shutdown();
        }
        processes().thaw();
        assertThat(worksAgain()).isTrue();
    }

    @Test
    void a_freeze_at_the_commit_leaves_the_outcome_unknown_and_says_so() throws Exception {
        Failure failure = failure(transaction -> {
            write(transaction);
            freeze();
        });
        assertThat(failure.unavailable()).isNotNull();
        assertThat(failure.unavailable().isOutcomeUnknown()).isTrue();
        assertThat(failure.waited()).isLessThan(SLACKS_PATIENCE);
    }

    private void freeze() {
        try {
            processes().freeze();
            frozenAt = System.nanoTime();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_connection_that_the_server_ends_in_the_middle_of_an_act_stores_nothing() {
        Failure failure = failure(transaction -> {
            write(transaction);
            int mine = transaction
                    .handle()
                    .createQuery("select pg_backend_pid()")
                    .mapTo(Integer.class)
                    .one();
            database.jdbi().useHandle(other -> other.createQuery("select pg_terminate_backend(" + mine + ")")
                    .mapTo(Boolean.class)
                    .one());
            write(transaction);
        });
        assertThat(failure.unavailable()).isNotNull();
        assertThat(failure.unavailable().isOutcomeUnknown()).isFalse();
        assertThat(worksAgain()).isTrue();
        assertThat(database.<Long>inTransaction(transaction -> transaction
                        .handle()
                        .createQuery("select count(*) from seen_payloads")
                        .mapTo(Long.class)
                        .one()))
                .isEqualTo(1);
    }

    private boolean worksAgain() {
        for (int tries = 0; tries < 10; tries++) {
            if (failure(FrozenDatabaseTest::write).unavailable() == null) {
                return true;
            }
        }
        return false;
    }
}
