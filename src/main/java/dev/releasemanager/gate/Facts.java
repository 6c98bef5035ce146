package dev.releasemanager.gate;

import dev.releasemanager.manifest.Coherence;
import dev.releasemanager.manifest.Manifest;
import dev.releasemanager.manifest.Scope;
import dev.releasemanager.release.Readiness;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.Roster;
import dev.releasemanager.rollback.PlanStanding;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollout.Rollout;
import java.util.List;

/**
 * All that the requirements are evaluated on, of one revision at one moment.
 *
 * @param readiness of each taking-part team at the checkpoint, in the release's order of teams; all silent if there is no
 *     checkpoint yet
 */
record Facts(
        Release release,
        Manifest manifest,
        RollbackPlan plan,
        PlanStanding planStanding,
        List<Readiness> readiness,
        Roster roster,
        Assurances assurances,
        Standards standards,
        Rollout rollout,
        Lookback lookback) {

    /** What a person types to do that on this release: {@code /release split PAY-1}. */
    String command(String word) {
        return standards.command() + " " + word + " " + release.key();
    }

    Scope scope() {
        return manifest.scope();
    }

    Coherence coherence() {
        return manifest.coherence();
    }

    /** Whether the teams are being asked, or were and the Go stands. */
    boolean areTeamsAsked() {
        Phase phase = release.state().phase();
        return phase == Phase.POLLING || phase == Phase.CLEARED;
    }
}
