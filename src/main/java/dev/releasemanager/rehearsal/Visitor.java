package dev.releasemanager.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Uses the rehearsal over HTTP as its page does, without a browser: for end-to-end tests and played scenarios. {@link
 * #as} gives one person's eyes and hands. Thread-safe; what it can't do at all is an {@link IllegalStateException},
 * what Slack or the bot refuses is a {@link Done}.
 */
public final class Visitor {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI address;
    private final Duration patience;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Visitor(URI address, Duration patience) {
        this.address = address;
        this.patience = patience;
    }

    /** A visitor of the rehearsal at that address, who waits at most ten seconds for anything. */
    public static Visitor at(URI address) {
        return new Visitor(address, PATIENCE);
    }

    public Visitor withPatience(Duration longest) {
        return new Visitor(address, longest);
    }

    /** That person, by handle or id. */
    public Actor as(String person) {
        return new Actor(this, person);
    }

    Duration patience() {
        return patience;
    }

    Screen look(String person) {
        return new Screen(get("/ui/state?as=" + encoded(person)));
    }

    /** What that person sees once the version isn't that one any more, or after so long. */
    Screen lookAfter(String person, long version, Duration atMost) {
        return new Screen(
                get("/ui/state?as=" + encoded(person) + "&after=" + version + "&wait_ms=" + atMost.toMillis()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    Done act(ObjectNode act) {
        return new Done(post("/ui/act", act));
    }

    /** How many seconds of release time pass in one of the wall's. */
    public void speed(double secondsPerSecond) {
        post("/ui/clock", Json.object().put("speed", secondsPerSecond));
    }

    public void jump(Duration forward) {
        post("/ui/clock", Json.object().put("jump", forward.toString()));
    }

    public void jumpToNextTimer() {
        post("/ui/clock", Json.object().put("jump", "next_timer"));
    }

    /** Steers what the rehearsed shop measures: {@code errors}, {@code latency} or {@code orders}. */
    public void steer(String gauge, double value) {
        post("/ui/metrics", Json.object().put("gauge", gauge).put("value", value));
    }

    /** Everything that the rehearsed shop measures is as usual again. */
    public void settleMetrics() {
        post("/ui/metrics", Json.object().put("usual", true));
    }

    /** The next so many calls of that method fail that way; the kinds are those of {@code POST /ui/faults}. */
    public void fault(String method, String kind, int times, double seconds) {
        post(
                "/ui/faults",
                Json.object()
                        .put("method", method)
                        .put("kind", kind)
                        .put("times", times)
                        .put("seconds", seconds));
    }

    public void clearFaults() {
        send(HttpRequest.newBuilder(address.resolve("/ui/faults")).DELETE().build());
    }

    /** That person, by handle or id, leaves the workspace. */
    public void leaves(String person) {
        post("/ui/people", Json.object().put("id", person).put("deactivated", true));
    }

    public void archive(String channel) {
        post("/ui/channels", Json.object().put("id", channel).put("archived", true));
    }

    public void botMember(String channel, boolean in) {
        post("/ui/channels", Json.object().put("id", channel).put("bot_member", in));
    }

    /** The log of what passed; {@code refused} in it is what Slack refused. */
    public JsonNode log() {
        return get("/ui/log");
    }

    /** Sends any payload to the bot; the fields are those of {@code POST /ui/raw}. */
    public JsonNode raw(ObjectNode payload) {
        return post("/ui/raw", payload);
    }

    public JsonNode get(String path) {
        return send(HttpRequest.newBuilder(address.resolve(path)).build());
    }

    public JsonNode post(String path, ObjectNode body) {
        return send(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build());
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode body = Json.parse(response.body()).orElse(Json.object());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        request.method() + " " + request.uri().getPath() + " gave " + response.statusCode() + ": "
                                + Json.text(body, "error", response.body()));
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException("The rehearsal at " + address + " can't be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while visiting", e);
        }
    }
}
