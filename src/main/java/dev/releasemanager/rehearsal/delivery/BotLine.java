package dev.releasemanager.rehearsal.delivery;

import dev.releasemanager.rehearsal.delivery.Traffic.Direction;
import dev.releasemanager.rehearsal.time.WallTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The line to the bot's request URL: signs, posts, and stops waiting after three seconds, whatever the bot goes on
 * doing with the request. Thread-safe.
 */
public final class BotLine implements AutoCloseable {

    /** slack-facts 1.1. */
    public static final Duration DEADLINE = Duration.ofSeconds(3);

    private static final Duration GIVE_UP = Duration.ofSeconds(60);

    private final String signingSecret;
    private final WallTime wall;
    private final Traffic traffic;
    private final ExecutorService threads;
    private final HttpClient http;
    private volatile @Nullable URI requestUrl;

    public BotLine(String signingSecret, WallTime wall, Traffic traffic) {
        this.signingSecret = signingSecret;
        this.wall = wall;
        this.traffic = traffic;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(8, act -> {
            Thread thread = new Thread(act, "rehearsal-to-bot-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(3))
                .executor(threads)
                .build();
    }

    public void requestUrl(URI url) {
        requestUrl = url;
    }

    public Optional<URI> requestUrl() {
        return Optional.ofNullable(requestUrl);
    }

    /** A signed delivery; completes with the answer, or after three seconds as late. Never completes exceptionally. */
    public CompletableFuture<BotAnswer> deliver(
            String name, String contentType, String body, Map<String, String> moreHeaders) {
        URI url = requestUrl;
        return url == null ? unsent(name) : deliver(url, name, contentType, body, moreHeaders);
    }

    CompletableFuture<BotAnswer> deliver(
            URI url, String name, String contentType, String body, Map<String, String> moreHeaders) {
        String timestamp = Long.toString(wall.now().getEpochSecond());
        HttpRequest.Builder request = request(url, contentType, body)
                .header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", Signature.of(signingSecret, timestamp, body));
        moreHeaders.forEach(request::header);
        return send(name, request.build(), true);
    }

    /**
     * A delivery that may be bad on purpose: signed or not, with a time stamp off by so much, with headers that
     * replace the usual ones.
     */
    public CompletableFuture<BotAnswer> deliverRaw(
            String body, String contentType, Map<String, String> headers, boolean sign, Duration timestampOffset) {
        URI url = requestUrl;
        if (url == null) {
            return unsent("raw");
        }
        HttpRequest.Builder request = request(url, contentType, body);
        if (sign) {
            String timestamp = Long.toString(wall.now().plus(timestampOffset).getEpochSecond());
            request.setHeader("X-Slack-Request-Timestamp", timestamp);
            request.setHeader("X-Slack-Signature", Signature.of(signingSecret, timestamp, body));
        }
        headers.forEach(request::setHeader);
        return send("raw", request.build(), false);
    }

    private static HttpRequest.Builder request(URI url, String contentType, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(GIVE_UP)
                .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
                .header("Accept", "application/json,*/*")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        return request;
    }

    private CompletableFuture<BotAnswer> unsent(String name) {
        BotAnswer answer = BotAnswer.unreachable(0);
        log(name, answer);
        return CompletableFuture.completedFuture(answer);
    }

    private CompletableFuture<BotAnswer> send(String name, HttpRequest request, boolean deadline) {
        long startedAt = System.nanoTime();
        CompletableFuture<BotAnswer> answered = new CompletableFuture<>();
        if (deadline) {
            wall.after(DEADLINE, () -> answered.complete(BotAnswer.late(millisSince(startedAt))));
        }
        var unused = http.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .handle((response, failure) ->
                        answered.complete(failure == null ? answer(response, startedAt) : failed(failure, startedAt)));
        return answered.thenApply(answer -> {
            log(name, answer);
            return answer;
        });
    }

    private static BotAnswer failed(Throwable failure, long startedAt) {
        boolean timedOut = failure instanceof IOException
                && failure.getMessage() != null
                && failure.getMessage().contains("timed out");
        return timedOut ? BotAnswer.late(millisSince(startedAt)) : BotAnswer.unreachable(millisSince(startedAt));
    }

    private static BotAnswer answer(HttpResponse<String> response, long startedAt) {
        return new BotAnswer(
                BotAnswer.Outcome.ANSWERED,
                response.statusCode(),
                response.headers().firstValue("content-type").orElse(""),
                response.body(),
                response.headers()
                        .firstValue("x-slack-no-retry")
                        .filter("1"::equals)
                        .isPresent(),
                response.headers().firstValue("location").orElse(""),
                millisSince(startedAt));
    }

    private void log(String name, BotAnswer answer) {
        boolean ok = answer.outcome() == BotAnswer.Outcome.ANSWERED && answer.status() / 100 == 2;
        traffic.passed(new Traffic.Entry(
                wall.now(),
                Direction.TO_BOT,
                name,
                answer.status(),
                ok,
                ok ? Optional.empty() : Optional.of(answer.error()),
                answer.millis(),
                null));
    }

    private static long millisSince(long startedAt) {
        return Duration.ofNanos(System.nanoTime() - startedAt).toMillis();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
