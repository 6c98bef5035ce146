package dev.releasemanager.coordination;

import dev.releasemanager.coordination.Policy.Audience;
import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.Verdict;
import dev.releasemanager.notice.CallDocuments;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.GateDocuments;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Call;
import dev.releasemanager.release.Checkpoint;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The owner's decisions. */
public final class Calls {
    public static final String REASON = "reason";
    public static final String UNTIL = "until";
    private static final int REASON_LIMIT = 1_000;

    private final Acts acts;

    Calls(Acts acts) {
        this.acts = acts;
    }

    /**
     * Calls Go, if the gate is open: it is computed here, in the transaction of the call.
     *
     * @param round the checkpoint that the caller was shown
     * @param revision the manifest that the caller was shown; a newer one has to be looked at first
     */
    public Outcome go(Intent intent, ReleaseKey key, int round, int revision) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.GO, intent.by(), release, scene.roster())
                    .or(() -> stale(release, round, revision));
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Call call = new Call(intent.by(), scene.now(), release.revision(), release.digest(), "");
            return release.state()
                    .go(call)
                    .fold(
                            next -> cleared(intent, scene, call, next),
                            why -> Outcome.unchanged(release, why),
                            Outcome::refused);
        });
    }

    private static Outcome cleared(Intent intent, Scene scene, Call call, ReleaseState next) {
        Verdict verdict = scene.dossier().verdict();
        if (!verdict.isOpen()) {
            return Outcome.refused(GateDocuments.shut(scene.release(), verdict));
        }
        scene.save(scene.release().with(next));
        String recorded = scene.record(Optional.of(intent.by()), "go_called", Map.of("digest", call.digest()));
        announce(scene, call, recorded);
        Document said = Document.of(Words.strongly("Go is called")
                .plain(" for " + scene.release().key() + ", revision " + call.revision()
                        + ". Any edit from now on voids it."));
        scene.reply(intent, said);
        return Outcome.done(scene.release(), said);
    }

    /** Calls No-Go, with its reason. */
    public Outcome noGo(Intent intent, ReleaseKey key, int round, String reason) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.NO_GO, intent.by(), release, scene.roster())
                    .or(() -> staleRound(release, round));
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Map<String, String> faults = new LinkedHashMap<>();
            Texts.required(faults, REASON, reason, REASON_LIMIT, "A No-Go carries its reason: what has to change?");
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            Call call = new Call(intent.by(), scene.now(), release.revision(), release.digest(), reason.strip());
            return release.state()
                    .noGo(call)
                    .fold(
                            next -> {
                                scene.save(release.with(next));
                                return decided(intent, scene, call, "no_go_called", "No-Go is called", Map.of());
                            },
                            why -> Outcome.unchanged(release, why),
                            Outcome::refused);
        });
    }

    /** Delays to a new checkpoint, which asks everybody again. */
    public Outcome delay(Intent intent, ReleaseKey key, int round, Instant from, Instant until, String reason) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.DELAY, intent.by(), release, scene.roster())
                    .or(() -> staleRound(release, round));
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Optional<Refusal> times = Polls.timesRefusal(release, scene.policy(), from, until, scene.now());
            if (times.isPresent()) {
                return Outcome.refused(
                        Map.of(UNTIL, times.get().why() + " " + times.get().next()));
            }
            Map<String, String> faults = new LinkedHashMap<>();
            Texts.limited(faults, REASON, reason, REASON_LIMIT);
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            Checkpoint next = Polls.checkpoint(release, from, until, scene.now());
            Call call = new Call(
                    intent.by(),
                    scene.now(),
                    release.revision(),
                    release.digest(),
                    reason.isBlank() ? "The owner has set a new time." : reason.strip());
            return release.state()
                    .delay(call, next)
                    .fold(
                            state -> {
                                Polls.schedule(scene, next, state);
                                return decided(
                                        intent,
                                        scene,
                                        call,
                                        "delay_called",
                                        "It is delayed",
                                        Map.of(
                                                "from",
                                                next.opensAt().toString(),
                                                "until",
                                                next.until().toString()));
                            },
                            why -> Outcome.unchanged(release, why),
                            Outcome::refused);
        });
    }

    private static Outcome decided(
            Intent intent, Scene scene, Call call, String event, String said, Map<String, String> more) {
        Map<String, String> details = new LinkedHashMap<>(more);
        details.put("reason", call.reason());
        String recorded = scene.record(Optional.of(intent.by()), event, details);
        announce(scene, call, recorded);
        Document document = Document.of(Words.strongly(said)
                .plain(": " + scene.release().key() + ". "
                        + scene.release().state().next()));
        scene.reply(intent, document);
        return Outcome.done(scene.release(), document);
    }

    /** The thread, and each audience what it needs to know. */
    private static void announce(Scene scene, Call call, String recorded) {
        Dossier dossier = scene.dossier();
        scene.tellThread(CallDocuments.thread(dossier, call, recorded));
        scene.tellAudience(Audience.PRODUCT, CallDocuments.product(dossier, call));
        scene.tellAudience(Audience.SUPPORT, CallDocuments.support(dossier, call));
        scene.tellAudience(Audience.LEADERSHIP, CallDocuments.leadership(dossier, call));
        scene.refreshBoard();
    }

    private static Optional<Refusal> stale(Release release, int round, int revision) {
        return staleRound(release, round)
                .or(() -> revision == release.revision()
                        ? Optional.empty()
                        : Optional.of(Refusal.of(
                                        "The Go was not called",
                                        "The release was edited since you were shown it: you saw revision " + revision
                                                + ", it is revision " + release.revision() + " now.",
                                        "Look at what changed, then call it again.")
                                .by("A1")));
    }

    private static Optional<Refusal> staleRound(Release release, int round) {
        int current = release.state().checkpoint().map(Checkpoint::round).orElse(release.rounds());
        return round == current
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        "Nothing was called",
                        "You were shown checkpoint " + round + ", and it is checkpoint " + current + " now.",
                        "Look at the board, then decide."));
    }
}
