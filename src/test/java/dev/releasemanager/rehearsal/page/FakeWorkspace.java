package dev.releasemanager.rehearsal.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A server for the page that knows no bot: it serves the page's files and the states of a canned workspace
 * ({@code workspace.json}), and keeps every act. Thread-safe; listens on a free loopback port.
 */
final class FakeWorkspace implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final ObjectNode workspace;
    private final Map<String, ArrayNode> modals = new HashMap<>();
    private final Map<String, ArrayNode> toasts = new HashMap<>();
    private final List<JsonNode> acts = new ArrayList<>();
    private final List<JsonNode> posts = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private int version = 1;
    private boolean closed;
    private BiFunction<FakeWorkspace, JsonNode, @Nullable ObjectNode> answer = (workspace, act) -> null;

    FakeWorkspace() {
        try (InputStream canned = FakeWorkspace.class.getResourceAsStream("workspace.json")) {
            workspace = (ObjectNode) JSON.readTree(Objects.requireNonNull(canned));
            server = listen(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpServer listen(int port) throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        made.setExecutor(threads);
        made.createContext("/", this::file);
        made.createContext("/ui/state", this::state);
        made.createContext("/ui/act", exchange -> reply(exchange, act(read(exchange))));
        made.createContext("/ui/clock", exchange -> reply(exchange, clock(read(exchange))));
        made.createContext("/ui/log", exchange -> reply(exchange, (ObjectNode) workspace.required("log")));
        made.createContext("/ui/faults", exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                post(read(exchange));
            }
            reply(exchange, ok().set("faults", JSON.createArrayNode()));
        });
        made.start();
        return made;
    }

    String address(String person, String place) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/#as=" + person + "&at=" + place;
    }

    /** The canned workspace, to be changed inside {@link #change} only. */
    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ObjectNode ok() {
        return object().put("ok", true);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something happens that everybody may see: the page's waiting request is answered. */
    synchronized void change(java.util.function.Consumer<ObjectNode> how) {
        how.accept(workspace);
        version++;
        notifyAll();
    }

    /** A view of the canned workspace by its name there; a copy. */
    synchronized ObjectNode view(String name) {
        return workspace.required("views").required(name).deepCopy();
    }

    synchronized void show(String person, ObjectNode... stack) {
        modals.put(person, JSON.createArrayNode().addAll(List.of(stack)));
        version++;
        notifyAll();
    }

    synchronized void toast(String person, String id, String words) {
        toasts.computeIfAbsent(person, each -> JSON.createArrayNode())
                .addObject()
                .put("id", id)
                .put("level", "error")
                .put("text", words);
        version++;
        notifyAll();
    }

    synchronized void say(String channel, JsonNode message) {
        for (JsonNode each : workspace.required("channels")) {
            if (each.required("id").textValue().equals(channel)) {
                ((ArrayNode) each.required("messages")).add(message);
            }
        }
        version++;
        notifyAll();
    }

    /** What the server does with an act, besides keeping it; null: nothing, and {@code {"ok": true}}. */
    synchronized void on(BiFunction<FakeWorkspace, JsonNode, @Nullable ObjectNode> reaction) {
        this.answer = reaction;
    }

    /** Waits for an act that fits, among those already done too. */
    synchronized JsonNode awaitAct(String type, Predicate<JsonNode> fits) throws InterruptedException {
        return await(acts, each -> each.path("type").asText().equals(type) && fits.test(each));
    }

    JsonNode awaitAct(String type) throws InterruptedException {
        return awaitAct(type, each -> true);
    }

    /** Waits for a post to the clock or the faults that fits. */
    synchronized JsonNode awaitPost(Predicate<JsonNode> fits) throws InterruptedException {
        return await(posts, fits);
    }

    synchronized List<JsonNode> acts(String type) {
        return acts.stream()
                .filter(each -> each.path("type").asText().equals(type))
                .toList();
    }

    private synchronized JsonNode await(List<JsonNode> heard, Predicate<JsonNode> fits) throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (true) {
            for (JsonNode each : heard) {
                if (fits.test(each)) {
                    return each;
                }
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("Nothing that fits was sent. Sent so far: " + heard);
            }
            wait(left);
        }
    }

    /** The server goes away; whoever waits gets no answer. */
    synchronized int stop() {
        int port = server.getAddress().getPort();
        closed = true;
        notifyAll();
        server.stop(0);
        return port;
    }

    /** And comes back at the same port, with a new count of versions. */
    synchronized void restart(int port) throws IOException {
        closed = false;
        version = 1;
        server = listen(port);
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }

    private ObjectNode act(JsonNode act) {
        BiFunction<FakeWorkspace, JsonNode, @Nullable ObjectNode> reaction;
        synchronized (this) {
            acts.add(act);
            if (act.path("type").asText().equals("read")) {
                markRead(act);
            }
            notifyAll();
            reaction = answer;
        }
        ObjectNode answered = reaction.apply(this, act);
        return answered == null ? ok() : answered;
    }

    private void markRead(JsonNode act) {
        for (JsonNode each : workspace.required("channels")) {
            if (each.path("id").equals(act.path("channel"))) {
                ((ObjectNode) each).put("unread", 0);
            }
        }
        for (JsonNode each : workspace.required("ims")) {
            if (each.path("id").equals(act.path("channel"))) {
                ((ObjectNode) each).put("unread", 0);
            }
        }
        for (JsonNode each : workspace.required("people")) {
            if (each.path("id").equals(act.path("as"))) {
                ((ObjectNode) each).put("unread", 0);
            }
        }
        version++;
    }

    private synchronized ObjectNode clock(JsonNode wish) {
        post(wish);
        ObjectNode clock = (ObjectNode) workspace.required("clock");
        if (wish.has("speed")) {
            clock.put("speed", wish.path("speed").asInt());
        }
        if (wish.has("jump")) {
            clock.set("now", clock.required("next_timer"));
            clock.putNull("next_timer");
        }
        version++;
        notifyAll();
        return ok().set("now", clock.required("now"));
    }

    private synchronized void post(JsonNode body) {
        posts.add(body);
        notifyAll();
    }

    private void state(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange);
        String after = query.get("after");
        ObjectNode state;
        synchronized (this) {
            long end = System.nanoTime() + 25_000_000_000L;
            while (!closed && String.valueOf(version).equals(after)) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    break;
                }
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
            if (closed) {
                exchange.close();
                return;
            }
            state = stateOf(query.getOrDefault("as", "U01OLIVIA"));
        }
        reply(exchange, state);
    }

    private ObjectNode stateOf(String me) {
        ObjectNode state = object().put("version", version).put("me", me).put("pending", false);
        for (String name : List.of("clock", "people", "commands", "shortcuts", "hint", "home")) {
            state.set(name, workspace.required(name).deepCopy());
        }
        ArrayNode conversations = state.putArray("conversations");
        workspace.required("channels").forEach(each -> conversations.add(each.deepCopy()));
        JsonNode direct = workspace.required("ims").path(me);
        if (direct.isObject()) {
            conversations.add(direct.deepCopy());
        }
        state.set("modals", modals.getOrDefault(me, JSON.createArrayNode()).deepCopy());
        state.set("toasts", toasts.getOrDefault(me, JSON.createArrayNode()).deepCopy());
        return state;
    }

    private void file(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.equals("/") ? "/index.html" : path;
        try (InputStream file = FakeWorkspace.class.getResourceAsStream("/rehearsal" + name)) {
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
                return;
            }
            send(
                    exchange,
                    TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain"),
                    file.readAllBytes());
        }
    }

    private static JsonNode read(HttpExchange exchange) throws IOException {
        return JSON.readTree(exchange.getRequestBody().readAllBytes());
    }

    private static void reply(HttpExchange exchange, JsonNode body) throws IOException {
        send(exchange, "application/json", JSON.writeValueAsBytes(body));
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> found = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int at = pair.indexOf('=');
                found.put(
                        at < 0 ? pair : pair.substring(0, at),
                        at < 0 ? "" : URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
            }
        }
        return found;
    }
}
