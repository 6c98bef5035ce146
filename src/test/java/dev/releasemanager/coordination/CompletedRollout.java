package dev.releasemanager.coordination;

import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollout.Rollout;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StagePlan;
import dev.releasemanager.rollout.Staged;
import java.time.Instant;

/** Has a release with a Go go out at a stroke, for tests that are about what comes after; how it goes out is tested. */
public final class CompletedRollout {
    private CompletedRollout() {}

    public static void of(Store store, Policy policy, ReleaseKey key, Instant now) {
        boolean unused = store.write(tx -> {
            Release release = tx.lock(key).orElseThrow();
            StagePlan plan = policy.stages(release.profile().kind());
            Rollout rollout = tx.rollout(key).with(plan);
            for (Stage stage : plan.production()) {
                rollout = rollout.with(Staged.passed(
                        rollout.nextNumber(), stage, tx.details(key).versions(), now.minus(stage.bake())));
            }
            tx.put(key, rollout);
            Release out = release.with(
                    release.state().start(release.owner(), now).changed().orElseThrow());
            tx.update(out);
            Rollouts.complete(new Scene(tx, policy, now, out));
            return true;
        });
    }
}
