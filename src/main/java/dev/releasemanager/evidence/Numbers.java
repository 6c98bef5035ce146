package dev.releasemanager.evidence;

import dev.releasemanager.criteria.Quantity;
import dev.releasemanager.criteria.Unit;
import dev.releasemanager.rollout.Gap;
import dev.releasemanager.rollout.Observation.Nothing;
import dev.releasemanager.rollout.Observation.Seen;
import dev.releasemanager.rollout.Observation.Value;
import java.math.BigDecimal;

/** A number as another system wrote it. */
final class Numbers {
    /** Longer is no number that anybody measured. */
    private static final int LONGEST = 100;

    private Numbers() {}

    /** "NaN" and "+Inf" are none: what was divided by nothing is neither within a bound nor out of it. */
    static Seen read(String text, Unit unit) {
        if (text.length() > LONGEST) {
            return new Nothing(Gap.NOT_A_NUMBER, Words.cut(text));
        }
        try {
            return new Value(new Quantity(new BigDecimal(text.strip()), unit));
        } catch (IllegalArgumentException e) {
            return new Nothing(Gap.NOT_A_NUMBER, Words.cut(text));
        }
    }
}
