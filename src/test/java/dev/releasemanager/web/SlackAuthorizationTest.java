package dev.releasemanager.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feature: people's acts are taken while Slack's API is down, and a wrong token is told apart from an outage. */
class SlackAuthorizationTest {
    private static final String KNOWN = "{\"ok\":true,\"team_id\":\"T1\",\"user_id\":\"UBOT\",\"bot_id\":\"B1\"}";
    private static final String CLICK =
            "{\"type\":\"block_actions\",\"trigger_id\":\"1.2.3\",\"user\":{\"id\":\"U1\"},\"team\":{\"id\":\"T1\"},"
                    + "\"actions\":[{\"type\":\"button\",\"action_id\":\"ready\",\"value\":\"PAY-1\"}]}";

    private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch askedOnce = new CountDownLatch(1);
    private volatile int status = 200;
    private volatile String answer = KNOWN;

    private HttpServer slackApi;
    private Workspace workspace;

    @BeforeEach
    void start() throws IOException {
        slackApi = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        slackApi.createContext("/api/auth.test", exchange -> {
            asked.incrementAndGet();
            askedOnce.countDown();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        slackApi.start();
        workspace = new Workspace(
                "http://127.0.0.1:" + slackApi.getAddress().getPort() + "/api/",
                app -> app.blockAction("ready", (request, context) -> {
                    heard.add("click by " + context.getRequestUserId() + ", bot " + context.getBotUserId() + ", token "
                            + context.getBotToken());
                    return context.ack();
                }));
    }

    @AfterEach
    void stop() throws IOException {
        workspace.close();
        slackApi.stop(0);
    }

    private void click() throws IOException, InterruptedException {
        assertThat(workspace.interaction(CLICK).status()).isEqualTo(200);
    }

    @Test
    void a_click_before_the_first_answer_of_auth_test_is_dispatched() throws Exception {
        click();
        assertThat(heard).containsExactly("click by U1, bot null, token xoxb-of-the-test");
        assertThat(asked).hasValue(0);
    }

    @Test
    void a_hundred_clicks_ask_Slack_no_more_than_none() throws Exception {
        workspace.authorization.ask();
        for (int i = 0; i < 100; i++) {
            click();
        }
        assertThat(asked).hasValue(1);
        assertThat(heard).hasSize(100).containsOnly("click by U1, bot UBOT, token xoxb-of-the-test");
    }

    @Test
    void it_asks_by_itself_once_it_is_started() throws Exception {
        workspace.authorization.start();
        assertThat(askedOnce.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"ok\":false,\"error\":\"internal_error\"}", "{\"ok\":false,\"error\":\"ratelimited\"}", "oops"
            })
    void a_failing_auth_test_neither_refuses_clicks_nor_makes_the_replica_unready(String failure) throws Exception {
        answer = failure;
        workspace.authorization.ask();
        click();
        assertThat(heard).hasSize(1);
        assertThat(workspace.authorization.unreadyBecause()).isEmpty();
    }

    @Test
    void an_outage_neither_refuses_clicks_nor_makes_the_replica_unready() throws Exception {
        status = 503;
        answer = "";
        workspace.authorization.ask();
        slackApi.stop(0);
        workspace.authorization.ask();
        click();
        assertThat(heard).hasSize(1);
        assertThat(Workspace.send(workspace.request("/readyz")).status()).isEqualTo(200);
    }

    @Test
    void an_outage_keeps_what_was_known() throws Exception {
        workspace.authorization.ask();
        status = 500;
        workspace.authorization.ask();
        click();
        assertThat(heard).containsExactly("click by U1, bot UBOT, token xoxb-of-the-test");
    }

    @Test
    void it_asks_again_ever_more_slowly_and_seldom_once_it_knows() {
        status = 500;
        assertThat(workspace.authorization.ask()).isEqualTo(Duration.ofSeconds(1));
        assertThat(workspace.authorization.ask()).isEqualTo(Duration.ofSeconds(2));
        for (int i = 0; i < 10; i++) {
            workspace.authorization.ask();
        }
        assertThat(workspace.authorization.ask()).isEqualTo(Duration.ofMinutes(1));
        status = 200;
        assertThat(workspace.authorization.ask()).isEqualTo(Duration.ofMinutes(10));
        status = 500;
        assertThat(workspace.authorization.ask()).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_auth", "token_revoked", "account_inactive", "not_authed", "token_expired"})
    void a_token_that_Slack_calls_invalid_makes_the_replica_unready_until_Slack_takes_it(String error)
            throws Exception {
        answer = "{\"ok\":false,\"error\":\"" + error + "\"}";
        workspace.authorization.ask();
        click();
        assertThat(heard).hasSize(1);
        assertThat(workspace.authorization.unreadyBecause())
                .hasValueSatisfying(reason -> assertThat(reason).contains(error).contains("SLACK_BOT_TOKEN"));
        assertThat(Workspace.send(workspace.request("/readyz")).status()).isEqualTo(503);

        answer = KNOWN;
        workspace.authorization.ask();
        assertThat(workspace.authorization.unreadyBecause()).isEmpty();
    }
}
