package dev.releasemanager.coordination;

import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.criteria.Usual;
import dev.releasemanager.manifest.CanonicalForm;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.Manifest;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.manifest.RaisedRisk;
import dev.releasemanager.manifest.Scope;
import dev.releasemanager.notice.CallDocuments;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.notice.OwnerDocuments;
import dev.releasemanager.notice.PlanningDocuments;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Profile;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.Roster;
import dev.releasemanager.review.Lesson;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.rollback.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Putting a release together: creating and editing it, its scope and its rollback plan, and whose it is. */
public final class Planning {
    /** More would not be read by anyone; a release of this size is split. Bounds what a modal and a revision hold. */
    public static final int CHANGES_LIMIT = 2_000;

    public static final int STEPS_LIMIT = 100;

    private final Acts acts;

    Planning(Acts acts) {
        this.acts = acts;
    }

    /** A new release, with its key, its board and its first open item: the rollback plan (S1). */
    public Outcome create(Intent intent, ReleaseForm form) {
        Policy policy = acts.policy();
        Instant now = acts.now();
        Optional<Refusal> refusal = Permissions.check(Act.CREATE, intent.by(), policy.roster());
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        Map<String, String> faults = form.faults(policy.roster(), now);
        if (!faults.isEmpty()) {
            return Outcome.refused(faults);
        }
        Profile profile = form.profile();
        Optional<String> unfixable = acts.store().read(reading -> unfixable(reading, profile, Optional.empty()));
        if (unfixable.isPresent()) {
            return Outcome.refused(Map.of(ReleaseForm.FIXES, unfixable.get()));
        }
        return acts.anew(intent, tx -> {
            String prefix = policy.prefixIn(profile.channel());
            ReleaseKey key = ReleaseKey.of(prefix, tx.nextNumber(prefix));
            Release blank = new Release(
                    key,
                    profile,
                    form.owner().orElseThrow(),
                    Optional.empty(),
                    new ReleaseState.Planning(Optional.empty()),
                    1,
                    "",
                    0,
                    now,
                    intent.by());
            String content = CanonicalForm.of(
                    blank,
                    Manifest.of(List.of(), policy.changeKinds(), policy.landscape(), Details.NONE),
                    PlanForm.lines(RollbackPlan.EMPTY));
            Release release = blank.revised(1, CanonicalForm.digest(content));
            tx.insert(release);
            tx.keepRevision(key, new Revision(1, release.digest(), content, intent.by(), now));
            tx.append(RecordEntry.after(
                    Optional.empty(), key, now, Optional.of(intent.by()), "release_created", 1, created(release)));
            tx.promise(new Message.Board(key, profile.channel()));
            Document said = PlanningDocuments.created(release, policy.command());
            tx.promise(new Message.ToPerson(release.owner(), Optional.of(key), said, Lane.DECISION));
            return Outcome.done(release, said);
        });
    }

    /** Everything that the release says of itself; the owner is handed over, if another one is named. */
    public Outcome edit(Intent intent, ReleaseKey key, ReleaseForm form) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.EDIT, intent.by(), release, scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            boolean handsOver = form.owner().isPresent() && !form.owner().get().equals(release.owner());
            if (handsOver) {
                Optional<Refusal> notOwner = Permissions.check(Act.HAND_OVER, intent.by(), release, scene.roster());
                if (notOwner.isPresent()) {
                    return Outcome.refused(Map.of(ReleaseForm.OWNER, "Only the owner can hand the release over."));
                }
            }
            Map<String, String> faults =
                    form.faults(scene.roster(), unchangedTarget(form, release) ? Instant.MIN : scene.now());
            if (!handsOver) {
                faults.remove(ReleaseForm.OWNER);
            }
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            Profile before = release.profile();
            Profile after = form.profile();
            Optional<String> unfixable = unfixable(scene.tx(), after, Optional.of(before));
            if (unfixable.isPresent()) {
                return Outcome.refused(Map.of(ReleaseForm.FIXES, unfixable.get()));
            }
            List<String> changed = changedFields(before, after);
            if (handsOver) {
                changed.add("owner");
            }
            String said = "the " + String.join(", ", changed) + (changed.size() == 1 ? " was" : " were") + " changed";
            Outcome outcome = scene.edit(intent, "release_edited", edited(changed, before, after), said, r -> {
                Release next = r.with(after);
                return handsOver ? next.ownedBy(form.owner().orElseThrow()) : next;
            });
            if (outcome.kind() == Outcome.Kind.DONE) {
                if (handsOver) {
                    scene.tell(
                            scene.release().owner(),
                            OwnerDocuments.nowOwner(scene.release(), intent.by()),
                            Lane.DECISION);
                }
                if (!before.channel().equals(after.channel())) {
                    scene.tx()
                            .promise(new Message.ToChannel(
                                    before.channel(),
                                    Optional.empty(),
                                    PlanningDocuments.moved(scene.release()),
                                    Lane.DECISION));
                }
                askAddedTeams(scene, before, after);
            }
            return outcome;
        });
    }

    private static Map<String, String> created(Release release) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("title", release.profile().title());
        details.put("owner", release.owner().value());
        release.profile().fixes().ifPresent(fixed -> details.put("fixes", fixed.value()));
        return details;
    }

    private static Map<String, String> edited(List<String> changed, Profile before, Profile after) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("fields", String.join(", ", changed));
        if (!before.fixes().equals(after.fixes())) {
            details.put("fixes", after.fixes().map(ReleaseKey::value).orElse("nothing"));
        }
        return details;
    }

    /** Why a release can't be for that one's fault: nothing of it was rolled back, so that there is no such fault (A5). */
    private static Optional<String> unfixable(Reading reading, Profile profile, Optional<Profile> before) {
        return profile.fixes()
                .filter(fixed ->
                        before.flatMap(Profile::fixes).filter(fixed::equals).isEmpty())
                .filter(fixed -> reading.rollback(fixed).isEmpty())
                .map(fixed -> "No release " + fixed + " was rolled back, so that there is no fault of it to be fixed.");
    }

    /** A target that is left as it was may have passed meanwhile; that is no fault of an edit of the title. */
    private static boolean unchangedTarget(ReleaseForm form, Release release) {
        Profile profile = release.profile();
        return form.zone().strip().equals(profile.zone().getId())
                && form.date()
                        .equals(Optional.of(
                                profile.target().atZone(profile.zone()).toLocalDate()))
                && form.time()
                        .equals(Optional.of(
                                profile.target().atZone(profile.zone()).toLocalTime()));
    }

    private static List<String> changedFields(Profile before, Profile after) {
        List<String> changed = new ArrayList<>();
        Map<String, Boolean> same = new LinkedHashMap<>();
        same.put("title", before.title().equals(after.title()));
        same.put("purpose", before.purpose().equals(after.purpose()));
        same.put("kind", before.kind() == after.kind());
        same.put("target", before.target().equals(after.target()));
        same.put("time zone", before.zone().equals(after.zone()));
        same.put("teams", before.teams().equals(after.teams()));
        same.put("channel", before.channel().equals(after.channel()));
        same.put("ticket", before.ticket().equals(after.ticket()));
        same.put("release whose fault it fixes", before.fixes().equals(after.fixes()));
        same.forEach((field, unchanged) -> {
            if (!unchanged) {
                changed.add(field);
            }
        });
        return changed;
    }

    /** Teams that join while the checkpoint is open are asked like the others. */
    private static void askAddedTeams(Scene scene, Profile before, Profile after) {
        if (!scene.release().state().isPolling()) {
            return;
        }
        after.teams().stream().filter(team -> !before.teams().contains(team)).forEach(scene::ask);
    }

    /** Adds one item to the scope, or changes one. */
    public Outcome putChange(Intent intent, ReleaseKey key, ChangeForm form) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal =
                    Permissions.check(Act.EDIT_SCOPE, intent.by(), release, form.team(), scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Map<String, String> faults = form.faults(scene.policy(), release);
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            Scope scope = new Scope(scene.changes(), scene.policy().changeKinds());
            Optional<Change> before = form.id().flatMap(scope::find);
            if (form.id().isPresent() && before.isEmpty()) {
                return Outcome.refused(Refusal.of(
                        "The change was not saved",
                        "Somebody has removed it meanwhile.",
                        "Add it again if it belongs in the release."));
            }
            if (before.isPresent()) {
                Optional<Refusal> others = Permissions.check(
                        Act.EDIT_SCOPE, intent.by(), release, before.map(Change::team), scene.roster());
                if (others.isPresent()) {
                    return Outcome.refused(others.get());
                }
            } else if (scope.changes().size() >= CHANGES_LIMIT) {
                return Outcome.refused(Refusal.of(
                                "The change was not added",
                                "A release holds at most " + CHANGES_LIMIT + " changes.",
                                "Ship in smaller parts: small and often is safer.")
                        .by("S3"));
            }
            ChangeId id = before.map(Change::id).orElseGet(() -> scene.tx().nextChange(key));
            Change change = form.change(id);
            List<PlannedCriterion> begun = PlannedCriteria.begunBy(scene, change);
            List<Lesson> steps = Lessons.stepsBroughtBy(scene, change);
            return scene.edit(
                    intent,
                    before.isPresent() ? "change_edited" : "change_added",
                    Map.of("change", id.toString(), "team", change.team().value(), "title", change.title()),
                    "“" + Texts.shortened(change.title(), 80) + "” was " + (before.isPresent() ? "changed" : "added")
                            + PlannedCriteria.said(begun) + Lessons.said(steps),
                    r -> {
                        scene.tx().put(key, change);
                        raise(scene, id, form, intent.by());
                        PlannedCriteria.begin(scene, begun);
                        Lessons.addSteps(scene, steps, Optional.of(change.team()));
                        return r;
                    });
        });
    }

    /** Writes down what the form says of the change's risk, if that is new. */
    private static void raise(Scene scene, ChangeId id, ChangeForm form, PersonId by) {
        ReleaseKey key = scene.release().key();
        Details before = scene.tx().details(key);
        Map<ChangeId, RaisedRisk> raised = new HashMap<>(before.raised());
        Optional<RaisedRisk> known = Optional.ofNullable(raised.get(id));
        Optional<RaisedRisk> wanted = form.raisedTo()
                .map(risk -> new RaisedRisk(risk, form.riskReason().strip(), by));
        boolean same = known.map(r -> r.risk() + r.reason()).equals(wanted.map(r -> r.risk() + r.reason()));
        if (!same) {
            raised.remove(id);
            wanted.ifPresent(risk -> raised.put(id, risk));
            scene.tx().put(key, before.withRaised(raised));
        }
    }

    public Outcome removeChange(Intent intent, ReleaseKey key, ChangeId id) {
        return acts.on(key, intent, scene -> {
            Optional<Change> change = new Scope(scene.changes(), Map.of()).find(id);
            if (change.isEmpty()) {
                return Outcome.unchanged(scene.release(), "it has been removed already.");
            }
            Optional<Refusal> refusal = Permissions.check(
                    Act.EDIT_SCOPE, intent.by(), scene.release(), change.map(Change::team), scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            return scene.edit(
                    intent,
                    "change_removed",
                    Map.of("change", id.toString(), "title", change.get().title()),
                    "“" + Texts.shortened(change.get().title(), 80) + "” was removed",
                    r -> {
                        scene.tx().remove(key, id);
                        Details details = scene.tx().details(key);
                        Details left = details.keeping(other -> !other.equals(id));
                        if (!left.equals(details)) {
                            scene.tx().put(key, left);
                        }
                        return r;
                    });
        });
    }

    /** Adds one rollback step at the end, or changes one. */
    public Outcome putStep(Intent intent, ReleaseKey key, StepForm typed) {
        return acts.on(key, intent, scene -> {
            RollbackPlan plan = scene.tx().rollbackPlan(key);
            Optional<Step> before = typed.number().flatMap(plan::find);
            StepForm form = typed.over(before);
            Optional<Refusal> refusal = stepRefusal(intent, scene, form, before);
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Map<String, String> faults = form.faults(scene.roster(), scene.release());
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            if (form.number().isPresent() && before.isEmpty()) {
                return Outcome.refused(Refusal.of(
                        "The step was not saved",
                        "Somebody has removed it meanwhile.",
                        "Add it again if it belongs in the plan."));
            }
            if (before.isEmpty() && plan.steps().size() >= STEPS_LIMIT) {
                return Outcome.refused(Refusal.of(
                        "The step was not added",
                        "A plan holds at most " + STEPS_LIMIT + " steps.",
                        "Put what belongs together into one step, or ship in smaller parts."));
            }
            int number = before.map(Step::number)
                    .orElseGet(() -> scene.tx().nextChange(key).value());
            Step step = form.step(number, scene.roster());
            Map<String, String> details = Map.of("step", Integer.toString(number), "what", step.what());
            return before.isPresent()
                    ? editPlan(
                            intent,
                            scene,
                            "rollback_step_edited",
                            details,
                            "a rollback step was changed",
                            plan.with(step))
                    : scene.addStep(intent, "rollback_step_added", details, "a rollback step was added", release -> {
                        scene.tx().put(key, plan.with(step));
                        return release;
                    });
        });
    }

    private static Optional<Refusal> stepRefusal(Intent intent, Scene scene, StepForm form, Optional<Step> before) {
        Optional<Refusal> now =
                Permissions.check(Act.EDIT_ROLLBACK_PLAN, intent.by(), scene.release(), form.team(), scene.roster());
        return now.isPresent() || before.isEmpty()
                ? now
                : Permissions.check(
                        Act.EDIT_ROLLBACK_PLAN,
                        intent.by(),
                        scene.release(),
                        before.get().team(),
                        scene.roster());
    }

    public Outcome removeStep(Intent intent, ReleaseKey key, int number) {
        return withStep(
                intent, key, number, "rollback_step_removed", "a rollback step was removed", RollbackPlan::without);
    }

    /** Moves one step a place up. */
    public Outcome moveStepUp(Intent intent, ReleaseKey key, int number) {
        return withStep(
                intent, key, number, "rollback_step_moved", "the rollback steps were reordered", RollbackPlan::earlier);
    }

    private Outcome withStep(
            Intent intent,
            ReleaseKey key,
            int number,
            String event,
            String said,
            java.util.function.BiFunction<RollbackPlan, Integer, RollbackPlan> change) {
        return acts.on(key, intent, scene -> {
            RollbackPlan plan = scene.tx().rollbackPlan(key);
            Optional<Step> step = plan.find(number);
            if (step.isEmpty()) {
                return Outcome.unchanged(scene.release(), "this step isn't in the plan any more.");
            }
            Optional<Refusal> refusal = Permissions.check(
                    Act.EDIT_ROLLBACK_PLAN,
                    intent.by(),
                    scene.release(),
                    step.get().team(),
                    scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            return editPlan(
                    intent,
                    scene,
                    event,
                    Map.of("step", Integer.toString(number), "what", step.get().what()),
                    said,
                    change.apply(plan, number));
        });
    }

    /** What starts the rollback, until when it can be done, and what it leaves as it is. */
    public Outcome setTriggers(Intent intent, ReleaseKey key, TriggersForm form) {
        return acts.on(key, intent, scene -> {
            Optional<Refusal> refusal =
                    Permissions.check(Act.EDIT_ROLLBACK_PLAN, intent.by(), scene.release(), scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Map<String, String> faults = form.faults(usual(scene));
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            RollbackPlan next = form.on(scene.tx().rollbackPlan(key));
            return editPlan(
                    intent,
                    scene,
                    "rollback_triggers_set",
                    Map.of(
                            "triggers",
                            String.join(
                                    "; ",
                                    next.triggers().stream()
                                            .map(Trigger::condition)
                                            .toList()),
                            "window",
                            form.window().strip()),
                    "the rollback plan's triggers and window were set",
                    next);
        });
    }

    /** What is usually measured of all that ships. */
    private static Usual usual(Scene scene) {
        return new Usual(scene.changes().stream()
                .map(Change::component)
                .distinct()
                .flatMap(component -> scene.policy().criteriaRules().usualOf(component).measures().stream())
                .distinct()
                .toList());
    }

    private static Outcome editPlan(
            Intent intent, Scene scene, String event, Map<String, String> details, String said, RollbackPlan next) {
        return scene.edit(intent, event, details, said, r -> {
            scene.tx().put(r.key(), next);
            return r;
        });
    }

    /** Names the delegate for this release, or nobody. */
    public Outcome delegate(Intent intent, ReleaseKey key, Optional<PersonId> delegate) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.DELEGATE, intent.by(), release, scene.roster())
                    .or(() -> closed(release, "No delegate was named"))
                    .or(() -> delegate.flatMap(person -> unfit(person, scene.roster(), "No delegate was named")));
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            if (release.delegate().equals(delegate)) {
                return Outcome.unchanged(
                        release, delegate.isPresent() ? "they are the delegate already." : "there is no delegate.");
            }
            if (delegate.filter(release.owner()::equals).isPresent()) {
                return Outcome.unchanged(release, "you own it; a delegate is somebody else.");
            }
            scene.save(release.delegatedTo(delegate));
            scene.record(
                    Optional.of(intent.by()),
                    "delegated",
                    Map.of("to", delegate.map(PersonId::value).orElse("nobody")));
            delegate.ifPresent(
                    person -> scene.tell(person, OwnerDocuments.nowDelegate(scene.release()), Lane.DECISION));
            scene.refreshBoard();
            Words said = delegate.isPresent()
                    ? Words.mentioning(delegate.get()).plain(" may now decide on " + key + " in your place.")
                    : Words.of("Nobody but you decides on " + key + " now.");
            return Outcome.done(scene.release(), Document.of(said));
        });
    }

    /** Hands the release over to another owner. */
    public Outcome handOver(Intent intent, ReleaseKey key, PersonId to) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.HAND_OVER, intent.by(), release, scene.roster())
                    .or(() -> isLeftToOwner(release) ? Optional.empty() : closed(release, "It was not handed over"))
                    .or(() -> unfit(to, scene.roster(), "It was not handed over"));
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            if (release.owner().equals(to)) {
                return Outcome.unchanged(release, "they own it already.");
            }
            if (release.state().isUnderWay() || isLeftToOwner(release)) {
                scene.save(release.ownedBy(to));
                scene.record(Optional.of(intent.by()), "handed_over", Map.of("to", to.value()));
                scene.tell(to, OwnerDocuments.nowOwner(scene.release(), intent.by()), Lane.DECISION);
                scene.refreshBoard();
                return Outcome.done(
                        scene.release(),
                        Document.of(Words.mentioning(to)
                                .plain(" owns " + key + " now, and its "
                                        + (release.state().isUnderWay()
                                                ? "rollout."
                                                : release.state().phase() == Phase.COMPLETED
                                                        ? "ticket, and its rollback while that is possible."
                                                        : "rollback with its review."))));
            }
            Outcome outcome = scene.edit(
                    intent,
                    "handed_over",
                    Map.of("to", to.value()),
                    "it was handed over to another owner",
                    r -> r.ownedBy(to));
            if (outcome.kind() == Outcome.Kind.DONE) {
                scene.tell(to, OwnerDocuments.nowOwner(scene.release(), intent.by()), Lane.DECISION);
            }
            return outcome;
        });
    }

    /** Somebody has to see the rollback and its review, or the ticket, through, whoever leaves. */
    private static boolean isLeftToOwner(Release release) {
        Phase phase = release.state().phase();
        return phase == Phase.ROLLING_BACK || phase == Phase.ROLLED_BACK || phase == Phase.COMPLETED;
    }

    private static Optional<Refusal> closed(Release release, String what) {
        return release.state().isClosed()
                ? Optional.of(Refusal.of(
                        what,
                        release.key() + " is " + release.state().phase().words() + ".",
                        release.state().next()))
                : Optional.empty();
    }

    private static Optional<Refusal> unfit(PersonId person, Roster roster, String what) {
        return roster.isPresent(person) && !roster.teamsOf(person).isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.of(
                                what,
                                roster.nameOf(person)
                                        + " isn't an active member of a configured team, so they can't decide on releases.",
                                "Name somebody who is in a team.")
                        .by("A2"));
    }

    public Outcome cancel(Intent intent, ReleaseKey key, String reason) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.CANCEL, intent.by(), release, scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            if (reason.isBlank()) {
                return Outcome.refused(Refusal.of(
                        key + " was not cancelled",
                        "Cancelling wants a reason; people will ask.",
                        scene.policy().command() + " cancel " + key + " REASON"));
            }
            return release.state()
                    .cancel(intent.by(), Texts.shortened(reason.strip(), 500), scene.now())
                    .fold(
                            next -> {
                                boolean wasCleared = release.state().phase() == ReleaseState.Phase.CLEARED;
                                scene.save(release.with(next));
                                String recorded = scene.record(
                                        Optional.of(intent.by()),
                                        "release_cancelled",
                                        Map.of("reason", reason.strip()));
                                scene.tellThread(CallDocuments.cancelled(scene.release(), recorded));
                                if (wasCleared) {
                                    scene.takeBackFromAudiences(
                                            scene.dossier(),
                                            Words.mentioning(intent.by()).plain(" cancelled the release."));
                                }
                                scene.refreshBoard();
                                return Outcome.done(scene.release(), Document.of(key + " is cancelled."));
                            },
                            why -> Outcome.unchanged(release, why),
                            Outcome::refused);
        });
    }
}
