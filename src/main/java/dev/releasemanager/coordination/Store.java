package dev.releasemanager.coordination;

import dev.releasemanager.release.ReleaseKey;
import java.util.function.Function;

/**
 * Where everything is kept. Both methods throw {@link StoreUnavailable} while the database is away (waited for at most
 * 1.5 s) and may be called from any thread, but not from inside one another.
 */
public interface Store {
    /**
     * One transaction: everything that {@code work} writes is kept, or, if it throws, nothing. {@code work} must have no
     * effect outside its transaction.
     */
    <T> T write(Function<Transaction, T> work);

    /**
     * The same for an act on one release, and no other, whose row {@code work} locks first. Acts that come at the same time
     * may share a transaction and its commit; then {@code work} may be begun more than once, but only once is it kept.
     */
    default <T> T write(ReleaseKey release, Function<Transaction, T> work) {
        return write(work);
    }

    /** Reads without locking; sees only what is committed. */
    <T> T read(Function<Reading, T> work);
}
