package dev.releasemanager.manifest;

import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What ships in one release, and in which order (M2): the components that its changes name, and the dependencies that
 * bear on them. Whatever it gives is sorted, and the same for the same content in any order.
 *
 * <p>A dependency binds through components that don't ship: when A needs X and X needs B, and X is not in the release,
 * A still goes after B. Whoever wrote the two down may have meant it so, and an order too strict costs minutes, one too
 * loose an outage (H1). As cross-team dependencies (H2), on the other hand, only those count that are written between
 * two components of this release.
 *
 * <p>External systems stand in it, and bind as others do, but are in no wave.
 */
public final class DependencyGraph {
    private final Scope scope;
    private final Network network;
    private final NavigableMap<String, List<Change>> changes = new TreeMap<>();
    private final Map<String, Component> known;
    private final Map<String, TeamId> owners = new HashMap<>();
    private final NavigableMap<TeamId, NavigableSet<String>> handsIn = new TreeMap<>();
    private final Map<String, NavigableSet<TeamId>> teamsOf = new HashMap<>();
    private final Map<TeamId, List<Change>> answersFor = new HashMap<>();
    private final BitSet ships = new BitSet();
    /** Doesn't ship, but lies on a path between components that do. */
    private final BitSet between = new BitSet();

    private final BitSet external = new BitSet();
    private final List<Wave> waves;
    private final Map<String, Integer> waveOf = new HashMap<>();
    private final List<List<String>> knots = new ArrayList<>();
    private volatile @Nullable Faults faults;

    private record Faults(List<TeamId> teams, List<Fault> found) {}

    private DependencyGraph(Scope scope, Map<String, Component> known, Network network) {
        this.scope = scope;
        this.known = known;
        this.network = network;
        for (Change change : scope.changes()) {
            changes.computeIfAbsent(change.component(), name -> new ArrayList<>())
                    .add(change);
        }
        known.values().stream()
                .filter(Component::external)
                .map(Component::name)
                .mapToInt(network::find)
                .forEach(external::set);
        changes.keySet().stream()
                .mapToInt(network::find)
                .filter(node -> !external.get(node))
                .forEach(ships::set);
        findOwners();
        BitSet below = reached(network::prerequisites);
        BitSet above = reached(network::dependents);
        between.or(below);
        between.and(above);
        between.andNot(ships);
        waves = wavesInOrder();
        for (Wave wave : waves) {
            wave.components().forEach(component -> waveOf.put(component, wave.number()));
        }
    }

    public static DependencyGraph of(Scope scope, Landscape landscape) {
        Map<String, Component> known = new HashMap<>();
        landscape.components().forEach(component -> known.put(component.name(), component));
        List<String> named =
                scope.changes().stream().map(Change::component).distinct().toList();
        return new DependencyGraph(scope, known, Network.of(landscape, named));
    }

    /** The same landscape with a part of the changes; cheaper than building it anew. */
    public DependencyGraph only(Set<ChangeId> ids) {
        return new DependencyGraph(scope.only(ids), known, network);
    }

    /** The same landscape without some changes. */
    public DependencyGraph without(Set<ChangeId> ids) {
        return new DependencyGraph(scope.without(ids), known, network);
    }

    private void findOwners() {
        changes.forEach((name, ofIt) -> {
            Component component = known.get(name);
            TeamId first = ofIt.get(0).team();
            owners.put(name, component == null ? first : component.team().orElse(first));
        });
        for (Change change : scope.changes()) {
            String component = change.component();
            TeamId owner = owners.getOrDefault(component, change.team());
            for (TeamId team : new TreeSet<>(List.of(owner, change.team()))) {
                answersFor.computeIfAbsent(team, key -> new ArrayList<>()).add(change);
                if (ships(component)) {
                    handsIn.computeIfAbsent(team, key -> new TreeSet<>()).add(component);
                    teamsOf.computeIfAbsent(component, key -> new TreeSet<>()).add(team);
                }
            }
        }
    }

    /** What lies on the way from any component that ships, in one direction; the ones it starts from only if met. */
    private BitSet reached(IntFunction<int[]> neighbours) {
        BitSet seen = new BitSet();
        int[] queue = Arrays.copyOf(ships.stream().toArray(), network.size() + ships.cardinality());
        int end = ships.cardinality();
        for (int at = 0; at < end; at++) {
            for (int next : neighbours.apply(queue[at])) {
                if (!seen.get(next)) {
                    seen.set(next);
                    queue[end++] = next;
                }
            }
        }
        return seen;
    }

    private boolean bears(int node) {
        return ships.get(node) || between.get(node);
    }

    private List<Wave> wavesInOrder() {
        int[] level = new int[network.size()];
        NavigableMap<Integer, TreeSet<String>> byLevel = new TreeMap<>();
        for (int[] knot : network.knots(this::bears)) {
            int before = 0;
            for (int node : knot) {
                for (int prerequisite : network.prerequisites(node)) {
                    before = Math.max(before, level[prerequisite]);
                }
            }
            List<String> shipping = Arrays.stream(knot)
                    .filter(ships::get)
                    .mapToObj(network::name)
                    .toList();
            int own = shipping.isEmpty() ? before : before + 1;
            for (int node : knot) {
                level[node] = own;
            }
            if (!shipping.isEmpty()) {
                byLevel.computeIfAbsent(own, number -> new TreeSet<>()).addAll(shipping);
            }
            if (shipping.size() > 1) {
                knots.add(shipping);
            }
        }
        List<Wave> ordered = new ArrayList<>();
        byLevel.forEach((number, components) -> ordered.add(new Wave(number, List.copyOf(components))));
        return List.copyOf(ordered);
    }

    public Scope scope() {
        return scope;
    }

    /** The components that ship, by name. */
    public List<String> components() {
        return names(ships);
    }

    public boolean ships(String component) {
        int node = network.find(component);
        return node >= 0 && ships.get(node);
    }

    /** The changes of a component, by id. */
    public List<Change> changesOf(String component) {
        return List.copyOf(changes.getOrDefault(component, List.of()));
    }

    /**
     * The components that don't ship but through which an order between shipping ones comes about; external systems of
     * that sort among them.
     */
    public List<String> between() {
        return names(between);
    }

    /** The external systems that something in this release needs, or that need something in it. */
    public List<Component> externals() {
        return external.stream()
                .filter(this::touches)
                .mapToObj(network::name)
                .map(known::get)
                .sorted()
                .toList();
    }

    private boolean touches(int node) {
        return IntStream.concat(Arrays.stream(network.prerequisites(node)), Arrays.stream(network.dependents(node)))
                .anyMatch(this::bears);
    }

    /** The dependencies to be drawn: between components that ship, that lie between, and the external systems. */
    public List<Dependency> dependencies() {
        List<Dependency> drawn = new ArrayList<>();
        for (int node = 0; node < network.size(); node++) {
            for (int prerequisite : network.prerequisites(node)) {
                if ((bears(node) && (bears(prerequisite) || external.get(prerequisite)))
                        || (external.get(node) && bears(prerequisite))) {
                    drawn.add(new Dependency(network.name(node), network.name(prerequisite)));
                }
            }
        }
        return List.copyOf(drawn);
    }

    /**
     * The shortest cycle with at least one component of this release on it, closed: {@code [cart, ledger, cart]} for
     * two that need each other. Each needs the next.
     */
    public Optional<List<String>> cycle() {
        return network.cycle(ships::get);
    }

    /**
     * All that is wrong with what ships or with what it depends on, those that shut the gate first. Looked for once as long
     * as the same teams take part.
     *
     * @param teams the teams that take part in the release
     */
    public List<Fault> faults(List<TeamId> teams) {
        Faults known = faults;
        if (known == null || !known.teams().equals(teams)) {
            known = new Faults(List.copyOf(teams), Fault.in(this, teams));
            faults = known;
        }
        return known.found();
    }

    /**
     * The sets of shipping components that no order can part, for they lie on cycles that touch; each by name. Empty if
     * there is no cycle but through components that don't ship.
     */
    List<List<String>> knots() {
        return List.copyOf(knots);
    }

    /**
     * What goes first, second and so on; all of one wave may go in parallel. While there is a cycle nothing may go, and
     * the components of a cycle are shown in one wave.
     */
    public List<Wave> waves() {
        return waves;
    }

    /** The waves in reverse, numbered from 1: the order in which they are undone. */
    public List<Wave> rollbackWaves() {
        List<Wave> reversed = new ArrayList<>();
        for (int i = waves.size() - 1; i >= 0; i--) {
            reversed.add(new Wave(waves.size() - i, waves.get(i).components()));
        }
        return List.copyOf(reversed);
    }

    /** The number of the wave that a component goes in; empty if it doesn't ship. */
    public Optional<Integer> waveOf(String component) {
        return Optional.ofNullable(waveOf.get(component));
    }

    /** The shipping components that have to be deployed right before this one, directly or through what doesn't ship. */
    public List<String> prerequisitesOf(String component) {
        return next(List.of(component), network::prerequisites);
    }

    /** The shipping components that wait for this one, directly or through what doesn't ship. */
    public List<String> dependentsOf(String component) {
        return next(List.of(component), network::dependents);
    }

    private List<String> next(Collection<String> components, IntFunction<int[]> neighbours) {
        BitSet seen = new BitSet();
        BitSet found = new BitSet();
        int[] queue = new int[network.size() + components.size()];
        int end = 0;
        for (String component : components) {
            int node = network.find(component);
            if (node >= 0) {
                queue[end++] = node;
            }
        }
        for (int at = 0; at < end; at++) {
            for (int next : neighbours.apply(queue[at])) {
                if (ships.get(next)) {
                    found.set(next);
                } else if (between.get(next) && !seen.get(next)) {
                    seen.set(next);
                    queue[end++] = next;
                }
            }
        }
        return names(found);
    }

    /** Who owns a component that ships: whom the landscape names, or else the team of its first change. */
    public Optional<TeamId> ownerOf(String component) {
        return Optional.ofNullable(owners.get(component));
    }

    /** Who has a hand in a component that ships: its owner, and every team with a change in it. */
    public NavigableSet<TeamId> teamsOf(String component) {
        return new TreeSet<>(teamsOf.getOrDefault(component, Collections.emptyNavigableSet()));
    }

    /** All teams that have a hand in what ships. */
    public NavigableSet<TeamId> teams() {
        return new TreeSet<>(handsIn.keySet());
    }

    /** What a team has a hand in. */
    public List<String> componentsOf(TeamId team) {
        return List.copyOf(handsIn.getOrDefault(team, new TreeSet<>()));
    }

    /** The changes that a team answers for: its own, and those of others in the components that it owns. */
    public List<Change> changesOf(TeamId team) {
        return List.copyOf(answersFor.getOrDefault(team, List.of()));
    }

    /** Whose components have to be deployed right before this team's. */
    public NavigableSet<TeamId> waitsFor(TeamId team) {
        return others(team, next(componentsOf(team), network::prerequisites));
    }

    /** Whose components go right after this team's; {@link #waitsFor} read backwards. */
    public NavigableSet<TeamId> waitedForBy(TeamId team) {
        return others(team, next(componentsOf(team), network::dependents));
    }

    private NavigableSet<TeamId> others(TeamId team, List<String> components) {
        NavigableSet<TeamId> teams = new TreeSet<>();
        components.forEach(component -> teams.addAll(teamsOf.getOrDefault(component, Collections.emptyNavigableSet())));
        teams.remove(team);
        return teams;
    }

    /** A team's place in the order: the numbers of the waves in which something of it goes, ascending. */
    public List<Integer> placeOf(TeamId team) {
        return componentsOf(team).stream()
                .flatMap(component -> waveOf(component).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The dependencies that are written between two components of this release, whoever they belong to. */
    public List<Dependency> direct() {
        List<Dependency> direct = new ArrayList<>();
        for (int node = ships.nextSetBit(0); node >= 0; node = ships.nextSetBit(node + 1)) {
            for (int prerequisite : network.prerequisites(node)) {
                if (ships.get(prerequisite)) {
                    direct.add(new Dependency(network.name(node), network.name(prerequisite)));
                }
            }
        }
        return List.copyOf(direct);
    }

    /** The dependencies that are written between something of the team's and what ships or is external. */
    public List<Dependency> dependenciesOf(TeamId team) {
        NavigableSet<Dependency> found = new TreeSet<>();
        for (String component : componentsOf(team)) {
            int node = network.find(component);
            for (int prerequisite : network.prerequisites(node)) {
                if (ships.get(prerequisite) || external.get(prerequisite)) {
                    found.add(new Dependency(component, network.name(prerequisite)));
                }
            }
            for (int dependent : network.dependents(node)) {
                if (ships.get(dependent) || external.get(dependent)) {
                    found.add(new Dependency(network.name(dependent), component));
                }
            }
        }
        return List.copyOf(found);
    }

    /** The direct dependencies whose ends belong to different teams (H2). */
    public List<Dependency> crossTeam() {
        return direct().stream()
                .filter(dependency -> !ownerOf(dependency.dependent()).equals(ownerOf(dependency.prerequisite())))
                .toList();
    }

    Network network() {
        return network;
    }

    boolean bearsOnOrder(int node) {
        return bears(node);
    }

    boolean bearsOnOrder(String component) {
        int node = network.find(component);
        return node >= 0 && bears(node);
    }

    boolean ships(int node) {
        return ships.get(node);
    }

    Optional<Component> knownAs(String component) {
        return Optional.ofNullable(known.get(component));
    }

    boolean knowsComponents() {
        return !known.isEmpty();
    }

    private List<String> names(BitSet nodes) {
        return nodes.stream().mapToObj(network::name).toList();
    }
}
