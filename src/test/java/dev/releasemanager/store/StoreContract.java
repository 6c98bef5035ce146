package dev.releasemanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** What every test of the store starts from: one database for the class, empty before each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StoreContract {
    private final TestDatabase testDatabase;

    protected StoreContract(TestDatabase testDatabase) {
        this.testDatabase = testDatabase;
    }

    protected final TestDatabase testDatabase() {
        return testDatabase;
    }

    protected final Database database() {
        return testDatabase.database();
    }

    /** On a thread of its own: acts that wait for each other must not share a pool that may have one thread only. */
    protected static CompletableFuture<Void> running(Runnable work) {
        return CompletableFuture.runAsync(work, StoreContract::start);
    }

    /** The same with a result. */
    protected static <T> CompletableFuture<T> supplying(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, StoreContract::start);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "test-act");
        thread.setDaemon(true);
        thread.start();
    }

    /** Until it is counted down; fails if that lasts for too long. */
    protected static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same for a number that can only be looked at. */
    protected static void await(int many, IntSupplier seen) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        int last = seen.getAsInt();
        while (last != many && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            last = seen.getAsInt();
        }
        assertThat(last).isEqualTo(many);
    }

    @BeforeEach
    final void wipe() {
        testDatabase.wipe();
    }

    @AfterAll
    final void close() {
        testDatabase.close();
    }
}
