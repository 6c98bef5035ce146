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
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Prometheus process of this machine, on loopback and a port of its own, with its data in a directory of the test. */
public final class RealPrometheus {
    private static final Path SERVER = Path.of("/usr/bin/prometheus");
    private static final Path TOOL = Path.of("/usr/bin/promtool");

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

    public static boolean isInstalled() {
        return Files.isExecutable(SERVER) && Files.isExecutable(TOOL);
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
        String metrics = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address() + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return metrics.lines()
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
