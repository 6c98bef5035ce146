package dev.releasemanager.store;

import dev.releasemanager.coordination.Reading;
import dev.releasemanager.coordination.Store;
import dev.releasemanager.coordination.StoreUnavailable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * The releases, in the database. Thread-safe; any number of replicas may write to one database, for whatever two acts
 * could both want is locked there.
 */
public final class ReleaseStore implements Store {
    private final Database database;
    private final Outgoing outgoing;
    private final List<Runnable> timerListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> messageListeners = new CopyOnWriteArrayList<>();

    public ReleaseStore(Database database, Outgoing outgoing) {
        this.database = database;
        this.outgoing = outgoing;
    }

    /**
     * Has something run after each commit that scheduled a timer, on the thread of the act: wake somebody and return. Only
     * acts of this process are told of; others are found by looking now and then.
     */
    public void whenTimersAreScheduled(Runnable listener) {
        timerListeners.add(listener);
    }

    /** As {@link #whenTimersAreScheduled}, for each commit that promised a message. */
    public void whenMessagesArePromised(Runnable listener) {
        messageListeners.add(listener);
    }

    @Override
    public <T> T write(Function<dev.releasemanager.coordination.Transaction, T> work) {
        return database.inTransaction(transaction -> within(transaction, work));
    }

    /** An act as part of a transaction that is open already; committed or rolled back with the rest of it. */
    public <T> T within(Transaction transaction, Function<dev.releasemanager.coordination.Transaction, T> work) {
        ReleaseTransaction act = new ReleaseTransaction(transaction, outgoing);
        T result = work.apply(act);
        act.finish();
        if (act.hasScheduled()) {
            timerListeners.forEach(transaction::afterCommit);
        }
        if (act.hasPromised()) {
            messageListeners.forEach(transaction::afterCommit);
        }
        return result;
    }

    @Override
    public <T> T read(Function<Reading, T> work) {
        try {
            return database.inTransaction(transaction -> work.apply(new ReleaseReading(transaction.handle())));
        } catch (StoreUnavailable e) {
            throw e.isOutcomeUnknown() ? new StoreUnavailable("Nothing could be read", e, false) : e;
        }
    }
}
