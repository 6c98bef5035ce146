package dev.releasemanager.bench;

import dev.releasemanager.config.DatabaseAddress;
import dev.releasemanager.release.ReleaseKey;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A thousand people confirm at once: how long until all are stored, and how long after that until the board says so. */
final class BurstPart {
    private static final int AT_ONCE = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** As the board counts: so many of so many teams are ready. */
    private static final Pattern READY = Pattern.compile("(\\d+) of (\\d+) teams");

    private final Bots bots;
    private final Databases databases;
    private final Findings findings;

    BurstPart(Bots bots, Databases databases, Findings findings) {
        this.bots = bots;
        this.databases = databases;
        this.findings = findings;
    }

    void run() throws Exception {
        findings.say("");
        findings.say("%d people confirm one release at once, %d at a time:", Workspace.PEOPLE, AT_ONCE);
        databases.create("burst");
        for (Map.Entry<String, DatabaseAddress> each : List.of(
                Map.entry(ClicksPart.BOT_POSTGRES, databases.postgres("burst")),
                Map.entry(ClicksPart.BOT_H2, databases.h2("burst")))) {
            burst(each.getKey(), each.getValue());
        }
    }

    private void burst(String who, DatabaseAddress database) throws Exception {
        // One to learn from, one to warm up with, one to measure.
        List<ReleaseKey> releases = bots.prepare(database, 3);
        JavaProcess process = bots.serve(database);
        try (process) {
            URI address = HttpContender.address(process);
            Clicks clicks = Clicks.learnt(address, bots.workspace(), bots.slack(), releases.get(0));
            confirm(address, clicks, releases.get(1));
            settled();
            int unused = bots.slack().takeUpdates().size();
            long start = System.nanoTime();
            Latencies times = confirm(address, clicks, releases.get(2));
            long end = System.nanoTime();
            settled();
            List<SlackFront.Update> updates = bots.slack().takeUpdates().stream()
                    .filter(update -> update.body().contains(releases.get(2).value()))
                    .toList();
            String last =
                    updates.isEmpty() ? "" : updates.get(updates.size() - 1).body();
            Matcher ready = READY.matcher(last);
            String board = ready.find() ? ready.group() : "no word of teams";
            long right = updates.stream()
                    .filter(update -> update.at() >= end || update.body().equals(last))
                    .mapToLong(SlackFront.Update::at)
                    .min()
                    .orElse(end);
            double after = (right - end) / 1e9;
            findings.say(
                    "  %-20s all stored after %.2f s (%.0f a second), the board right %.2f s after the last (\"%s\"), by %d"
                            + " edits%s",
                    who,
                    (end - start) / 1e9,
                    times.perSecond(),
                    after,
                    board,
                    updates.size(),
                    times.faults() == 0 ? "" : "   FAULTS: " + times.faults());
            findings.figure("burst", "all stored", who, AT_ONCE, (end - start) / 1e9, "s");
            findings.figure("burst", "board right after the last", who, AT_ONCE, after, "s");
            findings.figure("burst", "edits of the board", who, AT_ONCE, (double) updates.size(), "edits");
        } finally {
            process.stop();
        }
    }

    /** Each of the thousand once. */
    private static Latencies confirm(URI address, Clicks clicks, ReleaseKey release) {
        AtomicInteger next = new AtomicInteger();
        return Load.times(AT_ONCE, Workspace.PEOPLE / AT_ONCE + 1, number -> {
            SignedRequests requests = new SignedRequests(address, Workspace.SECRET);
            return new Load.Doer() {
                @Override
                public boolean act() throws java.io.IOException {
                    int person = next.getAndIncrement();
                    return person >= Workspace.PEOPLE
                            || requests.send(clicks.ready(release, person)).isTaken();
                }

                @Override
                public void close() throws java.io.IOException {
                    requests.close();
                }
            };
        });
    }

    /** Until nothing has been said to Slack for two seconds. */
    private void settled() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long before = -1;
        for (long now = said(); now != before && System.nanoTime() < end; now = said()) {
            before = now;
            LockSupport.parkNanos(2_500_000_000L);
        }
    }

    private long said() {
        return bots.slack().calls();
    }
}
