package dev.releasemanager.coordination;

import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.gate.Assurances;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Scope;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.notice.RollbackDocuments;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.Roster;
import dev.releasemanager.review.Lesson;
import dev.releasemanager.rollback.Acceptance;
import dev.releasemanager.rollback.Authorship;
import dev.releasemanager.rollback.Executor;
import dev.releasemanager.rollback.PlanDraft;
import dev.releasemanager.rollback.PlanStanding.OfMigration;
import dev.releasemanager.rollback.PlanStanding.Tested;
import dev.releasemanager.rollback.Preparedness;
import dev.releasemanager.rollback.ReversalTest;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Who stands behind a rollback plan (X1, M4): executors accept their steps, testers attest the reversals of migrations, each
 * by their own click; and the draft that a plan may begin with. None of the answers makes a new revision.
 */
public final class RollbackPlans {
    public static final String REASON = "reason";
    public static final String TESTER = "tester";
    public static final String ON = "on";
    public static final String TESTED_AT = "tested_at";
    public static final String LINK = "link";
    public static final String SEEN = "seen";

    private final Acts acts;

    RollbackPlans(Acts acts) {
        this.acts = acts;
    }

    /**
     * What an edit of the manifest means for the answers: who is named in a new or changed step is asked, and so is a
     * tester again whose migration was edited; answers about what is gone go too. Who saves a step and names themself has
     * accepted it by that: it is their own deliberate act, on the very words. What was said already of what has come from another
     * release stands.
     */
    static void follow(Scene scene, PersonId by, RollbackPlan planBefore, List<Change> changesBefore) {
        ReleaseKey key = scene.release().key();
        RollbackPlan plan = scene.tx().rollbackPlan(key);
        List<Change> migrations =
                scene.changes().stream().filter(ReversalTest::isWantedFor).toList();
        Assurances said = scene.tx().assurances(key);
        Set<ChangeId> ids = migrations.stream().map(Change::id).collect(Collectors.toSet());
        Preparedness next =
                said.preparedness().keeping(number -> plan.find(number).isPresent(), ids::contains);
        for (int i = 0; i < plan.steps().size(); i++) {
            next = afterStep(scene, by, i + 1, plan.steps().get(i), planBefore, next);
        }
        planBefore.steps().stream()
                .filter(step -> plan.find(step.number()).isEmpty())
                .forEach(gone -> people(scene, gone).stream()
                        .filter(person -> !person.equals(by))
                        .forEach(person -> scene.tell(
                                person, RollbackDocuments.notYours(scene.release(), gone, by), Lane.DECISION)));
        Map<ChangeId, Change> before = changesBefore.stream()
                .filter(ReversalTest::isWantedFor)
                .collect(Collectors.toMap(Change::id, Function.identity()));
        for (Change migration : migrations) {
            next = afterMigration(scene, by, Optional.ofNullable(before.get(migration.id())), migration, next);
        }
        if (!next.equals(said.preparedness())) {
            scene.tx().put(key, said.with(next));
        }
    }

    private static Preparedness afterStep(
            Scene scene, PersonId by, int place, Step step, RollbackPlan planBefore, Preparedness said) {
        Optional<Step> before = planBefore.find(step.number());
        if (before.filter(known -> known.digest().equals(step.digest())).isPresent()) {
            return said;
        }
        List<PersonId> former = before.map(known -> people(scene, known)).orElse(List.of());
        List<PersonId> now = people(scene, step);
        former.stream()
                .filter(person -> !now.contains(person) && !person.equals(by))
                .forEach(person ->
                        scene.tell(person, RollbackDocuments.notYours(scene.release(), step, by), Lane.DECISION));
        if (step.executor().isEmpty() || said.acceptanceOf(step).isPresent()) {
            return said;
        }
        if (step.executor().flatMap(Executor::person).filter(by::equals).isPresent()) {
            return said.with(new Acceptance(step.number(), step.digest(), by, scene.now(), Optional.empty()));
        }
        now.forEach(person -> scene.tell(
                person,
                RollbackDocuments.asked(scene.release(), place, step, by, former.contains(person)),
                Lane.DECISION));
        return said;
    }

    private static List<PersonId> people(Scene scene, Step step) {
        return step.executor().map(executor -> executor.people(scene.roster())).orElse(List.of());
    }

    /** The others of the rota whose step it is; nobody if it is one person's. */
    private static List<PersonId> others(Scene scene, Step step, PersonId person) {
        return people(scene, step).stream()
                .filter(other -> !other.equals(person))
                .toList();
    }

    private static Preparedness afterMigration(
            Scene scene, PersonId by, Optional<Change> before, Change now, Preparedness said) {
        if (before.filter(now::equals).isPresent()) {
            return said;
        }
        Optional<Authorship> author = said.authorOf(now.id());
        if (before.isEmpty() && author.isPresent()) {
            return said;
        }
        Preparedness next = said.with(author.filter(known -> before.isPresent())
                .map(known -> known.edited(by, scene.now()))
                .orElseGet(() -> new Authorship(now.id(), by, by, scene.now())));
        said.testOf(now.id())
                .filter(test -> !test.tester().equals(by))
                .ifPresent(test -> scene.tell(
                        test.tester(),
                        RollbackDocuments.testAsked(scene.release(), now, test, by, true),
                        Lane.DECISION));
        return next;
    }

    /** Fills an empty plan with the deployment order reversed; each step has to be corrected before it counts. */
    public Outcome proposeDraft(Intent intent, ReleaseKey key) {
        return acts.on(key, intent, scene -> {
            Optional<Refusal> refusal =
                    Permissions.check(Act.EDIT_ROLLBACK_PLAN, intent.by(), scene.release(), scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            RollbackPlan plan = scene.tx().rollbackPlan(key);
            List<Lesson> lessons = scene.tx().lessonsFor(key).stream()
                    .filter(lesson ->
                            plan.steps().stream().anyMatch(step -> step.what().equals(lesson.text())))
                    .toList();
            if (plan.steps().stream().anyMatch(step -> lessons.stream()
                    .noneMatch(lesson -> lesson.text().equals(step.what())))) {
                return Outcome.unchanged(scene.release(), "the plan has steps already; a draft would mix with them.");
            }
            List<PlanDraft.Proposed> draft =
                    PlanDraft.of(scene.dossier().manifest().graph());
            if (draft.isEmpty()) {
                return Outcome.refused(Refusal.of(
                        "No draft was made",
                        "Nothing is in the scope yet, so there is no order to reverse.",
                        "Add the changes with " + scene.policy().command() + " scope " + key
                                + ", then ask for the draft again."));
            }
            List<Step> steps = draft.stream()
                    .limit(Planning.STEPS_LIMIT)
                    .map(proposed -> new Step(
                            scene.tx().nextChange(key).value(),
                            proposed.what(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            proposed.team().filter(scene.release()::hasTeam)))
                    .toList();
            List<Step> whole = new ArrayList<>(steps);
            plan.steps().stream().limit(Planning.STEPS_LIMIT - steps.size()).forEach(whole::add);
            return scene.edit(
                    intent,
                    "rollback_draft_proposed",
                    Map.of("steps", Integer.toString(steps.size())),
                    "a draft of the rollback plan was proposed",
                    r -> {
                        scene.tx().put(key, plan.withSteps(whole));
                        return r;
                    });
        });
    }

    /** Why this person can't say anything of this step as they saw it, if they can't. */
    public static Optional<Refusal> refusalToAnswer(PersonId by, Dossier dossier, int number, String content) {
        String what = "Nothing was accepted";
        Release release = dossier.release();
        Optional<Step> step = dossier.plan().find(number);
        if (step.isEmpty() || release.state().isClosed()) {
            return Optional.of(Refusal.of(
                    what,
                    step.isEmpty()
                            ? "This step isn't in the rollback plan of " + release.key() + " any more."
                            : release.key() + " is " + release.state().phase().words() + ".",
                    "There is nothing to do."));
        }
        if (step.get()
                .executor()
                .filter(executor -> executor.includes(by, dossier.roster()))
                .isEmpty()) {
            return Optional.of(Refusal.of(
                            what,
                            "A step is accepted by the person who is named to carry it out, or by somebody of the rota, by"
                                    + " their own click; that is "
                                    + step.get()
                                            .executor()
                                            .map(executor -> executor.name(dossier.roster()) + ".")
                                            .orElse("nobody now."),
                            "If it should be you, have yourself named with " + dossier.command("rollback-plan") + ".")
                    .by("X1")
                    .askOf(step.get()
                            .executor()
                            .map(executor -> executor.people(dossier.roster()))
                            .filter(people -> !people.isEmpty())
                            .orElse(List.of(release.owner()))));
        }
        return step.get().digest().equals(content)
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        what,
                        "The step was changed since this was shown to you.",
                        "Read it as it is now in the newer message, or with " + dossier.command("rollback-plan")
                                + ", and accept it there."));
    }

    /** The executor accepts their step, as it was shown to them. */
    public Outcome accept(Intent intent, ReleaseKey key, int number, String content) {
        return acts.on(key, intent, scene -> {
            Dossier dossier = scene.dossier();
            Optional<Refusal> refusal = Permissions.check(Act.LOOK, intent.by(), scene.release(), scene.roster())
                    .or(() -> refusalToAnswer(intent.by(), dossier, number, content));
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Preparedness said = dossier.assurances().preparedness();
            Step step = dossier.plan().find(number).orElseThrow();
            Optional<Acceptance> accepted =
                    said.acceptanceOf(step).filter(known -> known.refusal().isEmpty());
            if (accepted.isPresent()) {
                return Outcome.unchanged(
                        scene.release(),
                        accepted.get().by().equals(intent.by())
                                ? "you have accepted this step already."
                                : scene.roster().nameOf(accepted.get().by())
                                        + " has accepted this step already, for all of the rota.");
            }
            scene.tx()
                    .put(
                            key,
                            dossier.assurances()
                                    .with(said.with(new Acceptance(
                                            number, content, intent.by(), scene.now(), Optional.empty()))));
            scene.record(
                    Optional.of(intent.by()),
                    "rollback_step_accepted",
                    Map.of("step", Integer.toString(number), "what", step.what()));
            Document taken =
                    RollbackDocuments.acceptedForAll(scene.release(), place(dossier, number), step, intent.by());
            others(scene, step, intent.by()).forEach(other -> scene.tell(other, taken, Lane.DECISION));
            closeUp(scene, dossier);
            Document words = Document.of(Words.strongly("Accepted: ")
                    .plain("step " + place(dossier, number) + " of the rollback of " + key + ", “"
                            + Texts.shortened(step.what(), 200)
                            + "”. You are told when it comes to it, and if the step is changed before."));
            scene.reply(intent, words);
            return Outcome.done(scene.release(), words);
        });
    }

    private static int place(Dossier dossier, int number) {
        List<Step> steps = dossier.plan().steps();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).number() == number) {
                return i + 1;
            }
        }
        throw new IllegalStateException(
                "no step " + number + " in " + dossier.release().key());
    }

    private static void closeUp(Scene scene, Dossier before) {
        Dossier after = scene.dossier();
        if (after.planStanding().isComplete() && !before.planStanding().isComplete()) {
            scene.tellDeciders(RollbackDocuments.complete(scene.release()));
        }
        scene.tellIfOpened(before);
        scene.refreshBoard();
    }

    /** The executor says that they can't; a Go that was called is void, for the plan has a hole. */
    public Outcome decline(Intent intent, ReleaseKey key, int number, String content, String reason) {
        return acts.on(key, intent, scene -> {
            Dossier dossier = scene.dossier();
            Optional<Refusal> refusal = Permissions.check(Act.LOOK, intent.by(), scene.release(), scene.roster())
                    .or(() -> refusalToAnswer(intent.by(), dossier, number, content));
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Map<String, String> faults = reasonFaults(reason);
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            Step step = dossier.plan().find(number).orElseThrow();
            Optional<Acceptance> known = dossier.assurances().preparedness().acceptanceOf(step);
            if (known.filter(other -> !other.by().equals(intent.by())).isPresent()) {
                return Outcome.unchanged(
                        scene.release(),
                        scene.roster().nameOf(known.get().by())
                                + (known.get().refusal().isEmpty()
                                        ? " has accepted this step for all of the rota, so that nobody waits for you."
                                        : " has said already that the rota needs somebody else for it."));
            }
            if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            Acceptance said = new Acceptance(number, content, intent.by(), scene.now(), Optional.of(reason.strip()));
            scene.tx()
                    .put(
                            key,
                            dossier.assurances()
                                    .with(dossier.assurances().preparedness().with(said)));
            int place = place(dossier, number);
            scene.record(
                    Optional.of(intent.by()),
                    "rollback_step_declined",
                    Map.of("step", Integer.toString(number), "reason", reason.strip()));
            voidGo(scene, intent.by(), "rollback_step_declined", "can't carry out step " + place + " of the rollback");
            scene.tellDeciders(RollbackDocuments.declined(scene.release(), place, step, intent.by(), reason.strip()));
            Document asked = RollbackDocuments.askedInstead(scene.release(), place, step, intent.by());
            others(scene, step, intent.by()).forEach(other -> scene.tell(other, asked, Lane.DECISION));
            scene.refreshBoard();
            Document words = Document.of(Words.strongly("The owner is told")
                    .plain(" that you can't carry out step " + place + " of the rollback of " + key + ", and why."));
            scene.reply(intent, words);
            return Outcome.done(scene.release(), words);
        });
    }

    private static void voidGo(Scene scene, PersonId by, String because, String why) {
        Release release = scene.release();
        if (release.state().phase() == Phase.CLEARED) {
            release.state()
                    .hold(scene.now())
                    .fold(
                            next -> {
                                scene.save(release.with(next));
                                scene.voidGo(by, because, why);
                                return true;
                            },
                            unchanged -> false,
                            refused -> false);
        }
    }

    private static Map<String, String> reasonFaults(String reason) {
        Map<String, String> faults = new LinkedHashMap<>();
        Texts.required(faults, REASON, reason, Acceptance.REASON_LIMIT, "Say why; the owner has to find another way.");
        return faults;
    }

    /** Why nobody can be named for this change by this person, if it is so. */
    public static Optional<Refusal> refusalToName(PersonId by, Dossier dossier, ChangeId id) {
        Optional<Change> change = dossier.scope().find(id).filter(ReversalTest::isWantedFor);
        String what = "No tester was named";
        if (change.isEmpty()) {
            return Optional.of(Refusal.of(
                    what,
                    "This migration isn't in the scope of " + dossier.release().key() + " any more.",
                    "Look at the rollback plan again."));
        }
        if (dossier.release().state().isClosed()) {
            return Optional.of(Refusal.of(
                    what,
                    dossier.release().key() + " is "
                            + dossier.release().state().phase().words() + ".",
                    dossier.release().state().next()));
        }
        return Permissions.check(Act.EDIT_SCOPE, by, dossier.release(), change.map(Change::team), dossier.roster());
    }

    /** Names who is to test the reversal of a migration, and asks them. */
    public Outcome nameTester(Intent intent, ReleaseKey key, ChangeId id, Optional<PersonId> tester, String on) {
        return acts.on(key, intent, scene -> {
            Dossier dossier = scene.dossier();
            Optional<Refusal> refusal = refusalToName(intent.by(), dossier, id);
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Preparedness said = dossier.assurances().preparedness();
            Map<String, String> faults = testerFaults(tester, on, said.authorOf(id), scene.roster());
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            Optional<ReversalTest> before = said.testOf(id);
            if (before.filter(test -> test.tester().equals(tester.get())
                            && test.on().equals(on.strip())
                            && test.refusal().isEmpty())
                    .isPresent()) {
                return Outcome.unchanged(scene.release(), "they are named for it already, and were asked.");
            }
            if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            Change change = new Scope(scene.changes(), Map.of()).find(id).orElseThrow();
            ReversalTest test = new ReversalTest(
                    id, tester.get(), on.strip(), intent.by(), scene.now(), Optional.empty(), Optional.empty());
            scene.tx().put(key, dossier.assurances().with(said.with(test)));
            scene.record(
                    Optional.of(intent.by()),
                    "reversal_tester_named",
                    Map.of("change", id.toString(), "tester", test.tester().value(), "on", test.on()));
            voidGo(scene, intent.by(), "reversal_tester_named", "named a new tester of a migration's reversal");
            scene.tell(
                    test.tester(),
                    RollbackDocuments.testAsked(scene.release(), change, test, intent.by(), false),
                    Lane.DECISION);
            scene.refreshBoard();
            Document words = Document.of(Words.strongly("Asked: ")
                    .mention(test.tester())
                    .plain(" is to test the reversal of “" + Texts.shortened(change.title(), 100)
                            + "” and to attest it by their own click."));
            scene.reply(intent, words);
            return Outcome.done(scene.release(), words);
        });
    }

    private static Map<String, String> testerFaults(
            Optional<PersonId> tester, String on, Optional<Authorship> author, Roster roster) {
        Map<String, String> faults = new LinkedHashMap<>();
        if (tester.isEmpty()) {
            faults.put(TESTER, "Choose who tests it.");
        } else if (!roster.isPresent(tester.get())) {
            faults.put(
                    TESTER,
                    roster.nameOf(tester.get()) + " has left, is a guest or a bot; name somebody who can do it.");
        } else if (author.filter(known -> known.isBy(tester.get())).isPresent()) {
            faults.put(
                    TESTER,
                    roster.nameOf(tester.get())
                            + " added this migration or edited it last; its way back is tested by somebody else.");
        }
        Texts.required(
                faults,
                ON,
                on,
                ReversalTest.TEXT_LIMIT,
                "Say on what it is tested: staging, a copy of the database of last night.");
        return faults;
    }

    /** Why this person can't say anything of this reversal as they saw the change, if they can't. */
    public static Optional<Refusal> refusalToAttest(PersonId by, Dossier dossier, ChangeId id, String content) {
        String what = "Nothing was attested";
        Release release = dossier.release();
        Optional<OfMigration> found = dossier.planStanding().tests().stream()
                .filter(of -> of.change().id().equals(id))
                .findFirst();
        if (found.isEmpty() || release.state().isClosed()) {
            return Optional.of(Refusal.of(
                    what,
                    found.isEmpty()
                            ? "This migration isn't in the scope of " + release.key() + " any more."
                            : release.key() + " is " + release.state().phase().words() + ".",
                    "There is nothing to do."));
        }
        OfMigration of = found.get();
        if (of.test().filter(test -> test.tester().equals(by)).isEmpty()) {
            return Optional.of(Refusal.of(
                            what,
                            "A reversal's test is attested by the tester who is named, by their own click; that is "
                                    + of.test()
                                            .map(test -> dossier.roster().nameOf(test.tester()) + ".")
                                            .orElse("nobody now."),
                            "If you tested it, have yourself named with " + dossier.command("rollback-plan") + ".")
                    .by("M4")
                    .askOf(of.test().map(test -> List.of(test.tester())).orElse(List.of(release.owner()))));
        }
        if (of.tested() == Tested.TESTER_IS_AUTHOR) {
            return Optional.of(Refusal.of(
                            what,
                            "You added this migration or edited it last, and its way back is tested by somebody else.",
                            "The owner names another tester with " + dossier.command("rollback-plan") + ".")
                    .by("M4")
                    .askOf(List.of(release.owner())));
        }
        return ReversalTest.contentOf(of.change()).equals(content)
                ? Optional.empty()
                : Optional.of(Refusal.of(
                                what,
                                "The migration was edited since this was shown to you.",
                                "Look at it as it is now, in the newer message or with "
                                        + dossier.command("rollback-plan") + ", test that and attest it there.")
                        .by("M4"));
    }

    /**
     * What the tester typed.
     *
     * @param testedAt when the reversal was tried
     */
    public record AttestationForm(Optional<Instant> testedAt, String on, String link, String seen) {
        Map<String, String> faults(Instant now, Optional<Authorship> author) {
            Map<String, String> faults = new LinkedHashMap<>();
            if (testedAt.isEmpty()) {
                faults.put(TESTED_AT, "Choose when the reversal was tested.");
            } else if (testedAt.get().isAfter(now.plus(1, ChronoUnit.MINUTES))) {
                faults.put(TESTED_AT, "That is still to come: attest it once it was done.");
            } else if (author.map(known -> known.editedAt().truncatedTo(ChronoUnit.MINUTES))
                    .filter(testedAt.get()::isBefore)
                    .isPresent()) {
                faults.put(
                        TESTED_AT,
                        "The migration was edited after that, so something else was tested. Test it as it is now.");
            }
            Texts.required(faults, ON, on, ReversalTest.TEXT_LIMIT, "Say on what it was tested.");
            if (!Texts.isLink(link)) {
                faults.put(
                        LINK,
                        "A link is needed where the test can be looked at; write an address that begins with https://.");
            } else {
                Texts.limited(faults, LINK, link, ReversalTest.TEXT_LIMIT);
            }
            Texts.required(
                    faults,
                    SEEN,
                    seen,
                    ReversalTest.TEXT_LIMIT,
                    "Say what was seen: that the data was there again, how long it took.");
            return faults;
        }
    }

    /** The tester attests that the way back works. */
    public Outcome attest(Intent intent, ReleaseKey key, ChangeId id, String content, AttestationForm form) {
        return acts.on(key, intent, scene -> {
            Dossier dossier = scene.dossier();
            Optional<Refusal> refusal = Permissions.check(Act.LOOK, intent.by(), scene.release(), scene.roster())
                    .or(() -> refusalToAttest(intent.by(), dossier, id, content));
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Preparedness said = dossier.assurances().preparedness();
            Map<String, String> faults = form.faults(scene.now(), said.authorOf(id));
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            ReversalTest.Attestation given = new ReversalTest.Attestation(
                    content,
                    form.testedAt().orElseThrow(),
                    form.on().strip(),
                    form.link().strip(),
                    form.seen().strip(),
                    scene.now());
            ReversalTest test = said.testOf(id).orElseThrow().attested(given);
            Change change = dossier.scope().find(id).orElseThrow();
            scene.tx().put(key, dossier.assurances().with(said.with(test)));
            scene.record(
                    Optional.of(intent.by()),
                    "reversal_attested",
                    Map.of(
                            "change",
                            id.toString(),
                            "tested_at",
                            given.testedAt().toString(),
                            "on",
                            given.on(),
                            "link",
                            given.link(),
                            "seen",
                            given.seen()));
            Document told = RollbackDocuments.attested(scene.release(), change, test, given);
            scene.tellThread(told);
            scene.tellDeciders(told);
            closeUp(scene, dossier);
            Document words = Document.of(Words.strongly("Attested: ")
                    .plain("the reversal of “" + Texts.shortened(change.title(), 100)
                            + "” was tested. The owner is told;"
                            + " if the migration is edited, you are asked again."));
            scene.reply(intent, words);
            return Outcome.done(scene.release(), words);
        });
    }

    /** The tester says that they can't. */
    public Outcome declineTest(Intent intent, ReleaseKey key, ChangeId id, String content, String reason) {
        return acts.on(key, intent, scene -> {
            Dossier dossier = scene.dossier();
            Optional<Refusal> refusal = Permissions.check(Act.LOOK, intent.by(), scene.release(), scene.roster())
                    .or(() -> refusalToAttest(intent.by(), dossier, id, content));
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Map<String, String> faults = reasonFaults(reason);
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            Preparedness said = dossier.assurances().preparedness();
            ReversalTest test = said.testOf(id).orElseThrow().refused(reason.strip());
            Change change = dossier.scope().find(id).orElseThrow();
            scene.tx().put(key, dossier.assurances().with(said.with(test)));
            scene.record(
                    Optional.of(intent.by()),
                    "reversal_test_declined",
                    Map.of("change", id.toString(), "reason", reason.strip()));
            voidGo(scene, intent.by(), "reversal_test_declined", "can't stand behind a reversal's test");
            scene.tellDeciders(RollbackDocuments.testDeclined(scene.release(), change, intent.by(), reason.strip()));
            scene.refreshBoard();
            Document words = Document.of(Words.strongly("The owner is told")
                    .plain(" that you can't test the reversal of “" + Texts.shortened(change.title(), 100)
                            + "”, and why."));
            scene.reply(intent, words);
            return Outcome.done(scene.release(), words);
        });
    }
}
