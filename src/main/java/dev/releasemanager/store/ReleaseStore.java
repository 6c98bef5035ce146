package dev.releasemanager.store;

import dev.releasemanager.coordination.Reading;
import dev.releasemanager.coordination.Store;
import dev.releasemanager.coordination.StoreUnavailable;
import dev.releasemanager.release.ReleaseKey;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * The releases, in the database. Thread-safe; any number of replicas may write to one database, for whatever two acts
 * could both want is locked there.
 */
public final class ReleaseStore implements Store {
    private final Database database;
    private final OutboxStore outbox;
    private final SeenPayloads seen;
    private final InstantSource wallTime;
    private final List<Runnable> timerListeners = new CopyOnWriteArrayList<>();
    private final ContentCache contents = new ContentCache();
    private final GroupCommit groups = new GroupCommit(this::run);

    /** @param wallTime for what is promised to the outbox and for the ids of payloads; never release time */
    public ReleaseStore(Database database, OutboxStore outbox, InstantSource wallTime) {
        this.database = database;
        this.outbox = outbox;
        this.seen = new SeenPayloads(database);
        this.wallTime = wallTime;
    }

    /**
     * Has something run after each commit that scheduled a timer, on the thread of the act: wake somebody and return. Only
     * acts of this process are told of; others are found by looking now and then. (Promised messages wake the outbox's
     * worker by {@link OutboxStore#onAdded}.)
     */
    public void whenTimersAreScheduled(Runnable listener) {
        timerListeners.add(listener);
    }

    @Override
    public <T> T write(Function<dev.releasemanager.coordination.Transaction, T> work) {
        return run(System.nanoTime(), work::apply);
    }

    @Override
    public <T> T write(ReleaseKey release, Function<dev.releasemanager.coordination.Transaction, T> work) {
        return groups.write(release, work);
    }

    private <T> T run(long since, Function<ReleaseTransaction, T> work) {
        return database.inTransaction(since, transaction -> run(transaction, work));
    }

    /** An act as part of a transaction that is open already; committed or rolled back with the rest of it. */
    public <T> T within(Transaction transaction, Function<dev.releasemanager.coordination.Transaction, T> work) {
        return run(transaction, work::apply);
    }

    private <T> T run(Transaction transaction, Function<ReleaseTransaction, T> work) {
        ReleaseTransaction act = new ReleaseTransaction(transaction, outbox, seen, contents, wallTime);
        T result = work.apply(act);
        act.finish();
        if (act.hasScheduled()) {
            timerListeners.forEach(transaction::afterCommit);
        }
        return result;
    }

    @Override
    public <T> T read(Function<Reading, T> work) {
        try {
            return database.inReading(handle -> work.apply(new ReleaseReading(handle)));
        } catch (StoreUnavailable e) {
            throw e.isOutcomeUnknown() ? new StoreUnavailable("Nothing could be read", e, false) : e;
        }
    }
}
