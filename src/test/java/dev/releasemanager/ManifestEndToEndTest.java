package dev.releasemanager;

import static dev.releasemanager.Players.address;
import static dev.releasemanager.Players.get;
import static dev.releasemanager.Players.must;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.releasemanager.notice.Message.Handout;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The manifest in Slack, as a page and as a file; the order as a picture. */
class ManifestEndToEndTest {
    @RegisterExtension
    static final Players players = Players.rehearsing();

    private static JsonNode awaitFile(String person, String conversation, String title) {
        return players.as(person).await("a file " + title, screen -> screen.messages(conversation).stream()
                .flatMap(message ->
                        Optional.ofNullable(message.json().path("files").get(0)).stream())
                .filter(file -> file.path("title").asText().startsWith(title))
                .findFirst());
    }

    @Tag("Q3")
    @Tag("S1")
    @Test
    void the_manifest_says_first_how_it_is_reversed_and_then_what_ships_in_which_order() {
        Shown shown = players.shown("sam", Players.CHANNEL, "/release manifest PAY-1");

        String words = players.words(shown);
        assertThat(words.indexOf("How do we reverse this?"))
                .isGreaterThanOrEqualTo(0)
                .isLessThan(words.indexOf("What ships"));
        assertThat(words)
                .contains("Order of the rollback", "Orders keep the payment method they were paid with")
                .contains("Order of deployment", "Dependencies", "Bank operations", "new-checkout")
                .contains("Left out: nothing.", "Payments", "Checkout", "Identity");

        HttpResponse<String> page = get(address(shown, "manifest"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<h1>PAY-1 New checkout</h1>", "How do we reverse this?", "Download as Markdown");
        assertThat(page.body().indexOf("How do we reverse this?"))
                .isLessThan(page.body().indexOf("What ships"));
        HttpResponse<String> file = get(address(shown, "manifest.md"));
        assertThat(file.body()).startsWith("# PAY\\-1 New checkout").contains("**How do we reverse this?**");
        assertThat(get(address(shown, "manifest").replace("PAY-1", "PAY-2")).statusCode())
                .isEqualTo(403);
        must(players.as("sam").closeAll());
    }

    @Tag("M7")
    @Test
    void the_report_of_a_release_that_is_not_finished_is_a_page_too_and_comes_as_a_file() {
        Shown shown = players.shown("sam", Players.CHANNEL, "/release report PAY-1");
        assertThat(players.words(shown)).contains("Report on PAY-1 New checkout", "Not finished: in planning.");
        assertThat(get(address(shown, "report")).body()).contains("<h1>Report on PAY-1 New checkout</h1>");
        assertThat(get(address(shown, "report.md")).body()).contains("**Not finished\\:**");
        assertThat(get(address(shown, "report").replace("PAY-1", "PAY-2")).statusCode())
                .isEqualTo(403);
        must(players.as("sam").closeAll());

        players.sendFile("sam", "PAY-1", Handout.REPORT);

        JsonNode file = awaitFile("sam", Actor.DIRECT, "Report on PAY-1");
        assertThat(file.path("name").asText()).startsWith("PAY-1-report").endsWith(".md");
    }

    @Tag("M2")
    @Test
    void the_order_comes_as_a_picture_with_an_alternative_text_to_one_person_or_into_the_thread() {
        Actor sam = players.as("sam");
        must(sam.command(Players.CHANNEL, "/release needs PAY-1"));
        Shown view = sam.modal();
        String page = get(address(view, "order")).body();
        assertThat(page).contains("<img src=\"order.svg?", "alt=\"Deployment order of PAY-1 New checkout in 3 waves.");
        Matcher svg = Pattern.compile("src=\"(order\\.svg[^\"]+)\"").matcher(page);
        assertThat(svg.find()).isTrue();
        String picture = get(URI.create(address(view, "order"))
                        .resolve(svg.group(1).replace("&amp;", "&"))
                        .toString())
                .body();
        assertThat(picture).startsWith("<svg").contains("Wave 3");
        assertThat(view.buttons()).doesNotContain("Picture in the thread");
        must(sam.click("Picture"));
        must(sam.closeAll());

        JsonNode file = awaitFile("sam", Actor.DIRECT, "Order of PAY-1");
        assertThat(file.path("mimetype").asText()).isEqualTo("image/png");
        assertThat(file.path("alt_txt").asText())
                .startsWith("Deployment order of PAY-1 New checkout in 3 waves. Wave 1: Identity: login;");

        Actor priya = players.as("priya");
        must(priya.command(Players.CHANNEL, "/release needs PAY-1"));
        must(priya.click("Picture in the thread"));
        must(priya.closeAll());
        awaitFile("priya", Players.CHANNEL, "Order of PAY-1");
    }
}
