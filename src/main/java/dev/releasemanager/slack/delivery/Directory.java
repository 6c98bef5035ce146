package dev.releasemanager.slack.delivery;

import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.Person;
import dev.releasemanager.release.PersonId;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The workspace's people, user groups and channels as they were known at one moment. Looked up in memory; what can't be
 * resolved says why, in words that follow the name: {@code "@olga" has left the workspace}. Immutable.
 */
public final class Directory {
    /** Nobody and nothing: before the first refresh of a new install. */
    public static final Directory EMPTY = new Directory(List.of(), List.of(), List.of(), Optional.empty());

    private final Map<PersonId, Account> accounts;
    private final Map<String, Group> groups;
    private final Map<ChannelId, Channel> channels;
    private final Optional<String> groupsMissing;
    private final Map<String, List<Account>> byHandle;
    private final Map<String, List<Account>> byEmail;
    private final Map<String, List<Group>> groupsByHandle;
    private final Map<String, List<Channel>> channelsByName;
    private final Map<PersonId, Person> people;

    /** @param groupsMissing why user groups can't be read in this workspace, if so; lists of people do instead */
    public Directory(
            Collection<Account> accounts,
            Collection<Group> groups,
            Collection<Channel> channels,
            Optional<String> groupsMissing) {
        this.accounts = accounts.stream()
                .collect(Collectors.toUnmodifiableMap(a -> a.person().id(), Function.identity(), (a, b) -> b));
        this.groups =
                groups.stream().collect(Collectors.toUnmodifiableMap(Group::id, Function.identity(), (a, b) -> b));
        this.channels =
                channels.stream().collect(Collectors.toUnmodifiableMap(Channel::id, Function.identity(), (a, b) -> b));
        this.groupsMissing = groupsMissing;
        Map<String, List<Account>> handles = new HashMap<>();
        for (Account account : this.accounts.values()) {
            add(handles, key(account.handle()), account);
            if (!key(account.displayName()).equals(key(account.handle()))) {
                add(handles, key(account.displayName()), account);
            }
        }
        this.byHandle = handles;
        this.byEmail = this.accounts.values().stream()
                .filter(account -> account.email().isPresent())
                .collect(Collectors.groupingBy(account -> key(account.email().orElseThrow())));
        this.groupsByHandle =
                this.groups.values().stream().collect(Collectors.groupingBy(group -> key(group.handle())));
        this.channelsByName =
                this.channels.values().stream().collect(Collectors.groupingBy(channel -> key(channel.name())));
        this.people = this.accounts.values().stream()
                .collect(Collectors.toUnmodifiableMap(a -> a.person().id(), Account::person));
    }

    private static void add(Map<String, List<Account>> index, String key, Account account) {
        if (!key.isEmpty()) {
            index.computeIfAbsent(key, k -> new ArrayList<>()).add(account);
        }
    }

    /** How names are compared: without a leading @ or #, in lower case, in one Unicode form. */
    private static String key(String name) {
        String bare = name.strip();
        if (bare.startsWith("@") || bare.startsWith("#")) {
            bare = bare.substring(1);
        }
        return Normalizer.normalize(bare, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /**
     * An account of the workspace.
     *
     * @param person its name is the display name, or the real name where there is none; accounts of other workspaces count
     *     as guests
     * @param handle Slack's user name, unique in the workspace
     * @param displayName may be blank, and may be shared by several
     * @param email present where the scope users:read.email was granted
     * @param workspace the id of the workspace or organization that it belongs to
     */
    public record Account(
            Person person,
            String handle,
            String displayName,
            String realName,
            Optional<String> email,
            boolean bot,
            String workspace) {}

    /** A user group; its members include those who have left. */
    public record Group(String id, String handle, String name, boolean active, List<PersonId> members) {
        public Group {
            members = List.copyOf(members);
        }
    }

    /**
     * A channel that the bot can see.
     *
     * @param joined whether the bot is in it
     */
    public record Channel(ChannelId id, String name, boolean archived, boolean secluded, boolean joined) {}

    /** What a name was resolved to, or why not. */
    public sealed interface Lookup<T> {
        record Found<T>(T value) implements Lookup<T> {}

        /** @param reason to be put behind the name, such as {@code has left the workspace} */
        record Unresolved<T>(String reason) implements Lookup<T> {}

        default Optional<T> found() {
            return this instanceof Found<T> found ? Optional.of(found.value()) : Optional.empty();
        }

        default Optional<String> unresolved() {
            return this instanceof Unresolved<T> not ? Optional.of(not.reason()) : Optional.empty();
        }
    }

    public Collection<Account> accounts() {
        return accounts.values();
    }

    public Collection<Group> groups() {
        return groups.values();
    }

    public Collection<Channel> channels() {
        return channels.values();
    }

    /** Everybody, also those who have left, guests and bots, as the rules see them. */
    public Map<PersonId, Person> people() {
        return people;
    }

    public Optional<String> groupsMissing() {
        return groupsMissing;
    }

    public boolean isEmpty() {
        return accounts.isEmpty();
    }

    public Optional<Account> find(PersonId person) {
        return Optional.ofNullable(accounts.get(person));
    }

    public Optional<Group> findGroup(String id) {
        return Optional.ofNullable(groups.get(id));
    }

    public Optional<Channel> find(ChannelId channel) {
        return Optional.ofNullable(channels.get(channel));
    }

    /** A channel to be read in a sentence: {@code #payments}, or its id where the name isn't known. */
    public String inWords(ChannelId channel) {
        return find(channel).map(known -> "#" + known.name()).orElse(channel.value());
    }

    /** A person to be read in a sentence where no mention can be: their name, or their id where it isn't known. */
    public String inWords(PersonId person) {
        return find(person).map(known -> known.person().name()).orElse(person.value());
    }

    /** A person by Slack's user name or display name, with or without the @, in any case. */
    public Lookup<Account> personByHandle(String handle) {
        return one(byHandle.getOrDefault(key(handle), List.of()), "is nobody's handle");
    }

    public Lookup<Account> personByEmail(String email) {
        return one(
                byEmail.getOrDefault(key(email), List.of()),
                byEmail.isEmpty()
                        ? "can't be looked up: Slack gives no e-mail addresses without the scope users:read.email"
                        : "is nobody's e-mail address in this workspace");
    }

    public Lookup<Account> personById(String id) {
        return one(find(new PersonId(id)).stream().toList(), "is no person of this workspace");
    }

    /** Those who may act go before those who have left; two who may are one too many. */
    private static Lookup<Account> one(List<Account> candidates, String nobody) {
        List<Account> able = candidates.stream().filter(Directory::isAble).toList();
        if (able.size() == 1) {
            return new Lookup.Found<>(able.get(0));
        }
        if (able.size() > 1) {
            return new Lookup.Unresolved<>("is ambiguous: " + able.size() + " people are called that ("
                    + able.stream()
                            .map(account -> account.person().id().value())
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + "); name the one by their id");
        }
        if (candidates.isEmpty()) {
            return new Lookup.Unresolved<>(nobody);
        }
        return new Lookup.Unresolved<>(whyNot(candidates.get(0)));
    }

    private static boolean isAble(Account account) {
        return account.person().active() && !account.person().guest() && !account.bot();
    }

    private static String whyNot(Account account) {
        if (!account.person().active()) {
            return "has left the workspace";
        }
        return account.bot() ? "is a bot" : "is a guest; guests can't take part";
    }

    /** The members of a user group who can take part, by its handle. */
    public Lookup<List<Account>> groupByHandle(String handle) {
        List<Group> candidates = groupsByHandle.getOrDefault(key(handle), List.of());
        List<Group> active = candidates.stream().filter(Group::active).toList();
        if (active.size() > 1) {
            return new Lookup.Unresolved<>(
                    "is ambiguous: " + active.size() + " user groups have this handle; name the one" + " by its id");
        }
        return members(active.isEmpty() ? candidates.stream().findFirst() : Optional.of(active.get(0)));
    }

    /** As {@link #groupByHandle}, by Slack's id of the group. */
    public Lookup<List<Account>> groupById(String id) {
        return members(findGroup(id));
    }

    private Lookup<List<Account>> members(Optional<Group> group) {
        if (group.isEmpty()) {
            return new Lookup.Unresolved<>(groupsMissing
                    .map(why -> "can't be looked up: " + why)
                    .orElse("is no user group of this workspace"));
        }
        if (!group.get().active()) {
            return new Lookup.Unresolved<>("is a user group that was disabled");
        }
        List<Account> able = group.get().members().stream()
                .flatMap(member -> find(member).stream())
                .filter(Directory::isAble)
                .toList();
        if (able.isEmpty()) {
            return new Lookup.Unresolved<>(
                    group.get().members().isEmpty()
                            ? "is an empty user group"
                            : "is a user group in which nobody can take part: all have left or are guests");
        }
        return new Lookup.Found<>(able);
    }

    /** A channel by its name, with or without the #. */
    public Lookup<Channel> channelByName(String name) {
        List<Channel> candidates = channelsByName.getOrDefault(key(name), List.of());
        List<Channel> open =
                candidates.stream().filter(channel -> !channel.archived()).toList();
        if (open.size() == 1) {
            return new Lookup.Found<>(open.get(0));
        }
        if (open.size() > 1) {
            return new Lookup.Unresolved<>(
                    "is ambiguous: " + open.size() + " channels are called that; name the one by its id");
        }
        return new Lookup.Unresolved<>(
                candidates.isEmpty()
                        ? "is no channel that the bot can see; if it is private, /invite the bot there or name it by its id"
                        : "is archived");
    }
}
