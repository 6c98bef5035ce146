package dev.releasemanager.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.criteria.Judgement;
import dev.releasemanager.criteria.Quantity;
import dev.releasemanager.criteria.Unit;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.rollout.Watched.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feature: what is looked at in a stage comes from the criteria and the triggers, and nothing of it is left out. */
@Tag("M6")
@Tag("M5")
class WatchedTest {
    private static final Stage STAGING = Stage.staging(Duration.ofHours(1));
    private static final Stage CANARY = Stage.production(5, Duration.ofHours(1));
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private static PlannedCriterion planned(int number, String text, JudgedAt judgedAt) {
        return new PlannedCriterion(number, text, judgedAt, Optional.of("payments-api"), Optional.empty());
    }

    private static List<Watched> in(Stage stage, String text) {
        return Watched.in(stage, List.of(planned(7, text, JudgedAt.STAGE)), List.of(), List.of());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "error rate < 0.1 % on canary over 30 min           | REFERENCE | CRITERION",
                "error rate < 0.1 % in production over 30 min       | REFERENCE | CRITERION",
                "error rate < 0.1 % in staging over 30 min          | CRITERION | -",
                "error rate < 0.1 % over 30 min                     | REFERENCE | CRITERION",
                "open bugs = 0 in PAY board                         | REFERENCE | CRITERION",
                "orders per minute within 5 % of staging baseline   | REFERENCE | CRITERION",
                "p99 latency <= 1.2 times before over 10 min        | REFERENCE | CRITERION",
                "check \"smoke tests\" by CI is green for production | REFERENCE | CRITERION",
                "check \"smoke tests\" by CI is green               | REFERENCE | CRITERION"
            })
    void where_a_criterion_is_looked_at_is_said_by_its_place(String text, String inStaging, String inProduction) {
        assertThat(Criteria.parse(text)).as("standard form").isPresent();
        assertThat(roles(in(STAGING, text))).isEqualTo(inStaging);
        assertThat(roles(in(CANARY, text))).isEqualTo(inProduction);
    }

    private static String roles(List<Watched> watched) {
        return watched.stream().map(one -> one.role().name()).findFirst().orElse("-");
    }

    @Test
    @Tag("H1")
    void a_criterion_that_can_not_be_read_stays_among_them_and_nobody_answers_it() {
        List<Watched> watched = in(CANARY, "looks good");

        assertThat(watched).hasSize(1);
        assertThat(new Series(watched.get(0).condition(), List.of(), Optional.empty())
                        .judgeStated(Cadence.of(watched.get(0).condition(), Duration.ofMinutes(1)), NOW, NOW)
                        .result())
                .isNotEqualTo(Judgement.PASSED);
    }

    @Test
    void what_is_judged_before_the_call_is_not_among_them() {
        assertThat(Watched.in(
                        CANARY,
                        List.of(planned(1, "error rate < 0.1 % on canary over 30 min", JudgedAt.CHECKPOINT)),
                        List.of(),
                        List.of()))
                .isEmpty();
    }

    @Test
    @Tag("M4")
    void triggers_are_looked_at_in_production_with_the_component_that_they_name() {
        List<String> triggers = List.of("error rate of payments-api > 1 % over 5 min", "p99 latency > 2 s over 5 min");
        List<String> components = List.of("payments", "payments-api", "login");

        assertThat(Watched.in(STAGING, List.of(), triggers, components)).isEmpty();
        assertThat(Watched.in(CANARY, List.of(), triggers, components))
                .extracting(Watched::id, Watched::role, Watched::component)
                .containsExactly(tuple("t1", Role.TRIGGER, "payments-api"), tuple("t2", Role.TRIGGER, ""));
    }

    @ParameterizedTest(name = "{0} %: {1}")
    @CsvSource({"1.01, true", "1, false", "0, false"})
    @Tag("M4")
    void a_trigger_fires_when_it_is_true(String share, boolean fires) {
        Watched trigger = Watched.in(CANARY, List.of(), List.of("error rate > 1 % over 5 min"), List.of())
                .get(0);

        assertThat(trigger.fires(Observation.of(NOW, Quantity.of(share, Unit.PERCENT), "p"), Optional.empty()))
                .isEqualTo(fires);
    }

    @Test
    void nothing_seen_fires_no_trigger() {
        Watched trigger = Watched.in(CANARY, List.of(), List.of("error rate > 1 % over 5 min"), List.of())
                .get(0);

        assertThat(trigger.fires(Observation.none(NOW, Gap.NO_DATA, "", "p"), Optional.empty()))
                .isFalse();
    }

    @Test
    void a_criterion_fires_nothing() {
        Watched criterion =
                in(CANARY, "error rate < 0.1 % on canary over 30 min").get(0);

        assertThat(criterion.fires(Observation.of(NOW, Quantity.of("0", Unit.PERCENT), "p"), Optional.empty()))
                .isFalse();
    }
}
