package dev.releasemanager.store;

import dev.releasemanager.outbox.Lease;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** A named lease in the database, shared by all replicas. Thread-safe. */
public final class LeaseStore implements Lease {
    private final Database database;
    private final String name;

    public LeaseStore(Database database, String name) {
        this.database = database;
        this.name = name;
    }

    @Override
    public boolean hold(UUID holder, Instant now, Instant until) {
        return database.inTransaction(transaction -> {
            Handle handle = transaction.handle();
            int taken = handle.createUpdate("update leases set holder = :holder, until_at = :until"
                            + " where name = :name and (holder = :holder or until_at <= :now)")
                    .bind("name", name)
                    .bind("holder", holder)
                    .bind("now", now)
                    .bind("until", until)
                    .execute();
            if (taken == 1) {
                return true;
            }
            return handle.createUpdate("insert into leases (name, holder, until_at) values (:name, :holder, :until)"
                                    + " on conflict do nothing")
                            .bind("name", name)
                            .bind("holder", holder)
                            .bind("until", until)
                            .execute()
                    == 1;
        });
    }

    @Override
    public void release(UUID holder) {
        database.useTransaction(transaction -> transaction
                .handle()
                .createUpdate("delete from leases where name = :name and holder = :holder")
                .bind("name", name)
                .bind("holder", holder)
                .execute());
    }

    /**
     * Takes the lease from whoever has it, without waiting for it to lapse. Only at start and only where the database is
     * {@linkplain Database#isEmbedded embedded}: then its holder was this program, before it ended.
     */
    public void seize() {
        if (!database.isEmbedded()) {
            throw new IllegalStateException("seize " + name + ": another replica may hold it");
        }
        database.useTransaction(transaction -> transaction
                .handle()
                .createUpdate("delete from leases where name = :name")
                .bind("name", name)
                .execute());
    }
}
