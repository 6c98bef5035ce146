package dev.releasemanager.manifest;

import dev.releasemanager.release.TeamId;
import java.util.List;
import java.util.Optional;

/**
 * A flag of a release: what is behind it, and how it is switched on.
 *
 * @param changes those that go out behind it; at least one
 * @param activation empty while nobody has planned it: then it stays dark
 */
public record Flagged(String flag, List<Change> changes, Optional<PlannedActivation> activation) {
    public Flagged {
        changes = List.copyOf(changes);
    }

    /** The teams whose changes are behind it, each once. */
    public List<TeamId> teams() {
        return changes.stream().map(Change::team).distinct().toList();
    }

    /** The titles of what is behind it. */
    public String titles() {
        return String.join("; ", changes.stream().map(Change::title).toList());
    }
}
