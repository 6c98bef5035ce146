package dev.releasemanager.slack.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.Person;
import dev.releasemanager.release.PersonId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the directory fresh from Slack. {@link #current} never waits: it is what was read last, by this process or an
 * earlier one. Refreshing is done by one thread at a time; what can't be read stays as it was known.
 */
public final class SlackDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(SlackDirectory.class);

    private static final int MOST_PAGES = 500;
    private static final int MOST_WAITS = 5;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final SlackClient client;
    private final SlackWeb web;
    private final DirectoryShelf shelf;
    private final Consumer<Duration> pause;
    private final Consumer<Directory> changed;
    private volatile Directory current;

    /**
     * Begins with what was kept.
     *
     * @param changed is told of each new directory, on the thread that refreshed it
     */
    public SlackDirectory(SlackClient client, DirectoryShelf shelf, Consumer<Directory> changed) {
        this(client, shelf, changed, wait -> LockSupport.parkNanos(wait.toNanos()));
    }

    SlackDirectory(SlackClient client, DirectoryShelf shelf, Consumer<Directory> changed, Consumer<Duration> pause) {
        this.client = client;
        this.web = client.web();
        this.shelf = shelf;
        this.changed = changed;
        this.pause = pause;
        this.current = shelf.load();
    }

    /** The newest directory that is known. */
    public Directory current() {
        return current;
    }

    /** What a refresh came to: each thing that could not be read and why; what was known of it stays. */
    public record Refreshed(List<String> failures) {
        public Refreshed {
            failures = List.copyOf(failures);
        }

        public boolean isComplete() {
            return failures.isEmpty();
        }
    }

    /** Reads everything anew: at the start, and from time to time in case an event was lost. */
    public synchronized Refreshed refresh() {
        List<String> failures = new ArrayList<>();
        List<Directory.Account> accounts = accounts(failures);
        Groups groups = groups(failures);
        List<Directory.Channel> channels = channels(failures);
        keep(new Directory(accounts, groups.groups(), channels, groups.missing()));
        return new Refreshed(failures);
    }

    /** The user groups alone: on the events {@code subteam_*}. */
    public synchronized Refreshed refreshGroups() {
        List<String> failures = new ArrayList<>();
        Groups groups = groups(failures);
        keep(new Directory(current.accounts(), groups.groups(), current.channels(), groups.missing()));
        return new Refreshed(failures);
    }

    /** The channels alone: on the events {@code channel_*} and {@code member_joined_channel}. */
    public synchronized Refreshed refreshChannels() {
        List<String> failures = new ArrayList<>();
        List<Directory.Channel> channels = channels(failures);
        keep(new Directory(current.accounts(), current.groups(), channels, current.groupsMissing()));
        return new Refreshed(failures);
    }

    /** One person: on the events {@code user_change} and {@code team_join}, which bring the user along. */
    public synchronized void update(JsonNode user) {
        account(user, workspace()).ifPresent(this::put);
    }

    /** One person, asked for: somebody acts whom the directory doesn't know. */
    public synchronized Refreshed refresh(PersonId person) {
        Answer answer = call("users.info", Map.of("user", person.value()));
        if (answer instanceof Answer.Done done) {
            account(done.body().path("user"), workspace()).ifPresent(this::put);
            return new Refreshed(List.of());
        }
        return new Refreshed(List.of("person " + person + ": " + answer.words()));
    }

    private void put(Directory.Account account) {
        if (current.find(account.person().id()).filter(account::equals).isPresent()) {
            return;
        }
        Map<PersonId, Directory.Account> accounts = new HashMap<>();
        current.accounts().forEach(known -> accounts.put(known.person().id(), known));
        accounts.put(account.person().id(), account);
        keep(new Directory(accounts.values(), current.groups(), current.channels(), current.groupsMissing()));
    }

    private void keep(Directory directory) {
        current = directory;
        try {
            shelf.save(directory);
        } catch (RuntimeException storeAway) {
            LOG.atWarn()
                    .setMessage("The directory could not be kept; it will be with the next refresh")
                    .setCause(storeAway)
                    .log();
        }
        changed.accept(directory);
    }

    private String workspace() {
        return client.installation().map(SlackClient.Installation::team).orElse("");
    }

    private List<Directory.Account> accounts(List<String> failures) {
        String workspace = workspace();
        List<Directory.Account> accounts = new ArrayList<>();
        Optional<String> failure =
                pages("users.list", Map.of("limit", "500"), "members", user -> account(user, workspace)
                        .ifPresent(accounts::add));
        if (failure.isEmpty()) {
            return accounts;
        }
        failures.add("people: " + failure.get());
        return List.copyOf(current.accounts());
    }

    private record Groups(List<Directory.Group> groups, Optional<String> missing) {}

    private Groups groups(List<String> failures) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("include_users", "true");
        parameters.put("include_disabled", "true");
        Answer answer = call("usergroups.list", parameters);
        if (answer instanceof Answer.Done done) {
            List<Directory.Group> groups = new ArrayList<>();
            done.body().path("usergroups").forEach(group -> groups.add(group(group)));
            return new Groups(groups, Optional.empty());
        }
        if (answer instanceof Answer.Refused refused) {
            String why =
                    switch (refused.error()) {
                        case "plan_upgrade_required", "paid_teams_only" ->
                            "this workspace's plan has no user groups; list the people instead";
                        case "missing_scope" ->
                            "the bot lacks the scope usergroups:read; grant it, or list the people instead";
                        default -> "";
                    };
            if (!why.isEmpty()) {
                return new Groups(List.of(), Optional.of(why));
            }
        }
        failures.add("user groups: " + answer.words());
        return new Groups(List.copyOf(current.groups()), current.groupsMissing());
    }

    private List<Directory.Channel> channels(List<String> failures) {
        List<Directory.Channel> channels = new ArrayList<>();
        Consumer<JsonNode> each = channel -> channel(channel).ifPresent(channels::add);
        Optional<String> failure = pages(
                "conversations.list",
                Map.of("types", "public_channel,private_channel", "limit", "500"),
                "channels",
                each);
        if (failure.filter(why -> why.equals("missing_scope")).isPresent()) {
            // Without groups:read the public ones still can be listed.
            channels.clear();
            failure = pages("conversations.list", Map.of("types", "public_channel", "limit", "500"), "channels", each);
        }
        if (failure.isEmpty()) {
            return channels;
        }
        failures.add("channels: " + failure.get());
        return List.copyOf(current.channels());
    }

    /** @return why it could not be read to the end, or empty */
    private Optional<String> pages(
            String method, Map<String, String> parameters, String list, Consumer<JsonNode> each) {
        String cursor = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            Map<String, String> all = new LinkedHashMap<>(parameters);
            if (!cursor.isEmpty()) {
                all.put("cursor", cursor);
            }
            Answer answer = call(method, all);
            if (!(answer instanceof Answer.Done done)) {
                return Optional.of(answer.words());
            }
            done.body().path(list).forEach(each);
            cursor = History.nextCursor(done.body());
            if (cursor.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of("more than " + MOST_PAGES + " pages");
    }

    /** Reading has time: it waits as long as Slack says. */
    private Answer call(String method, Map<String, String> parameters) {
        Answer answer = web.call(method, parameters);
        for (int waits = 0; answer instanceof Answer.Throttled throttled && waits < MOST_WAITS; waits++) {
            Duration wait = throttled.retryAfter();
            pause.accept(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
            answer = web.call(method, parameters);
        }
        return answer;
    }

    static Optional<Directory.Account> account(JsonNode user, String workspace) {
        String id = user.path("id").asText("");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        JsonNode profile = user.path("profile");
        String handle = user.path("name").asText("");
        String displayName = profile.path("display_name").asText("").strip();
        String realName = first(
                profile.path("real_name").asText(""), user.path("real_name").asText(""), handle, id);
        String team = user.path("team_id").asText("");
        boolean external = user.path("is_stranger").asBoolean(false)
                || (!team.isEmpty()
                        && !workspace.isEmpty()
                        && !team.equals(workspace)
                        && !isOfOrganization(user, workspace));
        boolean guest = external
                || user.path("is_restricted").asBoolean(false)
                || user.path("is_ultra_restricted").asBoolean(false);
        // Slackbot doesn't say that it is one.
        boolean bot = user.path("is_bot").asBoolean(false)
                || user.path("is_workflow_bot").asBoolean(false)
                || id.equals("USLACKBOT");
        String email = profile.path("email").asText("").strip();
        return Optional.of(new Directory.Account(
                new Person(
                        new PersonId(id),
                        first(displayName, realName),
                        zone(user),
                        !user.path("deleted").asBoolean(false),
                        guest),
                handle,
                displayName,
                realName,
                email.isEmpty() ? Optional.empty() : Optional.of(email),
                bot,
                team));
    }

    private static boolean isOfOrganization(JsonNode user, String workspace) {
        for (JsonNode team : user.path("enterprise_user").path("teams")) {
            if (team.asText().equals(workspace)) {
                return true;
            }
        }
        return false;
    }

    private static String first(String... candidates) {
        for (String candidate : candidates) {
            if (!candidate.isBlank()) {
                return candidate.strip();
            }
        }
        return "";
    }

    private static ZoneId zone(JsonNode user) {
        try {
            return ZoneId.of(user.path("tz").asText(""));
        } catch (DateTimeException unknownZone) {
            int seconds = user.path("tz_offset").asInt(0);
            return Math.abs(seconds) <= 18 * 3600 ? ZoneOffset.ofTotalSeconds(seconds) : ZoneOffset.UTC;
        }
    }

    private static Directory.Group group(JsonNode group) {
        List<PersonId> members = new ArrayList<>();
        for (JsonNode user : group.path("users")) {
            if (!user.asText("").isEmpty()) {
                members.add(new PersonId(user.asText()));
            }
        }
        return new Directory.Group(
                group.path("id").asText(""),
                group.path("handle").asText(""),
                group.path("name").asText(""),
                group.path("date_delete").asLong(0) == 0,
                members);
    }

    private static Optional<Directory.Channel> channel(JsonNode channel) {
        String id = channel.path("id").asText("");
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(new Directory.Channel(
                        new ChannelId(id),
                        channel.path("name").asText(""),
                        channel.path("is_archived").asBoolean(false),
                        channel.path("is_private").asBoolean(false),
                        channel.path("is_member").asBoolean(false)));
    }
}
