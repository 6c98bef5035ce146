package dev.releasemanager.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.WorkspaceServer;
import dev.releasemanager.rehearsal.world.Json;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Slack as the bot sees it: messages, views and answers are taken here at once and counted, so that what Slack's double
 * keeps doesn't grow through a run; who is in the workspace is asked of the double behind it.
 */
final class SlackFront extends HttpServlet implements AutoCloseable {
    private static final long serialVersionUID = 1L;

    private final transient WorkspaceServer workspace;
    private final transient Server server;
    private final int port;
    private final transient HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong posted = new AtomicLong(1_700_000_000_000_000L);
    private final transient BlockingQueue<JsonNode> views = new LinkedBlockingQueue<>();
    private final transient BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final transient List<Update> updates = new ArrayList<>();
    private final AtomicLong calls = new AtomicLong();
    private volatile boolean keeping;

    /** An edit of a message, and when it came, by {@link System#nanoTime()}. */
    record Update(long at, String body) {}

    SlackFront(Workspace about) {
        workspace = WorkspaceServer.of(about.about())
                .signingSecret(Workspace.SECRET)
                .botToken(Workspace.TOKEN)
                .start();
        QueuedThreadPool threads = new QueuedThreadPool(40, 4);
        threads.setDaemon(true);
        server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(this), "/*");
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("Slack's stand-in does not listen", e);
        }
        port = connector.getLocalPort();
    }

    String apiUrl() {
        return "http://127.0.0.1:" + port + "/api/";
    }

    /** Where the answer to a click goes. */
    String responseUrl(String unique) {
        return "http://127.0.0.1:" + port + "/respond/" + unique;
    }

    /** Whether the content of views and answers is kept for {@link #takeView} and {@link #takeAnswer}. */
    void keep(boolean whether) {
        keeping = whether;
        views.clear();
        answers.clear();
    }

    JsonNode takeView() throws InterruptedException {
        return taken(views, "no modal was opened");
    }

    JsonNode takeAnswer() throws InterruptedException {
        return taken(answers, "no answer came");
    }

    private static JsonNode taken(BlockingQueue<JsonNode> from, String otherwise) throws InterruptedException {
        return Optional.ofNullable(from.poll(20, TimeUnit.SECONDS))
                .orElseThrow(() -> new IllegalStateException(otherwise));
    }

    /** Edits of boards since the last call. */
    List<Update> takeUpdates() {
        synchronized (updates) {
            List<Update> taken = List.copyOf(updates);
            updates.clear();
            return taken;
        }
    }

    /** How often it was called in all. */
    long calls() {
        return calls.get();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        byte[] body = request.getInputStream().readAllBytes();
        calls.incrementAndGet();
        if (path.startsWith("/respond/")) {
            if (keeping) {
                answers.add(Json.parse(new String(body, StandardCharsets.UTF_8)).orElseThrow());
            }
            write(response, "text/plain", "ok".getBytes(StandardCharsets.UTF_8));
            return;
        }
        String method = path.substring(path.lastIndexOf('/') + 1);
        if (!method.startsWith("chat.") && !method.startsWith("views.")) {
            forward(path, request.getContentType(), request.getHeader("Authorization"), body, response);
            return;
        }
        Map<String, String> fields = fields(new String(body, StandardCharsets.UTF_8), request.getContentType());
        ObjectNode answer = Json.object().put("ok", true);
        if (method.startsWith("views.")) {
            Json.parse(fields.getOrDefault("view", "{}"))
                    .filter(view -> keeping)
                    .ifPresent(views::add);
            answer.putObject("view").put("id", "V" + posted.incrementAndGet()).put("hash", "1.a");
        } else {
            if (method.equals("chat.update")) {
                synchronized (updates) {
                    updates.add(new Update(System.nanoTime(), fields.getOrDefault("blocks", "")));
                }
            }
            long number = posted.incrementAndGet();
            String ts = fields.getOrDefault("ts", number / 1_000_000 + "." + number % 1_000_000);
            answer.put("channel", fields.getOrDefault("channel", "C0")).put("ts", ts);
            answer.putObject("message").put("ts", ts);
        }
        write(response, "application/json; charset=utf-8", Json.write(answer).getBytes(StandardCharsets.UTF_8));
    }

    private void forward(String path, String type, String authorization, byte[] body, HttpServletResponse response)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(workspace.address().toString()).resolve(path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        Optional.ofNullable(type).ifPresent(value -> request.header("Content-Type", value));
        Optional.ofNullable(authorization).ifPresent(value -> request.header("Authorization", value));
        HttpResponse<byte[]> answer;
        try {
            answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        answer.headers().map().forEach((name, values) -> values.stream()
                .filter(value -> name.startsWith("x-") || name.equals("retry-after"))
                .forEach(value -> response.addHeader(name, value)));
        response.setStatus(answer.statusCode());
        write(response, answer.headers().firstValue("Content-Type").orElse("application/json"), answer.body());
    }

    private static void write(HttpServletResponse response, String type, byte[] body) throws IOException {
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static Map<String, String> fields(String body, String type) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (type != null && type.startsWith("application/json")) {
            Json.parse(body)
                    .orElseThrow()
                    .properties()
                    .forEach(field -> fields.put(
                            field.getKey(),
                            field.getValue().isTextual() ? field.getValue().asText() : Json.write(field.getValue())));
        } else {
            for (String pair : body.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    fields.put(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return fields;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        workspace.close();
    }
}
