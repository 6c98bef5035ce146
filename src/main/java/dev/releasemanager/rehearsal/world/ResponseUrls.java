package dev.releasemanager.rehearsal.world;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The response urls handed out: each good for five answers within thirty minutes (slack-facts 1.1). Guarded by the
 * world's lock.
 */
public final class ResponseUrls {

    static final int USES = 5;
    static final Duration LIFE = Duration.ofMinutes(30);

    private final Map<String, Handle> byToken = new HashMap<>();

    /** Where an answer goes, and what it may replace. */
    static final class Handle {
        private final String person;
        private final String channel;
        private final Instant sentAt;
        private final @Nullable String originalTs;
        private @Nullable String commandWords;
        private int uses;

        private Handle(
                String person,
                String channel,
                Instant sentAt,
                @Nullable String originalTs,
                @Nullable String commandWords) {
            this.person = person;
            this.channel = channel;
            this.sentAt = sentAt;
            this.originalTs = originalTs;
            this.commandWords = commandWords;
        }

        String person() {
            return person;
        }

        String channel() {
            return channel;
        }

        /** The message that was acted on; empty for a command. */
        Optional<String> originalTs() {
            return Optional.ofNullable(originalTs);
        }

        /** The command as typed, the first time it is asked for: an answer in the channel shows it once. */
        Optional<String> takeCommandWords() {
            Optional<String> words = Optional.ofNullable(commandWords);
            commandWords = null;
            return words;
        }
    }

    String issue(
            Ids ids,
            String person,
            String channel,
            @Nullable String originalTs,
            @Nullable String commandWords,
            Instant wallNow) {
        String token = ids.secret();
        byToken.put(token, new Handle(person, channel, wallNow, originalTs, commandWords));
        return token;
    }

    /** The handle, if it can still be used. @throws Refused {@code expired_url} or {@code used_url} */
    Handle usable(String token, Instant wallNow) {
        Handle handle = byToken.get(token);
        if (handle == null || wallNow.isAfter(handle.sentAt.plus(LIFE))) {
            throw new Refused("expired_url");
        }
        if (handle.uses >= USES) {
            throw new Refused("used_url");
        }
        return handle;
    }

    void used(Handle handle) {
        handle.uses++;
    }
}
