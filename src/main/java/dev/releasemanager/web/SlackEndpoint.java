package dev.releasemanager.web;

import com.google.gson.JsonParseException;
import com.slack.api.bolt.App;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.response.Response;
import dev.releasemanager.web.SlackPayloads.Payload;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address that Slack posts to. Each request is bounded, verified, read, and handed to Bolt, in this order, on the
 * thread that carries it; what the listener returns is the acknowledgement. Whatever comes gets an answer of its own,
 * and never one of 500 or above: Slack would repeat an event that nobody can understand, and show a person nothing.
 *
 * <p>A request that comes twice with the same signature is passed on both times: it may be Slack's own second delivery,
 * which must get the same answer, and the use cases know each payload by its id.
 */
public final class SlackEndpoint extends HttpServlet {
    /** Where it is mounted. */
    public static final String PATH = "/slack/events";

    /** The biggest body that is read, in bytes; Slack's own views end at 250 KB. */
    public static final int LARGEST_BODY = 1024 * 1024;

    /** How much more of a body that is too big is swallowed, so that its sender gets to read the answer. */
    private static final int LARGEST_SWALLOWED = 16 * LARGEST_BODY;

    private static final Logger log = LoggerFactory.getLogger(SlackEndpoint.class);

    /** How a request ended; in lower case the values of the metrics' tag. */
    private enum Outcome {
        OK,
        NOTHING_TO_DO,
        UNVERIFIED,
        TOO_LARGE,
        UNINTELLIGIBLE,
        WRONG_METHOD,
        FAILED
    }

    private final transient App app;
    private final transient SlackSignatures signatures;
    private final transient SlackPayloads payloads = new SlackPayloads();
    private final transient RecentSignatures recent = new RecentSignatures();
    private final transient MeterRegistry metrics;

    /**
     * @param app the one Bolt app, whose middleware needs no check of signatures of its own
     */
    public SlackEndpoint(App app, SlackSignatures signatures, MeterRegistry metrics) {
        this.app = app;
        this.signatures = signatures;
        this.metrics = metrics;
    }

    private record Answer(SlackRequestKind kind, Outcome outcome, Response response) {
        static Answer plain(SlackRequestKind kind, Outcome outcome, int status, String words) {
            return new Answer(
                    kind,
                    outcome,
                    Response.builder()
                            .statusCode(status)
                            .contentType("text/plain; charset=utf-8")
                            .body(words)
                            .build());
        }

        static Answer unread(Outcome outcome, int status, String words) {
            return plain(SlackRequestKind.UNREAD, outcome, status, words);
        }

        static Answer nothingToDo(SlackRequestKind kind) {
            return new Answer(kind, Outcome.NOTHING_TO_DO, Response.ok());
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long startedAt = System.nanoTime();
        Answer answer = answerTo(request);
        // Counted before it is written: whoever has the answer finds it in the figures.
        Timer.builder("slack.requests")
                .description("From the last byte of the headers to the acknowledgement")
                .tag("kind", answer.kind().tag())
                .tag("outcome", answer.outcome().name().toLowerCase(Locale.ROOT))
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(metrics)
                .record(Duration.ofNanos(System.nanoTime() - startedAt));
        write(response, answer.response());
    }

    private Answer answerTo(HttpServletRequest request) {
        if (!"POST".equals(request.getMethod())) {
            Answer answer = Answer.unread(Outcome.WRONG_METHOD, 405, "Slack posts here; nothing else is served.");
            answer.response().getHeaders().put("Allow", List.of("POST"));
            return answer;
        }
        byte[] body;
        try {
            Optional<byte[]> whole = bodyOf(request);
            if (whole.isEmpty()) {
                log.atWarn().setMessage("Body refused, too large").log();
                Answer answer = Answer.unread(Outcome.TOO_LARGE, 413, "The body is larger than 1 MiB.");
                answer.response().getHeaders().put("Connection", List.of("close"));
                return answer;
            }
            body = whole.get();
        } catch (IOException | RuntimeException e) {
            log.atInfo()
                    .setMessage("Body not received whole")
                    .addKeyValue("cause", e.toString())
                    .log();
            return Answer.unread(Outcome.UNINTELLIGIBLE, 400, "The body did not arrive whole.");
        }
        String contentType = request.getContentType();
        if (SlackPayloads.isSslCheck(body, contentType)) {
            return Answer.nothingToDo(SlackRequestKind.SSL_CHECK);
        }
        String signature = onlyHeader(request, "X-Slack-Signature");
        Optional<String> refusal =
                signatures.refusalOf(onlyHeader(request, "X-Slack-Request-Timestamp"), signature, body);
        if (refusal.isPresent()) {
            log.atInfo()
                    .setMessage("Request refused")
                    .addKeyValue("reason", refusal.get())
                    .addKeyValue("from", request.getRemoteAddr())
                    .log();
            return Answer.unread(Outcome.UNVERIFIED, 401, refusal.get());
        }
        if (signature != null && !recent.addIfNew(signature)) {
            log.atDebug().setMessage("Request delivered again").log();
        }
        if (contentType != null && !MediaTypes.isJson(contentType) && !MediaTypes.isForm(contentType)) {
            return Answer.unread(
                    Outcome.UNINTELLIGIBLE, 415, "The body is neither JSON nor a form, which is all that Slack sends.");
        }
        try {
            Payload payload = payloads.read(body, contentType, headersOf(request));
            return dispatch(payload);
        } catch (Unintelligible e) {
            log.atWarn()
                    .setMessage("Signed request not understood")
                    .addKeyValue("reason", e.getMessage())
                    .addKeyValue(
                            "cause",
                            e.getCause() == null ? "" : e.getCause().getClass().getSimpleName())
                    .log();
            return Answer.unread(Outcome.UNINTELLIGIBLE, 400, String.valueOf(e.getMessage()));
        }
    }

    private Answer dispatch(Payload payload) {
        SlackRequestKind kind = payload.kind();
        Request<?> request = payload.request();
        if (request == null) {
            if (kind == SlackRequestKind.RATE_LIMITED) {
                log.atWarn()
                        .setMessage("Slack withholds events, for there were too many")
                        .log();
            } else {
                log.atDebug()
                        .setMessage("Nothing to do for a request")
                        .addKeyValue("kind", kind.tag())
                        .log();
            }
            return Answer.nothingToDo(kind);
        }
        request.updateContext(app.config());
        Response response;
        try {
            response = app.run(request);
        } catch (JsonParseException e) {
            log.atWarn()
                    .setMessage("Signed request not understood")
                    .addKeyValue("kind", kind.tag())
                    .addKeyValue("cause", e.getClass().getSimpleName())
                    .log();
            return Answer.plain(kind, Outcome.UNINTELLIGIBLE, 400, "The payload does not have the shape of its type.");
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            log.atError()
                    .setMessage("Listener failed")
                    .addKeyValue("kind", kind.tag())
                    .setCause(e)
                    .log();
            return failed(kind);
        }
        if (response == null) {
            return new Answer(kind, Outcome.OK, Response.ok());
        }
        int status = response.getStatusCode() == null ? 200 : response.getStatusCode();
        if (status == 404) {
            log.atDebug()
                    .setMessage("No listener for a request")
                    .addKeyValue("kind", kind.tag())
                    .log();
            return Answer.nothingToDo(kind);
        }
        if (status >= 500) {
            log.atError()
                    .setMessage("Listener answered with a server's fault")
                    .addKeyValue("kind", kind.tag())
                    .addKeyValue("status", status)
                    .log();
            return failed(kind);
        }
        return new Answer(kind, Outcome.OK, response);
    }

    /**
     * The answer to a listener's bug. A command's words are shown to its sender only with a 200; of all else Slack
     * itself tells the person that it didn't work, and an event it sends again.
     */
    private static Answer failed(SlackRequestKind kind) {
        if (kind == SlackRequestKind.COMMAND) {
            return new Answer(
                    kind,
                    Outcome.FAILED,
                    Response.builder()
                            .statusCode(200)
                            .contentType(Response.CONTENT_TYPE_APPLICATION_JSON_UTF8)
                            .body("{\"response_type\":\"ephemeral\",\"text\":\"That did not work, because of a fault on"
                                    + " our side that is in the log. Look at the release before you repeat it.\"}")
                            .build());
        }
        return Answer.plain(
                kind, Outcome.FAILED, 400, "That did not work, because of a fault on our side that is in the log.");
    }

    /** The body byte for byte, or nothing if it is too large. */
    private static Optional<byte[]> bodyOf(HttpServletRequest request) throws IOException {
        try (InputStream in = request.getInputStream()) {
            if (request.getContentLengthLong() <= LARGEST_BODY) {
                byte[] body = in.readNBytes(LARGEST_BODY + 1);
                if (body.length <= LARGEST_BODY) {
                    return Optional.of(body);
                }
            }
            in.skip(LARGEST_SWALLOWED);
            return Optional.empty();
        }
    }

    /** A header that is there exactly once, null otherwise: of two signatures none is the right one. */
    private static @Nullable String onlyHeader(HttpServletRequest request, String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        return values.size() == 1 ? values.get(0) : null;
    }

    private static RequestHeaders headersOf(HttpServletRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, new ArrayList<>(Collections.list(request.getHeaders(name))));
        }
        return new RequestHeaders(headers);
    }

    private static void write(HttpServletResponse response, Response answer) throws IOException {
        response.setStatus(answer.getStatusCode() == null ? 200 : answer.getStatusCode());
        if (answer.getHeaders() != null) {
            answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        }
        byte[] body = answer.getBody() == null ? new byte[0] : answer.getBody().getBytes(StandardCharsets.UTF_8);
        if (body.length > 0 && answer.getContentType() != null) {
            response.setHeader("Content-Type", answer.getContentType());
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
