package dev.releasemanager.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Pages behind signed links: who may read them, for how long, and that what people typed does nothing there. */
class PagesServletTest {
    private static final ReleaseKey PAY_1 = new ReleaseKey("PAY-1");
    private static final ReleaseKey PAY_2 = new ReleaseKey("PAY-2");
    private static final String HOSTILE = "<script>alert(1)</script> \"x\" [a](javascript:b) `c` # d * e";

    private Instant now = Instant.parse("2026-11-22T16:00:00Z");
    private final SignedLinks links =
            new SignedLinks("k".repeat(32).getBytes(StandardCharsets.UTF_8), () -> now, Duration.ofDays(4));
    private final Document manifest = Document.builder()
            .heading("PAY-1 " + HOSTILE)
            .paragraph(Words.of(HOSTILE)
                    .mention(new PersonId("U0MIA"))
                    .link("javascript:alert(1)", "bad")
                    .link("https://git.example/1?a=b&c", "good")
                    .moment(now, ZoneId.of("Europe/Berlin")))
            .items(List.of(Words.strongly(HOSTILE), Words.none().code("a`b")))
            .build();
    private final Names names = new Names() {
        @Override
        public String of(PersonId person) {
            return "Mia <b>";
        }

        @Override
        public String of(ChannelId channel) {
            return "#payments";
        }
    };
    private final Pages pages = new Pages() {
        @Override
        public Optional<Document> review(ReleaseKey release) {
            return release.equals(PAY_1) ? Optional.of(manifest) : Optional.empty();
        }

        @Override
        public Optional<Document> report(ReleaseKey release) {
            return review(release);
        }

        @Override
        public Optional<Document> manifest(ReleaseKey release) {
            return release.equals(PAY_1) ? Optional.of(manifest) : Optional.empty();
        }

        @Override
        public Optional<Picture> order(ReleaseKey release) {
            return Optional.of(new Picture("Order of PAY-1", Optional.of("<svg/>"), HOSTILE, 400));
        }
    };
    private final WebServer server = new WebServer(
            WebServer.Listen.onLoopback(0),
            new Readiness(List.of(), List.of()),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            Map.of(PagesServlet.PATH, new PagesServlet(pages, links, names)));

    @BeforeEach
    void start() {
        WebServer unused = server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join();
    }

    private String path(String page) {
        return PagesServlet.path(PAY_1, page, links);
    }

    private static String header(HttpResponse<String> response, String name) {
        return String.join("|", response.headers().allValues(name));
    }

    @Nested
    class A_good_link {
        @Test
        void shows_the_manifest_with_all_that_was_typed_escaped_and_nothing_that_could_run() {
            HttpResponse<String> page = get(path(PagesServlet.MANIFEST));

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "Mia &lt;b&gt;", "width=device-width")
                    .contains("href=\"https://git.example/1?a=b&amp;c\"", "Sun 22 Nov 2026, 17:00 CET")
                    .doesNotContain("<script", "href=\"javascript:", "<b>");
            assertThat(header(page, "Content-Security-Policy"))
                    .startsWith("default-src 'none'; style-src 'self'; img-src 'self'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("|", "script-src");
            assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(get("/pages/style.css").statusCode()).isEqualTo(200);
        }

        @Test
        void opens_the_releases_other_pages_from_its_page() {
            String body = get(path(PagesServlet.MANIFEST)).body();
            String query = links.query(PAY_1).replace("&", "&amp;");

            assertThat(body).contains("manifest.md?" + query, "order?" + query);
            HttpResponse<String> picture = get("/pages/PAY-1/order.svg?" + links.query(PAY_1));
            assertThat(picture.body()).isEqualTo("<svg/>");
            assertThat(header(picture, "Content-Security-Policy")).contains("sandbox");
            assertThat(get(path(PagesServlet.ORDER)).body())
                    .contains("alt=\"&lt;script&gt;", "order.svg?" + query)
                    .doesNotContain("<script");
        }

        @Test
        void gives_markdown_to_download_in_which_what_was_typed_reads_as_typed() {
            HttpResponse<String> file = get(path(PagesServlet.MARKDOWN));

            assertThat(header(file, "Content-Disposition")).isEqualTo("attachment; filename=\"PAY-1-manifest.md\"");
            assertThat(file.body())
                    .startsWith("# PAY\\-1 \\<script\\>alert\\(1\\)\\</script\\>")
                    .contains(
                            "\\[a\\]\\(javascript\\:b\\)",
                            "\\`c\\` \\# d \\* e",
                            "[good](<https://git.example/1?a=b&c>)")
                    .contains("Mia \\<b\\>", "a\\`b")
                    .doesNotContain("](<javascript");
        }
    }

    @Nested
    class Any_other_link {
        @Test
        void that_was_altered_cut_off_or_made_for_another_release_is_refused_in_plain_words() {
            String good = path(PagesServlet.MANIFEST);
            long until = now.plus(Duration.ofDays(400)).getEpochSecond();
            String flipped = good.substring(0, good.length() - 1) + (good.endsWith("0") ? "1" : "0");

            for (String bad : List.of(
                    flipped,
                    good.substring(0, good.length() - 3),
                    good.replaceAll("until=[0-9]+", "until=" + until),
                    good.replaceAll("until=[0-9]+", "until=-1"),
                    good.replace("PAY-1", "PAY-2"),
                    "/pages/PAY-1/manifest",
                    "/pages/PAY-1/manifest?until=&seal=")) {
                HttpResponse<String> refused = get(bad);
                assertThat(refused.statusCode()).as(bad).isEqualTo(403);
                assertThat(refused.body()).contains("This link doesn&#39;t open this page.", "Ask for the page again");
            }
        }

        @Test
        void signed_with_another_key_is_refused() {
            SignedLinks others =
                    new SignedLinks("o".repeat(32).getBytes(StandardCharsets.UTF_8), () -> now, Duration.ofDays(4));

            assertThat(get(PagesServlet.path(PAY_1, PagesServlet.MANIFEST, others))
                            .statusCode())
                    .isEqualTo(403);
        }

        @Test
        void expires_after_its_days_and_says_so() {
            String path = path(PagesServlet.MANIFEST);
            now = now.plus(Duration.ofDays(4)).minusSeconds(1);
            assertThat(get(path).statusCode()).isEqualTo(200);

            now = now.plusSeconds(1);

            assertThat(get(path).statusCode()).isEqualTo(403);
            assertThat(get(path).body()).contains("This link has expired.");
        }

        @Test
        void to_what_is_not_there_is_not_found() {
            assertThat(get(PagesServlet.path(PAY_2, PagesServlet.MANIFEST, links))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(get(path("secrets")).statusCode()).isEqualTo(404);
            assertThat(get("/pages/").statusCode()).isEqualTo(404);
            assertThat(get("/pages/PAY-1/%2e%2e/%2e%2e/etc/hostname").statusCode())
                    .isBetween(400, 404);
        }
    }
}
