package dev.releasemanager.coordination;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.notice.ObservationDocuments;
import dev.releasemanager.notice.StageDocuments;
import dev.releasemanager.rollout.Bake;
import dev.releasemanager.rollout.Progress;
import dev.releasemanager.rollout.Rollout;
import dev.releasemanager.rollout.Series.Standing;
import dev.releasemanager.rollout.StageJudgement;
import dev.releasemanager.rollout.StageRun;
import dev.releasemanager.rollout.StageRun.End;
import dev.releasemanager.rollout.StageRun.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What staging and the stages of production have in common inside one act: who is told next, the bake, the judgement. */
final class StageWork {
    private StageWork() {}

    /** Writes the run down; a bake that begins by it has its timer, and is told. */
    static void save(Scene scene, Optional<Bake> before, StageRun next) {
        Rollout rollout = scene.tx().rollout(scene.release().key());
        scene.tx().put(scene.release().key(), rollout.with(next));
        Optional<Bake> begun = next.bake()
                .filter(bake ->
                        before.isEmpty() || bake.number() != before.get().number());
        begun.ifPresent(bake -> {
            scheduleEnd(scene, next, bake);
            Watch.begin(scene, next);
            scene.record(
                    Optional.empty(),
                    "bake_begun",
                    Map.of(
                            "stage", next.stage().id(),
                            "run", Integer.toString(next.number()),
                            "until", bake.until().toString()));
            Dossier dossier = scene.dossier();
            scene.tellThread(StageDocuments.baking(dossier, dossier.progressOf(next)));
        });
    }

    static void scheduleEnd(Scene scene, StageRun run, Bake bake) {
        scene.tx()
                .schedule(new Timer(
                        scene.release().key(),
                        Timer.Kind.BAKE_ENDS,
                        run.number(),
                        bake.until(),
                        Integer.toString(bake.number())));
    }

    /** Writes to those whose components have become ready by this act. */
    static void tellReady(Scene scene, List<String> before, StageRun run) {
        Dossier dossier = scene.dossier();
        Progress progress = dossier.progressOf(run);
        List<String> movable = new ArrayList<>(progress.ready());
        if (before.isEmpty()) {
            movable.addAll(progress.in(Progress.Standing.FAILED));
        }
        for (String component : movable) {
            if (before.contains(component)) {
                continue;
            }
            dossier.deployerOf(component)
                    .flatMap(team -> scene.roster().find(team))
                    .ifPresent(team -> team.asked()
                            .forEach(person -> scene.tell(
                                    person, StageDocuments.task(dossier, progress, component), Lane.DECISION)));
        }
    }

    /** The staging that an edit may concern, as it is before that; empty where none is open. */
    static Optional<Progress> openStaging(Scene scene) {
        return scene.tx().rollout(scene.release().key()).openStaging().isEmpty()
                ? Optional.empty()
                : scene.dossier().currentStage();
    }

    /** After an edit: what joined the release joins its staging, and a bake of something else is void. */
    static void follow(Scene scene, Optional<Progress> before) {
        if (before.isEmpty()) {
            return;
        }
        Progress now = scene.dossier().progressOf(before.get().run());
        StageRun next = now.followed();
        if (!next.equals(before.get().run())) {
            save(scene, before.get().run().bake(), next);
        }
        tellReady(scene, before.get().ready(), next);
    }

    /**
     * What the bake says of a stage, by all that was seen while it lasted: anything out of its bounds is a failure, and what
     * wasn't seen is no pass (H5, H1).
     */
    static End judge(Scene scene, StageRun run) {
        StageJudgement judgement = judgement(scene, run);
        List<String> failed = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        for (Standing standing : judgement.standings()) {
            String text = standing.condition().text();
            switch (standing.result()) {
                case FAILED ->
                    failed.add("“" + text + "” isn't met"
                            + standing.firstOut()
                                    .map(out -> ": " + ObservationDocuments.shown(out))
                                    .orElse("") + ".");
                case NO_JUDGEMENT ->
                    unseen.add("Nothing that counts was seen for “" + text
                            + "” while it was watched"
                            + standing.firstUnjudged()
                                    .map(one -> ": " + ObservationDocuments.shown(one))
                                    .orElse("") + ".");
                case PASSED -> {}
            }
        }
        if (judgement.standings().isEmpty() && !run.stage().isStaging()) {
            unseen.add("There is no criterion that production is judged by; no crash is no proof (M6).");
        }
        if (!failed.isEmpty()) {
            failed.addAll(unseen);
            return new End(Result.FAILED, scene.now(), failed);
        }
        return new End(unseen.isEmpty() ? Result.PASSED : Result.NO_JUDGEMENT, scene.now(), unseen);
    }

    /** Criterion by criterion. */
    static StageJudgement judgement(Scene scene, StageRun run) {
        return Judging.of(scene.tx(), scene.dossier(), scene.policy().sourcing(), run)
                .judgement(run.bake().orElseThrow().until());
    }

    /** For the record: the stage, its run, and what else is said. */
    static Map<String, String> details(StageRun run, String... more) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("stage", run.stage().id());
        details.put("run", Integer.toString(run.number()));
        for (int i = 0; i + 1 < more.length; i += 2) {
            details.put(more[i], more[i + 1]);
        }
        return details;
    }
}
