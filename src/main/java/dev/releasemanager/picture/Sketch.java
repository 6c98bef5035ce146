package dev.releasemanager.picture;

import dev.releasemanager.manifest.Component;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.Wave;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An order written down for PlantUML. Whatever people typed is written letter by letter as numbers, so that no quote,
 * command or markup in a name is read as one.
 */
final class Sketch {
    static final int FONT = 14;
    private static final int NAME = 30;
    private static final int NAMES_OF_A_TEAM = 3;
    private static final int LINE = 100;

    /** Taller pictures would be cut off. */
    static final int WAVES = 30;

    private static final int TEAMS_OF_A_WAVE = 12;
    private static final int TITLE = 70;

    private static final int BY_TEAM = 60;
    private static final String EXTERNAL = "cloud";
    private static final String SHIPS = "rectangle";
    private static final String CIRCLE = "[#B00020,bold]";

    private final Order order;
    private final StringBuilder source = new StringBuilder();
    private final Map<String, String> nodes = new HashMap<>();

    private Sketch(Order order) {
        this.order = order;
    }

    /** How much is drawn by itself. */
    enum Fold {
        COMPONENTS,
        TEAMS,
        WAVES
    }

    static String of(Order order, Fold fold, boolean leftToRight) {
        Sketch sketch = new Sketch(order);
        sketch.begin(leftToRight);
        switch (fold) {
            case COMPONENTS -> sketch.components();
            case TEAMS -> sketch.teams();
            case WAVES -> sketch.waves();
        }
        sketch.end();
        return sketch.source.toString();
    }

    /** The text as a label in which nothing means anything but itself. */
    static String inert(String typed, int limit) {
        StringBuilder label = new StringBuilder();
        Order.cut(Order.line(typed), limit).codePoints().forEach(letter -> {
            if (letter == ' ' || (letter < 128 && Character.isLetterOrDigit(letter))) {
                label.appendCodePoint(letter);
            } else {
                label.append(String.format("<U+%04X>", letter));
            }
        });
        return label.toString();
    }

    private void begin(boolean leftToRight) {
        line("@startuml");
        line("!pragma layout smetana");
        line("skinparam shadowing false");
        line("skinparam defaultFontName SansSerif");
        line("skinparam defaultFontSize " + FONT);
        line("skinparam ArrowColor #333333");
        line("skinparam ArrowFontSize 12");
        line("skinparam rectangleBorderColor #4A5568");
        line("skinparam cloudBorderColor #7B5E00");
        line("skinparam cloudBackgroundColor #FFF6D6");
        if (leftToRight) {
            line("left to right direction");
        }
        line("title " + inert(order.title(), TITLE));
    }

    private void end() {
        boolean circle = order.graph().cycle().isPresent();
        line("caption Wave 1 goes first. An arrow points to what is needed first."
                + (order.graph().externals().isEmpty() ? "" : "\\nA cloud is an external system.")
                + (circle ? "\\nThick arrows that say circle: no order satisfies them." : ""));
        line("@enduml");
    }

    private void line(String words) {
        source.append(words).append('\n');
    }

    private String node(String of) {
        return nodes.computeIfAbsent(of, name -> "n" + nodes.size());
    }

    private void components() {
        for (Wave wave : order.graph().waves()) {
            openWave(wave);
            for (String component : wave.components()) {
                line(SHIPS + " \"<b>" + inert(component, NAME) + "</b>\\n" + inert(order.teamOf(component), NAME)
                        + "\" as " + node(component) + " #E8EEF7");
            }
            line("}");
        }
        for (String between : order.graph().between()) {
            if (!order.isExternal(between)) {
                line(SHIPS + " \"" + inert(between, NAME) + "\\nnot in this release\" as " + node(between)
                        + " #FFFFFF;line.dashed");
            }
        }
        externals();
        Set<Dependency> circle = circle();
        for (Dependency dependency : order.graph().dependencies()) {
            arrow(node(dependency.dependent()), node(dependency.prerequisite()), circle.contains(dependency));
        }
        hold(wave -> wave.components().stream().map(this::node).toList());
    }

    private Set<Dependency> circle() {
        Set<Dependency> circle = new LinkedHashSet<>();
        order.graph().cycle().ifPresent(path -> {
            for (int i = 1; i < path.size(); i++) {
                circle.add(new Dependency(path.get(i - 1), path.get(i)));
            }
        });
        return circle;
    }

    private void externals() {
        for (Component external : order.graph().externals()) {
            line(EXTERNAL + " \"" + inert(external.name(), NAME) + "\\nexternal\" as " + node(external.name()));
        }
    }

    private void openWave(Wave wave) {
        line(SHIPS + " \"Wave " + wave.number() + "\" as w" + wave.number() + " #FAFAFA {");
    }

    /** What is needed stands before what needs it, so that wave 1 is on top or on the left. */
    private void arrow(String dependent, String prerequisite, boolean circle) {
        line(prerequisite + (circle ? " <-" + CIRCLE + "- " : " <-- ") + dependent + (circle ? " : circle" : ""));
    }

    /** Keeps the waves in their order, also where nothing in one needs anything of the one before. */
    private void hold(java.util.function.Function<Wave, List<String>> drawn) {
        List<Wave> waves = order.graph().waves();
        for (int i = 1; i < waves.size(); i++) {
            List<String> before = drawn.apply(waves.get(i - 1));
            List<String> after = drawn.apply(waves.get(i));
            for (String node : after) {
                line(before.get(0) + " -[hidden]- " + node);
            }
            for (String node : before.subList(1, before.size())) {
                line(node + " -[hidden]- " + after.get(0));
            }
        }
    }

    private String teamNode(int wave, String team) {
        return node("wave " + wave + " of " + team);
    }

    private String teamNode(String component) {
        return order.graph()
                .waveOf(component)
                .map(wave -> teamNode(wave, order.teamOf(component)))
                .orElseGet(() -> node(component));
    }

    private void teams() {
        for (Wave wave : order.graph().waves()) {
            openWave(wave);
            order.byTeam(wave).forEach((team, components) -> {
                List<String> lines = new ArrayList<>(List.of("<b>" + inert(team, NAME) + "</b>"));
                components.stream().limit(NAMES_OF_A_TEAM).forEach(component -> lines.add(inert(component, NAME)));
                if (components.size() > NAMES_OF_A_TEAM) {
                    lines.add("and " + (components.size() - NAMES_OF_A_TEAM) + " more");
                }
                line(SHIPS + " \"" + String.join("\\n", lines) + "\" as " + teamNode(wave.number(), team) + " #E8EEF7");
            });
            line("}");
        }
        externals();
        Map<String, Boolean> drawn = new LinkedHashMap<>();
        Set<Dependency> circle = circle();
        for (String component : order.graph().components()) {
            for (String prerequisite : order.graph().prerequisitesOf(component)) {
                join(drawn, component, prerequisite, circle.contains(new Dependency(component, prerequisite)));
            }
        }
        for (Dependency dependency : order.graph().dependencies()) {
            if (order.isExternal(dependency.prerequisite()) && order.graph().ships(dependency.dependent())) {
                join(drawn, dependency.dependent(), dependency.prerequisite(), false);
            }
        }
        drawn.forEach((arrow, onCircle) -> {
            String[] ends = arrow.split(" ", -1);
            arrow(ends[0], ends[1], onCircle);
        });
        hold(wave -> order.byTeam(wave).keySet().stream()
                .map(team -> teamNode(wave.number(), team))
                .toList());
    }

    private void join(Map<String, Boolean> drawn, String dependent, String prerequisite, boolean onCircle) {
        String from = teamNode(dependent);
        String to = teamNode(prerequisite);
        if (!from.equals(to)) {
            drawn.merge(from + " " + to, onCircle, Boolean::logicalOr);
        }
    }

    private void waves() {
        List<Wave> waves = order.graph().waves();
        int shown = waves.size() <= WAVES ? waves.size() : WAVES / 2;
        int teamsShown = waves.size() <= WAVES / 6 ? BY_TEAM : TEAMS_OF_A_WAVE;
        for (Wave wave : waves.subList(0, shown)) {
            List<String> lines = new ArrayList<>(List.of("<b>Wave " + wave.number() + "</b>"));
            order.byTeam(wave).entrySet().stream()
                    .limit(teamsShown)
                    .forEach(team -> lines.add(inert(told(team.getKey(), team.getValue()), LINE)));
            int left = order.byTeam(wave).size() - teamsShown;
            if (left > 0) {
                lines.add("and " + left + " more teams");
            }
            line(SHIPS + " \"" + String.join("\\n", lines) + "\" as w" + wave.number() + " #E8EEF7");
        }
        Set<String> drawn = new TreeSet<>();
        for (Wave wave : order.graph().waves()) {
            if (wave.number() > 1 && wave.number() <= shown) {
                drawn.add("w" + (wave.number() - 1) + " <-- w" + wave.number());
            }
        }
        drawn.forEach(this::line);
        if (shown < waves.size()) {
            line(SHIPS + " \"and " + (waves.size() - shown) + " more waves\" as rest #FFFFFF;line.dashed");
            line("w" + shown + " <-- rest");
        }
        if (!order.graph().externals().isEmpty()) {
            List<String> lines = new ArrayList<>();
            order.graph().externals().stream()
                    .limit(TEAMS_OF_A_WAVE)
                    .forEach(external -> lines.add(inert(external.name(), NAME)));
            line(EXTERNAL + " \"" + String.join("\\n", lines) + "\\nexternal\" as outside");
            line("w1 -[hidden]- outside");
        }
    }

    private String told(String team, List<String> components) {
        Set<String> needed = new TreeSet<>();
        for (String component : components) {
            for (String prerequisite : order.graph().prerequisitesOf(component)) {
                needed.add(order.teamOf(prerequisite));
            }
        }
        needed.remove(team);
        String names = components.size() <= NAMES_OF_A_TEAM
                ? String.join(", ", components)
                : String.join(", ", components.subList(0, NAMES_OF_A_TEAM)) + " and "
                        + (components.size() - NAMES_OF_A_TEAM);
        return team + ": " + names + (needed.isEmpty() ? "" : " (needs " + String.join(", ", needed) + ")");
    }
}
