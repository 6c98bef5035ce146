package dev.releasemanager;

import static dev.releasemanager.Stage.CHANNEL;
import static dev.releasemanager.Stage.must;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.Stage.Delivery;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Done;
import dev.releasemanager.rehearsal.Shown;
import dev.releasemanager.rehearsal.world.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever people type, wherever they type it: nobody is mentioned by it, nothing is reordered, Slack refuses nothing. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangeNamesEndToEndTest {
    private static final List<String> EVERYBODY = List.of("olivia", "priya", "pavel", "chen", "carla", "sam", "elena");

    private Stage stage;

    @BeforeAll
    void start() {
        stage = Stage.start();
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!channel> <!here> @everyone & <@U001ELENA|e> <https://evil.example.com|click>",
                "*bold* _soft_ ~gone~ `code` > quoted &lt;!channel&gt; :rotating_light: ```fence```",
                "\u202Eeht esrever\u202C \u2066isolated \u05D0\u05D1\u05D2 \u0645\u0631\u062D\u0628\u0627",
                "👩‍👩‍👧‍👦🏳️‍🌈🇪🇺 é\u0301\u0302 \uD835\uDD4F 漢字 \u200B\u00A0",
                "a\u0000b\u0007c\u2028d\u0085e\uFFFEf",
            })
    void strange_words_stay_words_on_every_surface(String words) {
        String key = stage.makeRelease("T " + words);
        Actor olivia = stage.as("olivia");
        must(olivia.command(CHANNEL, "/release edit " + key));
        olivia.fill("Purpose", "P " + words);
        must(olivia.submit());
        olivia.awaitNoModal();
        change(key, words);
        plan(key, words);
        stage.open(key);
        must(stage.as("carla").click(stage.request("carla", key), "Not ready"));
        stage.as("carla").fill("Why", words).fill("When do you expect to be ready", words);
        must(stage.as("carla").submit());
        olivia.awaitMessage(Actor.DIRECT, "Checkout is not ready");
        for (String command : List.of("show", "check", "status", "history", "scope", "rollback-plan")) {
            must(olivia.command(CHANNEL, "/release " + command + " " + key));
            looksWell("olivia");
            if (olivia.look().modals() > 0) {
                must(olivia.closeAll());
            }
        }
        must(olivia.command(CHANNEL, "/release no-go " + key));
        olivia.fill("Why not", words);
        must(olivia.submit());
        olivia.awaitTrue("the No-Go in the thread", screen -> screen.messages(CHANNEL).stream()
                .anyMatch(message ->
                        message.text().contains("NO-GO") && message.text().contains(key)));
        must(olivia.command(CHANNEL, "/release " + words));
        Shown unused = olivia.home();

        EVERYBODY.forEach(this::looksWell);
        assertThat(stage.refusedPosts()).isEmpty();
        assertThat(olivia.toasts()).isEmpty();
    }

    private void change(String key, String words) {
        Actor olivia = stage.as("olivia");
        must(olivia.command(CHANNEL, "/release scope " + key));
        must(olivia.click("Add a change"));
        Shown form = olivia.modal();
        String kind = "";
        for (JsonNode block : form.json().path("blocks")) {
            for (JsonNode option : block.path("element").path("options")) {
                if (option.path("value").asText().equals("configuration")) {
                    kind = option.path("text").path("text").asText();
                }
            }
        }
        olivia.fill("What changes", words)
                .fill("Team", "Payments")
                .fill("Component", "C " + words.substring(0, Math.min(60, words.length())))
                .fill("Kind", kind)
                .fill("Link", "https://example.com/pull/17?a=<b>&c=%22".replace("<b>", "%3Cb%3E"))
                .fill("What users notice", words);
        must(olivia.submit());
        must(olivia.closeAll());
    }

    private void plan(String key, String words) {
        Actor olivia = stage.as("olivia");
        must(olivia.command(CHANNEL, "/release rollback-plan " + key));
        must(olivia.click("Add a step"));
        olivia.fill("What exactly is run or done", "kubectl rollout undo deploy/pay; " + words)
                .fill("Who does it", "priya")
                .fill("How long it takes", "10 min");
        must(olivia.submit());
        must(olivia.closeAll());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "👩‍👩‍👧‍👦", "<!channel> ", "\u0645"})
    void what_is_too_long_is_refused_at_its_field_and_makes_no_release(String unit) {
        String words = unit.repeat(3_000 / unit.length() + 1);
        stage.fillNew("Too long");
        Shown form = stage.as("olivia").modal("New release");
        long before = stage.releases();
        Map<String, ObjectNode> typed = Map.of(
                "Title",
                Stage.text(words),
                "Purpose",
                Stage.text(words),
                "Taking-part teams",
                Stage.all(form, "Taking-part teams", "multi_static_select"));

        JsonNode answer = Json.parse(stage.send(
                                Delivery.form(stage.submission("olivia", form, typed, "6001." + unit.codePointAt(0))))
                        .body())
                .orElseThrow();
        stage.as("olivia").fill("Title", words);
        Done typedByHand = stage.as("olivia").submit();

        assertThat(Json.text(answer, "response_action", "")).isEqualTo("errors");
        assertThat(answer.path("errors")).hasSize(2).allSatisfy(error -> assertThat(error.asText())
                .contains("characters long; at most"));
        assertThat(typedByHand.errors()).isNotEmpty();
        assertThat(stage.releases()).isEqualTo(before);
        must(stage.as("olivia").closeAll());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "<", "&", "👩‍👩‍👧‍👦", "\u0645", "*_~`"})
    void texts_as_long_as_they_may_be_are_shown_on_every_surface(String unit) {
        String key = stage.makeRelease(unit.repeat(120 / unit.length()));
        Actor olivia = stage.as("olivia");
        must(olivia.command(CHANNEL, "/release edit " + key));
        olivia.fill("Purpose", unit.repeat(300 / unit.length()));
        must(olivia.submit());
        stage.open(key);
        must(stage.as("carla").click(stage.request("carla", key), "Not ready"));
        stage.as("carla")
                .fill("Why", unit.repeat(1_000 / unit.length()))
                .fill("When do you expect to be ready", unit.repeat(150 / unit.length()));
        must(stage.as("carla").submit());
        olivia.awaitMessage(Actor.DIRECT, "Checkout is not ready");
        must(olivia.command(CHANNEL, "/release show " + key));
        must(olivia.command(CHANNEL, "/release check " + key));
        must(olivia.command(CHANNEL, "/release history " + key));
        if (olivia.look().modals() > 0) {
            must(olivia.closeAll());
        }

        EVERYBODY.forEach(this::looksWell);
        assertThat(stage.refusedPosts()).isEmpty();
        assertThat(olivia.toasts()).isEmpty();
    }

    /** Nothing that this person sees mentions a group of people, or holds what reorders or hides its neighbours. */
    private void looksWell(String person) {
        JsonNode state = stage.as(person).look().json();
        List<String> texts = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        for (JsonNode conversation : state.path("conversations")) {
            for (JsonNode message : conversation.path("messages")) {
                if (message.path("bot").asBoolean()) {
                    texts.add(Json.text(message, "text", ""));
                    collect(message.path("blocks"), texts, kinds);
                }
            }
        }
        state.path("modals").forEach(modal -> collect(modal.path("blocks"), new ArrayList<>(), kinds));
        collect(state.path("home").path("blocks"), texts, kinds);
        assertThat(texts).isNotEmpty().allSatisfy(text -> assertThat(text)
                .doesNotContain("<!channel", "<!here", "<!everyone", "<@U001ELENA|e>", "<https://evil")
                .doesNotContainPattern("[\u202A-\u202E\u2066\u2067\u0000-\u0008\u2028\u0085]")
                .doesNotContain("\u0007"));
        assertThat(kinds).doesNotContain("broadcast");
    }

    private static void collect(JsonNode node, List<String> mrkdwn, List<String> kinds) {
        if (node.isObject()) {
            String type = Json.text(node, "type", "");
            kinds.add(type);
            if (type.equals("mrkdwn")) {
                mrkdwn.add(Json.text(node, "text", ""));
            }
        }
        node.forEach(child -> collect(child, mrkdwn, kinds));
    }
}
