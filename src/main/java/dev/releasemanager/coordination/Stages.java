package dev.releasemanager.coordination;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.StageDocuments;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Decision;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.rollout.Bake;
import dev.releasemanager.rollout.Mark;
import dev.releasemanager.rollout.Progress;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StageRun;
import dev.releasemanager.rollout.StageRun.End;
import dev.releasemanager.rollout.StageRun.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Staging, and what is said of components in any stage: being deployed, deployed, verified, failed; and its bake. */
public final class Stages {
    public static final String VERSION = "version";
    public static final String NOTE = "note";
    public static final String LONGER = "longer";
    static final Duration LONGEST = Duration.ofDays(14);
    private static final String STAGING = "staging";

    private final Acts acts;

    Stages(Acts acts) {
        this.acts = acts;
    }

    /** What would go to staging now: every component that hasn't passed it in the version that is to ship. */
    public static List<String> lacking(Dossier dossier) {
        return dossier.manifest().graph().components().stream()
                .filter(component -> {
                    String version = dossier.scope().versions().get(component);
                    return version == null || !dossier.rollout().hasPassed(STAGING, component, version);
                })
                .toList();
    }

    /** Why staging can't be begun, if it can't. */
    public static Optional<Refusal> refusalToBegin(Dossier dossier) {
        Release release = dossier.release();
        String what = "Staging was not begun";
        Optional<Refusal> state = release.state()
                .beginStaging(dossier.standards().now())
                .<Optional<Refusal>>fold(next -> Optional.empty(), why -> Optional.empty(), Optional::of);
        if (state.isPresent()) {
            return state;
        }
        Optional<List<String>> cycle = dossier.manifest().graph().cycle();
        if (cycle.isPresent()) {
            return Optional.of(Refusal.of(
                            what,
                            "There is no order to deploy in: " + String.join(" needs ", cycle.get()) + ".",
                            "Take one of these needs away with " + dossier.command("needs") + ".")
                    .by("M2"));
        }
        if (dossier.manifest().graph().components().isEmpty()) {
            return Optional.of(Refusal.of(
                    what,
                    "Nothing is deployed by this release: its scope is empty.",
                    "Add the changes with " + dossier.command("scope") + "."));
        }
        return lacking(dossier).isEmpty()
                ? Optional.of(Refusal.of(
                        what,
                        "Everything has passed staging in the versions that are to ship.",
                        "The teams are asked with " + dossier.command("open") + ", and the owner calls."))
                : Optional.empty();
    }

    /** Begins staging for what hasn't passed it; those who go first are written to. */
    public Outcome beginStaging(Intent intent, ReleaseKey key) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.BEGIN_STAGE, intent.by(), release, scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Dossier dossier = scene.dossier();
            if (dossier.rollout().openStaging().isPresent()) {
                return Outcome.unchanged(release, "staging is under way already.");
            }
            refusal = refusalToBegin(dossier);
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            Stage stage = scene.policy().stages(dossier).staging();
            StageRun run =
                    StageRun.begun(dossier.rollout().nextNumber(), stage, lacking(dossier), intent.by(), scene.now());
            StageWork.save(scene, Optional.empty(), run);
            scene.record(
                    Optional.of(intent.by()),
                    "staging_begun",
                    StageWork.details(run, "components", String.join(", ", run.components())));
            scene.tellThread(StageDocuments.begun(dossier, dossier.progressOf(run)));
            StageWork.tellReady(scene, List.of(), run);
            scene.refreshBoard();
            Document said = Document.of(Words.strongly("Staging of " + key + " has begun")
                    .plain(". Whose components come first was written to; you are told when it has passed."));
            scene.reply(intent, said);
            return Outcome.done(scene.release(), said);
        });
    }

    /** Somebody begins to deploy a component. */
    public Outcome begun(Intent intent, ReleaseKey key, int run, String component) {
        return mark(
                intent,
                key,
                run,
                component,
                ReleaseState::deploy,
                (scene, progress) -> progress.begin(component, intent.by(), scene.now()));
    }

    /** @param version that the person was shown */
    public Outcome deployed(Intent intent, ReleaseKey key, int run, String component, String version) {
        return mark(
                intent,
                key,
                run,
                component,
                ReleaseState::report,
                (scene, progress) -> progress.deployed(component, version.strip(), intent.by(), scene.now()));
    }

    /** Deployed in staging as another version than the manifest names, or as the first: that is what is to ship then. */
    public Outcome deployedAs(Intent intent, ReleaseKey key, int run, String component, String version) {
        return acts.on(key, intent, scene -> {
            Map<String, String> faults = new LinkedHashMap<>();
            Texts.required(
                    faults, VERSION, version, Mark.VERSION_LIMIT, "Say which version or commit is deployed there.");
            Optional<Refusal> refusal = refusal(intent, scene, run, component, ReleaseState::report);
            if (!faults.isEmpty() || refusal.isPresent()) {
                return refusal.map(Outcome::refused).orElseGet(() -> Outcome.refused(faults));
            }
            String named = version.strip();
            Details details = scene.tx().details(key);
            Progress progress = progress(scene, run);
            boolean renamed = !named.equals(details.versions().get(component))
                    && progress.run().stage().isStaging();
            if (renamed) {
                Map<String, String> versions = new TreeMap<>(details.versions());
                versions.put(component, named);
                Progress imagined =
                        new Progress(progress.run(), progress.graph(), versions, progress.rollout(), progress.before());
                Optional<Refusal> wrong = imagined.deployed(component, named, intent.by(), scene.now())
                        .fold(next -> Optional.empty(), why -> Optional.empty(), Optional::of);
                if (wrong.isPresent()) {
                    return Outcome.refused(wrong.get());
                }
                Outcome edited = scene.edit(
                        intent,
                        "versions_named",
                        Map.of(component, named),
                        component + " is to ship as " + named,
                        release -> {
                            scene.tx().put(key, details.withVersions(versions));
                            return release;
                        });
                if (edited.kind() != Outcome.Kind.DONE) {
                    return edited;
                }
            } else if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            return marked(
                    intent,
                    scene,
                    component,
                    progress(scene, run).deployed(component, named, intent.by(), scene.now()));
        });
    }

    /** Somebody has looked: it does what it should there. */
    public Outcome verified(Intent intent, ReleaseKey key, int run, String component) {
        return mark(
                intent,
                key,
                run,
                component,
                ReleaseState::report,
                (scene, progress) -> progress.verified(component, intent.by(), scene.now()));
    }

    /** It didn't work. In production that stops the rollout. */
    public Outcome failed(Intent intent, ReleaseKey key, int run, String component, String note) {
        return acts.on(key, intent, scene -> {
            Map<String, String> faults = new LinkedHashMap<>();
            Texts.required(faults, NOTE, note, Mark.NOTE_LIMIT, "Say what was seen; the owner reads it at once.");
            Optional<Refusal> refusal = refusal(intent, scene, run, component, ReleaseState::report);
            if (!faults.isEmpty() || refusal.isPresent()) {
                return refusal.map(Outcome::refused).orElseGet(() -> Outcome.refused(faults));
            }
            if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            return marked(
                    intent,
                    scene,
                    component,
                    progress(scene, run).failed(component, note.strip(), intent.by(), scene.now()));
        });
    }

    private Outcome mark(
            Intent intent,
            ReleaseKey key,
            int run,
            String component,
            BiFunction<ReleaseState, Instant, Decision<ReleaseState>> command,
            BiFunction<Scene, Progress, Decision<StageRun>> change) {
        return acts.on(key, intent, scene -> {
            Optional<Refusal> refusal = refusal(intent, scene, run, component, command);
            return refusal.map(Outcome::refused)
                    .orElseGet(() -> marked(intent, scene, component, change.apply(scene, progress(scene, run))));
        });
    }

    private static Progress progress(Scene scene, int run) {
        Dossier dossier = scene.dossier();
        return dossier.progressOf(dossier.rollout().find(run).orElseThrow());
    }

    /** Why this person can't say this of this component now. */
    private static Optional<Refusal> refusal(
            Intent intent,
            Scene scene,
            int number,
            String component,
            BiFunction<ReleaseState, Instant, Decision<ReleaseState>> command) {
        Dossier dossier = scene.dossier();
        Release release = scene.release();
        Optional<StageRun> run = dossier.rollout().find(number);
        String what = component + " was not marked";
        if (run.isEmpty() || !dossier.rollout().newest().equals(run)) {
            return Permissions.check(Act.LOOK, intent.by(), release, scene.roster())
                    .or(() -> Optional.of(Refusal.of(
                            what,
                            "That was asked in a stage that is over.",
                            "Look at the board for what is under way.")));
        }
        return Permissions.check(Act.MARK, intent.by(), release, dossier.deployerOf(component), scene.roster())
                .or(() -> command.apply(release.state(), scene.now())
                        .fold(next -> Optional.empty(), why -> Optional.empty(), Optional::of));
    }

    private static Outcome marked(Intent intent, Scene scene, String component, Decision<StageRun> decision) {
        return decision.fold(
                next -> carryOut(intent, scene, component, next),
                why -> Outcome.unchanged(scene.release(), why),
                Outcome::refused);
    }

    private static Outcome carryOut(Intent intent, Scene scene, String component, StageRun next) {
        Dossier dossier = scene.dossier();
        StageRun before = dossier.rollout().find(next.number()).orElseThrow();
        List<String> ready = dossier.progressOf(before).ready();
        Mark mark = next.newestOf(component).orElseThrow();
        scene.record(
                Optional.of(intent.by()),
                "component_" + mark.kind().word(),
                StageWork.details(next, "component", component, "version", mark.version(), "note", mark.note()));
        StageWork.save(scene, before.bake(), next);
        StageWork.tellReady(scene, ready, next);
        Dossier after = scene.dossier();
        Progress progress = after.progressOf(next);
        if (mark.kind() == Mark.Kind.FAILED) {
            Document failed = StageDocuments.failed(after, progress, component);
            if (next.stage().isStaging()) {
                scene.tellThread(failed);
                scene.tellDeciders(failed);
            } else {
                Rollouts.stopBecause(
                        scene,
                        Optional.of(intent.by()),
                        component + " has failed in " + next.stage().words() + ": " + mark.note());
            }
        }
        scene.refreshBoard();
        Document said = StageDocuments.task(scene.dossier(), progress, component);
        scene.reply(intent, said);
        return Outcome.done(scene.release(), said);
    }

    /** The owner has the stage that is watched be watched longer, by that much. */
    public Outcome extend(Intent intent, ReleaseKey key, String longer) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.EXTEND_BAKE, intent.by(), release, scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Optional<Duration> by = Lengths.find(longer).filter(length -> length.compareTo(LONGEST) <= 0);
            if (by.isEmpty()) {
                return Outcome.refused(Map.of(
                        LONGER,
                        "Say for how much longer: " + Lengths.ACCEPTED + ", at most " + Lengths.words(LONGEST)
                                + ". A bake can't be made shorter."));
            }
            Optional<StageRun> run = scene.dossier().currentStage().map(Progress::run);
            refusal = release.state()
                    .extendBake(scene.now())
                    .<Optional<Refusal>>fold(next -> Optional.empty(), why -> Optional.empty(), Optional::of)
                    .or(() -> run.flatMap(StageRun::bake).isEmpty() || run.get().hasPassed()
                            ? Optional.of(Refusal.of(
                                    "The bake was not extended",
                                    "No stage is being watched now.",
                                    "It can be extended once everything in the stage is verified."))
                            : Optional.empty());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            boolean anew = Watch.hasToBeginAnew(scene, run.orElseThrow());
            StageRun next = anew ? run.get().baking(scene.now()) : run.get().extended(by.get(), scene.now());
            Bake bake = next.bake().orElseThrow();
            StageWork.save(scene, run.get().bake(), next);
            if (!anew) {
                StageWork.scheduleEnd(scene, next, bake);
                Watch.goOn(scene, run.get(), next);
            }
            scene.record(
                    Optional.of(intent.by()),
                    "bake_extended",
                    StageWork.details(
                            next,
                            "by",
                            by.get().toString(),
                            "until",
                            bake.until().toString()));
            Words words = Words.strongly(
                            anew
                                    ? next.stage().words() + " is watched anew, for its whole length"
                                    : "The bake of " + next.stage().words() + " is longer now")
                    .plain(" (" + key + "): until ")
                    .moment(bake.until(), release.profile().zone())
                    .plain(".");
            scene.tellThread(
                    Document.of(words.plain(" By ").mention(intent.by()).plain(".")));
            scene.refreshBoard();
            scene.reply(intent, Document.of(words));
            return Outcome.done(scene.release(), Document.of(words));
        });
    }

    /** The timer of a bake has fired: the stage is judged, unless it isn't that bake's any more. */
    static void bakeEnds(Scene scene, Timer timer) {
        Dossier dossier = scene.dossier();
        Optional<StageRun> newest = dossier.rollout()
                .newest()
                .filter(run -> run.number() == timer.round() && run.isUnderWay())
                .filter(run -> run.bake()
                        .filter(bake ->
                                Integer.toString(bake.number()).equals(timer.detail()) && bake.isOver(scene.now()))
                        .isPresent())
                .filter(run -> dossier.progressOf(run).isVerified());
        boolean stands = scene.release().state().bakeEnds(scene.now()).changed().isPresent();
        newest.filter(run -> stands && !Watch.isWaitedFor(scene, run, timer)).ifPresent(run -> judged(scene, run));
    }

    /**
     * Somebody has stated what they saw while a stage is watched: in production what isn't met stops it at once, and a
     * staging that ended without a judgement is judged again.
     */
    static void seen(Scene scene, PersonId by, PlannedCriterion criterion, boolean failed) {
        Optional<StageRun> current = scene.dossier().currentStage().map(Progress::run);
        if (current.isEmpty()) {
            return;
        }
        StageRun run = current.get();
        if (failed && !run.stage().isStaging()) {
            Rollouts.stopBecause(scene, Optional.of(by), "“" + criterion.text() + "” isn't met.");
        } else if (run.stage().isStaging()
                && run.end().filter(end -> end.result() == Result.NO_JUDGEMENT).isPresent()
                && StageWork.judge(scene, run).result() != Result.NO_JUDGEMENT) {
            judged(scene, run);
        }
    }

    static void judged(Scene scene, StageRun run) {
        Dossier before = scene.dossier();
        End end = StageWork.judge(scene, run);
        StageRun next = run.ended(end);
        StageWork.save(scene, run.bake(), next);
        scene.record(
                Optional.empty(),
                switch (end.result()) {
                    case PASSED -> "stage_passed";
                    case FAILED -> "stage_failed";
                    case NO_JUDGEMENT -> "stage_not_judged";
                },
                StageWork.details(next, "reasons", String.join(" ", end.reasons())));
        Watch.tell(scene, next);
        if (next.stage().isStaging()) {
            Document said = next.hasPassed()
                    ? StageDocuments.passed(scene.dossier(), next, Optional.empty())
                    : StageDocuments.notPassed(scene.dossier(), next);
            scene.tellThread(said);
            scene.tellDeciders(said);
            scene.tellIfOpened(before);
        } else {
            Rollouts.judged(scene, next);
        }
        scene.refreshBoard();
    }
}
