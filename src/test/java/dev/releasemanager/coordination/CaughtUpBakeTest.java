package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.evidence.ConfiguredSources;
import dev.releasemanager.evidence.RealPrometheus;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollout.Gap;
import dev.releasemanager.rollout.Measures;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Observed;
import dev.releasemanager.rollout.StageRun;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Feature: a bake that is caught up after a standstill shows exactly what one shows that was watched minute by minute, by a
 * real Prometheus, and takes few requests.
 */
@Tag("M6")
@Tag("H5")
class CaughtUpBakeTest {
    private static final String PAY = "payments-api";
    private static final Duration STEP = Duration.ofSeconds(15);
    private static final List<String> CRITERIA = List.of(
            "error rate of payments-api < 0.1 % in staging over 30 min",
            "error share of payments-api < 0.1 % in staging over 5 min");

    @TempDir
    private static Path directory;

    private static RealPrometheus prometheus;

    @BeforeAll
    static void start() throws Exception {
        RealPrometheus.orSkip(CaughtUpBakeTest.class);
        prometheus = new RealPrometheus(directory);
        prometheus.backfill(hours(new Office(new MemoryStore()).now));
        prometheus.start("127.0.0.1:9");
        prometheus.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        if (prometheus != null) {
            prometheus.kill();
        }
    }

    /** Counters that are set back, a gauge that is NaN for a while and gone for another. */
    private static String hours(Instant from) {
        StringBuilder counted = new StringBuilder("# TYPE http_requests counter\n");
        for (String code : List.of("200", "500")) {
            long count = 0;
            for (Instant at = from; at.isBefore(from.plus(Duration.ofHours(3))); at = at.plus(STEP)) {
                boolean restarted = at.equals(from.plus(Duration.ofMinutes(47)));
                count = restarted ? 0 : count + (code.equals("200") ? 99_960 : 40 + at.getEpochSecond() % 7);
                counted.append("http_requests_total{app=\"%s\",code=\"%s\"} %d %d%n"
                        .formatted(PAY, code, count, at.getEpochSecond()));
            }
        }
        counted.append("# TYPE error_share gauge\n");
        for (Instant at = from; at.isBefore(from.plus(Duration.ofHours(3))); at = at.plus(STEP)) {
            long minute = Duration.between(from, at).toMinutes();
            if (minute < 80 || minute > 95) {
                counted.append("error_share{app=\"%s\"} %s %d%n"
                        .formatted(PAY, minute == 33 ? "NaN" : "0.0" + (1 + minute % 8), at.getEpochSecond()));
            }
        }
        return counted.append("# EOF\n").toString();
    }

    /** A release whose staging bakes for two hours, by the same metrics each time. */
    private static final class Baked {
        private final Office office = new Office(new MemoryStore());
        private final ReleaseKey key;

        Baked() {
            office.sourcing = Measures.of(
                    prometheus.address(),
                    Measures.promql(
                            "error rate",
                            "prometheus",
                            "100 * sum(rate(http_requests_total{app=\"{{component}}\",code=~\"5..\"}[{{span}}]))"
                                    + " / sum(rate(http_requests_total{app=\"{{component}}\"}[{{span}}]))"),
                    Measures.promql("error share", "prometheus", "error_share{app=\"{{component}}\"}"));
            office.sources =
                    new ConfiguredSources(() -> office.sourcing, Map.of(), () -> office.now, Clock.systemUTC());
            key = office.unstaged();
            boolean unused = office.store.write(tx -> {
                tx.lock(key);
                for (int i = 0; i < CRITERIA.size(); i++) {
                    tx.put(
                            key,
                            tx.details(key)
                                    .with(new PlannedCriterion(
                                            1_001 + i,
                                            CRITERIA.get(i),
                                            JudgedAt.STAGE,
                                            Optional.of(PAY),
                                            Optional.empty())));
                }
                return true;
            });
            done(office.use.stages().beginStaging(office.by(OWNER), key));
            for (String component : List.of(PAY, "checkout-api")) {
                var who = component.equals(PAY) ? MEMBER : OTHER_MEMBER;
                done(office.use.stages().deployedAs(office.by(who), key, 1, component, "1.0"));
                done(office.use.stages().verified(office.by(who), key, 1, component));
            }
        }

        Baked through(String... steps) {
            Arrays.stream(steps).forEach(office::passAndDrain);
            return this;
        }

        StageRun run() {
            return office.dossier(key).rollout().newest().orElseThrow();
        }

        List<Observation> seen(String condition) {
            return office.store.read(reading -> reading.observations(key, 1)).stream()
                    .filter(one -> one.condition().equals(condition))
                    .map(Observed::observation)
                    .toList();
        }
    }

    private static String[] everyMinuteOf(int minutes) {
        String[] steps = new String[minutes];
        Arrays.fill(steps, "PT1M");
        return steps;
    }

    @Test
    void it_shows_what_was_seen_minute_by_minute_and_is_judged_alike() throws Exception {
        Baked watched = new Baked().through(everyMinuteOf(121)).through("PT10S");
        double ranges = prometheus.requests("query_range");
        double others = prometheus.requests("query");

        Baked caughtUp = new Baked().through("PT5H", "PT10S");

        assertThat(prometheus.requests("query_range") - ranges).isEqualTo(2);
        assertThat(prometheus.requests("query") - others).isZero();
        assertThat(caughtUp.run().bake()).isEqualTo(watched.run().bake());
        for (String condition : List.of("c1001", "c1002")) {
            assertThat(caughtUp.seen(condition)).isEqualTo(watched.seen(condition));
        }
        assertThat(caughtUp.seen("c1001"))
                .as("through the restart of the counters")
                .hasSize(91)
                .allMatch(one -> one.quantity().isPresent());
        assertThat(caughtUp.seen("c1002"))
                .hasSize(116)
                .anyMatch(one -> one.gap().equals(Optional.of(Gap.NO_DATA)))
                .anyMatch(one -> one.gap().equals(Optional.of(Gap.NOT_A_NUMBER)));
        assertThat(caughtUp.run().end().orElseThrow().reasons())
                .isEqualTo(watched.run().end().orElseThrow().reasons());
        assertThat(caughtUp.run().end().orElseThrow().result()).isEqualTo(StageRun.Result.NO_JUDGEMENT);
    }
}
