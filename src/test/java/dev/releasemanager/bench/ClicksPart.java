package dev.releasemanager.bench;

import dev.releasemanager.bench.Contender.Mode;
import dev.releasemanager.config.DatabaseAddress;
import dev.releasemanager.release.ReleaseKey;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signed clicks, acknowledged after the commit, and what they are compared with; taking turns, round by round. */
final class ClicksPart {
    static final String BOT_POSTGRES = "bot on PostgreSQL";
    static final String BOT_H2 = "bot on H2";
    static final String BARE_POSTGRES = "bare PostgreSQL";
    static final String BARE_H2 = "bare H2";
    static final String JAVASCRIPT = "Bolt for JavaScript";
    static final String FLOOR = "signature alone";

    private static final Duration COLD = Duration.ofSeconds(3);

    private final Options options;
    private final Bots bots;
    private final Databases databases;
    private final Findings findings;
    private final List<Contender> contenders = new ArrayList<>();
    private final Map<String, Latencies> cold = new LinkedHashMap<>();
    private final Map<Cell, List<Latencies>> measured = new LinkedHashMap<>();
    private final Map<Cell, Effort> effort = new LinkedHashMap<>();
    private long updates;
    private Duration clicking = Duration.ZERO;

    /** What the processors did for so many clicks and their answers: for the contender's own process, for PostgreSQL. */
    private record Effort(long clicks, Duration own, Duration database) {
        Effort plus(Effort other) {
            return new Effort(clicks + other.clicks, own.plus(other.own), database.plus(other.database));
        }

        static String each(Duration of, long clicks) {
            return of.isZero() || of.isNegative() || clicks == 0
                    ? ""
                    : String.format(java.util.Locale.ROOT, "%.2f", of.toMillis() / (double) clicks);
        }
    }

    /** One place of the table. */
    record Cell(Mode mode, int atOnce, String who) {}

    ClicksPart(Options options, Bots bots, Databases databases, Findings findings) {
        this.options = options;
        this.bots = bots;
        this.databases = databases;
        this.findings = findings;
    }

    void run() throws Exception {
        try {
            begin();
            warm();
            takeTurns();
            contenders.forEach(Contender::settle);
            memory();
        } finally {
            contenders.forEach(Contender::close);
        }
        verify();
        report();
        Plot.write(findings.file("clicks.png"), measured());
    }

    Map<Cell, Latencies> measured() {
        Map<Cell, Latencies> together = new LinkedHashMap<>();
        measured.forEach((cell, rounds) -> together.put(cell, Latencies.together(rounds)));
        return together;
    }

    private void begin() throws Exception {
        Findings.progress("making %d releases on each database", options.releases());
        databases.create("bot");
        DatabaseAddress postgres = databases.postgres("bot");
        List<ReleaseKey> releases = bots.prepare(postgres, options.releases());
        List<ReleaseKey> others = releases.subList(1, releases.size());
        databases.copyPostgres("bot", "listened");
        databases.copyPostgres("bot", "bare");
        databases.copyPostgres("bot", "node");
        List<ReleaseKey> onH2 = bots.prepare(databases.h2("bot"), options.releases());
        databases.copyH2("bot", "bare");
        if (!onH2.equals(releases)) {
            throw new IllegalStateException("other releases on H2 than on PostgreSQL");
        }

        Bots.Asked asked = bots.listen(databases.postgres("listened"), releases.get(0));
        findings.write("click-ready.sql", asked.ready().listing());
        findings.write("click-withdraw.sql", asked.withdraw().listing());
        findings.say("");
        findings.say(
                "A click asks %d statements of the database (an answer), or %d (its withdrawal).",
                asked.ready().size(), asked.withdraw().size());

        Optional<Path> folder =
                options.clicks(JAVASCRIPT) ? BoltForJavaScript.installed(findings.file("")) : Optional.empty();
        Clicks clicks = learnt(releases.get(0));
        if (options.clicks(BOT_POSTGRES)) {
            add(new HttpContender(BOT_POSTGRES, bots.serve(postgres), clicks, others, true));
        }
        if (options.clicks(BOT_H2)) {
            add(new HttpContender(BOT_H2, bots.serve(databases.h2("bot")), clicks, others, true));
        }
        if (folder.isPresent()) {
            JavaProcess node = BoltForJavaScript.start(
                    folder.get(), databases.postgresPort(), "node", options, asked.ready(), asked.withdraw());
            add(new HttpContender(JAVASCRIPT, node, clicks, others, false));
        }
        if (options.clicks(BARE_POSTGRES)) {
            add(new BareDatabase(
                    BARE_POSTGRES,
                    databases.postgres("bare").url(),
                    "postgres",
                    bots.workspace(),
                    asked.ready(),
                    asked.withdraw(),
                    others));
        }
        if (options.clicks(BARE_H2)) {
            add(new BareDatabase(
                    BARE_H2,
                    databases.h2("bare").url(),
                    "",
                    bots.workspace(),
                    asked.ready(),
                    asked.withdraw(),
                    others));
        }
        if (options.clicks(FLOOR)) {
            JavaProcess floor = JavaProcess.java(
                    List.of("-cp", System.getProperty("java.class.path"), FloorServer.class.getName()), Map.of());
            add(new HttpContender(FLOOR, floor, clicks, others, false));
        }
    }

    /** One after the other: starting together they would take each other's time. */
    private void add(Contender contender) {
        contenders.add(contender);
        if (contender instanceof HttpContender process) {
            Findings.progress("%s listens on port %d", contender.name(), process.port());
        }
    }

    /** The templates come from a bot of their own, so that the first clicks on the others are the first ones. */
    private Clicks learnt(ReleaseKey sample) throws IOException, InterruptedException {
        JavaProcess teacher = bots.serve(databases.postgres("listened"));
        try (teacher) {
            return Clicks.learnt(HttpContender.address(teacher), bots.workspace(), bots.slack(), sample);
        } finally {
            teacher.stop();
        }
    }

    private void warm() {
        for (Contender contender : contenders) {
            if (contender instanceof HttpContender) {
                cold.put(contender.name(), contender.run(Mode.SPREAD, 64, COLD));
                contender.settle();
            }
            boolean bot = contender.name().startsWith("bot");
            Duration warm = bot ? options.warm() : options.warm().dividedBy(4);
            Findings.progress("warming up %s for %d s", contender.name(), warm.toSeconds());
            Latencies spread =
                    contender.run(Mode.SPREAD, 64, warm.multipliedBy(2).dividedBy(3));
            Latencies one = contender.run(Mode.ONE, 64, warm.dividedBy(3));
            contender.settle();
            Findings.progress("  %.0f and %.0f a second", spread.perSecond(), one.perSecond());
        }
    }

    private void takeTurns() {
        int updatesBefore = bots.slack().takeUpdates().size();
        Findings.progress("%d boards were edited during the warm-up", updatesBefore);
        for (int atOnce : options.atOnce()) {
            for (Mode mode : Mode.values()) {
                for (int round = 1; round <= options.rounds(); round++) {
                    StringBuilder line = new StringBuilder();
                    for (Contender contender : contenders) {
                        if (contender.name().equals(FLOOR) && mode == Mode.ONE) {
                            continue;
                        }
                        Duration own = contender.computed().orElse(Duration.ZERO);
                        Duration databases = this.databases.computed();
                        Latencies found = contender.run(mode, atOnce, options.round());
                        measured.computeIfAbsent(new Cell(mode, atOnce, contender.name()), cell -> new ArrayList<>())
                                .add(found);
                        line.append(
                                String.format(java.util.Locale.ROOT, "  %s %.0f", contender.name(), found.perSecond()));
                        if (contender.name().startsWith("bot")) {
                            updates += bots.slack().takeUpdates().size();
                            clicking = clicking.plus(found.span());
                        }
                        contender.settle();
                        effort.merge(
                                new Cell(mode, atOnce, contender.name()),
                                new Effort(
                                        found.count(),
                                        contender
                                                .computed()
                                                .orElse(Duration.ZERO)
                                                .minus(own),
                                        this.databases.computed().minus(databases)),
                                Effort::plus);
                        int unused = bots.slack().takeUpdates().size();
                    }
                    Findings.progress("%d at a time, %s, round %d: %s", atOnce, mode.words(), round, line);
                }
            }
        }
    }

    private void memory() {
        findings.say("");
        for (Contender contender : contenders) {
            if (contender instanceof HttpContender process) {
                process.longestSettled().ifPresent(longest -> {
                    findings.say(
                            "%s: the longest wait after a round was for %d answers, which were all out %.1f s later",
                            contender.name(), longest.answers(), longest.took().toMillis() / 1000.0);
                    findings.figure(
                            "clicks",
                            "all answers out after",
                            contender.name(),
                            0,
                            longest.took().toMillis() / 1000.0,
                            "s");
                });
                process.resident().ifPresent(bytes -> {
                    findings.say("Resident after the load: %s, %d MiB", contender.name(), bytes >> 20);
                    findings.figure("clicks", "resident after the load", contender.name(), 0, bytes / 1048576.0, "MiB");
                });
            }
        }
    }

    /** No click may have been acknowledged that isn't in the record. */
    private void verify() throws SQLException {
        for (Contender contender : contenders) {
            boolean postgres = contender.name().equals(BOT_POSTGRES);
            if (!(contender instanceof HttpContender bot)
                    || !(postgres || contender.name().equals(BOT_H2))) {
                continue;
            }
            long recorded = Databases.count(
                    postgres ? databases.postgres("bot") : databases.h2("bot"),
                    "select count(*) from events where what in ('answered_ready', 'answer_withdrawn')");
            findings.say(
                    "%s acknowledged %d clicks, and %d acts are in the record",
                    bot.name(), bot.acknowledged(), recorded);
            findings.figure("clicks", "acts in the record", bot.name(), 0, (double) recorded, "acts");
            if (recorded < bot.acknowledged() - 2 * bot.refused()) {
                throw new IllegalStateException(bot.name() + ": clicks were acknowledged that are not in the record");
            }
        }
    }

    private void report() {
        Map<Cell, Latencies> found = measured();
        for (int atOnce : options.atOnce()) {
            for (Mode mode : Mode.values()) {
                table(found, mode, atOnce);
            }
        }
        findings.say("");
        findings.say(
                "(own ms, db ms: what the processors did for a click and its answer, in its own process and in PostgreSQL.)");
        findings.say("");
        findings.say("The first three seconds of a process, 64 at a time, spread:");
        cold.forEach((who, times) -> {
            findings.say(
                    "  %-32s %8.0f a second   p50 %7.1f ms   p99 %7.1f ms   worst %7.1f ms%s",
                    who, times.perSecond(), times.percentile(.5), times.percentile(.99), times.worst(), faults(times));
            figures("first three seconds", who, 64, times);
        });
        findings.say("");
        findings.say(
                "Meanwhile boards were edited through the outbox: %d in %d s of clicks on the bots (Slack takes 50 a"
                        + " minute).",
                updates, clicking.toSeconds());
        findings.figure("clicks", "boards edited meanwhile", "bots", 0, (double) updates, "edits");
    }

    private static String faults(Latencies times) {
        return times.faults() == 0 ? "" : "   FAULTS: " + times.faults();
    }

    private void table(Map<Cell, Latencies> found, Mode mode, int atOnce) {
        findings.say("");
        findings.say(
                "%d at a time, %s%29s %10s %10s | %10s %8s %8s %8s | %8s %8s",
                atOnce,
                mode.words(),
                "to JS",
                "to bare",
                "to floor",
                "a second",
                "p50 ms",
                "p99 ms",
                "worst",
                "own ms",
                "db ms");
        for (Contender contender : contenders) {
            Latencies times = found.get(new Cell(mode, atOnce, contender.name()));
            if (times == null) {
                continue;
            }
            boolean h2 = contender.name().endsWith("H2");
            Effort spent = Objects.requireNonNull(effort.get(new Cell(mode, atOnce, contender.name())));
            findings.say(
                    "  %-32s %22s %10s %10s | %10.0f %8.2f %8.2f %8.1f | %8s %8s%s",
                    contender.name(),
                    ratio(times, found.get(new Cell(mode, atOnce, JAVASCRIPT))),
                    ratio(times, found.get(new Cell(mode, atOnce, h2 ? BARE_H2 : BARE_POSTGRES))),
                    ratio(times, found.get(new Cell(Mode.SPREAD, atOnce, FLOOR))),
                    times.perSecond(),
                    times.percentile(.5),
                    times.percentile(.99),
                    times.worst(),
                    Effort.each(spent.own(), spent.clicks()),
                    h2 ? "" : Effort.each(spent.database(), spent.clicks()),
                    faults(times));
            figures(mode.words(), contender.name(), atOnce, times);
            effort(mode, contender.name(), atOnce, "its own", spent.own(), spent.clicks());
            effort(mode, contender.name(), atOnce, "PostgreSQL", spent.database(), spent.clicks());
        }
    }

    private void effort(Mode mode, String who, int atOnce, String whose, Duration of, long clicks) {
        double each = of.toMillis() / (double) clicks;
        findings.figure("clicks", mode.words() + ": processor time of " + whose, who, atOnce, each, "ms a click");
    }

    private void figures(String what, String who, int atOnce, Latencies times) {
        findings.figure("clicks", what + ": rate", who, atOnce, times.perSecond(), "a second");
        findings.figure("clicks", what + ": p50", who, atOnce, times.percentile(.5), "ms");
        findings.figure("clicks", what + ": p99", who, atOnce, times.percentile(.99), "ms");
        findings.figure("clicks", what + ": worst", who, atOnce, times.worst(), "ms");
        findings.figure("clicks", what + ": faults", who, atOnce, (double) times.faults(), "clicks");
    }

    private static String ratio(Latencies times, @Nullable Latencies to) {
        return to == null || to.count() == 0
                ? ""
                : String.format(java.util.Locale.ROOT, "%.2f", times.perSecond() / to.perSecond());
    }
}
