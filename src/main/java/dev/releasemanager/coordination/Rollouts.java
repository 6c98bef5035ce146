package dev.releasemanager.coordination;

import dev.releasemanager.rollout.StageRun;
import java.util.Optional;

/** Production, stage by stage: starting, advancing, stopping, resuming, until it is complete. */
public final class Rollouts {
    private final Acts acts;

    Rollouts(Acts acts) {
        this.acts = acts;
    }

    /** A stop by what was seen; {@code by} is who has seen it, if a person has. */
    static void stopBecause(Scene scene, Optional<dev.releasemanager.release.PersonId> by, String reason) {}

    /** What comes of a stage's judgement. */
    static void judged(Scene scene, StageRun run) {}
}
