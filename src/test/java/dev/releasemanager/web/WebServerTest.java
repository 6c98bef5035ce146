package dev.releasemanager.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.releasemanager.web.Workspace.Answer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feature: an operator sees from outside whether the process lives, serves and keeps up; nobody sees more. */
class WebServerTest {
    private volatile Optional<String> database = Optional.empty();
    private final AtomicInteger databaseAsked = new AtomicInteger();
    private volatile Duration outboxBehind = Duration.ofMillis(1500);
    private final AtomicLong nanos = new AtomicLong();
    private final CountDownLatch slowEntered = new CountDownLatch(1);
    private final CountDownLatch slowMayEnd = new CountDownLatch(1);

    private final WebServer server = new WebServer(
                    WebServer.Listen.onLoopback(0),
                    readiness(),
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                    pages())
            .start();

    private Readiness readiness() {
        ReadinessCheck check = new ReadinessCheck() {
            @Override
            public String name() {
                return "database";
            }

            @Override
            public Optional<String> unreadyBecause() {
                databaseAsked.incrementAndGet();
                return database;
            }
        };
        Lag broken = new Lag("timers", () -> {
            throw new IllegalStateException("the database is away");
        });
        return new Readiness(List.of(check), List.of(new Lag("outbox", () -> outboxBehind), broken), nanos::get);
    }

    private Map<String, HttpServlet> pages() {
        HttpServlet slow = new HttpServlet() {
            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                slowEntered.countDown();
                try {
                    response.getWriter().print(slowMayEnd.await(20, TimeUnit.SECONDS) ? "whole" : "cut");
                } catch (InterruptedException e) {
                    response.getWriter().print("interrupted");
                }
            }
        };
        HttpServlet page = new HttpServlet() {
            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.setHeader("Content-Security-Policy", "default-src 'self'");
                response.getWriter().print("page");
            }
        };
        HttpServlet broken = new HttpServlet() {
            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                throw new IllegalStateException("planted");
            }
        };
        return Map.of("/slow", slow, "/pages/*", page, "/broken", broken);
    }

    @AfterEach
    void stop() {
        slowMayEnd.countDown();
        server.close();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address(path)).timeout(Duration.ofSeconds(20));
    }

    private Answer get(String path) throws IOException, InterruptedException {
        return Workspace.send(request(path));
    }

    @Nested
    class Health {
        @Test
        void says_ok_while_the_process_lives_whatever_the_database_does() throws Exception {
            database = Optional.of("The database does not answer.");
            assertThat(get("/healthz")).isEqualTo(new Answer(200, "ok\n", "text/plain;charset=utf-8"));
        }

        @Test
        void is_seen_by_the_probe_of_the_container() {
            assertThat(HealthProbe.isHealthy(address("/healthz").toString())).isTrue();
            assertThat(HealthProbe.isHealthy(address("/elsewhere").toString())).isFalse();
            String gone = address("/healthz").toString();
            server.close();
            assertThat(HealthProbe.isHealthy(gone)).isFalse();
            assertThat(HealthProbe.isHealthy("nonsense")).isFalse();
        }
    }

    @Nested
    class Readiness_of_a_replica {
        @Test
        void reports_lags_and_does_not_judge_them() throws Exception {
            outboxBehind = Duration.ofHours(3);
            assertThat(get("/readyz"))
                    .isEqualTo(new Answer(
                            200,
                            "{\"ready\":true,\"because\":{},\"lag_seconds\":{\"outbox\":10800.0,\"timers\":null}}\n",
                            "application/json"));
        }

        @Test
        void ends_with_the_reason_when_a_check_says_so() throws Exception {
            database = Optional.of("The database does not answer.");
            Answer answer = get("/readyz");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body())
                    .contains("\"ready\":false")
                    .contains("\"because\":{\"database\":\"The database does not answer.\"}");
        }

        @Test
        void asks_the_checks_at_most_once_a_second() throws Exception {
            get("/readyz");
            database = Optional.of("The database does not answer.");
            nanos.addAndGet(Duration.ofMillis(900).toNanos());
            assertThat(get("/readyz").status()).isEqualTo(200);
            assertThat(databaseAsked).hasValue(1);
            nanos.addAndGet(Duration.ofMillis(200).toNanos());
            assertThat(get("/readyz").status()).isEqualTo(503);
            assertThat(databaseAsked).hasValue(2);
        }

        @Test
        void ends_when_a_check_itself_fails() {
            ReadinessCheck broken = new ReadinessCheck() {
                @Override
                public String name() {
                    return "migrations";
                }

                @Override
                public Optional<String> unreadyBecause() {
                    throw new IllegalStateException("planted");
                }
            };
            Readiness.Report report = new Readiness(List.of(broken), List.of()).report();
            assertThat(report.isReady()).isFalse();
            assertThat(report.because()).containsKey("migrations");
        }
    }

    @Test
    void metrics_tell_of_the_machine_the_threads_and_the_lags() throws Exception {
        Answer answer = get("/metrics");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("text/plain");
        assertThat(answer.body())
                .contains("lag_seconds{of=\"outbox\"} 1.5")
                .contains("lag_seconds{of=\"timers\"} NaN")
                .contains("jvm_memory_used_bytes")
                .contains("jvm_threads_live_threads")
                .contains("jetty_threads_busy");
    }

    @Nested
    class Every_address {
        @ParameterizedTest
        @ValueSource(strings = {"/", "/slack", "/slack/events/x", "/healthz/x", "/favicon.ico", "/.env"})
        void without_a_page_answers_404_in_a_few_words(String path) throws Exception {
            assertThat(get(path)).isEqualTo(new Answer(404, "There is nothing here.\n", "text/plain;charset=utf-8"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"TRACE", "OPTIONS", "PUT", "DELETE", "PATCH", "CONNECTED", "BREW"})
        void refuses_other_methods_than_three(String method) throws Exception {
            for (String path : List.of("/healthz", "/pages/x", "/nowhere")) {
                String answer = raw(
                        method + " " + path + " HTTP/1.1\r\nHost: x\r\nX-Secret: s3cret\r\nConnection: close\r\n\r\n");
                assertThat(answer)
                        .startsWith("HTTP/1.1 405 ")
                        .contains("Allow: GET, HEAD, POST")
                        .doesNotContain("s3cret");
            }
        }

        @Test
        void that_is_only_read_refuses_a_post() throws Exception {
            for (String path : List.of("/healthz", "/readyz", "/metrics")) {
                assertThat(Workspace.send(request(path).POST(BodyPublishers.ofString("x")))
                                .status())
                        .isEqualTo(405);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"/healthz", "/readyz", "/metrics", "/nowhere", "/broken"})
        void sends_headers_for_safety_and_none_that_tells_what_it_is(String path) throws Exception {
            HttpResponse<String> response = Workspace.HTTP.send(request(path).build(), BodyHandlers.ofString());
            assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(response.headers().firstValue("Content-Security-Policy")).isPresent();
            assertThat(response.headers().map()).doesNotContainKeys("server", "x-powered-by");
            assertThat(response.body()).doesNotContain("planted");
        }

        @Test
        void lets_a_page_say_itself_what_it_may_load() throws Exception {
            HttpResponse<String> response =
                    Workspace.HTTP.send(request("/pages/x").build(), BodyHandlers.ofString());
            assertThat(response.headers().allValues("Content-Security-Policy")).containsExactly("default-src 'self'");
            assertThat(response.body()).isEqualTo("page");
        }

        @Test
        void answers_a_page_that_fails_without_telling_why() throws Exception {
            Answer answer = get("/broken");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("500 Server Error\n");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET /\u0000 HTTP/1.1\r\n\r\n",
                    "GET /healthz HTTP/1.1\r\n\r\n",
                    "nonsense\r\n\r\n",
                    "GET /..%2f..%2fetc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                    "POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
                })
        void answers_broken_http_with_a_fault_of_the_sender(String sent) throws Exception {
            assertThat(raw(sent)).startsWith("HTTP/1.1 4").doesNotContain("Server:");
        }
    }

    private String raw(String sent) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Nested
    class A_stop {
        @Test
        void lets_a_running_request_end_and_takes_no_new_one() throws Exception {
            int port = server.port();
            CompletableFuture<HttpResponse<String>> running =
                    Workspace.HTTP.sendAsync(request("/slow").build(), BodyHandlers.ofString());
            assertThat(slowEntered.await(10, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> stopping = CompletableFuture.runAsync(server::close);
            while (accepts(port)) {
                Thread.onSpinWait();
            }
            assertThat(stopping).isNotDone();
            assertThat(running).isNotDone();
            slowMayEnd.countDown();
            assertThat(running.get(10, TimeUnit.SECONDS).body()).isEqualTo("whole");
            stopping.get(10, TimeUnit.SECONDS);
        }

        private boolean accepts(int port) throws IOException {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (ConnectException e) {
                return false;
            }
        }

        @Test
        void may_be_asked_for_twice() {
            server.close();
            server.close();
            assertThat(server.port()).isNegative();
        }
    }

    @Test
    void a_port_that_is_taken_is_named_at_the_start() {
        WebServer second = new WebServer(
                WebServer.Listen.onLoopback(server.port()),
                new Readiness(List.of(), List.of()),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Map.of());
        assertThatThrownBy(second::start)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("port " + server.port());
    }
}
