package dev.releasemanager.rehearsal.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.releasemanager.rehearsal.WorkspaceServer;
import dev.releasemanager.rehearsal.world.WorkspaceDescription;
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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page on the real workspace double, with a bot that does the least: the two sides of their contract together. */
class PageOnTheDoubleTest extends BrowserCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOARD = """
            {"channel": "%s", "text": "PAY-12 is polling", "blocks": [
              {"type": "header", "text": {"type": "plain_text", "text": "PAY-12 Card vault"}},
              {"type": "actions", "elements": [{"type": "button", "action_id": "answer", "value": "PAY-12",
                "text": {"type": "plain_text", "text": "Answer for my team"}}]}]}
            """;
    private static final String FORM = """
            {"trigger_id": "%s", "view": {"type": "modal", "callback_id": "answer",
              "title": {"type": "plain_text", "text": "Answer"}, "submit": {"type": "plain_text", "text": "Send"},
              "blocks": [{"type": "input", "block_id": "why", "label": {"type": "plain_text", "text": "Why?"},
                "element": {"type": "plain_text_input", "action_id": "words"}}]}}
            """;

    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private ExecutorService threads;

    @SuppressWarnings("NullAway.Init")
    private WorkspaceServer slack;

    @SuppressWarnings("NullAway.Init")
    private HttpServer bot;

    @BeforeEach
    void start() throws IOException {
        slack = WorkspaceServer.of(WorkspaceDescription.named("Acme")
                        .command("/release", "status | new", "Releases")
                        .person("olivia", "Olivia Okafor", "Release owner", "Europe/Berlin")
                        .person("ben", "Ben Brandt", "Engineer", "America/New_York")
                        .channel("payments", "olivia", "ben")
                        .build())
                .start();
        threads = Executors.newCachedThreadPool();
        bot = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        bot.setExecutor(threads);
        bot.createContext("/", this::heard);
        bot.start();
        slack.requestUrl(URI.create("http://127.0.0.1:" + bot.getAddress().getPort() + "/slack/events"));
    }

    @AfterEach
    void stop() {
        page.close();
        slack.close();
        bot.stop(0);
        threads.shutdownNow();
    }

    /** The bot: a click opens the form, an unsure answer is refused, a command is answered to its author alone. */
    private void heard(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        String answer = "";
        if (form.containsKey("command")) {
            answer = "{\"response_type\": \"ephemeral\", \"text\": \"You said _" + form.get("text") + "_\"}";
        } else if (form.containsKey("payload")) {
            JsonNode payload = JSON.readTree(form.get("payload"));
            if (payload.path("type").asText().equals("block_actions")) {
                call("views.open", FORM.formatted(payload.path("trigger_id").asText()));
            } else if (payload.at("/view/state/values/why/words/value").asText().equals("unsure")) {
                answer = "{\"response_action\": \"errors\", \"errors\": {\"why\": \"Silence is not a yes.\"}}";
            }
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void call(String method, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(slack.apiUrl() + method))
                .header("Authorization", "Bearer xoxb-rehearsal")
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            JsonNode answer = JSON.readTree(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
            assertThat(answer.path("ok").asBoolean()).as(method + ": " + answer).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_click_opens_a_form_whose_fault_is_shown_and_whose_answer_closes_it() {
        call(
                "chat.postMessage",
                BOARD.formatted(slack.about().channel("payments").id()));
        page.navigate(slack.address() + "/");
        assertThat(page.getByTestId("me")).containsText("You are Olivia Okafor");
        assertThat(page.getByTestId("conversation")).containsText("PAY-12 Card vault");

        page.getByTestId("button-answer").click();
        assertThat(page.getByTestId("modal")).containsText("Why?");
        page.getByTestId("field-words").fill("unsure");
        page.getByTestId("modal-submit").click();
        assertThat(page.getByTestId("fault-why")).hasText("Silence is not a yes.");
        assertThat(page.getByTestId("field-words")).hasValue("unsure");

        page.getByTestId("field-words").fill("we have looked");
        page.keyboard().press("Control+Enter");

        assertThat(page.getByTestId("modal")).hasCount(0);
        page.getByTestId("log-toggle").click();
        assertThat(page.getByTestId("log-panel")).containsText("view_submission");
        assertThat(page.getByTestId("log-panel")).containsText("views.open");
    }

    @Test
    void a_command_is_answered_to_its_author_alone_and_words_are_seen_by_all() {
        page.navigate(slack.address() + "/");
        page.getByTestId("conversation-" + slack.about().channel("payments").id())
                .click();

        page.getByTestId("composer").fill("/release status PAY-12");
        page.getByTestId("composer").press("Enter");
        assertThat(page.getByTestId("conversation")).containsText("You said status PAY-12");
        assertThat(page.getByTestId("conversation")).containsText("Only visible to you");
        page.getByTestId("composer").fill("hello <all> & *everybody*");
        page.getByTestId("composer").press("Enter");
        page.getByTestId("composer").blur();
        page.keyboard().press("2");

        assertThat(page.getByTestId("me")).containsText("You are Ben Brandt");
        assertThat(page.getByTestId("conversation")).containsText("hello <all> & everybody");
        assertThat(page.getByTestId("conversation")).not().containsText("You said");
    }

    @Test
    void slack_fails_as_it_is_told_and_the_clock_keeps_its_pace_while_a_form_is_open() {
        call(
                "chat.postMessage",
                BOARD.formatted(slack.about().channel("payments").id()));
        page.navigate(slack.address() + "/");
        page.getByTestId("faults-toggle").click();
        page.getByTestId("fault-method").selectOption("chat.update");
        page.getByTestId("fault-add").click();
        assertThat(page.getByTestId("fault-list")).containsText("chat.update answers HTTP 500, 3 more times");
        page.getByTestId("fault-clear").click();
        assertThat(page.getByTestId("fault-standing")).hasText("Slack is well: no fault is in force.");

        page.getByTestId("clock-speed-60").click();
        assertThat(page.getByTestId("clock-speed-60")).hasAttribute("aria-pressed", "true");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Answer for my team"))
                .click();

        assertThat(page.getByTestId("clock-held")).hasText("1× while this form is open, then 60×");
        page.keyboard().press("Escape");
        assertThat(page.getByTestId("clock-held")).isHidden();
        assertThat(page.getByTestId("clock-speed-60")).hasAttribute("aria-pressed", "true");
    }
}
