package dev.releasemanager.manifest;

import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A release in parts that ship one after the other (H2, S3, X3): each change is in exactly one part, no part needs
 * anything of a later one, and each has as few cross-team dependencies and is as small as asked for. As few and as even
 * parts as can be found; changes that don't hang together (X3) are never put into the same part.
 *
 * <p>A component is never parted, and neither are components that need each other or share a migration.
 *
 * @param parts in the order in which they ship; a single one if nothing calls for a split
 * @param together what could not be parted, in sentences
 * @param impossible why a part still is too much, in sentences; empty if every part is as asked for
 */
public record Split(List<Part> parts, List<String> together, List<String> impossible) {
    /** More cross-team dependencies than this shut the gate (H2). */
    public static final int CROSS_TEAM_LIMIT = 3;

    /**
     * One of the releases that come of a split.
     *
     * @param number counts from 1
     * @param teams who has a hand in it
     * @param crossTeam the cross-team dependencies within it; those that lead into another part no longer count
     * @param after the numbers of the parts that have to ship before it; the others may, but need not
     * @param binding for each of those parts a dependency that says so
     * @param relations to be written into the new release: those of the old one that still have both ends, and new ones
     *     for changes that hung together only through what ships in another part
     */
    public record Part(
            int number,
            List<ChangeId> changes,
            List<String> components,
            List<TeamId> teams,
            List<Dependency> crossTeam,
            Risk risk,
            List<Integer> after,
            List<String> binding,
            List<Relation> relations) {
        public String sentence() {
            String order = after.isEmpty()
                    ? "It needs nothing of another part."
                    : "It ships after part " + Wording.list(after) + ", for " + Wording.list(binding) + ".";
            return "Part " + number + ": " + Wording.list(components) + " (" + Wording.list(teams) + "): "
                    + Wording.count(changes.size(), "change") + ", "
                    + (crossTeam.isEmpty()
                            ? "no cross-team dependencies"
                            : crossTeam.size() == 1
                                    ? "1 cross-team dependency"
                                    : crossTeam.size() + " cross-team dependencies")
                    + ", " + risk.word() + " risk. " + order;
        }
    }

    /** What each part holds at most. */
    public record Limits(int crossTeam, SizeBudget budget) {
        public static final Limits CHARTER = new Limits(CROSS_TEAM_LIMIT, SizeBudget.UNLIMITED);

        public Limits withBudget(SizeBudget next) {
            return new Limits(crossTeam, next);
        }
    }

    public boolean isNeeded() {
        return parts.size() > 1;
    }

    /** The whole proposal in words, a sentence or two a line. */
    public List<String> explanation() {
        List<String> lines = new ArrayList<>();
        lines.add(
                isNeeded()
                        ? "It goes in " + parts.size() + " parts, in this order; no part needs anything of a later one."
                        : impossible.isEmpty() ? "Nothing calls for a split." : "It can't be split any further.");
        if (isNeeded()) {
            parts.forEach(part -> lines.add(part.sentence()));
        }
        lines.addAll(together);
        lines.addAll(impossible);
        return List.copyOf(lines);
    }

    public static Split propose(Scope scope, Landscape landscape, Limits limits, List<Relation> relations) {
        return new Proposal(DependencyGraph.of(scope, landscape), landscape, limits, relations).split();
    }

    /** Components that ship together, whatever is done. */
    private record Unit(List<String> components) {}

    private static final class Proposal {
        private final DependencyGraph graph;
        private final Landscape landscape;
        private final Limits limits;
        private final List<Relation> relations;
        private final List<Links.SharedMigration> migrations;
        private final List<Dependency> crossTeam;
        /** In an order in which each comes after all that it needs. */
        private final List<Unit> units = new ArrayList<>();

        private final Map<String, Integer> unitOf = new HashMap<>();
        private final List<TreeSet<Integer>> needs = new ArrayList<>();
        private final List<List<Integer>> crossing = new ArrayList<>();
        private final List<List<Dependency>> inside = new ArrayList<>();
        private final Map<TeamId, Integer> teamNumbers = new HashMap<>();

        Proposal(DependencyGraph graph, Landscape landscape, Limits limits, List<Relation> relations) {
            this.graph = graph;
            this.landscape = landscape;
            this.limits = limits;
            this.relations = relations;
            this.migrations = Links.sharedMigrations(graph.scope());
            this.crossTeam = graph.crossTeam();
            findUnits();
            for (TeamId team : graph.teams()) {
                teamNumbers.put(team, teamNumbers.size());
            }
        }

        private void findUnits() {
            List<Dependency> bound = new ArrayList<>(landscape.dependencies());
            for (Links.SharedMigration migration : migrations) {
                List<String> components = migration.components();
                for (int i = 1; i < components.size(); i++) {
                    bound.add(new Dependency(components.get(0), components.get(i)));
                    bound.add(new Dependency(components.get(i), components.get(0)));
                }
            }
            Set<String> named = new TreeSet<>();
            graph.scope().changes().forEach(change -> named.add(change.component()));
            Network network = Network.of(new Landscape(landscape.components(), bound), named);
            Map<Integer, BitSet> through = new HashMap<>();
            for (int[] knot : network.knots(node -> graph.bearsOnOrder(node) || named.contains(network.name(node)))) {
                BitSet before = new BitSet();
                for (int node : knot) {
                    for (int prerequisite : network.prerequisites(node)) {
                        BitSet known = through.get(prerequisite);
                        if (known != null) {
                            before.or(known);
                        }
                    }
                }
                List<String> shipping = Arrays.stream(knot)
                        .mapToObj(network::name)
                        .filter(named::contains)
                        .toList();
                BitSet own = before;
                if (!shipping.isEmpty()) {
                    own = new BitSet();
                    own.set(units.size());
                    TreeSet<Integer> needed = new TreeSet<>();
                    before.stream().forEach(needed::add);
                    needs.add(needed);
                    crossing.add(new ArrayList<>());
                    inside.add(new ArrayList<>());
                    shipping.forEach(component -> unitOf.put(component, units.size()));
                    units.add(new Unit(shipping));
                }
                for (int node : knot) {
                    through.put(node, own);
                }
            }
            for (Dependency dependency : crossTeam) {
                int dependent = unitOf.getOrDefault(dependency.dependent(), -1);
                int prerequisite = unitOf.getOrDefault(dependency.prerequisite(), -1);
                if (dependent == prerequisite) {
                    inside.get(dependent).add(dependency);
                } else {
                    crossing.get(dependent).add(prerequisite);
                }
            }
        }

        Split split() {
            List<Set<Integer>> members = new ArrayList<>();
            Partition.Limits most = new Partition.Limits(limits.crossTeam(), limits.budget());
            for (Coherence.Group group : Coherence.of(graph, relations).groups()) {
                TreeSet<Integer> ofGroup = new TreeSet<>();
                group.components().forEach(component -> ofGroup.add(unitOf.getOrDefault(component, -1)));
                List<Integer> ordered = List.copyOf(ofGroup);
                int[] found = Partition.of(blocks(ordered), most);
                int first = members.size();
                for (int i = 0; i < found.length; i++) {
                    while (members.size() <= first + found[i]) {
                        members.add(new TreeSet<>());
                    }
                    members.get(first + found[i]).add(ordered.get(i));
                }
            }
            Map<Integer, Integer> partOf = new HashMap<>();
            for (int part = 0; part < members.size(); part++) {
                for (int unit : members.get(part)) {
                    partOf.put(unit, part + 1);
                }
            }
            List<Part> parts = new ArrayList<>();
            for (int i = 0; i < members.size(); i++) {
                parts.add(part(i + 1, members.get(i), partOf));
            }
            return new Split(List.copyOf(parts), together(), impossible(most));
        }

        private List<Partition.Block> blocks(List<Integer> ordered) {
            Map<Integer, Integer> index = new HashMap<>();
            for (int i = 0; i < ordered.size(); i++) {
                index.put(ordered.get(i), i);
            }
            return ordered.stream().map(unit -> block(unit, index)).toList();
        }

        private Partition.Block block(int unit, Map<Integer, Integer> index) {
            int changes = 0;
            int highRisk = 0;
            BitSet teams = new BitSet();
            for (String component : units.get(unit).components()) {
                for (Change change : graph.changesOf(component)) {
                    changes++;
                    highRisk += graph.scope().riskOf(change) == Risk.HIGH ? 1 : 0;
                }
                graph.teamsOf(component).forEach(team -> teams.set(teamNumbers.getOrDefault(team, 0)));
            }
            return new Partition.Block(
                    numbers(needs.get(unit), index),
                    numbers(crossing.get(unit), index),
                    inside.get(unit).size(),
                    changes,
                    units.get(unit).components().size(),
                    highRisk,
                    teams);
        }

        private static int[] numbers(Iterable<Integer> of, Map<Integer, Integer> index) {
            List<Integer> found = new ArrayList<>();
            for (Integer unit : of) {
                Integer number = index.get(unit);
                if (number != null) {
                    found.add(number);
                }
            }
            return found.stream().mapToInt(Integer::intValue).toArray();
        }

        private Part part(int number, Set<Integer> members, Map<Integer, Integer> partOf) {
            Set<ChangeId> ids = new TreeSet<>();
            TreeSet<String> components = new TreeSet<>();
            TreeSet<TeamId> teams = new TreeSet<>();
            TreeMap<Integer, String> after = new TreeMap<>();
            for (int unit : members) {
                for (String component : units.get(unit).components()) {
                    components.add(component);
                    teams.addAll(graph.teamsOf(component));
                    graph.changesOf(component).forEach(change -> {
                        ids.add(change.id());
                        teams.add(change.team());
                    });
                }
                for (int need : needs.get(unit)) {
                    int other = partOf.getOrDefault(need, number);
                    if (other != number) {
                        after.computeIfAbsent(other, key -> binding(units.get(unit), units.get(need)));
                    }
                }
            }
            DependencyGraph share = graph.only(ids);
            List<Dependency> cross = crossTeam.stream()
                    .filter(dependency -> components.contains(dependency.dependent())
                            && components.contains(dependency.prerequisite()))
                    .toList();
            return new Part(
                    number,
                    List.copyOf(ids),
                    List.copyOf(components),
                    List.copyOf(teams),
                    cross,
                    share.scope().risk(),
                    List.copyOf(after.keySet()),
                    List.copyOf(after.values()),
                    carried(share, ids));
        }

        private String binding(Unit dependent, Unit prerequisite) {
            for (String component : dependent.components()) {
                for (String other : graph.prerequisitesOf(component)) {
                    if (prerequisite.components().contains(other)) {
                        return component + " needs " + other;
                    }
                }
            }
            return dependent.components().get(0) + " needs "
                    + prerequisite.components().get(0);
        }

        private List<Relation> carried(DependencyGraph share, Set<ChangeId> ids) {
            List<Relation> carried = new ArrayList<>();
            for (Relation relation : relations) {
                if (ids.contains(relation.first()) && ids.contains(relation.second())) {
                    carried.add(relation);
                }
            }
            List<Coherence.Group> groups = Coherence.of(share, carried).groups();
            for (int i = 1; i < groups.size(); i++) {
                carried.add(
                        new Relation(
                                groups.get(0).changes().get(0),
                                groups.get(i).changes().get(0),
                                "Both were split from one release, in which they hung together through what ships in another part."));
            }
            return List.copyOf(carried);
        }

        private List<String> together() {
            List<String> sentences = new ArrayList<>();
            for (List<String> knot : graph.knots()) {
                sentences.add(Wording.list(knot) + " need each other and stay together.");
            }
            for (Links.SharedMigration migration : migrations) {
                sentences.add(Wording.list(migration.components()) + " share the migration " + migration.link()
                        + " and stay together.");
            }
            return List.copyOf(sentences);
        }

        private List<String> impossible(Partition.Limits most) {
            List<String> sentences = new ArrayList<>();
            for (int unit = 0; unit < units.size(); unit++) {
                if (Partition.fits(block(unit, Map.of()), most)) {
                    continue;
                }
                String name = Wording.list(units.get(unit).components());
                boolean one = units.get(unit).components().size() == 1;
                int cross = inside.get(unit).size();
                sentences.add(name
                        + (one ? " is deployed as one unit" : " can't be parted")
                        + (cross > most.crossTeam()
                                ? " and " + (one ? "has " : "have ") + cross
                                        + " cross-team dependencies, more than the " + most.crossTeam() + " allowed."
                                : " and " + (one ? "is" : "are") + " past the size budget by "
                                        + (one ? "itself." : "themselves.")));
            }
            return List.copyOf(sentences);
        }
    }
}
