package dev.releasemanager.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Judgement;
import dev.releasemanager.criteria.Quantity;
import dev.releasemanager.criteria.Unit;
import dev.releasemanager.rollout.Series.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Feature: a stage is judged by what was seen through its bake, exactly; what wasn't seen is never a pass. */
@Tag("H5")
@Tag("M6")
@Tag("H1")
class StageJudgementTest {
    private static final Instant FROM = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant UNTIL = FROM.plus(Duration.ofMinutes(60));
    private static final Criterion ERRORS = criterion("error rate < 0.1 % on canary over 30 min");
    private static final Cadence CADENCE = Cadence.of(ERRORS, Duration.ofMinutes(1));
    private static final List<Instant> MOMENTS = CADENCE.moments(FROM, UNTIL);

    private static Criterion criterion(String standard) {
        return Criteria.parse(standard).orElseThrow();
    }

    private static Observation seen(Instant at, String share) {
        return Observation.of(at, Quantity.of(share, Unit.ONE), "prometheus");
    }

    private static List<Observation> good() {
        return new ArrayList<>(
                MOMENTS.stream().map(moment -> seen(moment, "0.0005")).toList());
    }

    private static Standing judged(List<Observation> observations) {
        return new Series(ERRORS, observations, Optional.empty()).judge(CADENCE, FROM, UNTIL);
    }

    @Nested
    class The_moments_of_a_bake {
        @Test
        void begin_once_a_full_span_lies_inside_and_end_with_the_bake() {
            assertThat(MOMENTS)
                    .hasSize(31)
                    .startsWith(FROM.plus(Duration.ofMinutes(30)))
                    .endsWith(UNTIL);
        }

        @ParameterizedTest(name = "a span of {0} s every {1} s in {2} s")
        @CsvSource({"7, 5, 30", "30, 5, 30", "1, 60, 90", "20, 300, 301", "29, 1, 30", "13, 11, 100"})
        void leave_no_part_of_the_bake_unwatched(long span, long interval, long bake) {
            Cadence cadence = new Cadence(Duration.ofSeconds(span), Duration.ofSeconds(interval));

            List<Instant> moments = cadence.moments(FROM, FROM.plusSeconds(bake));

            assertThat(moments.get(0)).isEqualTo(FROM.plusSeconds(span));
            assertThat(moments.get(moments.size() - 1)).isEqualTo(FROM.plusSeconds(bake));
            assertThat(IntStream.range(1, moments.size())
                            .mapToObj(i -> Duration.between(moments.get(i - 1), moments.get(i))))
                    .allMatch(step -> step.compareTo(Duration.ofSeconds(Math.min(span, interval))) <= 0);
        }

        @Test
        void are_none_when_the_span_is_longer_than_the_bake() {
            assertThat(CADENCE.moments(FROM, FROM.plus(Duration.ofMinutes(29)))).isEmpty();
        }

        @Test
        void are_the_end_alone_when_the_span_is_the_bake_itself() {
            Cadence whole = Cadence.of(criterion("error rate < 0.1 % during the bake"), Duration.ofMinutes(1));

            assertThat(whole.moments(FROM, UNTIL)).containsExactly(UNTIL);
            assertThat(whole.spanIn(FROM, UNTIL)).isEqualTo(Duration.ofHours(1));
        }

        @Test
        void go_on_when_the_bake_is_extended() {
            assertThat(CADENCE.moments(FROM, UNTIL.plusSeconds(600)))
                    .containsAll(MOMENTS)
                    .hasSize(41);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "error rate < 0.1 % over 2 h",
                    "error rate < 0.1 % over 61 min",
                    "error rate < 1 % during launch week"
                })
        void a_span_that_does_not_fit_into_the_bake_is_a_misfit_from_the_beginning(String text) {
            assertThat(Cadence.misfit(criterion(text), Duration.ofHours(1))).isPresent();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "error rate < 0.1 % over 60 min",
                    "error rate < 0.1 % over 5 s",
                    "error rate < 1 % on canary",
                    "error rate < 1 % during the bake",
                    "check \"smoke tests\" by CI is green"
                })
        void what_fits_is_no_misfit(String text) {
            assertThat(Cadence.misfit(criterion(text), Duration.ofHours(1))).isEmpty();
        }
    }

    @Nested
    class One_criterion {
        @Test
        void passes_when_every_observation_is_within_its_bounds() {
            Standing standing = judged(good());

            assertThat(standing.result()).isEqualTo(Judgement.PASSED);
            assertThat(standing.asked()).isEqualTo(31);
            assertThat(standing.firstOut()).isEmpty();
        }

        @Test
        void fails_by_one_value_out_of_its_bounds_wherever_it_is() {
            for (int i = 0; i < MOMENTS.size(); i++) {
                List<Observation> observations = good();
                observations.set(i, seen(MOMENTS.get(i), "0.001"));

                Standing standing = judged(observations);

                assertThat(standing.result()).isEqualTo(Judgement.FAILED);
                assertThat(standing.out()).hasSize(1);
                assertThat(standing.firstOut().map(Observation::at)).contains(MOMENTS.get(i));
                assertThat(standing.highest()).contains(Quantity.of("0.001", Unit.ONE));
                assertThat(standing.lowest()).contains(Quantity.of("0.0005", Unit.ONE));
            }
        }

        @ParameterizedTest
        @EnumSource
        void never_passes_with_one_gap_wherever_it_is_and_whatever_its_reason(Gap gap) {
            for (int i = 0; i < MOMENTS.size(); i++) {
                List<Observation> observations = good();
                observations.set(i, Observation.none(MOMENTS.get(i), gap, "", "prometheus"));

                Standing standing = judged(observations);

                assertThat(standing.result()).isEqualTo(Judgement.NO_JUDGEMENT);
                assertThat(standing.firstUnjudged().flatMap(Observation::gap)).contains(gap);
            }
        }

        @Test
        void never_passes_when_one_moment_was_not_observed() {
            for (int i = 0; i < MOMENTS.size(); i++) {
                List<Observation> observations = good();
                observations.remove(i);

                Standing standing = judged(observations);

                assertThat(standing.result()).isEqualTo(Judgement.NO_JUDGEMENT);
                assertThat(standing.firstUnjudged()).contains(Observation.none(MOMENTS.get(i), Gap.NOT_TAKEN, "", ""));
            }
        }

        @Test
        void is_no_judgement_when_nothing_was_seen_at_all() {
            assertThat(judged(List.of()).result()).isEqualTo(Judgement.NO_JUDGEMENT);
        }

        @Test
        void has_failed_for_good_even_when_something_else_is_missing() {
            List<Observation> observations = good();
            observations.set(3, seen(MOMENTS.get(3), "0.5"));
            observations.set(20, Observation.none(MOMENTS.get(20), Gap.SOURCE_DOWN, "", "prometheus"));

            assertThat(judged(observations).result()).isEqualTo(Judgement.FAILED);
        }

        @Test
        void does_not_count_what_reaches_back_to_before_the_stage() {
            List<Observation> observations = good();
            observations.add(seen(FROM.plus(Duration.ofMinutes(29)), "0.9"));

            assertThat(judged(observations).result()).isEqualTo(Judgement.PASSED);
        }

        @Test
        void counts_what_was_seen_between_two_moments_too() {
            List<Observation> observations = good();
            observations.add(seen(MOMENTS.get(4).plusSeconds(30), "0.9"));

            assertThat(judged(observations).result()).isEqualTo(Judgement.FAILED);
        }

        @Test
        void does_not_pass_in_another_unit() {
            List<Observation> observations = good();
            observations.set(0, Observation.of(MOMENTS.get(0), Quantity.of("0.0001", Unit.SECOND), "prometheus"));

            assertThat(judged(observations).result()).isEqualTo(Judgement.NO_JUDGEMENT);
        }

        @Test
        void does_not_pass_when_its_span_is_longer_than_the_bake() {
            Instant short_ = FROM.plus(Duration.ofMinutes(10));
            Series series = new Series(ERRORS, List.of(seen(short_, "0")), Optional.empty());

            assertThat(series.judge(CADENCE, FROM, short_).result()).isEqualTo(Judgement.NO_JUDGEMENT);
        }

        @Test
        void so_far_is_asked_only_for_the_moments_that_have_come() {
            List<Observation> observations = good().subList(0, 11);

            Standing soFar = new Series(ERRORS, observations, Optional.empty())
                    .judge(CADENCE, FROM, UNTIL, FROM.plus(Duration.ofMinutes(40)));

            assertThat(soFar.result()).isEqualTo(Judgement.PASSED);
            assertThat(soFar.asked()).isEqualTo(11);
            assertThat(judged(observations).result()).isEqualTo(Judgement.NO_JUDGEMENT);
        }

        @Test
        void comes_out_the_same_in_whatever_order_it_was_stored() {
            long seed = 20_260_302L;
            Random random = new Random(seed);
            for (int round = 0; round < 200; round++) {
                List<Observation> observations = good();
                boolean bad = random.nextBoolean();
                boolean gap = random.nextBoolean();
                if (gap) {
                    int i = random.nextInt(15);
                    observations.set(i, Observation.none(MOMENTS.get(i), Gap.NO_DATA, "", "prometheus"));
                }
                if (bad) {
                    int i = 15 + random.nextInt(16);
                    observations.set(i, seen(MOMENTS.get(i), "0.00" + (1 + random.nextInt(9))));
                }
                Collections.shuffle(observations, random);

                assertThat(judged(observations).result())
                        .as("seed %d, round %d", seed, round)
                        .isEqualTo(bad ? Judgement.FAILED : gap ? Judgement.NO_JUDGEMENT : Judgement.PASSED);
            }
        }
    }

    @Nested
    class Against_a_baseline {
        private final Criterion orders = criterion("orders per minute within 5 % of staging baseline");
        private final Cadence cadence = Cadence.of(orders, Duration.ofMinutes(10));

        private Judgement against(Optional<Observation> baseline, String value) {
            List<Observation> observations = cadence.moments(FROM, UNTIL).stream()
                    .map(moment -> seen(moment, value))
                    .toList();
            return new Series(orders, observations, baseline)
                    .judge(cadence, FROM, UNTIL)
                    .result();
        }

        @ParameterizedTest(name = "{0} is {1}")
        @CsvSource({"95, PASSED", "105, PASSED", "94.99, FAILED", "105.01, FAILED"})
        void each_observation_is_compared_with_it(String value, Judgement result) {
            assertThat(against(Optional.of(seen(FROM, "100")), value)).isEqualTo(result);
        }

        @Test
        void there_is_no_judgement_without_it() {
            assertThat(against(Optional.empty(), "100")).isEqualTo(Judgement.NO_JUDGEMENT);
            assertThat(against(Optional.of(Observation.none(FROM, Gap.NO_DATA, "", "prometheus")), "100"))
                    .isEqualTo(Judgement.NO_JUDGEMENT);
        }

        @Test
        void it_is_shown_beside_a_criterion_that_does_not_need_it() {
            Standing standing = new Series(ERRORS, good(), Optional.of(seen(FROM, "0.9"))).judge(CADENCE, FROM, UNTIL);

            assertThat(standing.result()).isEqualTo(Judgement.PASSED);
            assertThat(standing.baseline()).isPresent();
        }
    }

    @Nested
    class What_a_person_looked_at {
        private final Criterion smoke = criterion("check \"smoke tests\" by CI is green");
        private final Cadence cadence = Cadence.of(smoke, Duration.ofMinutes(1));

        private Judgement stated(Observation... looks) {
            return new Series(smoke, List.of(looks), Optional.empty())
                    .judgeStated(cadence, FROM, UNTIL)
                    .result();
        }

        private Observation look(int minute, boolean yes) {
            return new Observation(FROM.plus(Duration.ofMinutes(minute)), new Observation.Answer(yes), "U1");
        }

        @Test
        void passes_by_one_look_in_the_bake() {
            assertThat(stated(look(40, true))).isEqualTo(Judgement.PASSED);
        }

        @Test
        void fails_by_one_no() {
            assertThat(stated(look(40, true), look(50, false))).isEqualTo(Judgement.FAILED);
        }

        @Test
        void is_no_judgement_when_nobody_looked_during_the_bake() {
            assertThat(stated()).isEqualTo(Judgement.NO_JUDGEMENT);
            assertThat(stated(look(-5, true))).isEqualTo(Judgement.NO_JUDGEMENT);
            assertThat(stated(look(61, true))).isEqualTo(Judgement.NO_JUDGEMENT);
        }

        @Test
        void is_no_judgement_when_a_number_was_said_of_a_check() {
            assertThat(stated(seen(FROM.plusSeconds(600), "1"))).isEqualTo(Judgement.NO_JUDGEMENT);
        }
    }

    @Nested
    class The_stage {
        private final Standing passed = judged(good());
        private final Standing unjudged = judged(List.of());
        private final Standing failed = judged(List.of(seen(UNTIL, "1")));

        @Test
        void passes_when_every_criterion_passed() {
            assertThat(new StageJudgement(List.of(passed, passed)).result()).isEqualTo(Judgement.PASSED);
        }

        @Test
        void fails_when_one_failed() {
            StageJudgement judgement = new StageJudgement(List.of(passed, unjudged, failed));

            assertThat(judgement.result()).isEqualTo(Judgement.FAILED);
            assertThat(judgement.of(Judgement.FAILED)).containsExactly(failed);
        }

        @Test
        void is_not_passed_when_one_has_no_judgement() {
            assertThat(new StageJudgement(List.of(passed, unjudged)).result()).isEqualTo(Judgement.NO_JUDGEMENT);
        }

        @Test
        void is_not_passed_when_nobody_measures_anything() {
            assertThat(new StageJudgement(List.of()).result()).isEqualTo(Judgement.NO_JUDGEMENT);
        }
    }
}
