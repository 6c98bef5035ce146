package dev.releasemanager.bench;

import dev.releasemanager.release.ReleaseKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which release is clicked on next, so that none grows older than one that people really decide on: after so many answers
 * the next release takes its place. Each contender has slots of its own. Thread-safe.
 */
final class Slots {
    /** Each answer is kept, and a release on which thousands were given is none that anybody would recognize. */
    static final int CLICKS_PER_RELEASE = 128;

    private final List<ReleaseKey> pool;
    private final AtomicInteger taken = new AtomicInteger();
    private final List<Slot> slots = new ArrayList<>();

    /** @param pool gone through again from its beginning when it is at its end */
    Slots(List<ReleaseKey> pool, int slots) {
        this.pool = List.copyOf(pool);
        for (int i = 0; i < slots; i++) {
            this.slots.add(new Slot());
        }
    }

    /** @param number of one slot */
    ReleaseKey next(int number) {
        return slots.get(number % slots.size()).next();
    }

    int size() {
        return slots.size();
    }

    private final class Slot {
        private ReleaseKey release = fresh();
        private int clicks;

        synchronized ReleaseKey next() {
            if (++clicks > CLICKS_PER_RELEASE) {
                clicks = 1;
                release = fresh();
            }
            return release;
        }

        private ReleaseKey fresh() {
            return pool.get(taken.getAndIncrement() % pool.size());
        }
    }
}
