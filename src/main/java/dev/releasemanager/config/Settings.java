package dev.releasemanager.config;

import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.release.Role;
import dev.releasemanager.release.TrackerSystem;
import dev.releasemanager.rollout.Sourcing;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StagePlan;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The policy, as {@code config/release-manager.yaml} states it; validated whole, immutable, safe to share between threads.
 * Maps keep the file's order.
 *
 * @param teams by their id, at least one
 * @param changeKinds by their id: the built-in ones first, then those of the file
 * @param components by their name: those of the teams in the file's order, then those that no team owns
 * @param externalSystems by their name; none of them is a component
 * @param rotas by their id; who carries a rollback step out may be one of them
 * @param sources where observations come from
 * @param tracker where the summaries of completed releases are posted; empty where people close their tickets
 * @param people every place that names a person, group or channel, in the file's order
 * @param digest SHA-256 in lower-case hex over what the settings say: comments, order of keys, spelling of durations and
 *     defaults written out don't change it. A revision keeps it to show under which policy it was made.
 */
public record Settings(
        Slack slack,
        Workspace workspace,
        Map<String, Team> teams,
        Roles roles,
        Channels channels,
        KeyPrefixes keyPrefixes,
        Checkpoints checkpoints,
        Map<String, ChangeKind> changeKinds,
        Map<String, Component> components,
        Map<String, ExternalSystem> externalSystems,
        Map<String, Rota> rotas,
        SizeBudget sizeBudget,
        Reviews reviews,
        CriteriaDefaults criteria,
        Sourcing sources,
        Optional<TrackerSystem> tracker,
        Stages stages,
        List<Mention> people,
        String digest) {

    public Settings {
        teams = Collections.unmodifiableMap(new LinkedHashMap<>(teams));
        changeKinds = Collections.unmodifiableMap(new LinkedHashMap<>(changeKinds));
        components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
        externalSystems = Collections.unmodifiableMap(new LinkedHashMap<>(externalSystems));
        rotas = Collections.unmodifiableMap(new LinkedHashMap<>(rotas));
        people = List.copyOf(people);
    }

    Settings withDigest(String other) {
        return new Settings(
                slack,
                workspace,
                teams,
                roles,
                channels,
                keyPrefixes,
                checkpoints,
                changeKinds,
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
                other);
    }

    /**
     * A team by its id.
     *
     * @throws NoSuchElementException when the file has no such team
     */
    public Team team(String id) {
        return findTeam(id).orElseThrow(() -> new NoSuchElementException("no team " + id + " in " + teams.keySet()));
    }

    public Optional<Team> findTeam(String id) {
        return Optional.ofNullable(teams.get(id));
    }

    /**
     * A component by its name.
     *
     * @throws NoSuchElementException when the file has no such component
     */
    public Component component(String name) {
        Component component = components.get(name);
        if (component == null) {
            throw new NoSuchElementException("no component " + name + " in " + components.keySet());
        }
        return component;
    }

    /** The team that a component belongs to; by validation there is at most one. */
    public Optional<Team> findTeamOfComponent(String component) {
        return teams.values().stream()
                .filter(team -> team.components().contains(component))
                .findFirst();
    }

    /** A kind of change by its id; what isn't known counts as high (charter M1). */
    public Risk riskOf(String changeKind) {
        ChangeKind kind = changeKinds.get(changeKind);
        return kind == null ? Risk.HIGH : kind.risk();
    }

    /**
     * How the app appears in Slack.
     *
     * @param command with its slash, such as {@code /release}
     */
    public record Slack(String command) {}

    /**
     * What holds for the whole workspace.
     *
     * @param timeZone of teams, and of releases whose owner has none
     */
    public record Workspace(ZoneId timeZone) {}

    /**
     * One team.
     *
     * @param lead always a person; counts as a member whether or not {@code members} repeats it
     * @param members one user group, or people and user groups by id; never empty
     * @param confirmations how many distinct people of the team must answer ready: 1 or 2
     * @param checklist its definition of ready, item by item; never empty, at most {@link #MAX_CHECKLIST}
     * @param components what it deploys; a component belongs to one team only
     * @param channel where it works, or null
     */
    public record Team(
            String id,
            String name,
            Reference lead,
            List<Reference> members,
            Ask ask,
            int confirmations,
            List<String> checklist,
            List<String> components,
            @Nullable Reference channel) {

        /** As many boxes as one group of check boxes takes in Slack. */
        public static final int MAX_CHECKLIST = 10;

        public Team {
            members = List.copyOf(members);
            checklist = List.copyOf(checklist);
            components = List.copyOf(components);
        }

        public Optional<Reference> findChannel() {
            return Optional.ofNullable(channel);
        }
    }

    /**
     * Who of a team is asked; any member may answer.
     *
     * @param people exactly these, if not empty
     * @param responders how many members are asked besides the lead, where {@code people} is empty
     */
    public record Ask(List<Reference> people, int responders) {

        /** The lead and up to two responders. */
        public static final Ask LEAD_AND_TWO = new Ask(List.of(), 2);

        public Ask {
            people = List.copyOf(people);
        }

        public boolean isByName() {
            return !people.isEmpty();
        }
    }

    /**
     * People of whom always somebody is there.
     *
     * @param people one user group, or people and user groups by id; never empty
     */
    public record Rota(String id, String title, List<Reference> people) {
        /** As many as one list to choose from holds in Slack. */
        public static final int MOST = 100;

        public Rota {
            people = List.copyOf(people);
        }
    }

    /**
     * People with a part in every release.
     *
     * @param product empty where the file names nobody
     * @param rollback who may begin a rollback besides the owner and the delegate
     */
    public record Roles(
            List<Reference> executives, List<Reference> support, List<Reference> product, Set<Role> rollback) {
        /** Where the file says nothing. */
        public static final Set<Role> USUAL_ROLLBACK = Set.of(Role.LEADS);

        public Roles {
            executives = List.copyOf(executives);
            support = List.copyOf(support);
            product = List.copyOf(product);
            rollback = Set.copyOf(rollback);
        }
    }

    /** Where each audience reads its notices; null: it has none of its own. */
    public record Channels(
            @Nullable Reference product,
            @Nullable Reference support,
            @Nullable Reference leadership) {
        public Optional<Reference> findProduct() {
            return Optional.ofNullable(product);
        }

        public Optional<Reference> findSupport() {
            return Optional.ofNullable(support);
        }

        public Optional<Reference> findLeadership() {
            return Optional.ofNullable(leadership);
        }
    }

    /**
     * The letters before the number in a release's key.
     *
     * @param fallback for channels without one of their own ({@code default} in the file)
     */
    public record KeyPrefixes(String fallback, Map<Reference, String> byChannel) {
        public KeyPrefixes {
            byChannel = Collections.unmodifiableMap(new LinkedHashMap<>(byChannel));
        }

        /**
         * The prefix of a channel.
         *
         * @param channelId Slack's id
         * @param channelName without its {@code #}; empty if unknown
         */
        public String of(String channelId, String channelName) {
            return byChannel.entrySet().stream()
                    .filter(entry -> entry.getKey().form() == Reference.Form.CHANNEL_ID
                            ? entry.getKey().key().equals(channelId)
                            : entry.getKey().key().equals(channelName))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(fallback);
        }
    }

    /** How a checkpoint runs, by kind of release. */
    public record Checkpoints(Checkpoint regular, Checkpoint hotfix, Checkpoint train) {}

    /**
     * How a checkpoint runs.
     *
     * @param window from its opening to its until, where the owner says nothing else
     * @param reminders how long before the until, strictly decreasing; the last one goes to the lead as well
     * @param minimum no checkpoint may be shorter, whoever asks (charter S4)
     */
    public record Checkpoint(Duration window, List<Duration> reminders, Duration minimum) {
        public Checkpoint {
            reminders = List.copyOf(reminders);
        }
    }

    /** How much a kind of change can break; the highest of a release's changes is the release's (charter M1). */
    public enum Risk {
        LOW,
        MEDIUM,
        HIGH
    }

    /**
     * A kind of change.
     *
     * @param id as stored with a change
     * @param name as people read it
     */
    public record ChangeKind(String id, String name, Risk risk) {}

    /**
     * What is deployed as one unit.
     *
     * @param needs what has to be deployed, or to work, before it: components and external systems, each once; by
     *     validation nothing needs itself, directly or over others (charter M2)
     * @param criteria that changes of this component begin with
     */
    public record Component(String name, List<String> needs, Criteria criteria) {
        public Component {
            needs = List.copyOf(needs);
        }
    }

    /**
     * A system that components need and that nobody here deploys.
     *
     * @param contact who can say something about it: a person, a rota, a telephone number
     */
    public record ExternalSystem(String name, String contact) {}

    /**
     * Criteria by where they are judged; each stands once at each place.
     *
     * @param checkpoint judged before the call, by evidence
     * @param stage judged by a stage's bake
     */
    public record Criteria(List<Criterion> checkpoint, List<Criterion> stage) {

        /** Nothing said. */
        public static final Criteria NONE = new Criteria(List.of(), List.of());

        public Criteria {
            checkpoint = List.copyOf(checkpoint);
            stage = List.copyOf(stage);
        }
    }

    /**
     * The reviews after rollbacks.
     *
     * @param remindEvery between two reminders of one that is open
     */
    public record Reviews(Duration remindEvery) {
        /** Where the file says nothing. */
        public static final Reviews USUAL = new Reviews(Duration.ofDays(1));
    }

    /**
     * What releases begin with, so that nobody begins with an empty page.
     *
     * @param evidenceMaxAge how old evidence may be at the call; older counts as none (charter H1)
     * @param everyRelease for every release
     * @param byKind for releases with a change of this kind, by the kind's id
     */
    public record CriteriaDefaults(Duration evidenceMaxAge, Criteria everyRelease, Map<String, Criteria> byKind) {

        /** Where the file says nothing. */
        public static final CriteriaDefaults USUAL =
                new CriteriaDefaults(Duration.ofHours(24), Criteria.NONE, Map.of());

        public CriteriaDefaults {
            byKind = Collections.unmodifiableMap(new LinkedHashMap<>(byKind));
        }
    }

    /**
     * By which stages a release goes out, by its kind, with the least time that each is watched (charter M5, S4).
     *
     * @param canaryMaximum how much of production the first share may be at most, in percent
     * @param goingOn the kinds whose next stage begins by itself once the one before has passed
     */
    public record Stages(
            int canaryMaximum, StagePlan regular, StagePlan hotfix, StagePlan train, Set<ReleaseKind> goingOn) {

        private static final StagePlan ORDINARY = new StagePlan(List.of(
                Stage.staging(Duration.ofHours(2)),
                Stage.production(5, Duration.ofHours(1)),
                Stage.production(25, Duration.ofHours(1)),
                Stage.production(100, Duration.ofHours(2))));

        private static final StagePlan URGENT = new StagePlan(List.of(
                Stage.staging(Duration.ofMinutes(30)),
                Stage.production(10, Duration.ofMinutes(30)),
                Stage.production(100, Duration.ofMinutes(30))));

        /** Where the file says nothing. */
        public static final Stages USUAL = new Stages(StagePlan.USUAL_CANARY, ORDINARY, URGENT, ORDINARY, Set.of());
    }

    /**
     * How big a release may be before it is advised to split (charter S3); being that big is still within it.
     *
     * @param highRisk changes of high risk
     */
    public record SizeBudget(int changes, int teams, int highRisk, int components) {

        /** Where the file says nothing. */
        public static final SizeBudget USUAL = new SizeBudget(20, 5, 3, 10);
    }
}
