package dev.releasemanager;

import dev.releasemanager.config.DatabaseAddress;
import dev.releasemanager.config.Environment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code serve} as operators run it: a process of its own, told everything by its environment. */
final class ServingProcess implements AutoCloseable {
    private static final Pattern SERVING = Pattern.compile("Serving port=\"(\\d+)\"");
    private static final String NOT_STORED = "An act was not stored";
    private static final int LINES_KEPT = 60;

    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final AtomicInteger notStored = new AtomicInteger();
    private final Thread reading;

    private ServingProcess(Process process) {
        this.process = process;
        reading = new Thread(this::read, "output of serve");
        reading.setDaemon(true);
        reading.start();
    }

    /**
     * Returns when it serves.
     *
     * @param ahead of this machine's clock; its release time is
     */
    static ServingProcess start(URI slackApi, DatabaseAddress database, Path settings, Duration ahead) {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ahead.isZero() ? Main.class.getName() : ServeLater.class.getName(),
                        ahead.isZero() ? "serve" : ahead.toString()))
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        Environment.SLACK_BOT_TOKEN,
                        Stage.TOKEN,
                        Environment.SLACK_SIGNING_SECRET,
                        Stage.SECRET,
                        Environment.SLACK_API_BASE_URL,
                        slackApi.toString(),
                        Environment.PORT,
                        "0",
                        Environment.DATABASE_URL,
                        database.url(),
                        Environment.RELEASE_MANAGER_CONFIG,
                        settings.toString()));
        try {
            ServingProcess started = new ServingProcess(builder.start());
            started.port();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (lastLines) {
                    lastLines.addLast(line);
                    if (lastLines.size() > LINES_KEPT) {
                        lastLines.removeFirst();
                    }
                }
                if (line.contains(NOT_STORED)) {
                    notStored.incrementAndGet();
                }
                Matcher serving = SERVING.matcher(line);
                if (serving.find()) {
                    port.complete(Integer.parseInt(serving.group(1)));
                }
            }
        } catch (IOException e) {
            // Its end closes what it writes to.
        }
        port.completeExceptionally(new IllegalStateException("serve ended before it served"));
    }

    int port() {
        try {
            return port.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
            synchronized (lastLines) {
                throw new IllegalStateException("serve did not start:\n" + String.join("\n", lastLines), e);
            }
        }
    }

    /** How many acts were acknowledged with the words that they did not count; when it has ended. */
    int notStored() throws InterruptedException {
        reading.join();
        return notStored.get();
    }

    /** By SIGKILL, at once. */
    void kill() throws InterruptedException, TimeoutException {
        process.destroyForcibly();
        awaitEnd();
    }

    /** By SIGTERM, upon which it ends what it has begun. */
    void stop() throws InterruptedException, TimeoutException {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() throws InterruptedException, TimeoutException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new TimeoutException("serve did not end");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
