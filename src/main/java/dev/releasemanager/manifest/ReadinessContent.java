package dev.releasemanager.manifest;

import dev.releasemanager.release.Digest;
import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.List;

/**
 * What one team is asked to confirm, line by line (A1). The digest of it is the seal of the team's confirmation: an edit
 * that changes it lets the confirmation expire, and no other does.
 *
 * <p>In it: the changes that the team answers for (its own, and others' in the components it owns), with raised risks;
 * the dependencies that are written between a component of the team's and one that ships or is external, on both sides;
 * its criteria; its rollback steps, in their order; how the flags of its changes are switched on; whom it waits for and who waits for it. Not in it: evidence, the
 * numbers of waves, versions (staging's requirement holds those), and whatever belongs to other teams only.
 *
 * @param lines of the canonical form, {@code path<TAB>value}
 */
public record ReadinessContent(TeamId team, List<String> lines) {
    public ReadinessContent {
        lines = List.copyOf(lines);
    }

    /**
     * @param criteria the team's criteria in their standard form, in any order
     * @param rollbackSteps the steps that concern the team, in their order
     * @param activations of the flags of the team's changes, in any order
     */
    public static ReadinessContent of(
            TeamId team,
            DependencyGraph graph,
            List<String> criteria,
            List<String> rollbackSteps,
            List<String> activations) {
        List<String> lines = new ArrayList<>();
        lines.add(CanonicalForm.line("readiness of", team.value()));
        for (Change change : graph.changesOf(team)) {
            lines.addAll(CanonicalForm.lines(change, graph.scope()));
        }
        for (Dependency dependency : graph.dependenciesOf(team)) {
            lines.add(CanonicalForm.line("dependency", dependency.toString()));
        }
        for (TeamId other : graph.waitsFor(team)) {
            lines.add(CanonicalForm.line("waits for", other.value()));
        }
        for (TeamId other : graph.waitedForBy(team)) {
            lines.add(CanonicalForm.line("waited for by", other.value()));
        }
        criteria.stream().sorted().forEach(criterion -> lines.add(CanonicalForm.line("criterion", criterion)));
        for (int i = 0; i < rollbackSteps.size(); i++) {
            lines.add(CanonicalForm.line("rollback step " + (i + 1), rollbackSteps.get(i)));
        }
        activations.stream().sorted().forEach(step -> lines.add(CanonicalForm.line("activation", step)));
        return new ReadinessContent(team, lines);
    }

    public String digest() {
        return Digest.of(lines);
    }
}
