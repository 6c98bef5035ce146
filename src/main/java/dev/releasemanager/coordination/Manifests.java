package dev.releasemanager.coordination;

import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeKind;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.Manifest;
import dev.releasemanager.release.ReleaseKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The manifests of the releases that were acted on last: making one, with its graph, is what costs most of an act. One is
 * given out again only while the store gives the very lists and details that it was made of, and the configuration says
 * the same. Thread-safe.
 */
final class Manifests {
    private static final int MOST = 128;

    /** Larger ones are made anew each time rather than kept. */
    private static final int MOST_CHANGES = 500;

    private final Map<ReleaseKey, Made> made = new LinkedHashMap<>(16, .75f, true);

    private record Made(
            List<Change> changes,
            Details details,
            Map<String, ChangeKind> kinds,
            Landscape configured,
            Manifest manifest) {
        boolean isOf(List<Change> otherChanges, Details otherDetails, Policy policy) {
            return isSame(changes, otherChanges)
                    && isSame(details, otherDetails)
                    && kinds.equals(policy.changeKinds())
                    && configured.equals(policy.landscape());
        }

        /** Comparing all of it would cost as much as making it. */
        @SuppressWarnings("ReferenceEquality")
        private static boolean isSame(Object one, Object other) {
            return one == other;
        }
    }

    Manifest of(ReleaseKey key, List<Change> changes, Details details, Policy policy) {
        synchronized (made) {
            Made known = made.get(key);
            if (known != null && known.isOf(changes, details, policy)) {
                return known.manifest();
            }
        }
        Manifest manifest = Manifest.of(changes, policy.changeKinds(), policy.landscape(), details);
        if (changes.size() <= MOST_CHANGES) {
            synchronized (made) {
                made.put(key, new Made(changes, details, policy.changeKinds(), policy.landscape(), manifest));
                if (made.size() > MOST) {
                    made.remove(made.keySet().iterator().next());
                }
            }
        }
        return manifest;
    }
}
