package dev.releasemanager.store;

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

    @BeforeEach
    final void wipe() {
        testDatabase.wipe();
    }

    @AfterAll
    final void close() {
        testDatabase.close();
    }
}
