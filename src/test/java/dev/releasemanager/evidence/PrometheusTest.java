package dev.releasemanager.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Judgement;
import dev.releasemanager.criteria.Quantity;
import dev.releasemanager.criteria.Unit;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollout.Cadence;
import dev.releasemanager.rollout.Gap;
import dev.releasemanager.rollout.MeasureSource;
import dev.releasemanager.rollout.Measures;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Question;
import dev.releasemanager.rollout.Series;
import dev.releasemanager.rollout.Series.Standing;
import dev.releasemanager.rollout.Sourcing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Feature: a bake is judged by what a real Prometheus says. Long series are of the past, written into its store by
 * promtool; what happens now is scraped from a small exporter.
 */
@Tag("H5")
@Tag("M6")
@Tag("H1")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusTest {
    private static final Instant FROM = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant UNTIL = FROM.plus(Duration.ofMinutes(30));
    private static final Duration STEP = Duration.ofSeconds(15);
    private static final Criterion SHARE =
            Criteria.parse("error share < 0.1 % on canary over 1 min").orElseThrow();
    private static final Criterion RATE =
            Criteria.parse("error rate < 0.1 % on canary over 5 min").orElseThrow();
    private static final Criterion LIVE =
            Criteria.parse("live errors < 0.1 % on canary over 1 s").orElseThrow();

    @TempDir
    private static Path directory;

    /** The machine's clock: a real Prometheus has no other. */
    private InstantSource clock = Clock.systemUTC();

    private volatile String exported = "live_errors 0.05\n";
    private HttpServer exporter;
    private RealPrometheus prometheus;

    @BeforeAll
    void start() throws Exception {
        RealPrometheus.orSkip(PrometheusTest.class);
        exporter = exporter(0);
        prometheus = new RealPrometheus(directory);
        prometheus.backfill(past());
        prometheus.start(target());
        prometheus.awaitReady();
        observe(clock, seen -> seen.quantity().isPresent());
    }

    @AfterAll
    void stop() throws Exception {
        if (exporter != null) {
            exporter.stop(0);
        }
        if (prometheus != null) {
            prometheus.kill();
        }
    }

    private HttpServer exporter(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/metrics", exchange -> {
            try (exchange) {
                byte[] body = exported.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        return server;
    }

    private String target() {
        return "127.0.0.1:" + exporter.getAddress().getPort();
    }

    /** Half an hour of several components, each with a story of its own. */
    private static String past() {
        StringBuilder shares = new StringBuilder("# TYPE error_share gauge\n");
        for (String story : List.of("good", "burst", "hole", "nan", "thin")) {
            for (Instant at = FROM.minus(STEP); !at.isAfter(UNTIL); at = at.plus(STEP)) {
                long minute = Duration.between(FROM, at).toMinutes();
                boolean twelfth = minute == 12;
                if (story.equals("hole") && minute >= 12 && minute < 16) {
                    continue;
                }
                if (story.equals("thin") && twelfth && at.getEpochSecond() % 30 != 0) {
                    continue;
                }
                String value = story.equals("burst") && at.equals(FROM.plusSeconds(12 * 60 + 30))
                        ? "0.31"
                        : story.equals("nan") && (twelfth || at.equals(FROM.plusSeconds(13 * 60))) ? "NaN" : "0.05";
                shares.append("error_share{app=\"%s\"} %s %d%n".formatted(story, value, at.getEpochSecond()));
            }
        }
        shares.append("# TYPE http_requests counter\n");
        for (String code : List.of("200", "500")) {
            long count = 0;
            for (Instant at = FROM.minus(Duration.ofMinutes(6)); !at.isAfter(UNTIL); at = at.plus(STEP)) {
                // A restart of the process sets its counters back.
                count = at.equals(FROM.plus(Duration.ofMinutes(14))) ? 0 : count + (code.equals("200") ? 99_960 : 40);
                shares.append("http_requests_total{app=\"reset\",code=\"%s\"} %d %d%n"
                        .formatted(code, count, at.getEpochSecond()));
            }
        }
        return shares.append("# EOF\n").toString();
    }

    private ConfiguredSources sources() {
        Sourcing sourcing = Measures.of(
                prometheus.address(),
                Measures.promql(
                        "error share",
                        "prometheus",
                        "max_over_time(error_share{app=\"{{component}}\"}[{{span}}])",
                        "sum(count_over_time(error_share{app=\"{{component}}\"}[{{span}}]))",
                        4),
                measure(
                        "error rate",
                        "100 * sum(rate(http_requests_total{app=\"{{component}}\",code=~\"5..\"}[{{span}}]))"
                                + " / sum(rate(http_requests_total{app=\"{{component}}\"}[{{span}}]))"),
                measure("live errors", "max(last_over_time(live_errors[{{span}}]))"),
                measure("live gauge", "live_errors"),
                measure("newest share", "error_share{app=\"{{component}}\"}"),
                measure("any share", "error_share"),
                measure("a number", "scalar(error_share{app=\"{{component}}\"})"),
                measure("a moment", "vector(time() % 1000)"),
                measure("its end", "error_share{app=\"{{component}}\"} @ end()"),
                measure("a window", "error_share{app=\"{{component}}\"}[1m]"),
                measure("no query", "sum(error_share"));
        return new ConfiguredSources(() -> sourcing, Map.of(), Clock.systemUTC(), clock);
    }

    private static MeasureSource measure(String name, String query) {
        return Measures.promql(name, "prometheus", query);
    }

    private static Question question(Criterion criterion, String component, Instant at) {
        Duration span = Cadence.of(criterion, Duration.ofMinutes(1)).spanIn(FROM, UNTIL);
        return new Question(
                ReleaseKey.of("PAY", 12), component, criterion, "canary", 5, at, span, Question.Standpoint.STAGE);
    }

    private Standing judged(Criterion criterion, String component) {
        Cadence cadence = Cadence.of(criterion, Duration.ofMinutes(1));
        ConfiguredSources sources = sources();
        List<Observation> seen = cadence.moments(FROM, UNTIL).stream()
                .map(moment -> sources.ask(question(criterion, component, moment)))
                .toList();
        return new Series(criterion, seen, Optional.empty()).judge(cadence, FROM, UNTIL);
    }

    @ParameterizedTest(name = "{0}: {1}, {2} out, {3} unseen")
    @CsvSource({
        "good,     PASSED,       0,  0, -",
        "burst,    FAILED,       1,  0, -",
        "nan,      NO_JUDGEMENT, 0,  1, NOT_A_NUMBER",
        "hole,     NO_JUDGEMENT, 0,  4, TOO_FEW_POINTS",
        "thin,     NO_JUDGEMENT, 0,  1, TOO_FEW_POINTS",
        "unheard,  NO_JUDGEMENT, 0, 30, NO_DATA"
    })
    void half_an_hour_of_a_gauge_is_judged_minute_by_minute(
            String component, Judgement result, int out, int unseen, String gap) {
        Standing standing = judged(SHARE, component);

        assertThat(standing.result()).as("%s", standing.observations()).isEqualTo(result);
        assertThat(standing.asked()).isEqualTo(30);
        assertThat(standing.out()).hasSize(out);
        assertThat(standing.unjudged()).hasSize(unseen);
        if (!gap.equals("-")) {
            assertThat(standing.unjudged())
                    .extracting(observation -> observation.gap().orElseThrow())
                    .contains(Gap.valueOf(gap));
        }
        standing.firstOut().ifPresent(first -> assertThat(first)
                .isEqualTo(Observation.of(
                        FROM.plus(Duration.ofMinutes(13)), Quantity.of("0.31", Unit.PERCENT), "prometheus")));
    }

    @Test
    void a_counter_that_is_set_back_is_no_fault() {
        Standing standing = judged(RATE, "reset");

        assertThat(standing.result()).as("%s", standing.observations()).isEqualTo(Judgement.PASSED);
        assertThat(standing.asked()).isEqualTo(26);
        assertThat(standing.highest().orElseThrow().compare(Quantity.of("0.03", Unit.PERCENT)))
                .hasValue(1);
    }

    private static List<Question> questions(Criterion criterion, String component, List<Instant> moments) {
        return moments.stream()
                .map(moment -> question(criterion, component, moment))
                .toList();
    }

    private static Criterion over(String measure, String span) {
        return Criteria.parse(measure + " < 0.1 % on canary over " + span).orElseThrow();
    }

    /** What a range says of each moment is what the moment says when it is asked for alone. */
    private void alike(List<Question> questions) {
        ConfiguredSources sources = sources();
        Map<Question, Observation> alone = new LinkedHashMap<>();
        questions.forEach(question -> alone.put(question, sources.ask(question)));

        assertThat(sources.ask(questions)).containsExactlyInAnyOrderEntriesOf(alone);
    }

    @ParameterizedTest(name = "{0} of {1} over {2}: {3} of {4} moments seen, by {5} ranges and {6} other requests")
    @CsvSource({
        "error share,  good,    1 min,  30, 30, 2,  0",
        "error share,  burst,   1 min,  30, 30, 2,  0",
        "error share,  nan,     1 min,  29, 30, 2,  0",
        "error share,  hole,    1 min,  26, 30, 2,  0",
        "error share,  thin,    1 min,  29, 30, 2,  0",
        "error share,  unheard, 1 min,   0, 30, 1,  0",
        "error rate,   reset,   5 min,  26, 26, 1,  0",
        "error rate,   good,    5 min,   0, 26, 1,  0",
        "newest share, good,    10 min, 21, 21, 1,  0",
        "newest share, nan,     7 s,   247, 258, 1,  1",
        "newest share, hole,    1 min,  30, 30, 1,  0",
        "any share,    good,    1 min,   0, 30, 1,  0",
        "a number,     burst,   1 min,  30, 30, 1,  0",
        "a number,     unheard, 1 min,   0, 30, 1,  0",
        "a moment,     good,    1 min,  30, 30, 1,  0",
        "its end,      burst,   1 min,  30, 30, 0, 30",
        "a window,     good,    1 min,   0, 30, 1, 30",
        "no query,     good,    1 min,   0, 30, 1, 30"
    })
    void a_bake_that_is_caught_up_takes_few_requests_and_shows_the_same(
            String measure, String component, String span, int seen, int moments, int ranges, int others)
            throws Exception {
        Criterion criterion = over(measure, span);
        List<Question> questions = questions(
                criterion,
                component,
                Cadence.of(criterion, Duration.ofMinutes(1)).moments(FROM, UNTIL));
        double rangesBefore = prometheus.requests("query_range");
        double othersBefore = prometheus.requests("query");

        Map<Question, Observation> caughtUp = sources().ask(questions);

        assertThat(prometheus.requests("query_range") - rangesBefore).isEqualTo(ranges);
        assertThat(prometheus.requests("query") - othersBefore).isEqualTo(others);
        assertThat(caughtUp).hasSize(moments);
        assertThat(caughtUp.values())
                .filteredOn(one -> one.quantity().isPresent())
                .hasSize(seen);
        alike(questions);
    }

    @Test
    void moments_that_lie_unevenly_show_the_same() {
        List<Instant> uneven = Stream.of(0, 15, 30, 45, 61, 200, 339, 478, 1_000)
                .map(second -> FROM.plusSeconds(600).plusMillis(125).plusSeconds(second))
                .toList();

        for (String story : List.of("good", "nan", "hole")) {
            alike(questions(SHARE, story, uneven));
        }
    }

    @Test
    void a_query_that_prometheus_refuses_says_why() {
        Sourcing broken = Measures.of(prometheus.address(), measure("error share", "sum(error_share"));

        Observation seen = new ConfiguredSources(() -> broken, Map.of(), Clock.systemUTC(), clock)
                .ask(question(SHARE, "good", UNTIL));

        assertThat(seen.gap()).contains(Gap.UNREADABLE);
        assertThat(seen.seen().text()).contains("HTTP 400").contains("parse error");
    }

    @Test
    void a_name_that_would_be_a_query_finds_nothing() {
        assertThat(sources()
                        .ask(question(SHARE, "x\"} or vector(0) or error_share{app=\"good", UNTIL))
                        .gap())
                .contains(Gap.NO_DATA);
    }

    @ParameterizedTest
    @CsvSource({"60", "-60"})
    void a_clock_that_is_a_minute_off_is_told_and_nothing_is_taken_from_it(int seconds) {
        InstantSource real = clock;
        clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
        try {
            assertThat(sources().ask(question(SHARE, "good", UNTIL)).gap()).contains(Gap.CLOCK_OFF);
        } finally {
            clock = real;
        }
    }

    /** One story, in its order: each chapter is waited for. */
    @Test
    void what_happens_now_is_seen_as_it_happens() throws Exception {
        Instant begun = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        exported = "live_errors 0.5\n";
        Observation failed = observe(clock, is("0.5"));
        assertThat(failed.judge(LIVE, Optional.empty())).isEqualTo(Judgement.FAILED);

        exported = "something_else 1\n";
        Observation gone = observe(clock, is(Gap.NO_DATA));

        exported = "live_errors NaN\n";
        Observation notANumber = observe(clock, is(Gap.NOT_A_NUMBER));

        exported = "live_errors 0.05\n";
        assertThat(observe(clock, is("0.05")).judge(LIVE, Optional.empty())).isEqualTo(Judgement.PASSED);

        int port = exporter.getAddress().getPort();
        exporter.stop(0);
        observe(clock, is(Gap.NO_DATA));
        exporter = exporter(port);
        Instant back = observe(clock, is("0.05")).at();

        prometheus.kill();
        observe(clock, is(Gap.SOURCE_DOWN));
        prometheus.start(target());
        observe(clock, is("0.05"));
        assertThat(sources().ask(question(LIVE, "any", back)).quantity())
                .as("what it had seen before it was gone")
                .contains(Quantity.of("0.05", Unit.PERCENT));

        // What a range doesn't answer is asked alone, a hundred times at most.
        Stream<Instant> evenly = Stream.iterate(begun, at -> at.isBefore(back), at -> at.plusMillis(100))
                .limit(90);
        List<Instant> story = Stream.concat(
                        evenly, Stream.of(failed, gone, notANumber).map(Observation::at))
                .sorted()
                .toList();
        alike(questions(LIVE, "any", story));
        List<Question> gauge = questions(over("live gauge", "1 s"), "any", story);
        alike(gauge);
        assertThat(sources().ask(gauge).values())
                .as("ended series are no data, though the last sample is seconds old")
                .anyMatch(is(Gap.NO_DATA))
                .anyMatch(is(Gap.NOT_A_NUMBER))
                .anyMatch(is("0.5"));
    }

    private static Predicate<Observation> is(String percent) {
        return seen -> seen.quantity().equals(Optional.of(Quantity.of(percent, Unit.PERCENT)));
    }

    private static Predicate<Observation> is(Gap gap) {
        return seen -> seen.gap().equals(Optional.of(gap));
    }

    /** Asks again and again until it is so; a scrape is a fifth of a second away. */
    private Observation observe(InstantSource at, Predicate<Observation> expected) {
        ConfiguredSources sources = sources();
        Observation seen = sources.ask(question(LIVE, "any", at.instant()));
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!expected.test(seen) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            seen = sources.ask(question(LIVE, "any", at.instant()));
        }
        assertThat(expected.test(seen)).as("%s; %s", seen, prometheus.log()).isTrue();
        return seen;
    }
}
