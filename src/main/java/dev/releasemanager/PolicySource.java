package dev.releasemanager;

import dev.releasemanager.config.Reference;
import dev.releasemanager.config.Settings;
import dev.releasemanager.coordination.CriteriaRules;
import dev.releasemanager.coordination.CriteriaRules.Beginning;
import dev.releasemanager.coordination.Policy;
import dev.releasemanager.coordination.Policy.Audience;
import dev.releasemanager.coordination.Policy.CheckpointRules;
import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.manifest.ChangeKind;
import dev.releasemanager.manifest.Component;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.Risk;
import dev.releasemanager.manifest.SizeBudget;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.Rota;
import dev.releasemanager.release.RotaId;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollout.Sourcing;
import dev.releasemanager.slack.delivery.Directory;
import dev.releasemanager.slack.delivery.Directory.Account;
import dev.releasemanager.slack.delivery.Directory.Lookup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The policy of this moment: what the file says, with the people, groups and channels that the workspace has now. Made
 * anew only when one of the two changed. Thread-safe.
 */
final class PolicySource implements Policy.Source {
    private final Supplier<Settings> settings;
    private final Supplier<Directory> directory;
    private final Sourcing usual;
    private volatile @Nullable Made newest;

    PolicySource(Supplier<Settings> settings, Supplier<Directory> directory) {
        this(settings, directory, Sourcing.NONE);
    }

    /** @param usual where observations come from if the file names no source */
    PolicySource(Supplier<Settings> settings, Supplier<Directory> directory, Sourcing usual) {
        this.settings = settings;
        this.directory = directory;
        this.usual = usual;
    }

    private record Made(Settings settings, Directory directory, Policy policy) {
        @SuppressWarnings("ReferenceEquality") // both are snapshots: another one is another object
        boolean isOf(Settings file, Directory workspace) {
            return settings == file && directory == workspace;
        }
    }

    @Override
    public Policy current() {
        Settings file = settings.get();
        Directory workspace = directory.get();
        Made known = newest;
        if (known != null && known.isOf(file, workspace)) {
            return known.policy();
        }
        Policy policy = new Resolution(file, workspace, usual).policy();
        newest = new Made(file, workspace, policy);
        return policy;
    }

    /**
     * What one name of the file stands for in the workspace.
     *
     * @return why it can't be told, in words that follow the name; empty if it can
     */
    static Optional<String> unresolved(Reference reference, Directory directory) {
        if (reference.isChannel()) {
            return channel(reference, directory).unresolved();
        }
        return people(reference, directory).unresolved();
    }

    static Optional<ChannelId> findChannel(Reference reference, Directory directory) {
        return channel(reference, directory).found();
    }

    static List<PersonId> findPeople(Reference reference, Directory directory) {
        return people(reference, directory).found().orElse(List.of()).stream()
                .map(account -> account.person().id())
                .toList();
    }

    private static Lookup<List<Account>> people(Reference reference, Directory directory) {
        if (directory.isEmpty()) {
            return new Lookup.Unresolved<>("is not known yet: Slack has not been asked who is in the workspace");
        }
        return switch (reference.form()) {
            case PERSON_HANDLE -> alone(directory.personByHandle(reference.key()));
            case PERSON_EMAIL -> alone(directory.personByEmail(reference.key()));
            case PERSON_ID -> alone(directory.personById(reference.key()));
            case GROUP_HANDLE -> directory.groupByHandle(reference.key());
            case GROUP_ID -> directory.groupById(reference.key());
            case CHANNEL_NAME, CHANNEL_ID -> new Lookup.Unresolved<>("is a channel, not a person");
        };
    }

    private static Lookup<List<Account>> alone(Lookup<Account> one) {
        return one.found()
                .<Lookup<List<Account>>>map(account -> new Lookup.Found<>(List.of(account)))
                .orElseGet(() -> new Lookup.Unresolved<>(one.unresolved().orElseThrow()));
    }

    private static Lookup<ChannelId> channel(Reference reference, Directory directory) {
        if (reference.form() == Reference.Form.CHANNEL_ID) {
            ChannelId id = new ChannelId(reference.key());
            Optional<Directory.Channel> known = directory.find(id);
            if (known.isEmpty()) {
                return new Lookup.Unresolved<>(
                        "is no channel that the bot can see; if it is private, /invite the bot there");
            }
            return known.get().archived() ? new Lookup.Unresolved<>("is archived") : new Lookup.Found<>(id);
        }
        Lookup<Directory.Channel> found = directory.channelByName(reference.key());
        return found.found()
                .<Lookup<ChannelId>>map(channel -> new Lookup.Found<>(channel.id()))
                .orElseGet(() -> new Lookup.Unresolved<>(found.unresolved().orElseThrow()));
    }

    /** One making of the policy. */
    private static final class Resolution {
        private final Settings settings;
        private final Directory directory;
        private final Sourcing usual;
        private final Map<TeamId, List<String>> unresolved = new LinkedHashMap<>();

        Resolution(Settings settings, Directory directory, Sourcing usual) {
            this.settings = settings;
            this.directory = directory;
            this.usual = usual;
        }

        Policy policy() {
            Map<TeamId, Team> teams = new LinkedHashMap<>();
            settings.teams().values().forEach(team -> {
                TeamId id = new TeamId(team.id());
                teams.put(id, team(id, team));
            });
            Roster roster = new Roster(
                    teams,
                    Set.copyOf(ids(settings.roles().executives(), new ArrayList<>())),
                    Set.copyOf(ids(settings.roles().support(), new ArrayList<>())),
                    directory.people(),
                    unresolved,
                    rotas(),
                    settings.roles().rollback());
            return new Policy(
                    roster,
                    settings.slack().command(),
                    settings.workspace().timeZone(),
                    prefixes(),
                    settings.keyPrefixes().fallback(),
                    checkpoints(),
                    changeKinds(),
                    landscape(),
                    new SizeBudget(
                            settings.sizeBudget().changes(),
                            settings.sizeBudget().teams(),
                            settings.sizeBudget().highRisk(),
                            settings.sizeBudget().components()),
                    settings.reviews().remindEvery(),
                    criteriaRules(),
                    Map.of(
                            ReleaseKind.REGULAR,
                            settings.stages().regular(),
                            ReleaseKind.HOTFIX,
                            settings.stages().hotfix(),
                            ReleaseKind.TRAIN,
                            settings.stages().train()),
                    settings.stages().goingOn(),
                    settings.sources().measures().isEmpty() ? usual : settings.sources(),
                    settings.tracker(),
                    audiences(),
                    settings.digest());
        }

        private Map<RotaId, Rota> rotas() {
            Map<RotaId, Rota> rotas = new LinkedHashMap<>();
            settings.rotas().values().forEach(rota -> {
                RotaId id = new RotaId(rota.id());
                rotas.put(id, new Rota(id, rota.title(), ids(rota.people(), new ArrayList<>())));
            });
            return rotas;
        }

        private Team team(TeamId id, Settings.Team team) {
            List<String> faults = new ArrayList<>();
            Optional<PersonId> lead = ids(List.of(team.lead()), faults).stream().findFirst();
            LinkedHashSet<PersonId> members = new LinkedHashSet<>();
            lead.ifPresent(members::add);
            members.addAll(ids(team.members(), faults));
            List<PersonId> asked = asked(team, lead, members, faults);
            if (!faults.isEmpty()) {
                unresolved.put(id, faults.stream().distinct().toList());
            }
            return new Team(
                    id, team.name(), lead, members, asked, team.confirmations(), team.checklist(), team.components());
        }

        private List<PersonId> asked(
                Settings.Team team, Optional<PersonId> lead, Collection<PersonId> members, List<String> faults) {
            if (!team.ask().isByName()) {
                List<PersonId> asked = new ArrayList<>();
                lead.ifPresent(asked::add);
                members.stream()
                        .filter(member -> !asked.contains(member))
                        // Without its lead, a team is still asked.
                        .limit(Math.max(team.ask().responders(), asked.isEmpty() ? 1 : 0))
                        .forEach(asked::add);
                return asked;
            }
            List<PersonId> asked = new ArrayList<>();
            for (Reference reference : team.ask().people()) {
                for (PersonId person : ids(List.of(reference), faults)) {
                    if (members.contains(person)) {
                        asked.add(person);
                    } else {
                        faults.add("“" + reference.text() + "” is to be asked but isn't a member of the team.");
                    }
                }
            }
            return asked.stream().distinct().toList();
        }

        /** Those who can be found, in the file's order; the others become sentences. */
        private List<PersonId> ids(List<Reference> references, List<String> faults) {
            LinkedHashSet<PersonId> found = new LinkedHashSet<>();
            for (Reference reference : references) {
                Lookup<List<Account>> people = people(reference, directory);
                people.found()
                        .orElse(List.of())
                        .forEach(account -> found.add(account.person().id()));
                people.unresolved().ifPresent(why -> faults.add("“" + reference.text() + "” " + why + "."));
            }
            return List.copyOf(found);
        }

        private Map<ChannelId, String> prefixes() {
            Map<ChannelId, String> prefixes = new LinkedHashMap<>();
            settings.keyPrefixes().byChannel().forEach((reference, prefix) -> place(reference)
                    .ifPresent(id -> prefixes.put(id, prefix)));
            return prefixes;
        }

        private Map<Audience, ChannelId> audiences() {
            Map<Audience, ChannelId> audiences = new EnumMap<>(Audience.class);
            settings.channels().findProduct().flatMap(this::place).ifPresent(id -> audiences.put(Audience.PRODUCT, id));
            settings.channels().findSupport().flatMap(this::place).ifPresent(id -> audiences.put(Audience.SUPPORT, id));
            settings.channels()
                    .findLeadership()
                    .flatMap(this::place)
                    .ifPresent(id -> audiences.put(Audience.LEADERSHIP, id));
            return audiences;
        }

        /** A channel named by its id is taken at its word: if it can't be posted to, the owner hears of it. */
        private Optional<ChannelId> place(Reference reference) {
            return reference.form() == Reference.Form.CHANNEL_ID
                    ? Optional.of(new ChannelId(reference.key()))
                    : channel(reference, directory).found();
        }

        private Map<ReleaseKind, CheckpointRules> checkpoints() {
            Map<ReleaseKind, CheckpointRules> rules = new EnumMap<>(ReleaseKind.class);
            for (ReleaseKind kind : ReleaseKind.values()) {
                Settings.Checkpoint checkpoint =
                        switch (kind) {
                            case REGULAR -> settings.checkpoints().regular();
                            case HOTFIX -> settings.checkpoints().hotfix();
                            case TRAIN -> settings.checkpoints().train();
                        };
                rules.put(kind, new CheckpointRules(checkpoint.window(), checkpoint.minimum(), checkpoint.reminders()));
            }
            return rules;
        }

        private Landscape landscape() {
            List<Component> components = new ArrayList<>();
            List<Dependency> dependencies = new ArrayList<>();
            settings.components().values().forEach(component -> {
                String name = component.name();
                components.add(settings.findTeamOfComponent(name)
                        .map(team -> Component.of(name, new TeamId(team.id())))
                        .orElseGet(() -> Component.ownedByNobody(name)));
                component.needs().forEach(need -> dependencies.add(new Dependency(name, need)));
            });
            settings.externalSystems()
                    .values()
                    .forEach(system -> components.add(Component.external(system.name(), system.contact())));
            return new Landscape(components, dependencies);
        }

        private CriteriaRules criteriaRules() {
            Map<String, List<Beginning>> byComponent = new LinkedHashMap<>();
            settings.components().forEach((name, component) -> byComponent.put(name, beginnings(component.criteria())));
            Map<String, List<Beginning>> byKind = new LinkedHashMap<>();
            settings.criteria().byKind().forEach((kind, criteria) -> byKind.put(kind, beginnings(criteria)));
            return new CriteriaRules(
                    settings.criteria().evidenceMaxAge(),
                    beginnings(settings.criteria().everyRelease()),
                    byComponent,
                    byKind);
        }

        private static List<Beginning> beginnings(Settings.Criteria criteria) {
            List<Beginning> beginnings = new ArrayList<>();
            criteria.checkpoint().forEach(criterion -> beginnings.add(new Beginning(JudgedAt.CHECKPOINT, criterion)));
            criteria.stage().forEach(criterion -> beginnings.add(new Beginning(JudgedAt.STAGE, criterion)));
            return beginnings;
        }

        private Map<String, ChangeKind> changeKinds() {
            Map<String, ChangeKind> kinds = new LinkedHashMap<>();
            settings.changeKinds().forEach((id, kind) -> {
                Risk risk =
                        switch (kind.risk()) {
                            case LOW -> Risk.LOW;
                            case MEDIUM -> Risk.MEDIUM;
                            case HIGH -> Risk.HIGH;
                        };
                kinds.put(id, new ChangeKind(id, kind.name(), risk));
            });
            return kinds;
        }
    }
}
