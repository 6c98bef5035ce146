package dev.releasemanager.coordination;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Evidence;
import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.criteria.Judgement;
import dev.releasemanager.criteria.Quantity;
import dev.releasemanager.gate.CriterionStanding;
import dev.releasemanager.gate.CriterionStanding.State;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.StatedEvidence;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.notice.CriteriaDocuments;
import dev.releasemanager.notice.Document;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.rollout.Bake;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What named people state that they saw for a criterion, before the call or while a stage is watched (M3, H5). No edit of the manifest:
 * no confirmation expires by it. All of it is kept, and the newest counts.
 */
public final class Statements {
    private final Acts acts;

    Statements(Acts acts) {
        this.acts = acts;
    }

    /** States what was seen for one criterion. After a Go, what doesn't meet the criterion voids it. */
    public Outcome state(Intent intent, ReleaseKey key, EvidenceForm form) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.STATE_EVIDENCE, intent.by(), release, scene.roster())
                    .or(() -> closed(release));
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Optional<PlannedCriterion> found = scene.tx().details(key).findCriterion(form.shown());
            if (found.isEmpty()) {
                return Outcome.refused(Map.of(
                        EvidenceForm.CRITERION,
                        form.shown().isBlank()
                                ? "Choose the criterion that was looked at."
                                : "Somebody has removed this criterion meanwhile; nothing was stated."));
            }
            PlannedCriterion planned = found.get();
            if (!planned.mark().equals(form.shown())) {
                return Outcome.refused(Map.of(
                        EvidenceForm.CRITERION,
                        "Somebody has changed the criterion meanwhile. Now it reads: " + planned.text()
                                + ". Open the form again to state what was seen for that."));
            }
            Optional<Criterion> criterion = Criteria.parse(planned.text());
            if (criterion.isEmpty() || !scene.dossier().lookedFor().contains(planned)) {
                return Outcome.refused(Map.of(
                        EvidenceForm.CRITERION,
                        criterion.isEmpty()
                                ? "This criterion can't be found true or false; word it anew with "
                                        + scene.policy().command() + " criteria " + key + "."
                                : planned.judgedAt() == JudgedAt.STAGE
                                        ? "This criterion is judged in a stage; state what is seen while that is watched."
                                        : "This criterion was judged before the call; now a stage's criteria are."));
            }
            Map<String, String> faults = faults(form, scene);
            Optional<Bake> bake = planned.judgedAt() == JudgedAt.STAGE
                    ? scene.dossier().currentStage().flatMap(stage -> stage.run()
                            .bake())
                    : Optional.empty();
            form.at()
                    .filter(at -> bake.isPresent() && !bake.get().covers(at))
                    .ifPresent(at -> faults.put(
                            EvidenceForm.AT,
                            "Only what is seen while the stage is watched counts; say when in that time it was."));
            Evidence evidence = evidence(form, intent, scene.now());
            valueFaults(faults, criterion.get(), evidence);
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            return stated(intent, scene, planned, evidence);
        });
    }

    private static Outcome stated(Intent intent, Scene scene, PlannedCriterion planned, Evidence evidence) {
        if (!Acts.claimForm(scene.tx(), intent)) {
            return Outcome.repeated();
        }
        ReleaseKey key = scene.release().key();
        Dossier before = scene.dossier();
        int number = scene.tx().nextChange(key).value();
        StatedEvidence stated = new StatedEvidence(number, planned.number(), planned.text(), evidence, scene.now());
        scene.tx().put(key, scene.tx().assurances(key).with(stated));
        CriterionStanding standing = scene.dossier().standingOf(planned);
        Map<String, String> details = new LinkedHashMap<>();
        details.put("criterion", planned.text());
        details.put("seen", evidence.value());
        evidence.baseline().ifPresent(value -> details.put("baseline", value));
        details.put("seen_at", evidence.at().toString());
        details.put("source", evidence.source());
        details.put("link", evidence.link());
        scene.record(Optional.of(intent.by()), "evidence_stated", details);
        if (planned.judgedAt() == JudgedAt.STAGE) {
            Stages.seen(scene, intent.by(), planned, standing.state() == State.FAILED);
        } else if (standing.state() == State.FAILED) {
            voidGo(intent, scene);
            scene.tellDeciders(CriteriaDocuments.failed(scene.dossier(), standing));
        }
        scene.tellIfOpened(before);
        scene.refreshBoard();
        Document said = CriteriaDocuments.stated(scene.dossier(), standing);
        scene.reply(intent, said);
        return Outcome.done(scene.release(), said);
    }

    private static void voidGo(Intent intent, Scene scene) {
        if (scene.release().state().phase() != Phase.CLEARED) {
            return;
        }
        scene.release()
                .state()
                .hold(scene.now())
                .fold(
                        next -> {
                            scene.save(scene.release().with(next));
                            scene.voidGo(intent.by(), "evidence_stated", "stated evidence that a criterion isn't met");
                            return true;
                        },
                        why -> false,
                        no -> false);
    }

    private static Optional<Refusal> closed(Release release) {
        return release.state().isClosed()
                ? Optional.of(Refusal.of(
                        "Nothing was stated",
                        release.key() + " is " + release.state().phase().words() + ".",
                        release.state().next()))
                : Optional.empty();
    }

    private static Map<String, String> faults(EvidenceForm form, Scene scene) {
        Map<String, String> faults = new LinkedHashMap<>();
        Texts.required(faults, EvidenceForm.VALUE, form.value(), StatedEvidence.VALUE_LIMIT, "Say what was seen.");
        Texts.limited(faults, EvidenceForm.BASELINE, form.baseline(), StatedEvidence.VALUE_LIMIT);
        if (form.link().isBlank()) {
            faults.put(EvidenceForm.LINK, "A link is needed, where others can look at it.");
        } else if (!Texts.isLink(form.link())) {
            faults.put(EvidenceForm.LINK, "That isn't a link; write an address that begins with https://.");
        } else {
            Texts.limited(faults, EvidenceForm.LINK, form.link(), StatedEvidence.LINK_LIMIT);
        }
        Texts.required(
                faults,
                EvidenceForm.SOURCE,
                form.source(),
                StatedEvidence.SOURCE_LIMIT,
                "Say where it was seen: a dashboard, a job, a test run.");
        Duration maximum = scene.policy().criteriaRules().evidenceMaxAge();
        form.at().ifPresent(at -> {
            if (at.isAfter(scene.now())) {
                faults.put(EvidenceForm.AT, "That moment is still to come; say when it was seen.");
            } else if (at.isBefore(scene.now().minus(maximum))) {
                faults.put(
                        EvidenceForm.AT,
                        "What is older than " + Lengths.words(maximum) + " counts as none; look again.");
            }
        });
        return faults;
    }

    /** To the minute, as the form shows it: of two seen in one minute the one stated later counts. */
    private static Evidence evidence(EvidenceForm form, Intent intent, Instant now) {
        return new Evidence(
                form.value(),
                form.baseline().isBlank() ? Optional.empty() : Optional.of(form.baseline()),
                form.link().strip(),
                form.at().orElse(now).truncatedTo(ChronoUnit.MINUTES),
                intent.by().value(),
                form.source().strip());
    }

    /** What can't be judged is said at the field: it would count as nothing. */
    private static void valueFaults(Map<String, String> faults, Criterion criterion, Evidence evidence) {
        if (faults.containsKey(EvidenceForm.VALUE)) {
            return;
        }
        boolean judged = Criteria.judge(criterion, evidence) != Judgement.NO_JUDGEMENT;
        if (criterion instanceof Criterion.Check) {
            if (!judged) {
                faults.put(EvidenceForm.VALUE, "Say yes or no: " + criterion.text() + "?");
            }
            return;
        }
        Criterion.Measure measure = (Criterion.Measure) criterion;
        if (evidence.quantity().isEmpty()) {
            faults.put(
                    EvidenceForm.VALUE, "A number with its unit is needed, to compare with: " + criterion.text() + ".");
        } else if (measure.bound().baseline().isPresent()
                && evidence.baseline().flatMap(Quantity::find).isEmpty()) {
            faults.put(
                    EvidenceForm.BASELINE,
                    "It is compared with a baseline: the value of "
                            + measure.bound().baseline().get().name() + " is needed, a number with its unit.");
        } else if (!judged) {
            faults.put(
                    measure.bound().baseline().isPresent() ? EvidenceForm.BASELINE : EvidenceForm.VALUE,
                    "That can't be compared with: " + criterion.text() + ". It is another unit.");
        }
    }
}
