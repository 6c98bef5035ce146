package dev.releasemanager.coordination;

import dev.releasemanager.coordination.Policy.Audience;
import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Evidence;
import dev.releasemanager.criteria.Judgement;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.Flagged;
import dev.releasemanager.manifest.PlannedActivation;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.FlagDocuments;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Decision;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.review.Review;
import dev.releasemanager.rollback.RollbackOrder;
import dev.releasemanager.rollback.Undoing;
import dev.releasemanager.rollout.FlagMark;
import dev.releasemanager.rollout.FlagMark.Kind;
import dev.releasemanager.rollout.FlagStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Switching flags on (S2): planned like the rest of the manifest, done by its person once its moment has come, looked at by
 * its own check, and taken back on its own.
 */
public final class Activations {
    public static final String SEEN = "seen";
    public static final String LINK = "link";
    public static final String REASON = "reason";

    /** People are the only one for now. */
    private static final Duration REMIND_EVERY = Duration.ofDays(1);

    private static final FlagService SERVICE = new FlagsByPeople();

    private final Acts acts;

    Activations(Acts acts) {
        this.acts = acts;
    }

    // Planning

    /**
     * Whether this person may plan how that flag is switched on now. Once the rollout has started that is for those who
     * decide, and only where the Go left the flag dark: a plan that the teams have confirmed is sealed with the rest.
     */
    public static Optional<Refusal> refusalToPlan(PersonId by, Dossier dossier, Flagged flag) {
        Release release = dossier.release();
        if (release.state().rollout().isEmpty()) {
            return refusal(Act.PLAN_FLAG, by, dossier, flag)
                    .or(() -> refused(release.state().edit(dossier.standards().now())));
        }
        return refused(release.state().planFlag(dossier.standards().now()))
                .or(() -> flag.activation().map(activation -> Refusal.of(
                                "Nothing was planned",
                                "How the flag " + Texts.shortened(flag.flag(), 80)
                                        + " is switched on is sealed with the manifest since the rollout started.",
                                "A lead of its teams can switch it in the place of the person named; anything else goes"
                                        + " into the next release.")
                        .by("S4")))
                .or(() -> Permissions.check(Act.PLAN_LEFT_FLAG, by, release, dossier.roster()));
    }

    private static Optional<Refusal> refused(Decision<ReleaseState> decision) {
        return decision.fold(next -> Optional.empty(), why -> Optional.empty(), Optional::of);
    }

    /** May if it is so for any of the teams whose changes are behind the flag. */
    private static Optional<Refusal> refusal(Act act, PersonId by, Dossier dossier, Flagged flag) {
        Optional<Refusal> first = Optional.empty();
        for (TeamId team : flag.teams()) {
            Optional<Refusal> refusal =
                    Permissions.check(act, by, dossier.release(), Optional.of(team), dossier.roster());
            if (refusal.isEmpty()) {
                return refusal;
            }
            first = first.or(() -> refusal);
        }
        return first;
    }

    /** Plans how a flag is switched on, or changes that. */
    public Outcome plan(Intent intent, ReleaseKey key, ActivationForm form) {
        return acts.on(key, intent, scene -> {
            Dossier dossier = scene.dossier();
            Optional<Flagged> found = dossier.manifest().findFlag(form.flag());
            if (found.isEmpty()) {
                return Outcome.refused(Refusal.of(
                        "Nothing was planned",
                        "No change of " + key + " goes out behind the flag “" + Texts.shortened(form.flag(), 80)
                                + "” any more.",
                        "Look at the scope: " + dossier.command("scope") + "."));
            }
            Optional<Refusal> refusal = refusalToPlan(intent.by(), dossier, found.get());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Optional<PlannedActivation> before = found.get().activation();
            if (!before.map(PlannedActivation::number).equals(form.number())) {
                return Outcome.refused(Map.of(
                        ActivationForm.CHECK,
                        before.isPresent()
                                ? "Somebody has planned it meanwhile. Open it again to change that."
                                : "Somebody has left this flag dark meanwhile. Open it again to plan it anew."));
            }
            Map<String, String> faults =
                    form.faults(scene.roster(), dossier.rollout().plan().orElseGet(() -> scene.policy()
                            .stages(scene.release().profile().kind())));
            Optional<String> standard = standard(form.check(), scene, found.get(), faults);
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            PlannedActivation activation = form.activation(
                    before.map(PlannedActivation::number)
                            .orElseGet(() -> scene.tx().nextChange(key).value()),
                    standard.orElseThrow());
            Outcome outcome = scene.planFlag(
                    intent,
                    before.isPresent() ? "activation_edited" : "activation_planned",
                    details(activation),
                    "it was planned how the flag " + Texts.shortened(form.flag(), 80) + " is switched on",
                    r -> {
                        scene.tx().put(key, scene.tx().details(key).with(activation));
                        return r;
                    });
            if (outcome.kind() == Outcome.Kind.DONE) {
                activation
                        .person()
                        .filter(who -> !who.equals(intent.by()))
                        .filter(who -> before.flatMap(PlannedActivation::person).stream()
                                .noneMatch(who::equals))
                        .ifPresent(who -> scene.tell(
                                who,
                                FlagDocuments.named(
                                        scene.dossier(),
                                        flag(scene, activation.number()).orElseThrow(),
                                        intent.by()),
                                Lane.DECISION));
                if (dossier.release().state().rollout().isPresent()) {
                    plannedLate(scene, intent.by(), activation);
                }
            }
            return outcome;
        });
    }

    /** The teams behind the flag haven't confirmed how it is switched on: they hear of it; its moment may have come. */
    private static void plannedLate(Scene scene, PersonId by, PlannedActivation activation) {
        Dossier dossier = scene.dossier();
        Flagged flag = flag(dossier, activation.number()).orElseThrow();
        Document said = FlagDocuments.plannedLate(dossier, flag, by);
        scene.tellThread(said);
        flag.teams().stream()
                .flatMap(team -> scene.roster().find(team).stream())
                .flatMap(team -> team.asked().stream())
                .distinct()
                .filter(person -> !person.equals(by) && !activation.person().equals(Optional.of(person)))
                .forEach(person -> scene.tell(person, said, Lane.DECISION));
        ask(scene);
    }

    private static Map<String, String> details(PlannedActivation activation) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("flag", activation.flag());
        details.put("by", activation.person().map(PersonId::value).orElse(""));
        details.put("share", activation.share() + " %");
        details.put("after", activation.after().orElse("the last stage"));
        details.put("check", activation.check());
        details.put("way_back", activation.backInWords());
        return details;
    }

    /** The check in its one standard form; a vague one is refused by the rules of criteria (M3). */
    private static Optional<String> standard(String check, Scene scene, Flagged flag, Map<String, String> faults) {
        if (check.isBlank()) {
            faults.put(
                    ActivationForm.CHECK,
                    "Write by what one sees that it works, such as: " + Criteria.EXAMPLES.get(0) + ".");
            return Optional.empty();
        }
        Texts.limited(faults, ActivationForm.CHECK, check, CriterionForm.SENTENCE_LIMIT);
        if (faults.containsKey(ActivationForm.CHECK)) {
            return Optional.empty();
        }
        dev.releasemanager.criteria.Reading reading = Criteria.read(
                check.strip(),
                scene.policy().criteriaRules().usualOf(flag.changes().get(0).component()));
        if (!(reading instanceof dev.releasemanager.criteria.Reading.Understood understood)) {
            faults.put(
                    ActivationForm.CHECK,
                    PlannedCriteria.vagueness(check.strip(), (dev.releasemanager.criteria.Reading.Vague) reading));
            return Optional.empty();
        }
        String text = understood.criterion().text();
        if (!understood.further().isEmpty()) {
            faults.put(
                    ActivationForm.CHECK,
                    "That demands several things; a flag is looked at by one. The first of them is: " + text + ".");
            return Optional.empty();
        }
        if (text.length() > PlannedCriterion.TEXT_LIMIT) {
            faults.put(
                    ActivationForm.CHECK,
                    "In its standard form that is " + text.length() + " characters long; at most "
                            + PlannedCriterion.TEXT_LIMIT + " are kept.");
        }
        return Optional.of(text);
    }

    /** Leaves a flag dark: nothing is planned for it any more. */
    public Outcome forget(Intent intent, ReleaseKey key, int number) {
        return acts.on(key, intent, scene -> {
            Details details = scene.tx().details(key);
            Optional<PlannedActivation> activation = details.findActivation(number);
            if (activation.isEmpty()) {
                return Outcome.unchanged(scene.release(), "nothing is planned for this flag any more.");
            }
            Dossier dossier = scene.dossier();
            // Once the rollout has started, the edit itself is refused.
            Optional<Refusal> refusal = dossier.manifest()
                    .findFlag(activation.get().flag())
                    .filter(flag -> dossier.release().state().rollout().isEmpty())
                    .flatMap(flag -> refusalToPlan(intent.by(), dossier, flag));
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            return scene.edit(
                    intent,
                    "activation_removed",
                    Map.of("flag", activation.get().flag()),
                    "the flag " + Texts.shortened(activation.get().flag(), 80) + " stays dark",
                    r -> {
                        scene.tx()
                                .put(
                                        key,
                                        details.withActivations(details.activations().stream()
                                                .filter(known -> known.number() != number)
                                                .toList()));
                        return r;
                    });
        });
    }

    /** After an edit: what was planned for flags that nothing goes out behind any more is planned no more. */
    static void follow(Transaction tx, ReleaseKey key) {
        Details details = tx.details(key);
        List<PlannedActivation> left = details.activations().stream()
                .filter(activation -> tx.changes(key).stream()
                        .anyMatch(change ->
                                change.flag().filter(activation.flag()::equals).isPresent()))
                .toList();
        if (left.size() < details.activations().size()) {
            tx.put(key, details.withActivations(left));
        }
    }

    // Switching

    private static Optional<Flagged> flag(Scene scene, int number) {
        return flag(scene.dossier(), number);
    }

    /** The flag whose activation has that number. */
    public static Optional<Flagged> flag(Dossier dossier, int number) {
        return dossier.manifest().flags().stream()
                .filter(flag -> flag.activation()
                        .filter(activation -> activation.number() == number)
                        .isPresent())
                .findFirst();
    }

    /** Asks for each flag whose moment has come by this act; nothing while the release doesn't go on. */
    static void ask(Scene scene) {
        if (scene.release().state().switchOn(scene.now()).changed().isEmpty()) {
            return;
        }
        Dossier dossier = scene.dossier();
        for (Flagged flag : dossier.manifest().flags()) {
            FlagStanding standing = dossier.rollout().standingOf(flag.flag());
            boolean asks = flag.activation()
                    .flatMap(dossier.rollout()::dueSince)
                    .filter(since -> !standing.isOn() && !standing.isAskedSince(since))
                    .isPresent();
            if (asks) {
                mark(scene, new FlagMark(flag.flag(), Kind.ASKED, Optional.empty(), 0, "", "", scene.now()));
                scene.record(
                        Optional.empty(),
                        "flag_asked",
                        Map.of(
                                "flag",
                                flag.flag(),
                                "of",
                                dossier.switcherOf(flag).value()));
                SERVICE.switchOn(scene, flag);
                scheduleReminder(scene, flag, scene.now());
            }
        }
    }

    private static void scheduleReminder(Scene scene, Flagged flag, Instant askedAt) {
        scene.tx()
                .schedule(new Timer(
                        scene.release().key(),
                        Timer.Kind.FLAG_REMINDER,
                        flag.activation().orElseThrow().number(),
                        Review.nextReminder(
                                scene.now(),
                                REMIND_EVERY,
                                scene.release().profile().zone()),
                        askedAt.toString()));
    }

    /** Once a working day, to whoever was asked to switch a flag on, until they have said how it is. */
    static void remind(Scene scene, Timer timer) {
        Dossier dossier = scene.dossier();
        Optional<Flagged> waiting = flag(dossier, timer.round()).filter(flag -> dossier.rollout()
                .standingOf(flag.flag())
                .awaitedSince()
                .filter(since -> since.toString().equals(timer.detail()))
                .isPresent());
        boolean goesOn = scene.release().state().switchOn(scene.now()).changed().isPresent();
        boolean waits = goesOn || scene.release().state().phase() == Phase.STOPPED;
        waiting.filter(flag ->
                        goesOn && dossier.rollout().isDue(flag.activation().orElseThrow()))
                .ifPresent(flag -> {
                    PersonId person = dossier.switcherOf(flag);
                    scene.tell(person, FlagDocuments.reminder(dossier, flag), Lane.REMINDER);
                    scene.record(Optional.empty(), "flag_reminded", Map.of("flag", flag.flag(), "of", person.value()));
                });
        waiting.filter(flag -> waits).ifPresent(flag -> scheduleReminder(scene, flag, Instant.parse(timer.detail())));
    }

    private static void mark(Scene scene, FlagMark mark) {
        ReleaseKey key = scene.release().key();
        scene.tx().put(key, scene.tx().rollout(key).with(mark));
    }

    private interface OnFlag {
        Outcome act(Scene scene, Dossier dossier, Flagged flag);
    }

    private Outcome onFlag(Intent intent, ReleaseKey key, int number, Act act, OnFlag then) {
        return acts.on(key, intent, scene -> {
            Dossier dossier = scene.dossier();
            Optional<Refusal> stranger = Permissions.check(Act.LOOK, intent.by(), scene.release(), scene.roster());
            if (stranger.isPresent()) {
                return Outcome.refused(stranger.get());
            }
            Optional<Flagged> flag = flag(dossier, number);
            if (flag.isEmpty()) {
                return Outcome.refused(Refusal.of(
                        "Nothing was noted",
                        "What was planned for this flag of " + key + " was changed since.",
                        "Look at the flags as they are now: " + dossier.command("flags") + "."));
            }
            Optional<Refusal> refusal = refusalToSwitch(act, intent.by(), dossier, flag.get());
            return refusal.map(Outcome::refused).orElseGet(() -> then.act(scene, dossier, flag.get()));
        });
    }

    /** The person named for it may, and whoever has the role for it; the others are told who can (S2). */
    public static Optional<Refusal> refusalToSwitch(Act act, PersonId by, Dossier dossier, Flagged flag) {
        PersonId switcher = dossier.switcherOf(flag);
        return switcher.equals(by)
                ? Optional.empty()
                : refusal(act, by, dossier, flag).map(no -> {
                    List<PersonId> who = new ArrayList<>(List.of(switcher));
                    no.who().stream().filter(one -> !one.equals(switcher)).forEach(who::add);
                    return no.askOf(who);
                });
    }

    /** Why a flag can't be on yet; empty if its moment has come. */
    private static Optional<Refusal> tooEarly(Dossier dossier, Flagged flag) {
        PlannedActivation activation = flag.activation().orElseThrow();
        return dossier.rollout().isDue(activation)
                ? Optional.empty()
                : Optional.of(Refusal.of(
                                "The flag " + Texts.shortened(flag.flag(), 80) + " isn't to be switched on yet",
                                "It waits until " + FlagDocuments.waitsUntil(dossier, activation)
                                        + "; what is behind it goes out dark.",
                                "Leave it off. Whoever switches it is asked when its moment has come.")
                        .by("S2"));
    }

    private static <T> Optional<Outcome> kept(Release release, Decision<T> decision) {
        return decision.fold(
                next -> Optional.empty(),
                why -> Optional.of(Outcome.unchanged(release, why)),
                refusal -> Optional.of(Outcome.refused(refusal)));
    }

    /** Its person says that the flag is on, as it was planned. */
    public Outcome on(Intent intent, ReleaseKey key, int number) {
        return onFlag(intent, key, number, Act.SWITCH_FLAG, (scene, dossier, flag) -> {
            Release release = scene.release();
            Optional<Outcome> not = kept(release, release.state().switchOn(scene.now()))
                    .or(() -> tooEarly(dossier, flag).map(Outcome::refused));
            if (not.isPresent()) {
                return not.get();
            }
            if (dossier.rollout().standingOf(flag.flag()).isOn()) {
                return Outcome.unchanged(release, "this flag is on already.");
            }
            if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            int share = flag.activation().orElseThrow().share();
            mark(scene, new FlagMark(flag.flag(), Kind.ON, Optional.of(intent.by()), share, "", "", scene.now()));
            FlagWatch.begin(scene, number);
            scene.record(
                    Optional.of(intent.by()), "flag_switched_on", Map.of("flag", flag.flag(), "share", share + " %"));
            tell(scene, intent.by(), FlagDocuments.switchedOn(dossier, flag, intent.by()));
            if (release.state().phase() == Phase.COMPLETED) {
                tellAudiences(scene, FlagDocuments.live(release, flag, share));
            }
            Optional<FlagWatch.Check> check =
                    FlagWatch.checkOf(scene.dossier(), scene.policy().sourcing(), flag);
            return noted(
                    scene,
                    intent,
                    FlagDocuments.lookNow(
                            dossier, flag, check.map(FlagWatch.Check::source), check.map(FlagWatch.Check::first)));
        });
    }

    /** Its person leaves it dark for now. */
    public Outcome notNow(Intent intent, ReleaseKey key, int number) {
        return onFlag(intent, key, number, Act.SWITCH_FLAG, (scene, dossier, flag) -> {
            Release release = scene.release();
            Optional<Outcome> not = kept(release, release.state().switchOff(scene.now()))
                    .or(() -> tooEarly(dossier, flag).map(Outcome::refused));
            if (not.isPresent()) {
                return not.get();
            }
            if (dossier.rollout().standingOf(flag.flag()).isOn()) {
                return Outcome.unchanged(
                        release, "this flag is on by what was said of it; say that it is off, if it is.");
            }
            if (dossier.rollout().standingOf(flag.flag()).postponed().isPresent()) {
                return Outcome.unchanged(release, "it is left dark already.");
            }
            mark(scene, new FlagMark(flag.flag(), Kind.POSTPONED, Optional.of(intent.by()), 0, "", "", scene.now()));
            scene.record(Optional.of(intent.by()), "flag_postponed", Map.of("flag", flag.flag()));
            tell(scene, intent.by(), FlagDocuments.postponed(release, flag, intent.by()));
            return noted(
                    scene,
                    intent,
                    FlagDocuments.putOff(release, flag, scene.policy().command()));
        });
    }

    /**
     * Somebody has looked whether it works.
     *
     * @param works a value that is out of the check's bounds is never taken for that (H5)
     * @param seen the value, or what was seen
     * @param link where it can be looked at; may be blank
     */
    public Outcome checked(Intent intent, ReleaseKey key, int number, boolean works, String seen, String link) {
        return onFlag(intent, key, number, Act.SWITCH_FLAG_OFF, (scene, dossier, flag) -> {
            Release release = scene.release();
            Optional<Outcome> not = kept(release, release.state().switchOff(scene.now()));
            if (not.isPresent()) {
                return not.get();
            }
            if (!dossier.rollout().standingOf(flag.flag()).isOn()) {
                return Outcome.refused(notOn(dossier, flag));
            }
            Map<String, String> faults = faults(scene, flag, intent.by(), works, seen, link);
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            FlagMark mark = new FlagMark(
                    flag.flag(),
                    works ? Kind.WORKS : Kind.FAILS,
                    Optional.of(intent.by()),
                    0,
                    seen.strip(),
                    link.strip(),
                    scene.now());
            return noted(scene, intent, seen(scene, flag, mark));
        });
    }

    /** What somebody, or a source, has seen of a flag that is on: kept, and told to those whom it concerns. */
    private static Document seen(Scene scene, Flagged flag, FlagMark mark) {
        Release release = scene.release();
        boolean works = mark.kind() == Kind.WORKS;
        PersonId switcher = scene.dossier().switcherOf(flag);
        mark(scene, mark);
        Map<String, String> details = new LinkedHashMap<>();
        details.put("flag", flag.flag());
        details.put("check", flag.activation().orElseThrow().check());
        details.put("seen", mark.seen());
        details.put("link", mark.link());
        scene.record(mark.by(), works ? "flag_works" : "flag_fails", details);
        if (works) {
            Document said = FlagDocuments.works(release, flag, mark);
            scene.tellThread(said);
            List<PersonId> people = deciders(release);
            if (mark.by().isEmpty()) {
                people.add(switcher);
            }
            people.stream()
                    .distinct()
                    .filter(person -> !mark.by().equals(Optional.of(person)))
                    .forEach(person -> scene.tell(person, said, Lane.DECISION));
            return said;
        }
        Document said = FlagDocuments.fails(release, flag, mark);
        List<PersonId> people = deciders(release);
        people.add(switcher);
        people.removeIf(person -> mark.by().equals(Optional.of(person)));
        scene.alarm(said, said, people);
        tellAudiences(scene, FlagDocuments.failsToAudience(release, flag, switcher));
        return said;
    }

    /**
     * A source was asked for the check of a flag that is on. What is within its bounds counts as a person's word does, but in
     * the place of none; what is out of them always counts (H5); and where nothing can be judged a person is asked, once.
     */
    static void observed(Scene scene, Flagged flag, Judgement judgement, String words) {
        FlagStanding standing = scene.dossier().rollout().standingOf(flag.flag());
        boolean first = standing.checked().isEmpty();
        switch (judgement) {
            case PASSED -> {
                if (first) {
                    seen(scene, flag, markOf(flag, Kind.WORKS, words, scene));
                    scene.refreshBoard();
                }
            }
            case FAILED -> {
                seen(scene, flag, markOf(flag, Kind.FAILS, words, scene));
                scene.refreshBoard();
            }
            case NO_JUDGEMENT -> {
                if (first && standing.unseen().isEmpty()) {
                    mark(scene, markOf(flag, Kind.UNSEEN, words, scene));
                    scene.record(Optional.empty(), "flag_unseen", Map.of("flag", flag.flag(), "seen", words));
                    scene.tell(
                            scene.dossier().switcherOf(flag),
                            FlagDocuments.unseen(
                                    scene.release(), flag, words, FlagWatch.isAskedAgain(scene.dossier(), flag)),
                            Lane.DECISION);
                    scene.refreshBoard();
                }
            }
        }
    }

    private static FlagMark markOf(Flagged flag, Kind kind, String words, Scene scene) {
        return new FlagMark(flag.flag(), kind, Optional.empty(), 0, words, "", scene.now());
    }

    private static Refusal notOn(Dossier dossier, Flagged flag) {
        return Refusal.of(
                "Nothing was noted",
                "The flag " + Texts.shortened(flag.flag(), 80) + " isn't on by what was said of it.",
                "If it is on, its person says so first: " + dossier.command("flags") + ".");
    }

    private static Map<String, String> faults(
            Scene scene, Flagged flag, PersonId by, boolean works, String seen, String link) {
        Map<String, String> faults = new LinkedHashMap<>();
        String check = flag.activation().orElseThrow().check();
        Texts.required(faults, SEEN, seen, FlagMark.SEEN_LIMIT, "Say what was seen for: " + check + ".");
        if (!link.isBlank()) {
            if (Texts.isLink(link)) {
                Texts.limited(faults, LINK, link, FlagMark.LINK_LIMIT);
            } else {
                faults.put(LINK, "That isn't a link; write an address that begins with https:// or leave it empty.");
            }
        }
        if (!works || faults.containsKey(SEEN)) {
            return faults;
        }
        Optional<Criterion> criterion = Criteria.parse(check);
        Evidence evidence = new Evidence(seen, Optional.empty(), link, scene.now(), by.value(), "");
        criterion
                .filter(parsed -> Criteria.judge(parsed, evidence) == Judgement.FAILED)
                .ifPresent(parsed -> faults.put(
                        SEEN,
                        "That doesn't meet: " + check
                                + ". If it is what was seen, close this and say that it doesn't work."));
        criterion
                .filter(parsed -> parsed instanceof Criterion.Measure measure
                        && measure.bound().baseline().isEmpty()
                        && Criteria.judge(parsed, evidence) == Judgement.NO_JUDGEMENT)
                .ifPresent(parsed ->
                        faults.put(SEEN, "A number with its unit is needed, to compare with: " + check + "."));
        return faults;
    }

    /** Somebody says that the flag is off again, and why. */
    public Outcome off(Intent intent, ReleaseKey key, int number, String reason) {
        return onFlag(intent, key, number, Act.SWITCH_FLAG_OFF, (scene, dossier, flag) -> {
            Release release = scene.release();
            Optional<Outcome> not = kept(release, release.state().switchOff(scene.now()));
            if (not.isPresent()) {
                return not.get();
            }
            if (!dossier.rollout().standingOf(flag.flag()).isOn()) {
                return Outcome.unchanged(release, "this flag isn't on.");
            }
            Map<String, String> faults = new LinkedHashMap<>();
            Texts.required(faults, REASON, reason, FlagMark.SEEN_LIMIT, "Say why in a few words; everybody reads it.");
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            wentOff(scene, intent.by(), flag, reason.strip());
            Document said = FlagDocuments.switchedOff(release, flag, intent.by(), reason.strip());
            tell(scene, intent.by(), said);
            tellAudiences(scene, FlagDocuments.goneAgain(release, flag));
            return noted(scene, intent, said);
        });
    }

    private static void wentOff(Scene scene, PersonId by, Flagged flag, String why) {
        mark(scene, new FlagMark(flag.flag(), Kind.OFF, Optional.of(by), 0, why, "", scene.now()));
        scene.record(Optional.of(by), "flag_switched_off", Map.of("flag", flag.flag(), "reason", why));
    }

    /** A step of a rollback is done: the flags that it switches are off. */
    static void wentOff(Scene scene, PersonId by, Undoing step) {
        Dossier dossier = scene.dossier();
        dossier.manifest().flags().stream()
                .filter(flag -> dossier.rollout().standingOf(flag.flag()).isOn())
                .filter(flag -> RollbackOrder.names(step.what(), flag.flag())
                        || flag.activation()
                                .filter(activation -> activation.number() == step.number())
                                .isPresent())
                .forEach(flag -> wentOff(scene, by, flag, "It was switched off by the rollback."));
    }

    private static Outcome noted(Scene scene, Intent intent, Document said) {
        scene.refreshBoard();
        scene.reply(intent, said);
        return Outcome.done(scene.release(), said);
    }

    private static List<PersonId> deciders(Release release) {
        List<PersonId> deciders = new ArrayList<>(List.of(release.owner()));
        release.delegate().ifPresent(deciders::add);
        return deciders;
    }

    private static void tell(Scene scene, PersonId by, Document said) {
        scene.tellThread(said);
        deciders(scene.release()).stream()
                .filter(person -> !person.equals(by))
                .forEach(person -> scene.tell(person, said, Lane.DECISION));
    }

    private static void tellAudiences(Scene scene, Document said) {
        scene.tellAudience(Audience.PRODUCT, said);
        scene.tellAudience(Audience.SUPPORT, said);
    }

    /** What may be said of a flag in this state of the release; for a form, before anything is typed. */
    public static Optional<Refusal> refusalToSay(Dossier dossier, Flagged flag) {
        ReleaseState state = dossier.release().state();
        return state.switchOff(dossier.standards().now())
                .<Optional<Refusal>>fold(next -> Optional.empty(), why -> Optional.empty(), Optional::of)
                .or(() -> dossier.rollout().standingOf(flag.flag()).isOn()
                        ? Optional.empty()
                        : Optional.of(notOn(dossier, flag)));
    }
}
