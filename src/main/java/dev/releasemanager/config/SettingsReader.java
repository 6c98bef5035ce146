package dev.releasemanager.config;

import dev.releasemanager.config.Reference.Form;
import dev.releasemanager.config.Settings.Ask;
import dev.releasemanager.config.Settings.ChangeKind;
import dev.releasemanager.config.Settings.Channels;
import dev.releasemanager.config.Settings.Checkpoint;
import dev.releasemanager.config.Settings.Checkpoints;
import dev.releasemanager.config.Settings.Component;
import dev.releasemanager.config.Settings.CriteriaDefaults;
import dev.releasemanager.config.Settings.ExternalSystem;
import dev.releasemanager.config.Settings.KeyPrefixes;
import dev.releasemanager.config.Settings.Risk;
import dev.releasemanager.config.Settings.Roles;
import dev.releasemanager.config.Settings.Rota;
import dev.releasemanager.config.Settings.SizeBudget;
import dev.releasemanager.config.Settings.Slack;
import dev.releasemanager.config.Settings.Team;
import dev.releasemanager.config.Settings.Workspace;
import dev.releasemanager.release.Role;
import dev.releasemanager.release.TrackerSystem;
import dev.releasemanager.rollout.Sourcing;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Turns the bytes of the file into {@link Settings} or into all of its faults. One reader for one file. What it accepts is
 * described for editors in {@code config/release-manager.schema.json}; a change here is a change there.
 */
final class SettingsReader {
    private static final int MAX_ITEM = 150;

    private static final Pattern COMMAND = Pattern.compile("/[a-z0-9][a-z0-9_-]{0,30}");
    private static final Pattern TEAM_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern KIND_ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,60}");
    private static final Pattern ITEM = Pattern.compile("[^\\p{Cntrl}]{1," + MAX_ITEM + "}");
    private static final Pattern PREFIX = Pattern.compile("[A-Z][A-Z0-9]{1,9}");
    private static final String ROLLBACK = "rollback";
    private static final Pattern ROLE = Pattern.compile("leads|members|support|executives");
    private static final String ROLES = "roles: leads, members, support, executives";
    private static final Pattern ZONE = Pattern.compile("UTC|[A-Za-z_]+(/[A-Za-z0-9_+-]+)+");

    private static final Pattern HANDLE = Pattern.compile("@[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}._-]{0,79}");
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>\",;]{1,64}@[^\\s@<>\",;]{1,180}\\.[^\\s@<>\",;.]{2,63}");
    private static final Pattern PERSON_ID = Pattern.compile("[UW][A-Z0-9]{2,20}");
    private static final Pattern GROUP_ID = Pattern.compile("S[A-Z0-9]{2,20}");
    private static final Pattern CHANNEL_NAME = Pattern.compile("#[\\p{Ll}\\p{Lo}\\p{Lm}\\p{M}\\p{N}_-]{1,80}");
    private static final Pattern CHANNEL_ID = Pattern.compile("[CG][A-Z0-9]{2,20}");

    private static final String A_PERSON =
            "a handle like \"@olga\", an e-mail address or a Slack user id like U012AB3CD (handles stand in quotes)";
    private static final String PEOPLE = "a list of people, each " + A_PERSON
            + ", or a user group by its handle alone (members: \"@payments-eng\") or by its id (S012AB3CD)";
    private static final String A_CHANNEL =
            "a channel like \"#payments\" (in quotes, lower case) or its id like C012AB3CD";
    private static final String A_NAME = "a name of up to 60 characters on one line";

    private static final List<ChangeKind> BUILT_IN = List.of(
            new ChangeKind("configuration", "Configuration", Risk.LOW),
            new ChangeKind("copy", "Copy", Risk.LOW),
            new ChangeKind("feature-behind-flag", "Feature behind a flag", Risk.MEDIUM),
            new ChangeKind("database-migration", "Database migration", Risk.HIGH),
            new ChangeKind("authentication", "Authentication", Risk.HIGH),
            new ChangeKind("payment-flow", "Payment flow", Risk.HIGH),
            new ChangeKind("feature-without-flag", "Feature without a flag", Risk.HIGH),
            new ChangeKind("unclassified", "Unclassified", Risk.HIGH));

    private final Faults faults;
    private final List<Mention> mentions = new ArrayList<>();

    /** The team's id; of faulty teams too, so that one fault doesn't make others. */
    private final Map<String, String> teamOfComponent = new LinkedHashMap<>();

    private SettingsReader(String source) {
        faults = new Faults(source);
    }

    /** Reads a file's content; {@code source} is the name that faults carry. */
    static Checked<Settings> read(String source, byte[] bytes) {
        return new SettingsReader(source).read(bytes);
    }

    private Checked<Settings> read(byte[] bytes) {
        Optional<Node> root = YamlText.read(bytes, faults);
        Settings settings = root.isEmpty() ? null : settings(root.get());
        return settings == null || !faults.isEmpty() ? Checked.faulty(faults.inOrder()) : Checked.sound(settings);
    }

    private @Nullable Settings settings(Node root) {
        Section all = Section.of(root, "", faults, "settings by name, beginning with teams, roles and key_prefixes");
        if (all == null) {
            return null;
        }
        all.refuseUnknownKeys(List.of(
                "slack",
                "workspace",
                "teams",
                "roles",
                "channels",
                "key_prefixes",
                "checkpoints",
                "change_kinds",
                "components",
                "external_systems",
                "rotas",
                "size_budget",
                "reviews",
                "criteria",
                "sources",
                "tickets",
                "stages"));
        Slack slack = slack(all.section("slack", "the setting command"));
        Workspace workspace = workspace(all.section("workspace", "the setting time_zone"));
        Map<String, Team> teams = teams(all);
        Roles roles = roles(all);
        Channels channels = channels(all.section("channels", "product, support and leadership"));
        KeyPrefixes prefixes = keyPrefixes(all.section("key_prefixes", "prefixes by channel, and a default"));
        Checkpoints checkpoints = checkpoints(all.section("checkpoints", "regular, hotfix and train"));
        Map<String, ChangeKind> kinds = changeKinds(all.section("change_kinds", "kinds of change by their id"));
        LandscapeReader landscape = new LandscapeReader(all, teamOfComponent, faults);
        Map<String, Component> components = landscape.components();
        Map<String, ExternalSystem> externalSystems = landscape.externalSystems();
        Map<String, Rota> rotas = rotas(all.section("rotas", "rotas by their id: title and people"));
        SizeBudget sizeBudget = landscape.sizeBudget();
        Settings.Reviews reviews = reviews(all.section("reviews", "the setting remind_every"));
        CriteriaDefaults criteria = landscape.criteria(kinds.keySet());
        Sourcing sources = new SourcesReader(all, faults).sourcing();
        Optional<TrackerSystem> tracker = new TicketsReader(faults)
                .tracker(all.section("tickets", "kind, and for kind http address and authorization"));
        Settings.Stages stages = new StagesReader(faults)
                .stages(all.section("stages", "stages by kind of release: regular, hotfix and train"));
        List<Mention> people = mentions.stream()
                .sorted(Comparator.comparingInt(Mention::line).thenComparingInt(Mention::column))
                .toList();
        Settings settings = new Settings(
                slack,
                workspace,
                teams,
                roles,
                channels,
                prefixes,
                checkpoints,
                kinds,
                components,
                externalSystems,
                rotas,
                sizeBudget,
                reviews,
                criteria,
                sources,
                tracker,
                stages,
                people,
                "");
        return settings.withDigest(PolicyDigest.of(settings));
    }

    private static Settings.Reviews reviews(@Nullable Section section) {
        if (section == null) {
            return Settings.Reviews.USUAL;
        }
        section.refuseUnknownKeys(List.of("remind_every"));
        return new Settings.Reviews(section.duration("remind_every", Settings.Reviews.USUAL.remindEvery()));
    }

    private Slack slack(@Nullable Section section) {
        String command = null;
        if (section != null) {
            section.refuseUnknownKeys(List.of("command"));
            command = section.text(
                    "command", COMMAND, "a slash and up to 31 lower-case letters, digits, - or _, such as /release");
        }
        return new Slack(command == null ? "/release" : command);
    }

    private Workspace workspace(@Nullable Section section) {
        if (section == null) {
            return new Workspace(ZoneId.of("UTC"));
        }
        section.refuseUnknownKeys(List.of("time_zone"));
        String accepted = "a zone of the IANA database such as Europe/Berlin, or UTC";
        String zone = section.text("time_zone", ZONE, accepted);
        if (zone != null) {
            Set<String> known = ZoneId.getAvailableZoneIds();
            if (known.contains(zone)) {
                return new Workspace(ZoneId.of(zone));
            }
            faults.add(
                    section.keyNode("time_zone"),
                    section.child("time_zone"),
                    '"' + Section.show(zone) + "\" is not a zone that Java knows; accepted: " + accepted
                            + Nearest.hint(zone, known));
        }
        return new Workspace(ZoneId.of("UTC"));
    }

    private Map<String, Team> teams(Section all) {
        Map<String, Team> teams = new LinkedHashMap<>();
        if (all.need("teams", "at least one team, by its id") == null) {
            return teams;
        }
        Section section = all.section("teams", "at least one team, by its id");
        if (section == null) {
            return teams;
        }
        if (section.keys().isEmpty()) {
            faults.add(section.node(), section.path(), "has no team; accepted: at least one, by its id");
        }
        Map<String, String> teamOfName = new HashMap<>();
        for (String id : section.keys()) {
            if (!TEAM_ID.matcher(id).matches()) {
                faults.add(
                        section.keyNode(id),
                        section.child(id),
                        "is not accepted as a team's id; accepted: up to 40 lower-case letters, digits and -; "
                                + "what people read is its name");
            }
            Section one = section.section(id, "a team: name, lead, members, checklist and more");
            if (one != null) {
                team(id, one, teamOfName).ifPresent(team -> teams.put(id, team));
            }
        }
        return teams;
    }

    private Optional<Team> team(String id, Section section, Map<String, String> teamOfName) {
        section.refuseUnknownKeys(
                List.of("name", "lead", "members", "ask", "confirmations", "checklist", "components", "channel"));
        section.need("name", A_NAME);
        section.need("lead", A_PERSON);
        section.need("members", PEOPLE);
        section.need("checklist", "its definition of ready, at least one item");

        String name = section.text("name", NAME, A_NAME);
        if (name != null) {
            String other = teamOfName.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), id);
            if (other != null) {
                faults.add(
                        section.keyNode("name"),
                        section.child("name"),
                        '"' + Section.show(name) + "\" is the name of the team " + Section.show(other)
                                + " too; people couldn't tell them apart");
            }
        }
        Node leadNode = section.find("lead");
        Reference lead = leadNode == null ? null : person(section, leadNode, section.child("lead"));
        List<Reference> members = peopleOrGroup(section, "members");
        List<Reference> everybody = new ArrayList<>(members == null ? List.of() : members);
        if (lead != null && everybody.stream().noneMatch(lead::isSameAs)) {
            everybody.add(0, lead);
        }
        Ask ask = ask(section, id, everybody);
        int confirmations = section.whole("confirmations", 1, 2).orElse(1);
        if (confirmations == 2
                && members != null
                && lead != null
                && everybody.size() < 2
                && everybody.stream().allMatch(Reference::isPerson)) {
            faults.add(
                    section.keyNode("confirmations"),
                    section.child("confirmations"),
                    "asks for 2 people, but " + Section.show(id) + " has only " + lead.text()
                            + "; accepted: 1, or another " + "member");
        }
        List<String> checklist = checklist(section);
        List<String> components = components(section, id);
        Reference channel = channel(section, "channel");
        if (name == null || lead == null || members == null || checklist == null) {
            return Optional.empty();
        }
        return Optional.of(
                new Team(id, name.strip(), lead, members, ask, confirmations, checklist, components, channel));
    }

    private Ask ask(Section team, String id, List<Reference> everybody) {
        Section section = team.section("ask", "people (who exactly) or count (how many besides the lead)");
        if (section == null) {
            return Ask.LEAD_AND_TWO;
        }
        section.refuseUnknownKeys(List.of("people", "count"));
        Node people = section.find("people");
        if (people != null && section.find("count") != null) {
            faults.add(
                    section.keyNode("count"),
                    section.child("count"),
                    "stands beside people; accepted: one of both (people says exactly who, count how many besides the lead)");
        }
        int count = section.whole("count", 0, 10).orElse(Ask.LEAD_AND_TWO.responders());
        if (people == null) {
            return new Ask(List.of(), count);
        }
        List<Reference> named = distinctPeople(section, people, section.child("people"), 10, node -> {
            Reference person = person(section, node, section.child("people"));
            if (person != null && isStranger(person, everybody)) {
                faults.add(
                        node,
                        section.child("people"),
                        '"' + person.text() + "\" is neither the lead nor a member of " + Section.show(id)
                                + " and couldn't answer for it; accepted: "
                                + everybody.stream().map(Reference::text).collect(Collectors.joining(", ")));
            }
            return person;
        });
        return new Ask(named == null ? List.of() : named, named == null ? count : 0);
    }

    /** True only where it can be known without Slack: everybody is named in the same form, and this one isn't there. */
    private static boolean isStranger(Reference person, List<Reference> everybody) {
        return !everybody.isEmpty()
                && everybody.stream().allMatch(member -> member.form() == person.form())
                && everybody.stream().noneMatch(person::isSameAs);
    }

    private @Nullable List<String> checklist(Section section) {
        Node node = section.find("checklist");
        if (node == null) {
            return null;
        }
        String at = section.child("checklist");
        String accepted = "items that can be checked, each up to " + MAX_ITEM
                + " characters on one line, in quotes if it " + "holds a colon or #";
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        return section.list(node, at, 1, Team.MAX_CHECKLIST, accepted, item -> {
            String text = section.text(item, at, ITEM, accepted);
            if (text != null && !seen.add(text.strip())) {
                faults.add(item, at, '"' + Section.show(text) + "\" stands there twice; delete one");
            }
            return text == null ? null : text.strip();
        });
    }

    private List<String> components(Section section, String id) {
        Node node = section.find("components");
        if (node == null) {
            return List.of();
        }
        String at = section.child("components");
        String accepted = LandscapeReader.NAMES;
        List<String> components = section.list(node, at, 0, Integer.MAX_VALUE, accepted, item -> {
            String text = section.text(item, at, LandscapeReader.NAME, accepted);
            if (text == null) {
                return null;
            }
            String other = teamOfComponent.putIfAbsent(text, id);
            if (other != null) {
                faults.add(
                        item,
                        at,
                        '"' + Section.show(text) + "\" "
                                + (other.equals(id)
                                        ? "stands there twice; delete one"
                                        : "belongs to the team " + Section.show(other)
                                                + " already; accepted: one team for each component"));
            }
            return text;
        });
        return components == null ? List.of() : components;
    }

    private Map<String, Rota> rotas(@Nullable Section section) {
        Map<String, Rota> rotas = new LinkedHashMap<>();
        if (section == null) {
            return rotas;
        }
        int size = section.keys().size();
        if (size > Rota.MOST) {
            faults.add(section.node(), section.path(), "has " + size + " rotas; accepted: up to " + Rota.MOST);
        }
        Map<String, String> rotaOfTitle = new HashMap<>();
        for (String id : section.keys()) {
            if (!TEAM_ID.matcher(id).matches()) {
                faults.add(
                        section.keyNode(id),
                        section.child(id),
                        "is not accepted as a rota's id; accepted: up to 40 lower-case letters, digits and -; "
                                + "what people read is its title");
            }
            Section one = section.section(id, "a rota: title and people");
            if (one != null) {
                rota(id, one, rotaOfTitle).ifPresent(rota -> rotas.put(id, rota));
            }
        }
        return rotas;
    }

    private Optional<Rota> rota(String id, Section section, Map<String, String> rotaOfTitle) {
        section.refuseUnknownKeys(List.of("title", "people"));
        section.need("title", A_NAME);
        section.need("people", PEOPLE);
        String title = section.text("title", NAME, A_NAME);
        if (title != null) {
            String other = rotaOfTitle.putIfAbsent(title.strip().toLowerCase(Locale.ROOT), id);
            if (other != null) {
                faults.add(
                        section.keyNode("title"),
                        section.child("title"),
                        '"' + Section.show(title) + "\" is the title of the rota " + Section.show(other)
                                + " too; people couldn't tell them apart");
            }
        }
        List<Reference> people = peopleOrGroup(section, "people");
        return title == null || people == null ? Optional.empty() : Optional.of(new Rota(id, title.strip(), people));
    }

    private Roles roles(Section all) {
        String accepted = "executives, support and, if you like, product and rollback";
        Node node = all.need("roles", accepted);
        Section section = node == null ? null : all.section("roles", accepted);
        if (section == null) {
            return new Roles(List.of(), List.of(), List.of(), Roles.USUAL_ROLLBACK);
        }
        section.refuseUnknownKeys(List.of("executives", "support", "product", ROLLBACK));
        section.need("executives", PEOPLE);
        section.need("support", PEOPLE);
        return new Roles(
                orNobody(peopleOrGroup(section, "executives")),
                orNobody(peopleOrGroup(section, "support")),
                orNobody(peopleOrGroup(section, "product")),
                rollingBack(section));
    }

    private Set<Role> rollingBack(Section section) {
        Node node = section.find(ROLLBACK);
        if (node == null || Section.isNothing(node)) {
            return Roles.USUAL_ROLLBACK;
        }
        return section.words(ROLLBACK, 0, Role.values().length, ROLE, ROLES).stream()
                .flatMap(word -> Role.find(word).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<Reference> orNobody(@Nullable List<Reference> people) {
        return people == null ? List.of() : people;
    }

    private Channels channels(@Nullable Section section) {
        if (section == null) {
            return new Channels(null, null, null);
        }
        section.refuseUnknownKeys(List.of("product", "support", "leadership"));
        return new Channels(channel(section, "product"), channel(section, "support"), channel(section, "leadership"));
    }

    private KeyPrefixes keyPrefixes(@Nullable Section section) {
        Map<Reference, String> byChannel = new LinkedHashMap<>();
        String fallback = "REL";
        if (section == null) {
            return new KeyPrefixes(fallback, byChannel);
        }
        Map<String, String> holder = new HashMap<>();
        for (String key : section.keys()) {
            String prefix = section.text(
                    key, PREFIX, "2 to 10 capital letters and digits, beginning with a letter, such as PAY");
            String other = prefix == null ? null : holder.putIfAbsent(prefix, key);
            if (other != null) {
                faults.add(
                        section.keyNode(key),
                        section.child(key),
                        '"' + prefix + "\" is the prefix of " + Section.show(other)
                                + " already; each prefix stands once, or two releases would share a key");
            }
            if (key.equals("default")) {
                fallback = prefix == null ? fallback : prefix;
                continue;
            }
            Reference channel = channelOf(section.keyNode(key), key, section.child(key));
            if (channel != null && prefix != null) {
                byChannel.put(channel, prefix);
            }
        }
        String unset = holder.get(fallback);
        if (section.find("default") == null && unset != null) {
            faults.add(
                    section.keyNode(unset),
                    section.child(unset),
                    '"' + fallback
                            + "\" is the prefix of all channels without one; set another default to use it here");
        }
        return new KeyPrefixes(fallback, byChannel);
    }

    private Checkpoints checkpoints(@Nullable Section section) {
        if (section != null) {
            section.refuseUnknownKeys(List.of("regular", "hotfix", "train"));
        }
        List<Duration> ordinary = List.of(Duration.ofHours(4), Duration.ofHours(1), Duration.ofMinutes(15));
        List<Duration> urgent = List.of(Duration.ofMinutes(30), Duration.ofMinutes(10));
        return new Checkpoints(
                checkpoint(section, "regular", Duration.ofHours(24), ordinary),
                checkpoint(section, "hotfix", Duration.ofHours(1), urgent),
                checkpoint(section, "train", Duration.ofHours(24), ordinary));
    }

    private Checkpoint checkpoint(
            @Nullable Section checkpoints, String kind, Duration usualWindow, List<Duration> usualReminders) {
        Duration usualMinimum = Duration.ofMinutes(15);
        Section section = checkpoints == null ? null : checkpoints.section(kind, "window, reminders and minimum");
        if (section == null) {
            return new Checkpoint(usualWindow, usualReminders, usualMinimum);
        }
        section.refuseUnknownKeys(List.of("window", "reminders", "minimum"));
        Duration minimum = section.duration("minimum", usualMinimum);
        Duration window = section.duration("window", usualWindow);
        if (window.compareTo(minimum) < 0) {
            String key = section.find("window") == null ? "minimum" : "window";
            faults.add(
                    section.keyNode(key),
                    section.child(key),
                    "makes the window (" + window + ") shorter than the minimum (" + minimum
                            + "); accepted: a window of at least the minimum");
        }
        Node node = section.find("reminders");
        if (node == null) {
            List<Duration> fitting = usualReminders.stream()
                    .filter(lead -> lead.compareTo(window) < 0)
                    .toList();
            return new Checkpoint(window, fitting, minimum);
        }
        return new Checkpoint(window, reminders(section, node, window), minimum);
    }

    private List<Duration> reminders(Section section, Node node, Duration window) {
        String at = section.child("reminders");
        String accepted = "leads before the deadline, each shorter than the one before it, such as [PT4H, PT1H, PT15M]";
        List<Duration> leads = new ArrayList<>();
        section.<Duration>list(node, at, 0, 10, accepted, item -> {
            Duration lead = section.duration(item, at);
            if (lead == null) {
                return null;
            }
            if (lead.compareTo(window) >= 0) {
                faults.add(
                        item,
                        at,
                        lead + " is not shorter than the window (" + window
                                + "): it would remind before anybody was asked; accepted: " + accepted);
            }
            if (!leads.isEmpty() && lead.compareTo(leads.get(leads.size() - 1)) >= 0) {
                faults.add(item, at, lead + " comes after " + leads.get(leads.size() - 1) + "; accepted: " + accepted);
            }
            leads.add(lead);
            return lead;
        });
        return leads;
    }

    private Map<String, ChangeKind> changeKinds(@Nullable Section section) {
        Map<String, ChangeKind> kinds = new LinkedHashMap<>();
        BUILT_IN.forEach(kind -> kinds.put(kind.id(), kind));
        if (section == null) {
            return kinds;
        }
        for (String id : section.keys()) {
            if (!KIND_ID.matcher(id).matches()) {
                faults.add(
                        section.keyNode(id),
                        section.child(id),
                        "is not accepted as a kind's id; accepted: up to 40 lower-case letters, digits and -");
            }
            Section one = section.section(id, "name and risk");
            if (one != null) {
                changeKind(one, id, kinds.get(id)).ifPresent(kind -> kinds.put(id, kind));
            }
        }
        return kinds;
    }

    private Optional<ChangeKind> changeKind(Section section, String id, @Nullable ChangeKind builtIn) {
        section.refuseUnknownKeys(List.of("name", "risk"));
        if (builtIn == null) {
            section.need("name", A_NAME);
            section.need("risk", "low, medium or high");
        }
        String name = section.text("name", NAME, A_NAME);
        String written = section.text("risk", Pattern.compile("low|medium|high"), "low, medium or high");
        Risk risk = written == null ? null : Risk.valueOf(written.toUpperCase(Locale.ROOT));
        if (builtIn == null) {
            return name == null || risk == null
                    ? Optional.empty()
                    : Optional.of(new ChangeKind(id, name.strip(), risk));
        }
        if (risk != null && risk.compareTo(builtIn.risk()) < 0) {
            String least = builtIn.risk().name().toLowerCase(Locale.ROOT);
            faults.add(
                    section.keyNode("risk"),
                    section.child("risk"),
                    "\"" + written + "\" would lower a built-in kind (charter M1); accepted: " + least
                            + (builtIn.risk() == Risk.HIGH ? "" : " or higher")
                            + ", or a kind of your own with another id");
        }
        return Optional.of(
                new ChangeKind(id, name == null ? builtIn.name() : name.strip(), risk == null ? builtIn.risk() : risk));
    }

    private @Nullable List<Reference> peopleOrGroup(Section section, String key) {
        Node node = section.find(key);
        if (node == null) {
            return null;
        }
        String at = section.child(key);
        if (node instanceof SequenceNode) {
            return distinctPeople(section, node, at, 1000, item -> personOrGroupId(section, item, at));
        }
        if (!(node instanceof ScalarNode) || Section.isNothing(node)) {
            faults.add(node, at, "is " + Section.describe(node) + "; accepted: " + PEOPLE);
            return null;
        }
        String text = section.text(node, at, PEOPLE);
        if (text == null) {
            return null;
        }
        if (HANDLE.matcher(text).matches()) {
            return List.of(mention(node, at, Form.GROUP_HANDLE, text));
        }
        if (GROUP_ID.matcher(text).matches()) {
            return List.of(mention(node, at, Form.GROUP_ID, text));
        }
        boolean onePerson = formOfPerson(text).isPresent();
        faults.add(
                node,
                at,
                '"' + Section.show(text) + "\" is "
                        + (onePerson ? "one person; one person stands in a list too: [" + text + "]" : "no user group")
                        + "; accepted: " + PEOPLE);
        return null;
    }

    private @Nullable List<Reference> distinctPeople(
            Section section, Node node, String at, int most, Function<Node, @Nullable Reference> item) {
        List<Reference> seen = new ArrayList<>();
        return section.list(node, at, 1, most, PEOPLE, child -> {
            Reference reference = item.apply(child);
            if (reference != null && seen.stream().anyMatch(reference::isSameAs)) {
                faults.add(child, at, '"' + reference.text() + "\" stands there twice; delete one");
            } else if (reference != null) {
                seen.add(reference);
            }
            return reference;
        });
    }

    private @Nullable Reference person(Section section, Node node, String at) {
        String text = section.text(node, at, A_PERSON);
        if (text == null) {
            return null;
        }
        Optional<Form> form = formOfPerson(text);
        if (form.isEmpty()) {
            faults.add(
                    node, at, '"' + Section.show(text) + "\" is not one person; accepted: " + A_PERSON + withAt(text));
            return null;
        }
        return mention(node, at, form.get(), text);
    }

    private @Nullable Reference personOrGroupId(Section section, Node node, String at) {
        String text = section.text(node, at, A_PERSON);
        if (text == null) {
            return null;
        }
        Optional<Form> form = GROUP_ID.matcher(text).matches() ? Optional.of(Form.GROUP_ID) : formOfPerson(text);
        if (form.isEmpty()) {
            faults.add(
                    node,
                    at,
                    '"' + Section.show(text) + "\" is not somebody; accepted: " + A_PERSON
                            + ", or a user group's id like S012AB3CD" + withAt(text));
            return null;
        }
        return mention(node, at, form.get(), text);
    }

    private static Optional<Form> formOfPerson(String text) {
        if (HANDLE.matcher(text).matches()) {
            return Optional.of(Form.PERSON_HANDLE);
        }
        if (EMAIL.matcher(text).matches()) {
            return Optional.of(Form.PERSON_EMAIL);
        }
        return PERSON_ID.matcher(text).matches() ? Optional.of(Form.PERSON_ID) : Optional.empty();
    }

    private static String withAt(String text) {
        return HANDLE.matcher("@" + text).matches() ? "; did you mean \"@" + text + "\"?" : "";
    }

    private @Nullable Reference channel(Section section, String key) {
        Node node = section.find(key);
        String text = node == null ? null : section.text(node, section.child(key), A_CHANNEL);
        return node == null || text == null ? null : channelOf(node, text, section.child(key));
    }

    private @Nullable Reference channelOf(Node node, String text, String at) {
        if (CHANNEL_NAME.matcher(text).matches()) {
            return mention(node, at, Form.CHANNEL_NAME, text);
        }
        if (CHANNEL_ID.matcher(text).matches()) {
            return mention(node, at, Form.CHANNEL_ID, text);
        }
        String hash = "#" + text.toLowerCase(Locale.ROOT).replaceFirst("^#", "");
        faults.add(
                node,
                at,
                '"' + Section.show(text) + "\" is not a channel; accepted: " + A_CHANNEL
                        + (CHANNEL_NAME.matcher(hash).matches() ? "; did you mean \"" + hash + "\"?" : ""));
        return null;
    }

    private Reference mention(Node node, String at, Form form, String text) {
        Reference reference = new Reference(form, text);
        mentions.add(new Mention(
                reference,
                node.getStartMark().getLine() + 1,
                node.getStartMark().getColumn() + 1,
                at));
        return reference;
    }
}
