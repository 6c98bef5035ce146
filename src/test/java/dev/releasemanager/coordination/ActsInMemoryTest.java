package dev.releasemanager.coordination;

/** The acts on the store in memory. */
class ActsInMemoryTest extends ActsContract {
    @Override
    Store store() {
        return new MemoryStore();
    }
}
