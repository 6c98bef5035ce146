package dev.releasemanager.config;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The policy, as {@code config/release-manager.yaml} states it; validated whole, immutable, safe to share between threads.
 * Maps keep the file's order.
 *
 * @param teams by their id, at least one
 * @param changeKinds by their id: the built-in ones first, then those of the file
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
        List<Mention> people,
        String digest) {

    public Settings {
        teams = Collections.unmodifiableMap(new LinkedHashMap<>(teams));
        changeKinds = Collections.unmodifiableMap(new LinkedHashMap<>(changeKinds));
        people = List.copyOf(people);
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
     * People with a part in every release.
     *
     * @param product empty where the file names nobody
     */
    public record Roles(List<Reference> executives, List<Reference> support, List<Reference> product) {
        public Roles {
            executives = List.copyOf(executives);
            support = List.copyOf(support);
            product = List.copyOf(product);
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
}
