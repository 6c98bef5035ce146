package dev.releasemanager.coordination;

import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.CanonicalForm;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Coherence;
import dev.releasemanager.manifest.Deferral;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.Exclusion;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.Manifest;
import dev.releasemanager.manifest.Origin;
import dev.releasemanager.manifest.Relation;
import dev.releasemanager.manifest.Split;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.notice.PartDocuments;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.Profile;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.RollbackPlan;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What belongs together and what goes by itself: relating groups of changes, deferring some of them to a follow-up release,
 * and splitting a release into parts. What leaves a release is kept in it as excluded, with the reason.
 */
public final class Parts {
    public static final String REASON = "reason";
    public static final String INTO = "into";
    public static final String FIRST = "first";
    public static final String SECOND = "second";
    public static final int REASON_LIMIT = 500;

    /** Nobody plans for these days by default: X2, and the weekend after it. */
    private static final Set<DayOfWeek> NO_DAYS = EnumSet.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private final Acts acts;

    Parts(Acts acts) {
        this.acts = acts;
    }

    /** The owner says in writing how two groups of changes belong together (X3). */
    public Outcome relate(Intent intent, ReleaseKey key, ChangeId first, ChangeId second, String reason) {
        return acts.on(key, intent, scene -> {
            Optional<Refusal> refusal = Permissions.check(Act.RELATE, intent.by(), scene.release(), scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Dossier dossier = scene.dossier();
            Optional<Change> one = dossier.scope().find(first);
            Optional<Change> other = dossier.scope().find(second);
            Map<String, String> faults = new LinkedHashMap<>();
            Texts.required(
                    faults,
                    REASON,
                    reason,
                    REASON_LIMIT,
                    "Say how they belong together: what one is without the other. It is kept in the record.");
            if (one.isEmpty() || other.isEmpty()) {
                faults.put(SECOND, "One of them has left the scope meanwhile; look at the groups again.");
            } else if (groupOf(dossier, first).equals(groupOf(dossier, second))) {
                faults.put(SECOND, "These hang together already; choose two different groups.");
            }
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            Details details = dossier.manifest().details();
            List<Relation> relations = new ArrayList<>(details.relations());
            relations.add(new Relation(first, second, reason.strip()));
            return scene.edit(
                    intent,
                    "changes_related",
                    Map.of("first", first.toString(), "second", second.toString(), "reason", reason.strip()),
                    "changes " + first + " and " + second + " were related",
                    release -> {
                        scene.tx().put(key, details.withRelations(relations));
                        return release;
                    });
        });
    }

    private static List<ChangeId> groupOf(Dossier dossier, ChangeId change) {
        return coherence(dossier).groups().stream()
                .map(Coherence.Group::changes)
                .filter(changes -> changes.contains(change))
                .findFirst()
                .orElse(List.of());
    }

    /** How the changes of a release hang together as it is. */
    public static Coherence coherence(Dossier dossier) {
        return dossier.manifest().coherence();
    }

    /** Why nothing can be deferred or split as the release is; asked before the preview, too. */
    public static Optional<Refusal> refusalNow(Act act, dev.releasemanager.release.PersonId by, Dossier dossier) {
        Release release = dossier.release();
        return Permissions.check(act, by, release, dossier.roster())
                .or(() -> release.state().isClosed()
                        ? Optional.of(Refusal.of(
                                "Nothing was moved",
                                "The release is " + release.state().phase().words() + ".",
                                release.state().next()))
                        : Optional.empty());
    }

    /** The release as it would be after a deferral: what it is asked of whom, how risky it is. */
    public static Dossier after(Dossier dossier, Deferral deferral) {
        Share share = Share.of(dossier.manifest(), dossier.plan(), deferral.movedIds());
        Predicate<TeamId> gone = deferral.leaving()::contains;
        Manifest left = new Manifest(
                deferral.staying(),
                dossier.manifest().landscape(),
                Share.withoutTeams(share.leftOf(dossier.manifest().details()), gone),
                deferral.after());
        return dossier.imagining(left, Share.withoutTeams(share.leftOf(dossier.plan()), gone));
    }

    /** Why this deferral can't be, if it can't. */
    public static Optional<Refusal> refusalOf(Deferral deferral, Dossier dossier) {
        if (deferral.moved().isEmpty()) {
            return Optional.of(Refusal.of(
                    "Nothing was deferred",
                    "They have nothing in the scope.",
                    "See with " + dossier.command("scope") + " what is in it."));
        }
        return deferral.isEverything()
                ? Optional.of(Refusal.of(
                                "Nothing was deferred",
                                "All that is left depends on it, so nothing would ship.",
                                "Call Delay for the whole of "
                                        + dossier.release().key() + ", or cancel it.")
                        .by("H4"))
                : Optional.empty();
    }

    /**
     * Moves a team's changes, or one change, and all that depends on them to a follow-up release (H4); the rest goes on,
     * and only those whose request changes by it are asked again.
     *
     * @param revision the one that the person was shown
     * @param into an existing release; empty for a new one
     */
    public Outcome defer(
            Intent intent, ReleaseKey key, String portion, int revision, Optional<ReleaseKey> into, String reason) {
        return into.isPresent() && !into.get().equals(key)
                ? acts.onBoth(
                        key,
                        into.get(),
                        intent,
                        (scene, other) -> defer(intent, scene, portion, revision, Optional.of(other), reason))
                : acts.making(key, intent, scene -> defer(intent, scene, portion, revision, Optional.empty(), reason));
    }

    private static Outcome defer(
            Intent intent, Scene scene, String words, int revision, Optional<Scene> into, String reason) {
        Dossier dossier = scene.dossier();
        Release release = scene.release();
        Optional<Refusal> refusal = refusalNow(Act.DEFER, intent.by(), dossier)
                .or(() -> stale(release, revision))
                .or(() -> into.flatMap(other -> refusalInto(intent, other)));
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        Optional<Portion> portion = Portion.find(words, dossier);
        if (portion.isEmpty()) {
            return Outcome.refused(
                    Refusal.of("Nothing was deferred", "They have left the scope meanwhile.", "Look at it again."));
        }
        Deferral deferral = portion.get().deferral(dossier);
        Optional<Refusal> impossible = refusalOf(deferral, dossier);
        if (impossible.isPresent()) {
            return Outcome.refused(impossible.get());
        }
        Map<String, String> faults = new LinkedHashMap<>();
        Texts.required(faults, REASON, reason, REASON_LIMIT, "Say why; those who leave and those who stay read it.");
        if (!faults.isEmpty()) {
            return Outcome.refused(faults);
        }
        Share share = Share.of(dossier.manifest(), dossier.plan(), deferral.movedIds());
        Optional<Refusal> tooMuch = into.flatMap(other -> tooMuch(share, other));
        if (tooMuch.isPresent()) {
            return Outcome.refused(tooMuch.get());
        }
        ReleaseKey[] follower = new ReleaseKey[1];
        Outcome outcome = scene.edit(
                intent,
                "changes_deferred",
                Map.of("what", words.strip(), "reason", reason.strip()),
                deferral.moved().size() + (deferral.moved().size() == 1 ? " change was" : " changes were")
                        + " deferred",
                before -> {
                    follower[0] = into.isPresent()
                            ? takeUp(intent, into.get(), share, dossier, reason.strip())
                            : make(
                                    intent,
                                    scene,
                                    share.withGeneral(dossier.manifest(), dossier.plan(), teamsIn(share, dossier)),
                                    "Follow-up of " + before.key() + ": "
                                            + before.profile().title(),
                                    before.profile().purpose(),
                                    nextDay(before, scene.now(), 7),
                                    reason.strip(),
                                    teamsIn(share, dossier));
                    return leave(scene, before, share, deferral.leaving(), follower[0], reason.strip());
                });
        if (outcome.kind() != Outcome.Kind.DONE) {
            return outcome;
        }
        Release to = scene.tx().find(follower[0]).orElseThrow();
        scene.tellThread(PartDocuments.deferred(scene.release(), deferral, to, intent.by(), reason.strip()));
        for (TeamId team : new TreeSet<>(deferral.leaving())) {
            scene.roster().find(team).ifPresent(known -> known.asked()
                    .forEach(person -> scene.tell(
                            person,
                            PartDocuments.deferredTeam(scene.release(), known, to, intent.by(), reason.strip()),
                            Lane.DECISION)));
        }
        scene.tellIfOpened(dossier);
        Document said = Document.of(Words.strongly("Deferred to " + to.key() + ". ")
                .plain("The rest of " + scene.release().key() + " goes on; its risk is "
                        + deferral.risk().word() + " now."));
        return Outcome.done(scene.release(), said);
    }

    private static Optional<Refusal> stale(Release release, int revision) {
        return revision == release.revision()
                ? Optional.empty()
                : Optional.of(Refusal.of(
                                "Nothing was moved",
                                "The release was edited since you were shown it: you saw revision " + revision
                                        + ", it is revision " + release.revision() + " now.",
                                "Look at what it would do now, then do it again.")
                        .by("A1"));
    }

    private static Optional<Refusal> refusalInto(Intent intent, Scene other) {
        Release into = other.release();
        return Permissions.check(Act.EDIT, intent.by(), into, other.roster())
                .or(() -> into.state().phase() == ReleaseState.Phase.PLANNING
                                || into.state().phase() == ReleaseState.Phase.DELAYED
                        ? Optional.empty()
                        : Optional.of(Refusal.of(
                                "Nothing was moved",
                                into.key() + " is " + into.state().phase().words() + ", and can't take more up.",
                                "Choose a release in planning, or a new one.")));
    }

    /** Why a release can't hold what it would take up, if it can't; the limits are those of every other edit. */
    private static Optional<Refusal> tooMuch(Share share, Scene into) {
        ReleaseKey key = into.release().key();
        Details there = into.tx().details(key);
        Landscape own = there.own().with(share.own());
        List<String> over = new ArrayList<>();
        over(over, into.changes().size() + share.changes().size(), Planning.CHANGES_LIMIT, "changes");
        over(over, share.criteriaIn(there), PlannedCriteria.CRITERIA_LIMIT, "criteria");
        over(
                over,
                into.tx().rollbackPlan(key).steps().size() + share.stepCount(),
                Planning.STEPS_LIMIT,
                "rollback steps");
        over(over, own.dependencies().size(), Dependencies.OWN_LIMIT, "dependencies of its own");
        return over.isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.of(
                                "Nothing was moved",
                                key + " can't take it up: it would hold " + String.join(" and ", over) + ".",
                                "Choose “A new follow-up release” or another one, or make room in " + key + " with "
                                        + into.policy().command() + " scope " + key + ".")
                        .by("H4")
                        .askOf(List.of(into.release().owner())));
    }

    private static void over(List<String> over, int count, int limit, String named) {
        if (count > limit) {
            over.add(count + " " + named + " (" + limit + " is the most)");
        }
    }

    /** The teams of what goes: whose changes they are, and who took part as the owner of their components. */
    private static Set<TeamId> teamsIn(Share share, Dossier dossier) {
        Set<TeamId> teams = new TreeSet<>();
        for (Change change : share.changes()) {
            teams.add(change.team());
            dossier.manifest()
                    .graph()
                    .ownerOf(change.component())
                    .filter(dossier.release()::hasTeam)
                    .ifPresent(teams::add);
        }
        return teams;
    }

    /** The changes leave, and the teams that have nothing left in it. */
    private static Release leave(
            Scene scene, Release release, Share share, List<TeamId> leaving, ReleaseKey to, String reason) {
        ReleaseKey key = release.key();
        List<Exclusion> excluded = new ArrayList<>();
        for (Change change : share.changes()) {
            scene.tx().remove(key, change.id());
            excluded.add(new Exclusion(change.title(), change.team(), change.component(), reason, to));
        }
        Details left = share.leftOf(scene.tx().details(key)).with(excluded);
        scene.tx().put(key, Share.withoutTeams(left, leaving::contains));
        RollbackPlan plan = share.leftOf(scene.tx().rollbackPlan(key));
        scene.tx().put(key, Share.withoutTeams(plan, leaving::contains));
        List<TeamId> teams = release.profile().teams().stream()
                .filter(team -> !leaving.contains(team))
                .toList();
        return teams.isEmpty() ? release : release.with(withTeams(release.profile(), teams));
    }

    private static Profile withTeams(Profile profile, List<TeamId> teams) {
        return new Profile(
                profile.title(),
                profile.purpose(),
                profile.kind(),
                profile.target(),
                profile.zone(),
                teams,
                profile.channel(),
                profile.ticket(),
                profile.fixes());
    }

    /** An existing release takes a share up. */
    private static ReleaseKey takeUp(Intent intent, Scene into, Share share, Dossier dossier, String reason) {
        Release from = dossier.release();
        ReleaseKey key = into.release().key();
        Intent quiet = Intent.of(intent.payloadId(), intent.by());
        into.edit(
                quiet,
                "changes_taken_up",
                Map.of("from", from.key().value(), "reason", reason),
                "changes of " + from.key() + " were taken up",
                before -> {
                    Set<TeamId> teams =
                            new java.util.LinkedHashSet<>(before.profile().teams());
                    teams.addAll(teamsIn(share, dossier));
                    share.putInto(key, into.tx(), into.tx().assurances(from.key()), teams);
                    into.tx().put(key, into.tx().details(key).from(new Origin(from.key(), reason)));
                    return before.with(withTeams(before.profile(), List.copyOf(teams)));
                });
        return key;
    }

    /**
     * A new release for a share of another one.
     *
     * @param besides teams that take part though they have no change in it
     */
    private static ReleaseKey make(
            Intent intent,
            Scene scene,
            Share share,
            String title,
            String purpose,
            Instant target,
            String reason,
            Set<TeamId> besides) {
        Release from = scene.release();
        Policy policy = scene.policy();
        Transaction tx = scene.tx();
        String prefix = policy.prefixIn(from.profile().channel());
        ReleaseKey key = ReleaseKey.of(prefix, tx.nextNumber(prefix));
        Set<TeamId> teams = new TreeSet<>(besides);
        share.changes().forEach(change -> teams.add(change.team()));
        Profile profile = new Profile(
                Texts.shortened(title, Profile.TITLE_LIMIT),
                Texts.shortened(purpose, Profile.PURPOSE_LIMIT),
                from.profile().kind(),
                target,
                from.profile().zone(),
                List.copyOf(teams),
                from.profile().channel(),
                from.profile().ticket(),
                from.profile().fixes());
        Release blank = new Release(
                key,
                profile,
                from.owner(),
                from.delegate(),
                new ReleaseState.Planning(Optional.empty()),
                1,
                "",
                0,
                scene.now(),
                intent.by());
        tx.insert(blank);
        RollbackPlan plan = tx.rollbackPlan(from.key());
        tx.put(key, plan.withSteps(List.of()));
        share.putInto(key, tx, tx.assurances(from.key()), teams);
        tx.put(key, tx.details(key).from(new Origin(from.key(), reason)));
        String content =
                CanonicalForm.of(blank, Inquiries.manifest(tx, key, policy), PlanForm.lines(tx.rollbackPlan(key)));
        Release release = blank.revised(1, CanonicalForm.digest(content));
        tx.update(release);
        tx.keepRevision(key, new Revision(1, release.digest(), content, intent.by(), scene.now()));
        tx.append(RecordEntry.after(
                Optional.empty(),
                key,
                scene.now(),
                Optional.of(intent.by()),
                "release_created",
                1,
                Map.of(
                        "title",
                        profile.title(),
                        "owner",
                        release.owner().value(),
                        "from",
                        from.key().value())));
        RollbackPlans.follow(new Scene(tx, policy, scene.now(), release), intent.by(), RollbackPlan.EMPTY, List.of());
        tx.promise(new Message.Board(key, profile.channel()));
        tx.promise(new Message.ToPerson(
                release.owner(),
                Optional.of(key),
                PartDocuments.made(release, from, share.changes().size(), reason),
                Lane.DECISION));
        return key;
    }

    /** So many days after the release's target, and not in the past, on a day on which one ships. */
    private static Instant nextDay(Release release, Instant now, int days) {
        ZonedDateTime day =
                release.profile().target().atZone(release.profile().zone()).plusDays(days);
        while (NO_DAYS.contains(day.getDayOfWeek()) || !day.toInstant().isAfter(now.plus(Duration.ofDays(1)))) {
            day = day.plusDays(1);
        }
        return day.toInstant();
    }

    /** The parts that a release would best be split into: for what shuts the gate, or else for the size budget. */
    public static Split proposal(Dossier dossier) {
        Details details = dossier.manifest().details();
        Split needed = Split.propose(
                dossier.scope(), dossier.manifest().landscape(), Split.Limits.CHARTER, details.relations());
        return needed.isNeeded()
                ? needed
                : Split.propose(
                        dossier.scope(),
                        dossier.manifest().landscape(),
                        Split.Limits.CHARTER.withBudget(dossier.standards().sizeBudget()),
                        details.relations());
    }

    /** Why there is nothing to split, if there is nothing. */
    public static Optional<Refusal> refusalOf(Split split, Dossier dossier) {
        return split.isNeeded()
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        "Nothing was split",
                        String.join(" ", split.explanation()),
                        "See with " + dossier.command("check") + " what stands in its way."));
    }

    /**
     * Carries the proposed split out: the release keeps its first part, each other becomes a release of its own with its
     * share of the plan, a day later each.
     *
     * @param revision the one that the person was shown
     */
    public Outcome split(Intent intent, ReleaseKey key, int revision) {
        return acts.making(key, intent, scene -> {
            Dossier dossier = scene.dossier();
            Split split = proposal(dossier);
            Optional<Refusal> refusal = refusalNow(Act.SPLIT, intent.by(), dossier)
                    .or(() -> stale(scene.release(), revision))
                    .or(() -> refusalOf(split, dossier));
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            int count = split.parts().size();
            List<ReleaseKey> keys = new ArrayList<>(List.of(key));
            Outcome outcome = scene.edit(
                    intent,
                    "release_split",
                    Map.of("parts", Integer.toString(count)),
                    "it was split into " + count + " parts",
                    before -> carryOut(intent, scene, dossier, split, keys, before));
            if (outcome.kind() != Outcome.Kind.DONE) {
                return outcome;
            }
            List<Release> parts = keys.stream()
                    .map(part -> scene.tx().find(part).orElseThrow())
                    .toList();
            scene.tellThread(PartDocuments.split(scene.release(), split, parts, intent.by()));
            scene.tellIfOpened(dossier);
            return Outcome.done(scene.release(), PartDocuments.split(scene.release(), split, parts, intent.by()));
        });
    }

    private static Release carryOut(
            Intent intent, Scene scene, Dossier dossier, Split split, List<ReleaseKey> keys, Release before) {
        int count = split.parts().size();
        Release left = before;
        Set<TeamId> working = new HashSet<>();
        split.parts().forEach(part -> working.addAll(part.teams()));
        Set<TeamId> watching = new TreeSet<>(before.profile().teams());
        watching.removeAll(working);
        for (Split.Part part : split.parts().subList(1, count)) {
            Share share = Share.of(dossier.manifest(), dossier.plan(), new HashSet<>(part.changes()));
            Set<TeamId> besides = teamsIn(share, dossier);
            besides.addAll(watching);
            String reason = "Part " + part.number() + " of " + count + " of " + before.key()
                    + (part.after().isEmpty()
                            ? "."
                            : ", ships after "
                                    + String.join(
                                            " and ",
                                            part.after().stream()
                                                    .map(number ->
                                                            keys.get(number - 1).value())
                                                    .toList())
                                    + ".");
            ReleaseKey made = make(
                    intent,
                    scene,
                    share.withRelations(part.relations()).withGeneral(dossier.manifest(), dossier.plan(), besides),
                    before.profile().title() + " (part " + part.number() + " of " + count + ")",
                    before.profile().purpose(),
                    nextDay(before, scene.now(), part.number() - 1),
                    reason,
                    besides);
            keys.add(made);
            left = leave(scene, left, share, List.of(), made, reason);
        }
        Split.Part first = split.parts().get(0);
        List<TeamId> teams = left.profile().teams().stream()
                .filter(team -> first.teams().contains(team) || watching.contains(team))
                .toList();
        Predicate<TeamId> gone = team -> before.hasTeam(team) && !teams.contains(team);
        Details details = scene.tx().details(before.key()).withRelations(first.relations());
        scene.tx().put(before.key(), Share.withoutTeams(Share.withoutGeneral(details, gone), gone));
        RollbackPlan plan = scene.tx().rollbackPlan(before.key());
        scene.tx().put(before.key(), Share.withoutTeams(Share.withoutGeneral(plan, dossier.manifest(), gone), gone));
        return teams.isEmpty() ? left : left.with(withTeams(left.profile(), teams));
    }
}
