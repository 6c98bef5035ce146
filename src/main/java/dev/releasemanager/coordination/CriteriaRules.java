package dev.releasemanager.coordination;

import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.criteria.Usual;
import dev.releasemanager.manifest.Change;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the configuration says of criteria: how old evidence may be, and with which criteria releases begin (M3).
 *
 * @param evidenceMaxAge evidence older than this at the call counts as none (H1)
 * @param everyRelease what every release begins with
 * @param byComponent what the changes of a component begin with, by its name
 * @param byKind what a change of a kind begins with, by the kind's id
 */
public record CriteriaRules(
        Duration evidenceMaxAge,
        List<Beginning> everyRelease,
        Map<String, List<Beginning>> byComponent,
        Map<String, List<Beginning>> byKind) {

    /** Where the configuration says nothing. */
    public static final CriteriaRules USUAL = new CriteriaRules(Duration.ofHours(24), List.of(), Map.of(), Map.of());

    public CriteriaRules {
        everyRelease = List.copyOf(everyRelease);
        byComponent = Map.copyOf(byComponent);
        byKind = Map.copyOf(byKind);
    }

    /** A criterion to begin with, and where it is judged. */
    public record Beginning(JudgedAt judgedAt, Criterion criterion) {}

    /** What a change begins with: its component's, then its kind's, each once. */
    public List<Beginning> of(Change change) {
        Set<Beginning> all = new LinkedHashSet<>(byComponent.getOrDefault(change.component(), List.of()));
        all.addAll(byKind.getOrDefault(change.kind(), List.of()));
        return List.copyOf(all);
    }

    /**
     * What a change adds to a release: what it begins with, but for what another change has brought already, or this one
     * in an earlier form. Somebody may have removed that since, and it doesn't come back.
     *
     * @param before all changes of the release as they were
     */
    public List<Beginning> broughtBy(Change change, List<Change> before) {
        Set<Beginning> brought = new LinkedHashSet<>(of(change));
        before.forEach(other -> of(other).forEach(brought::remove));
        return List.copyOf(brought);
    }

    /** What is usually measured of a component: what its own criteria measure, then what those of every release do. */
    public Usual usualOf(String component) {
        return new Usual(Stream.concat(byComponent.getOrDefault(component, List.of()).stream(), everyRelease.stream())
                .map(Beginning::criterion)
                .filter(Criterion.Measure.class::isInstance)
                .map(Criterion.Measure.class::cast)
                .distinct()
                .toList());
    }
}
