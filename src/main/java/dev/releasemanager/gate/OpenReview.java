package dev.releasemanager.gate;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import java.util.List;
import java.util.Optional;

/**
 * A review that other releases wait for (A5).
 *
 * @param release what was rolled back
 * @param owner of that release: closes its review, as does the delegate
 * @param components those of its components that the waiting release touches; never empty
 */
public record OpenReview(ReleaseKey release, PersonId owner, Optional<PersonId> delegate, List<String> components) {
    public OpenReview {
        components = List.copyOf(components);
    }
}
