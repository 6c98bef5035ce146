package dev.releasemanager.web;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A web server with Slack's endpoint on loopback, and a sender that signs as Slack does. */
final class Workspace implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final String JSON = "application/json";
    static final String FORM = "application/x-www-form-urlencoded";
    static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    final SlackSignatures signatures = new SlackSignatures("the secret of the test", InstantSource.fixed(NOW));
    final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final Slack slack;
    final SlackAuthorization authorization;
    final WebServer server;

    Workspace(Consumer<App> listeners) {
        this("http://127.0.0.1:1/api/", listeners);
    }

    Workspace(String slackApi, Consumer<App> listeners) {
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(slackApi);
        config.setProxyUrl(null);
        config.setStatsEnabled(false);
        config.setHttpClientCallTimeoutMillis(2000);
        slack = Slack.getInstance(config);
        authorization = new SlackAuthorization(slack, "xoxb-of-the-test");
        AppConfig appConfig = AppConfig.builder()
                .slack(slack)
                .singleTeamBotToken("xoxb-of-the-test")
                .build();
        App app = new App(appConfig, new ArrayList<>(List.of(authorization)));
        listeners.accept(app);
        server = new WebServer(
                        WebServer.Listen.onLoopback(0),
                        new Readiness(List.of(authorization), List.of()),
                        metrics,
                        Map.of(SlackEndpoint.PATH, new SlackEndpoint(app, signatures, metrics)))
                .start();
    }

    /** What the server answered. */
    record Answer(int status, String body, String contentType) {}

    Answer event(String json) throws IOException, InterruptedException {
        return signed(json.getBytes(StandardCharsets.UTF_8), JSON);
    }

    Answer interaction(String json) throws IOException, InterruptedException {
        return form("payload=" + encoded(json));
    }

    Answer form(String body) throws IOException, InterruptedException {
        return signed(body.getBytes(StandardCharsets.UTF_8), FORM);
    }

    Answer signed(byte[] body, @Nullable String contentType) throws IOException, InterruptedException {
        return send(signing(body, contentType).POST(BodyPublishers.ofByteArray(body)));
    }

    /** As {@link #signed}, without saying beforehand how long the body is. */
    Answer signedInChunks(byte[] body, String contentType) throws IOException, InterruptedException {
        BodyPublisher chunks = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
        return send(signing(body, contentType).POST(chunks));
    }

    HttpRequest.Builder signing(byte[] body, @Nullable String contentType) {
        String timestamp = String.valueOf(NOW.getEpochSecond());
        HttpRequest.Builder request = request(SlackEndpoint.PATH)
                .header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", signatures.sign(timestamp, body));
        return contentType == null ? request : request.header("Content-Type", contentType);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address(path)).timeout(Duration.ofSeconds(20));
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    static Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("Content-Type").orElse(""));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
        authorization.close();
        try {
            slack.close();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
