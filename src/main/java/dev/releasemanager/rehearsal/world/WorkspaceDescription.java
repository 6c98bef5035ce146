package dev.releasemanager.rehearsal.world;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The workspace that a rehearsal begins with. Built by {@link #named}; ids are made from the names, so that they are
 * the same in every run and readable in a transcript.
 *
 * @param freePlan whether user groups are refused with {@code plan_upgrade_required}, as on Slack's free plan
 * @param hint a few lines that the page shows to say what to try; blank for none
 */
public record WorkspaceDescription(
        String teamId,
        String domain,
        String name,
        boolean freePlan,
        App app,
        List<Person> people,
        List<Group> groups,
        List<Channel> channels,
        String hint) {

    /** Every scope that the double knows a method for, without the ones that read what people write. */
    public static final Set<String> USUAL_SCOPES = Set.of(
            "commands",
            "chat:write",
            "users:read",
            "users:read.email",
            "usergroups:read",
            "channels:read",
            "groups:read",
            "im:read",
            "im:write",
            "files:write",
            "pins:write",
            "bookmarks:write",
            "team:read");

    /** The events that the bot's manifest subscribes to. */
    public static final Set<String> USUAL_EVENTS = Set.of(
            "app_home_opened",
            "user_change",
            "team_join",
            "subteam_updated",
            "subteam_created",
            "subteam_members_changed",
            "channel_archive",
            "member_left_channel",
            "app_uninstalled",
            "tokens_revoked");

    public WorkspaceDescription {
        people = List.copyOf(people);
        groups = List.copyOf(groups);
        channels = List.copyOf(channels);
    }

    /** Somebody of the workspace; {@code external} are people of another one who share a channel. */
    public record Person(
            String id,
            String handle,
            String realName,
            String title,
            String email,
            String timeZone,
            boolean guest,
            boolean external) {
        public Person {
            ZoneId unused = ZoneId.of(timeZone);
        }
    }

    /** A user group; members are ids. */
    public record Group(String id, String handle, String name, List<String> members) {
        public Group {
            members = List.copyOf(members);
        }
    }

    /** A channel; members are ids of people, the bot apart. */
    public record Channel(
            String id, String name, boolean isPrivate, boolean botMember, String topic, List<String> members) {
        public Channel {
            members = List.copyOf(members);
        }
    }

    /** The installed app: its ids, what it was granted, and what its manifest declares. */
    public record App(
            String id,
            String displayName,
            String botUserId,
            String botId,
            Set<String> scopes,
            Set<String> events,
            List<Command> commands,
            List<Shortcut> shortcuts) {
        public App {
            scopes = Set.copyOf(scopes);
            events = Set.copyOf(events);
            commands = List.copyOf(commands);
            shortcuts = List.copyOf(shortcuts);
        }
    }

    /** A slash command; {@code escapes} is the manifest's {@code should_escape}: names arrive as ids. */
    public record Command(String command, String usageHint, String description, boolean escapes) {}

    /** A shortcut; {@code type} is {@code global} or {@code message}. */
    public record Shortcut(String callbackId, String name, String type, String description) {}

    public static Builder named(String name) {
        return new Builder(name);
    }

    /** The person with that handle or id. */
    public Person person(String handleOrId) {
        return people.stream()
                .filter(person ->
                        person.handle().equals(handleOrId) || person.id().equals(handleOrId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no person " + handleOrId + " in " + name));
    }

    /** The channel with that name or id. */
    public Channel channel(String nameOrId) {
        return channels.stream()
                .filter(channel ->
                        channel.name().equals(nameOrId) || channel.id().equals(nameOrId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no channel " + nameOrId + " in " + name));
    }

    /** The user group with that handle or id. */
    public Group group(String handleOrId) {
        return groups.stream()
                .filter(group -> group.handle().equals(handleOrId) || group.id().equals(handleOrId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no group " + handleOrId + " in " + name));
    }

    /** Makes a description step by step; people come before the groups and channels that name them by handle. */
    public static final class Builder {

        private final String name;
        private final List<Person> people = new ArrayList<>();
        private final List<Group> groups = new ArrayList<>();
        private final List<Channel> channels = new ArrayList<>();
        private final List<Command> commands = new ArrayList<>();
        private final List<Shortcut> shortcuts = new ArrayList<>();
        private final Set<String> scopes = new LinkedHashSet<>(USUAL_SCOPES);
        private final Set<String> events = new LinkedHashSet<>(USUAL_EVENTS);
        private String botName = "Release manager";
        private String hint = "";
        private boolean freePlan;

        private Builder(String name) {
            this.name = name;
        }

        public Builder botNamed(String displayName) {
            botName = displayName;
            return this;
        }

        /** Lines that the page shows to say what to try. */
        public Builder hint(String... lines) {
            hint = String.join("\n", lines);
            return this;
        }

        public Builder onTheFreePlan() {
            freePlan = true;
            return this;
        }

        public Builder grant(String... more) {
            scopes.addAll(Arrays.asList(more));
            return this;
        }

        public Builder withhold(String... fewer) {
            Arrays.asList(fewer).forEach(scopes::remove);
            return this;
        }

        public Builder subscribe(String... more) {
            events.addAll(Arrays.asList(more));
            return this;
        }

        public Builder command(String command, String usageHint, String description) {
            return command(new Command(command, usageHint, description, true));
        }

        public Builder command(Command command) {
            commands.add(command);
            return this;
        }

        public Builder shortcut(String callbackId, String shown, String type) {
            shortcuts.add(new Shortcut(callbackId, shown, type, shown));
            return this;
        }

        public Builder person(String handle, String realName, String title, String timeZone) {
            return person(new Person(
                    id("U", people.size(), handle),
                    handle,
                    realName,
                    title,
                    handle + "@" + domainOf(name) + ".example",
                    timeZone,
                    false,
                    false));
        }

        public Builder person(Person person) {
            people.add(person);
            return this;
        }

        public Builder guest(String handle, String realName, String timeZone) {
            return person(new Person(
                    id("U", people.size(), handle),
                    handle,
                    realName,
                    "Guest",
                    handle + "@guest.example",
                    timeZone,
                    true,
                    false));
        }

        public Builder group(String handle, String shown, String... memberHandles) {
            groups.add(new Group(id("S", groups.size(), handle), handle, shown, ids(memberHandles)));
            return this;
        }

        public Builder channel(String channel, String... memberHandles) {
            return channel(channel, false, true, memberHandles);
        }

        public Builder privateChannel(String channel, String... memberHandles) {
            return channel(channel, true, true, memberHandles);
        }

        public Builder channelWithoutBot(String channel, String... memberHandles) {
            return channel(channel, false, false, memberHandles);
        }

        public Builder privateChannelWithoutBot(String channel, String... memberHandles) {
            return channel(channel, true, false, memberHandles);
        }

        private Builder channel(String channel, boolean isPrivate, boolean botMember, String... memberHandles) {
            channels.add(new Channel(
                    id("C", channels.size(), channel), channel, isPrivate, botMember, "", ids(memberHandles)));
            return this;
        }

        public WorkspaceDescription build() {
            String domain = domainOf(name);
            App app =
                    new App("A0REHEARSAL", botName, "U0REHEARSAL", "B0REHEARSAL", scopes, events, commands, shortcuts);
            return new WorkspaceDescription(
                    id("T", 0, domain), domain, name, freePlan, app, people, groups, channels, hint);
        }

        private List<String> ids(String... handles) {
            return Arrays.stream(handles)
                    .map(handle -> people.stream()
                            .filter(person -> person.handle().equals(handle))
                            .findFirst()
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "no person " + handle + ": people come before their groups and channels"))
                            .id())
                    .toList();
        }

        private static String domainOf(String name) {
            String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            return plain.isEmpty() ? "workspace" : plain;
        }

        private static String id(String letter, int index, String name) {
            String plain = (name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "") + "000000").substring(0, 6);
            return letter + String.format(Locale.ROOT, "%03d", index + 1) + plain;
        }
    }
}
