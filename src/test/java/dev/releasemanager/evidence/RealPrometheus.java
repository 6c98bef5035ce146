package dev.releasemanager.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A Prometheus process of this machine, on loopback and a port of its own, with its data in a directory of the test. */
public final class RealPrometheus {
    private static final Path SERVER = Path.of("/usr/bin/prometheus");
    private static final Path TOOL = Path.of("/usr/bin/promtool");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Path directory;
    private final int port;
    private @Nullable Process process;

    public RealPrometheus(Path directory) throws IOException {
        this.directory = directory;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.createDirectories(data());
    }

    /** Where there is none these tests are skipped; the build says so on the console, which shows no reason of a skip. */
    public static void orSkip(Class<?> tests) {
        Assumptions.assumeTrue(
                Files.isExecutable(SERVER) && Files.isExecutable(TOOL),
                () -> "SKIPPED: " + tests.getSimpleName() + ", judgement on real metrics: there is no " + SERVER
                        + " and " + TOOL + " on this machine. Install Debian's package prometheus to run it.");
    }

    private Path data() {
        return directory.resolve("data");
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Makes blocks of what was measured long ago; before it is started. */
    public void backfill(String openMetrics) throws IOException, InterruptedException {
        Path file = directory.resolve("backfill.txt");
        Files.writeString(file, openMetrics);
        Process tool = new ProcessBuilder(
                        TOOL.toString(),
                        "tsdb",
                        "create-blocks-from",
                        "openmetrics",
                        file.toString(),
                        data().toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("promtool.log").toFile())
                .start();
        assertThat(tool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(tool.exitValue())
                .as(() -> read(directory.resolve("promtool.log")))
                .isZero();
    }

    /** @param exporter host and port of what it scrapes, five times a second */
    public void start(String exporter) throws IOException {
        Path settings = directory.resolve("prometheus.yml");
        Files.writeString(settings, """
                        global: {scrape_interval: 200ms, scrape_timeout: 200ms, evaluation_interval: 1h}
                        scrape_configs: [{job_name: exporter, static_configs: [{targets: ["%s"]}]}]
                        """.formatted(exporter));
        process = new ProcessBuilder(List.of(
                        SERVER.toString(),
                        "--config.file=" + settings,
                        "--storage.tsdb.path=" + data(),
                        "--storage.tsdb.retention.time=100y",
                        "--web.listen-address=127.0.0.1:" + port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("prometheus.log").toFile()))
                .start();
    }

    /** Waits until it answers questions: its store is open. */
    public void awaitReady() throws InterruptedException {
        Process started = Optional.ofNullable(process).orElseThrow();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean ready = isReady();
        while (!ready && started.isAlive() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            ready = isReady();
        }
        assertThat(ready)
                .as(() -> "ready within " + PATIENCE + "; alive: " + started.isAlive() + "; " + log())
                .isTrue();
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(address() + path))
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Ends it at once, as a machine does that is switched off. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            process = null;
        }
    }

    /** How often it was asked, by what it says of itself: "query", "query_range". */
    public double requests(String handler) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("prometheus_http_requests_total{")
                        && line.contains("handler=\"/api/v1/" + handler + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    String log() {
        return read(directory.resolve("prometheus.log"));
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }
}
