package dev.releasemanager.coordination;

import dev.releasemanager.store.OutboxStore;
import dev.releasemanager.store.ReleaseStore;
import dev.releasemanager.store.TestDatabase;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;

/** The same acts on the store of several replicas. */
class ActsOnPostgresTest extends ActsContract {
    private static final TestDatabase DATABASE = TestDatabase.postgres();

    @Override
    Store store() {
        DATABASE.wipe();
        InstantSource wallTime = InstantSource.fixed(dev.releasemanager.release.Cast.NOW);
        return new ReleaseStore(
                DATABASE.database(),
                new OutboxStore(DATABASE.database(), (transaction, promise, reason) -> {}),
                wallTime);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }
}
