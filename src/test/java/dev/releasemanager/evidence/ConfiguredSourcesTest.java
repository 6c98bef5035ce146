package dev.releasemanager.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Quantity;
import dev.releasemanager.criteria.Unit;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollout.Gap;
import dev.releasemanager.rollout.MeasureSource;
import dev.releasemanager.rollout.Measures;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.QueryTemplate;
import dev.releasemanager.rollout.Question;
import dev.releasemanager.rollout.SourceSystem;
import dev.releasemanager.rollout.Sourcing;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Feature: a source gives one value that is sure, or says why there is none; whatever it answers. */
@Tag("H1")
@Tag("H5")
class ConfiguredSourcesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Criterion ERRORS =
            Criteria.parse("error rate of payments-api < 0.1 % over 30 min").orElseThrow();
    private static final Criterion LATENCY =
            Criteria.parse("p99 latency <= 250 ms over 30 min").orElseThrow();
    private static final Criterion SMOKE =
            Criteria.parse("check \"smoke tests\" by CI is green").orElseThrow();

    private interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<Optional<String>> credentials = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    /** The machine's, for the server dates its answers by it. */
    private InstantSource wall = Clock.systemUTC();

    private volatile Answering answering = exchange -> said(exchange, 200, "{}");

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            asked.add(URLDecoder.decode(exchange.getRequestURI().toString(), StandardCharsets.UTF_8));
            credentials.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
            try (exchange) {
                answering.answer(exchange);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static void said(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void answers(int status, String body) {
        answering = exchange -> said(exchange, status, body);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private ConfiguredSources sources(SourceSystem system, MeasureSource... measures) {
        Sourcing sourcing = new Sourcing(Duration.ofMinutes(1), Map.of(system.name(), system), List.of(measures));
        return new ConfiguredSources(
                () -> sourcing, Map.of("METRICS_AUTHORIZATION", "Bearer s3cret\n"), InstantSource.fixed(NOW), wall);
    }

    private static Question question(Criterion criterion, Instant at) {
        return new Question(
                ReleaseKey.of("PAY", 12),
                "payments-api",
                criterion,
                "canary",
                5,
                at,
                Duration.ofMinutes(30),
                Question.Standpoint.STAGE);
    }

    private SourceSystem system(SourceSystem.Kind kind, Optional<String> authorization) {
        return new SourceSystem("metrics", kind, address(), authorization, Duration.ofSeconds(5));
    }

    private static MeasureSource prometheus(Optional<QueryTemplate> points) {
        return new MeasureSource(
                "error rate",
                List.of("payments-api"),
                List.of(),
                "metrics",
                QueryTemplate.promql("sum(rate(errors{app=\"{{component}}\"}[{{span}}]))"),
                Optional.of(
                        QueryTemplate.promql("sum(rate(errors{app=\"{{component}}\",track=\"stable\"}[{{span}}]))")),
                points,
                30,
                "",
                Optional.empty(),
                Duration.ofMinutes(1),
                Unit.PERCENT);
    }

    private static MeasureSource http(String measure, String path, Optional<String> timePointer) {
        return new MeasureSource(
                measure,
                List.of(),
                List.of(),
                "metrics",
                QueryTemplate.path(path),
                Optional.empty(),
                Optional.empty(),
                0,
                "/data/0/value",
                timePointer,
                Duration.ofMinutes(1),
                Unit.MILLISECOND);
    }

    private static String vector(String... values) {
        StringBuilder series = new StringBuilder();
        for (String value : values) {
            series.append(series.isEmpty() ? "" : ",")
                    .append("{\"metric\":{},\"value\":[")
                    .append(NOW.getEpochSecond())
                    .append(",\"")
                    .append(value)
                    .append("\"]}");
        }
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + series + "]}}";
    }

    @Nested
    class Prometheus_is_asked {
        private Observation ask() {
            return sources(system(SourceSystem.Kind.PROMETHEUS, Optional.empty()), prometheus(Optional.empty()))
                    .ask(question(ERRORS, NOW));
        }

        @Test
        void for_one_value_at_the_moment_meant() throws Exception {
            answers(200, vector("0.07"));

            assertThat(ask()).isEqualTo(Observation.of(NOW, Quantity.of("0.07", Unit.PERCENT), "metrics"));
            assertThat(asked.take())
                    .isEqualTo("/api/v1/query?query=sum(rate(errors{app=\"payments-api\"}[1800000ms]))&time="
                            + NOW.getEpochSecond() + "&timeout=5000ms");
        }

        @Test
        void by_another_query_for_what_ran_before() throws Exception {
            answers(200, vector("0.07"));
            Question now = question(ERRORS, NOW);
            Question before = new Question(
                    now.release(),
                    now.component(),
                    now.condition(),
                    now.stage(),
                    now.share(),
                    now.at(),
                    now.span(),
                    Question.Standpoint.BEFORE);

            sources(system(SourceSystem.Kind.PROMETHEUS, Optional.empty()), prometheus(Optional.empty()))
                    .ask(before);

            assertThat(asked.take()).contains("track=\"stable\"");
        }

        @Test
        void with_the_credentials_of_the_environment() throws Exception {
            answers(200, vector("0.07"));

            sources(
                            system(SourceSystem.Kind.PROMETHEUS, Optional.of("METRICS_AUTHORIZATION")),
                            prometheus(Optional.empty()))
                    .ask(question(ERRORS, NOW));

            assertThat(credentials.take()).contains("Bearer s3cret");
        }

        @Test
        void not_at_all_when_its_credentials_are_missing() {
            Observation seen = sources(
                            system(SourceSystem.Kind.PROMETHEUS, Optional.of("NOT_SET")), prometheus(Optional.empty()))
                    .ask(question(ERRORS, NOW));

            assertThat(seen.gap()).contains(Gap.SOURCE_DOWN);
            assertThat(asked).isEmpty();
        }

        @ParameterizedTest(name = "{0} is {1}")
        @CsvSource({"1.5e-05, 0.000015 %", "0, 0 %", "-3, -3 %", "1e+06, 1000000 %"})
        void numbers_are_read_as_it_writes_them(String written, String quantity) {
            answers(200, vector(written));

            assertThat(ask().seen().text()).isEqualTo(quantity);
        }

        @ParameterizedTest
        @ValueSource(strings = {"NaN", "+Inf", "-Inf", "", "1e99999999", "0x10", "twelve"})
        void what_is_no_number_is_no_value(String written) {
            answers(200, vector(written));

            assertThat(ask().gap()).contains(Gap.NOT_A_NUMBER);
        }

        @Test
        void an_empty_result_is_no_data() {
            answers(200, vector());

            assertThat(ask().gap()).contains(Gap.NO_DATA);
        }

        @Test
        void several_series_are_no_value() {
            answers(200, vector("0.01", "0.02"));

            assertThat(ask().seen().text()).contains("2 series");
        }

        @Test
        void a_value_of_another_moment_is_stale() {
            answers(200, vector("0.01").replace(Long.toString(NOW.getEpochSecond()), "1700000000"));

            assertThat(ask().gap()).contains(Gap.STALE);
        }

        @Test
        void a_scalar_is_a_value() {
            answers(
                    200,
                    "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[" + NOW.getEpochSecond()
                            + ",\"2\"]}}");

            assertThat(ask().quantity()).contains(Quantity.of("2", Unit.PERCENT));
        }

        @ParameterizedTest(name = "{0} {1} is {2}")
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '~',
                value = {
                    "400|{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}|UNREADABLE",
                    "422|{\"status\":\"error\",\"error\":\"query timed out\"}|UNREADABLE",
                    "503|{\"status\":\"error\"}|SOURCE_DOWN",
                    "500|oops|SOURCE_DOWN",
                    "429|slow down|SOURCE_DOWN",
                    "401|who are you|UNREADABLE",
                    "302|elsewhere|UNREADABLE",
                    "200|<html><body>Sign in</body></html>|UNREADABLE",
                    "200|~~|UNREADABLE",
                    "200|null|UNREADABLE",
                    "200|[]|UNREADABLE",
                    "200|{}|UNREADABLE",
                    "200|{\"status\":\"success\"}|UNREADABLE",
                    "200|{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{}]}}|UNREADABLE",
                    "200|{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":{\"a\":1}}}|UNREADABLE",
                    "200|{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}|UNREADABLE",
                    "200|{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,2]}}|UNREADABLE"
                })
        void every_other_answer_is_no_value(int status, String body, Gap gap) {
            answers(status, body);

            assertThat(ask().gap()).contains(gap);
        }

        @Test
        void a_partial_answer_is_no_value() {
            answers(200, vector("0.01").replace("{\"status\"", "{\"warnings\":[\"one store is away\"],\"status\""));

            assertThat(ask().seen().text()).contains("one store is away");
        }

        @Test
        void json_without_end_in_depth_is_no_value() {
            answers(200, "[".repeat(100_000));

            assertThat(ask().gap()).contains(Gap.UNREADABLE);
        }

        @Test
        void too_few_points_are_no_value_however_good_it_is() throws Exception {
            answers(200, vector("29"));
            ConfiguredSources sources = sources(
                    system(SourceSystem.Kind.PROMETHEUS, Optional.empty()),
                    prometheus(Optional.of(QueryTemplate.promql("sum(count_over_time(errors[{{span}}]))"))));

            Observation seen = sources.ask(question(ERRORS, NOW));

            assertThat(seen.gap()).contains(Gap.TOO_FEW_POINTS);
            assertThat(seen.seen().text()).contains("29 where 30 are asked");
        }
    }

    @Nested
    class Several_moments_of_one_criterion {
        private static final Duration APART = Duration.ofMinutes(10);

        private List<Question> questions(int... minutes) {
            return Arrays.stream(minutes)
                    .mapToObj(minute -> question(ERRORS, NOW.plus(Duration.ofMinutes(minute))))
                    .toList();
        }

        private static String shown(Map<Question, Observation> seen, Question question) {
            return Objects.requireNonNull(seen.get(question)).seen().text();
        }

        private Map<Question, Observation> ask(MeasureSource measure, List<Question> questions) {
            return sources(system(SourceSystem.Kind.PROMETHEUS, Optional.empty()), measure)
                    .ask(questions);
        }

        private String sample(int minute, String value) {
            return "[" + NOW.plus(Duration.ofMinutes(minute)).getEpochSecond() + ",\"" + value + "\"]";
        }

        private String matrix(String... series) {
            return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + String.join(",", series)
                    + "]}}";
        }

        private String series(String... samples) {
            return "{\"metric\":{},\"values\":[" + String.join(",", samples) + "]}";
        }

        /** A range answers so; each moment alone answers "7". */
        private void ranges(int status, String body) {
            answering = exchange -> {
                String uri = exchange.getRequestURI().toString();
                if (uri.startsWith("/api/v1/query_range")) {
                    said(exchange, status, body);
                } else {
                    String time = uri.replaceAll(".*&time=([0-9.]+)&.*", "$1");
                    said(exchange, 200, vector("7").replace(Long.toString(NOW.getEpochSecond()), time));
                }
            };
        }

        @Test
        void are_asked_by_one_range_that_hits_each_of_them() {
            ranges(200, matrix(series(sample(0, "1"), sample(10, "NaN"), sample(30, "4"))));

            Map<Question, Observation> seen = ask(prometheus(Optional.empty()), questions(30, 0, 20, 10));

            assertThat(asked)
                    .containsExactly(
                            "/api/v1/query_range?query=sum(rate(errors{app=\"payments-api\"}[1800000ms]))&start="
                                    + NOW.getEpochSecond() + "&end="
                                    + NOW.plus(APART.multipliedBy(3)).getEpochSecond() + "&step=600&timeout=5000ms");
            assertThat(questions(0, 10, 20, 30).stream().map(question -> shown(seen, question)))
                    .containsExactly("1 %", "not a number (NaN)", "no data", "4 %");
        }

        @Test
        void are_asked_alone_where_they_lie_unevenly() {
            ranges(200, matrix(series(sample(0, "1"), sample(10, "1"), sample(20, "1"))));

            Map<Question, Observation> seen = ask(prometheus(Optional.empty()), questions(0, 10, 20, 25));

            assertThat(asked).hasSize(2);
            assertThat(shown(seen, questions(25).get(0))).isEqualTo("7 %");
        }

        @Test
        void are_several_values_only_where_they_are() {
            ranges(200, matrix(series(sample(0, "1"), sample(10, "2")), series(sample(10, "3"))));

            Map<Question, Observation> seen = ask(prometheus(Optional.empty()), questions(0, 10));

            assertThat(seen.values()).extracting(one -> one.seen().text()).anySatisfy(text -> assertThat(text)
                    .contains("2 series"));
            assertThat(shown(seen, questions(0).get(0))).isEqualTo("1 %");
        }

        @Test
        void with_too_few_points_are_told_from_the_others() {
            answering = exchange -> {
                boolean counts = exchange.getRequestURI().toString().contains("count_over_time");
                said(exchange, 200, matrix(series(sample(0, counts ? "30" : "1"), sample(10, counts ? "29" : "2"))));
            };
            MeasureSource measure =
                    prometheus(Optional.of(QueryTemplate.promql("sum(count_over_time(errors[{{span}}]))")));

            Map<Question, Observation> seen = ask(measure, questions(0, 10));

            assertThat(asked).hasSize(2);
            assertThat(questions(0, 10).stream().map(question -> shown(seen, question)))
                    .containsExactly("1 %", "fewer points than asked (29 where 30 are asked)");
        }

        @ParameterizedTest(name = "{0} {1}")
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '~',
                value = {
                    "503|~~",
                    "400|{\"status\":\"error\",\"error\":\"exceeded maximum resolution\"}",
                    "200|<html>",
                    "200|{\"status\":\"success\"}",
                    "200|{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}",
                    "200|{\"status\":\"success\",\"warnings\":[\"one store is away\"],\"data\":{\"resultType\":\"matrix\",\"result\":[]}}",
                    "200|{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"histograms\":[]}]}}",
                    "200|{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[1772445600.5,\"1\"]]}]}}",
                    "200|{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[1772445540,\"1\"]]}]}}",
                    "200|{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[1e99999,\"1\"]]}]}}",
                    "200|{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[1772445600]]}]}}"
                })
        void are_asked_alone_where_the_range_says_nothing_that_is_sure(int status, String body) {
            ranges(status, body);

            Map<Question, Observation> seen = ask(prometheus(Optional.empty()), questions(0, 10, 20));

            assertThat(asked).hasSize(4);
            assertThat(seen.values()).hasSize(3).allSatisfy(one -> assertThat(one.quantity())
                    .contains(Quantity.of("7", Unit.PERCENT)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"errors @ end()", "errors{} offset {{span}} > {{until}}", "errors > {{from}}"})
        void are_asked_alone_where_the_query_speaks_of_its_own_time(String query) {
            ranges(200, matrix());
            MeasureSource own = Measures.promql("error rate", "metrics", query);

            assertThat(ask(own, questions(0, 10, 20)).values()).hasSize(3).allMatch(one -> one.quantity()
                    .isPresent());
            assertThat(asked).hasSize(3).noneMatch(uri -> uri.contains("query_range"));
        }

        @Test
        void are_asked_in_ranges_that_are_not_too_long_and_the_rest_when_that_is_kept() {
            ranges(200, matrix());
            List<Question> all = questions(IntStream.range(0, 2_500).toArray());

            Map<Question, Observation> seen = ask(prometheus(Optional.empty()), all);

            assertThat(asked).hasSize(1);
            assertThat(seen).containsOnlyKeys(all.subList(0, 1_000));
        }

        @Test
        void are_not_all_asked_alone_at_once() {
            ranges(503, "");

            Map<Question, Observation> seen = ask(
                    prometheus(Optional.empty()),
                    questions(IntStream.range(0, 250).toArray()));

            assertThat(asked).hasSize(101);
            assertThat(seen).hasSize(100);
        }
    }

    @Nested
    class An_endpoint_is_asked {
        private Observation ask(Criterion criterion, Instant at, MeasureSource measure) {
            return sources(system(SourceSystem.Kind.HTTP, Optional.empty()), measure)
                    .ask(question(criterion, at));
        }

        private Observation ask() {
            return ask(LATENCY, NOW, http("p99 latency", "/v1/{{component}}", Optional.empty()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"241.5", "\"241.5\"", "2.415e2"})
        void for_the_number_that_the_pointer_points_to(String written) throws Exception {
            answers(200, "{\"data\":[{\"value\":" + written + "}]}");

            assertThat(ask()).isEqualTo(Observation.of(NOW, Quantity.of("241.5", Unit.MILLISECOND), "metrics"));
            assertThat(asked.take()).isEqualTo("/v1/payments-api");
        }

        @ParameterizedTest(name = "{0} is {1}")
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '~',
                value = {
                    "{}|NO_DATA",
                    "{\"data\":[{\"value\":null}]}|NO_DATA",
                    "{\"data\":[{\"value\":\"NaN\"}]}|NOT_A_NUMBER",
                    "{\"data\":[{\"value\":true}]}|NOT_A_NUMBER",
                    "{\"data\":[{\"value\":{}}]}|NOT_A_NUMBER",
                    "{\"data\":[{\"value\":1e9999999}]}|NOT_A_NUMBER",
                    "<html>|UNREADABLE"
                })
        void anything_else_there_is_no_value(String body, Gap gap) {
            answers(200, body);

            assertThat(ask().gap()).contains(gap);
        }

        @Test
        void for_yes_or_no_of_a_check() {
            MeasureSource measure = http("smoke tests", "/ci", Optional.empty());
            answers(200, "{\"data\":[{\"value\":true}]}");
            assertThat(ask(SMOKE, NOW, measure).seen()).isEqualTo(new Observation.Answer(true));

            answers(200, "{\"data\":[{\"value\":\"yes\"}]}");
            assertThat(ask(SMOKE, NOW, measure).gap()).contains(Gap.UNREADABLE);
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({
            "\"2026-03-02T09:59:30Z\", true",
            "\"2026-03-02T09:58:59Z\", false",
            "\"2026-03-02T10:05:00Z\", false",
            "1772445570, true",
            "1772445570123, true",
            "1772440000, false",
            "true, false",
            "\"yesterday\", false",
            "1e300, false"
        })
        void a_value_that_says_when_it_was_measured_must_not_be_old(String time, boolean counts) {
            answers(200, "{\"at\":" + time + ",\"data\":[{\"value\":1}]}");

            Observation seen = ask(LATENCY, NOW, http("p99 latency", "/", Optional.of("/at")));

            assertThat(seen.quantity().isPresent()).isEqualTo(counts);
        }

        @Test
        void of_a_past_moment_only_if_it_is_told_which() {
            answers(200, "{\"data\":[{\"value\":1}]}");
            Instant past = NOW.minusSeconds(600);

            assertThat(ask(LATENCY, past, http("p99 latency", "/now", Optional.empty()))
                            .gap())
                    .contains(Gap.NOT_TAKEN);
            assertThat(ask(LATENCY, past, http("p99 latency", "/at/{{until}}", Optional.empty()))
                            .quantity())
                    .isPresent();
        }
    }

    @Nested
    class A_source_that_is_unwell {
        private Observation ask(Duration timeout) {
            SourceSystem system = new SourceSystem(
                    "metrics", SourceSystem.Kind.PROMETHEUS, address(), Optional.of("METRICS_AUTHORIZATION"), timeout);
            return sources(system, prometheus(Optional.empty())).ask(question(ERRORS, NOW));
        }

        @Test
        void is_down_when_nothing_listens() {
            server.stop(0);

            assertThat(ask(Duration.ofSeconds(5)).gap()).contains(Gap.SOURCE_DOWN);
        }

        @Test
        void is_down_when_it_does_not_answer_in_time() {
            answering = exchange -> waiting();

            assertThat(ask(Duration.ofMillis(200)).gap()).contains(Gap.SOURCE_DOWN);
        }

        @Test
        void is_down_when_its_answer_never_ends() {
            answering = exchange -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                waiting();
            };

            assertThat(ask(Duration.ofMillis(400)).gap()).contains(Gap.SOURCE_DOWN);
        }

        @Test
        void is_not_read_past_a_size() {
            answering = exchange -> {
                exchange.sendResponseHeaders(200, 0);
                OutputStream body = exchange.getResponseBody();
                byte[] lot = new byte[64 * 1024];
                for (int i = 0; i < 64; i++) {
                    body.write(lot);
                }
            };

            assertThat(ask(Duration.ofSeconds(5)).seen().text()).contains("more than 1048576 bytes");
        }

        @Test
        void does_not_lead_us_elsewhere() {
            answering = exchange -> {
                if (exchange.getRequestURI().getPath().equals("/elsewhere")) {
                    said(exchange, 200, vector("0"));
                } else {
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                    said(exchange, 307, "");
                }
            };

            assertThat(ask(Duration.ofSeconds(5)).gap()).contains(Gap.UNREADABLE);
            assertThat(asked).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(longs = {60, -60})
        void whose_clock_is_a_minute_off_says_nothing(long seconds) {
            answers(200, vector("0"));
            wall = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));

            assertThat(ask(Duration.ofSeconds(5)).gap()).contains(Gap.CLOCK_OFF);
        }

        private void waiting() {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Nested
    class Which_source_answers {
        private final Sourcing sourcing =
                new Sourcing(Duration.ofMinutes(1), Map.of(), List.of(prometheus(Optional.empty())));

        @Test
        void is_found_by_the_measure_with_or_without_its_component() {
            assertThat(sourcing.find(ERRORS, "payments-api", "canary")).isPresent();
            assertThat(sourcing.find(
                            Criteria.parse("Error rate < 1 % on canary").orElseThrow(), "payments-api", "canary"))
                    .isPresent();
        }

        @Test
        void is_none_for_another_measure_or_component() {
            assertThat(sourcing.find(LATENCY, "payments-api", "canary")).isEmpty();
            assertThat(sourcing.find(ERRORS, "checkout-api", "canary")).isEmpty();
            assertThat(sourcing.find(ERRORS, "", "canary")).isEmpty();
        }

        @Test
        void and_none_that_is_asked_all_the_same_gives_no_value() {
            ConfiguredSources sources =
                    sources(system(SourceSystem.Kind.PROMETHEUS, Optional.empty()), prometheus(Optional.empty()));

            assertThat(sources.ask(question(LATENCY, NOW)).gap()).contains(Gap.NO_SOURCE);
        }
    }
}
