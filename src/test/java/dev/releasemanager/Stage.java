package dev.releasemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.config.DatabaseAddress;
import dev.releasemanager.config.Environment;
import dev.releasemanager.config.Secret;
import dev.releasemanager.coordination.PassedStaging;
import dev.releasemanager.coordination.Store;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Done;
import dev.releasemanager.rehearsal.SampleWorkspace;
import dev.releasemanager.rehearsal.Shown;
import dev.releasemanager.rehearsal.Visitor;
import dev.releasemanager.rehearsal.WorkspaceServer;
import dev.releasemanager.rehearsal.world.Inputs;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.WorkspaceDescription;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.web.SlackEndpoint;
import dev.releasemanager.web.WebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The bot and a workspace double, as the rehearsal has them, but on a database of the test's choosing, with the signing
 * secret known: a test can send any request that Slack could send, and any that it could not. The bot can be stopped and
 * started again while the workspace goes on.
 */
final class Stage implements AutoCloseable {
    static final String CHANNEL = "payments";
    static final String FORM = "application/x-www-form-urlencoded";
    static final String JSON = "application/json";
    static final Path SETTINGS = Path.of("config", "release-manager.yaml");
    static final String SECRET = "signing-secret-of-the-stage";
    static final String TOKEN = "xoxb-token-of-the-stage";

    private static final Set<String> MADE_UP = Set.of("invalid_trigger", "expired_url", "not_found");
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Pattern KEY = Pattern.compile("\\b([A-Z][A-Z0-9]+-\\d+)\\b");

    private final InstantSource wall = InstantSource.system();
    private final ReleaseTime time = new ReleaseTime(wall, wall.instant());
    private final DatabaseAddress database;
    private final WorkspaceServer workspace;
    private final Visitor visitor;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Actor> actors = new ConcurrentHashMap<>();
    private @Nullable Wiring bot;
    private @Nullable ServingProcess process;

    private Stage(DatabaseAddress database, String... withheldScopes) {
        this.database = database;
        WorkspaceDescription about =
                SampleWorkspace.with("/release").withhold(withheldScopes).build();
        workspace = WorkspaceServer.of(about)
                .signingSecret(SECRET)
                .botToken(TOKEN)
                .clock(time)
                .start();
        visitor = Visitor.at(workspace.address()).withPatience(PATIENCE);
    }

    /** On H2 in memory, with the bot started. */
    static Stage start() {
        return at(inMemory()).startBot();
    }

    static DatabaseAddress inMemory() {
        return new DatabaseAddress(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0",
                null,
                null);
    }

    static DatabaseAddress inFile(Path folder) {
        return new DatabaseAddress(
                "jdbc:h2:file:" + folder.resolve("releases") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0",
                null,
                null);
    }

    /** The workspace alone; the bot is started by {@link #startBot}. */
    static Stage at(DatabaseAddress database, String... withheldScopes) {
        return new Stage(database, withheldScopes);
    }

    Stage startBot() {
        return startBot(UnaryOperator.identity());
    }

    /** With the use cases on a store that was tampered with. */
    Stage startBot(UnaryOperator<Store> tampered) {
        return startBot(SETTINGS, tampered);
    }

    /** With another configuration than the sample's. */
    Stage startBot(Path settings, UnaryOperator<Store> tampered) {
        Environment environment = new Environment(
                Secret.of(TOKEN), Secret.of(SECRET), URI.create(workspace.apiUrl()), 0, database, settings, null);
        Wiring started = Wiring.start(
                environment,
                WebServer.Listen.onLoopback(0),
                new Clocks(time, wall, time),
                Wiring.Surroundings.USUAL.withTampered(tampered));
        bot = started;
        process = null;
        time.drives(started);
        workspace.requestUrl(botUrl());
        return this;
    }

    /** The bot as a process of its own, with the clock of this machine; the stage sees nothing of it but its answers. */
    ServingProcess serve() {
        return serve(SETTINGS, Duration.ZERO);
    }

    /** The same with another configuration than the sample's, and a release time ahead of this machine's clock. */
    ServingProcess serve(Path settings, Duration ahead) {
        ServingProcess started = ServingProcess.start(URI.create(workspace.apiUrl()), database, settings, ahead);
        process = started;
        workspace.requestUrl(botUrl());
        // A process that has only just begun, on a machine with much else to do, may miss Slack's three seconds at
        // first.
        as("olivia").awaitTrue("a command answered in time", screen -> as("olivia")
                .command(CHANNEL, "/release help")
                .ok());
        return started;
    }

    /** One more on the same database; the workspace knows nothing of it. */
    ServingProcess replica(Path settings, Duration ahead) {
        return ServingProcess.start(URI.create(workspace.apiUrl()), database, settings, ahead);
    }

    void stopBot() {
        Wiring started = bot;
        if (started != null) {
            bot = null;
            started.close();
        }
    }

    @Override
    public void close() {
        stopBot();
        Optional.ofNullable(process).ifPresent(ServingProcess::close);
        workspace.close();
    }

    private Wiring running() {
        return Optional.ofNullable(bot).orElseThrow();
    }

    URI botUrl() {
        int port = Optional.ofNullable(process).map(ServingProcess::port).orElseGet(() -> running()
                .port());
        return URI.create("http://127.0.0.1:" + port + SlackEndpoint.PATH);
    }

    WorkspaceServer workspace() {
        return workspace;
    }

    Visitor visitor() {
        return visitor;
    }

    /** The same one each time, for what is typed is kept by who types it. */
    Actor as(String person) {
        return actors.computeIfAbsent(person, visitor::as);
    }

    // What is true

    List<RecordEntry> record(String key) {
        return running().store().read(reading -> reading.record(new ReleaseKey(key)));
    }

    /** How often each kind of thing stands in the record of a release. */
    long recorded(String key, String kind) {
        return record(key).stream().filter(entry -> entry.what().equals(kind)).count();
    }

    long releases() {
        return running().store().read(reading -> reading.newest(1_000)).size();
    }

    /** Whether the bot counts that person among those who are there. */
    boolean knowsAsPresent(String person) {
        return running().coordination().inquiries().policy().roster().isPresent(new PersonId(id(person)));
    }

    /** Waits until nothing is promised that isn't delivered. */
    void settled() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        // Not a number while the database doesn't answer.
        while (waiting() != 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("still waiting to be delivered: " + waiting());
            }
            JsonNode state = visitor.get("/ui/state");
            JsonNode unused = visitor.get(
                    "/ui/state?wait_ms=200&after=" + state.path("version").asLong());
        }
    }

    private double waiting() {
        String metrics = http.sendAsync(
                        HttpRequest.newBuilder(botUrl().resolve("/metrics")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .join()
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith("outbox_waiting{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** How many of the bot's messages in a conversation contain these words, as that person sees it. */
    long told(String person, String conversation, String words) {
        return as(person).look().messages(conversation).stream()
                .filter(Shown::fromBot)
                .filter(message ->
                        message.text().contains(words) || message.fallbackText().contains(words))
                .count();
    }

    /**
     * What Slack refused of what the bot sent: never right, whatever people do. Handles that a test made up (of triggers,
     * views and response urls) are refused rightly.
     */
    List<String> refusedPosts() {
        List<String> refused = new ArrayList<>();
        visitor.log().path("refused").forEach(refusal -> {
            if (!MADE_UP.contains(Json.text(refusal, "error", ""))) {
                refused.add(refusal.toString());
            }
        });
        return refused;
    }

    String id(String person) {
        for (JsonNode one : visitor.get("/ui/state").path("people")) {
            if (Json.text(one, "name", "").equals(person)) {
                return Json.text(one, "id", "");
            }
        }
        throw new IllegalStateException("nobody is called " + person);
    }

    // What people do

    static void must(Done done) {
        if (!done.ok() || !done.errors().isEmpty()) {
            throw new IllegalStateException("an act failed: " + done.answer());
        }
    }

    /** A release of Olivia's in #payments with Payments and Checkout, its board posted. */
    String makeRelease(String title) {
        Actor olivia = as("olivia");
        fillNew(title);
        must(olivia.submit());
        String key = key(olivia.modal().text());
        must(olivia.closeAll());
        olivia.awaitMessage(CHANNEL, key);
        return key;
    }

    /** The form of a new release is open and filled in. */
    void fillNew(String title) {
        Actor olivia = as("olivia");
        must(olivia.command(CHANNEL, "/release new"));
        olivia.fill("Title", title).fill("Purpose", "One step less to pay.");
        olivia.fill("Taking-part teams", "Payments", "Checkout");
    }

    static String key(String words) {
        Matcher key = KEY.matcher(words);
        if (!key.find()) {
            throw new IllegalStateException("no key of a release in: " + words);
        }
        return key.group(1);
    }

    /** With a step of Payments. */
    void writePlan(String key) {
        writePlan(key, "");
    }

    /** @param automatic at which it begins by itself; blank for nothing */
    void writePlan(String key, String automatic) {
        Actor olivia = as("olivia");
        must(olivia.command(CHANNEL, "/release rollback-plan " + key));
        must(olivia.click("Add a step"));
        olivia.fill("What exactly is run or done", "Deploy payments-api 4.1.7 again")
                .fill("Who does it", "priya")
                .fill("How long it takes", "10 min")
                .fill("How one sees that it worked", "payments-api answers 4.1.7")
                .fill("Whose step it is", "Payments");
        must(olivia.submit());
        must(olivia.click("Triggers and window"));
        olivia.fill("What starts the rollback", "error rate of checkout-api > 1 % over 5 min")
                .fill("What starts it by itself", automatic)
                .fill("Until when can it be rolled back", "2 days")
                .fill("What a rollback would not undo", "nothing");
        must(olivia.submit());
        must(olivia.closeAll());
        must(as("priya").click(direct("priya", key, "Accept"), "Accept"));
    }

    void addChange(String key, String title) {
        Actor olivia = as("olivia");
        must(olivia.command(CHANNEL, "/release scope " + key));
        must(olivia.click("Add a change"));
        olivia.fill("What changes", title)
                .fill("Team", "Payments")
                .fill("Component", "payments-api")
                .fill("Kind", "Configuration (low risk)")
                .fill("Link", "https://code.example.com/pull/17")
                .fill("What users notice", "Nothing.");
        must(olivia.submit());
        must(olivia.closeAll());
    }

    /** Whatever ships has passed staging; just so. */
    void staged(String key) {
        PassedStaging.of(running().store(), new ReleaseKey(key));
    }

    /** The question whether to write to the people, with the button that does. */
    Shown askToOpen(String key, String until) {
        Actor olivia = as("olivia");
        must(olivia.command(CHANNEL, "/release open " + key + " until " + until));
        return olivia.awaitMessage(CHANNEL, "written to for " + key);
    }

    void open(String key) {
        must(as("olivia").click(askToOpen(key, "in 5h"), "Ask them now"));
        Shown unused = request("priya", key);
    }

    /** The newest direct message about this release that can be answered. */
    Shown request(String person, String key) {
        return direct(person, key, "Ready");
    }

    /** The newest direct message about this release that has this button. */
    private Shown direct(String person, String key, String button) {
        return as(person).await("a request about " + key, screen -> {
            List<Shown> messages = screen.messages(Actor.DIRECT);
            for (int i = messages.size() - 1; i >= 0; i--) {
                if (messages.get(i).text().contains(key)
                        && messages.get(i).buttons().contains(button)) {
                    return Optional.of(messages.get(i));
                }
            }
            return Optional.empty();
        });
    }

    /** The newest question whether that person's team is still ready, after an edit. */
    Shown askedAgain(String person, String key) {
        return as(person)
                .await("a question about what was edited in " + key, screen -> screen.messages(Actor.DIRECT).stream()
                        .filter(message -> message.text().contains(key)
                                && message.buttons().contains("Seen, still ready"))
                        .reduce((first, second) -> second));
    }

    /** The form of a ready answer is open with every item ticked. */
    Shown fillReady(String person, String key) {
        Actor actor = as(person);
        must(actor.click(request(person, key), "Ready"));
        Shown modal = actor.modal();
        List<String> options = new ArrayList<>();
        Inputs.in(modal.json().path("blocks")).forEach(found -> found.element()
                .path("options")
                .forEach(option -> options.add(option.path("text").path("text").asText())));
        actor.fill("Ready means", options.toArray(String[]::new));
        return modal;
    }

    void ready(String person, String key) {
        Shown unused = fillReady(person, key);
        must(as(person).submit());
        as(person).awaitNoModal();
    }

    // What Slack sends

    /** A request to the bot; signed, unless its headers say otherwise. */
    record Delivery(String body, String contentType, Map<String, String> headers) {
        static Delivery form(ObjectNode payload) {
            return new Delivery(
                    "payload=" + URLEncoder.encode(Json.write(payload), StandardCharsets.UTF_8), FORM, signed(""));
        }

        static Delivery of(String body, String contentType) {
            return new Delivery(body, contentType, signed(""));
        }

        private static Map<String, String> signed(String marker) {
            return Map.of("signed", marker);
        }

        Delivery with(Map<String, String> other) {
            return new Delivery(body, contentType, other);
        }
    }

    static Map<String, String> signature(String body, String secret, Instant at) {
        String timestamp = Long.toString(at.getEpochSecond());
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] digest = mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8));
            return Map.of(
                    "X-Slack-Request-Timestamp",
                    timestamp,
                    "X-Slack-Signature",
                    "v0=" + HexFormat.of().formatHex(digest));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Instant wallNow() {
        return wall.instant();
    }

    private HttpRequest request(Delivery delivery) {
        Map<String, String> headers = delivery.headers().containsKey("signed")
                ? signature(delivery.body(), SECRET, wallNow())
                : delivery.headers();
        HttpRequest.Builder request = HttpRequest.newBuilder(botUrl())
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(delivery.body()));
        if (!delivery.contentType().isEmpty()) {
            request.header("Content-Type", delivery.contentType());
        }
        headers.forEach(request::header);
        return request.build();
    }

    HttpResponse<String> send(Delivery delivery) {
        try {
            return http.send(request(delivery), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The status of one of the bot's own pages, such as {@code /readyz}. */
    int page(String path) {
        return http.sendAsync(
                        HttpRequest.newBuilder(botUrl().resolve(path)).build(), HttpResponse.BodyHandlers.discarding())
                .join()
                .statusCode();
    }

    /** What the bot answered with a server's fault, or not at all. */
    List<String> failedRequests() {
        List<String> failed = new ArrayList<>();
        visitor.log().path("requests").forEach(request -> {
            int status = request.path("status").asInt();
            if (Json.text(request, "direction", "").equals("to_bot") && (status == 0 || status >= 500)) {
                failed.add(request.toString());
            }
        });
        return failed;
    }

    /** A bare request of another method; the answer's status. */
    int request(String method) {
        HttpRequest request = HttpRequest.newBuilder(botUrl())
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .join()
                .statusCode();
    }

    /** All at the same instant, each on a connection of its own. */
    List<HttpResponse<String>> sendAtOnce(Stream<Delivery> deliveries) {
        return sendAtOnce(deliveries, answer -> {});
    }

    /** @param heard is told of each answer when it comes */
    List<HttpResponse<String>> sendAtOnce(Stream<Delivery> deliveries, Consumer<HttpResponse<String>> heard) {
        List<CompletableFuture<HttpResponse<String>>> sent = deliveries.map(this::request).toList().stream()
                .map(request -> http.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .map(answer -> answer.whenComplete((done, failure) -> heard.accept(done)))
                .toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    private ObjectNode payload(String type, String person, String trigger) {
        JsonNode state = visitor.get("/ui/state");
        ObjectNode payload = Json.object().put("type", type).put("trigger_id", trigger);
        payload.putObject("user")
                .put("id", id(person))
                .put("username", person)
                .put("name", person)
                .put("team_id", Json.text(state, "team", "T0"));
        payload.putObject("team").put("id", Json.text(state, "team", "T0")).put("domain", "sample");
        payload.put("api_app_id", "A0REHEARSAL").put("token", "not-relied-on").put("is_enterprise_install", false);
        return payload;
    }

    /** What Slack sends when that person presses a button of a message as it was seen. */
    ObjectNode click(String person, Shown message, String button, String trigger) {
        Inputs.Found found = Inputs.in(message.json().path("blocks")).stream()
                .filter(one -> Json.text(one.element().path("text"), "text", "").equals(button))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no button " + button + " among " + message.buttons()));
        ObjectNode payload = payload("block_actions", person, trigger);
        payload.putObject("container")
                .put("type", "message")
                .put("message_ts", message.ts())
                .put("channel_id", message.channel())
                .put("is_ephemeral", message.ephemeral());
        payload.putObject("channel").put("id", message.channel()).put("name", "somewhere");
        if (!message.ephemeral()) {
            ObjectNode whole = payload.putObject("message")
                    .put("type", "message")
                    .put("ts", message.ts())
                    .put("text", message.fallbackText());
            whole.set("blocks", message.json().path("blocks"));
        }
        payload.put("response_url", workspace.address() + "/respond/never-issued");
        payload.putObject("state").putObject("values");
        payload.putArray("actions")
                .addObject()
                .put("type", "button")
                .put("action_id", found.actionId())
                .put("block_id", found.blockId())
                .put("value", Json.text(found.element(), "value", ""))
                .put("action_ts", "1763822345.000100");
        return payload;
    }

    /** What Slack sends when that person submits a modal with these values in place of what stood in it. */
    ObjectNode submission(String person, Shown modal, Map<String, ObjectNode> typed, String trigger) {
        ObjectNode payload = payload("view_submission", person, trigger);
        ObjectNode view = payload.putObject("view");
        view.setAll((ObjectNode) modal.json());
        view.put("team_id", payload.path("team").path("id").asText());
        ObjectNode values = view.putObject("state").putObject("values");
        for (Inputs.Found found : Inputs.in(modal.json().path("blocks"))) {
            if (found.inInputBlock()) {
                String label = Json.text(found.block().path("label"), "text", "");
                values.putObject(found.blockId())
                        .set(found.actionId(), typed.containsKey(label) ? typed.get(label) : initial(found));
            }
        }
        payload.putArray("response_urls");
        return payload;
    }

    private static ObjectNode initial(Inputs.Found found) {
        ObjectNode value = Json.object().put("type", found.type());
        String field = Inputs.field(found.type());
        String standing = "initial_" + (field.equals("value") ? "value" : field.replace("selected_", ""));
        if (found.element().has(standing)) {
            value.set(field, found.element().path(standing));
        } else if (field.endsWith("s")) {
            value.putArray(field);
        } else {
            value.putNull(field);
        }
        return value;
    }

    static ObjectNode text(String words) {
        return Json.object().put("type", "plain_text_input").put("value", words);
    }

    /** Every option of a choice, chosen. */
    static ObjectNode all(Shown modal, String label, String type) {
        ObjectNode value = Json.object().put("type", type);
        var chosen = value.putArray("selected_options");
        Inputs.in(modal.json().path("blocks")).stream()
                .filter(found -> found.inInputBlock()
                        && Json.text(found.block().path("label"), "text", "").equals(label))
                .forEach(found -> found.element().path("options").forEach(chosen::add));
        return value;
    }

    /** One option of a choice, chosen by its words. */
    static ObjectNode one(Shown modal, String label, String words) {
        ObjectNode value = Json.object().put("type", "static_select");
        Inputs.in(modal.json().path("blocks")).stream()
                .filter(found -> found.inInputBlock()
                        && Json.text(found.block().path("label"), "text", "").equals(label))
                .forEach(found -> found.element().path("options").forEach(option -> {
                    if (Json.text(option.path("text"), "text", "").equals(words)) {
                        value.set("selected_option", option);
                    }
                }));
        if (!value.has("selected_option")) {
            throw new IllegalStateException("no " + words + " to choose for " + label);
        }
        return value;
    }

    Delivery command(String person, String text, String trigger) {
        Map<String, String> fields = new java.util.LinkedHashMap<>();
        fields.put("command", "/release");
        fields.put("text", text);
        fields.put("user_id", id(person));
        fields.put("user_name", person);
        fields.put("team_id", Json.text(visitor.get("/ui/state"), "team", "T0"));
        fields.put("channel_id", channelId(CHANNEL));
        fields.put("channel_name", CHANNEL);
        fields.put("response_url", workspace.address() + "/respond/never-issued");
        fields.put("trigger_id", trigger);
        fields.put("api_app_id", "A0REHEARSAL");
        return Delivery.of(encoded(fields), FORM);
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(java.util.stream.Collectors.joining("&"));
    }

    String channelId(String name) {
        for (JsonNode one : as("olivia").look().json().path("conversations")) {
            if (Json.text(one, "name", "").equals(name)) {
                return Json.text(one, "id", "");
            }
        }
        throw new IllegalStateException("no channel " + name);
    }
}
