package dev.releasemanager.store;

import org.jdbi.v3.core.Handle;

/** The rows of {@code key_counters}: the last number given out under each prefix. */
final class KeyCounterTable {
    private final Handle handle;

    KeyCounterTable(Handle handle) {
        this.handle = handle;
    }

    /** The counter's row stays locked until the transaction ends, so that numbers have no gaps. */
    long next(String prefix) {
        if (!countUp(prefix)) {
            handle.createUpdate(
                            "insert into key_counters (prefix, last_number) values (:prefix, 0) on conflict do nothing")
                    .bind("prefix", prefix)
                    .execute();
            if (!countUp(prefix)) {
                throw new IllegalStateException(
                        "nextNumber " + prefix + ": its counter is neither there nor insertable");
            }
        }
        return last(prefix);
    }

    long last(String prefix) {
        return handle.createQuery("select last_number from key_counters where prefix = :prefix")
                .bind("prefix", prefix)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    private boolean countUp(String prefix) {
        return handle.createUpdate("update key_counters set last_number = last_number + 1 where prefix = :prefix")
                        .bind("prefix", prefix)
                        .execute()
                == 1;
    }
}
