package dev.releasemanager.slack.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.Document.Fact;
import dev.releasemanager.notice.Document.Question;
import dev.releasemanager.notice.Words;
import dev.releasemanager.rehearsal.blockkit.BlockKit;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feature: a document becomes a message within Slack's limits, in which nothing that people typed is markup. */
class DocumentRendererTest {
    private static final Optional<ReleaseKey> PAY_1 = Optional.of(new ReleaseKey("PAY-1"));
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant FOUR = Instant.parse("2026-11-24T15:00:00Z");

    private final DocumentRenderer renderer = new DocumentRenderer("/release");

    private static Document board() {
        return Document.builder()
                .heading("PAY-12: Split the ledger")
                .paragraph(Words.of("Go or no-go by ")
                        .moment(FOUR, BERLIN)
                        .plain(". ")
                        .strong("2 of 3 teams are ready.")
                        .plain(" Owner: ")
                        .mention(new PersonId("U01OWNER")))
                .items(List.of(
                        Words.strongly("payments")
                                .plain(": ready (")
                                .mention(new PersonId("U02PAY"))
                                .plain(")"),
                        Words.strongly("ledger")
                                .plain(": not ready, ")
                                .soft("the migration is not tested")
                                .plain(", 2 days"),
                        Words.strongly("web").plain(": no answer yet")))
                .facts(List.of(
                        new Fact("Risk", Words.of("high: a database migration")),
                        new Fact("Ticket", Words.none().link("https://tracker.example/PAY-7?a=1&b=2", "PAY-7")),
                        new Fact("Channel", Words.none().channel(new ChannelId("C01PAY"))),
                        new Fact("Digest", Words.none().code("ab_cd_12"))))
                .rule()
                .row(
                        Words.strongly("The rollback plan has no trigger.").plain(" The owner can add one."),
                        Choice.of("edit_plan", "PAY-12", "Add a trigger").said("Add a trigger to PAY-12"))
                .aside("As of revision 4")
                .choices(
                        Choice.of("answer", "PAY-12:4", "Answer for my team").primary(),
                        Choice.of("call_go", "PAY-12:4", "Go")
                                .asking(new Question(
                                        "Call Go?", "Revision 4 ships: 3 teams, risk high.", "Go", "Back")),
                        Choice.of("call_no_go", "PAY-12:4", "No-Go").danger())
                .build();
    }

    /** Rendered, and judged by the double's judge of Block Kit. */
    private Rendered message(Document document, Optional<ReleaseKey> about) {
        Rendered rendered = renderer.message(document, about);
        assertThat(BlockKit.message(rendered.blocks())).isEmpty();
        assertThat(BlockKit.textLength(rendered.blocks())).isLessThanOrEqualTo(10_000);
        assertThat(rendered.text()).hasSizeLessThanOrEqualTo(4_000);
        return rendered;
    }

    private ObjectNode home(Document document) {
        ObjectNode view = renderer.home(document);
        assertThat(BlockKit.home(view)).isEmpty();
        return view;
    }

    private static List<String> texts(JsonNode node) {
        return node.findValues("text").stream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void a_board_is_rendered_as_in_its_snapshot() {
        Snapshots.assertSame("message/board", message(board(), Optional.of(new ReleaseKey("PAY-12"))));
    }

    @Test
    void a_home_is_rendered_as_in_its_snapshot() {
        Snapshots.assertSame("message/home", home(board()));
    }

    @Test
    void an_empty_document_still_is_a_message() {
        Rendered rendered = message(Document.builder().build(), Optional.empty());
        assertThat(rendered.blocks()).hasSize(1);
        assertThat(rendered.text()).isNotBlank();
    }

    @Test
    void the_text_carries_the_whole_meaning() {
        String text = message(board(), PAY_1).text();
        assertThat(text)
                .contains(
                        "PAY-12: Split the ledger", "2 of 3 teams are ready", "ledger: not ready, the migration is not")
                .contains("Risk: high: a database migration", "(button: Add a trigger to PAY-12)")
                .contains("Buttons: Answer for my team, Go, No-Go", "<@U01OWNER>", "<#C01PAY>")
                .contains("<!date^1795532400^{date_short_pretty} at {time}|Tue 24 Nov 2026, 16:00 CET>");
    }

    @Nested
    class Buttons {
        @Test
        void repeat_an_act_in_one_block_under_distinct_ids_that_listeners_can_match() {
            ArrayNode blocks = message(
                            Document.builder()
                                    .choices(
                                            Choice.of("show", "PAY-1", "PAY-1"),
                                            Choice.of("show", "PAY-2", "PAY-2"),
                                            Choice.of("hide", "PAY-2", "Hide"))
                                    .build(),
                            Optional.empty())
                    .blocks();
            List<String> ids = blocks.findValuesAsText("action_id");
            assertThat(ids).containsExactly("show", "show:2", "hide");
            assertThat(ids).extracting(ActionId::act).containsExactly("show", "show", "hide");
        }

        @Test
        void have_one_primary_in_a_set() {
            ArrayNode blocks = message(
                            Document.builder()
                                    .choices(
                                            Choice.of("a", "1", "A").primary(),
                                            Choice.of("b", "1", "B").primary())
                                    .build(),
                            Optional.empty())
                    .blocks();
            assertThat(blocks.findValuesAsText("style")).containsExactly("primary");
        }

        @Test
        void are_spread_over_blocks_of_twenty_five() {
            List<Choice> sixty = IntStream.rangeClosed(1, 60)
                    .mapToObj(i -> Choice.of("show", "PAY-" + i, "PAY-" + i))
                    .toList();
            ArrayNode blocks = message(Document.builder().choices(sixty).build(), Optional.empty())
                    .blocks();
            assertThat(blocks).extracting(block -> block.get("elements").size()).containsExactly(25, 25, 10);
        }

        @Test
        void refuse_a_value_that_slack_would_refuse() {
            Document document = Document.builder()
                    .choices(Choice.of("show", "x".repeat(2001), "Show"))
                    .build();
            assertThatThrownBy(() -> renderer.message(document, Optional.empty()))
                    .hasMessageContaining("show")
                    .hasMessageContaining("2000");
        }

        @Test
        void keep_labels_within_their_lengths() {
            String longText = "word ".repeat(200);
            ArrayNode blocks = message(
                            Document.builder()
                                    .choices(Choice.of("a", "1", longText)
                                            .said("other " + longText)
                                            .asking(new Question(longText, longText, longText, longText)))
                                    .build(),
                            Optional.empty())
                    .blocks();
            JsonNode button = blocks.get(0).get("elements").get(0);
            assertThat(button.at("/text/text").asText())
                    .hasSizeLessThanOrEqualTo(75)
                    .endsWith("…");
            assertThat(button.get("accessibility_label").asText()).hasSizeLessThanOrEqualTo(75);
            assertThat(button.at("/confirm/title/text").asText()).hasSizeLessThanOrEqualTo(100);
            assertThat(button.at("/confirm/text/text").asText()).hasSizeLessThanOrEqualTo(300);
            assertThat(button.at("/confirm/confirm/text").asText()).hasSizeLessThanOrEqualTo(30);
            assertThat(button.at("/confirm/deny/text").asText()).hasSizeLessThanOrEqualTo(30);
        }
    }

    @Nested
    class Hostile_input {
        /** A document that shows the text in every place where text can be. */
        private Document everywhere(String typed) {
            Words all = Words.of(typed)
                    .strong(typed)
                    .soft(typed)
                    .code(typed)
                    .mention(new PersonId("x" + typed))
                    .channel(new ChannelId("x" + typed))
                    .link("https://tracker.example/1", typed)
                    .link(typed + "|x>", typed);
            return Document.builder()
                    .heading(typed)
                    .paragraph(all)
                    .items(List.of(all, Words.of(typed)))
                    .facts(List.of(new Fact(typed, all)))
                    .row(all, Choice.of("act", "1", typed))
                    .row(Words.of(typed), Choice.of("act", "1", typed))
                    .aside(all)
                    .choices(Choice.of("act", "1", typed).asking(new Question(typed, typed, typed, typed)))
                    .build();
        }

        private static List<String> mrkdwn(Rendered rendered) {
            List<String> found = new ArrayList<>();
            collect(rendered.blocks(), found);
            return found;
        }

        private static void collect(JsonNode node, List<String> found) {
            if (node.isObject() && node.path("type").asText().equals("mrkdwn")) {
                found.add(node.get("text").asText());
            }
            node.forEach(child -> collect(child, found));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<!channel> <!here> <!everyone>",
                    "<@U01EVIL> <#C01EVIL> <!subteam^S1>",
                    "<https://evil.example|click>",
                    "a & b < c > d",
                    "&lt;!channel&gt;"
                })
        void mentions_nobody_and_links_nothing(String typed) {
            Rendered rendered = message(everywhere(typed), PAY_1);
            List<String> markup = new ArrayList<>(mrkdwn(rendered));
            markup.add(rendered.text());
            assertThat(markup).isNotEmpty().allSatisfy(text -> {
                String own = text.replace("<https://tracker.example/1|", "");
                assertThat(own).doesNotContain("<");
                assertThat(text).contains("&");
            });
            List<String> types = rendered.blocks().findValuesAsText("type");
            assertThat(types).doesNotContain("user", "channel", "usergroup", "broadcast");
            assertThat(rendered.blocks().findValuesAsText("url")).containsOnly("https://tracker.example/1");
        }

        @Test
        void doesnt_format_in_mrkdwn() {
            Rendered rendered = message(
                    Document.builder()
                            .facts(List.of(
                                    new Fact("*_~`label", Words.of("> *bold* _it_ ~gone~ `code` ```x``` snake_case"))))
                            .build(),
                    PAY_1);
            assertThat(mrkdwn(rendered).get(0))
                    .isEqualTo("*\u2217\u02CD\u223C\u02CBlabel*\n› \u2217bold\u2217 \u02CDit\u02CD \u223Cgone\u223C"
                            + " \u02CBcode\u02CB \u02CB\u02CB\u02CBx\u02CB\u02CB\u02CB snake_case");
        }

        @Test
        void stays_letter_by_letter_where_nothing_is_markup() {
            String typed = "*bold* _it_ ~gone~ `code` <!channel> & > x";
            Rendered rendered =
                    message(Document.builder().paragraph(typed).aside(typed).build(), PAY_1);
            assertThat(texts(rendered.blocks()).get(0)).isEqualTo(typed);
            assertThat(rendered.blocks().at("/1/elements/0/type").asText()).isEqualTo("plain_text");
        }

        @Test
        void cant_turn_or_hide_its_surroundings() {
            String typed = "evil\u202Ecod.exe\u2066 a\u200Bb\uFEFF\u0000\u0007 \uD83D \u05D0\u05D1";
            Rendered rendered = message(everywhere(typed), PAY_1);
            String all = rendered.blocks() + rendered.text();
            assertThat(all).doesNotContain("\u202E", "\u2066", "\uFEFF", "\\u0000", "\\u0007");
            assertThat(rendered.blocks().at("/0/text/text").asText())
                    .isEqualTo("\u2068evilcod.exe ab \uFFFD \u05D0\u05D1\u2069");
        }

        @Test
        void keeps_emoji_and_their_joiners() {
            String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
            assertThat(TypedText.visible("Ship \uD83D\uDE80 " + family + " \uD83E\uDEE0"))
                    .isEqualTo("Ship \uD83D\uDE80 " + family + " \uD83E\uDEE0");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "\n\n", "\u200B", "\u202E"})
        void leaves_no_text_empty(String typed) {
            Rendered rendered = message(everywhere(typed), PAY_1);
            assertThat(texts(rendered.blocks())).isNotEmpty().allSatisfy(text -> assertThat(text)
                    .isNotEmpty());
        }

        @Test
        void of_three_thousand_characters_stays_within_each_place() {
            for (String typed :
                    List.of("&".repeat(3000), "word ".repeat(600), "\uD83D\uDE80".repeat(1500), "*".repeat(3000))) {
                Rendered rendered = message(everywhere(typed), PAY_1);
                assertThat(mrkdwn(rendered)).allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(3000));
                assertThat(rendered.blocks().at("/0/text/text").asText()).hasSizeLessThanOrEqualTo(150);
                assertThat(rendered.text()).hasSizeLessThanOrEqualTo(4000);
                assertThat(rendered.text().codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "javascript:alert(1)",
                    "ftp://x.example",
                    "https://",
                    "http://a b",
                    "https://x.example/|y",
                    "//x"
                })
        void makes_no_link_of_what_is_no_web_address(String url) {
            Rendered rendered = message(
                    Document.builder()
                            .paragraph(Words.none().link(url, "here"))
                            .facts(List.of(new Fact("Link", Words.none().link(url, "here"))))
                            .build(),
                    PAY_1);
            assertThat(rendered.blocks().findValuesAsText("url")).isEmpty();
            assertThat(mrkdwn(rendered))
                    .allSatisfy(text -> assertThat(text).doesNotContain("<").contains("here ("));
        }

        @Test
        void beside_bold_words_doesnt_break_them() {
            String text =
                    Mrkdwn.of(Words.of("see").strong(" a*b* ").plain("end").code("x`y"));
            assertThat(text).isEqualTo("see *a*b\u2217* end\u200B`x\u02CBy`");
        }
    }

    @Nested
    class Too_big {
        private Document teams(int count) {
            return Document.builder()
                    .heading("PAY-1: everything")
                    .paragraph("Who is ready:")
                    .items(IntStream.range(0, count)
                            .mapToObj(i -> Words.strongly("team-" + i)
                                    .plain(": not ready, because " + "of this and that ".repeat(8)))
                            .toList())
                    .choices(Choice.of("answer", "PAY-1:1", "Answer for my team"))
                    .build();
        }

        private static int letters(Rendered rendered) {
            return texts(rendered.blocks()).stream().mapToInt(String::length).sum();
        }

        @Test
        void a_list_says_how_many_more_there_are_and_where_and_keeps_the_buttons() {
            Rendered rendered = message(teams(200), PAY_1);
            assertThat(letters(rendered)).isBetween(8_000, 10_000);
            assertThat(texts(rendered.blocks()))
                    .anyMatch(text -> text.matches("… and 1\\d\\d more; /release show PAY-1 has all"));
            assertThat(rendered.blocks()
                            .get(rendered.blocks().size() - 1)
                            .get("type")
                            .asText())
                    .isEqualTo("actions");
            assertThat(rendered.text()).hasSizeLessThanOrEqualTo(4000).endsWith("… /release show PAY-1 has all");
        }

        @Test
        void sixty_teams_of_a_line_each_fit_whole() {
            Document document = Document.builder()
                    .items(IntStream.range(0, 60)
                            .mapToObj(i -> Words.strongly("team-number-" + i)
                                    .plain(": ready ")
                                    .mention(new PersonId("U0" + i)))
                            .toList())
                    .build();
            assertThat(message(document, PAY_1).blocks().toString()).doesNotContain("more");
        }

        @Test
        void rows_fold_to_the_number_of_blocks_of_the_surface() {
            Document.Builder rows = Document.builder().heading("Waiting for you");
            for (int i = 0; i < 300; i++) {
                rows.row(Words.of("Release " + i), Choice.of("answer", "PAY-" + i, "Answer"));
            }
            Document document =
                    rows.choices(Choice.of("new", "", "New release")).build();
            assertThat(message(document, PAY_1).blocks()).hasSize(50);
            assertThat(home(document).get("blocks")).hasSize(100);
        }

        @Test
        void many_parts_are_left_out_from_the_end_but_for_the_buttons() {
            Document.Builder parts = Document.builder();
            for (int i = 0; i < 80; i++) {
                parts.heading("Part " + i).paragraph("x".repeat(500));
            }
            Rendered rendered =
                    message(parts.choices(Choice.of("go", "1", "Go")).build(), PAY_1);
            assertThat(rendered.blocks().size()).isBetween(40, 50);
            assertThat(rendered.blocks().findValuesAsText("action_id")).containsExactly("go");
            assertThat(texts(rendered.blocks())).contains("… and more; /release show PAY-1 has all");
        }

        @Test
        void a_text_of_many_thousand_letters_is_shortened_before_entries_are_left_out() {
            Document document = Document.builder()
                    .items(IntStream.range(0, 8)
                            .mapToObj(i -> Words.of("x".repeat(3000)))
                            .toList())
                    .build();
            Rendered rendered = message(document, PAY_1);
            assertThat(rendered.blocks().at("/0/elements/0/elements")).hasSize(8);
            assertThat(letters(rendered)).isLessThanOrEqualTo(10_000);
        }
    }
}
