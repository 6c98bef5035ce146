package dev.releasemanager.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that is measured, which says in its output on which port it serves; ended when this is closed. */
final class JavaProcess implements AutoCloseable {
    private static final Pattern SERVING = Pattern.compile("(?:Serving|Listening) port=\"?(\\d+)");
    private static final Pattern ENTRYPOINT = Pattern.compile("(?m)^ENTRYPOINT \\[(.*)]$");
    private static final int LINES_KEPT = 40;

    private final Process process;
    private final long startedAt = System.nanoTime();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Deque<String> lines = new ArrayDeque<>();

    private JavaProcess(ProcessBuilder builder) {
        try {
            process = builder.redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reading = new Thread(this::read, "output of a process");
        reading.setDaemon(true);
        reading.start();
    }

    /** Any command, in a folder. */
    static JavaProcess of(List<String> command, Map<String, String> environment, Path folder) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        return new JavaProcess(builder);
    }

    /** Java with the flags of the image. */
    static JavaProcess java(List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flagsOfTheImage());
        command.addAll(arguments);
        return of(command, environment, Path.of("").toAbsolutePath());
    }

    /** What the Dockerfile gives to Java, but for what names files of the image. */
    static List<String> flagsOfTheImage() {
        try {
            Matcher entrypoint = ENTRYPOINT.matcher(Files.readString(Path.of("Dockerfile")));
            if (!entrypoint.find()) {
                throw new IllegalStateException("the Dockerfile has no ENTRYPOINT in the form of a list");
            }
            List<String> flags = new ArrayList<>();
            for (String word : entrypoint.group(1).split(",", -1)) {
                String plain = word.strip().replace("\"", "");
                if (plain.startsWith("-X")) {
                    flags.add(plain.replace("/app/", "target/"));
                }
            }
            return flags;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    lines.addLast(line);
                    if (lines.size() > LINES_KEPT) {
                        lines.removeFirst();
                    }
                }
                Matcher serving = SERVING.matcher(line);
                if (serving.find()) {
                    port.complete(Integer.parseInt(serving.group(1)));
                }
            }
        } catch (IOException e) {
            // Its end closes what it writes to.
        }
        port.completeExceptionally(new IllegalStateException("it ended before it served"));
    }

    int port() {
        try {
            return port.get(180, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("a process did not start:\n" + lastLines(), e);
        }
    }

    String lastLines() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /** What the processors have done for it so far: the same on a busy machine. */
    Duration computed() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    long pid() {
        return process.pid();
    }

    /** Resident memory in bytes; empty where the system has no /proc. */
    OptionalLong resident() {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return OptionalLong.empty();
        }
        try (var all = Files.lines(status)) {
            return all.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it end what it has begun. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
