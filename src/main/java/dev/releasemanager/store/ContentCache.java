package dev.releasemanager.store;

import dev.releasemanager.release.ReleaseKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What this process knows of the releases that were last acted on. Every transaction that writes anything of a release
 * leaves a random stamp in its row, so that whoever holds the row sees whether what he knows is still so, also where
 * another replica has written it since. Thread-safe; what is taken belongs to the taker until he keeps it here again.
 */
final class ContentCache {
    /** Of all that is kept, for its size; a release has some tens. */
    private static final int MOST_CHANGES = 10_000;

    private record Entry(UUID stamp, KnownContent content, int changes) {}

    private final Map<ReleaseKey, Entry> entries = new LinkedHashMap<>();
    private int changes;

    /** What is known of the release, if its row bears the stamp that was left when it was kept. */
    synchronized Optional<KnownContent> take(ReleaseKey key, Optional<UUID> stamp) {
        Entry entry = entries.remove(key);
        if (entry == null) {
            return Optional.empty();
        }
        changes -= entry.changes();
        return stamp.filter(entry.stamp()::equals).map(same -> entry.content());
    }

    /** @param stamp that the row bears now, surely committed */
    synchronized void keep(ReleaseKey key, UUID stamp, KnownContent content) {
        Entry entry = new Entry(stamp, content, 1 + content.size());
        Entry before = entries.put(key, entry);
        changes += entry.changes() - (before == null ? 0 : before.changes());
        Iterator<Entry> oldestFirst = entries.values().iterator();
        while (changes > MOST_CHANGES && oldestFirst.hasNext()) {
            changes -= oldestFirst.next().changes();
            oldestFirst.remove();
        }
    }
}
