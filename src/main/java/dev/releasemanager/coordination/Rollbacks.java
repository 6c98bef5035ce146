package dev.releasemanager.coordination;

import dev.releasemanager.coordination.Policy.Audience;
import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.PlannedActivation;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.notice.UndoingDocuments;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Decision;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.Team;
import dev.releasemanager.rollback.Executor;
import dev.releasemanager.rollback.Rollback;
import dev.releasemanager.rollback.RollbackOrder;
import dev.releasemanager.rollback.RollbackOrder.Switch;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.rollback.Undoing;
import dev.releasemanager.rollout.Mark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rolling back (Q2): it begins at one confirmation and runs through the plan's steps, one person after the other. No
 * freeze, Friday, hold or finding is asked about; why it was needed is a question for afterwards.
 */
public final class Rollbacks {
    public static final String REASON = "reason";

    private final Acts acts;

    Rollbacks(Acts acts) {
        this.acts = acts;
    }

    private static RollbackOrder order(
            RollbackPlan plan, List<Switch> flags, Collection<String> components, List<Mark> inProduction) {
        // What was begun may be half out: it is undone as well.
        Set<String> deployed = new LinkedHashSet<>();
        for (Mark mark : inProduction) {
            if (mark.kind() != Mark.Kind.VERIFIED) {
                deployed.remove(mark.component());
            }
            deployed.add(mark.component());
        }
        return RollbackOrder.of(plan, List.copyOf(deployed), components, flags);
    }

    /**
     * What rolling back would do now.
     *
     * @param order a step whose person has left the workspace has nobody in it, and falls to the owner
     * @param plan as it is written
     */
    public record Preview(RollbackOrder order, RollbackPlan plan) {}

    public Preview preview(ReleaseKey key) {
        Policy policy = acts.policy();
        Instant now = acts.now();
        return acts.store()
                .read(reading ->
                        preview(Inquiries.dossier(reading, reading.find(key).orElseThrow(), policy, now)));
    }

    /** The rollback that is under way or over; empty if none was begun. */
    public Optional<Rollback> find(ReleaseKey key) {
        return acts.store().read(reading -> reading.rollback(key));
    }

    private static Preview preview(Dossier dossier) {
        RollbackPlan plan = dossier.plan();
        RollbackOrder order = order(
                plan.withSteps(plan.steps().stream()
                        .map(step -> step.executor()
                                        .filter(executor -> executor.isPresent(dossier.roster()))
                                        .isPresent()
                                ? step
                                : step.withoutExecutor())
                        .toList()),
                switches(dossier),
                dossier.manifest().graph().components(),
                dossier.rollout().inProduction());
        return new Preview(order, plan);
    }

    /** The release's flags as people said that they are, each with its way back. */
    private static List<Switch> switches(Dossier dossier) {
        return dossier.manifest().flags().stream()
                .map(flag -> new Switch(
                        flag.flag(),
                        dossier.rollout().standingOf(flag.flag()).isOn(),
                        flag.activation()
                                .map(activation -> new Step(
                                        activation.number(),
                                        activation.backInWords(),
                                        Optional.of(Executor.of(dossier.switcherOf(flag))),
                                        Optional.of(PlannedActivation.OFF_WITHIN),
                                        Optional.empty(),
                                        flag.teams().stream().findFirst()))))
                .toList();
    }

    /** Begins at once. */
    public Outcome begin(Intent intent, ReleaseKey key, String reason) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.ROLL_BACK, intent.by(), release, scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Map<String, String> faults = new LinkedHashMap<>();
            Texts.required(
                    faults,
                    REASON,
                    reason,
                    Rollback.REASON_LIMIT,
                    "Say in a few words what is seen; support reads it too.");
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            Decision<ReleaseState> decision =
                    release.state().rollBack(Optional.of(intent.by()), reason.strip(), scene.now());
            return decision.fold(
                    next -> {
                        if (!Acts.claimForm(scene.tx(), intent)) {
                            return Outcome.repeated();
                        }
                        begun(scene, Optional.of(intent.by()), reason.strip(), next);
                        Document said = Document.of(Words.strongly("The rollback of " + key + " has begun. ")
                                .plain("Each step is asked for as soon as the one before is done."));
                        scene.reply(intent, said);
                        return Outcome.done(scene.release(), said);
                    },
                    why -> Outcome.unchanged(release, why),
                    Outcome::refused);
        });
    }

    /**
     * A trigger that is marked automatic has fired. Nothing happens if the release isn't out.
     *
     * @param condition the trigger's, with what was seen
     */
    static void byTrigger(Scene scene, String condition) {
        scene.release()
                .state()
                .rollBack(Optional.empty(), condition, scene.now())
                .changed()
                .ifPresent(next -> begun(scene, Optional.empty(), condition, next));
    }

    private static void begun(Scene scene, Optional<PersonId> by, String reason, ReleaseState next) {
        Preview preview = preview(scene.dossier());
        RollbackPlan plan = preview.plan();
        scene.save(scene.release().with(next));
        Release release = scene.release();
        Rollback rollback = Rollback.start(by, reason, scene.now(), preview.order(), release.owner());
        scene.tx().put(release.key(), rollback);
        Reviews.begun(scene);
        scene.record(
                by,
                "rollback_begun",
                Map.of(
                        "reason",
                        reason,
                        "steps",
                        String.join(
                                "\n",
                                rollback.steps().stream().map(Undoing::what).toList())));
        Document said = UndoingDocuments.begun(release, rollback, plan.notUndone());
        List<PersonId> told = deciders(release);
        release.profile().teams().stream()
                .flatMap(team -> scene.roster().find(team).stream())
                .flatMap(team -> team.lead().stream())
                .forEach(told::add);
        scene.alarm(said, said, told);
        tellAudiences(scene, UndoingDocuments.begunToAudience(release, reason, plan.notUndone()));
        goOn(scene, Optional.empty(), rollback);
        scene.refreshBoard();
    }

    /** The executor says that the step has worked. */
    public Outcome done(Intent intent, ReleaseKey key, int number) {
        return onStep(intent, key, number, (scene, rollback, step) -> {
            Optional<Outcome> instead = notTheirs(scene, step, intent.by());
            if (instead.isPresent()) {
                return instead.get();
            }
            return changed(
                    scene,
                    intent,
                    rollback,
                    rollback.done(number, intent.by(), scene.now()),
                    "rollback_step_done",
                    Map.of("step", step.what()),
                    after -> Activations.wentOff(scene, intent.by(), step));
        });
    }

    /** The executor says that it can't be done, and why. */
    public Outcome cannot(Intent intent, ReleaseKey key, int number, String reason) {
        return onStep(intent, key, number, (scene, rollback, step) -> {
            Optional<Outcome> instead = notTheirs(scene, step, intent.by());
            if (instead.isPresent()) {
                return instead.get();
            }
            Map<String, String> faults =
                    reasonFaults(reason, "Say what keeps you; whoever takes it over starts from there.");
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            return changed(
                    scene,
                    intent,
                    rollback,
                    rollback.cannot(number, intent.by(), scene.now(), reason.strip()),
                    "rollback_step_stuck",
                    Map.of("step", step.what(), "reason", reason.strip()),
                    after -> {
                        Undoing stuck = after.find(number).orElseThrow();
                        Document said = UndoingDocuments.stuck(scene.release(), after, stuck);
                        scene.alarm(said, said, helpers(scene, stuck, List.of(intent.by())));
                    });
        });
    }

    /** Somebody else does the step from now on. */
    public Outcome takeOver(Intent intent, ReleaseKey key, int number) {
        return onStep(intent, key, number, (scene, rollback, step) -> {
            Optional<Refusal> refusal = step.executor().includes(intent.by(), scene.roster())
                    ? Optional.empty()
                    : Permissions.check(Act.TAKE_STEP_OVER, intent.by(), scene.release(), scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            return changed(
                    scene,
                    intent,
                    rollback,
                    rollback.takenOver(number, intent.by(), scene.now()),
                    "rollback_step_taken_over",
                    Map.of("step", step.what(), "from", step.executor().text()),
                    after -> {
                        Document said = UndoingDocuments.takenOver(scene.release(), step, intent.by());
                        scene.alarm(
                                said,
                                said,
                                people(scene, step).stream()
                                        .filter(person -> !person.equals(intent.by()))
                                        .toList());
                    });
        });
    }

    /** The owner goes on without the step, with the reason. */
    public Outcome leave(Intent intent, ReleaseKey key, int number, String reason) {
        return onStep(intent, key, number, (scene, rollback, step) -> {
            Optional<Refusal> refusal = Permissions.check(Act.LEAVE_STEP, intent.by(), scene.release(), scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Map<String, String> faults =
                    reasonFaults(reason, "Say why it can stay as it is; the review begins with it.");
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            return changed(
                    scene,
                    intent,
                    rollback,
                    rollback.left(number, intent.by(), scene.now(), reason.strip()),
                    "rollback_step_left",
                    Map.of("step", step.what(), "reason", reason.strip()),
                    after -> {
                        Document said = UndoingDocuments.left(scene.release(), step, intent.by(), reason.strip());
                        scene.alarm(said, said, people(scene, step));
                    });
        });
    }

    private static Map<String, String> reasonFaults(String reason, String wanted) {
        Map<String, String> faults = new LinkedHashMap<>();
        Texts.required(faults, REASON, reason, Rollback.REASON_LIMIT, wanted);
        return faults;
    }

    private interface OnStep {
        Outcome act(Scene scene, Rollback rollback, Undoing step);
    }

    private Outcome onStep(Intent intent, ReleaseKey key, int number, OnStep act) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> stranger = Permissions.check(Act.LOOK, intent.by(), release, scene.roster());
            if (stranger.isPresent()) {
                return Outcome.refused(stranger.get());
            }
            Optional<Rollback> rollback = scene.tx().rollback(key);
            Optional<Undoing> step = rollback.flatMap(under -> under.find(number));
            if (rollback.isEmpty() || step.isEmpty()) {
                return Outcome.refused(Refusal.of(
                        "Nothing was written down",
                        "No rollback of " + key + " has such a step.",
                        release.state().next()));
            }
            if (release.state().phase() != Phase.ROLLING_BACK) {
                return Outcome.unchanged(release, "the rollback is over.");
            }
            return act.act(scene, rollback.get(), step.get());
        });
    }

    /** What is answered where the step is somebody else's, or somebody else has done it already. */
    private static Optional<Outcome> notTheirs(Scene scene, Undoing step, PersonId by) {
        if (!people(scene, step).contains(by)) {
            return Optional.of(Outcome.refused(Refusal.of(
                            "Nothing was written down",
                            "This step of the rollback of " + scene.release().key() + " is somebody else's.",
                            "If you do it, or have done it, take it over first: "
                                    + scene.policy().command() + " rollback "
                                    + scene.release().key() + " has the button.")
                    .by("A2")
                    .askOf(people(scene, step))));
        }
        return step.standing() == Undoing.Standing.DONE
                ? step.answeredBy()
                        .filter(first -> !first.equals(by))
                        .map(first -> Outcome.unchanged(
                                scene.release(), scene.roster().nameOf(first) + " has done it already."))
                : Optional.empty();
    }

    /** Those whose step it is now; the owner if nobody of a rota is left. */
    private static List<PersonId> people(Scene scene, Undoing step) {
        List<PersonId> people = step.executor().person().map(List::of).orElseGet(() -> step.executor()
                .people(scene.roster()));
        return people.isEmpty() ? List.of(scene.release().owner()) : people;
    }

    private interface Told {
        void tell(Rollback after);
    }

    private static Outcome changed(
            Scene scene,
            Intent intent,
            Rollback before,
            Decision<Rollback> decision,
            String what,
            Map<String, String> details,
            Told told) {
        return decision.fold(
                after -> {
                    if (!Acts.claimForm(scene.tx(), intent)) {
                        return Outcome.repeated();
                    }
                    scene.tx().put(scene.release().key(), after);
                    scene.record(Optional.of(intent.by()), what, details);
                    told.tell(after);
                    goOn(scene, before.current(), after);
                    scene.refreshBoard();
                    Document said = UndoingDocuments.progress(scene.release(), after);
                    scene.reply(intent, said);
                    return Outcome.done(scene.release(), said);
                },
                why -> Outcome.unchanged(scene.release(), why),
                Outcome::refused);
    }

    /** Asks for the step whose turn it is, if it wasn't asked of this person yet; or says that all is over. */
    private static void goOn(Scene scene, Optional<Undoing> before, Rollback rollback) {
        Optional<Undoing> current = rollback.current();
        if (current.isEmpty()) {
            finish(scene, rollback);
            return;
        }
        Undoing step = current.get();
        if (step.standing() != Undoing.Standing.ASKED
                || before.filter(step::equals).isPresent()) {
            return;
        }
        Document asked = UndoingDocuments.asked(scene.release(), rollback, step);
        people(scene, step).forEach(person -> scene.tell(person, asked, Lane.ALARM));
        scene.tx()
                .schedule(new Timer(
                        scene.release().key(),
                        Timer.Kind.ROLLBACK_STEP,
                        step.number(),
                        step.dueAt().orElseThrow(),
                        step.askedAt().orElseThrow().toString()));
    }

    private static void finish(Scene scene, Rollback rollback) {
        scene.release().state().finishRollback(scene.now()).changed().ifPresent(next -> {
            scene.save(scene.release().with(next));
            scene.record(Optional.empty(), "rolled_back", Map.of("reason", rollback.reason()));
            RollbackPlan plan = scene.tx().rollbackPlan(scene.release().key());
            Document said = UndoingDocuments.finished(scene.release(), rollback, scene.now(), plan.notUndone());
            scene.alarm(said, said, deciders(scene.release()));
            tellAudiences(scene, UndoingDocuments.finishedToAudience(scene.release(), plan.notUndone()));
            Tickets.takenBack(scene, rollback);
            Reviews.due(scene);
        });
    }

    /** The stated time of a step is over: its team's lead and the owner hear of it, once for each asking. */
    static void overdue(Scene scene, Timer timer) {
        Optional<Rollback> rollback = scene.tx().rollback(scene.release().key());
        Optional<Undoing> late = rollback.flatMap(Rollback::current)
                .filter(step -> step.number() == timer.round()
                        && step.standing() == Undoing.Standing.ASKED
                        && step.askedAt().map(Object::toString).equals(Optional.of(timer.detail())));
        if (late.isEmpty() || scene.release().state().phase() != Phase.ROLLING_BACK) {
            return;
        }
        Undoing step = late.get();
        scene.record(
                Optional.empty(),
                "rollback_step_overdue",
                Map.of("step", step.what(), "executor", step.executor().text()));
        Document said = UndoingDocuments.overdue(scene.release(), rollback.orElseThrow(), step);
        scene.alarm(said, said, helpers(scene, step, people(scene, step)));
    }

    /** The rest of the step's rota, the lead of its team, or of its executor's, and those who decide; without some. */
    private static List<PersonId> helpers(Scene scene, Undoing step, List<PersonId> without) {
        Release release = scene.release();
        Set<PersonId> helpers = new LinkedHashSet<>(people(scene, step));
        List<Team> teams = new ArrayList<>(
                step.team().flatMap(scene.roster()::find).stream().toList());
        if (teams.isEmpty()) {
            people(scene, step).stream()
                    .flatMap(person -> scene.roster().teamsOf(person).stream())
                    .filter(team -> release.hasTeam(team.id()))
                    .distinct()
                    .forEach(teams::add);
        }
        teams.forEach(team -> team.lead().ifPresent(helpers::add));
        helpers.addAll(deciders(release));
        without.forEach(helpers::remove);
        return List.copyOf(helpers);
    }

    private static List<PersonId> deciders(Release release) {
        List<PersonId> deciders = new ArrayList<>(List.of(release.owner()));
        release.delegate().ifPresent(deciders::add);
        return deciders;
    }

    private static void tellAudiences(Scene scene, Document said) {
        for (Audience audience : List.of(Audience.SUPPORT, Audience.PRODUCT, Audience.LEADERSHIP)) {
            scene.tellAudience(audience, said, Lane.ALARM);
        }
    }
}
