package dev.releasemanager.coordination;

import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollout.Rollout;
import dev.releasemanager.rollout.Staged;
import java.util.Map;

/** Has a release pass staging at a stroke, for tests that are about something else; how it really passes is tested. */
public final class PassedStaging {
    private PassedStaging() {}

    /** Whatever ships has passed, in the versions that are named, or in one that is named by this. */
    public static void of(Store store, ReleaseKey key) {
        boolean unused = store.write(tx -> {
            if (tx.lock(key).isEmpty()) {
                throw new IllegalStateException("no release " + key);
            }
            Map<String, String> versions = Staged.versions(tx.changes(key));
            if (versions.isEmpty()) {
                return false;
            }
            tx.details(key).versions().forEach((component, version) -> versions.replace(component, version));
            tx.put(key, tx.details(key).withVersions(versions));
            Rollout before = tx.rollout(key);
            tx.put(key, before.with(Staged.passed(before.nextNumber(), Staged.STAGING, versions)));
            return true;
        });
    }
}
