package dev.releasemanager.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.releasemanager.rehearsal.world.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A bot of a few lines: keeps what it is sent, answers as the test says, and calls the Web API. */
final class ScriptedBot implements AutoCloseable {

    static final String TOKEN = "xoxb-rehearsal";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile Function<Delivery, Answer> script = delivery -> Answer.ok("");

    /** One request as it came; {@code json} is the payload, or the form's fields. */
    record Delivery(Map<String, List<String>> headers, String body, JsonNode json) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }

        String at(String field) {
            return json.path(field).asText();
        }
    }

    record Answer(int status, String contentType, String body, Map<String, String> headers) {
        static Answer ok(String body) {
            return new Answer(200, "application/json", body, Map.of());
        }

        static Answer text(String body) {
            return new Answer(200, "text/plain", body, Map.of());
        }

        static Answer status(int status) {
            return new Answer(status, "text/plain", "", Map.of());
        }
    }

    record ApiResult(int status, String retryAfter, JsonNode json) {
        boolean ok() {
            return json.path("ok").asBoolean();
        }

        String error() {
            return json.path("error").asText();
        }

        String at(String field) {
            return json.path(field).asText();
        }
    }

    ScriptedBot() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/slack/events", this::handle);
        server.start();
    }

    URI requestUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/slack/events");
    }

    void answers(Function<Delivery, Answer> with) {
        script = with;
    }

    void answers(String json) {
        script = delivery -> Answer.ok(json);
    }

    Delivery next() {
        try {
            Delivery delivery = deliveries.poll(10, TimeUnit.SECONDS);
            if (delivery == null) {
                throw new AssertionError("nothing was delivered within ten seconds");
            }
            return delivery;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    List<Delivery> arrived() {
        List<Delivery> all = new ArrayList<>();
        deliveries.drainTo(all);
        return all;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Delivery delivery = new Delivery(Map.copyOf(exchange.getRequestHeaders()), body, json(body));
        deliveries.add(delivery);
        Answer answer = script.apply(delivery);
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        exchange.getResponseHeaders().add("Content-Type", answer.contentType());
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static JsonNode json(String body) {
        if (body.startsWith("{")) {
            return Json.parse(body).orElseThrow();
        }
        ObjectNode fields = Json.object();
        form(body).forEach(fields::put);
        return fields.has("payload")
                ? Json.parse(fields.path("payload").asText()).orElseThrow()
                : fields;
    }

    static Map<String, String> form(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            fields.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts.length < 2 ? "" : parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    /** Calls a method with a JSON body, in single quotes for the test's sake. */
    ApiResult call(WorkspaceServer slack, String method, String singleQuotedJson) {
        return post(
                slack.apiUrl() + method, TOKEN, "application/json; charset=utf-8", singleQuotedJson.replace('\'', '"'));
    }

    ApiResult post(String url, String token, String contentType, String body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                    .header("Content-Type", contentType)
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new ApiResult(
                    response.statusCode(),
                    response.headers().firstValue("retry-after").orElse(""),
                    Json.parse(response.body()).orElseGet(() -> Json.object().textNode(response.body())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
