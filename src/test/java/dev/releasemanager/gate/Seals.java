package dev.releasemanager.gate;

import dev.releasemanager.manifest.Manifest;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.rollback.RollbackPlan;
import java.util.Arrays;
import java.util.List;

/** Answers that were given to exactly what is asked (A1). */
public final class Seals {
    private Seals() {}

    public static List<Confirmation> fitting(Manifest manifest, RollbackPlan plan, Confirmation... answers) {
        return Arrays.stream(answers)
                .map(answer -> new Confirmation(
                        answer.round(),
                        answer.team(),
                        answer.person(),
                        answer.ready(),
                        answer.reason(),
                        answer.estimate(),
                        answer.revision(),
                        Dossier.content(answer.team(), manifest, plan).digest(),
                        answer.at(),
                        answer.withdrawn(),
                        answer.expiredAt()))
                .toList();
    }
}
