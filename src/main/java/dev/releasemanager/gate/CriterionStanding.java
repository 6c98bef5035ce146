package dev.releasemanager.gate;

import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.manifest.PlannedCriterion;
import java.util.Optional;

/**
 * How one criterion stands at one moment (M3, H5).
 *
 * @param criterion its parts; empty if its text isn't in the standard form
 * @param newest what was seen last for it as it is worded now
 */
public record CriterionStanding(
        PlannedCriterion planned, Optional<Criterion> criterion, Optional<StatedEvidence> newest, State state) {

    /** Only {@link #MET} is a pass. */
    public enum State {
        MET,
        FAILED,
        /** Nothing was seen for it as it is worded now. */
        UNSEEN,
        /** What was seen is too old to count, or from a time to come. */
        OUTDATED,
        /** What was seen can't be compared with what is asked. */
        INCOMPARABLE,
        /** It can't be found true or false at all. */
        VAGUE
    }

    static CriterionStanding of(PlannedCriterion planned, Assurances assurances, Standards standards) {
        Optional<Criterion> criterion = Criteria.parse(planned.text());
        Optional<StatedEvidence> newest = assurances.newestFor(planned);
        return new CriterionStanding(planned, criterion, newest, state(criterion, newest, standards));
    }

    private static State state(Optional<Criterion> criterion, Optional<StatedEvidence> newest, Standards standards) {
        if (criterion.isEmpty()) {
            return State.VAGUE;
        }
        if (newest.isEmpty()) {
            return State.UNSEEN;
        }
        if (!newest.get().evidence().isFresh(standards.now(), standards.evidenceMaximumAge())) {
            return State.OUTDATED;
        }
        return switch (Criteria.judge(criterion.get(), newest.get().evidence())) {
            case PASSED -> State.MET;
            case FAILED -> State.FAILED;
            case NO_JUDGEMENT -> State.INCOMPARABLE;
        };
    }
}
