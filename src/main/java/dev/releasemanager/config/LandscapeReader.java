package dev.releasemanager.config;

import dev.releasemanager.config.Settings.Component;
import dev.releasemanager.config.Settings.Criteria;
import dev.releasemanager.config.Settings.CriteriaDefaults;
import dev.releasemanager.config.Settings.ExternalSystem;
import dev.releasemanager.config.Settings.SizeBudget;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Missing;
import dev.releasemanager.criteria.Reading;
import dev.releasemanager.criteria.Usual;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads what the file says about components: what they need first, the external systems among that, and the criteria and
 * sizes that releases begin with. One for one reading; the teams have to be read before.
 */
final class LandscapeReader {
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,79}");
    static final String NAMES = "names of up to 80 letters, digits, -, _, / and .";

    private static final int MOST_COMPONENTS = 2_000;
    private static final int MOST_EXTERNAL_SYSTEMS = 500;
    private static final int MOST_NEEDS = 50;
    private static final int MOST_CRITERIA = 20;
    private static final int MAX_CRITERION = 300;
    private static final int MAX_CONTACT = 200;

    /** Looking for what was meant takes its time among thousands of names; a file that is garbage gets no more of it. */
    private static final int MOST_HINTS = 50;

    /** More faults than this aren't shown, and a file with so many vague criteria is refused anyway. */
    private static final int MOST_VAGUE = 200;

    private static final Pattern CONTACT = Pattern.compile("[^\\p{Cntrl}]{1," + MAX_CONTACT + "}");
    private static final Pattern CRITERION = Pattern.compile("[^\\p{Cntrl}]{1," + MAX_CRITERION + "}");
    private static final String A_CONTACT =
            "who can say something about it, up to " + MAX_CONTACT + " characters on one line";
    private static final String CRITERIA = "criteria that can be measured or looked up, each up to " + MAX_CRITERION
            + " characters on one line, such as: p99 latency of payments-api <= 250 ms in staging over 1 h";

    private final Faults faults;
    private final Section all;
    private final @Nullable Section described;
    private final @Nullable Section external;
    private final Map<String, String> owners;
    private final Map<String, Node> needed = new HashMap<>();
    private int hints;
    private int vague;

    /**
     * @param all the whole file
     * @param owners the id of the team that each component of a team belongs to, in the file's order
     */
    LandscapeReader(Section all, Map<String, String> owners, Faults faults) {
        this.all = all;
        this.owners = owners;
        this.faults = faults;
        described = all.section("components", "components by name: what they need first, and their criteria");
        external = all.section("external_systems", "systems that nobody here deploys, by name");
    }

    Map<String, ExternalSystem> externalSystems() {
        Map<String, ExternalSystem> systems = new LinkedHashMap<>();
        if (external == null) {
            return systems;
        }
        int size = external.keys().size();
        if (size > MOST_EXTERNAL_SYSTEMS) {
            faults.add(
                    external.node(),
                    external.path(),
                    "has " + size + " external systems; accepted: up to " + MOST_EXTERNAL_SYSTEMS);
        }
        for (String name : external.keys()) {
            checkName(external, name);
            refuseComponent(external, name);
            Section one = external.section(name, "contact: " + A_CONTACT);
            if (one == null) {
                continue;
            }
            one.refuseUnknownKeys(List.of("contact"));
            one.need("contact", A_CONTACT);
            String contact = one.text("contact", CONTACT, A_CONTACT);
            systems.put(name, new ExternalSystem(name, contact == null ? "" : contact.strip()));
        }
        return systems;
    }

    Map<String, Component> components() {
        Map<String, Component> components = new LinkedHashMap<>();
        owners.keySet().forEach(name -> components.put(name, new Component(name, List.of(), Criteria.NONE)));
        if (described == null) {
            refuseTooMany(components.size(), all.keyNode("teams"), "teams");
            return components;
        }
        Set<String> known = new TreeSet<>(owners.keySet());
        known.addAll(described.keys());
        known.addAll(external == null ? Set.of() : external.keys());
        for (String name : described.keys()) {
            checkName(described, name);
            Section one = described.section(name, "needs and criteria");
            if (one != null) {
                one.refuseUnknownKeys(List.of("needs", "criteria"));
                components.put(name, new Component(name, needs(one, name, known), criteria(one, "criteria")));
            }
        }
        refuseTooMany(components.size(), described.node(), described.path());
        refuseCycles(components);
        return components;
    }

    private void refuseTooMany(int size, Node node, String path) {
        if (size > MOST_COMPONENTS) {
            faults.add(
                    node,
                    path,
                    "has " + size + " components, with those of the teams; accepted: up to " + MOST_COMPONENTS);
        }
    }

    private void checkName(Section section, String name) {
        if (!NAME.matcher(name).matches()) {
            faults.add(
                    section.keyNode(name), section.child(name), "is not accepted as a name here; accepted: " + NAMES);
        }
    }

    private void refuseComponent(Section systems, String name) {
        String owner = owners.get(name);
        if (owner != null || (described != null && described.keys().contains(name))) {
            faults.add(
                    systems.keyNode(name),
                    systems.child(name),
                    "is the name of a component " + (owner == null ? "too" : "of the team " + owner + " too")
                            + "; accepted: one of both (an external system is what nobody here deploys)");
        }
    }

    private List<String> needs(Section component, String name, Set<String> known) {
        Node node = component.find("needs");
        if (node == null) {
            return List.of();
        }
        String at = component.child("needs");
        String accepted = "what it needs first: names of components and of external systems, each once";
        Set<String> seen = new HashSet<>();
        List<String> needs = component.list(node, at, 0, MOST_NEEDS, accepted, item -> {
            String need = component.text(item, at, NAME, accepted);
            if (need == null) {
                return null;
            }
            if (!seen.add(need)) {
                faults.add(item, at, '"' + Section.show(need) + "\" stands there twice; delete one");
                return null;
            }
            if (!known.contains(need)) {
                faults.add(
                        item,
                        at,
                        '"' + Section.show(need) + "\" is neither a component nor an external system; accepted: what "
                                + "stands under a team's components, under components or under external_systems"
                                + (hints++ < MOST_HINTS ? Nearest.hint(need, known) : ""));
                return null;
            }
            needed.put(edge(name, need), item);
            return need;
        });
        return needs == null ? List.of() : needs;
    }

    private static String edge(String component, String need) {
        return component + ' ' + need;
    }

    private void refuseCycles(Map<String, Component> components) {
        Map<String, List<String>> needs = new LinkedHashMap<>();
        components.values().forEach(component -> needs.put(component.name(), component.needs()));
        for (List<String> cycle : Cycles.of(needs)) {
            String first = cycle.get(0);
            Node node = needed.get(edge(first, cycle.get(1 % cycle.size())));
            if (node != null) {
                faults.add(
                        node,
                        "components." + Section.show(first) + ".needs",
                        "makes a cycle: " + Cycles.said(cycle)
                                + ". Nothing of it could be deployed first (charter M2); take one of these needs out");
            }
        }
    }

    SizeBudget sizeBudget() {
        Section section = all.section("size_budget", "changes, teams, high_risk and components");
        SizeBudget usual = SizeBudget.USUAL;
        if (section == null) {
            return usual;
        }
        section.refuseUnknownKeys(List.of("changes", "teams", "high_risk", "components"));
        return new SizeBudget(
                section.whole("changes", 1, 2_000).orElse(usual.changes()),
                section.whole("teams", 1, 200).orElse(usual.teams()),
                section.whole("high_risk", 0, 2_000).orElse(usual.highRisk()),
                section.whole("components", 1, 2_000).orElse(usual.components()));
    }

    /** @param kinds the ids of all kinds of change */
    CriteriaDefaults criteria(Set<String> kinds) {
        Section section = all.section("criteria", "evidence_max_age, checkpoint, stage and kinds");
        if (section == null) {
            return CriteriaDefaults.USUAL;
        }
        section.refuseUnknownKeys(List.of("evidence_max_age", "checkpoint", "stage", "kinds"));
        Duration oldest = section.duration("evidence_max_age", CriteriaDefaults.USUAL.evidenceMaxAge());
        Criteria everyRelease = new Criteria(sentences(section, "checkpoint"), sentences(section, "stage"));
        Map<String, Criteria> byKind = new LinkedHashMap<>();
        Section ofKinds = section.section("kinds", "kinds of change by their id, each with checkpoint and stage");
        if (ofKinds != null) {
            for (String kind : ofKinds.keys()) {
                if (!kinds.contains(kind)) {
                    faults.add(
                            ofKinds.keyNode(kind),
                            ofKinds.child(kind),
                            "is not a kind of change; accepted: " + String.join(", ", kinds)
                                    + (hints++ < MOST_HINTS ? Nearest.hint(kind, kinds) : ""));
                }
                byKind.put(kind, criteria(ofKinds, kind));
            }
        }
        byKind.values().removeIf(Criteria.NONE::equals);
        return new CriteriaDefaults(oldest, everyRelease, byKind);
    }

    private Criteria criteria(Section parent, String key) {
        Section section = parent.section(key, "checkpoint and stage: where its criteria are judged");
        if (section == null) {
            return Criteria.NONE;
        }
        section.refuseUnknownKeys(List.of("checkpoint", "stage"));
        return new Criteria(sentences(section, "checkpoint"), sentences(section, "stage"));
    }

    private List<Criterion> sentences(Section section, String key) {
        Node node = section.find(key);
        if (node == null) {
            return List.of();
        }
        String at = section.child(key);
        Set<Criterion> seen = new LinkedHashSet<>();
        section.<String>list(node, at, 0, MOST_CRITERIA, CRITERIA, item -> {
            String text = section.text(item, at, CRITERION, CRITERIA);
            List<Criterion> read = text == null ? List.of() : criteria(item, at, text.strip());
            if (text != null && !read.isEmpty() && !seen.addAll(read)) {
                faults.add(item, at, '"' + Section.show(text) + "\" stands there twice; delete one");
            }
            return text;
        });
        return List.copyOf(seen);
    }

    /** All that a sentence demands; nothing, with a fault, if it is vague. */
    private List<Criterion> criteria(Node item, String at, String sentence) {
        if (vague > MOST_VAGUE) {
            return List.of();
        }
        Reading reading = dev.releasemanager.criteria.Criteria.read(sentence, Usual.NOTHING);
        if (reading instanceof Reading.Understood understood) {
            return Stream.concat(Stream.of(understood.criterion()), understood.further().stream())
                    .toList();
        }
        if (reading instanceof Reading.Vague unclear) {
            vague++;
            faults.add(
                    item,
                    at,
                    '"' + Section.show(sentence) + "\" can't be found true or false as it stands (charter M3). "
                            + asked(unclear.missing())
                            + unclear.rewrite()
                                    .map(proposal -> " Perhaps: " + Section.onOneLine(proposal) + ".")
                                    .orElse("")
                            + " Accepted: " + CRITERIA);
        }
        return List.of();
    }

    /** Place and time span stand for one another. */
    private static String asked(List<Missing> missing) {
        boolean either = missing.contains(Missing.PLACE) && missing.contains(Missing.SPAN);
        return missing.stream()
                .filter(part -> !(either && part == Missing.SPAN))
                .map(part ->
                        either && part == Missing.PLACE ? "Where is it measured, or over what time?" : part.question())
                .collect(Collectors.joining(" "));
    }
}
