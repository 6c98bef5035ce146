package dev.releasemanager.rollout;

import dev.releasemanager.criteria.Judgement;
import java.util.List;

/**
 * What a bake says of its stage (H5, M6).
 *
 * @param standings one for each criterion of the stage
 */
public record StageJudgement(List<Series.Standing> standings) {
    public StageJudgement {
        standings = List.copyOf(standings);
    }

    /** Passed only if every criterion did. A stage that nobody measured isn't: no crash is no proof. */
    public Judgement result() {
        if (standings.stream().anyMatch(standing -> standing.result() == Judgement.FAILED)) {
            return Judgement.FAILED;
        }
        boolean passed =
                !standings.isEmpty() && standings.stream().allMatch(standing -> standing.result() == Judgement.PASSED);
        return passed ? Judgement.PASSED : Judgement.NO_JUDGEMENT;
    }

    public List<Series.Standing> of(Judgement result) {
        return standings.stream()
                .filter(standing -> standing.result() == result)
                .toList();
    }
}
