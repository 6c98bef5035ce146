package dev.releasemanager.manifest;

import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Something wrong with what ships or with what it depends on (M2), as a value that can be shown.
 */
public sealed interface Fault {

    /** Whether it shuts the gate; the others are advice. */
    boolean shutsTheGate();

    /**
     * What is wrong, in a sentence.
     *
     * @param named a team's name to read
     */
    String sentence(Function<TeamId, String> named);

    /**
     * What to do about it, in a sentence.
     *
     * @param named a team's name to read
     */
    String remedy(Function<TeamId, String> named);

    /**
     * A cycle: no order satisfies it.
     *
     * @param path closed; each needs the next
     */
    record Cycle(List<String> path) implements Fault {
        @Override
        public boolean shutsTheGate() {
            return true;
        }

        @Override
        public String sentence(Function<TeamId, String> named) {
            return path.size() == 2
                    ? path.get(0) + " is said to need itself."
                    : "The dependencies go in a circle: " + String.join(" needs ", path) + ".";
        }

        @Override
        public String remedy(Function<TeamId, String> named) {
            return "Remove the dependency that isn't one, or make a change that lets one of them go first.";
        }
    }

    /** Changes name a component that neither the configuration nor the release knows. */
    record UnknownComponent(String component, List<ChangeId> changes) implements Fault {
        @Override
        public boolean shutsTheGate() {
            return true;
        }

        @Override
        public String sentence(Function<TeamId, String> named) {
            return "Nobody knows the component " + component + ", which " + Wording.changes(changes) + " "
                    + (changes.size() == 1 ? "names." : "name.");
        }

        @Override
        public String remedy(Function<TeamId, String> named) {
            return "Correct its name, or add it to the release's components.";
        }
    }

    /** A dependency that bears on the release has an end that nobody knows, so it may say something else than meant. */
    record UnknownEnd(Dependency dependency, String component) implements Fault {
        @Override
        public boolean shutsTheGate() {
            return true;
        }

        @Override
        public String sentence(Function<TeamId, String> named) {
            return "“" + dependency + "” names " + component + ", which is no known component.";
        }

        @Override
        public String remedy(Function<TeamId, String> named) {
            return "Correct its name in the dependency, or add it to the release's components.";
        }
    }

    /** Changes name an external system, which nobody here deploys. */
    record ExternalChanged(String component, List<ChangeId> changes) implements Fault {
        @Override
        public boolean shutsTheGate() {
            return true;
        }

        @Override
        public String sentence(Function<TeamId, String> named) {
            return Wording.capital(Wording.changes(changes)) + (changes.size() == 1 ? " names " : " name ") + component
                    + ", an external system that nobody here deploys.";
        }

        @Override
        public String remedy(Function<TeamId, String> named) {
            return "Name the component of ours that changes, or take it out of the scope.";
        }
    }

    /** A component that ships and that nobody is named for. */
    record OwnedByNobody(String component, TeamId changedBy) implements Fault {
        @Override
        public boolean shutsTheGate() {
            return false;
        }

        @Override
        public String sentence(Function<TeamId, String> named) {
            return "No team owns " + component + "; " + named.apply(changedBy)
                    + ", which changes it first, is taken for its owner.";
        }

        @Override
        public String remedy(Function<TeamId, String> named) {
            return "Name its team in the configuration or in the release.";
        }
    }

    /** A team changes what another one owns: allowed, and worth a word between them. */
    record ForeignChange(ChangeId change, TeamId by, String component, TeamId owner) implements Fault {
        @Override
        public boolean shutsTheGate() {
            return false;
        }

        @Override
        public String sentence(Function<TeamId, String> named) {
            return "Change " + change + " by " + named.apply(by) + " is in " + component + ", which belongs to "
                    + named.apply(owner) + ".";
        }

        @Override
        public String remedy(Function<TeamId, String> named) {
            return named.apply(owner) + " deploys it and answers for it: see that they know of it.";
        }
    }

    /** A team takes part that has no change and owns nothing that ships. */
    record IdleTeam(TeamId team) implements Fault {
        @Override
        public boolean shutsTheGate() {
            return false;
        }

        @Override
        public String sentence(Function<TeamId, String> named) {
            return named.apply(team) + " takes part, but nothing in the scope is theirs.";
        }

        @Override
        public String remedy(Function<TeamId, String> named) {
            return "Add their changes, or take the team out of the release.";
        }
    }

    /**
     * All faults, those that shut the gate first.
     *
     * @param teams the teams that take part in the release
     */
    static List<Fault> in(DependencyGraph graph, List<TeamId> teams) {
        List<Fault> faults = new ArrayList<>();
        graph.cycle().ifPresent(path -> faults.add(new Cycle(path)));
        List<Fault> advice = new ArrayList<>();
        TreeSet<String> named = new TreeSet<>();
        graph.scope().changes().forEach(change -> named.add(change.component()));
        for (String component : named) {
            List<Change> changes = graph.changesOf(component);
            Optional<Component> known = graph.knownAs(component);
            if (known.isPresent() && known.get().external()) {
                faults.add(new ExternalChanged(component, ids(changes)));
                continue;
            }
            if (known.isEmpty() && graph.knowsComponents()) {
                faults.add(new UnknownComponent(component, ids(changes)));
            }
            Optional<TeamId> owner = known.flatMap(Component::team);
            if (known.isPresent() && owner.isEmpty()) {
                advice.add(new OwnedByNobody(component, changes.get(0).team()));
            }
            for (Change change : changes) {
                owner.filter(team -> !team.equals(change.team()))
                        .ifPresent(team -> advice.add(new ForeignChange(change.id(), change.team(), component, team)));
            }
        }
        faults.addAll(unknownEnds(graph));
        for (TeamId team : new TreeSet<>(teams)) {
            if (graph.changesOf(team).isEmpty()) {
                advice.add(new IdleTeam(team));
            }
        }
        faults.addAll(advice);
        return List.copyOf(faults);
    }

    private static List<Fault> unknownEnds(DependencyGraph graph) {
        List<Fault> faults = new ArrayList<>();
        if (!graph.knowsComponents()) {
            return faults;
        }
        Network network = graph.network();
        for (int node = 0; node < network.size(); node++) {
            for (int prerequisite : network.prerequisites(node)) {
                if (!graph.bearsOnOrder(node) && !graph.bearsOnOrder(prerequisite)) {
                    continue;
                }
                Dependency dependency = new Dependency(network.name(node), network.name(prerequisite));
                for (int end : new int[] {node, prerequisite}) {
                    if (!graph.ships(end) && graph.knownAs(network.name(end)).isEmpty()) {
                        faults.add(new UnknownEnd(dependency, network.name(end)));
                    }
                }
            }
        }
        return faults;
    }

    private static List<ChangeId> ids(List<Change> changes) {
        return changes.stream().map(Change::id).toList();
    }
}
