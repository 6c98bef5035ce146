package dev.releasemanager.manifest;

import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.release.TeamId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is understood of pasted lines, and what of it isn't and why. */
@Tag("M1")
class PastedChangesTest {
    private static final PastedChanges.Known KNOWN = new PastedChanges.Known(
            Map.of(PAYMENTS, "Payments", CHECKOUT, "Checkout web"),
            new Landscape(
                    List.of(
                            Component.of("checkout-api", CHECKOUT),
                            Component.of("ledger", PAYMENTS),
                            Component.of("search", new TeamId("search"))),
                    List.of()),
            Changes.kinds().values(),
            Optional.of("https://git.example/shop/shop/"));

    private static PastedChanges read(String text) {
        return PastedChanges.read(text, KNOWN);
    }

    private static PastedChanges.Understood one(String line) {
        PastedChanges read = read(line);
        assertThat(read.notUnderstood()).isEmpty();
        assertThat(read.understood()).hasSize(1);
        return read.understood().get(0);
    }

    private static String why(String line) {
        PastedChanges read = read(line);
        assertThat(read.understood()).isEmpty();
        assertThat(read.notUnderstood()).hasSize(1);
        return read.notUnderstood().get(0).why();
    }

    @Nested
    class A_line_in_columns {
        @Test
        void is_taken_as_it_says() {
            assertThat(one("payments | ledger | database migration | Add a column | https://git.example/pull/1"))
                    .isEqualTo(new PastedChanges.Understood(
                            1,
                            Optional.of(PAYMENTS),
                            Optional.of("ledger"),
                            Optional.of("database-migration"),
                            "Add a column",
                            Optional.of("https://git.example/pull/1"),
                            List.of(),
                            List.of()));
        }

        @Test
        void may_be_a_row_of_a_table() {
            PastedChanges read = read("| Team | Component | Kind | Title | Link |\n|---|---|---|---|---|\n"
                    + "| Checkout web | Checkout API | copy | Blue | https://git.example/2 |");

            assertThat(read.notUnderstood()).isEmpty();
            assertThat(read.passedOver()).hasSize(2);
            assertThat(read.understood()).singleElement().satisfies(line -> {
                assertThat(line.team()).contains(CHECKOUT);
                assertThat(line.component()).contains("checkout-api");
            });
        }

        @Test
        void takes_the_team_from_the_component_and_says_what_is_missing() {
            PastedChanges.Understood line = one(" | ledger | | Add a column | ");

            assertThat(line.team()).contains(PAYMENTS);
            assertThat(line.guessed()).containsExactly("team payments, which owns the component");
            assertThat(line.missing()).containsExactly("kind", "link");
            assertThat(one(" | search | copy | Add | #4").missing()).containsExactly("team");
            assertThat(one(" | search | copy | Add | #4").link()).contains("https://git.example/shop/shop/pull/4");
        }

        @Test
        void is_refused_with_all_its_faults() {
            assertThat(why("paymnts | ledgr | magic | | ftp://x"))
                    .isEqualTo("There is no team “paymnts” that takes part. Is it payments?"
                            + " There is no component “ledgr” that is known. Is it ledger?"
                            + " There is no kind of change “magic”."
                            + " “ftp://x” is no link; it begins with https://. It has no title.");
            assertThat(why("a | b | c")).contains("It has 3 columns, and five are wanted");
            assertThat(why("payments | ledger | copy | " + "x".repeat(151) + " | https://a.example"))
                    .isEqualTo("Its title has 151 characters; 150 are the most.");
        }
    }

    @Nested
    class A_pull_request {
        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "Blue button (#123)",
                    "- Blue button (#123)",
                    "* Blue button #123",
                    "#123 Blue button",
                    "#123 Blue button @maria",
                    "#123: Blue button",
                    "1. Blue button by @maria in #123",
                    "• [x] Blue button (#123)",
                    "- [ ] Blue button (#123) @maria",
                    "[#123](https://git.example/shop/shop/pull/123) Blue button",
                    "[Blue button](https://git.example/shop/shop/pull/123)",
                    "* Blue button by @maria in https://git.example/shop/shop/pull/123",
                    "* Blue button by @dependabot[bot] in https://git.example/shop/shop/pull/123",
                    "Blue button https://git.example/shop/shop/pull/123",
                    "https://git.example/shop/shop/pull/123 Blue button",
                    "https://git.example/shop/shop/pull/123: Blue button",
                    "Blue button (https://git.example/shop/shop/pull/123)",
                    "<https://git.example/shop/shop/pull/123|Blue button>",
                    "Blue button <https://git.example/shop/shop/pull/123>"
                })
        void is_understood_as_lists_show_it(String line) {
            assertThat(one(line).title()).isEqualTo("Blue button");
            assertThat(one(line).link()).contains("https://git.example/shop/shop/pull/123");
            assertThat(one(line).missing()).containsExactly("team", "component", "kind");
        }

        @Test
        void is_understood_from_a_tabbed_list_and_by_another_service() {
            assertThat(one("123\tBlue button\tmaria/blue\tMERGED\t2026-11-20").link())
                    .contains("https://git.example/shop/shop/pull/123");
            assertThat(one("Blue button (!7)").link()).contains("https://git.example/shop/shop/-/merge_requests/7");
        }

        @Test
        void keeps_a_number_that_is_part_of_its_title() {
            assertThat(one("Revert #12 for now (#13)").title()).isEqualTo("Revert #12 for now");
            assertThat(one("Revert #12 for now (#13)").link()).contains("https://git.example/shop/shop/pull/13");
        }

        @Test
        void misses_its_link_where_nobody_knows_the_repository() {
            PastedChanges read = PastedChanges.read(
                    "Blue (#1)",
                    new PastedChanges.Known(KNOWN.teams(), KNOWN.landscape(), KNOWN.kinds(), Optional.empty()));

            assertThat(read.understood().get(0).missing()).containsExactly("team", "component", "kind", "link");
        }

        @Test
        void without_a_title_is_not_understood() {
            assertThat(why("https://git.example/shop/shop/pull/123")).isEqualTo("It has no title.");
            assertThat(why("#123")).isEqualTo("It has no title.");
        }
    }

    @Nested
    class A_commit {
        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "abc1234 Blue button (#12);https://git.example/shop/shop/pull/12",
                    "abc1234 Blue button;https://git.example/shop/shop/commit/abc1234",
                    "abc1234 (HEAD -> main, origin/main) Blue button;https://git.example/shop/shop/commit/abc1234",
                    "abc1234 (tag: v1.2) Blue button (#12);https://git.example/shop/shop/pull/12"
                })
        void is_understood_as_the_log_shows_it(String line, String link) {
            assertThat(one(line).title()).isEqualTo("Blue button");
            assertThat(one(line).link()).contains(link);
        }

        @Test
        void whose_hash_happens_to_be_letters_is_one_among_others() {
            assertThat(read("abc1234 One\ndefaced Two").understood())
                    .extracting(PastedChanges.Understood::title)
                    .containsExactly("One", "Two");
            assertThat(why("defaced page is repaired")).contains("There is no pull request, commit or link in it");
        }

        @Test
        void that_merges_a_branch_is_passed_over() {
            assertThat(read("abc1234 Merge branch 'main' into topic").passedOver())
                    .hasSize(1);
        }
    }

    @Nested
    class A_prefix {
        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "checkout-api: fix it (#1)",
                    "fix(checkout-api): it (#1)",
                    "feat(Checkout API)!: it (#1)",
                    "[checkout-api] fix it (#1)",
                    "services/checkout-api: fix it (#1)",
                    "fix(services/checkout-api): it (#1)"
                })
        void names_the_component_and_by_it_the_team(String line) {
            assertThat(one(line).component()).contains("checkout-api");
            assertThat(one(line).team()).contains(CHECKOUT);
            assertThat(one(line).missing()).containsExactly("kind");
            assertThat(one(line).guessed())
                    .containsExactly(
                            "component checkout-api, from the title", "team checkout, which owns the component");
        }

        @Test
        void may_name_the_team_only() {
            assertThat(one("payments: fix it (#1)").team()).contains(PAYMENTS);
            assertThat(one("payments: fix it (#1)").missing()).containsExactly("component", "kind");
        }

        @Test
        void that_names_nothing_known_is_part_of_the_title() {
            assertThat(one("docs: say it (#1)").title()).isEqualTo("docs: say it");
            assertThat(one("docs: say it (#1)").component()).isEmpty();
        }
    }

    @Test
    void headings_rules_and_what_belongs_to_no_change_are_passed_over() {
        PastedChanges read = read("""
                ## What's changed

                ---
                * Blue (#1)
                **Full Changelog**: https://git.example/c
                * @max made their first contribution in https://git.example/shop/shop/pull/1
                """);

        assertThat(read.understood()).hasSize(1);
        assertThat(read.notUnderstood()).isEmpty();
        assertThat(read.passedOver()).extracting(PastedChanges.Unclear::line).containsExactly(1, 3, 5, 6);
    }

    @Test
    void what_was_said_already_is_named_with_its_line() {
        assertThat(read("Blue (#1)\n\nBlue (#1)").notUnderstood())
                .containsExactly(new PastedChanges.Unclear(3, "Blue (#1)", "It says the same as line 1."));
    }

    @Test
    void the_only_team_is_taken_for_everybodys() {
        PastedChanges read = PastedChanges.read(
                "Blue (#1)",
                new PastedChanges.Known(
                        Map.of(PAYMENTS, "Payments"), Landscape.EMPTY, KNOWN.kinds(), Optional.empty()));

        assertThat(read.understood().get(0).team()).contains(PAYMENTS);
    }

    @Test
    void five_hundred_lines_with_ten_wrong_ones_name_the_ten() {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 500; i++) {
            text.append(
                            i % 50 == 0
                                    ? "what is this, number " + i
                                    : "payments | ledger | copy | Change " + i + " | #" + i)
                    .append('\n');
        }

        PastedChanges read = read(text.toString());

        assertThat(read.understood()).hasSize(490);
        assertThat(read.notUnderstood())
                .extracting(PastedChanges.Unclear::line)
                .containsExactly(50, 100, 150, 200, 250, 300, 350, 400, 450, 500);
    }

    @Test
    void every_hostile_line_ends_in_exactly_one_list() {
        long seed = 17_320_508;
        Random random = new Random(seed);
        String[] pieces = {
            "|",
            "#",
            "12",
            "(",
            ")",
            "[",
            "]",
            "<",
            ">",
            "https://a.example/1",
            "@a",
            " ",
            "\t",
            "abc1234",
            ":",
            "*",
            "-",
            "\u202e",
            "\u0000",
            "😀",
            "payments",
            "ledger",
            "copy",
            "fix",
            "by",
            "in",
            "!",
            "$1",
            "\\",
            "&",
            ".",
            "**"
        };
        for (int round = 0; round < 4_000; round++) {
            StringBuilder line = new StringBuilder();
            for (int i = random.nextInt(14); i >= 0; i--) {
                line.append(pieces[random.nextInt(pieces.length)]);
            }

            PastedChanges read = read(line.toString());

            int lists = read.understood().size()
                    + read.notUnderstood().size()
                    + read.passedOver().size();
            assertThat(lists).as("seed %d, round %d: “%s”", seed, round, line).isLessThanOrEqualTo(1);
            for (PastedChanges.Understood change : read.understood()) {
                assertThat(change.title()).isNotBlank().doesNotContain("\u202e", "\u0000");
            }
        }
    }

    @Test
    void huge_lines_and_pastes_are_refused_line_by_line() {
        assertThat(why("x".repeat(100_000))).isEqualTo("It is longer than 2000 characters.");
        assertThat(read("Blue (#1)\n".repeat(1_001)).notUnderstood()).last().satisfies(line -> assertThat(line.why())
                .startsWith("Only 1000 lines are read at once"));
        for (String piece :
                List.of("(", "[", "<https://", "#1", "((#1) ", "a: ", "https://a.example/", "@a in ", "| ")) {
            assertThat(read(piece.repeat(1_900 / piece.length())).understood().size()
                            + read(piece.repeat(1_900 / piece.length()))
                                    .notUnderstood()
                                    .size())
                    .isLessThanOrEqualTo(1);
        }
    }
}
