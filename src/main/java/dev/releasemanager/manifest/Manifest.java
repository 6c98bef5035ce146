package dev.releasemanager.manifest;

import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What ships and how it hangs together: the scope, the components with what they need, and everything else that is written
 * down about them. Immutable, and thread-safe: whatever follows from it alone is found out when it is first asked for, and
 * then known.
 */
public final class Manifest {
    private final Scope scope;
    private final Landscape landscape;
    private final Details details;
    private final DependencyGraph graph;
    private final Map<TeamId, Seal> seals = new ConcurrentHashMap<>();
    private volatile @Nullable Coherence coherence;
    private volatile @Nullable List<Flagged> flags;

    private record Seal(List<String> rollbackSteps, String digest) {}

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
        List<Flagged> known = flags;
        if (known == null) {
            known = findFlags();
            flags = known;
        }
        return known;
    }

    private List<Flagged> findFlags() {
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

    /** Whether a criterion is this team's: named for it, or about a component that it answers for. */
    public boolean concerns(PlannedCriterion criterion, TeamId team) {
        return criterion.team().map(team::equals).orElseGet(() -> criterion
                .component()
                .filter(component -> graph.componentsOf(team).contains(component))
                .isPresent());
    }

    /** The criteria that are this team's. */
    public List<PlannedCriterion> criteriaOf(TeamId team) {
        return details.criteria().stream()
                .filter(criterion -> concerns(criterion, team))
                .toList();
    }

    /**
     * What a team is asked to confirm (A1).
     *
     * @param rollbackSteps the steps that concern the team, in their order
     */
    public ReadinessContent readinessContent(TeamId team, List<String> rollbackSteps) {
        List<String> criteria =
                criteriaOf(team).stream().map(PlannedCriterion::readinessLine).toList();
        List<String> activations = flags().stream()
                .filter(flag -> flag.teams().contains(team))
                .flatMap(flag -> flag.activation().stream())
                .map(PlannedActivation::readinessLine)
                .toList();
        return ReadinessContent.of(team, graph, criteria, rollbackSteps, activations);
    }

    /**
     * The digest of {@link #readinessContent}. Every act compares that of every team with what was confirmed, so the last
     * one of each team is kept.
     */
    public String seal(TeamId team, List<String> rollbackSteps) {
        Seal known = seals.get(team);
        if (known == null || !known.rollbackSteps().equals(rollbackSteps)) {
            known = new Seal(
                    List.copyOf(rollbackSteps),
                    readinessContent(team, rollbackSteps).digest());
            seals.put(team, known);
        }
        return known.digest();
    }
}
