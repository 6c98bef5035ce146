package dev.releasemanager.coordination;

import dev.releasemanager.coordination.Policy.Audience;
import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.Verdict;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.notice.RolloutDocuments;
import dev.releasemanager.notice.StageDocuments;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Call;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.release.ReleaseState.Completed;
import dev.releasemanager.release.Team;
import dev.releasemanager.rollout.NoticeRead;
import dev.releasemanager.rollout.Rollout;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StageJudgement;
import dev.releasemanager.rollout.StagePlan;
import dev.releasemanager.rollout.StageRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Production, stage by stage: starting, advancing, stopping, resuming, until it is complete (M5, S4, A4). */
public final class Rollouts {
    public static final String REASON = "reason";
    public static final int REASON_LIMIT = 1_000;

    private final Acts acts;

    Rollouts(Acts acts) {
        this.acts = acts;
    }

    /** The stage of production that comes next; empty where none can begin now. */
    public static Optional<Stage> next(Dossier dossier, StagePlan policy) {
        Optional<StageRun> current = dossier.rollout().production();
        if (current.isEmpty()) {
            return Optional.of(policy.production().get(0));
        }
        return current.filter(StageRun::hasPassed)
                .flatMap(run -> dossier.rollout().plan().orElse(policy).after(run.stage()));
    }

    /** Starts production with its first stage, after the Go; the manifest is sealed from here on. */
    public Outcome start(Intent intent, ReleaseKey key) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.BEGIN_STAGE, intent.by(), release, scene.roster());
            return refusal.map(Outcome::refused).orElseGet(() -> release.state()
                    .start(intent.by(), scene.now())
                    .fold(
                            next -> started(intent, scene, next),
                            why -> Outcome.unchanged(release, why),
                            Outcome::refused));
        });
    }

    private static Outcome started(Intent intent, Scene scene, ReleaseState next) {
        Dossier dossier = scene.dossier();
        Verdict verdict = dossier.stageVerdict(true);
        if (!verdict.isOpen()) {
            return Outcome.refused(RolloutDocuments.shut(dossier, verdict));
        }
        if (dossier.manifest().graph().components().isEmpty()) {
            return Outcome.refused(Refusal.of(
                    "The rollout was not started",
                    "Nothing is deployed by this release: its scope is empty.",
                    "Add the changes with " + dossier.command("scope") + "; that voids the Go."));
        }
        if (!Acts.claimForm(scene.tx(), intent)) {
            return Outcome.repeated();
        }
        ReleaseKey key = scene.release().key();
        StagePlan plan = scene.policy().stages(dossier);
        scene.tx().put(key, scene.tx().rollout(key).with(plan));
        scene.save(scene.release().with(next));
        scene.record(
                Optional.of(intent.by()),
                "rollout_started",
                Map.of(
                        "stages",
                        String.join(", ", plan.stages().stream().map(Stage::id).toList())));
        beginStage(scene, Optional.of(intent.by()), plan.production().get(0));
        return said(
                intent,
                scene,
                "The rollout of " + key + " has started",
                plan.production().get(0));
    }

    private static void beginStage(Scene scene, Optional<PersonId> by, Stage stage) {
        Dossier before = scene.dossier();
        StageRun run = StageRun.begun(
                before.rollout().nextNumber(), stage, before.manifest().graph().components(), by, scene.now());
        StageWork.save(scene, Optional.empty(), run);
        Watch.beginBetween(scene, run);
        scene.record(by, "stage_begun", StageWork.details(run));
        Dossier dossier = scene.dossier();
        scene.tellThread(RolloutDocuments.stageBegun(dossier, dossier.progressOf(run)));
        StageWork.tellReady(scene, List.of(), run);
        scene.refreshBoard();
    }

    private static Outcome said(Intent intent, Scene scene, String what, Stage stage) {
        Document said = Document.of(Words.strongly(what)
                .plain(": " + stage.words() + ". Whose components come first was written to; you are told when the"
                        + " stage is judged."));
        scene.reply(intent, said);
        return Outcome.done(scene.release(), said);
    }

    /**
     * Goes on to the next stage, once the one before has passed: a small call of the owner's on that stage's judgement.
     *
     * @param run the stage that the owner was shown as passed; 0 for the newest
     */
    public Outcome advance(Intent intent, ReleaseKey key, int run) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.BEGIN_STAGE, intent.by(), release, scene.roster())
                    .or(() -> release.state()
                            .advance(scene.now())
                            .fold(state -> Optional.empty(), why -> Optional.empty(), Optional::of));
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Dossier dossier = scene.dossier();
            StageRun current = dossier.rollout().production().orElseThrow();
            if (run != 0 && run != current.number()) {
                return Outcome.unchanged(
                        release, "the next stage (" + current.stage().words() + ") has begun already.");
            }
            Optional<Stage> next = next(dossier, scene.policy().stages(dossier));
            if (next.isEmpty()) {
                return Outcome.refused(notPassed(current));
            }
            Verdict verdict = dossier.stageVerdict(false);
            if (!verdict.isOpen()) {
                return Outcome.refused(RolloutDocuments.shut(dossier, verdict));
            }
            if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            beginStage(scene, Optional.of(intent.by()), next.get());
            return said(intent, scene, key + " goes on", next.get());
        });
    }

    /** Why there is nothing to advance to, if there isn't. */
    public static Optional<Refusal> refusalToAdvance(Dossier dossier) {
        return dossier.rollout().production().filter(run -> !run.hasPassed()).map(Rollouts::notPassed);
    }

    private static Refusal notPassed(StageRun current) {
        boolean baking = current.bake().isPresent();
        return Refusal.of(
                        "The next stage was not begun",
                        "The stage that is under way (" + current.stage().words() + ") hasn't passed: "
                                + (baking ? "it is still being watched" : "not everything in it is verified")
                                + ". No stage can be skipped or shortened by anybody.",
                        baking
                                ? "Wait until its bake is over; you are told what came of it."
                                : "The board shows who deploys and verifies what now.")
                .by("S4");
    }

    /** Stops it: anyone of a taking-part team, support, an executive; at once, with the reason. */
    public Outcome stop(Intent intent, ReleaseKey key, String reason) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.STOP, intent.by(), release, scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Map<String, String> faults = new LinkedHashMap<>();
            Texts.required(
                    faults, REASON, reason, REASON_LIMIT, "Say in a few words what you see; everybody reads it.");
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            return release.state()
                    .stop(Optional.of(intent.by()), reason.strip(), scene.now())
                    .fold(
                            next -> {
                                if (!Acts.claimForm(scene.tx(), intent)) {
                                    return Outcome.repeated();
                                }
                                stopped(scene, Optional.of(intent.by()), reason.strip(), next);
                                Document said = Document.of(Words.strongly("Stopped. ")
                                        .plain("Nothing more of " + key
                                                + " is deployed; everybody who takes part is told. The owner resumes it,"
                                                + " with a reason."));
                                scene.reply(intent, said);
                                return Outcome.done(scene.release(), said);
                            },
                            why -> Outcome.unchanged(release, why),
                            Outcome::refused);
        });
    }

    /** A stop by what was seen; {@code by} is who has said so, if a person has. */
    static void stopBecause(Scene scene, Optional<PersonId> by, String reason) {
        scene.release()
                .state()
                .stop(by, reason, scene.now())
                .changed()
                .ifPresent(next -> stopped(scene, by, reason, next));
    }

    private static void stopped(Scene scene, Optional<PersonId> by, String reason, ReleaseState next) {
        scene.save(scene.release().with(next));
        Dossier dossier = scene.dossier();
        Optional<StageRun> run = dossier.rollout().production();
        Map<String, String> details = new LinkedHashMap<>();
        details.put("reason", reason);
        run.ifPresent(of -> details.put("stage", of.stage().id()));
        scene.record(by, "rollout_stopped", details);
        Document said = RolloutDocuments.stopped(dossier);
        List<PersonId> people = new ArrayList<>(List.of(dossier.release().owner()));
        dossier.release().delegate().ifPresent(people::add);
        dossier.release().profile().teams().stream()
                .flatMap(team -> scene.roster().find(team).stream())
                .map(Team::asked)
                .forEach(people::addAll);
        by.ifPresent(people::remove);
        scene.alarm(said, said, people);
        scene.refreshBoard();
    }

    /** Only who decides has it go on, with the reason; the bake of the stage begins anew. */
    public Outcome resume(Intent intent, ReleaseKey key, String reason) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.RESUME, intent.by(), release, scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Map<String, String> faults = new LinkedHashMap<>();
            Texts.required(
                    faults,
                    REASON,
                    reason,
                    REASON_LIMIT,
                    "Say why it may go on: what was found, what was done about it?");
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            return release.state()
                    .resume(scene.now())
                    .fold(
                            next -> resumed(intent, scene, reason.strip(), next),
                            why -> Outcome.unchanged(release, why),
                            Outcome::refused);
        });
    }

    private static Outcome resumed(Intent intent, Scene scene, String reason, ReleaseState next) {
        if (!Acts.claimForm(scene.tx(), intent)) {
            return Outcome.repeated();
        }
        scene.save(scene.release().with(next));
        Dossier dossier = scene.dossier();
        StageRun run = dossier.rollout().production().orElseThrow();
        scene.record(Optional.of(intent.by()), "rollout_resumed", StageWork.details(run, "reason", reason));
        scene.tellThread(RolloutDocuments.resumed(dossier, intent.by(), reason));
        StageRun anew = dossier.progressOf(run).isVerified() ? run.baking(scene.now()) : run.withoutBake();
        StageWork.save(scene, run.bake(), anew);
        Watch.beginBetween(scene, anew);
        StageWork.tellReady(scene, List.of(), anew);
        Activations.ask(scene);
        scene.refreshBoard();
        Document said = Document.of(Words.strongly(scene.release().key() + " goes on")
                .plain(" with " + run.stage().words() + ". Its bake begins anew"
                        + (anew.bake().isPresent() ? " now." : " once everything in it is verified.")));
        scene.reply(intent, said);
        return Outcome.done(scene.release(), said);
    }

    /** Somebody of support has read what changes for users (K3). */
    public Outcome haveRead(Intent intent, ReleaseKey key, int revision) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.CONFIRM_READ, intent.by(), release, scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Optional<Call> call = release.state().goCall();
            if (call.isEmpty() || call.get().revision() != revision) {
                return Outcome.refused(Refusal.of(
                                "It was not noted that support has read it",
                                call.isEmpty()
                                        ? "The Go that this notice told of stands no longer."
                                        : "There is a newer notice; this one tells of another revision.",
                                "Read the newer one, and say so there.")
                        .by("K3"));
            }
            Rollout rollout = scene.tx().rollout(key);
            if (rollout.readOf(revision).isPresent()) {
                return Outcome.unchanged(release, "support has said so already.");
            }
            if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            scene.tx().put(key, rollout.with(new NoticeRead(revision, intent.by(), scene.now())));
            scene.record(Optional.of(intent.by()), "support_has_read", Map.of("notice", Integer.toString(revision)));
            scene.tellDeciders(RolloutDocuments.read(scene.release(), intent.by()));
            scene.refreshBoard();
            Document said = Document.of(Words.strongly("Noted: ")
                    .plain("support has read what changes for users with " + key + ". The owner is told."));
            scene.reply(intent, said);
            return Outcome.done(scene.release(), said);
        });
    }

    /** What comes of a stage's judgement. */
    static void judged(Scene scene, StageRun run) {
        if (!run.hasPassed()) {
            stopBecause(
                    scene,
                    Optional.empty(),
                    StageDocuments.result(run) + " "
                            + String.join(" ", run.end().orElseThrow().reasons()));
            return;
        }
        Dossier dossier = scene.dossier();
        Optional<Stage> next = dossier.rollout().plan().flatMap(plan -> plan.after(run.stage()));
        scene.tellThread(StageDocuments.passed(dossier, run, next));
        if (next.isPresent()) {
            passed(scene, run, next.get());
        } else {
            complete(scene);
        }
        Activations.ask(scene);
    }

    /** The next stage is begun by whoever decides, or by itself where the configuration says so and nothing is in its way. */
    private static void passed(Scene scene, StageRun run, Stage next) {
        Dossier dossier = scene.dossier();
        boolean byItself =
                scene.policy().goingOn().contains(dossier.release().profile().kind());
        Verdict verdict = dossier.stageVerdict(false);
        if (byItself && verdict.isOpen()) {
            beginStage(scene, Optional.empty(), next);
            scene.tellDeciders(RolloutDocuments.goesOn(scene.dossier(), run, next));
            return;
        }
        scene.tellDeciders(RolloutDocuments.advance(dossier, run, next, byItself ? verdict.open() : List.of()));
        Watch.beginBetween(scene, run);
    }

    static void complete(Scene scene) {
        Duration window =
                scene.tx().rollbackPlan(scene.release().key()).window().orElse(Duration.ZERO);
        scene.release().state().complete(scene.now(), window).changed().ifPresent(next -> {
            scene.save(scene.release().with(next));
            Dossier dossier = scene.dossier();
            Completed completed = (Completed) next;
            scene.record(Optional.empty(), "release_completed", RolloutDocuments.summary(dossier));
            scene.tx()
                    .schedule(new Timer(
                            scene.release().key(), Timer.Kind.WINDOW_CLOSES, 0, completed.undoableUntil(), ""));
            Watch.beginAfter(scene);
            StageJudgement seen = Watch.judgementOfLast(scene);
            Document said = RolloutDocuments.completed(dossier, seen, Tickets.keeper(scene.policy()));
            scene.tellThread(said);
            boolean ownerIsAsked = Tickets.due(scene, RolloutDocuments.summed(dossier, seen));
            if (!ownerIsAsked) {
                scene.tell(dossier.release().owner(), said, Lane.DECISION);
            }
            dossier.release().delegate().ifPresent(delegate -> scene.tell(delegate, said, Lane.DECISION));
            scene.tellAudience(Audience.PRODUCT, said);
            scene.tellAudience(Audience.SUPPORT, said);
            scene.tellAudience(Audience.LEADERSHIP, RolloutDocuments.completedToLeadership(dossier));
        });
    }

    /** The window of a completed release is over; stale if it was rolled back meanwhile. */
    static void windowCloses(Scene scene) {
        if (scene.release().state() instanceof Completed completed
                && !scene.now().isBefore(completed.undoableUntil())) {
            scene.record(Optional.empty(), "rollback_window_closed", Map.of());
            Document said = RolloutDocuments.windowClosed(scene.release());
            scene.tellThread(said);
            scene.tellDeciders(said);
            scene.refreshBoard();
        }
    }
}
