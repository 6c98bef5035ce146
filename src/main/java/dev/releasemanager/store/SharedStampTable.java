package dev.releasemanager.store;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The stamp of what releases say to each other: reviews that are waited for, and lessons. */
final class SharedStampTable {
    private static final String REVIEWS = "reviews";

    private final Handle handle;

    SharedStampTable(Handle handle) {
        this.handle = handle;
    }

    UUID reviews() {
        return handle.createQuery("select stamp from shared_stamps where name = :name")
                .bind("name", REVIEWS)
                .mapTo(UUID.class)
                .one();
    }

    void leaveOnReviews() {
        int unused = handle.createUpdate("update shared_stamps set stamp = :stamp where name = :name")
                .bind("stamp", UUID.randomUUID())
                .bind("name", REVIEWS)
                .execute();
    }
}
