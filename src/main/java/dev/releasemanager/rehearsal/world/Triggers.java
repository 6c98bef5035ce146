package dev.releasemanager.rehearsal.world;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The trigger ids handed out: each opens one view, within three seconds of being sent (slack-facts 1.1). Guarded by
 * the world's lock.
 */
public final class Triggers {

    static final Duration LIFE = Duration.ofSeconds(3);
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final Map<String, Trigger> byId = new HashMap<>();

    /** Who acted, when, and in which modal or conversation, if in one. */
    private static final class Trigger {
        private final String person;
        private final Instant sentAt;
        private final @Nullable String viewId;
        private final @Nullable String channel;
        private boolean used;

        private Trigger(String person, Instant sentAt, @Nullable String viewId, @Nullable String channel) {
            this.person = person;
            this.sentAt = sentAt;
            this.viewId = viewId;
            this.channel = channel;
        }
    }

    /** What an exchanged trigger allows: a view for that person, over that modal if the act was in one. */
    record Grant(String person, Optional<String> viewId, Optional<String> channel) {}

    String issue(Ids ids, String person, @Nullable String viewId, @Nullable String channel, Instant wallNow) {
        byId.values().removeIf(trigger -> trigger.sentAt.plus(REMEMBERED).isBefore(wallNow));
        String id = wallNow.toEpochMilli() + "." + ids.next("") + "." + ids.secret();
        byId.put(id, new Trigger(person, wallNow, viewId, channel));
        return id;
    }

    /** Whose trigger it is, without using it up. @throws Refused as Slack would */
    Grant peek(String id, Instant wallNow) {
        Trigger trigger = byId.get(id);
        if (trigger == null) {
            throw new Refused("invalid_trigger", "[ERROR] invalid `trigger_id` [json-pointer:/trigger_id]");
        }
        if (trigger.used) {
            throw new Refused("trigger_exchanged", "[ERROR] `trigger_id` was exchanged [json-pointer:/trigger_id]");
        }
        if (wallNow.isAfter(trigger.sentAt.plus(LIFE))) {
            throw new Refused("trigger_expired", "[ERROR] `trigger_id` expired [json-pointer:/trigger_id]");
        }
        return new Grant(trigger.person, Optional.ofNullable(trigger.viewId), Optional.ofNullable(trigger.channel));
    }

    void use(String id) {
        Trigger trigger = byId.get(id);
        if (trigger != null) {
            trigger.used = true;
        }
    }
}
