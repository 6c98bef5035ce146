package dev.releasemanager.manifest;

import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A release in a few words, for the tests of graphs: {@code Sketch.of("cart@checkout needs ledger@payments")}. Each word
 * with an {@code @} is a component and its team; {@code ~stripe} is an external system. Unless the test says otherwise a
 * component ships by one change of its team, numbered in the order in which the components are first named; a
 * component in parentheses is known and doesn't ship.
 */
final class Sketch {
    private final Map<String, Component> components = new LinkedHashMap<>();
    private final List<Dependency> dependencies = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    /** @param lines {@code a@t}, or {@code a@t needs b@t c@t}; the team has to be named once */
    static Sketch of(String... lines) {
        Sketch sketch = new Sketch();
        for (String line : lines) {
            String[] words = line.strip().split("\\s+", -1);
            String first = sketch.name(words[0]);
            for (int i = 2; i < words.length; i++) {
                sketch.dependencies.add(new Dependency(first, sketch.name(words[i])));
            }
        }
        return sketch;
    }

    private String name(String word) {
        boolean ships = !word.startsWith("(") && !word.startsWith("~");
        String[] parts = word.replaceAll("[()~]", "").split("@", -1);
        String name = parts[0];
        if (!components.containsKey(name)) {
            if (word.startsWith("~")) {
                components.put(name, Component.external(name, "help@" + name + ".example"));
            } else {
                TeamId team = new TeamId(parts[1]);
                components.put(name, Component.of(name, team));
                if (ships) {
                    change(name, team, "copy");
                }
            }
        }
        return name;
    }

    Sketch change(String component, TeamId team, String kind) {
        int id = changes.size() + 1;
        return change(component, team, kind, "Change number " + id, "https://git.example/pull/" + id);
    }

    Sketch change(String component, TeamId team, String kind, String title, String link) {
        changes.add(new Change(
                new ChangeId(changes.size() + 1),
                team,
                component,
                kind,
                title,
                link,
                Optional.empty(),
                "nothing",
                Optional.empty(),
                Optional.empty()));
        return this;
    }

    Sketch needs(String dependent, String prerequisite) {
        dependencies.add(new Dependency(dependent, prerequisite));
        return this;
    }

    Scope scope() {
        return new Scope(changes, Changes.kinds());
    }

    Landscape landscape() {
        return new Landscape(List.copyOf(components.values()), dependencies);
    }

    DependencyGraph graph() {
        return DependencyGraph.of(scope(), landscape());
    }

    /** The same content, in another order. */
    Sketch shuffled(Random random) {
        Sketch other = new Sketch();
        List<Component> all = new ArrayList<>(components.values());
        Collections.shuffle(all, random);
        all.forEach(component -> other.components.put(component.name(), component));
        other.dependencies.addAll(dependencies);
        Collections.shuffle(other.dependencies, random);
        other.changes.addAll(changes);
        Collections.shuffle(other.changes, random);
        return other;
    }

    /**
     * Some release: a few teams, components that belong to them or to nobody, some outside of it, some external.
     *
     * @param cycles whether there may be any
     */
    static Sketch random(Random random, int size, boolean cycles) {
        Sketch sketch = new Sketch();
        int teams = 1 + random.nextInt(5);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String name = "c" + i;
            names.add(name);
            TeamId team = new TeamId("t" + random.nextInt(teams));
            int sort = random.nextInt(12);
            sketch.components.put(
                    name,
                    sort == 0
                            ? Component.external(name, "")
                            : sort == 1 ? Component.ownedByNobody(name) : Component.of(name, team));
            if (sort != 0 && random.nextInt(5) > 0) {
                for (int j = random.nextInt(3); j >= 0; j--) {
                    TeamId by = random.nextInt(6) == 0 ? new TeamId("t" + random.nextInt(teams)) : team;
                    String kind = List.of("copy", "flagged", "migration").get(random.nextInt(3));
                    int link = random.nextInt(8) == 0 ? random.nextInt(3) : 1_000 + sketch.changes.size();
                    sketch.change(name, by, kind, "Some change", "https://git.example/pull/" + link);
                }
            }
        }
        Collections.shuffle(names, random);
        int edges = size < 2 ? 0 : random.nextInt(size * 2);
        for (int i = 0; i < edges; i++) {
            int a = random.nextInt(size);
            int b = random.nextInt(size);
            if (a != b && (cycles || a > b)) {
                sketch.needs(names.get(a), names.get(b));
            }
        }
        return sketch;
    }
}
