package dev.releasemanager.rollback;

import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.DependencyGraph;
import dev.releasemanager.manifest.PlannedActivation;
import dev.releasemanager.manifest.Wave;
import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Steps proposed from the deployment order reversed, so that the owner corrects rather than invents: flags off first, then
 * the components, the last deployed first. What can't be known stands in angle brackets, and the plan isn't complete
 * before it is filled in ({@link StepWording}).
 */
public final class PlanDraft {
    private PlanDraft() {}

    /**
     * One proposed step.
     *
     * @param team who answers for the component
     */
    public record Proposed(String what, Optional<TeamId> team) {}

    public static List<Proposed> of(DependencyGraph graph) {
        List<Proposed> flags = new ArrayList<>();
        List<Proposed> components = new ArrayList<>();
        for (Wave wave : graph.rollbackWaves()) {
            for (String component : wave.components()) {
                Optional<TeamId> team = graph.ownerOf(component);
                for (Change change : graph.changesOf(component)) {
                    change.flag().map(flag -> new Proposed(PlannedActivation.usualWayBack(flag), team)).stream()
                            .filter(proposed -> flags.stream()
                                    .noneMatch(known -> known.what().equals(proposed.what())))
                            .forEach(flags::add);
                }
                components.add(new Proposed("Deploy " + named(component) + " <previous version> again", team));
                if (graph.changesOf(component).stream().anyMatch(ReversalTest::isWantedFor)) {
                    components.add(new Proposed("Reverse the migration of " + named(component) + ": <command>", team));
                }
            }
        }
        flags.addAll(components);
        return flags;
    }

    /** Any name can be told from the words around it, in backticks if need be. */
    private static String named(String name) {
        return name.matches("[\\w.]+([-/][\\w.]+)+") ? name : "`" + name.replace('`', ' ') + "`";
    }
}
