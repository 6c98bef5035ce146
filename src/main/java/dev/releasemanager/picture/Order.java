package dev.releasemanager.picture;

import dev.releasemanager.manifest.Component;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.DependencyGraph;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.Wave;
import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is drawn: the order in which a release is deployed.
 *
 * @param title of the release, with its key
 * @param teams their names; a team without one is shown by its id
 */
public record Order(String title, DependencyGraph graph, Landscape landscape, Map<TeamId, String> teams) {
    public Order {
        teams = Map.copyOf(teams);
    }

    /** Slack shows at most so many letters of an alternative text. */
    public static final int ALTERNATIVE_LIMIT = 1_000;

    String teamOf(String component) {
        Optional<TeamId> owner = graph.ownerOf(component);
        return owner.map(team -> teams.getOrDefault(team, team.value())).orElse("nobody");
    }

    boolean isExternal(String component) {
        return landscape.find(component).filter(Component::external).isPresent();
    }

    /** The components of a wave by team. */
    NavigableMap<String, List<String>> byTeam(Wave wave) {
        NavigableMap<String, List<String>> byTeam = new TreeMap<>();
        for (String component : wave.components()) {
            byTeam.computeIfAbsent(teamOf(component), team -> new ArrayList<>()).add(component);
        }
        return byTeam;
    }

    /**
     * What the picture says, for whoever can't see it.
     *
     * @param most letters; what is left out is said
     */
    public String alternative(int most) {
        List<String> sentences = new ArrayList<>();
        sentences.add("Deployment order of " + title + " in " + graph.waves().size()
                + (graph.waves().size() == 1 ? " wave." : " waves."));
        graph.cycle()
                .ifPresent(path -> sentences.add("The dependencies go in a circle: "
                        + path.stream().map(Order::line).collect(Collectors.joining(" needs ")) + "."));
        for (Wave wave : graph.waves()) {
            List<String> parts = new ArrayList<>();
            byTeam(wave)
                    .forEach((team, components) -> parts.add(line(team) + ": "
                            + components.stream().map(Order::line).collect(Collectors.joining(", "))));
            sentences.add("Wave " + wave.number() + ": " + String.join("; ", parts) + ".");
        }
        for (Dependency dependency : graph.dependencies()) {
            String prerequisite = line(dependency.prerequisite());
            sentences.add(line(dependency.dependent()) + " needs "
                    + (isExternal(dependency.prerequisite()) ? "the external system " : "") + prerequisite + ".");
        }
        StringBuilder said = new StringBuilder();
        for (String sentence : sentences) {
            if (said.length() + sentence.length() > most - 40) {
                return cut(said.append("… and more, which the text has.").toString(), most);
            }
            said.append(said.isEmpty() ? "" : " ").append(sentence);
        }
        return said.toString();
    }

    static String line(String typed) {
        return typed.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    }

    static String cut(String text, int limit) {
        return text.codePointCount(0, text.length()) <= limit
                ? text
                : text.substring(0, text.offsetByCodePoints(0, limit - 1)) + "…";
    }
}
