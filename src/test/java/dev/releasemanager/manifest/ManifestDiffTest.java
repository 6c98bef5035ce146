package dev.releasemanager.manifest;

import static dev.releasemanager.manifest.Changes.change;
import static dev.releasemanager.manifest.Changes.kinds;
import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.release.Cast;
import dev.releasemanager.release.Release;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What changed from one revision to the next, in words. */
@Tag("A1")
class ManifestDiffTest {
    private static final Release RELEASE = Cast.release(Cast.polling());

    private static String form(Scope scope, String... lines) {
        Details details = Details.NONE.withRaised(scope.raised()).withVersions(scope.versions());
        return CanonicalForm.of(
                RELEASE, Manifest.of(scope.changes(), kinds(), Landscape.EMPTY, details), List.of(lines));
    }

    private static Scope scope(Change... changes) {
        return new Scope(List.of(changes), kinds());
    }

    private static List<String> between(String from, String to) {
        return ManifestDiff.between(from, to).lines();
    }

    @Nested
    class Of_the_scope {
        private final Change one = change(1, PAYMENTS, "copy", "Blue button");

        @Test
        void says_which_field_of_which_change() {
            Change moved = change(1, CHECKOUT, "flagged", "Blue button");

            assertThat(between(form(scope(one)), form(scope(moved))))
                    .containsExactly(
                            "change #1 (Blue button): team payments → checkout",
                            "change #1 (Blue button): component payments-api → checkout-api",
                            "change #1 (Blue button): kind copy → flagged");
        }

        @Test
        void says_what_came_and_went_by_its_title() {
            assertThat(between(
                            form(scope(one, change(2, CHECKOUT, "copy", "Old"))),
                            form(scope(
                                    one, change(10, CHECKOUT, "copy", "Newer"), change(3, CHECKOUT, "copy", "New")))))
                    .containsExactly("change #2 removed: Old", "change #3 added: New", "change #10 added: Newer");
        }

        @Test
        void says_that_a_risk_was_raised_and_a_version_named() {
            Scope raised = scope(one)
                    .withRaised(Map.of(new ChangeId(1), new RaisedRisk(Risk.HIGH, "Month's end.", MEMBER)))
                    .withVersions(Map.of("payments-api", "1.4"));

            assertThat(ManifestDiff.between(form(scope(one)), form(raised)).sections())
                    .containsExactly(
                            new ManifestDiff.Section(
                                    "Scope",
                                    List.of(
                                            "change #1 (Blue button): raised risk none → high",
                                            "change #1 (Blue button): reason of the raised risk none → Month's end.")),
                            new ManifestDiff.Section("Versions", List.of("version of payments-api: none → 1.4")));
        }
    }

    @Nested
    class Of_the_rest {
        @Test
        void names_rollback_steps_dependencies_and_criteria() {
            assertThat(ManifestDiff.between(
                                    form(
                                            scope(),
                                            "rollback step 1 what\tDeploy 1.3",
                                            "rollback step 1 lasts\tPT5M",
                                            "rollback step 2 what\tCheck",
                                            "dependency\tcart needs ledger",
                                            "criterion\terror rate < 0.1 %"),
                                    form(
                                            scope(),
                                            "rollback step 1 what\tDeploy 1.3",
                                            "rollback step 1 lasts\tPT10M",
                                            "dependency\tcart needs gateway",
                                            "criterion\terror rate < 0.1 %",
                                            "criterion\tp99 <= 250 ms",
                                            "component stripe external\tyes"))
                            .sections())
                    .containsExactly(
                            new ManifestDiff.Section(
                                    "Dependencies",
                                    List.of(
                                            "dependency removed: cart needs ledger",
                                            "dependency added: cart needs gateway",
                                            "component stripe added")),
                            new ManifestDiff.Section("Criteria", List.of("criterion added: p99 <= 250 ms")),
                            new ManifestDiff.Section(
                                    "Rollback plan",
                                    List.of(
                                            "rollback step 1 (Deploy 1.3): lasts PT5M → PT10M",
                                            "rollback step 2 removed: Check")));
        }

        @Test
        void names_what_the_release_is_and_who_takes_part() {
            assertThat(between("title\tA\nteam\ta\nteam\tb\n", "title\tB\nteam\tb\nteam\tc\n"))
                    .containsExactly("title: A → B", "team removed: a", "team added: c");
            assertThat(between("team\ta\nteam\tb\n", "team\tb\nteam\ta\n"))
                    .containsExactly("team: now in the order b, a");
        }

        @Test
        void tells_a_path_that_it_has_no_word_for_by_the_path() {
            assertThat(ManifestDiff.between("moon phase\tnew\n", "moon phase\tfull\nstage 2 share\t25\nbroken line\n")
                            .sections())
                    .containsExactly(new ManifestDiff.Section(
                            "Other", List.of("moon phase: new → full", "broken line: none → none", "stage 2 added")));
        }

        @Test
        void is_empty_where_nothing_changed() {
            assertThat(ManifestDiff.between(form(scope()), form(scope())).isEmpty())
                    .isTrue();
            assertThat(ManifestDiff.between("", "").isEmpty()).isTrue();
        }

        @Test
        void shows_long_and_broken_texts_in_one_short_line() {
            List<String> lines =
                    between("purpose\tA\n", CanonicalForm.line("purpose", "Line\none\\two " + "x".repeat(500)) + "\n");

            assertThat(lines).singleElement().satisfies(line -> assertThat(line)
                    .startsWith("purpose: A → Line one\\two xxx")
                    .endsWith("…")
                    .hasSizeLessThan(110));
        }
    }

    @Nested
    class In_a_long_text {
        private static final String LONG = "Customers keep what they have put into their cart when they sign in "
                + "on another device, and support can see it for ";

        @Test
        void shows_a_late_change_with_some_words_around_it() {
            assertThat(between(
                            "purpose\t" + LONG + "30 days after that.\n", "purpose\t" + LONG + "90 days after that.\n"))
                    .containsExactly("purpose: …support can see it for 30 days after that."
                            + " → …support can see it for 90 days after that.");
        }

        @Test
        void shows_what_was_taken_off_its_end_or_put_there() {
            assertThat(between("purpose\t" + LONG + "good\n", "purpose\t" + LONG + "\n"))
                    .containsExactly("purpose: …support can see it for good → …support can see it for");
        }

        @Test
        void shows_where_the_whole_rest_differs_the_beginning_of_it() {
            assertThat(between(
                            "purpose\t" + LONG + "a" + "x".repeat(300) + "\n",
                            "purpose\t" + LONG + "b" + "y".repeat(300) + "\n"))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("purpose: …support can see it for axxx")
                            .contains("… → …support can see it for byyy")
                            .endsWith("y…")
                            .hasSizeLessThan(180));
        }

        @Test
        void shows_the_part_of_a_listed_one_that_differs() {
            assertThat(between("rollback trigger\t" + LONG + "1 h\n", "rollback trigger\t" + LONG + "2 h\n"))
                    .containsExactly(
                            "rollback trigger removed: …support can see it for 1 h",
                            "rollback trigger added: …support can see it for 2 h");
        }

        @Test
        void says_that_only_blanks_differ() {
            assertThat(between("purpose\tone two\n", CanonicalForm.line("purpose", "one\ntwo") + "\n"))
                    .containsExactly("purpose: one two (only its spaces or line breaks)");
        }

        @Test
        void never_takes_a_character_apart() {
            String faces = "😀".repeat(90);
            assertThat(between("purpose\t" + faces + "😀\n", "purpose\t" + faces + "😁\n"))
                    .containsExactly("purpose: …" + "😀".repeat(25) + " → …" + "😀".repeat(24) + "😁");
        }
    }

    @Test
    void every_edit_of_hostile_texts_is_said() {
        long seed = 1_414_213;
        Random random = new Random(seed);
        String[] pieces = {"\\", "\n", "\t", "change #1 title", "#", " ", "a", "ü", "😀", "rollback step 1 what", "\r"};
        for (int round = 0; round < 3_000; round++) {
            String from = form(scope(change(1, PAYMENTS, "copy", text(random, pieces))));
            String to = form(scope(change(1, PAYMENTS, "copy", text(random, pieces))));

            assertThat(ManifestDiff.between(from, to).isEmpty())
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(from.equals(to));
        }
    }

    private static String text(Random random, String[] pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }
}
