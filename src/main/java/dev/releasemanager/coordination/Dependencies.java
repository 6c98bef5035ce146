package dev.releasemanager.coordination;

import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.manifest.Component;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.Manifest;
import dev.releasemanager.manifest.NearestName;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** What one release says of its own about what needs what (M2): dependencies, and external systems with a contact. */
public final class Dependencies {
    public static final String DEPENDENT = "dependent";
    public static final String PREREQUISITE = "prerequisite";
    public static final String EXTERNAL = "external";
    public static final String CONTACT = "contact";

    public static final int NAME_LIMIT = 80;
    public static final int CONTACT_LIMIT = 200;
    /** What one release adds to the dependencies of the configuration. */
    static final int OWN_LIMIT = 500;

    private final Acts acts;

    Dependencies(Acts acts) {
        this.acts = acts;
    }

    /**
     * What was typed.
     *
     * @param dependent a component
     * @param prerequisite a component or external system that is known; blank where {@code external} is given
     * @param external the name of a new external system that is the prerequisite; blank if it is none
     * @param contact whom to ask about it
     */
    public record Form(String dependent, String prerequisite, String external, String contact) {
        public Form {
            dependent = dependent.strip();
            prerequisite = prerequisite.strip();
            external = external.strip();
            contact = contact.strip();
        }
    }

    /** The names that a dependency can have at its ends, sorted. */
    public static NavigableSet<String> names(Manifest manifest) {
        NavigableSet<String> names = new TreeSet<>(manifest.graph().components());
        manifest.landscape().components().forEach(component -> names.add(component.name()));
        return names;
    }

    /** Why this person can't say what that component needs: that is for the deciders, and for the teams of it. */
    static Optional<Refusal> refusalToEdit(PersonId by, String dependent, Scene scene, Manifest manifest) {
        List<TeamId> teams = new ArrayList<>(manifest.graph().teamsOf(dependent));
        manifest.landscape().find(dependent).flatMap(Component::team).ifPresent(teams::add);
        List<Optional<Refusal>> answers = new ArrayList<>();
        for (TeamId team : teams) {
            answers.add(Permissions.check(Act.EDIT_NEEDS, by, scene.release(), Optional.of(team), scene.roster()));
        }
        if (answers.isEmpty()) {
            return Permissions.check(Act.EDIT_NEEDS, by, scene.release(), Optional.empty(), scene.roster());
        }
        return answers.stream().anyMatch(Optional::isEmpty) ? Optional.empty() : answers.get(0);
    }

    public Outcome add(Intent intent, ReleaseKey key, Form form) {
        return acts.on(key, intent, scene -> {
            Details details = scene.tx().details(key);
            Manifest manifest = Inquiries.manifest(scene.tx(), key, scene.policy());
            Map<String, String> faults = faults(form, manifest);
            if (!faults.isEmpty()) {
                Optional<Refusal> stranger = Permissions.check(Act.LOOK, intent.by(), scene.release(), scene.roster());
                return stranger.map(Outcome::refused).orElseGet(() -> Outcome.refused(faults));
            }
            Optional<Refusal> refusal = refusalToEdit(intent.by(), form.dependent(), scene, manifest);
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            boolean external = !form.external().isEmpty();
            Dependency more = new Dependency(form.dependent(), external ? form.external() : form.prerequisite());
            if (manifest.landscape().dependencies().contains(more)) {
                return Outcome.unchanged(scene.release(), "“" + more + "” is known already.");
            }
            Optional<List<String>> circle = manifest.landscape().circleWith(more);
            if (circle.isPresent()) {
                return Outcome.refused(closesACircle(circle.get()));
            }
            Landscape own = details.own();
            if (own.dependencies().size() >= OWN_LIMIT) {
                return Outcome.refused(Refusal.of(
                        "The dependency was not added",
                        "A release adds at most " + OWN_LIMIT + " of its own.",
                        "What holds for every release belongs into the configuration."));
            }
            List<Component> components = new ArrayList<>(own.components());
            if (external && own.find(form.external()).isEmpty()) {
                components.add(Component.external(form.external(), form.contact()));
            }
            List<Dependency> dependencies = new ArrayList<>(own.dependencies());
            dependencies.add(more);
            return edit(
                    intent,
                    scene,
                    details,
                    new Landscape(components, dependencies),
                    "dependency_added",
                    more,
                    "“" + more + "” was added");
        });
    }

    private static Refusal closesACircle(List<String> circle) {
        return Refusal.of(
                        "The dependency was not added",
                        circle.size() == 2
                                ? circle.get(0) + " can't need itself."
                                : "It would close a circle, and then nothing could go first: "
                                        + String.join(" needs ", circle) + ".",
                        "Remove the dependency in the circle that isn't one, or plan a change that lets one of them go"
                                + " first.")
                .by("M2");
    }

    public Outcome remove(Intent intent, ReleaseKey key, Dependency dependency) {
        return acts.on(key, intent, scene -> {
            Details details = scene.tx().details(key);
            Manifest manifest = Inquiries.manifest(scene.tx(), key, scene.policy());
            Optional<Refusal> refusal = refusalToEdit(intent.by(), dependency.dependent(), scene, manifest);
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            if (!details.own().dependencies().contains(dependency)) {
                return manifest.landscape().dependencies().contains(dependency)
                        ? Outcome.refused(Refusal.of(
                                "The dependency was not removed",
                                "“" + dependency + "” comes from the configuration, which holds for every release.",
                                "Ask whoever looks after the configuration."))
                        : Outcome.unchanged(scene.release(), "it has been removed already.");
            }
            List<Dependency> left = new ArrayList<>(details.own().dependencies());
            left.remove(dependency);
            List<Component> components = details.own().components().stream()
                    .filter(component -> !component.external() || isNamed(component.name(), left))
                    .toList();
            return edit(
                    intent,
                    scene,
                    details,
                    new Landscape(components, left),
                    "dependency_removed",
                    dependency,
                    "“" + dependency + "” was removed");
        });
    }

    private static boolean isNamed(String component, List<Dependency> dependencies) {
        return dependencies.stream()
                .anyMatch(known -> known.prerequisite().equals(component)
                        || known.dependent().equals(component));
    }

    private static Outcome edit(
            Intent intent,
            Scene scene,
            Details details,
            Landscape own,
            String event,
            Dependency dependency,
            String said) {
        return scene.edit(
                intent,
                event,
                Map.of("dependent", dependency.dependent(), "prerequisite", dependency.prerequisite()),
                Texts.shortened(said, 200),
                release -> {
                    scene.tx().put(release.key(), details.withOwn(own));
                    return release;
                });
    }

    private static Map<String, String> faults(Form form, Manifest manifest) {
        Map<String, String> faults = new LinkedHashMap<>();
        NavigableSet<String> names = names(manifest);
        known(faults, DEPENDENT, form.dependent(), names, "Say which component has to wait.");
        if (form.external().isEmpty()) {
            known(
                    faults,
                    PREREQUISITE,
                    form.prerequisite(),
                    names,
                    "Say what has to go first: a component, or an external system below.");
            if (!form.contact().isEmpty()) {
                faults.put(EXTERNAL, "Whose contact is it? Name the external system.");
            }
            return faults;
        }
        if (!form.prerequisite().isEmpty()) {
            faults.put(EXTERNAL, "Either a known component goes first or a new external system, not both.");
        }
        Texts.limited(faults, EXTERNAL, form.external(), NAME_LIMIT);
        Texts.limited(faults, CONTACT, form.contact(), CONTACT_LIMIT);
        Optional<Component> known = manifest.landscape().find(form.external());
        boolean ours = known.map(component -> !component.external()).orElse(names.contains(form.external()));
        if (ours) {
            faults.put(EXTERNAL, form.external() + " is a component of ours; choose it above.");
        } else if (form.contact().isEmpty() && known.isEmpty()) {
            faults.put(CONTACT, "Whom does one ask about it? A name, an address or a page.");
        }
        return faults;
    }

    private static void known(
            Map<String, String> faults, String field, String name, NavigableSet<String> names, String ifBlank) {
        if (name.isEmpty()) {
            faults.put(field, ifBlank);
        } else if (!names.contains(name)) {
            faults.put(
                    field,
                    "Nobody knows “" + Texts.shortened(name, 40) + "”. "
                            + NearestName.of(name, names)
                                    .map(nearest -> "Did you mean " + nearest + "?")
                                    .orElse("A component is known when the configuration or a change names it."));
        }
    }
}
