package dev.releasemanager.rehearsal.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.World;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The Events API: envelopes, and up to three retries, almost at once, after one minute and after five (slack-facts
 * 1.2). A late answer is retried while the first is still being worked on. Thread-safe; call without the world's
 * lock, or with it: sending is asynchronous.
 */
public final class Events {

    private static final List<Duration> RETRIES =
            List.of(Duration.ofMillis(100), Duration.ofMinutes(1), Duration.ofMinutes(5));
    private static final int REDIRECTS = 2;

    private final World world;
    private final BotLine bot;

    public Events(World world, BotLine bot) {
        this.world = world;
        this.bot = bot;
    }

    /** Sends the event if the app subscribes to it; {@code subscription} is its name in the manifest. */
    public void happened(String subscription, ObjectNode event) {
        if (!world.about().app().events().contains(subscription)
                || world.tokenFault().isPresent()) {
            return;
        }
        ObjectNode envelope = world.look(() -> envelope(event));
        attempt("event:" + Json.text(event, "type", subscription), Json.write(envelope), 0, "");
    }

    private ObjectNode envelope(ObjectNode event) {
        String team = world.about().teamId();
        ObjectNode envelope = Json.object();
        envelope.put("token", Payloads.TOKEN);
        envelope.put("team_id", team);
        envelope.put("context_team_id", team);
        envelope.putNull("context_enterprise_id");
        envelope.put("api_app_id", world.about().app().id());
        envelope.set("event", event);
        envelope.put("type", "event_callback");
        envelope.put("event_id", world.ids().next("Ev"));
        envelope.put("event_time", world.wall().now().getEpochSecond());
        ObjectNode authorization = envelope.putArray("authorizations").addObject();
        authorization.putNull("enterprise_id");
        authorization.put("team_id", team);
        authorization.put("user_id", world.about().app().botUserId());
        authorization.put("is_bot", true);
        authorization.put("is_enterprise_install", false);
        envelope.put("is_ext_shared_channel", false);
        envelope.put("event_context", "4-" + world.ids().secret());
        return envelope;
    }

    private void attempt(String name, String body, int retry, String reason) {
        Map<String, String> headers = new HashMap<>();
        if (retry > 0) {
            headers.put("X-Slack-Retry-Num", Integer.toString(retry));
            headers.put("X-Slack-Retry-Reason", reason);
        }
        var unused = follow(bot.deliver(name, "application/json", body, headers), name, body, headers, 0)
                .thenAccept(answer -> {
                    String failure = failure(answer);
                    if (!failure.isEmpty() && !answer.noRetry() && retry < RETRIES.size()) {
                        world.wall().after(RETRIES.get(retry), () -> attempt(name, body, retry + 1, failure));
                    }
                });
    }

    private CompletableFuture<BotAnswer> follow(
            CompletableFuture<BotAnswer> sent, String name, String body, Map<String, String> headers, int hops) {
        return sent.thenCompose(answer -> {
            if (answer.status() / 100 != 3 || answer.location().isEmpty() || hops >= REDIRECTS) {
                return CompletableFuture.completedFuture(answer);
            }
            URI next = bot.requestUrl().orElseThrow().resolve(answer.location());
            return follow(bot.deliver(next, name, "application/json", body, headers), name, body, headers, hops + 1);
        });
    }

    /** Slack's {@code x-slack-retry-reason}; empty when the event was taken. */
    private static String failure(BotAnswer answer) {
        return switch (answer.outcome()) {
            case LATE -> "http_timeout";
            case UNREACHABLE -> "connection_failed";
            case ANSWERED ->
                switch (answer.status() / 100) {
                    case 2 -> "";
                    case 3 -> "too_many_redirects";
                    default -> "http_error";
                };
        };
    }

    /** Asks the bot to prove that it owns its request URL; whether it did. */
    public CompletableFuture<Boolean> verifyRequestUrl() {
        String challenge = world.ids().secret();
        ObjectNode body = Json.object();
        body.put("token", Payloads.TOKEN);
        body.put("challenge", challenge);
        body.put("type", "url_verification");
        return bot.deliver("event:url_verification", "application/json", Json.write(body), Map.of())
                .thenApply(answer -> answer.acknowledged() && answer.body().contains(challenge));
    }
}
