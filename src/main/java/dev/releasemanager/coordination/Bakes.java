package dev.releasemanager.coordination;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StagePlan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How long each stage of one release is watched: for longer than the configuration asks for, never for less (S4). */
public final class Bakes {
    private final Acts acts;

    Bakes(Acts acts) {
        this.acts = acts;
    }

    /**
     * Plans the bakes; an edit of the manifest.
     *
     * @param typed what was written for each stage, by its id; blank for what the configuration asks for
     * @return where something of it isn't taken, the reason by the stage's id
     */
    public Outcome plan(Intent intent, ReleaseKey key, UnaryOperator<String> typed) {
        return acts.on(key, intent, scene -> {
            Dossier dossier = scene.dossier();
            Optional<Refusal> refusal = Permissions.check(Act.EDIT, intent.by(), dossier.release(), dossier.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            StagePlan minimum =
                    scene.policy().stages(dossier.release().profile().kind());
            Map<String, String> faults = new LinkedHashMap<>();
            Map<String, Duration> longer = new LinkedHashMap<>();
            for (Stage stage : minimum.stages()) {
                String words = typed.apply(stage.id()).strip();
                Optional<Duration> asked = words.isEmpty() ? Optional.of(stage.bake()) : Lengths.find(words);
                if (asked.filter(length -> length.compareTo(Stages.LONGEST) <= 0)
                        .isEmpty()) {
                    faults.put(
                            stage.id(),
                            "Say for how long: " + Lengths.ACCEPTED + ", at most " + Lengths.words(Stages.LONGEST)
                                    + ".");
                } else if (asked.get().compareTo(stage.bake()) < 0) {
                    faults.put(
                            stage.id(),
                            "S4: at least " + Lengths.words(stage.bake()) + "; a bake may be longer, never shorter.");
                } else if (asked.get().compareTo(stage.bake()) > 0) {
                    longer.put(stage.id(), asked.get());
                }
            }
            if (faults.isEmpty()) {
                misfits(dossier, minimum.withLonger(longer), faults);
            }
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            Map<String, String> told = new LinkedHashMap<>();
            minimum.withLonger(longer).stages().forEach(stage -> told.put(stage.id(), Lengths.words(stage.bake())));
            return scene.edit(intent, "bakes_planned", told, "how long its stages are watched was changed", release -> {
                Details details = scene.tx().details(key);
                scene.tx().put(key, details.withBakes(longer));
                return release;
            });
        });
    }

    /** A criterion over a day fits into no bake of an hour. */
    private static void misfits(Dossier dossier, StagePlan plan, Map<String, String> faults) {
        for (PlannedCriterion criterion : dossier.manifest().details().criteria()) {
            for (Stage stage : plan.stages()) {
                PlannedCriteria.misfit(criterion, stage)
                        .ifPresent(why -> faults.putIfAbsent(
                                stage.id(), "Too short for “" + criterion.text() + "”, for " + why + "."));
            }
        }
    }
}
