package dev.releasemanager;

import dev.releasemanager.config.AppManifest;
import dev.releasemanager.config.DatabaseAddress;
import dev.releasemanager.config.Environment;
import dev.releasemanager.config.Secret;
import dev.releasemanager.rehearsal.SampleWorkspace;
import dev.releasemanager.rehearsal.Visitor;
import dev.releasemanager.rehearsal.WorkspaceServer;
import dev.releasemanager.rehearsal.world.WorkspaceDescription;
import dev.releasemanager.web.SlackEndpoint;
import dev.releasemanager.web.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What {@code serve} wires, against the workspace double on loopback; the bot can be stopped and started again. */
final class StartedBot implements AutoCloseable {
    static final Path SETTINGS = Path.of("config", "release-manager.yaml");

    private static final String TOKEN = "xoxb-of-the-test";
    private static final String SECRET = "the-signing-secret-of-the-test";

    final WorkspaceDescription about = SampleWorkspace.with("/release")
            .shortcut(AppManifest.NEW_RELEASE, "New release", "global")
            .shortcut(AppManifest.WAITING, "What waits for me", "global")
            .build();
    final WorkspaceServer workspace =
            WorkspaceServer.of(about).botToken(TOKEN).signingSecret(SECRET).start();
    final Visitor visitor = Visitor.at(workspace.address());
    private final String databaseUrl;
    private @Nullable Wiring bot;

    /** With a database in memory, which is gone when the bot stops. */
    static StartedBot inMemory() {
        return new StartedBot("jdbc:h2:mem:" + UUID.randomUUID());
    }

    static StartedBot onFile(Path directory) {
        return new StartedBot(fileUrl(directory));
    }

    static String fileUrl(Path directory) {
        return "jdbc:h2:file:" + directory.toAbsolutePath().resolve("releases");
    }

    private StartedBot(String databaseUrl) {
        this.databaseUrl = databaseUrl;
    }

    Wiring start() {
        Environment environment = new Environment(
                Secret.of(TOKEN),
                Secret.of(SECRET),
                URI.create(workspace.apiUrl()),
                0,
                new DatabaseAddress(databaseUrl, null, null),
                SETTINGS,
                null);
        Wiring started = Wiring.start(environment, WebServer.Listen.onLoopback(0), Clocks.ofThisMachine());
        workspace.requestUrl(URI.create("http://127.0.0.1:" + started.port() + SlackEndpoint.PATH));
        bot = started;
        return started;
    }

    /** As {@link #start}, with PAY-1 in #payments. */
    Wiring startWithSample() {
        Wiring started = start();
        SampleRelease.make(started.coordination(), started.store(), started.sources(), about);
        return started;
    }

    void stop() {
        Wiring running = bot;
        if (running != null) {
            running.close();
            bot = null;
        }
    }

    String databaseUrl() {
        return databaseUrl;
    }

    String token() {
        return TOKEN;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        Wiring running = bot;
        if (running == null) {
            throw new IllegalStateException("get " + path + ": the bot isn't started");
        }
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        stop();
        workspace.close();
    }
}
