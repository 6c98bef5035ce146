package dev.releasemanager.store;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import org.jdbi.v3.core.Handle;

/**
 * The key with which links to pages are signed: made by the first start, and the same for all replicas from then on.
 * Thread-safe.
 */
public final class PageKeyStore {
    private static final String NAME = "pages";
    private static final int BYTES = 32;

    private final Database database;
    private final InstantSource wallTime;

    public PageKeyStore(Database database, InstantSource wallTime) {
        this.database = database;
        this.wallTime = wallTime;
    }

    /** Of two replicas that start at once, one makes it and both get it. */
    public byte[] key() {
        return HexFormat.of().parseHex(database.inTransaction(transaction -> {
            Handle handle = transaction.handle();
            byte[] fresh = new byte[BYTES];
            new SecureRandom().nextBytes(fresh);
            int unused = handle.createUpdate("insert into page_keys (name, secret, created_at)"
                            + " values (:name, :secret, :now) on conflict do nothing")
                    .bind("name", NAME)
                    .bind("secret", HexFormat.of().formatHex(fresh))
                    .bind("now", wallTime.instant())
                    .execute();
            return handle.createQuery("select secret from page_keys where name = :name")
                    .bind("name", NAME)
                    .mapTo(String.class)
                    .one();
        }));
    }
}
