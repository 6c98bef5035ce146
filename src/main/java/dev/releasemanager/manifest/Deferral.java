package dev.releasemanager.manifest;

import dev.releasemanager.release.TeamId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What deferring a team or some changes would do (H4), shown before it is done: what leaves with them and why, and what
 * becomes of the rest.
 *
 * <p>Along with what was asked for leave: the other changes of the same components, for a component ships as one
 * version; whatever needs one of those components first, directly or through what doesn't ship; and what shares a
 * migration with it. For a team that is deferred its components leave too where only others change them, for it is the
 * one that deploys them.
 *
 * @param moved all that leaves, by id, each with its reason
 * @param inseparable what could not be kept apart, in sentences; empty if nothing leaves but by order
 * @param after the graph of what is left: its scope stays, its waves are the new order
 * @param riskBefore of the scope as it is
 * @param touched the teams that stay and whose readiness request changes by it, so that they are asked again. Rollback
 *     steps that leave with a component can touch further ones: whoever carries the deferral out compares the seals
 * @param untouched the teams that stay and whose confirmations stand
 * @param leaving the teams that have nothing left in the release
 */
public record Deferral(
        List<Moved> moved,
        List<String> inseparable,
        DependencyGraph after,
        Risk riskBefore,
        List<TeamId> touched,
        List<TeamId> untouched,
        List<TeamId> leaving) {

    /**
     * A change that leaves.
     *
     * @param asked whether it is what was asked for; otherwise it leaves because of that
     * @param reason a sentence
     */
    public record Moved(Change change, boolean asked, String reason) {}

    /** A team with all that it has a hand in: its changes, and the components it owns. */
    public static Deferral of(Scope scope, Landscape landscape, TeamId team) {
        DependencyGraph graph = DependencyGraph.of(scope, landscape);
        Map<ChangeId, String> asked = new HashMap<>();
        for (Change change : graph.changesOf(team)) {
            asked.put(
                    change.id(),
                    change.team().equals(team)
                            ? "It is a change of " + team + "."
                            : team + " owns and deploys " + change.component() + ".");
        }
        return of(graph, asked);
    }

    /** @param ids those that aren't in the scope count for nothing */
    public static Deferral of(Scope scope, Landscape landscape, Set<ChangeId> ids) {
        Map<ChangeId, String> asked = new HashMap<>();
        ids.forEach(id -> asked.put(id, "It was asked for."));
        return of(DependencyGraph.of(scope, landscape), asked);
    }

    private static Deferral of(DependencyGraph before, Map<ChangeId, String> asked) {
        Spread spread = new Spread(before, asked);
        Set<ChangeId> ids = new HashSet<>();
        spread.moved.forEach(moved -> ids.add(moved.change().id()));
        DependencyGraph after = before.without(ids);

        List<TeamId> touched = new ArrayList<>();
        List<TeamId> untouched = new ArrayList<>();
        List<TeamId> leaving = new ArrayList<>();
        for (TeamId team : before.teams()) {
            if (after.changesOf(team).isEmpty()) {
                leaving.add(team);
            } else if (isAskedTheSame(team, before, after)) {
                untouched.add(team);
            } else {
                touched.add(team);
            }
        }
        return new Deferral(
                spread.moved,
                spread.inseparable,
                after,
                before.scope().risk(),
                List.copyOf(touched),
                List.copyOf(untouched),
                List.copyOf(leaving));
    }

    /** What {@link ReadinessContent} seals of the scope and the graph; its criteria don't change by a deferral. */
    private static boolean isAskedTheSame(TeamId team, DependencyGraph before, DependencyGraph after) {
        return before.changesOf(team).equals(after.changesOf(team))
                && before.dependenciesOf(team).equals(after.dependenciesOf(team))
                && before.waitsFor(team).equals(after.waitsFor(team))
                && before.waitedForBy(team).equals(after.waitedForBy(team));
    }

    /** Nothing would be left: this is a cancellation, not a deferral. */
    public boolean isEverything() {
        return staying().changes().isEmpty();
    }

    public Scope staying() {
        return after.scope();
    }

    /** The new risk. */
    public Risk risk() {
        return staying().risk();
    }

    /** The new order. */
    public List<Wave> waves() {
        return after.waves();
    }

    public Set<ChangeId> movedIds() {
        Set<ChangeId> ids = new TreeSet<>();
        moved.forEach(one -> ids.add(one.change().id()));
        return ids;
    }

    /** Follows what leaves to what has to leave with it, nearest first, so that each is given its nearest reason. */
    private static final class Spread {
        private final DependencyGraph graph;
        private final Map<String, List<Links.SharedMigration>> shared = new HashMap<>();
        private final Map<String, String> reasons = new LinkedHashMap<>();
        private final Deque<String> queue = new ArrayDeque<>();
        /** What doesn't ship and was passed once, with the words for it: all that waits behind it leaves already. */
        private final Map<Integer, String> through = new HashMap<>();

        private final List<Moved> moved;
        private final List<String> inseparable;

        Spread(DependencyGraph graph, Map<ChangeId, String> asked) {
            this.graph = graph;
            for (Links.SharedMigration migration : Links.sharedMigrations(graph.scope())) {
                for (String component : migration.components()) {
                    shared.computeIfAbsent(component, name -> new ArrayList<>()).add(migration);
                }
            }
            TreeSet<String> first = new TreeSet<>();
            for (Change change : graph.scope().changes()) {
                if (asked.containsKey(change.id())) {
                    first.add(change.component());
                }
            }
            first.forEach(component -> leave(component, ""));
            while (!queue.isEmpty()) {
                spreadFrom(queue.remove());
            }
            List<Moved> all = new ArrayList<>();
            for (Change change : graph.scope().changes()) {
                String reason = reasons.get(change.component());
                String own = asked.get(change.id());
                if (own != null) {
                    all.add(new Moved(change, true, own));
                } else if (reason != null) {
                    all.add(new Moved(change, false, reason.isEmpty() ? sameComponent(change, asked) : reason));
                }
            }
            moved = List.copyOf(all);
            inseparable = whatIsInseparable(first, asked);
        }

        private void leave(String component, String reason) {
            if (reasons.putIfAbsent(component, reason) == null) {
                queue.add(component);
            }
        }

        private void spreadFrom(String component) {
            for (Links.SharedMigration migration : shared.getOrDefault(component, List.of())) {
                for (String other : migration.components()) {
                    leave(
                            other,
                            other + " shares the migration " + migration.link() + " with " + component
                                    + ", which leaves.");
                }
            }
            Network network = graph.network();
            Deque<Integer> near = new ArrayDeque<>();
            near.add(network.find(component));
            while (!near.isEmpty()) {
                int node = near.remove();
                String way = through.getOrDefault(node, "");
                for (int next : network.dependents(node)) {
                    String name = network.name(next);
                    if (graph.ships(next)) {
                        leave(name, name + " needs " + component + " first" + way + ", which leaves.");
                    } else if (through.putIfAbsent(next, " (through " + name + ", which doesn't ship)") == null) {
                        near.add(next);
                    }
                }
            }
        }

        private String sameComponent(Change change, Map<ChangeId, String> asked) {
            List<ChangeId> others = graph.changesOf(change.component()).stream()
                    .map(Change::id)
                    .filter(asked::containsKey)
                    .toList();
            return change.component() + " ships as one version, and " + Wording.changes(others)
                    + (others.size() == 1 ? " of it leaves." : " of it leave.");
        }

        private List<String> whatIsInseparable(Set<String> first, Map<ChangeId, String> asked) {
            List<String> sentences = new ArrayList<>();
            for (String component : first) {
                List<ChangeId> along = graph.changesOf(component).stream()
                        .map(Change::id)
                        .filter(id -> !asked.containsKey(id))
                        .toList();
                if (!along.isEmpty()) {
                    sentences.add(component + " ships as one version: " + Wording.changes(along)
                            + (along.size() == 1 ? " goes" : " go") + " along.");
                }
            }
            for (List<String> knot : graph.knots()) {
                if (reasons.containsKey(knot.get(0))) {
                    sentences.add(Wording.list(knot) + " need each other: none goes without the others.");
                }
            }
            for (Links.SharedMigration migration : Links.sharedMigrations(graph.scope())) {
                if (reasons.containsKey(migration.components().get(0))) {
                    sentences.add(Wording.list(migration.components()) + " share the migration " + migration.link()
                            + ": none goes without the others.");
                }
            }
            return List.copyOf(sentences);
        }
    }
}
