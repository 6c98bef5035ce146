package dev.releasemanager.slack.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Answers as it was told to, method by method, and remembers what it was asked: for answers that a well-behaved Slack gives
 * on no occasion that a test could make. Bound to loopback, on a free port.
 */
final class FakeSlack implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Deque<Function<Request, Reply>>> scripts = new HashMap<>();
    private final List<Request> requests = new ArrayList<>();

    FakeSlack() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** What was asked: a method, or {@code respond}; its parameters, or its body. */
    record Request(String method, Map<String, String> parameters, String body) {
        JsonNode json(String parameter) {
            try {
                return JSON.readTree(parameters.get(parameter));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(method + " " + parameter, e);
            }
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(method, e);
            }
        }
    }

    /** An answer; a status of 0 breaks the connection without one. */
    record Reply(int status, String body, Map<String, String> headers) {
        static Reply of(String json) {
            return new Reply(200, json, Map.of());
        }

        static Reply refusing(String error) {
            return of("{\"ok\":false,\"error\":\"" + error + "\"}");
        }

        static Reply status(int status) {
            return new Reply(status, "oh no", Map.of());
        }

        static Reply brokenConnection() {
            return status(0);
        }

        static Reply throttled(int seconds) {
            return new Reply(429, "{\"ok\":false,\"error\":\"ratelimited\"}", Map.of("Retry-After", "" + seconds));
        }

        Reply scopes(String scopes) {
            return new Reply(status, body, Map.of("x-oauth-scopes", scopes));
        }
    }

    String api() {
        return "http://localhost:" + server.getAddress().getPort() + "/api/";
    }

    String responseUrl() {
        return "http://localhost:" + server.getAddress().getPort() + "/respond/1";
    }

    /** The next answer to that method; the last one stays. */
    synchronized FakeSlack answers(String method, Reply reply) {
        return answers(method, request -> reply);
    }

    synchronized FakeSlack answers(String method, Function<Request, Reply> reply) {
        scripts.computeIfAbsent(method, m -> new ArrayDeque<>()).add(reply);
        return this;
    }

    synchronized List<Request> requests(String method) {
        return requests.stream()
                .filter(request -> request.method().equals(method))
                .toList();
    }

    Request only(String method) {
        List<Request> all = requests(method);
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " requests of " + method);
        }
        return all.get(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = path.startsWith("/api/") ? path.substring(5) : "respond";
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> parameters = new HashMap<>();
        if (!method.equals("respond")) {
            for (String pair : body.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        Request request = new Request(method, parameters, body);
        Function<Request, Reply> script = next(request);
        Reply reply = script.apply(request);
        if (reply.status() == 0) {
            exchange.close();
            return;
        }
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized Function<Request, Reply> next(Request request) {
        requests.add(request);
        Deque<Function<Request, Reply>> script = scripts.get(request.method());
        if (script == null) {
            return asked -> Reply.refusing("unknown_method");
        }
        Function<Request, Reply> only = script.getFirst();
        return script.size() == 1 ? only : script.removeFirst();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
