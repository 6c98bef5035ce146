package dev.releasemanager.rollback;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * In which order the plan's steps undo what is in fact out (Q2): flags that are on go off first, then the component that
 * was deployed last. A step belongs to the components and flags that it names; one that names none keeps its place behind
 * the step before it. A flag that is on and that no step of the plan names goes off by the way back of its activation.
 *
 * @param steps what is to be done, in this order
 * @param needless steps that undo only what was never deployed or switched on, in the plan's order
 * @param unnamed components that were deployed and that no step names, the last deployed first
 */
public record RollbackOrder(List<Step> steps, List<Step> needless, List<String> unnamed) {
    public RollbackOrder {
        steps = List.copyOf(steps);
        needless = List.copyOf(needless);
        unnamed = List.copyOf(unnamed);
    }

    /**
     * A flag of the release.
     *
     * @param wayBack how it is switched off by its activation; empty if none was planned
     */
    public record Switch(String flag, boolean isOn, Optional<Step> wayBack) {}

    /**
     * @param deployed the components that were deployed, each once, in the order in which they last were
     * @param components all components of the release
     * @param flags the release's flags
     */
    public static RollbackOrder of(
            RollbackPlan plan, List<String> deployed, Collection<String> components, List<Switch> flags) {
        List<Step> needless = new ArrayList<>();
        List<Step> switches = new ArrayList<>();
        List<Group> groups = new ArrayList<>();
        Set<String> named = new LinkedHashSet<>();
        Set<Switch> switched = new LinkedHashSet<>();
        for (Step step : plan.steps()) {
            List<String> ofStep =
                    components.stream().filter(name -> names(step, name)).toList();
            List<Switch> flagsOfStep =
                    flags.stream().filter(flag -> names(step, flag.flag())).toList();
            boolean on = flagsOfStep.stream().anyMatch(Switch::isOn);
            boolean namesSomething = !ofStep.isEmpty() || !flagsOfStep.isEmpty();
            if (on) {
                switches.add(step);
                switched.addAll(flagsOfStep);
            } else if (namesSomething && ofStep.stream().noneMatch(deployed::contains)) {
                needless.add(step);
            } else if (ofStep.isEmpty() && !groups.isEmpty()) {
                groups.get(groups.size() - 1).steps().add(step);
            } else {
                groups.add(new Group(
                        ofStep.stream().mapToInt(deployed::indexOf).max().orElse(Integer.MAX_VALUE),
                        new ArrayList<>(List.of(step))));
            }
            named.addAll(ofStep);
        }
        flags.stream()
                .filter(flag -> flag.isOn() && !switched.contains(flag))
                .flatMap(flag -> flag.wayBack().stream())
                .forEach(switches::add);
        groups.sort(Comparator.comparingInt(Group::lastDeployed).reversed());
        List<Step> steps = new ArrayList<>(switches);
        groups.forEach(group -> steps.addAll(group.steps()));
        List<String> unnamed = new ArrayList<>();
        for (String component : deployed) {
            if (!named.contains(component)) {
                unnamed.add(0, component);
            }
        }
        return new RollbackOrder(steps, needless, unnamed);
    }

    /** @param lastDeployed when, of its components, the last was deployed, as a place in the order of deployment */
    private record Group(int lastDeployed, List<Step> steps) {}

    private static boolean names(Step step, String name) {
        return names(step.what(), name);
    }

    /** Whether words name this component or flag, as a word of its own. */
    public static boolean names(String words, String name) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])")
                .matcher(words)
                .find();
    }
}
