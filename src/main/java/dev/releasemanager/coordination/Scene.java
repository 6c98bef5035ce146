package dev.releasemanager.coordination;

import dev.releasemanager.coordination.Policy.Audience;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.CanonicalForm;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.Manifest;
import dev.releasemanager.notice.CallDocuments;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.notice.OwnerDocuments;
import dev.releasemanager.notice.TeamDocuments;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Checkpoint;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.Decision;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollout.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One act under way: the locked release, the policy and the moment that everything in it is judged by, and the ways in
 * which all acts write. Lives inside one transaction, on one thread.
 */
final class Scene {
    private final Transaction tx;
    private final Policy policy;
    private final Instant now;
    private final Manifests manifests;
    private Release release;

    Scene(Transaction tx, Policy policy, Instant now, Release locked) {
        this(tx, policy, now, locked, new Manifests());
    }

    /** @param manifests that are known from acts before */
    Scene(Transaction tx, Policy policy, Instant now, Release locked, Manifests manifests) {
        this.tx = tx;
        this.policy = policy;
        this.now = now;
        this.release = locked;
        this.manifests = manifests;
    }

    Transaction tx() {
        return tx;
    }

    Policy policy() {
        return policy;
    }

    Roster roster() {
        return policy.roster();
    }

    Instant now() {
        return now;
    }

    Release release() {
        return release;
    }

    /** The release is so from now on. */
    void save(Release next) {
        tx.update(next);
        release = next;
    }

    Dossier dossier() {
        return Inquiries.dossier(tx, release, policy, now, manifest());
    }

    private Manifest manifest() {
        return manifests.of(release.key(), tx.changes(release.key()), tx.details(release.key()), policy);
    }

    /** Appends to the release's record and gives the entry's digest. */
    String record(Optional<PersonId> by, String what, Map<String, String> details) {
        RecordEntry entry = RecordEntry.after(
                tx.lastLink(release.key()), release.key(), now, by, what, release.revision(), details);
        tx.append(entry);
        return entry.digest();
    }

    void refreshBoard() {
        tx.promise(new Message.Board(release.key(), release.profile().channel()));
    }

    void tell(PersonId person, Document document, Lane lane) {
        tx.promise(new Message.ToPerson(person, Optional.of(release.key()), document, lane));
    }

    /** To the owner, and the delegate where one is named. */
    void tellDeciders(Document document) {
        tell(release.owner(), document, Lane.DECISION);
        release.delegate().ifPresent(delegate -> tell(delegate, document, Lane.DECISION));
    }

    /**
     * That the gate has opened by this act, while a checkpoint is open: the call is the owner's now.
     *
     * @param before as it was; judged only if the gate is open now
     */
    void tellIfOpened(Dossier before) {
        Dossier after = dossier();
        if (isOpen(after) && !before.isOpen()) {
            tellDeciders(OwnerDocuments.gateOpen(after));
        }
    }

    /** The same where it was shut before for sure. */
    void tellIfOpen() {
        Dossier after = dossier();
        if (isOpen(after)) {
            tellDeciders(OwnerDocuments.gateOpen(after));
        }
    }

    private boolean isOpen(Dossier dossier) {
        return release.state().isPolling() && dossier.isOpen();
    }

    /** Before everything else: a stop, a rollback. */
    void alarm(Document inThread, Document toPeople, Collection<PersonId> people) {
        tx.promise(
                new Message.ToChannel(release.profile().channel(), Optional.of(release.key()), inThread, Lane.ALARM));
        people.stream().distinct().forEach(person -> tell(person, toPeople, Lane.ALARM));
    }

    void tellThread(Document document) {
        tx.promise(new Message.ToChannel(
                release.profile().channel(), Optional.of(release.key()), document, Lane.DECISION));
    }

    /** What came of a click takes the place of the clicked message, or is said below it. */
    void reply(Intent intent, Document document) {
        intent.replyTo().ifPresent(to -> tx.promise(new Message.Reply(to.url(), intent.by(), document, to.replaces())));
    }

    /**
     * Carries an edit of the manifest out: a new revision; a confirmation expires and is asked again if the edit changes
     * what was confirmed (A1); a Go that was called is void.
     *
     * @param change writes the edit itself; called once the state allows it
     * @param what the edit as an event, past tense
     * @param said the edit in a few words, after "edited by X": "the scope was changed"
     */
    Outcome edit(
            Intent intent, String what, Map<String, String> details, String said, Function<Release, Release> change) {
        return carryOut(release.state().edit(now), intent, what, details, said, change);
    }

    /** A rollback step is added: an edit that is still taken when the manifest is sealed. */
    Outcome addStep(
            Intent intent, String what, Map<String, String> details, String said, Function<Release, Release> change) {
        return carryOut(release.state().addStep(now), intent, what, details, said, change);
    }

    /** It is planned how a flag is switched on: for one that the Go left dark that is taken later as well. */
    Outcome planFlag(
            Intent intent, String what, Map<String, String> details, String said, Function<Release, Release> change) {
        return carryOut(release.state().planFlag(now), intent, what, details, said, change);
    }

    private Outcome carryOut(
            Decision<ReleaseState> decision,
            Intent intent,
            String what,
            Map<String, String> details,
            String said,
            Function<Release, Release> change) {
        return decision.fold(
                next -> carryOut(intent, what, details, said, change, next),
                why -> Outcome.unchanged(release, why),
                Outcome::refused);
    }

    private Outcome carryOut(
            Intent intent,
            String what,
            Map<String, String> details,
            String said,
            Function<Release, Release> change,
            ReleaseState next) {
        Optional<Document> conflict = Conflicts.of(intent, release, tx, roster());
        if (conflict.isPresent()) {
            return Outcome.conflict(release, conflict.get());
        }
        if (!Acts.claimForm(tx, intent)) {
            return Outcome.repeated();
        }
        boolean voided = release.state().phase() == Phase.CLEARED;
        RollbackPlan planBefore = tx.rollbackPlan(release.key());
        List<Change> changesBefore = changes();
        Details detailsBefore = tx.details(release.key());
        Optional<Progress> stagingBefore = StageWork.openStaging(this);
        Release changed = change.apply(release);
        Activations.follow(tx, changed.key());
        RollbackPlan plan = tx.rollbackPlan(changed.key());
        Manifest manifest = Inquiries.manifest(tx, changed.key(), policy);
        String content = CanonicalForm.of(changed, manifest, PlanForm.lines(plan));
        String digest = CanonicalForm.digest(content);
        if (digest.equals(release.digest())) {
            return Outcome.unchanged(release, "it says so already.");
        }
        save(changed.with(next).revised(release.revision() + 1, digest));
        tx.keepRevision(release.key(), new Revision(release.revision(), digest, content, intent.by(), now));
        record(Optional.of(intent.by()), what, details);
        RollbackPlans.follow(this, intent.by(), planBefore, changesBefore);
        StageWork.follow(this, stagingBefore);
        if (voided) {
            voidGo(intent.by(), what, "edited the release (" + said + ")");
        }
        String confirmations = expireConfirmations(
                intent.by(),
                said,
                () -> Manifest.of(changesBefore, policy.changeKinds(), policy.landscape(), detailsBefore),
                planBefore);
        refreshBoard();
        return Outcome.done(
                release,
                Document.of(Words.strongly(release.key().value())
                        .plain(": " + said + ". It is revision " + release.revision() + " now." + confirmations)));
    }

    /**
     * @param before the manifest as it was, with what the configuration says now: whatever differs from what was confirmed
     *     already then is the configuration's doing, not the editor's
     * @return what became of the confirmations, as a sentence with a space before it; empty if there were none
     */
    private String expireConfirmations(
            PersonId editor, String said, Supplier<Manifest> before, RollbackPlan planBefore) {
        Optional<Checkpoint> checkpoint = release.state().checkpoint();
        if (checkpoint.isEmpty() || release.state().phase() != Phase.POLLING) {
            return "";
        }
        Dossier after = dossier();
        List<Confirmation> standing = standing(after);
        List<Confirmation> touched = touched(standing, after);
        if (touched.isEmpty()) {
            return standing.isEmpty() ? "" : " It touches no team's confirmation: nobody is asked again.";
        }
        Map<TeamId, List<PersonId>> again = expire(touched);
        Manifest unedited = before.get();
        Set<TeamId> byConfiguration = touched.stream()
                .filter(answer -> release.hasTeam(answer.team())
                        && !answer.seal().equals(Dossier.seal(answer.team(), unedited, planBefore)))
                .map(Confirmation::team)
                .collect(Collectors.toSet());
        recordExpired(
                "an edit",
                again.keySet().stream()
                        .filter(team -> !byConfiguration.contains(team))
                        .toList());
        recordExpired(
                "the configuration changed",
                again.keySet().stream().filter(byConfiguration::contains).toList());
        askAgain(
                again,
                team -> byConfiguration.contains(team.id())
                        ? TeamDocuments.againByConfiguration(after, team, checkpoint.get())
                        : TeamDocuments.again(after, team, checkpoint.get(), editor, said));
        return (byConfiguration.isEmpty()
                        ? ""
                        : " The configuration changed what " + names(byConfiguration) + " confirmed.")
                + " What "
                + String.join(
                        " and ", again.keySet().stream().map(roster()::nameOf).toList())
                + " confirmed has expired"
                + (again.keySet().stream().anyMatch(release::hasTeam)
                        ? "; those who confirmed it are asked again."
                        : ".");
    }

    /** What the configuration has changed since it was confirmed expires, and whoever confirmed it is asked again (A1). */
    void expireByConfiguration() {
        Optional<Checkpoint> checkpoint = release.state().checkpoint();
        if (checkpoint.isEmpty()
                || release.state().phase() != Phase.POLLING
                || checkpoint.get().isOver(now)) {
            return;
        }
        Dossier dossier = dossier();
        List<Confirmation> touched = touched(standing(dossier), dossier);
        if (touched.isEmpty()) {
            return;
        }
        Map<TeamId, List<PersonId>> again = expire(touched);
        recordExpired("the configuration changed", List.copyOf(again.keySet()));
        askAgain(again, team -> TeamDocuments.againByConfiguration(dossier, team, checkpoint.get()));
        refreshBoard();
    }

    private static List<Confirmation> standing(Dossier dossier) {
        return dossier.confirmations().stream()
                .filter(answer -> answer.ready() && answer.stands())
                .toList();
    }

    private List<Confirmation> touched(List<Confirmation> standing, Dossier now) {
        Map<TeamId, String> seals = new HashMap<>();
        return standing.stream()
                .filter(answer -> !release.hasTeam(answer.team())
                        || !answer.seal().equals(seals.computeIfAbsent(answer.team(), now::seal)))
                .toList();
    }

    /** Gives whose confirmations they were, by team. */
    private Map<TeamId, List<PersonId>> expire(List<Confirmation> touched) {
        Map<TeamId, List<PersonId>> again = new LinkedHashMap<>();
        for (Confirmation answer : touched) {
            tx.update(release.key(), answer.expired(now));
            again.computeIfAbsent(answer.team(), team -> new ArrayList<>()).add(answer.person());
        }
        return again;
    }

    private void askAgain(Map<TeamId, List<PersonId>> again, Function<Team, Document> asking) {
        again.forEach((id, people) -> roster().find(id)
                .filter(team -> release.hasTeam(id))
                .ifPresent(team -> {
                    Document document = asking.apply(team);
                    people.stream()
                            .distinct()
                            .filter(team.members()::contains)
                            .forEach(person -> tell(person, document, Lane.DECISION));
                }));
    }

    private String names(Set<TeamId> teams) {
        return String.join(
                " and ", teams.stream().map(roster()::nameOf).sorted().toList());
    }

    private void recordExpired(String because, List<TeamId> teams) {
        if (!teams.isEmpty()) {
            record(
                    Optional.empty(),
                    "confirmations_expired",
                    Map.of(
                            "teams",
                            String.join(", ", teams.stream().map(TeamId::value).toList()),
                            "because",
                            because));
        }
    }

    /**
     * A Go was called, and it is worth nothing any more; the release is back in polling, or delayed if time is over.
     * Everybody who was told of the Go is told of that.
     *
     * @param because for the record
     * @param why completes "NAME …": "edited the release"
     */
    void voidGo(PersonId by, String because, String why) {
        String recorded = record(Optional.empty(), "go_voided", Map.of("because", because));
        Words words = Words.mentioning(by).plain(" " + why + " after it.");
        tellThread(CallDocuments.voided(release, words, recorded));
        Dossier dossier = dossier();
        tellDeciders(OwnerDocuments.voided(dossier, by, why));
        takeBackFromAudiences(dossier, words);
    }

    /** The audiences were told of a Go that stands no longer. */
    void takeBackFromAudiences(Dossier dossier, Words why) {
        tellAudience(Audience.PRODUCT, CallDocuments.takenBack(dossier, why));
        tellAudience(Audience.SUPPORT, CallDocuments.takenBack(dossier, why));
        tellAudience(Audience.LEADERSHIP, CallDocuments.takenBackFromLeadership(dossier, why));
    }

    /**
     * Into the audience's channel, where the configuration names one. It concerns the release, so that the owner hears of
     * it if it can't be delivered; a thread it has only where the board is.
     */
    void tellAudience(Audience audience, Document document) {
        tellAudience(audience, document, Lane.DECISION);
    }

    void tellAudience(Audience audience, Document document, Lane lane) {
        Optional.ofNullable(policy.audiences().get(audience))
                .ifPresent(channel ->
                        tx.promise(new Message.ToChannel(channel, Optional.of(release.key()), document, lane)));
    }

    /** Asks one team that has joined while the checkpoint is open. */
    void ask(TeamId id) {
        Checkpoint checkpoint = release.state().checkpoint().orElseThrow();
        roster().find(id).ifPresent(team -> {
            tx.keepAsked(release.key(), checkpoint.round(), Map.of(id, team.asked()));
            Document request = TeamDocuments.request(dossier(), team, checkpoint);
            team.asked().forEach(person -> tell(person, request, Lane.DECISION));
        });
    }

    /** Opens the checkpoint: writes to everybody who is asked, and sets the timers. */
    void openCheckpoint(ReleaseState polling) {
        save(release.with(polling));
        Checkpoint checkpoint = release.state().checkpoint().orElseThrow();
        Map<TeamId, List<PersonId>> asked = asked(release, roster());
        tx.keepAsked(release.key(), checkpoint.round(), asked);
        setTimers(checkpoint);
        Dossier dossier = dossier();
        for (Map.Entry<TeamId, List<PersonId>> entry : asked.entrySet()) {
            Team team = roster().find(entry.getKey()).orElseThrow();
            Document request = TeamDocuments.request(dossier, team, checkpoint);
            for (PersonId person : entry.getValue()) {
                tell(person, request, Lane.DECISION);
            }
        }
        tellThread(CallDocuments.opened(dossier, people(asked)));
        refreshBoard();
    }

    /** Who is written to, by team; teams that the configuration no longer has are left out, and the gate says so. */
    static Map<TeamId, List<PersonId>> asked(Release release, Roster roster) {
        Map<TeamId, List<PersonId>> asked = new LinkedHashMap<>();
        for (TeamId id : release.profile().teams()) {
            roster.find(id).ifPresent(team -> asked.put(id, team.asked()));
        }
        return asked;
    }

    /** How many people that is; somebody who is asked for two teams is one. */
    static int people(Map<TeamId, List<PersonId>> asked) {
        return (int) asked.values().stream().flatMap(List::stream).distinct().count();
    }

    private void setTimers(Checkpoint checkpoint) {
        List<java.time.Duration> leads =
                policy.checkpoint(release.profile().kind()).reminders();
        for (int i = 0; i < leads.size(); i++) {
            Instant due = checkpoint.until().minus(leads.get(i));
            if (due.isAfter(now)) {
                tx.schedule(new Timer(
                        release.key(),
                        Timer.Kind.REMINDER,
                        checkpoint.round(),
                        due,
                        i == leads.size() - 1 ? "last" : ""));
            }
        }
        tx.schedule(new Timer(release.key(), Timer.Kind.DEADLINE, checkpoint.round(), checkpoint.until(), ""));
    }

    /** What this team seals by its answer now (A1). */
    String seal(TeamId team) {
        return Dossier.seal(team, manifest(), tx.rollbackPlan(release.key()));
    }

    List<Change> changes() {
        return tx.changes(release.key());
    }
}
