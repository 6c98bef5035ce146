package dev.releasemanager.coordination;

import java.time.Instant;
import java.util.Optional;

/**
 * What a person typed about something that they saw.
 *
 * @param shown the mark of the criterion, as the form showed it; blank if none was chosen
 * @param value a number with its unit, or yes or no
 * @param baseline the baseline's value, where the criterion is relative to one
 * @param at when it was seen; empty for now
 * @param source where it was seen, in words
 */
public record EvidenceForm(
        String shown, String value, String baseline, String link, Optional<Instant> at, String source) {
    public static final String CRITERION = "criterion";
    public static final String VALUE = "value";
    public static final String BASELINE = "baseline";
    public static final String LINK = "link";
    public static final String AT = "at";
    public static final String SOURCE = "source";
}
