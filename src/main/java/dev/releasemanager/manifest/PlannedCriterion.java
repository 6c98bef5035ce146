package dev.releasemanager.manifest;

import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.release.TeamId;
import java.util.Optional;

/**
 * A criterion of one release (M3).
 *
 * @param number its id within the release, never used again
 * @param text the criterion in its one standard form
 * @param component what it is about; empty if it is about the release as a whole
 * @param team who answers for it; empty if it is the owner's
 */
public record PlannedCriterion(
        int number, String text, JudgedAt judgedAt, Optional<String> component, Optional<TeamId> team) {
    public static final int TEXT_LIMIT = 300;

    /** Its number with a trace of its wording: a form that was shown for one wording isn't taken for another. */
    public String mark() {
        return number + ":" + Integer.toHexString(text.hashCode());
    }

    /** As a line of the manifest's canonical form. */
    public String canonicalLine() {
        return CanonicalForm.line("criterion " + number, readinessLine());
    }

    /** What a team sees of it: the same however it is numbered. */
    public String readinessLine() {
        return text + " (" + judgedAt.words()
                + component.map(name -> ", " + name).orElse("")
                + team.map(id -> ", " + id).orElse("") + ")";
    }
}
