package dev.releasemanager.bench;

import dev.releasemanager.config.DatabaseAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * From the start of the process to the first {@code 200} of {@code /readyz}, and what it takes of memory then: on an H2 file
 * that is there already, with the archive of classes and without.
 */
final class StartPart {
    private static final Duration AT_REST = Duration.ofSeconds(5);
    private static final List<String> WITHOUT = List.of("-XX:SharedArchiveFile=none-of-this-name.jsa");

    private final Options options;
    private final Bots bots;
    private final Databases databases;
    private final Findings findings;
    private final HttpClient http = HttpClient.newHttpClient();

    StartPart(Options options, Bots bots, Databases databases, Findings findings) {
        this.options = options;
        this.bots = bots;
        this.databases = databases;
        this.findings = findings;
    }

    void run() throws Exception {
        DatabaseAddress database = databases.h2("starts");
        if (bots.prepare(database, 3).isEmpty()) {
            throw new IllegalStateException("nothing was prepared");
        }
        findings.say("");
        findings.say("From the start of the process to /readyz, on H2 (the median of %d):", options.starts());
        starts("with the archive of classes", database, List.of());
        starts("without it", database, WITHOUT);
    }

    private void starts(String how, DatabaseAddress database, List<String> flags) throws Exception {
        List<Double> seconds = new ArrayList<>();
        List<Double> mebibytes = new ArrayList<>();
        List<Double> computed = new ArrayList<>();
        for (int i = 0; i < options.starts(); i++) {
            JavaProcess process = bots.serve(database, flags);
            try (process) {
                seconds.add(untilReady(process).toNanos() / 1e9);
                computed.add(process.computed().toMillis() / 1e3);
                if (i == options.starts() - 1) {
                    LockSupport.parkNanos(AT_REST.toNanos());
                    process.resident().ifPresent(bytes -> mebibytes.add(bytes / 1048576.0));
                }
            } finally {
                process.stop();
            }
        }
        Collections.sort(seconds);
        Collections.sort(computed);
        double median = seconds.get(options.starts() / 2);
        findings.say(
                "  %-28s %5.2f s (%.2f to %.2f; %.2f s of a processor), resident at rest %s",
                how,
                median,
                seconds.get(0),
                seconds.get(options.starts() - 1),
                computed.get(options.starts() / 2),
                mebibytes.isEmpty() ? "unknown" : Math.round(mebibytes.get(0)) + " MiB");
        findings.figure("start", "to /readyz", how, 0, median, "s");
        findings.figure("start", "processor time to /readyz", how, 0, computed.get(options.starts() / 2), "s");
        mebibytes.forEach(each -> findings.figure("start", "resident at rest", how, 0, each, "MiB"));
        if (!options.archive().toFile().isFile() && flags.isEmpty()) {
            findings.say("  (There is no %s: both are without it.)", options.archive());
        }
    }

    private Duration untilReady(JavaProcess process) throws InterruptedException {
        URI ready = HttpContender.address(process).resolve("/readyz");
        while (true) {
            try {
                int status = http.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status == 200) {
                    return process.age();
                }
            } catch (IOException e) {
                // Not listening yet.
            }
            if (process.age().compareTo(Duration.ofMinutes(3)) > 0) {
                throw new IllegalStateException("never ready:\n" + process.lastLines());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
