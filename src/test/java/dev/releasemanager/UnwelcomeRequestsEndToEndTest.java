package dev.releasemanager;

import static dev.releasemanager.Stage.CHANNEL;
import static dev.releasemanager.Stage.FORM;
import static dev.releasemanager.Stage.JSON;
import static dev.releasemanager.Stage.must;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.Stage.Delivery;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.web.SlackEndpoint;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Requests that nobody should have sent change nothing, are answered, and never with a server's fault. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnwelcomeRequestsEndToEndTest {
    private static final int MUTATIONS = 240;

    private Stage stage;
    private String key;
    private Shown question;
    private ObjectNode opening;
    private Delivery act;

    @BeforeAll
    void start() {
        stage = Stage.start();
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    /** An act that would open a checkpoint, if only it were sent well. */
    @BeforeEach
    void anAct() {
        key = stage.makeRelease("Not for everybody");
        question = stage.askToOpen(key, "in 5h");
        opening = stage.click("olivia", question, "Ask them now", "7001." + key);
        act = Delivery.form(opening);
    }

    private void nothingHappened() {
        assertThat(stage.record(key)).extracting(RecordEntry::what).containsExactly("release_created");
    }

    private void refused(Map<String, String> headers) {
        HttpResponse<String> answer = stage.send(act.with(headers));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isNotBlank().doesNotContain(Stage.SECRET);
        nothingHappened();
    }

    @Test
    void an_unsigned_act_is_refused() {
        refused(Map.of());
    }

    @Test
    void an_act_signed_with_another_secret_is_refused() {
        refused(Stage.signature(act.body(), "another-secret-altogether", stage.wallNow()));
    }

    @Test
    void an_act_whose_body_was_changed_on_the_way_is_refused() {
        refused(Stage.signature(act.body() + " ", Stage.SECRET, stage.wallNow()));
    }

    @Test
    void an_act_of_more_than_five_minutes_ago_is_refused() {
        refused(Stage.signature(act.body(), Stage.SECRET, stage.wallNow().minus(Duration.ofSeconds(302))));
    }

    @Test
    void an_act_of_more_than_five_minutes_ahead_is_refused() {
        refused(Stage.signature(act.body(), Stage.SECRET, stage.wallNow().plus(Duration.ofSeconds(310))));
    }

    @Test
    void an_act_replayed_byte_for_byte_counts_once() {
        Map<String, String> headers = Stage.signature(act.body(), Stage.SECRET, stage.wallNow());
        Delivery captured = act.with(headers);

        assertThat(stage.send(captured).statusCode()).isEqualTo(200);
        Shown unused = stage.request("chen", key);
        List<HttpResponse<String>> replayed =
                stage.sendAtOnce(IntStream.range(0, 10).mapToObj(i -> captured));

        assertThat(replayed)
                .allSatisfy(answer -> assertThat(answer.statusCode()).isLessThan(500));
        assertThat(stage.recorded(key, "checkpoint_opened")).isEqualTo(1);
        must(stage.as("olivia").command(CHANNEL, "/release status " + key));
        assertThat(stage.told("chen", Actor.DIRECT, key)).isEqualTo(1);
    }

    @Test
    void a_body_of_more_than_a_mebibyte_is_refused() {
        String huge = act.body() + "&padding=" + "x".repeat(1024 * 1024);

        HttpResponse<String> answer = stage.send(Delivery.of(huge, FORM));

        assertThat(answer.statusCode()).isEqualTo(413);
        nothingHappened();
    }

    @Test
    void what_cannot_be_read_is_told_apart_from_what_nobody_listens_to() {
        List<Delivery> unreadable = List.of(
                Delivery.of("", FORM),
                Delivery.of("", JSON),
                Delivery.of("payload=", FORM),
                Delivery.of("payload=%7B%22type%22", FORM),
                Delivery.of("payload=%", FORM),
                Delivery.of("payload=[]", FORM),
                Delivery.of("{", JSON),
                Delivery.of("null", JSON),
                Delivery.of("[" + "[".repeat(5_000), JSON),
                Delivery.of("{\"type\":\"event_callback\"}", JSON),
                Delivery.of("\u0000\u0001", JSON),
                Delivery.of(act.body(), "text/plain"),
                Delivery.of(act.body(), JSON));
        List<Delivery> unknown = List.of(
                Delivery.of(
                        "{\"type\":\"event_callback\",\"event_id\":\"Ev1\",\"event\":{\"type\":\"moon_rose\"}}", JSON),
                Delivery.of("payload=%7B%22type%22%3A%22dialog_from_the_future%22%7D", FORM),
                Delivery.of("ssl_check=1", FORM));

        assertThat(unreadable)
                .allSatisfy(delivery -> assertThat(stage.send(delivery).statusCode())
                        .as(delivery.body())
                        .isBetween(200, 499));
        assertThat(unknown)
                .allSatisfy(delivery -> assertThat(stage.send(delivery).statusCode())
                        .as(delivery.body())
                        .isEqualTo(200));
        nothingHappened();
    }

    @Test
    void what_does_not_say_who_did_it_or_where_is_refused_before_anything_listens() {
        String command = stage.command("olivia", "show " + key, "7004.1").body();
        ObjectNode nobody = opening.deepCopy();
        ((ObjectNode) nobody.path("user")).put("id", " ");
        ObjectNode nowhere = opening.deepCopy();
        ((ObjectNode) nowhere.path("channel")).put("id", "");
        ObjectNode unrepeatable = opening.deepCopy();
        unrepeatable.remove("trigger_id");
        String home = "{\"type\":\"event_callback\",\"event_id\":\"Ev8\",\"event\":{\"type\":\"app_home_opened\","
                + "\"tab\":\"home\"";
        List<Delivery> unintelligible = List.of(
                Delivery.of(command.replaceAll("user_id=[^&]*", "user_id="), FORM),
                Delivery.of(command.replaceAll("user_id=[^&]*&", ""), FORM),
                Delivery.of(command.replaceAll("channel_id=[^&]*", "channel_id=+"), FORM),
                Delivery.of(command.replaceAll("trigger_id=[^&]*", "trigger_id="), FORM),
                Delivery.form(nobody),
                Delivery.form(nowhere),
                Delivery.form(unrepeatable),
                Delivery.of(home + "}}", JSON),
                Delivery.of(home + ",\"user\":\"\"}}", JSON));

        try (Logged logged = Logged.by(SlackEndpoint.class)) {
            assertThat(unintelligible).allSatisfy(delivery -> {
                HttpResponse<String> answer = stage.send(delivery);
                assertThat(answer.statusCode()).as(delivery.body()).isEqualTo(400);
                assertThat(answer.body()).as(delivery.body()).contains("has no \"");
            });
            assertThat(logged.errors()).isEmpty();
        }
        nothingHappened();
    }

    @Test
    void no_signed_payload_whatsoever_gets_a_servers_fault_or_stops_the_next_act() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String other = stage.makeRelease("To be answered");
        stage.open(other);
        Shown form = stage.fillReady("chen", other);
        List<ObjectNode> interactions = List.of(
                opening,
                stage.click("chen", stage.request("chen", other), "Ready", "7002.1"),
                stage.submission(
                        "chen", form, Map.of("Ready means", Stage.all(form, "Ready means", "checkboxes")), "7002.2"));
        ObjectNode event = (ObjectNode) Json.parse(
                        "{\"type\":\"event_callback\",\"token\":\"t\",\"team_id\":\"T0\",\"api_app_id\":\"A0REHEARSAL\","
                                + "\"event_id\":\"Ev7\",\"event_time\":1763822345,\"authorizations\":[{\"team_id\":\"T0\","
                                + "\"user_id\":\"U0\",\"is_bot\":true}],\"event\":{\"type\":\"app_home_opened\",\"tab\":\"home\","
                                + "\"user\":\"U0\",\"channel\":\"D0\",\"event_ts\":\"1763822345.000100\"}}")
                .orElseThrow();
        ((ObjectNode) event.path("event")).put("user", stage.id("chen"));
        List<Delivery> payloads = new ArrayList<>();
        for (int i = 0; i < MUTATIONS; i++) {
            ObjectNode interaction = interactions.get(i % interactions.size()).deepCopy();
            mutate(interaction, random);
            payloads.add(Delivery.form(interaction));
            if (i % 2 == 0) {
                ObjectNode happened = event.deepCopy();
                mutate(happened, random);
                payloads.add(Delivery.of(Json.write(happened), JSON));
                payloads.add(mutatedCommand(random, i));
            }
        }

        try (Logged logged = Logged.by(SlackEndpoint.class)) {
            for (int from = 0; from < payloads.size(); from += 8) {
                List<Delivery> batch = payloads.subList(from, Math.min(from + 8, payloads.size()));
                List<HttpResponse<String>> answers = stage.sendAtOnce(batch.stream());
                for (int i = 0; i < batch.size(); i++) {
                    assertThat(answers.get(i).statusCode())
                            .as(
                                    "seed %d, payload %s",
                                    seed, shortened(batch.get(i).body()))
                            .isBetween(200, 499);
                }
            }
            assertThat(logged.errors())
                    .as("seed %d, listeners that failed", seed)
                    .isEmpty();
        }

        String healthy = stage.makeRelease("Still well");
        assertThat(stage.recorded(healthy, "release_created")).isEqualTo(1);
        assertThat(List.of(key, other, healthy)).allSatisfy(one -> assertThat(RecordEntry.faults(stage.record(one)))
                .as("seed %d", seed)
                .isEmpty());
        // What somebody made up is told goes to nobody; that is refused rightly.
        assertThat(stage.refusedPosts())
                .as("seed %d", seed)
                .filteredOn(refusal -> !refusal.contains("\"channel_not_found\""))
                .isEmpty();
    }

    private static String shortened(String body) {
        String plain =
                java.net.URLDecoder.decode(body.replaceAll("%(?![0-9a-fA-F]{2})", "%25"), StandardCharsets.UTF_8);
        return plain.length() <= 1_500 ? plain : plain.substring(0, 1_500) + "…";
    }

    private Delivery mutatedCommand(Random random, int number) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair :
                stage.command("olivia", "show " + key, "7003." + number).body().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], java.net.URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        List<String> names = List.copyOf(fields.keySet());
        for (int times = 0; times <= random.nextInt(3); times++) {
            String name = random.nextInt(3) == 0 ? "text" : names.get(random.nextInt(names.size()));
            if (random.nextInt(4) == 0) {
                fields.remove(name);
            } else {
                fields.put(name, random.nextBoolean() ? strange(random) : "open " + key + " until " + strange(random));
            }
        }
        return Delivery.of(Stage.encoded(fields), FORM);
    }

    /** One to three places of a payload are dropped, or hold something else. */
    private static void mutate(ObjectNode payload, Random random) {
        for (int times = 0; times <= random.nextInt(3); times++) {
            List<Runnable> places = new ArrayList<>();
            places(payload, random, places);
            places.get(random.nextInt(places.size())).run();
        }
    }

    private static void places(JsonNode node, Random random, List<Runnable> places) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                String name = field.getKey();
                places.add(() -> object.remove(name));
                places.add(() -> object.set(name, anything(random)));
                places(field.getValue(), random, places);
            });
        } else if (node instanceof ArrayNode array) {
            places.add(array::removeAll);
            places.add(() -> array.insert(0, anything(random)));
            array.forEach(item -> places(item, random, places));
        }
    }

    private static JsonNode anything(Random random) {
        ObjectNode holder = Json.object();
        return switch (random.nextInt(9)) {
            case 0 -> holder.nullNode();
            case 1 -> holder.numberNode(random.nextLong());
            case 2 -> holder.numberNode(random.nextDouble() * 1e300);
            case 3 -> holder.booleanNode(random.nextBoolean());
            case 4 -> Json.array();
            case 5 -> Json.object();
            case 6 -> nested(10 + random.nextInt(200));
            default -> holder.textNode(strange(random));
        };
    }

    private static JsonNode nested(int depth) {
        JsonNode inner = Json.object().textNode("deep");
        for (int i = 0; i < depth; i++) {
            inner = i % 2 == 0 ? Json.array().add(inner) : Json.object().set("in", inner);
        }
        return inner;
    }

    private static String strange(Random random) {
        List<String> words = List.of(
                "",
                " ",
                "x".repeat(70_000),
                "\u0000",
                "\uD800",
                "\u202E<!channel>&",
                "PAY-99999999999999999999",
                "PAY-1:1:99999999999",
                "PAY-1:-1:-1:",
                ":::::",
                "|||",
                "PAY-1|9223372036854775807|-9223372036854775808",
                "99:99",
                "in 99999999999999h",
                "9999-99-99",
                "'; drop table releases; --",
                "{\"k\":\"PAY-1\",\"r\":1e400}",
                "new",
                "open",
                "<@U0|",
                "<#C0|>");
        return words.get(random.nextInt(words.size()));
    }

    @Test
    void only_what_slack_posts_is_served() {
        assertThat(Stream.of("GET", "PUT", "DELETE"))
                .allSatisfy(method -> assertThat(stage.request(method)).isEqualTo(405));
    }
}
