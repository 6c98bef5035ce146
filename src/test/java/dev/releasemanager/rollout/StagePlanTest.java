package dev.releasemanager.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feature: a rollout goes by stages, staging first, then a canary and growing shares (M5), and nobody cuts one out (S4). */
class StagePlanTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private static List<Stage> stages(String words) {
        return words.isBlank()
                ? List.of()
                : Arrays.stream(words.split(" "))
                        .map(word -> word.equals("staging")
                                ? Stage.staging(HOUR)
                                : Stage.production(Integer.parseInt(word), HOUR))
                        .toList();
    }

    private static List<String> faults(List<Stage> stages) {
        return StagePlan.faults(stages, 10).stream()
                .map(fault -> fault.rule() + "@" + fault.place() + " " + fault.sentence())
                .toList();
    }

    @Nested
    @Tag("M5")
    class A_plan {
        @ParameterizedTest
        @CsvSource({"staging 5 25 100", "staging 10 100", "staging 1 2 3 4 100"})
        void of_staging_a_canary_and_growing_shares_to_all_is_taken(String words) {
            StagePlan plan = StagePlan.of(stages(words), 10);

            assertThat(plan.staging().isStaging()).isTrue();
            assertThat(plan.production()).noneMatch(Stage::isStaging).isNotEmpty();
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '|',
                value = {
                    "5 100 | M5@1 It begins in production; staging comes first.",
                    "staging 100 | M5@2 It jumps from 0 % to 100 % in one step; a canary of at most 10 % comes before that.",
                    "staging 25 100 | M5@2 The first share of production is a canary of at most 10 %, not 25 %.",
                    "staging 5 50 25 100 | M5@4 It shrinks from 50 % to 25 %; each share is larger than the one before.",
                    "staging 5 5 100 | M5@3 It repeats 5 %; each share is larger than the one before.",
                    "staging 5 50 | M5@0 It ends at 50 %; the last stage is all of production, 100 %.",
                    "staging | M5@0 It never reaches production: a canary and growing shares to 100 % follow.",
                    "'' | M5@0 There is no stage; a rollout goes by stages, and staging is the first.",
                    "staging 0 100 | M5@2 A share of 0 % is none; it is from 1 to 100.",
                })
        void of_another_shape_is_refused_with_the_rule(String words, String fault) {
            assertThat(faults(stages(words))).contains(fault);
        }

        @Test
        void with_a_stage_that_is_not_watched_is_refused() {
            List<Stage> unwatched =
                    List.of(Stage.staging(HOUR), Stage.production(5, Duration.ZERO), Stage.production(100, HOUR));

            assertThat(faults(unwatched))
                    .containsExactly("M5@2 It has no bake; each stage is watched before the next one begins.");
        }

        @Test
        void with_every_fault_names_every_one() {
            assertThatThrownBy(() -> StagePlan.of(stages("50 staging 20"), 10))
                    .hasMessageContaining("begins in production")
                    .hasMessageContaining("comes once")
                    .hasMessageContaining("canary")
                    .hasMessageContaining("shrinks");
        }
    }

    @Nested
    class Inside_a_plan {
        private final StagePlan plan = StagePlan.of(stages("staging 5 25 100"), 10);

        @Test
        void each_stage_knows_what_comes_before_and_after_it() {
            Stage canary = plan.find("production-5").orElseThrow();

            assertThat(plan.before(canary)).contains(plan.staging());
            assertThat(plan.after(canary)).contains(plan.find("production-25").orElseThrow());
            assertThat(plan.before(plan.staging())).isEmpty();
            assertThat(plan.after(plan.find("production-100").orElseThrow())).isEmpty();
        }
    }

    @Nested
    @Tag("S4")
    class The_stages_of_one_release {
        private final StagePlan minimum = StagePlan.of(stages("staging 5 25 100"), 10);

        @Test
        void may_be_watched_longer() {
            assertThat(minimum.withBakes(Map.of("production-5", HOUR.plusMinutes(1)))
                            .faultsAgainst(minimum))
                    .isEmpty();
        }

        @Test
        void are_never_watched_for_shorter_than_the_minimum() {
            assertThat(minimum.withBakes(Map.of("production-5", HOUR.minusMillis(1)))
                            .faultsAgainst(minimum))
                    .singleElement()
                    .satisfies(fault -> {
                        assertThat(fault.rule()).isEqualTo("S4");
                        assertThat(fault.place()).isEqualTo(2);
                        assertThat(fault.sentence())
                                .contains("5 % of production")
                                .contains("never shorter");
                    });
        }

        @Test
        void skip_none() {
            assertThat(StagePlan.of(stages("staging 5 100"), 10).faultsAgainst(minimum))
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.sentence()).contains("skips 25 % of production"));
        }
    }
}
