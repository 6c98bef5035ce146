package dev.releasemanager.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what needs itself, directly or over others. */
final class Cycles {
    /** Who has untied these reads of the next. */
    private static final int MOST = 20;

    /** Longer ones are shown by their beginning and end. */
    private static final int SHOWN = 12;

    private Cycles() {}

    /**
     * A short cycle for each knot of names that need one another, for the first {@link #MOST} knots; begins with its name
     * that comes first. The same for the same order of entries. An edge to a name that is no key is left aside.
     */
    static List<List<String>> of(Map<String, List<String>> needs) {
        List<String> order = List.copyOf(needs.keySet());
        Map<String, List<String>> left = new LinkedHashMap<>(needs);
        List<List<String>> cycles = new ArrayList<>();
        while (cycles.size() < MOST) {
            left.keySet().retainAll(withoutEnds(left));
            if (left.isEmpty()) {
                break;
            }
            List<String> cycle = shortestThrough(onACycle(left), left);
            String first =
                    cycle.stream().min(Comparator.comparingInt(order::indexOf)).orElseThrow();
            Collections.rotate(cycle, -cycle.indexOf(first));
            cycles.add(cycle);
            left.keySet().removeAll(knotOf(first, left));
        }
        return cycles;
    }

    /** {@code a needs b needs a}. */
    static String said(List<String> cycle) {
        List<String> names = new ArrayList<>(cycle.stream().map(Section::show).toList());
        names.add(names.get(0));
        if (names.size() > SHOWN) {
            int left = names.size() - SHOWN + 1;
            List<String> end = names.subList(names.size() - SHOWN / 2, names.size());
            names = new ArrayList<>(names.subList(0, SHOWN / 2 - 1));
            names.add("(" + left + " more)");
            names.addAll(end);
        }
        return String.join(" needs ", names);
    }

    /** Those that are left when, again and again, all are taken away that need nothing of what is left. */
    private static Set<String> withoutEnds(Map<String, List<String>> needs) {
        Map<String, Integer> open = new HashMap<>();
        Map<String, List<String>> neededBy = new HashMap<>();
        needs.forEach((name, all) -> {
            List<String> inside = all.stream().filter(needs::containsKey).toList();
            open.put(name, inside.size());
            inside.forEach(need ->
                    neededBy.computeIfAbsent(need, key -> new ArrayList<>()).add(name));
        });
        Deque<String> free = new ArrayDeque<>();
        open.forEach((name, count) -> {
            if (count == 0) {
                free.add(name);
            }
        });
        Set<String> gone = new HashSet<>();
        while (!free.isEmpty()) {
            String name = free.remove();
            gone.add(name);
            for (String dependent : neededBy.getOrDefault(name, List.of())) {
                if (open.merge(dependent, -1, Integer::sum) == 0) {
                    free.add(dependent);
                }
            }
        }
        Set<String> left = new HashSet<>(needs.keySet());
        left.removeAll(gone);
        return left;
    }

    /** Where everything needs something of the rest, whoever goes on comes back somewhere. */
    private static String onACycle(Map<String, List<String>> needs) {
        Set<String> passed = new HashSet<>();
        String at = needs.keySet().iterator().next();
        while (passed.add(at)) {
            at = needs.getOrDefault(at, List.of()).stream()
                    .filter(needs::containsKey)
                    .findFirst()
                    .orElseThrow();
        }
        return at;
    }

    private static List<String> shortestThrough(String start, Map<String, List<String>> needs) {
        Map<String, String> reachedFrom = new HashMap<>();
        Deque<String> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            String name = next.remove();
            for (String need : needs.getOrDefault(name, List.of())) {
                if (need.equals(start)) {
                    List<String> back = new ArrayList<>();
                    for (String at = name; at != null; at = reachedFrom.get(at)) {
                        back.add(0, at);
                    }
                    return back;
                }
                if (needs.containsKey(need) && !reachedFrom.containsKey(need)) {
                    reachedFrom.put(need, name);
                    next.add(need);
                }
            }
        }
        throw new IllegalArgumentException(start + " is on no cycle");
    }

    /** All that a name reaches and that reach it. */
    private static Set<String> knotOf(String name, Map<String, List<String>> needs) {
        Map<String, List<String>> neededBy = new HashMap<>();
        needs.forEach((from, all) -> all.forEach(
                need -> neededBy.computeIfAbsent(need, key -> new ArrayList<>()).add(from)));
        Set<String> knot = reach(name, needs);
        knot.retainAll(reach(name, neededBy));
        return knot;
    }

    private static Set<String> reach(String start, Map<String, List<String>> edges) {
        Set<String> reached = new HashSet<>(Set.of(start));
        Deque<String> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            for (String need : edges.getOrDefault(next.remove(), List.of())) {
                if (reached.add(need)) {
                    next.add(need);
                }
            }
        }
        return reached;
    }
}
