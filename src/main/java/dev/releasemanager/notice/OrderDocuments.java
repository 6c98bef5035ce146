package dev.releasemanager.notice;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Component;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.DependencyGraph;
import dev.releasemanager.manifest.Fault;
import dev.releasemanager.manifest.Split;
import dev.releasemanager.manifest.Wave;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.Document.Question;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What needs what (M2), in words: the waves and what goes in parallel in each, what each component needs, where teams wait
 * for each other (H2), external systems, and the way back. Folded so that sixty teams with two hundred components can
 * still be read.
 */
public final class OrderDocuments {
    /** Past so many components, waves are told by team. */
    public static final int TOLD_ONE_BY_ONE = 20;

    private static final int WAVES = 30;
    private static final int NEEDS = 30;
    private static final int FAULTS = 8;
    private static final int CROSS_TEAM = 12;
    private static final int EXTERNALS = 12;
    private static final int REMOVABLE = 10;
    private static final int NAMES_OF_A_TEAM = 4;
    private static final int LINE = 400;
    private static final int NAME = 60;

    /** Between the parts of what a button is about; nobody can type it into a line of text. */
    private static final String BETWEEN = "\t";

    private OrderDocuments() {}

    /**
     * The whole answer to “what needs what”, with the buttons that this person can use.
     *
     * @param page where the picture can be looked at; empty where there is no address for it
     */
    public static Document needs(Dossier dossier, PersonId reader, Optional<String> page) {
        return needs(dossier, reader, page, 0);
    }

    /** @param place of an added dependency that is to be seen, from 0 */
    public static Document needs(Dossier dossier, PersonId reader, Optional<String> page, int place) {
        Release release = dossier.release();
        DependencyGraph graph = dossier.manifest().graph();
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly(Phrases.name(release))
                        .plain(": " + Phrases.count(graph.components().size(), "component") + " in "
                                + Phrases.count(graph.waves().size(), "wave") + "."));
        if (!graph.components().isEmpty()) {
            pictures(document, dossier, reader, page);
        }
        faults(document, dossier);
        if (graph.components().isEmpty()) {
            document.paragraph("Nothing ships yet: the scope names no component.");
        } else {
            order(document, dossier);
            needsOfEach(document, dossier);
            crossTeam(document, dossier);
            externals(document, graph);
            wayBack(document, dossier);
        }
        return buttons(document, dossier, reader, place).build();
    }

    private static void pictures(Document.Builder document, Dossier dossier, PersonId reader, Optional<String> page) {
        String value = Phrases.value(dossier.release());
        List<Choice> choices = new ArrayList<>();
        choices.add(Choice.of(Controls.PICTURE, value, "Picture")
                .said("Send me the order of " + dossier.release().key() + " as a picture"));
        if (mayEdit(dossier, reader)) {
            choices.add(Choice.of(Controls.PICTURE_TO_THREAD, value, "Picture in the thread")
                    .said("Post the order of " + dossier.release().key() + " as a picture in its thread"));
        }
        document.choices(choices);
        page.ifPresent(url -> document.paragraph(Words.none()
                .link(url, "The picture as a page")
                .plain(" (this link is good for a few days, for whoever has it)")));
    }

    private static Document.Builder buttons(Document.Builder document, Dossier dossier, PersonId reader, int place) {
        Release release = dossier.release();
        boolean edits = mayEdit(dossier, reader) && !release.state().isClosed();
        if (edits) {
            document.choices(Choice.of(Controls.ADD_DEPENDENCY, Phrases.value(release), "Add a dependency")
                    .said("Add a dependency to " + release.key()));
        }
        List<Dependency> own = dossier.manifest().details().own().dependencies();
        if (edits && !own.isEmpty()) {
            document.paragraph(Words.strongly("Added in this release")
                    .plain(" (the others come from the configuration and can't be removed here)"));
            Stretch shown = Stretch.around(place, own.size(), REMOVABLE);
            for (Dependency dependency : shown.of(own)) {
                String words = Phrases.shortened(dependency.toString(), 120);
                document.row(
                        Words.of(words),
                        Choice.of(Controls.REMOVE_DEPENDENCY, encode(release.key(), dependency), "Remove")
                                .danger()
                                .said("Remove “" + Phrases.shortened(words, 60) + "”")
                                .asking(new Question(
                                        "Remove this dependency?",
                                        "“" + words + "” no longer counts for the order, and confirmations of the teams"
                                                + " that it concerns expire.",
                                        "Remove",
                                        "Keep")));
            }
            shown.turning(document, Controls.TURN_DEPENDENCIES, release.key(), "dependencies");
        }
        return document;
    }

    private static boolean mayEdit(Dossier dossier, PersonId reader) {
        return dossier.release().isDecidedBy(reader)
                || dossier.roster().teamsOf(reader).stream()
                        .anyMatch(team -> dossier.release().hasTeam(team.id()));
    }

    /** What a button to remove a dependency is about. */
    public static String encode(ReleaseKey key, Dependency dependency) {
        return key + BETWEEN + dependency.dependent() + BETWEEN + dependency.prerequisite();
    }

    /** What {@link #encode} made; empty if the value isn't one of ours. */
    public static Optional<Encoded> decode(String value) {
        String[] parts = value.split(BETWEEN, -1);
        if (parts.length != 3 || parts[1].isBlank() || parts[2].isBlank()) {
            return Optional.empty();
        }
        return ReleaseKey.find(parts[0]).map(key -> new Encoded(key, new Dependency(parts[1], parts[2])));
    }

    /** A dependency of a release. */
    public record Encoded(ReleaseKey release, Dependency dependency) {}

    private static void faults(Document.Builder document, Dossier dossier) {
        List<Fault> faults =
                Fault.in(dossier.manifest().graph(), dossier.release().profile().teams());
        List<Words> lines = new ArrayList<>();
        for (Fault fault : faults.stream().limit(FAULTS).toList()) {
            String sentence = Phrases.shortened(
                    fault.sentence(dossier.roster()::nameOf) + " " + fault.remedy(dossier.roster()::nameOf), LINE);
            lines.add(Words.strongly(fault.shutsTheGate() ? "⛔ Shuts the gate (M2): " : "ℹ Worth a look: ")
                    .plain(sentence));
        }
        document.items(lines);
        more(document, faults.size() - FAULTS);
    }

    private static void order(Document.Builder document, Dossier dossier) {
        DependencyGraph graph = dossier.manifest().graph();
        document.paragraph(
                graph.cycle().isPresent()
                        ? Words.strongly("Order").plain(": none while there is a circle; as far as it can be told:")
                        : Words.strongly("Order").plain(": what stands in one wave may go in parallel."));
        document.numbered(waves(dossier, graph.waves()));
        more(document, graph.waves().size() - WAVES);
    }

    private static List<Words> waves(Dossier dossier, List<Wave> waves) {
        return waves.stream()
                .limit(WAVES)
                .map(wave -> Words.of(Phrases.shortened(wave(dossier, wave), LINE)))
                .toList();
    }

    /** What goes in a wave, each component with its team; of many, by team with the first few names. */
    private static String wave(Dossier dossier, Wave wave) {
        DependencyGraph graph = dossier.manifest().graph();
        if (graph.components().size() <= TOLD_ONE_BY_ONE) {
            return String.join(
                    ", ",
                    wave.components().stream()
                            .map(component -> named(dossier, component))
                            .toList());
        }
        NavigableMap<String, List<String>> byTeam = new TreeMap<>();
        for (String component : wave.components()) {
            byTeam.computeIfAbsent(teamOf(dossier, component), team -> new ArrayList<>())
                    .add(component);
        }
        List<String> teams = new ArrayList<>();
        byTeam.forEach((team, components) -> teams.add(team + ": " + few(components)));
        return Phrases.count(wave.components().size(), "component") + " of " + Phrases.count(byTeam.size(), "team")
                + ": " + String.join("; ", teams);
    }

    private static String few(List<String> components) {
        String names = String.join(
                ", ",
                components.stream()
                        .limit(NAMES_OF_A_TEAM)
                        .map(component -> Phrases.shortened(component, NAME))
                        .toList());
        return components.size() <= NAMES_OF_A_TEAM ? names : names + " and " + (components.size() - NAMES_OF_A_TEAM);
    }

    static String named(Dossier dossier, String component) {
        DependencyGraph graph = dossier.manifest().graph();
        String name = Phrases.shortened(component, NAME);
        if (graph.ships(component)) {
            return name + " (" + teamOf(dossier, component) + ")";
        }
        boolean external = dossier.manifest()
                .landscape()
                .find(component)
                .filter(Component::external)
                .isPresent();
        return name + (external ? " (external)" : " (not in this release)");
    }

    private static String teamOf(Dossier dossier, String component) {
        return dossier.manifest()
                .graph()
                .ownerOf(component)
                .map(team -> nameOf(dossier, team))
                .orElse("nobody");
    }

    private static String nameOf(Dossier dossier, TeamId team) {
        return Phrases.shortened(dossier.roster().nameOf(team), NAME);
    }

    private static void needsOfEach(Document.Builder document, Dossier dossier) {
        DependencyGraph graph = dossier.manifest().graph();
        NavigableMap<String, List<String>> needs = new TreeMap<>();
        for (Dependency dependency : graph.dependencies()) {
            needs.computeIfAbsent(dependency.dependent(), name -> new ArrayList<>())
                    .add(dependency.prerequisite());
        }
        document.paragraph(Words.strongly("Who needs what first"));
        if (needs.isEmpty()) {
            document.paragraph("Nothing needs anything: all of it may go in parallel.");
            return;
        }
        List<Words> lines = new ArrayList<>();
        needs.forEach((name, prerequisites) -> lines.add(Words.strongly(Phrases.shortened(name, NAME))
                .plain(" ")
                .plain(Phrases.shortened(
                        "needs "
                                + String.join(
                                        ", ",
                                        prerequisites.stream()
                                                .map(prerequisite -> named(dossier, prerequisite))
                                                .toList()),
                        LINE))));
        document.items(lines.stream().limit(NEEDS).toList());
        more(document, lines.size() - NEEDS);
    }

    private static void crossTeam(Document.Builder document, Dossier dossier) {
        List<Dependency> between = dossier.manifest().graph().crossTeam();
        Words words = Words.strongly("Between teams")
                .plain(": " + between.size() + " of " + Split.CROSS_TEAM_LIMIT + " allowed");
        document.paragraph(
                between.size() > Split.CROSS_TEAM_LIMIT
                        ? words.plain(" (H2). Past that a release is broken up, or an executive signs it off.")
                        : words.plain(" (H2)."));
        document.items(between.stream()
                .limit(CROSS_TEAM)
                .map(dependency -> Words.of(
                        named(dossier, dependency.dependent()) + " needs " + named(dossier, dependency.prerequisite())))
                .toList());
        more(document, between.size() - CROSS_TEAM);
    }

    private static void externals(Document.Builder document, DependencyGraph graph) {
        List<Component> externals = graph.externals();
        if (externals.isEmpty()) {
            return;
        }
        document.paragraph(Words.strongly("External systems").plain(", which nobody here deploys"));
        document.items(externals.stream()
                .limit(EXTERNALS)
                .map(external -> Words.strongly(Phrases.shortened(external.name(), NAME))
                        .plain(external.contact()
                                .map(contact -> ": ask " + Phrases.shortened(contact, 120))
                                .orElse(": no contact is named")))
                .toList());
        if (externals.size() > EXTERNALS) {
            document.aside("… and " + (externals.size() - EXTERNALS) + " more.");
        }
    }

    private static void wayBack(Document.Builder document, Dossier dossier) {
        List<Wave> back = dossier.manifest().graph().rollbackWaves();
        document.paragraph(Words.strongly("How it is reversed").plain(": the same waves from the end."));
        document.numbered(waves(dossier, back));
        more(document, back.size() - WAVES);
    }

    private static void more(Document.Builder document, int more) {
        if (more > 0) {
            document.aside("… and " + more + " more.");
        }
    }

    /** What the form to add a dependency says first. */
    public static Document adding(Dossier dossier) {
        return Document.of("“A needs B first”: A is deployed only when B is deployed and verified. It counts for "
                + dossier.release().key() + " alone; what holds always belongs into the configuration.");
    }
}
