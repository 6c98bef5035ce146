package dev.releasemanager.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What ships and how it hangs together: the scope, the components with what they need, and everything else that is written
 * down about them. Immutable; what its changes have in common is looked for when it is first asked for.
 */
public final class Manifest {
    private final Scope scope;
    private final Landscape landscape;
    private final Details details;
    private final DependencyGraph graph;
    private volatile @Nullable Coherence coherence;

    /** @param landscape the configuration's with what the release adds */
    public Manifest(Scope scope, Landscape landscape, Details details, DependencyGraph graph) {
        this.scope = scope;
        this.landscape = landscape;
        this.details = details;
        this.graph = graph;
    }

    public static Manifest of(
            List<Change> changes, Map<String, ChangeKind> kinds, Landscape configured, Details details) {
        Scope scope = new Scope(changes, kinds, details.raised(), details.versions());
        Landscape landscape = configured.with(details.own());
        return new Manifest(scope, landscape, details, DependencyGraph.of(scope, landscape));
    }

    public Scope scope() {
        return scope;
    }

    public Landscape landscape() {
        return landscape;
    }

    public Details details() {
        return details;
    }

    public DependencyGraph graph() {
        return graph;
    }

    /** Whether its changes hang together, by the relations that are written down too (X3). */
    public Coherence coherence() {
        Coherence known = coherence;
        if (known == null) {
            known = Coherence.of(graph, details.relations());
            coherence = known;
        }
        return known;
    }

    /** The flags that changes go out behind, in the order of the scope. */
    public List<Flagged> flags() {
        Map<String, List<Change>> behind = new LinkedHashMap<>();
        for (Change change : scope.changes()) {
            change.flag().ifPresent(flag -> behind.computeIfAbsent(flag, none -> new ArrayList<>())
                    .add(change));
        }
        return behind.entrySet().stream()
                .map(entry -> new Flagged(entry.getKey(), entry.getValue(), details.activationOf(entry.getKey())))
                .toList();
    }

    public Optional<Flagged> findFlag(String flag) {
        return flags().stream().filter(known -> known.flag().equals(flag)).findFirst();
    }
}
