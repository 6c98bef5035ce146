package dev.releasemanager.manifest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The components and dependencies that are known: from the configuration, or what one release adds to them. Both are
 * sorted, and a dependency is in it once.
 */
public record Landscape(List<Component> components, List<Dependency> dependencies) {
    public static final Landscape EMPTY = new Landscape(List.of(), List.of());

    /** @throws IllegalArgumentException if two components have the same name */
    public Landscape {
        components = components.stream().sorted().toList();
        dependencies = List.copyOf(new TreeSet<>(dependencies));
        for (int i = 1; i < components.size(); i++) {
            if (components.get(i).name().equals(components.get(i - 1).name())) {
                throw new IllegalArgumentException(
                        "two components are named " + components.get(i).name());
            }
        }
    }

    public Optional<Component> find(String name) {
        int index = Collections.binarySearch(components, Component.ownedByNobody(name));
        return index < 0 ? Optional.empty() : Optional.of(components.get(index));
    }

    /**
     * This landscape with what a release adds. Policy is the configuration: where both know a component, the
     * configuration's word stands, and the release only fills what it leaves open (team, contact).
     */
    public Landscape with(Landscape additions) {
        Map<String, Component> byName = new TreeMap<>();
        components.forEach(component -> byName.put(component.name(), component));
        for (Component addition : additions.components) {
            byName.merge(
                    addition.name(),
                    addition,
                    (ours, theirs) -> new Component(
                            ours.name(),
                            ours.external() ? ours.team() : ours.team().or(theirs::team),
                            ours.external(),
                            ours.contact().or(theirs::contact)));
        }
        List<Dependency> all = new ArrayList<>(dependencies);
        all.addAll(additions.dependencies);
        return new Landscape(List.copyOf(byName.values()), all);
    }

    /**
     * The circle that one more dependency would close, closed and by name, each needing the next; the shortest. Empty if
     * it closes none.
     */
    public Optional<List<String>> circleWith(Dependency more) {
        Map<String, List<String>> prerequisites = new TreeMap<>();
        for (Dependency dependency : dependencies) {
            prerequisites
                    .computeIfAbsent(dependency.dependent(), name -> new ArrayList<>())
                    .add(dependency.prerequisite());
        }
        Map<String, String> reachedFrom = new TreeMap<>(Map.of(more.prerequisite(), more.dependent()));
        Deque<String> queue = new ArrayDeque<>(List.of(more.prerequisite()));
        while (!queue.isEmpty() && !queue.peek().equals(more.dependent())) {
            String name = queue.remove();
            for (String next : prerequisites.getOrDefault(name, List.of())) {
                if (reachedFrom.putIfAbsent(next, name) == null) {
                    queue.add(next);
                }
            }
        }
        if (queue.isEmpty()) {
            return Optional.empty();
        }
        List<String> path = new ArrayList<>(List.of(more.dependent()));
        String at = more.dependent();
        do {
            at = reachedFrom.getOrDefault(at, more.dependent());
            path.add(at);
        } while (!at.equals(more.dependent()));
        Collections.reverse(path);
        return Optional.of(List.copyOf(path));
    }

    /** What a release adds, as lines of its manifest's canonical form. */
    public List<String> canonicalLines() {
        List<String> lines = new ArrayList<>();
        for (Component component : components) {
            String path = "component " + component.name();
            component.team().ifPresent(team -> lines.add(CanonicalForm.line(path + " team", team.value())));
            lines.add(CanonicalForm.line(path + " external", component.external() ? "yes" : "no"));
            component.contact().ifPresent(contact -> lines.add(CanonicalForm.line(path + " contact", contact)));
        }
        for (Dependency dependency : dependencies) {
            lines.add(CanonicalForm.line("dependency", dependency.toString()));
        }
        return lines;
    }
}
