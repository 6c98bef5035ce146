package dev.releasemanager.manifest;

import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the changes of a release hang together (X3): by a shared component, a shared ticket or link, a dependency path
 * between their components (through what doesn't ship, too), or by a relation that the owner has given a reason for.
 *
 * @param groups what hangs together, each by itself, in the order of their first changes
 */
public record Coherence(List<Group> groups) {
    public Coherence {
        groups = List.copyOf(groups);
    }

    /**
     * Changes that hang together.
     *
     * @param tickets that any of them names
     */
    public record Group(List<ChangeId> changes, List<String> components, List<String> tickets, List<TeamId> teams) {
        /** Short, and different from that of any other group: by its components. */
        public String name() {
            return Wording.list(components);
        }

        /** "cart and page (changes #1 and #4 by checkout, PAY-123)". */
        public String sentence() {
            String by = " by " + Wording.list(teams);
            return name() + " (" + Wording.changes(changes) + by
                    + (tickets.isEmpty() ? "" : ", " + Wording.list(tickets)) + ")";
        }
    }

    /** Nothing is unrelated to nothing: an empty scope is coherent. */
    public boolean isCoherent() {
        return groups.size() <= 1;
    }

    /** @param relations those of which an end is no longer in the scope count for nothing */
    public static Coherence of(DependencyGraph graph, List<Relation> relations) {
        Scope scope = graph.scope();
        Bonds bonds = new Bonds();
        for (Change change : scope.changes()) {
            String own = "change " + change.id();
            bonds.tie(own, "component " + change.component());
            Links.tickets(change).forEach(ticket -> bonds.tie(own, "ticket " + ticket));
            if (!change.link().isBlank()) {
                bonds.tie(own, "link " + Links.plain(change.link()));
            }
        }
        for (Dependency dependency : graph.dependencies()) {
            if (graph.bearsOnOrder(dependency.dependent()) && graph.bearsOnOrder(dependency.prerequisite())) {
                bonds.tie("component " + dependency.dependent(), "component " + dependency.prerequisite());
            }
        }
        Set<ChangeId> ids = new TreeSet<>();
        scope.changes().forEach(change -> ids.add(change.id()));
        for (Relation relation : relations) {
            if (ids.contains(relation.first()) && ids.contains(relation.second())) {
                bonds.tie("change " + relation.first(), "change " + relation.second());
            }
        }
        Map<String, List<Change>> groups = new LinkedHashMap<>();
        for (Change change : scope.changes()) {
            groups.computeIfAbsent(bonds.root("change " + change.id()), root -> new ArrayList<>())
                    .add(change);
        }
        return new Coherence(groups.values().stream().map(Coherence::group).toList());
    }

    private static Group group(List<Change> changes) {
        Set<String> components = new TreeSet<>();
        Set<String> tickets = new TreeSet<>();
        Set<TeamId> teams = new TreeSet<>();
        for (Change change : changes) {
            components.add(change.component());
            tickets.addAll(Links.tickets(change));
            teams.add(change.team());
        }
        return new Group(
                changes.stream().map(Change::id).toList(),
                List.copyOf(components),
                List.copyOf(tickets),
                List.copyOf(teams));
    }

    /** Things that hang together, found by following each to the one that stands for its whole group. */
    private static final class Bonds {
        private final Map<String, String> parents = new HashMap<>();

        String root(String thing) {
            String at = thing;
            String parent = parents.getOrDefault(at, at);
            while (!parent.equals(at)) {
                String above = parents.getOrDefault(parent, parent);
                parents.put(at, above);
                at = parent;
                parent = above;
            }
            return at;
        }

        void tie(String one, String other) {
            parents.put(root(one), root(other));
        }
    }
}
