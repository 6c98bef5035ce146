package dev.releasemanager.manifest;

import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;

/**
 * A change that was in the scope and rides another release now (H4, H2).
 *
 * @param title of the change as it was
 * @param to the follow-up release
 */
public record Exclusion(String title, TeamId team, String component, String reason, ReleaseKey to) {
    /** As a line of the manifest's canonical form. */
    public String canonicalLine() {
        return CanonicalForm.line("excluded “" + title + "” of " + team, "to " + to + ": " + reason);
    }
}
