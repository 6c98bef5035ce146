package dev.releasemanager.manifest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;

/**
 * Names and who needs whom, by number: names are sorted and numbered in that order, and so are the neighbours of each,
 * so that whatever walks over it finds the same in the same order.
 */
final class Network {
    private final List<String> names;
    private final Map<String, Integer> numbers;
    private final int[][] prerequisites;
    private final int[][] dependents;

    private Network(List<String> names, Map<String, Integer> numbers, int[][] prerequisites, int[][] dependents) {
        this.names = names;
        this.numbers = numbers;
        this.prerequisites = prerequisites;
        this.dependents = dependents;
    }

    /** @param further names besides those of the landscape */
    static Network of(Landscape landscape, Collection<String> further) {
        Set<String> all = new HashSet<>(further);
        landscape.components().forEach(component -> all.add(component.name()));
        for (Dependency dependency : landscape.dependencies()) {
            all.add(dependency.dependent());
            all.add(dependency.prerequisite());
        }
        List<String> names = all.stream().sorted().toList();
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            numbers.put(names.get(i), i);
        }
        List<List<Integer>> before = lists(names.size());
        List<List<Integer>> after = lists(names.size());
        for (Dependency dependency : landscape.dependencies()) {
            int dependent = numbers.getOrDefault(dependency.dependent(), -1);
            int prerequisite = numbers.getOrDefault(dependency.prerequisite(), -1);
            before.get(dependent).add(prerequisite);
            after.get(prerequisite).add(dependent);
        }
        return new Network(names, numbers, sorted(before), sorted(after));
    }

    private static List<List<Integer>> lists(int size) {
        List<List<Integer>> lists = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    private static int[][] sorted(List<List<Integer>> lists) {
        return lists.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).sorted().toArray())
                .toArray(int[][]::new);
    }

    int size() {
        return names.size();
    }

    String name(int node) {
        return names.get(node);
    }

    /** @return -1 if there is no such name */
    int find(String name) {
        return numbers.getOrDefault(name, -1);
    }

    int[] prerequisites(int node) {
        return prerequisites[node];
    }

    int[] dependents(int node) {
        return dependents[node];
    }

    /**
     * The nodes in the sets that can't be put in any order, each set by number: a node by itself, or the nodes of
     * cycles that touch. The sets are in an order in which each comes after all that it needs.
     *
     * @param within the nodes that count; paths through others aren't seen
     */
    List<int[]> knots(IntPredicate within) {
        Graph<Integer, DefaultEdge> graph = new DefaultDirectedGraph<>(DefaultEdge.class);
        for (int node = 0; node < size(); node++) {
            if (within.test(node)) {
                graph.addVertex(node);
            }
        }
        for (int node = 0; node < size(); node++) {
            for (int prerequisite : within.test(node) ? prerequisites[node] : new int[0]) {
                if (prerequisite != node && within.test(prerequisite)) {
                    graph.addEdge(node, prerequisite);
                }
            }
        }
        List<int[]> sets = new ArrayList<>();
        for (Set<Integer> set : new KosarajuStrongConnectivityInspector<>(graph).stronglyConnectedSets()) {
            sets.add(set.stream().mapToInt(Integer::intValue).sorted().toArray());
        }
        return inOrder(sets);
    }

    /** Least first among those that are free, so that the order is the same whatever order the sets were found in. */
    private List<int[]> inOrder(List<int[]> sets) {
        sets.sort((a, b) -> Integer.compare(a[0], b[0]));
        int[] setOf = new int[size()];
        Arrays.fill(setOf, -1);
        for (int i = 0; i < sets.size(); i++) {
            for (int node : sets.get(i)) {
                setOf[node] = i;
            }
        }
        int[] awaited = new int[sets.size()];
        for (int i = 0; i < sets.size(); i++) {
            for (int node : sets.get(i)) {
                for (int prerequisite : prerequisites[node]) {
                    if (setOf[prerequisite] >= 0 && setOf[prerequisite] != i) {
                        awaited[i]++;
                    }
                }
            }
        }
        TreeSet<Integer> free = new TreeSet<>();
        for (int i = 0; i < sets.size(); i++) {
            if (awaited[i] == 0) {
                free.add(i);
            }
        }
        List<int[]> ordered = new ArrayList<>(sets.size());
        while (!free.isEmpty()) {
            int next = free.first();
            free.remove(next);
            ordered.add(sets.get(next));
            for (int node : sets.get(next)) {
                for (int dependent : dependents[node]) {
                    int set = setOf[dependent];
                    if (set >= 0 && set != next && --awaited[set] == 0) {
                        free.add(set);
                    }
                }
            }
        }
        return ordered;
    }

    /**
     * The shortest cycle through a node that counts, the first by name among equally short ones, closed: it ends with
     * the name that it began with. It reads as a chain of needs: each needs the next.
     */
    Optional<List<String>> cycle(IntPredicate counts) {
        List<Integer> best = List.of();
        int[] parent = new int[size()];
        for (int[] knot : knots(node -> true)) {
            boolean loop =
                    knot.length == 1 && Arrays.stream(prerequisites[knot[0]]).anyMatch(node -> node == knot[0]);
            if (knot.length == 1 && !loop) {
                continue;
            }
            Set<Integer> members = new HashSet<>();
            for (int node : knot) {
                members.add(node);
            }
            for (int start : knot) {
                if (counts.test(start)) {
                    List<Integer> found = shortestCycle(start, members, parent, best.isEmpty() ? size() : best.size());
                    boolean earlier = found.size() == best.size() && !found.isEmpty() && found.get(0) < best.get(0);
                    if (!found.isEmpty() && (best.isEmpty() || found.size() < best.size() || earlier)) {
                        best = found;
                    }
                }
            }
        }
        if (best.isEmpty()) {
            return Optional.empty();
        }
        List<String> path = new ArrayList<>();
        best.forEach(node -> path.add(name(node)));
        path.add(path.get(0));
        return Optional.of(List.copyOf(path));
    }

    /** Neighbours are visited in order, so the first way found is the first by name among the shortest. */
    private List<Integer> shortestCycle(int start, Set<Integer> members, int[] parent, int longest) {
        Map<Integer, Integer> depth = new HashMap<>();
        Deque<Integer> queue = new ArrayDeque<>();
        depth.put(start, 1);
        queue.add(start);
        while (!queue.isEmpty()) {
            int node = queue.remove();
            int length = depth.getOrDefault(node, 0);
            if (length > longest) {
                return List.of();
            }
            for (int next : prerequisites[node]) {
                if (next == start) {
                    List<Integer> path = new ArrayList<>();
                    for (int at = node; at != start; at = parent[at]) {
                        path.add(at);
                    }
                    path.add(start);
                    Collections.reverse(path);
                    return path;
                }
                if (members.contains(next) && depth.putIfAbsent(next, length + 1) == null) {
                    parent[next] = node;
                    queue.add(next);
                }
            }
        }
        return List.of();
    }
}
