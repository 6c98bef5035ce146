package dev.releasemanager.coordination;

import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.gate.Assurances;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.Hold;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.HoldDocuments;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.release.ReleaseState.Phase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Holding a release: the gate stays shut while a hold stands, and nobody has to confirm again afterwards. */
public final class Holds {
    public static final String REASON = "reason";
    private static final int HOLDS_LIMIT = 20;

    private final Acts acts;

    Holds(Acts acts) {
        this.acts = acts;
    }

    /** Anyone of a taking-part team holds it, with the reason. A Go that was called is void after it. */
    public Outcome hold(Intent intent, ReleaseKey key, String reason) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.HOLD, intent.by(), release, scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Map<String, String> faults = new LinkedHashMap<>();
            Texts.required(
                    faults, REASON, reason, Hold.REASON_LIMIT, "Say why it has to wait; the owner reads it at once.");
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            Assurances said = scene.tx().assurances(key);
            boolean again = said.holds().stream()
                    .anyMatch(hold ->
                            hold.by().equals(intent.by()) && hold.reason().equals(reason.strip()));
            if (again) {
                return Outcome.unchanged(release, "you hold it already, for this reason.");
            }
            if (said.holds().size() >= HOLDS_LIMIT) {
                return Outcome.unchanged(release, HOLDS_LIMIT + " holds stand already; it waits as it is.");
            }
            return release.state()
                    .hold(scene.now())
                    .fold(
                            next -> held(intent, scene, said, reason.strip(), next),
                            why -> Outcome.unchanged(release, why),
                            Outcome::refused);
        });
    }

    private static Outcome held(Intent intent, Scene scene, Assurances said, String reason, ReleaseState next) {
        if (!Acts.claimForm(scene.tx(), intent)) {
            return Outcome.repeated();
        }
        Release before = scene.release();
        boolean voids = before.state().phase() == Phase.CLEARED;
        Hold hold = new Hold(scene.tx().nextChange(before.key()).value(), intent.by(), scene.now(), reason);
        scene.tx().put(before.key(), said.with(hold));
        if (voids) {
            scene.save(before.with(next));
        }
        scene.record(
                Optional.of(intent.by()), "held", Map.of("hold", Integer.toString(hold.number()), "reason", reason));
        if (voids) {
            scene.voidGo(intent.by(), "held", "held the release");
        }
        scene.tellThread(HoldDocuments.held(scene.release(), hold));
        scene.tellDeciders(HoldDocuments.heldToOwner(scene.release(), hold));
        scene.refreshBoard();
        Document words = Document.of(Words.strongly("Held: ")
                .plain(before.key() + " doesn't go while your hold stands. Confirmations stay. You or the owner lift it"
                        + " with ")
                .code(scene.policy().command() + " hold " + before.key() + " lift")
                .plain("."));
        scene.reply(intent, words);
        return Outcome.done(scene.release(), words);
    }

    /**
     * Lifts a hold: who set it, or the owner.
     *
     * @param number which one; empty where there is only one that this person can lift
     */
    public Outcome lift(Intent intent, ReleaseKey key, Optional<Integer> number) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Assurances said = scene.tx().assurances(key);
            Optional<Hold> found = number.isPresent()
                    ? said.findHold(number.get())
                    : said.holds().stream()
                            .filter(hold -> hold.by().equals(intent.by())
                                    || release.owner().equals(intent.by()))
                            .findFirst()
                            .or(() -> said.holds().stream().findFirst());
            if (found.isEmpty()) {
                return Outcome.unchanged(
                        release, number.isPresent() ? "that hold is lifted already." : "nobody holds it.");
            }
            Hold hold = found.get();
            Optional<Refusal> refusal = hold.by().equals(intent.by())
                    ? Permissions.check(Act.LOOK, intent.by(), release, scene.roster())
                    : Permissions.check(Act.LIFT_ANOTHERS_HOLD, intent.by(), release, scene.roster())
                            .map(no -> no.askOf(java.util.List.of(hold.by(), release.owner())));
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Dossier before = scene.dossier();
            scene.tx().put(key, said.without(hold));
            scene.record(
                    Optional.of(intent.by()),
                    "hold_lifted",
                    Map.of("hold", Integer.toString(hold.number()), "reason", hold.reason()));
            scene.tellThread(HoldDocuments.lifted(release, hold, intent.by()));
            if (!hold.by().equals(intent.by())) {
                scene.tell(hold.by(), HoldDocuments.lifted(release, hold, intent.by()), Lane.DECISION);
            }
            scene.tellIfOpened(before);
            scene.refreshBoard();
            int left = said.holds().size() - 1;
            Document words = Document.of(Words.strongly("Lifted. ")
                    .plain(
                            left == 0
                                    ? "Nobody holds " + key + " any more; every confirmation is as it was."
                                    : left + (left == 1 ? " hold stands" : " holds stand") + " on " + key + " still."));
            scene.reply(intent, words);
            return Outcome.done(scene.release(), words);
        });
    }
}
