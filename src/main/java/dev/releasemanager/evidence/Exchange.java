package dev.releasemanager.evidence;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.releasemanager.rollout.Gap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.Reference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One question to another system over HTTP, within a time that holds for all of it and a size. Follows no redirect: it could
 * carry the credentials to somewhere else. Thread-safe.
 */
final class Exchange {
    /** More than any single value takes. */
    static final int LARGEST = 1 << 20;

    /** A clock this far off would have us ask for what isn't there yet, or judge what isn't over. */
    static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(20);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** The answer, or why there is none. */
    sealed interface Result {}

    /** @param said empty if it isn't JSON */
    record Answer(int status, Optional<JsonNode> said) implements Result {
        boolean isWell() {
            return status == 200;
        }
    }

    record Failed(Gap gap, String detail) implements Result {}

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final HttpClient client;
    private final InstantSource wall;
    private final Optional<Supplier<Optional<String>>> authorization;
    private final Duration timeout;

    /**
     * @param wall wall time
     * @param authorization the header's whole value, if it wants one; asked for each time, so that it is kept nowhere
     */
    Exchange(InstantSource wall, Optional<Supplier<Optional<String>>> authorization, Duration timeout) {
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
        this.wall = wall;
        this.authorization = authorization;
        this.timeout = timeout;
    }

    Duration timeout() {
        return timeout;
    }

    Result get(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("User-Agent", "release-manager");
        if (authorization.isPresent()) {
            Optional<String> credentials = authorization.get().get();
            if (credentials.isEmpty()) {
                return new Failed(Gap.SOURCE_DOWN, "its credentials aren't set in the environment");
            }
            try {
                request.header("Authorization", credentials.get());
            } catch (IllegalArgumentException e) {
                return new Failed(Gap.SOURCE_DOWN, "its credentials in the environment are no header's value");
            }
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.GET().build(), head -> new Bounded());
        try {
            return read(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Failed(Gap.SOURCE_DOWN, "no answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return cause instanceof TooLarge
                    ? new Failed(Gap.UNREADABLE, "more than " + LARGEST + " bytes")
                    : new Failed(Gap.SOURCE_DOWN, Words.of(cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failed(Gap.SOURCE_DOWN, "interrupted");
        } finally {
            answer.cancel(true);
            // A client that nobody refers to any more, as after new settings, may stop in the middle of a request.
            Reference.reachabilityFence(client);
        }
    }

    private Result read(HttpResponse<byte[]> response) {
        Optional<Duration> off = response.headers()
                .firstValue("Date")
                .flatMap(Exchange::instant)
                .map(theirs -> Duration.between(wall.instant(), theirs))
                .filter(ahead -> ahead.abs().compareTo(CLOCK_TOLERANCE) > 0);
        if (off.isPresent()) {
            long seconds = off.get().toSeconds();
            return new Failed(
                    Gap.CLOCK_OFF, Math.abs(seconds) + " s " + (seconds > 0 ? "ahead of" : "behind") + " ours");
        }
        int status = response.statusCode();
        if (status >= 500 || status == 429) {
            return new Failed(Gap.SOURCE_DOWN, "HTTP " + status);
        }
        if (status / 100 == 3) {
            return new Failed(Gap.UNREADABLE, "HTTP " + status + ", a redirect; none is followed");
        }
        if (status == 401 || status == 403) {
            return new Failed(Gap.UNREADABLE, "HTTP " + status + ": it doesn't let us in");
        }
        return new Answer(status, json(response.body()));
    }

    private static Optional<JsonNode> json(byte[] body) {
        try {
            return Optional.ofNullable(JSON.readTree(body)).filter(node -> !node.isMissingNode());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(String header) {
        try {
            return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Collects a body, and ends the exchange once it is too large. */
    private static final class Bounded implements HttpResponse.BodySubscriber<byte[]> {
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
        private Flow.@Nullable Subscription subscription;

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (collected.size() + buffer.remaining() > LARGEST) {
                    if (subscription != null) {
                        subscription.cancel();
                    }
                    body.completeExceptionally(new TooLarge());
                    return;
                }
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                collected.writeBytes(bytes);
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(collected.toByteArray());
        }
    }
}
