package dev.releasemanager.gate;

import dev.releasemanager.criteria.Evidence;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.release.PersonId;
import java.time.Instant;

/**
 * What a person says was seen for a criterion (M3), kept for good.
 *
 * @param number counts what is stated on one release
 * @param criterion the criterion's number
 * @param wording the criterion as it was worded then: what was seen for one wording proves nothing for another (H5)
 * @param evidence its moment is when it was seen
 * @param statedAt when it was stated
 */
public record StatedEvidence(int number, int criterion, String wording, Evidence evidence, Instant statedAt) {
    public static final int VALUE_LIMIT = 100;
    public static final int SOURCE_LIMIT = 100;
    public static final int LINK_LIMIT = 1_000;

    public boolean isFor(PlannedCriterion planned) {
        return criterion == planned.number() && wording.equals(planned.text());
    }

    /** The same, of the same criterion in another release. */
    public StatedEvidence of(int number, int other) {
        return new StatedEvidence(number, other, wording, evidence, statedAt);
    }

    public PersonId by() {
        return new PersonId(evidence.by());
    }
}
