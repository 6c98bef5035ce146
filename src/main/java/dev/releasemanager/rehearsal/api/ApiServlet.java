package dev.releasemanager.rehearsal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.delivery.MessageEvents;
import dev.releasemanager.rehearsal.delivery.Traffic;
import dev.releasemanager.rehearsal.delivery.Traffic.Direction;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.Refused;
import dev.releasemanager.rehearsal.world.World;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/**
 * The edge towards the bot: {@code /api/METHOD}, {@code /respond/…}, the upload's {@code /upload/v1/ID}. Logs every
 * call, and fails where {@link Faults} say so; of these a response url is the method {@code response_url}, an upload
 * {@code upload}.
 */
public final class ApiServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** A call that is never answered holds its thread at most that long. */
    private static final Duration HANG = Duration.ofMinutes(2);

    private final transient World world;
    private final transient WebApi api;
    private final transient Faults faults;
    private final transient Traffic traffic;

    public ApiServlet(World world, String botToken, MessageEvents events, Faults faults, Traffic traffic) {
        this.world = world;
        this.api = new WebApi(world, botToken, events);
        this.faults = faults;
        this.traffic = traffic;
    }

    /** What goes back. An empty status breaks the connection instead. */
    private record Reply(
            int status,
            String contentType,
            String body,
            Optional<String> error,
            @Nullable Integer retryAfter) {
        static Reply of(ApiAnswer answer) {
            return new Reply(
                    answer.status(),
                    "application/json; charset=utf-8",
                    Json.write(answer.body()),
                    answer.error(),
                    answer.retryAfter());
        }

        static Reply plain(int status, String body) {
            return new Reply(
                    status,
                    "text/html",
                    body,
                    status == 200 ? Optional.empty() : Optional.of(body.isEmpty() ? "http_" + status : body),
                    null);
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long startedAt = System.nanoTime();
        String path = request.getServletPath();
        String rest = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        String name =
                switch (path) {
                    case "/respond" -> "response_url";
                    case "/upload" -> "upload";
                    default -> rest;
                };
        byte[] body = request.getInputStream().readAllBytes();
        Optional<Faults.Fault> fault = faults.take(name);
        if (fault.isPresent() && fault.get().kind() == Faults.Kind.HANG) {
            pause(HANG);
            log(name, startedAt, 0, Optional.of("hang"), null);
            breakConnection(request);
            return;
        }
        if (fault.isPresent() && fault.get().kind() == Faults.Kind.SLOW) {
            pause(Duration.ofMillis((long) (fault.get().seconds() * 1000)));
        }
        Reply reply = instead(fault).orElseGet(() -> switch (path) {
            case "/respond" -> respond(request, rest, body);
            case "/upload" -> upload(rest, request.getContentType(), body);
            default -> call(request, rest, body);
        });
        if (fault.isPresent() && fault.get().kind() == Faults.Kind.LOST_ANSWER) {
            log(name, startedAt, 0, Optional.of("lost_answer"), null);
            breakConnection(request);
            return;
        }
        log(name, startedAt, reply.status(), reply.error(), reply.retryAfter());
        response.setStatus(reply.status());
        response.setContentType(reply.contentType());
        if (reply.retryAfter() != null) {
            response.setHeader("Retry-After", Integer.toString(reply.retryAfter()));
        }
        if (path.equals("/api")) {
            response.setHeader("X-OAuth-Scopes", api.scopes());
            response.setHeader("X-Slack-Req-Id", world.ids().secret().toLowerCase(Locale.ROOT));
        }
        response.getOutputStream().write(reply.body().getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Reply> instead(Optional<Faults.Fault> fault) {
        return fault.flatMap(one -> switch (one.kind()) {
            case HTTP_500 -> Optional.of(Reply.plain(500, "Internal Server Error"));
            case RATE_LIMITED ->
                Optional.of(Reply.of(ApiAnswer.rateLimited((int) Math.max(1, Math.ceil(one.seconds())))));
            case ERROR -> Optional.of(Reply.of(ApiAnswer.refused(new Refused(one.error()))));
            case SLOW, HANG, LOST_ANSWER -> Optional.empty();
        });
    }

    private Reply call(HttpServletRequest request, String method, byte[] body) {
        String type = Optional.ofNullable(request.getContentType()).orElse("");
        ApiAnswer answer;
        try {
            ObjectNode arguments = Bodies.arguments(
                    type, new String(body, StandardCharsets.UTF_8), Optional.ofNullable(request.getQueryString()));
            Optional<String> inForm = Json.text(arguments, "token");
            arguments.remove("token");
            Optional<String> inHeader = Optional.ofNullable(request.getHeader("Authorization"))
                    .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                    .map(header -> header.substring(7).strip())
                    .filter(token -> !token.isEmpty());
            answer = api.call(method, inHeader.or(() -> inForm), new Arguments(arguments));
        } catch (Refused refusal) {
            answer = ApiAnswer.refused(refusal);
        }
        if (type.toLowerCase(Locale.ROOT).startsWith("application/json")
                && !type.toLowerCase(Locale.ROOT).contains("charset")) {
            answer.body().put("warning", "missing_charset");
            answer.body().withObject("/response_metadata").putArray("warnings").add("missing_charset");
        }
        if (answer.error().isPresent()) {
            traffic.refused(new Traffic.Refusal(
                    world.wall().now(), method, answer.error().get(), messages(answer)));
        }
        return Reply.of(answer);
    }

    private static List<String> messages(ApiAnswer answer) {
        return StreamSupport.stream(
                        answer.body().path("response_metadata").path("messages").spliterator(), false)
                .map(message -> message.asText())
                .toList();
    }

    private Reply respond(HttpServletRequest request, String path, byte[] body) {
        String token = path.substring(path.lastIndexOf('/') + 1);
        try {
            ObjectNode said = said(
                    Optional.ofNullable(request.getContentType()).orElse(""), new String(body, StandardCharsets.UTF_8));
            world.change(() -> world.respond(token, said));
            return Reply.plain(200, "ok");
        } catch (Refused refusal) {
            traffic.refused(
                    new Traffic.Refusal(world.wall().now(), "response_url", refusal.error(), refusal.messages()));
            boolean gone = refusal.error().equals("used_url") || refusal.error().equals("expired_url");
            return Reply.plain(gone || refusal.error().endsWith("_not_found") ? 404 : 400, refusal.error());
        }
    }

    /** JSON, or a form with a field {@code payload} of JSON. */
    private static ObjectNode said(String contentType, String body) {
        String json = body;
        if (contentType.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")
                && !body.stripLeading().startsWith("{")) {
            ObjectNode form = Json.object();
            Bodies.form(body, form);
            json = Json.text(form, "payload", "");
        }
        if (Json.parse(json).orElse(null) instanceof ObjectNode object) {
            return object;
        }
        throw new Refused("invalid_payload");
    }

    private Reply upload(String path, @Nullable String contentType, byte[] body) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        byte[] bytes = contentType != null && contentType.startsWith("multipart/form-data")
                ? Multipart.firstPart(contentType, body)
                : body;
        return api.upload(id, bytes) ? Reply.plain(200, "OK - " + bytes.length) : Reply.plain(400, "invalid upload");
    }

    private void pause(Duration wait) {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        world.wall().after(wait, () -> over.complete(true));
        try {
            over.get(HANG.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a pause can only pass", e);
        }
    }

    private static void breakConnection(HttpServletRequest request) {
        ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    private void log(String name, long startedAt, int status, Optional<String> error, @Nullable Integer retryAfter) {
        traffic.passed(new Traffic.Entry(
                world.wall().now(),
                Direction.TO_SLACK,
                name,
                status,
                error.isEmpty(),
                error,
                Duration.ofNanos(System.nanoTime() - startedAt).toMillis(),
                retryAfter));
    }
}
