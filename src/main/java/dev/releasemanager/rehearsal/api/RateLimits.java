package dev.releasemanager.rehearsal.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.releasemanager.rehearsal.world.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Slack's rate limits in wall time (slack-facts 2.1): per method, by the tiers of {@code rate-limit-tiers.json}, with
 * a fifth more as burst; posts by channel, one a second after a short burst, and some hundreds a minute in the whole
 * workspace. Who is told to wait is refused until then. Thread-safe.
 */
final class RateLimits {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** The undisclosed allowance above a tier, as a share of it. */
    private static final double BURST = 0.2;
    /** Posts in one channel that may come at once. */
    private static final int POST_BURST = 8;
    /** "Several hundred messages per minute" for a workspace. */
    private static final int POSTS_A_MINUTE = 600;
    /** What Slack's own client assumes of the special ones. */
    private static final int SPECIAL = 600;

    private final Map<String, Integer> perMinute = new HashMap<>();
    private final Map<String, Deque<Instant>> calls = new HashMap<>();
    private final Map<String, Bucket> channels = new HashMap<>();
    private final Map<String, Instant> blockedUntil = new HashMap<>();

    private static final class Bucket {
        private double tokens = POST_BURST;
        private Instant at;

        private Bucket(Instant at) {
            this.at = at;
        }
    }

    RateLimits() {
        try (InputStream in = RateLimits.class.getResourceAsStream("/slack/rate-limit-tiers.json")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            JsonNode tiers = Json.parse(text).orElseThrow();
            tiers.properties()
                    .forEach(tier -> perMinute.put(
                            tier.getKey(), perMinute(tier.getValue().asText())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int perMinute(String tier) {
        return switch (tier) {
            case "Tier1" -> 1;
            case "Tier2" -> 20;
            case "Tier3" -> 50;
            case "Tier4" -> 100;
            default -> SPECIAL;
        };
    }

    /** Whether Slack has a method of that name. */
    boolean knows(String method) {
        return perMinute.containsKey(method);
    }

    /** Counts a call of that method. @throws Throttled when it comes too soon */
    synchronized void call(String method, Instant now) {
        if (method.equals("chat.postMessage")) {
            return;
        }
        int tier = perMinute.getOrDefault(method, SPECIAL);
        count(method, tier + (int) Math.ceil(tier * BURST), now);
    }

    /** Counts a post in that channel. @throws Throttled when it comes too soon */
    synchronized void post(String channel, Instant now) {
        String key = "post " + channel;
        refuseBlocked(key, now);
        Bucket bucket = channels.computeIfAbsent(channel, id -> new Bucket(now));
        double passed = Math.max(0, Duration.between(bucket.at, now).toMillis() / 1000.0);
        bucket.tokens = Math.min(POST_BURST, bucket.tokens + passed);
        bucket.at = now;
        if (bucket.tokens < 1) {
            throw block(key, 1, now);
        }
        count("chat.postMessage", POSTS_A_MINUTE, now);
        bucket.tokens -= 1;
    }

    private void count(String key, int allowed, Instant now) {
        refuseBlocked(key, now);
        Deque<Instant> recent = calls.computeIfAbsent(key, name -> new ArrayDeque<>());
        while (!recent.isEmpty() && !recent.getFirst().plus(WINDOW).isAfter(now)) {
            recent.removeFirst();
        }
        if (recent.size() >= allowed) {
            long millis = Duration.between(now, recent.getFirst().plus(WINDOW)).toMillis();
            throw block(key, (int) Math.max(1, (millis + 999) / 1000), now);
        }
        recent.addLast(now);
    }

    private void refuseBlocked(String key, Instant now) {
        Instant until = blockedUntil.get(key);
        if (until != null && now.isBefore(until)) {
            throw new Throttled((int) Math.max(1, (Duration.between(now, until).toMillis() + 999) / 1000));
        }
    }

    private Throttled block(String key, int seconds, Instant now) {
        blockedUntil.put(key, now.plusSeconds(seconds));
        return new Throttled(seconds);
    }
}
