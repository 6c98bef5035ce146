package dev.releasemanager.criteria;

import static dev.releasemanager.criteria.Missing.MEASURE;
import static dev.releasemanager.criteria.Missing.NUMBER;
import static dev.releasemanager.criteria.Missing.PLACE;
import static dev.releasemanager.criteria.Missing.SPAN;
import static dev.releasemanager.criteria.Missing.UNIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The grammar of measurable conditions: what is understood, what is asked for, and what evidence says of it. */
class CriteriaTest {
    static final List<String> EXAMPLES = Criteria.EXAMPLES;

    private static Criterion understood(String sentence) {
        assertThat(Criteria.read(sentence, Usual.NOTHING)).isInstanceOf(Reading.Understood.class);
        return ((Reading.Understood) Criteria.read(sentence, Usual.NOTHING)).criterion();
    }

    private static List<Missing> missing(String sentence) {
        assertThat(Criteria.read(sentence, Usual.NOTHING)).isInstanceOf(Reading.Vague.class);
        return ((Reading.Vague) Criteria.read(sentence, Usual.NOTHING)).missing();
    }

    @Nested
    @Tag("M3")
    class What_people_write {
        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '~',
                value = {
                    "error rate < 0.1 % on canary over 30 min|error rate < 0.1 % on canary over 30 min",
                    "the error rate must stay below 0,1% on canary for 30 minutes|error rate < 0.1 % on canary over 30 min",
                    "p99 latency doesn't exceed 0.25 seconds in staging|p99 latency <= 0.25 s in staging",
                    "No more than three open Sev2 bugs in the PAY board|open Sev2 bugs <= 3 in PAY board",
                    "zero Sev1 incidents open in PAY|Sev1 incidents open = 0 in PAY",
                    "all release-blocker tickets in PAY are closed|open release-blocker tickets = 0 in PAY",
                    "less than or equal to 2 % failed logins in production|failed logins <= 2 % in production",
                    "Homepage loads in under 2 s on staging|Homepage load time < 2 s in staging",
                    "latency over 500 ms for 5 min|latency > 500 ms over 5 min",
                    "300 ms or less p95 on canary|p95 <= 300 ms on canary",
                    "orders per minute within 5 % of the staging baseline|orders per minute within 5 % of staging baseline",
                    "error rate no worse than before|error rate <= 1 times before",
                    "throughput not worse than before by more than 10 %|throughput >= 0.9 times before",
                    "completion rate does not fall more than 1.5 % below the 4-week average|completion rate >= 0.985 times 4-week average baseline",
                    "error rate not higher than baseline on canary for 45 min|error rate <= 1 times before on canary over 45 min",
                    "5xx rate on canary no higher than the baseline fleet's for 45 min|5xx rate <= 1 times before on canary over 45 min",
                    "download size of the app under 120 MB|download size of the app < 120 MB",
                    "canary p95 <= prod p95 + 20 ms|p95 <= 20 ms above prod p95 baseline on canary",
                    "errors not worse than before by more than 10 %|errors <= 1.1 times before",
                    "p99 at most 20 ms above the staging baseline|p99 <= 20 ms above staging baseline",
                    "memory does not grow by more than 5 % compared to the last release|memory <= 1.05 times before",
                    "`./smoke.sh` exits 0|check \"./smoke.sh\" exits 0",
                    "CI job `e2e` passed on commit abc123|check \"CI job 'e2e'\" passed for commit abc123",
                    "GET /healthz returns 200|check \"GET /healthz\" returns 200",
                })
        void has_one_standard_form(String written, String standard) {
            assertThat(understood(written).text()).isEqualTo(standard);
            assertThat(understood(standard)).isEqualTo(understood(written));
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '|',
                value = {
                    "Stop the rollout if p95 is above 800 ms on canary|p95 <= 800 ms on canary|p95 > 800 ms on canary",
                    "Roll back when the error rate exceeds 2 % in production|error rate <= 2 % in production|error rate > 2 % in production",
                    "error rate > 1 % on canary for 5 min|error rate > 1 % on canary over 5 min|error rate > 1 % on canary over 5 min",
                })
        @Tag("M4")
        void that_says_when_to_stop_demands_the_opposite_as_a_criterion(
                String written, String criterion, String trigger) {
            assertThat(understood(written).text()).isEqualTo(criterion);
            assertThat(Criteria.readTrigger(written, Usual.NOTHING))
                    .isInstanceOfSatisfying(
                            Reading.Understood.class,
                            read -> assertThat(read.criterion().text()).isEqualTo(trigger));
        }

        @Test
        void may_demand_two_things_at_once_in_the_same_place() {
            Reading reading = Criteria.read("p50 under 80 ms and p99 under 400 ms on canary", Usual.NOTHING);

            Reading.Understood both = (Reading.Understood) reading;
            assertThat(both.criterion().text()).isEqualTo("p50 < 80 ms on canary");
            assertThat(both.further()).extracting(Criterion::text).containsExactly("p99 < 400 ms on canary");
        }

        @ParameterizedTest
        @FieldSource("dev.releasemanager.criteria.CriteriaTest#EXAMPLES")
        void the_examples_that_people_are_shown_are_understood(String example) {
            assertThat(Criteria.read(example, Usual.NOTHING)).isInstanceOf(Reading.Understood.class);
        }

        @Test
        void the_hint_shows_criteria_that_are_understood() {
            assertThat(Criteria.HINT.lines().filter(line -> line.startsWith("  ")))
                    .isNotEmpty()
                    .allSatisfy(line -> understood(line.strip()));
        }
    }

    @Nested
    @Tag("M3")
    class What_is_vague {
        @Test
        void is_asked_for_exactly_the_parts_that_it_lacks() {
            assertThat(missing("error rate < 0.1 %")).containsExactly(PLACE, SPAN);
            assertThat(missing("latency under 200 on canary")).containsExactly(UNIT);
            assertThat(missing("error rate below threshold on canary")).containsExactly(NUMBER);
            assertThat(missing("below 250 ms in staging")).containsExactly(MEASURE);
            assertThat(missing("p99 latency is low")).containsExactly(NUMBER, PLACE, SPAN);
        }

        @Test
        void is_offered_a_rewrite_from_what_was_said_and_what_is_usually_measured() {
            Usual usual = new Usual(
                    Stream.of("p99 latency <= 250 ms in production over 30 min", "error rate < 0.1 % on canary")
                            .map(each -> (Criterion.Measure) understood(each))
                            .toList());

            assertThat(rewrite("error rate is low in staging", usual)).contains("error rate < 0.1 % in staging");
            assertThat(rewrite("p99 latency under 200 on canary", usual)).contains("p99 latency < 200 ms on canary");
            assertThat(rewrite("error rate < 1 %", usual)).contains("error rate < 1 % on canary");
            assertThat(rewrite("performance acceptable", usual))
                    .contains("p99 latency <= 250 ms in production over 30 min");
            assertThat(rewrite("error rate < 1 %", Usual.NOTHING)).contains("error rate < 1 % in … over …");
            assertThat(rewrite("QA signed off", usual)).contains("check \"…\" by … is green (QA signed off)");
            assertThat(rewrite("looks good", Usual.NOTHING)).contains("check \"…\" by … is green (looks good)");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '~',
                value = {
                    "tests pass",
                    "error rate < 1 %",
                    "latency is low",
                    "error rate below 1 on canary",
                    "runbook updated"
                })
        void a_rewrite_with_a_blank_left_in_it_is_vague_still(String vague) {
            String rewrite = rewrite(vague, Usual.NOTHING).orElseThrow();

            assertThat(rewrite).contains("…");
            assertThat(missing(rewrite)).isNotEmpty();
        }

        private static Optional<String> rewrite(String sentence, Usual usual) {
            return ((Reading.Vague) Criteria.read(sentence, usual)).rewrite();
        }

        @Test
        void each_part_has_a_question() {
            assertThat(Missing.values())
                    .allSatisfy(part -> assertThat(part.question()).endsWith("?"));
        }
    }

    @Nested
    @Tag("M3")
    class The_standard_form {
        private static final List<String> WORDS = List.of(
                "error",
                "rate",
                "p99",
                "of",
                "within",
                "in",
                "on",
                "over",
                "during",
                "check",
                "by",
                "is",
                "for",
                "<",
                "=",
                "\"",
                "\\",
                "'",
                "5",
                "%",
                "before",
                "baseline",
                "times",
                "above",
                "é",
                "🚦",
                "staging",
                "CI",
                "\u202e",
                ",",
                "a\"b",
                "30",
                "min");

        private String text(Random random, int atLeast) {
            int length = atLeast + random.nextInt(4);
            return String.join(
                    " ",
                    Stream.generate(() -> WORDS.get(random.nextInt(WORDS.size())))
                            .limit(length)
                            .toList());
        }

        private <T> T pick(Random random, List<T> from) {
            return from.get(random.nextInt(from.size()));
        }

        private Quantity quantity(Random random, Unit unit) {
            return new Quantity(BigDecimal.valueOf(random.nextInt(100_000) - 1_000, random.nextInt(5)), unit);
        }

        private Bound bound(Random random) {
            Comparison comparison = pick(random, List.of(Comparison.values()));
            Quantity value = quantity(random, pick(random, List.of(Unit.values())));
            Baseline of = List.of(Baseline.STAGING, Baseline.BEFORE, new Baseline(text(random, 1)))
                    .get(random.nextInt(3));
            return List.of(
                            new Bound.Fixed(comparison, value),
                            new Bound.Times(comparison, value.value(), of),
                            new Bound.Shifted(comparison, value, of),
                            new Bound.Around(value, of))
                    .get(random.nextInt(4));
        }

        private Criterion criterion(Random random) {
            if (random.nextInt(3) == 0) {
                return new Criterion.Check(
                        text(random, 0),
                        Optional.of(text(random, 0)),
                        text(random, 1) + " green",
                        Optional.of(text(random, 0)));
            }
            Optional<Span> span = List.<Optional<Span>>of(
                            Optional.empty(),
                            Optional.of(new Span.Lasting(quantity(random, Unit.MINUTE))),
                            Optional.of(new Span.Named(text(random, 1))))
                    .get(random.nextInt(3));
            return new Criterion.Measure(text(random, 0), bound(random), Optional.of(text(random, 0)), span);
        }

        @Test
        void reads_back_as_the_same_value_whatever_its_parts_are_called() {
            long seed = 20_261_122;
            Random random = new Random(seed);
            for (int i = 0; i < 20_000; i++) {
                Criterion criterion = criterion(random);
                assertThat(Criteria.parse(criterion.text()))
                        .as("seed %s, round %s: %s", seed, i, criterion.text())
                        .contains(criterion);
            }
        }
    }

    @Nested
    @Tag("H5")
    class Judging {
        private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

        private static Evidence seen(String value, String baseline) {
            return new Evidence(
                    value,
                    Optional.of(baseline).filter(text -> !text.isEmpty()),
                    "https://grafana.example.com/d/1",
                    NOON,
                    "U1",
                    "Grafana");
        }

        @ParameterizedTest(name = "{0}, seen {1} against {2}: {3}")
        @CsvSource({
            "error rate < 0.1 % on canary, 0.0999999999999999 %, '', PASSED",
            "error rate < 0.1 % on canary, 0.1 %, '', FAILED",
            "error rate <= 0.1 % on canary, 0.001, '', PASSED",
            "p99 <= 250 ms on canary, 0.25 s, '', PASSED",
            "p99 <= 250 ms on canary, 0.2500001 s, '', FAILED",
            "p99 <= 250 ms on canary, 3 %, '', NO_JUDGEMENT",
            "p99 <= 250 ms on canary, NaN, '', NO_JUDGEMENT",
            "p99 <= 250 ms on canary, '', '', NO_JUDGEMENT",
            "orders per minute within 5 % of staging baseline, 105, 100, PASSED",
            "orders per minute within 5 % of staging baseline, 95, 100, PASSED",
            "orders per minute within 5 % of staging baseline, 94.999, 100, FAILED",
            "orders per minute within 5 % of staging baseline, 105, '', NO_JUDGEMENT",
            "p99 <= 1.2 times before, 120 ms, 0.1 s, PASSED",
            "p99 <= 1.2 times before, 120.1 ms, 0.1 s, FAILED",
            "p99 <= 20 ms above before, 120 ms, 0.1 s, PASSED",
            "p99 <= 20 ms above before, 120 ms, 5 %, NO_JUDGEMENT",
            "error rate within 0.1 pp of before, 1.1 %, 1 %, PASSED",
            "error rate within 0.1 pp of before, 1.2 %, 1 %, FAILED",
            "job nightly-e2e is green, yes, '', PASSED",
            "job nightly-e2e is green, is green, '', PASSED",
            "job nightly-e2e is green, red, '', FAILED",
            "job nightly-e2e is green, looks fine, '', NO_JUDGEMENT",
            "GET /healthz returns 200, 200, '', PASSED",
            "GET /healthz returns 200, 503, '', FAILED"
        })
        void is_exact_and_takes_no_data_for_no_judgement(
                String criterion, String value, String baseline, Judgement expected) {
            assertThat(Criteria.judge(understood(criterion), seen(value, baseline)))
                    .isEqualTo(expected);
        }

        @Test
        void evidence_is_fresh_up_to_its_age_and_never_from_the_future() {
            Evidence evidence = seen("1", "");

            assertThat(evidence.isFresh(NOON.plusSeconds(3_600), Duration.ofHours(1)))
                    .isTrue();
            assertThat(evidence.isFresh(NOON.plusSeconds(3_601), Duration.ofHours(1)))
                    .isFalse();
            assertThat(evidence.isFresh(NOON.minusSeconds(1), Duration.ofHours(1)))
                    .isFalse();
        }
    }

    @Nested
    @Tag("M3")
    class The_form_with_fields {
        private static CriterionFields.Result result(String... fields) {
            return new CriterionFields.MeasureFields(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5])
                    .result();
        }

        @Test
        void builds_what_the_sentence_builds() {
            assertThat(result("error rate", "<", "0.1 %", "", "canary", "30 min"))
                    .isEqualTo(new CriterionFields.Built(understood("error rate < 0.1 % on canary over 30 min")));
            assertThat(result("p99", "<=", "110 %", "staging", "", ""))
                    .isEqualTo(new CriterionFields.Built(understood("p99 <= 1.1 times staging baseline")));
            assertThat(result("orders per minute", "within", "5 %", "staging", "", ""))
                    .isEqualTo(
                            new CriterionFields.Built(understood("orders per minute within 5 % of staging baseline")));
            assertThat(new CriterionFields.CheckFields("smoke tests", "CI", "is green", "this revision").result())
                    .isEqualTo(new CriterionFields.Built(
                            understood("check \"smoke tests\" by CI is green for this revision")));
        }

        @Test
        void names_each_field_that_is_wrong() {
            assertThat(result(" ", "~", "fast", "", "", ""))
                    .isInstanceOfSatisfying(CriterionFields.Faults.class, faults -> assertThat(faults.byField())
                            .containsOnlyKeys(
                                    CriterionFields.Field.SUBJECT,
                                    CriterionFields.Field.COMPARISON,
                                    CriterionFields.Field.THRESHOLD,
                                    CriterionFields.Field.PLACE,
                                    CriterionFields.Field.SPAN));
            assertThat(result("latency", "<", "200", "", "canary", ""))
                    .isInstanceOfSatisfying(CriterionFields.Faults.class, faults -> assertThat(faults.byField())
                            .containsOnlyKeys(CriterionFields.Field.THRESHOLD));
        }
    }

    @Nested
    @Tag("M3")
    class Hostile_input {
        static Stream<String> bombs() {
            return Stream.of(
                            "a",
                            "9",
                            "9,",
                            "\"",
                            "`",
                            "'",
                            "<",
                            "< 5 % ",
                            "over ",
                            "no ",
                            "in the ",
                            "and ",
                            "🚦",
                            "\u202e",
                            "\u0000",
                            "p99 < 300 ms on canary and ",
                            "within 5 % of before ",
                            "[",
                            "((",
                            "(a+)+",
                            "1 in ",
                            "\\",
                            "\ud800",
                            "check \"",
                            "SELECT ",
                            "the last ",
                            "not by more than 5 % ",
                            ": ",
                            "/",
                            "no more than ",
                            "error ")
                    .map(piece -> piece.repeat(3_000 / piece.length() + 1));
        }

        @ParameterizedTest
        @MethodSource("bombs")
        void is_read_like_anything_else(String bomb) {
            assertThatCode(() -> {
                        Criteria.read(bomb, Usual.NOTHING);
                        Criteria.parse(bomb);
                        Quantity.find(bomb);
                    })
                    .doesNotThrowAnyException();
        }

        @Test
        void random_sentences_of_the_grammars_own_words_never_break_it() {
            List<String> words = List.of(
                    "error",
                    "rate",
                    "<",
                    "0.1",
                    "%",
                    "on",
                    "canary",
                    "over",
                    "30",
                    "min",
                    "no",
                    "not",
                    "by",
                    "more",
                    "than",
                    "within",
                    "of",
                    "baseline",
                    "before",
                    "staging",
                    "a",
                    "half",
                    "hour",
                    "1",
                    "in",
                    "the",
                    "last",
                    "all",
                    "closed",
                    "bugs",
                    "is",
                    "green",
                    "job",
                    "`x`",
                    "check",
                    ":",
                    ",",
                    "and",
                    "or",
                    "at",
                    "least",
                    "±",
                    "2x",
                    "-",
                    "between",
                    "worse",
                    "grow",
                    "compared",
                    "with",
                    "zero",
                    "exits",
                    "(",
                    "99999999999999999999 weeks");
            Random random = new Random(7);
            for (int i = 0; i < 50_000; i++) {
                int length = 1 + random.nextInt(14);
                String sentence = String.join(
                        " ",
                        Stream.generate(() -> words.get(random.nextInt(words.size())))
                                .limit(length)
                                .toList());
                assertThatCode(() -> {
                            if (Criteria.read(sentence, Usual.NOTHING) instanceof Reading.Understood understood) {
                                assertThat(Criteria.parse(understood.criterion().text()))
                                        .contains(understood.criterion());
                            }
                        })
                        .as(sentence)
                        .doesNotThrowAnyException();
            }
        }
    }
}
