package dev.releasemanager.store;

import dev.releasemanager.coordination.StoreUnavailable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the payloads that have been acted on, so that one that comes twice, even at the same instant on two
 * connections, acts once. Each id is claimed in the transaction of its act: if that is rolled back, so is the claim.
 */
public final class SeenPayloads {
    private static final String INSERT =
            "insert into seen_payloads (id, seen_at) values (:id, :at) on conflict do nothing";

    private final Database database;

    public SeenPayloads(Database database) {
        this.database = database;
    }

    /**
     * Claims a payload's id. One who comes while another is acting on the same id waits for the outcome.
     *
     * @return false if it was acted on before
     * @throws StoreUnavailable with an unknown outcome if the one who acts on it takes longer than a lock is waited for:
     *     that act may count yet
     */
    public boolean claim(Transaction transaction, String id, Instant at) {
        try {
            return inserted(transaction, id, at);
        } catch (RuntimeException e) {
            if (Unavailability.isLockHeld(e)) {
                throw new StoreUnavailable("Somebody else is acting on the same payload", e, true);
            }
            throw e;
        }
    }

    private static boolean inserted(Transaction transaction, String id, Instant at) {
        return transaction
                        .handle()
                        .createUpdate(INSERT)
                        .bind("id", id)
                        .bind("at", at)
                        .execute()
                == 1;
    }

    /**
     * Claims the ids of several payloads, for acts that share a transaction.
     *
     * @throws NotAllClaimed if that can't be had for all of them at once; the transaction is of no use then
     */
    void claimAll(Transaction transaction, Collection<String> ids, Instant at) {
        PreparedBatch batch = transaction.handle().prepareBatch(INSERT);
        ids.forEach(id -> batch.bind("id", id).bind("at", at).add());
        Set<String> seenBefore = new HashSet<>();
        try {
            int[] counts = batch.execute();
            Iterator<String> each = ids.iterator();
            for (int count : counts) {
                String id = each.next();
                if (count != 1) {
                    seenBefore.add(id);
                }
            }
        } catch (RuntimeException e) {
            if (Unavailability.isLockHeld(e)) {
                throw new NotAllClaimed(Set.copyOf(ids), e);
            }
            throw e;
        }
        if (!seenBefore.isEmpty()) {
            throw new NotAllClaimed(seenBefore, null);
        }
    }

    /** Some of several ids were seen before, or somebody is acting on one of them: who claims them one by one learns it. */
    static final class NotAllClaimed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Set<String> ids;

        NotAllClaimed(Set<String> ids, @Nullable Throwable cause) {
            super(ids.size() + " payloads can't be claimed with others", cause);
            this.ids = ids;
        }

        /** Those that it may be. */
        Set<String> ids() {
            return ids;
        }
    }

    /**
     * Forgets old ids. Slack repeats an event for up to 24 hours (slack-facts.md, section 1.2); a click's handle is of no use
     * after minutes.
     *
     * @return how many
     */
    public int forgetSeenBefore(Instant then) {
        return database.inTransaction(transaction -> transaction
                .handle()
                .createUpdate("delete from seen_payloads where seen_at < :then")
                .bind("then", then)
                .execute());
    }
}
