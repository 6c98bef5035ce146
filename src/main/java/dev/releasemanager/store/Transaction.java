package dev.releasemanager.store;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * One transaction that is under way, handed to every method that reads or writes in it. Bound to the thread that began it
 * and over when {@link Database#inTransaction} returns.
 */
public final class Transaction {
    private final Handle handle;
    private final List<Runnable> afterCommit;

    Transaction(Handle handle, List<Runnable> afterCommit) {
        this.handle = handle;
        this.afterCommit = afterCommit;
    }

    /**
     * Has something run once this transaction is surely committed, on the same thread, in the order of the calls; never
     * if it is rolled back or its outcome is unknown. What it throws is logged and changes nothing: use it to wake
     * somebody, not to do what must be done.
     */
    public void afterCommit(Runnable hook) {
        afterCommit.add(hook);
    }

    Handle handle() {
        return handle;
    }
}
