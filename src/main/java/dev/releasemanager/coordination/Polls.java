package dev.releasemanager.coordination;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.notice.OwnerDocuments;
import dev.releasemanager.notice.TeamDocuments;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Checkpoint;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.Confirmation.Withdrawal;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.TeamId;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asking the teams and taking their answers. */
public final class Polls {
    private static final Logger log = LoggerFactory.getLogger(Polls.class);

    public static final String CHECKLIST = "checklist";
    public static final String REASON = "reason";
    public static final String ESTIMATE = "estimate";
    private static final int OPEN_AT_MOST = 10_000;
    private static final int REASON_LIMIT = 1_000;
    private static final int ESTIMATE_LIMIT = 150;

    private final Acts acts;

    Polls(Acts acts) {
        this.acts = acts;
    }

    /**
     * Opens a checkpoint, now or later.
     *
     * @param from when the teams are asked; a moment that has come opens it at once
     * @param until when it is decided at the latest
     */
    public Outcome open(Intent intent, ReleaseKey key, Instant from, Instant until) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = openRefusal(intent.by(), release, scene.policy(), from, until, scene.now());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Checkpoint next = checkpoint(release, from, until, scene.now());
            return release.state()
                    .open(next, scene.now())
                    .fold(
                            state -> opened(intent, scene, next, state),
                            why -> Outcome.unchanged(release, why),
                            Outcome::refused);
        });
    }

    private static Outcome opened(Intent intent, Scene scene, Checkpoint next, ReleaseState state) {
        if (!Acts.claimForm(scene.tx(), intent)) {
            return Outcome.repeated();
        }
        Map<String, String> details = Map.of(
                "round", Integer.toString(next.round()),
                "from", next.opensAt().toString(),
                "until", next.until().toString());
        String key = scene.release().key().value();
        if (state.isPolling()) {
            scene.openCheckpoint(state);
            scene.record(Optional.of(intent.by()), "checkpoint_opened", details);
            Document said = Document.of(Words.strongly("Checkpoint " + next.round() + " of " + key + " is open")
                    .plain(" until ")
                    .moment(next.until(), scene.release().profile().zone())
                    .plain("; the teams are asked."));
            scene.reply(intent, said);
            return Outcome.done(scene.release(), said);
        }
        schedule(scene, next, state);
        scene.record(Optional.of(intent.by()), "checkpoint_scheduled", details);
        Document said = Document.of(Words.strongly("Checkpoint " + next.round() + " of " + key + " is scheduled")
                .plain(": the teams are asked from ")
                .moment(next.opensAt(), scene.release().profile().zone())
                .plain(", and it is decided by ")
                .moment(next.until(), scene.release().profile().zone())
                .plain("."));
        scene.reply(intent, said);
        return Outcome.done(scene.release(), said);
    }

    static void schedule(Scene scene, Checkpoint next, ReleaseState state) {
        scene.save(scene.release().with(state));
        scene.tx()
                .schedule(new Timer(
                        scene.release().key(), Timer.Kind.CHECKPOINT_OPENS, next.round(), next.opensAt(), ""));
        scene.refreshBoard();
    }

    static Checkpoint checkpoint(Release release, Instant from, Instant until, Instant now) {
        return new Checkpoint(release.rounds() + 1, from.isBefore(now) ? now : from, until);
    }

    /** Why no checkpoint can be opened like this; also asked before the person is shown what opening would do. */
    static Optional<Refusal> openRefusal(
            PersonId by, Release release, Policy policy, Instant from, Instant until, Instant now) {
        Optional<Refusal> refusal = Permissions.check(Act.OPEN, by, release, policy.roster());
        return refusal.isPresent() ? refusal : timesRefusal(release, policy, from, until, now);
    }

    static Optional<Refusal> timesRefusal(Release release, Policy policy, Instant from, Instant until, Instant now) {
        String what = "No checkpoint was set";
        if (!until.isAfter(now)) {
            return Optional.of(Refusal.of(what, "Its end has passed already.", "Name a moment to come."));
        }
        Instant starts = from.isBefore(now) ? now : from;
        var minimum = policy.checkpoint(release.profile().kind()).minimum();
        if (!starts.isBefore(until)) {
            return Optional.of(Refusal.of(what, "It would end before it begins.", "Name an end after the beginning."));
        }
        if (starts.plus(minimum).isAfter(until)) {
            return Optional.of(Refusal.of(
                    what,
                    "The teams would have less than " + Lengths.words(minimum) + " to answer, the least that the"
                            + " configuration allows for a "
                            + release.profile().kind().word() + " release.",
                    "Name a later end, or an earlier beginning."));
        }
        return Optional.empty();
    }

    /**
     * Somebody says that the team is ready.
     *
     * @param round the checkpoint that they were asked at
     * @param seal what they were shown (A1)
     * @param ticked how many items of the checklist they ticked
     */
    public Outcome ready(Intent intent, ReleaseKey key, TeamId team, int round, String seal, int ticked) {
        return acts.on(
                key,
                intent,
                scene -> answer(intent, scene, team, round, seal, true, found -> {
                    if (ticked < found.checklist().size()) {
                        return Outcome.refused(
                                Map.of(
                                        CHECKLIST,
                                        ticked + " of " + found.checklist().size()
                                                + " are ticked. Ready wants every item; if one isn't true yet, answer Not ready."));
                    }
                    return add(
                            intent,
                            scene,
                            found,
                            Confirmation.ready(
                                    round,
                                    team,
                                    intent.by(),
                                    scene.release().revision(),
                                    scene.seal(team),
                                    scene.now()));
                }));
    }

    /**
     * Somebody who had confirmed has seen what changed, and the team is still ready: the checklist that they ticked stands.
     *
     * @param seal what they were shown
     */
    public Outcome stillReady(Intent intent, ReleaseKey key, TeamId team, int round, String seal) {
        return acts.on(
                key,
                intent,
                scene -> answer(intent, scene, team, round, seal, true, found -> {
                    boolean confirmedBefore = newest(scene.tx().confirmations(key, round), team, intent.by())
                            .filter(given -> given.ready() && given.withdrawn().isEmpty())
                            .isPresent();
                    if (!confirmedBefore) {
                        return Outcome.refused(Refusal.of(
                                "Your answer was not counted",
                                "You haven't confirmed at this checkpoint before, or have said otherwise since, so there"
                                        + " is nothing to stand by.",
                                "Answer Ready, with the checklist: “Answer for my team” on the board leads there."));
                    }
                    return add(
                            intent,
                            scene,
                            found,
                            Confirmation.ready(
                                    round,
                                    team,
                                    intent.by(),
                                    scene.release().revision(),
                                    scene.seal(team),
                                    scene.now()));
                }));
    }

    /** Somebody says that the team isn't ready, why, and when it expects to be. */
    public Outcome notReady(
            Intent intent, ReleaseKey key, TeamId team, int round, String seal, String reason, String estimate) {
        return acts.on(
                key,
                intent,
                scene -> answer(intent, scene, team, round, seal, false, found -> {
                    Map<String, String> faults = new LinkedHashMap<>();
                    Texts.required(
                            faults,
                            REASON,
                            reason,
                            REASON_LIMIT,
                            "Say why; the owner has to decide what to do about it.");
                    Texts.required(
                            faults,
                            ESTIMATE,
                            estimate,
                            ESTIMATE_LIMIT,
                            "Say when you expect to be ready; “unknown” is an answer.");
                    if (!faults.isEmpty()) {
                        return Outcome.refused(faults);
                    }
                    return add(
                            intent,
                            scene,
                            found,
                            Confirmation.notReady(
                                    round,
                                    team,
                                    intent.by(),
                                    reason.strip(),
                                    estimate.strip(),
                                    scene.release().revision(),
                                    scene.seal(team),
                                    scene.now()));
                }));
    }

    /**
     * The configuration says something else than before: confirmations of what is no longer asked expire, and whoever gave
     * them is asked again (A1).
     */
    public void configurationChanged() {
        for (Release release : acts.store().read(reading -> reading.open(OPEN_AT_MOST))) {
            if (!release.state().isPolling()) {
                continue;
            }
            try {
                ReleaseKey compared = acts.store().write(tx -> {
                    tx.lock(release.key())
                            .map(locked -> new Scene(tx, acts.policy(), acts.now(), locked))
                            .ifPresent(Scene::expireByConfiguration);
                    return release.key();
                });
                log.atDebug()
                        .setMessage("Confirmations compared with what is asked now")
                        .addKeyValue("release", compared)
                        .log();
            } catch (StoreUnavailable e) {
                // The gate compares for itself; all that is lost is that nobody is asked again at once.
                log.atWarn()
                        .setMessage("Confirmations were not compared with what is asked now")
                        .addKeyValue("release", release.key())
                        .setCause(e)
                        .log();
            }
        }
    }

    private static Outcome answer(
            Intent intent,
            Scene scene,
            TeamId id,
            int round,
            String seal,
            boolean ready,
            java.util.function.Function<Team, Outcome> answer) {
        Release release = scene.release();
        Optional<Refusal> refusal =
                Permissions.check(Act.ANSWER, intent.by(), release, Optional.of(id), scene.roster());
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        Team team = scene.roster().find(id).orElseThrow();
        Optional<Refusal> stale = staleRound(release, round);
        if (stale.isPresent()) {
            return Outcome.refused(stale.get());
        }
        if (!seal.equals(scene.seal(id))) {
            return Outcome.refused(Refusal.of(
                            "Your answer was not counted",
                            "What you were asked to confirm for " + release.key()
                                    + " has changed since you were shown it; it is revision "
                                    + release.revision() + " now.",
                            "Look at what it is now with “Answer for my team” on the board, then answer again.")
                    .by("A1"));
        }
        List<Confirmation> answers = scene.tx().confirmations(release.key(), round);
        Optional<TeamId> other = answers.stream()
                .filter(given ->
                        given.person().equals(intent.by()) && given.withdrawn().isEmpty())
                .map(Confirmation::team)
                .filter(given -> !given.equals(id) && release.hasTeam(given))
                .findFirst();
        if (other.isPresent()) {
            return Outcome.refused(Refusal.of(
                            "Your answer was not counted",
                            "You have answered for " + scene.roster().nameOf(other.get())
                                    + ", and a person counts for one team of a release.",
                            "Let somebody else of " + team.name() + " answer, or withdraw your answer for "
                                    + scene.roster().nameOf(other.get()) + " first.")
                    .by("Q3"));
        }
        Optional<Confirmation> own = newest(answers, id, intent.by());
        boolean confirmed = ready
                && own.filter(given ->
                                given.ready() && given.stands() && given.seal().equals(seal))
                        .isPresent();
        return release.state()
                .answer(ready, scene.now())
                .fold(
                        next -> confirmed
                                ? Outcome.unchanged(release, "you have confirmed for " + team.name() + " already.")
                                : answer.apply(team),
                        why -> Outcome.unchanged(release, why),
                        Outcome::refused);
    }

    private static Optional<Refusal> staleRound(Release release, int round) {
        int current = release.state().checkpoint().map(Checkpoint::round).orElse(release.rounds());
        if (round == current) {
            return Optional.empty();
        }
        return Optional.of(Refusal.of(
                "Nothing was counted",
                "That was asked at checkpoint " + round + ", which is over"
                        + (release.state().isPolling() ? "; checkpoint " + current + " is open." : "."),
                release.state().isPolling()
                        ? "Answer the newer request, or with “Answer for my team” on the board."
                        : "You are asked again when the owner opens a new one."));
    }

    private static Optional<Confirmation> newest(List<Confirmation> answers, TeamId team, PersonId person) {
        return answers.stream()
                .filter(given -> given.team().equals(team) && given.person().equals(person))
                .max(Comparator.comparing(Confirmation::at));
    }

    private static Outcome add(Intent intent, Scene scene, Team team, Confirmation given) {
        if (!Acts.claimForm(scene.tx(), intent)) {
            return Outcome.repeated();
        }
        Release before = scene.release();
        Dossier gateBefore = scene.dossier();
        ReleaseState next = before.state()
                .answer(given.ready(), scene.now())
                .fold(s -> s, why -> before.state(), no -> before.state());
        Confirmation answer =
                after(given, newest(scene.tx().confirmations(before.key(), given.round()), team.id(), given.person()));
        scene.tx().add(before.key(), answer);
        Map<String, String> details = new LinkedHashMap<>();
        details.put("team", team.id().value());
        details.put("round", Integer.toString(answer.round()));
        details.put("seal", answer.seal());
        answer.reason().ifPresent(reason -> details.put("reason", reason));
        answer.estimate().ifPresent(estimate -> details.put("estimate", estimate));
        boolean voids = before.state().phase() == Phase.CLEARED;
        if (voids) {
            scene.save(before.with(next));
        }
        scene.record(Optional.of(intent.by()), answer.ready() ? "answered_ready" : "answered_not_ready", details);
        Dossier dossier = scene.dossier();
        if (voids) {
            scene.voidGo(intent.by(), "answered_not_ready", "said that " + team.name() + " is not ready");
        }
        if (!answer.ready()) {
            scene.tellDeciders(OwnerDocuments.notReady(dossier, team, answer));
        } else if (dossier.isOpen() && !gateBefore.isOpen()) {
            scene.tellDeciders(OwnerDocuments.gateOpen(dossier));
        }
        scene.refreshBoard();
        Document said = TeamDocuments.answered(dossier, team, checkpointOf(before), answer);
        scene.reply(intent, said);
        return Outcome.done(scene.release(), said);
    }

    /** Two answers of one person within a millisecond still have an order. */
    private static Confirmation after(Confirmation given, Optional<Confirmation> last) {
        if (last.isEmpty() || given.at().isAfter(last.get().at())) {
            return given;
        }
        Instant later = last.get().at().plusMillis(1);
        return new Confirmation(
                given.round(),
                given.team(),
                given.person(),
                given.ready(),
                given.reason(),
                given.estimate(),
                given.revision(),
                given.seal(),
                later,
                given.withdrawn(),
                given.expiredAt());
    }

    private static Checkpoint checkpointOf(Release release) {
        return release.state().checkpoint().orElseThrow();
    }

    /**
     * Takes an answer back.
     *
     * @param whose the person whose answer it is; somebody else's wants to be the team's lead, and a reason
     */
    public Outcome withdraw(Intent intent, ReleaseKey key, TeamId id, int round, PersonId whose, String reason) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            boolean own = whose.equals(intent.by());
            Optional<Refusal> refusal = Permissions.check(
                    own ? Act.ANSWER : Act.WITHDRAW_ANOTHERS, intent.by(), release, Optional.of(id), scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            if (!own && reason.isBlank()) {
                return Outcome.refused(Map.of(REASON, "Say why you take somebody else's answer back; they are told."));
            }
            Optional<Refusal> stale = staleRound(release, round);
            if (stale.isPresent()) {
                return Outcome.refused(stale.get());
            }
            Optional<Confirmation> answer = newest(scene.tx().confirmations(key, round), id, whose)
                    .filter(given -> given.withdrawn().isEmpty());
            if (answer.isEmpty()) {
                return Outcome.unchanged(release, "there is no answer to take back.");
            }
            boolean counted = answer.get().ready() && answer.get().stands();
            return release.state()
                    .withdraw(counted, scene.now())
                    .fold(
                            next -> takeBack(intent, scene, id, answer.get(), reason.strip(), next),
                            why -> Outcome.unchanged(release, why),
                            Outcome::refused);
        });
    }

    private static Outcome takeBack(
            Intent intent, Scene scene, TeamId id, Confirmation answer, String reason, ReleaseState next) {
        Release before = scene.release();
        Roster roster = scene.roster();
        Team team = roster.find(id).orElseThrow();
        boolean voids = before.state().phase() == Phase.CLEARED && next.phase() != Phase.CLEARED;
        Checkpoint checkpoint = checkpointOf(before);
        Dossier gateBefore = scene.dossier();
        scene.tx()
                .update(
                        before.key(),
                        answer.withdrawn(new Withdrawal(
                                intent.by(), scene.now(), reason.isBlank() ? Optional.empty() : Optional.of(reason))));
        if (voids) {
            scene.save(before.with(next));
        }
        scene.record(
                Optional.of(intent.by()),
                "answer_withdrawn",
                Map.of(
                        "team", id.value(),
                        "whose", answer.person().value(),
                        "round", Integer.toString(answer.round()),
                        "reason", reason));
        if (voids) {
            scene.voidGo(intent.by(), "answer_withdrawn", "withdrew a confirmation of " + team.name());
        }
        Dossier dossier = scene.dossier();
        if (scene.release().state().isPolling() && dossier.isOpen() && !gateBefore.isOpen()) {
            scene.tellDeciders(OwnerDocuments.gateOpen(dossier));
        }
        boolean own = answer.person().equals(intent.by());
        if (!own) {
            scene.tell(
                    answer.person(),
                    TeamDocuments.takenBack(scene.release(), team, intent.by(), reason),
                    Lane.DECISION);
        }
        scene.refreshBoard();
        Document said = own
                ? TeamDocuments.withdrawn(dossier, team, checkpoint)
                : Document.of(Words.of("You took back the answer of ")
                        .mention(answer.person())
                        .plain(" for " + team.name() + "; they are told why."));
        scene.reply(intent, said);
        return Outcome.done(scene.release(), said);
    }
}
