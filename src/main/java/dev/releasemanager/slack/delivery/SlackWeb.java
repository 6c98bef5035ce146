package dev.releasemanager.slack.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * One request to Slack, and exactly what is known afterwards. Runs on the connections of Slack's own client, but reads the
 * answers as trees: the client's response classes drop what they don't know, fail on unexpected shapes (which would hide
 * that a message was posted), and build a parser for every answer. Thread-safe.
 *
 * <p>A request is never repeated behind our back: OkHttp would send a request again on a fresh connection when an old one
 * breaks, which posts a message twice.
 */
final class SlackWeb {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MediaType JSON_TYPE =
            Objects.requireNonNull(MediaType.parse("application/json; charset=utf-8"));
    private static final MediaType BYTES = Objects.requireNonNull(MediaType.parse("application/octet-stream"));
    private static final Duration UNSAID_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    /** Slack's page on errors: "some aspect of the operation may have succeeded", or a time-out of its own. */
    private static final Set<String> MAY_HAVE_SUCCEEDED =
            Set.of("internal_error", "fatal_error", "request_timeout", "service_unavailable", "unknown_error");

    private final OkHttpClient http;
    private final OkHttpClient quick;
    private final String methodsUrl;
    private final String token;
    private final Consumer<Answer> seen;

    /**
     * @param methodsUrl what a method's name is put behind, such as {@code https://slack.com/api/}
     * @param quickly how long a request may take between a click and its acknowledgement
     * @param seen is told of every answer of a method
     */
    SlackWeb(OkHttpClient client, String methodsUrl, String token, Duration quickly, Consumer<Answer> seen) {
        this.http = client.newBuilder().eventListener(new Departure()).build();
        this.quick = http.newBuilder().callTimeout(quickly).build();
        this.methodsUrl = methodsUrl;
        this.token = token;
        this.seen = seen;
    }

    /** Calls a method of the Web API. */
    Answer call(String method, Map<String, String> parameters) {
        return call(http, method, parameters);
    }

    /** As {@link #call(String, Map)}, for what stands between a click and its acknowledgement. */
    Answer callQuickly(String method, Map<String, String> parameters) {
        return call(quick, method, parameters);
    }

    private Answer call(OkHttpClient client, String method, Map<String, String> parameters) {
        FormBody.Builder form = new FormBody.Builder();
        parameters.forEach(form::add);
        Answer answer = send(
                client,
                new Request.Builder()
                        .url(methodsUrl + method)
                        .header("Authorization", "Bearer " + token)
                        .post(new Once(form.build())));
        seen.accept(answer);
        return answer;
    }

    /** Answers through the address that came with a click or a command. */
    Answer respond(String responseUrl, JsonNode body) {
        try {
            return send(
                    http,
                    new Request.Builder()
                            .url(responseUrl)
                            .post(new Once(RequestBody.create(body.toString(), JSON_TYPE))));
        } catch (IllegalArgumentException notAnAddress) {
            return new Answer.Refused("invalid_url", JsonNodeFactory.instance.objectNode());
        }
    }

    /** Sends the bytes of a file to the address that Slack gave for them, which needs no token. */
    Answer upload(String uploadUrl, byte[] content) {
        AtomicBoolean departed = new AtomicBoolean();
        try (Response response = http.newCall(new Request.Builder()
                        .url(uploadUrl)
                        .post(new Once(RequestBody.create(content, BYTES)))
                        .tag(AtomicBoolean.class, departed)
                        .build())
                .execute()) {
            if (response.isSuccessful()) {
                return new Answer.Done(JsonNodeFactory.instance.objectNode().put("ok", true), "");
            }
            return response.code() == 429 || response.code() >= 500
                    ? new Answer.Unclear("HTTP " + response.code())
                    : new Answer.Refused("http_" + response.code(), JsonNodeFactory.instance.objectNode());
        } catch (IOException e) {
            String reason = e.getClass().getSimpleName();
            return departed.get() ? new Answer.Unclear(reason) : new Answer.NotSent(reason);
        } catch (IllegalArgumentException notAnAddress) {
            return new Answer.Refused("invalid_url", JsonNodeFactory.instance.objectNode());
        }
    }

    private static Answer send(OkHttpClient client, Request.Builder request) {
        AtomicBoolean departed = new AtomicBoolean();
        try (Response response = client.newCall(
                        request.tag(AtomicBoolean.class, departed).build())
                .execute()) {
            return read(response);
        } catch (IOException e) {
            String reason = e.getClass().getSimpleName();
            return departed.get() ? new Answer.Unclear(reason) : new Answer.NotSent(reason);
        }
    }

    private static Answer read(Response response) throws IOException {
        int status = response.code();
        if (status == 429) {
            return new Answer.Throttled(retryAfter(response.header("Retry-After")));
        }
        String text = Objects.requireNonNull(response.body()).string();
        if (status >= 500) {
            return new Answer.Unclear("HTTP " + status);
        }
        JsonNode body = parsed(text);
        if (body == null || !body.isObject() || !body.has("ok")) {
            if (status >= 400) {
                return new Answer.Refused("http_" + status, JsonNodeFactory.instance.objectNode());
            }
            // A response_url answers with the bare word.
            return text.strip().equals("ok")
                    ? new Answer.Done(JsonNodeFactory.instance.objectNode().put("ok", true), "")
                    : new Answer.Unclear("an answer that isn't Slack's");
        }
        if (body.path("ok").asBoolean(false)) {
            String scopes = response.header("x-oauth-scopes");
            return new Answer.Done(body, scopes == null ? "" : scopes);
        }
        String error = body.path("error").asText("unknown_error");
        if (error.equals("ratelimited") || error.equals("rate_limited")) {
            return new Answer.Throttled(retryAfter(response.header("Retry-After")));
        }
        return MAY_HAVE_SUCCEEDED.contains(error) ? new Answer.Unclear(error) : new Answer.Refused(error, body);
    }

    private static Duration retryAfter(@Nullable String seconds) {
        if (seconds == null || !seconds.strip().matches("[0-9]{1,6}")) {
            return UNSAID_WAIT;
        }
        Duration wait = Duration.ofSeconds(Math.max(1, Long.parseLong(seconds.strip())));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static @Nullable JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Notes that a request has begun to leave, from when on nobody can say whether it arrived. */
    private static final class Departure extends EventListener {
        @Override
        public void requestHeadersStart(Call call) {
            AtomicBoolean departed = call.request().tag(AtomicBoolean.class);
            if (departed != null) {
                departed.set(true);
            }
        }
    }

    /** A body that OkHttp may not send a second time. */
    private static final class Once extends RequestBody {
        private final RequestBody body;

        Once(RequestBody body) {
            this.body = body;
        }

        @Override
        public @Nullable MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() throws IOException {
            return body.contentLength();
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            body.writeTo(sink);
        }
    }
}
