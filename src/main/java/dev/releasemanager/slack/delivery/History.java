package dev.releasemanager.slack.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Reads back what stands in Slack, where the workspace granted the optional history scopes; nothing depends on it. Used to
 * look for posts whose answer was lost, and for the digests under a board. Thread-safe.
 */
public final class History {
    /** Marks our posts in their metadata; the payload's {@code id} is the promise's. */
    static final String EVENT_TYPE = "release_manager_message";

    private static final Duration PAUSE = Duration.ofSeconds(10);
    /** Each page is a call of up to ten seconds, and a look has to end. */
    private static final int PAGES_SEARCHED = 3;

    private static final int PAGES_READ = 20;
    private static final String PAGE = "200";

    private final SlackClient client;
    private final SlackWeb web;

    public History(SlackClient client) {
        this.client = client;
        this.web = client.web();
    }

    /** What a search for a post came to. */
    sealed interface Search {
        record Found(Posted posted) implements Search {}

        /** @param unnamed whether a file was met whose name Slack doesn't tell */
        record Absent(boolean unnamed) implements Search {}

        record Later(String reason, Duration pause) implements Search {}

        record CannotTell() implements Search {}
    }

    /**
     * A reply in a thread.
     *
     * @param author the user id, or the bot's where no user is named; blank if Slack names none
     * @param ours whether this bot wrote it; anybody else's proves nothing
     * @param text as Slack keeps it, with its markup
     * @param blocks and metadata as JSON
     */
    public record Reply(String ts, String author, boolean ours, String text, JsonNode blocks, JsonNode metadata) {}

    /** The replies of a thread, oldest first, or the reason why they can't be read. */
    public record Replies(List<Reply> replies, Optional<String> unreadable) {
        public Replies {
            replies = List.copyOf(replies);
        }

        static Replies not(String reason) {
            return new Replies(List.of(), Optional.of(reason));
        }
    }

    /** The thread under a message, without the message itself. */
    public Replies replies(Posted parent) {
        Optional<SlackClient.Installation> installation = client.installation();
        if (installation.isEmpty()) {
            return Replies.not("Slack can't be reached, or doesn't accept the bot's token.");
        }
        if (!mayRead(parent.channel().value(), installation.get().scopes())) {
            return Replies.not("The bot wasn't granted a history scope (channels:history, or groups:history for private"
                    + " channels), so it can't read back what it posted.");
        }
        List<Reply> replies = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < PAGES_READ; page++) {
            Map<String, String> parameters = paged(parent.channel().value(), cursor);
            parameters.put("ts", parent.ts());
            Answer answer = web.call("conversations.replies", parameters);
            if (!(answer instanceof Answer.Done done)) {
                return Replies.not("Slack didn't give the thread (" + answer.words() + ").");
            }
            for (JsonNode message : done.body().path("messages")) {
                if (!message.path("ts").asText().equals(parent.ts())) {
                    replies.add(reply(message, installation.get()));
                }
            }
            cursor = nextCursor(done.body());
            if (cursor.isEmpty()) {
                return new Replies(replies, Optional.empty());
            }
        }
        return new Replies(replies, Optional.of("The thread is longer than what was read of it."));
    }

    private static Reply reply(JsonNode message, SlackClient.Installation us) {
        String user = message.path("user").asText("");
        String bot = message.path("bot_id").asText("");
        boolean ours = (!user.isEmpty() && user.equals(us.user())) || (!bot.isEmpty() && bot.equals(us.bot()));
        return new Reply(
                message.path("ts").asText(""),
                user.isEmpty() ? bot : user,
                ours,
                message.path("text").asText(""),
                message.path("blocks"),
                message.path("metadata"));
    }

    /** The name under which a promise's file is uploaded: a file carries nothing else of ours. */
    static String nameOfFile(UUID promise, String name) {
        int end = name.lastIndexOf('.');
        return end < 0 ? name + mark(promise) : name.substring(0, end) + mark(promise) + name.substring(end);
    }

    private static String mark(UUID promise) {
        return "-" + promise.toString().substring(0, 8);
    }

    /** Looks in a channel, or in a thread there, for what was posted or uploaded for a promise. */
    Search find(ChannelId channel, Optional<String> thread, UUID promise, Instant since) {
        Optional<SlackClient.Installation> installation = client.installation();
        if (installation.isEmpty()) {
            return new Search.Later("Slack is away", PAUSE);
        }
        return mayRead(channel.value(), installation.get().scopes())
                ? search(channel.value(), thread, promise, since)
                : new Search.CannotTell();
    }

    /** Looks in the direct messages to a person. */
    Search findDirect(PersonId person, UUID promise, Instant since) {
        Optional<SlackClient.Installation> installation = client.installation();
        if (installation.isEmpty()) {
            return new Search.Later("Slack is away", PAUSE);
        }
        Set<String> scopes = installation.get().scopes();
        if (!scopes.contains("im:history") || !scopes.contains("im:write")) {
            return new Search.CannotTell();
        }
        Answer answer = web.call("conversations.open", Map.of("users", person.value()));
        if (answer instanceof Answer.Done done) {
            return search(done.body().at("/channel/id").asText(""), Optional.empty(), promise, since);
        }
        return unsuccessful(answer);
    }

    private static boolean mayRead(String channel, Set<String> scopes) {
        if (channel.startsWith("D")) {
            return scopes.contains("im:history");
        }
        // Private channels made since 2021 have ids like public ones; Slack says which scope is missing.
        return scopes.contains("channels:history") || scopes.contains("groups:history");
    }

    private Search search(String channel, Optional<String> thread, UUID promise, Instant since) {
        String cursor = "";
        boolean unnamed = false;
        for (int page = 0; page < PAGES_SEARCHED; page++) {
            Map<String, String> parameters = paged(channel, cursor);
            parameters.put("oldest", since.getEpochSecond() + ".000000");
            thread.ifPresent(ts -> parameters.put("ts", ts));
            Answer answer =
                    web.call(thread.isPresent() ? "conversations.replies" : "conversations.history", parameters);
            if (!(answer instanceof Answer.Done done)) {
                return unsuccessful(answer);
            }
            for (JsonNode message : done.body().path("messages")) {
                JsonNode metadata = message.path("metadata");
                boolean posted = metadata.path("event_type").asText().equals(EVENT_TYPE)
                        && metadata.at("/event_payload/id").asText().equals(promise.toString());
                List<String> files = new ArrayList<>();
                message.path("files")
                        .forEach(file -> files.add(file.path("name").asText("")));
                unnamed |= files.contains("");
                if (posted || files.stream().anyMatch(name -> name.contains(mark(promise)))) {
                    return new Search.Found(new Posted(
                            new ChannelId(channel), message.path("ts").asText()));
                }
            }
            cursor = nextCursor(done.body());
            if (cursor.isEmpty()) {
                return new Search.Absent(unnamed);
            }
        }
        return new Search.CannotTell();
    }

    private static Search unsuccessful(Answer answer) {
        if (answer instanceof Answer.Throttled throttled) {
            return new Search.Later(throttled.words(), throttled.retryAfter());
        }
        return answer instanceof Answer.Refused ? new Search.CannotTell() : new Search.Later(answer.words(), PAUSE);
    }

    private static Map<String, String> paged(String channel, String cursor) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("channel", channel);
        parameters.put("include_all_metadata", "true");
        parameters.put("limit", PAGE);
        if (!cursor.isEmpty()) {
            parameters.put("cursor", cursor);
        }
        return parameters;
    }

    static String nextCursor(JsonNode body) {
        return body.path("response_metadata").path("next_cursor").asText("");
    }
}
