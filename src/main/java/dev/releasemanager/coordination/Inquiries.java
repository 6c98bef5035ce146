package dev.releasemanager.coordination;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.Lookback;
import dev.releasemanager.gate.Standards;
import dev.releasemanager.manifest.Manifest;
import dev.releasemanager.manifest.ManifestDiff;
import dev.releasemanager.notice.BoardDocument;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.GateDocuments;
import dev.releasemanager.notice.InquiryDocuments;
import dev.releasemanager.notice.InquiryDocuments.Unsettled;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.Person;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollout.Bake;
import dev.releasemanager.rollout.Progress;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StageJudgement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looking, without changing anything. */
public final class Inquiries {
    private static final int LISTED = 20;
    private static final int HISTORY = 40;
    private static final int EDITORS = 10;
    private static final int CONCERNING = 20;
    private static final int UNSETTLED = 50;

    /** What is posted into the thread with its digest. */
    private static final Set<String> POSTED = Set.of(
            "go_called", "no_go_called", "delay_called", "checkpoint_undecided", "go_voided", "release_cancelled");

    private final Acts acts;

    Inquiries(Acts acts) {
        this.acts = acts;
    }

    public Policy policy() {
        return acts.policy();
    }

    public Instant now() {
        return acts.now();
    }

    /** Why this person may not look; guests and strangers may not. */
    public Optional<Refusal> refusalToLook(PersonId person) {
        return Permissions.check(Act.LOOK, person, policy().roster());
    }

    /** The zone of a person's own clock, or the configuration's for those who aren't known. */
    public ZoneId zoneOf(PersonId person) {
        return policy().roster().find(person).map(Person::zone).orElse(policy().zone());
    }

    public Optional<Dossier> dossier(ReleaseKey key) {
        Policy policy = policy();
        return acts.store().read(reading -> reading.find(key).map(release -> dossier(reading, release, policy, now())));
    }

    /** Answers count while their checkpoint is open or its Go stands; those of an earlier one are shown only. */
    static Dossier dossier(Reading reading, Release release, Policy policy, Instant now) {
        return dossier(reading, release, policy, now, manifest(reading, release.key(), policy));
    }

    /** @param manifest of the release, where it is at hand */
    static Dossier dossier(Reading reading, Release release, Policy policy, Instant now, Manifest manifest) {
        ReleaseKey key = release.key();
        Phase phase = release.state().phase();
        boolean counts = phase == Phase.POLLING || phase == Phase.CLEARED;
        boolean scheduled = !counts && release.state().checkpoint().isPresent();
        int earlier = counts || scheduled ? release.rounds() - 1 : release.rounds();
        return Dossier.of(
                release,
                manifest,
                reading.rollbackPlan(key),
                counts ? reading.asked(key, release.rounds()) : Map.of(),
                counts ? reading.confirmations(key, release.rounds()) : List.of(),
                earlier > 0 ? reading.confirmations(key, earlier) : List.of(),
                policy.roster(),
                reading.assurances(key),
                new Standards(policy.criteriaRules().evidenceMaxAge(), policy.sizeBudget(), now, policy.command()),
                reading.rollout(key),
                new Lookback(reading.reviewsAwaitedBy(key), reading.lessonsFor(key), faults(reading, release)));
    }

    /** Whose fault it is for, and whose that one was for: it is one fault, however often a hotfix for it fails. */
    private static Set<ReleaseKey> faults(Reading reading, Release release) {
        Set<ReleaseKey> faults = new LinkedHashSet<>();
        Optional<ReleaseKey> next = release.profile().fixes();
        while (next.isPresent() && faults.add(next.get())) {
            next = reading.find(next.get()).flatMap(of -> of.profile().fixes());
        }
        return faults;
    }

    /** What was seen in the stage that was watched last; empty if none was. */
    public Optional<SeenStage> seen(ReleaseKey key) {
        Instant now = acts.now();
        Policy policy = acts.policy();
        return acts.store().read(reading -> reading.find(key).flatMap(release -> {
            Dossier dossier = dossier(reading, release, policy, now);
            return dossier.rollout().newest().flatMap(run -> run.bake()
                    .map(bake -> new SeenStage(
                            release,
                            run.stage(),
                            bake,
                            Judging.of(reading, dossier, policy.sourcing(), run).judgement(now))));
        }));
    }

    /** A stage that is or was watched, with how each criterion stands. */
    public record SeenStage(Release release, Stage stage, Bake bake, StageJudgement judgement) {}

    static Manifest manifest(Reading reading, ReleaseKey key, Policy policy) {
        return Manifest.of(reading.changes(key), policy.changeKinds(), policy.landscape(), reading.details(key));
    }

    public Document board(Dossier dossier) {
        Instant now = now();
        return acts.store()
                .read(reading -> BoardDocument.of(
                        dossier,
                        policy().command(),
                        now,
                        reading.rollback(dossier.release().key()),
                        seen(reading, dossier, now)));
    }

    /** What was seen so far in the stage that is watched; empty if none is. */
    private Optional<StageJudgement> seen(Reading reading, Dossier dossier, Instant now) {
        return dossier.currentStage()
                .map(Progress::run)
                .filter(run -> run.bake().isPresent()
                        && run.end().isEmpty()
                        && dossier.release().state().bakeEnds(now).changed().isPresent())
                .map(run ->
                        Judging.of(reading, dossier, policy().sourcing(), run).judgement(now));
    }

    /** A release's board as it is now; empty if there is no such release. */
    public Optional<Document> board(ReleaseKey key) {
        return dossier(key).map(this::board);
    }

    public Optional<Document> show(ReleaseKey key) {
        return dossier(key).map(dossier -> InquiryDocuments.show(dossier, policy().command()));
    }

    public Optional<Document> status(ReleaseKey key) {
        Instant now = now();
        return dossier(key)
                .map(dossier -> InquiryDocuments.status(
                        dossier, now, acts.store().read(reading -> seen(reading, dossier, now))));
    }

    public Optional<Document> check(ReleaseKey key) {
        return dossier(key).map(GateDocuments::findings);
    }

    /** @param all closed ones too, newest first */
    public Document list(boolean all) {
        List<Release> releases = acts.store().read(reading -> all ? reading.newest(LISTED) : reading.open(LISTED));
        return InquiryDocuments.list(releases, policy().command(), all);
    }

    public Optional<Document> history(ReleaseKey key) {
        return acts.store().read(reading -> reading.find(key).map(release -> {
            List<RecordEntry> entries = reading.record(key, HISTORY + 1);
            boolean more = entries.size() > HISTORY;
            return InquiryDocuments.history(release, more ? entries.subList(1, entries.size()) : entries, more);
        }));
    }

    /**
     * What changed between two revisions.
     *
     * @param from empty for the one before {@code to}
     * @param to empty for the newest
     * @return empty if there is no such release
     */
    public Optional<Document> diff(ReleaseKey key, Optional<Integer> from, Optional<Integer> to) {
        Policy policy = policy();
        return acts.store().read(reading -> reading.find(key).map(release -> {
            int last = to.orElse(release.revision());
            int first = from.orElse(Math.max(1, last - 1));
            Optional<Revision> before = reading.revision(key, first);
            Optional<Revision> after = reading.revision(key, last);
            if (before.isEmpty() || after.isEmpty()) {
                return dev.releasemanager.notice.Refusals.document(Refusal.of(
                        "Nothing was compared",
                        "There is no revision " + (before.isEmpty() ? first : last) + " of " + key + "; it has "
                                + release.revision() + ".",
                        "Name two of them: " + policy.command() + " diff " + key + " 1 " + release.revision() + "."));
            }
            List<Words> editors = new ArrayList<>();
            for (int number = Math.max(first + 1, last - EDITORS + 1); number <= last; number++) {
                reading.revision(key, number)
                        .ifPresent(revision -> editors.add(Words.of("Revision " + revision.number() + " by ")
                                .mention(revision.by())
                                .plain(", ")
                                .moment(revision.at(), release.profile().zone())));
            }
            return InquiryDocuments.diff(
                    release,
                    first,
                    last,
                    ManifestDiff.between(before.get().content(), after.get().content()),
                    editors,
                    policy.roster());
        }));
    }

    /**
     * Checks the chain of a release's record.
     *
     * @param posted digests that were read in the thread, or given by a person; each has to be one of the record's
     */
    public Optional<Verification> verify(ReleaseKey key, List<String> posted) {
        return acts.store().read(reading -> reading.find(key).map(release -> {
            List<RecordEntry> entries = reading.record(key);
            List<String> faults = new ArrayList<>(RecordEntry.faults(entries));
            Set<String> known = new LinkedHashSet<>();
            entries.forEach(entry -> known.add(entry.digest()));
            posted.stream()
                    .filter(digest -> !known.contains(digest))
                    .forEach(digest -> faults.add("The thread has a digest that isn't in the record: " + digest + "."));
            List<RecordEntry> calls = entries.stream()
                    .filter(entry -> POSTED.contains(entry.what()))
                    .toList();
            Optional<String> compared = posted.isEmpty()
                    ? Optional.empty()
                    : Optional.of(posted.size() + (posted.size() == 1 ? " posted digest was" : " posted digests were")
                            + " compared with the record.");
            return new Verification(
                    faults.isEmpty(), InquiryDocuments.verified(release, entries.size(), calls, faults, compared));
        }));
    }

    /** What a check of the record came to. */
    public record Verification(boolean whole, Document said) {}

    /** A person's Home; for guests and strangers, why there is nothing for them. */
    public Document home(PersonId person) {
        return refusalToLook(person)
                .map(dev.releasemanager.notice.Refusals::document)
                .orElseGet(() -> waiting(person));
    }

    /** What waits for a person. */
    public Document waiting(PersonId person) {
        Policy policy = policy();
        List<TeamId> teams =
                policy.roster().teamsOf(person).stream().map(Team::id).toList();
        return acts.store().read(reading -> {
            List<Dossier> concerning = reading.concerning(person, teams, CONCERNING).stream()
                    .map(release -> dossier(reading, release, policy, now()))
                    .toList();
            List<Unsettled> unsettled = reading.unsettled(person, UNSETTLED).stream()
                    .map(release -> new Unsettled(
                            dossier(reading, release, policy, now()),
                            reading.review(release.key()),
                            reading.ticket(release.key())))
                    .toList();
            return InquiryDocuments.waiting(person, concerning, unsettled, policy.command(), now(), zoneOf(person));
        });
    }

    /** The open releases of a channel; where there is just one, its key can be left out. */
    public List<Release> openIn(ChannelId channel) {
        return acts.store().read(reading -> reading.openIn(channel));
    }

    /** What opening a checkpoint would do, before it is done. */
    public Preview previewOpen(PersonId by, ReleaseKey key, Instant from, Instant until) {
        Policy policy = policy();
        Optional<Release> found = acts.store().read(reading -> reading.find(key));
        if (found.isEmpty()) {
            return new Preview(
                    Optional.of(dev.releasemanager.notice.Refusals.noSuchRelease(key, policy.command())), 0, List.of());
        }
        Release release = found.get();
        Optional<Refusal> refusal = Polls.openRefusal(by, release, policy, from, until, now());
        if (refusal.isEmpty()) {
            refusal = release.state()
                    .open(Polls.checkpoint(release, from, until, now()), now())
                    .fold(next -> Optional.<Refusal>empty(), why -> Optional.empty(), Optional::of);
        }
        long people = Scene.people(Scene.asked(release, policy.roster()));
        List<String> unreachable = release.profile().teams().stream()
                .filter(team ->
                        policy.roster().find(team).map(t -> t.asked().isEmpty()).orElse(true))
                .map(policy.roster()::nameOf)
                .toList();
        return new Preview(refusal, people, unreachable);
    }

    /**
     * @param refusal why it can't be opened like this, if it can't
     * @param people how many are written to
     * @param unreachable teams of which nobody can be asked, by name
     */
    public record Preview(Optional<Refusal> refusal, long people, List<String> unreachable) {}
}
