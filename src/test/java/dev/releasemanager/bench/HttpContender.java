package dev.releasemanager.bench;

import dev.releasemanager.release.ReleaseKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** A process that takes signed requests. */
final class HttpContender extends Contender {
    private static final Duration SETTLING = Duration.ofMinutes(10);

    private final JavaProcess process;
    private final Clicks clicks;
    private final boolean hasOutbox;
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Settled> settled = new ArrayList<>();

    /** So many answers were left when the clicks were over, and all were out so much later. */
    record Settled(long answers, Duration took) {}

    HttpContender(String name, JavaProcess process, Clicks clicks, List<ReleaseKey> releases, boolean hasOutbox) {
        super(name, releases);
        this.process = process;
        this.clicks = clicks;
        this.hasOutbox = hasOutbox;
    }

    static URI address(JavaProcess process) {
        return URI.create("http://127.0.0.1:" + process.port() + "/slack/events");
    }

    /** Waits until it listens. */
    int port() {
        return process.port();
    }

    @Override
    Optional<Duration> computed() {
        return Optional.of(process.computed());
    }

    OptionalLong resident() {
        return process.resident();
    }

    @Override
    Hand hand(int person) throws IOException {
        SignedRequests requests;
        try {
            requests = new SignedRequests(address(process), Workspace.SECRET);
        } catch (IOException e) {
            throw new IOException(name() + " can't be reached; it said last:\n" + process.lastLines(), e);
        }
        return new Hand() {
            @Override
            public boolean ready(ReleaseKey release) throws IOException {
                return counted(requests.send(clicks.ready(release, person)).isTaken());
            }

            @Override
            public boolean withdraw(ReleaseKey release) throws IOException {
                return counted(requests.send(clicks.withdraw(release, person)).isTaken());
            }

            @Override
            public void close() throws IOException {
                requests.close();
            }
        };
    }

    private boolean counted(boolean taken) {
        (taken ? acknowledged : refused).increment();
        return taken;
    }

    long acknowledged() {
        return acknowledged.sum();
    }

    /** Each may have made the next click of its person one that changes nothing. */
    long refused() {
        return refused.sum();
    }

    /**
     * Answers go out as fast as they can, and while they do nobody else is measured; boards wait for Slack's budget of edits,
     * and stay out of this.
     */
    @Override
    void settle() {
        if (!hasOutbox) {
            return;
        }
        long began = System.nanoTime();
        double left = waiting("answer");
        double first = left;
        while (left > 0) {
            if (System.nanoTime() - began > SETTLING.toNanos()) {
                throw new IllegalStateException(
                        name() + " still has " + left + " answers to deliver after " + SETTLING);
            }
            LockSupport.parkNanos(200_000_000);
            left = waiting("answer");
        }
        if (first >= 1) {
            settled.add(new Settled((long) first, Duration.ofNanos(System.nanoTime() - began)));
        }
    }

    /** The longest that answers were still going out when a round of clicks was over. */
    Optional<Settled> longestSettled() {
        return settled.stream().max(Comparator.comparing(Settled::took));
    }

    double waiting(String lane) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith("outbox_waiting{") && line.contains('"' + lane + '"'))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private String metrics() {
        try {
            return http.send(
                            HttpRequest.newBuilder(address(process).resolve("/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.close();
        }
    }
}
