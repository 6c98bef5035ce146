package dev.releasemanager.store;

import dev.releasemanager.coordination.StoreUnavailable;
import java.time.Instant;

/**
 * The ids of the payloads that have been acted on, so that one that comes twice, even at the same instant on two
 * connections, acts once. Each id is claimed in the transaction of its act: if that is rolled back, so is the claim.
 */
public final class SeenPayloads {
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
                        .createUpdate(
                                "insert into seen_payloads (id, seen_at) values (:id, :at) on conflict do nothing")
                        .bind("id", id)
                        .bind("at", at)
                        .execute()
                == 1;
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
