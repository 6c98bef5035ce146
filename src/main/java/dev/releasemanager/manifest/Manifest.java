package dev.releasemanager.manifest;

import java.util.List;
import java.util.Map;

/**
 * What ships and how it hangs together: the scope, the components with what they need, and everything else that is written
 * down about them.
 *
 * @param landscape the configuration's with what the release adds
 */
public record Manifest(Scope scope, Landscape landscape, Details details, DependencyGraph graph) {
    public static Manifest of(
            List<Change> changes, Map<String, ChangeKind> kinds, Landscape configured, Details details) {
        Scope scope = new Scope(changes, kinds, details.raised(), details.versions());
        Landscape landscape = configured.with(details.own());
        return new Manifest(scope, landscape, details, DependencyGraph.of(scope, landscape));
    }
}
