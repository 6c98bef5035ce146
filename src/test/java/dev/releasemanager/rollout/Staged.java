package dev.releasemanager.rollout;

import static dev.releasemanager.release.Cast.NOW;
import static dev.releasemanager.release.Cast.OWNER;

import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Manifest;
import dev.releasemanager.rollout.StageRun.End;
import dev.releasemanager.rollout.StageRun.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Staging that has passed, for tests that are about something else. */
public final class Staged {
    public static final String VERSION = "1.0.0";
    public static final Stage STAGING = Stage.staging(Duration.ofHours(2));
    /** As the shipped configuration has them. */
    public static final StagePlan PLAN = new StagePlan(List.of(
            STAGING,
            Stage.production(5, Duration.ofHours(1)),
            Stage.production(25, Duration.ofHours(1)),
            Stage.production(100, Duration.ofHours(2))));

    private Staged() {}

    public static Map<String, String> versions(List<Change> changes) {
        Map<String, String> versions = new TreeMap<>();
        changes.forEach(change -> versions.put(change.component(), VERSION));
        return versions;
    }

    /** Every component of the manifest that has a version has passed in it. */
    public static Rollout of(Manifest manifest) {
        return Rollout.NONE.with(passed(1, STAGING, manifest.scope().versions()));
    }

    /** A run in which these went through. */
    public static StageRun passed(int number, Stage stage, Map<String, String> versions) {
        return passed(number, stage, versions, NOW);
    }

    /** @param begun when everything in it was verified and its bake began */
    public static StageRun passed(int number, Stage stage, Map<String, String> versions, Instant begun) {
        List<Mark> marks = new ArrayList<>();
        new TreeMap<>(versions).forEach((component, version) -> {
            marks.add(new Mark(component, Mark.Kind.DEPLOYED, version, "", OWNER, begun));
            marks.add(new Mark(component, Mark.Kind.VERIFIED, version, "", OWNER, begun));
        });
        StageRun run = StageRun.begun(number, stage, List.copyOf(versions.keySet()), OWNER, begun);
        for (Mark mark : marks) {
            run = run.with(mark);
        }
        return run.baking(begun).ended(new End(Result.PASSED, begun.plus(stage.bake()), List.of()));
    }
}
