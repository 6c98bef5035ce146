package dev.releasemanager.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Quantity;
import dev.releasemanager.criteria.Unit;
import dev.releasemanager.release.Cast;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.rollout.Cadence;
import dev.releasemanager.rollout.Gap;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Series;
import dev.releasemanager.rollout.Series.Standing;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StageJudgement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Feature: what was seen in a stage is told in figures, the same above the picture and in its alternative text. */
@Tag("M6")
class ObservationDocumentsTest {
    private static final Instant FROM = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant UNTIL = FROM.plus(Duration.ofHours(1));
    private static final Stage CANARY = Stage.production(5, Duration.ofHours(1));

    private final Release release = Cast.release(new ReleaseState.Planning(Optional.empty()));

    private static Standing standing(String text, Optional<Quantity> baseline, IntFunction<Optional<Quantity>> values) {
        Criterion criterion = Criteria.parse(text).orElseThrow();
        Cadence cadence = Cadence.of(criterion, Duration.ofMinutes(1));
        List<Instant> moments = cadence.moments(FROM, UNTIL);
        List<Observation> seen = new ArrayList<>();
        for (int i = 0; i < moments.size(); i++) {
            Instant at = moments.get(i);
            seen.add(values.apply(i)
                    .map(value -> Observation.of(at, value, "prometheus"))
                    .orElseGet(() -> Observation.none(at, Gap.SOURCE_DOWN, "can't connect", "prometheus")));
        }
        return new Series(criterion, seen, baseline.map(value -> Observation.of(FROM, value, "prometheus")))
                .judge(cadence, FROM, UNTIL);
    }

    private static Quantity percent(String value) {
        return Quantity.of(value, Unit.PERCENT);
    }

    private static StageJudgement judgement() {
        return new StageJudgement(List.of(
                standing(
                        "error rate < 0.1 % on canary over 50 min",
                        Optional.empty(), i -> Optional.of(percent("0.050000000000004"))),
                standing(
                        "p99 latency <= 250 ms on canary over 5 min",
                        Optional.empty(),
                        i -> i > 20 && i < 26
                                ? Optional.empty()
                                : Optional.of(Quantity.of("0.2" + i % 3, Unit.SECOND))),
                standing(
                        "error share < 0.1 % on canary over 10 min",
                        Optional.of(percent("0.05")), i -> Optional.of(percent(i == 31 ? "0.31" : "0.04"))),
                standing(
                        "orders within 5 % of staging baseline over 10 min",
                        Optional.empty(), i -> Optional.of(Quantity.of("7", Unit.ONE)))));
    }

    @Test
    void failures_come_first_and_each_line_has_its_figures() {
        String said = ObservationDocuments.table(release, CANARY, judgement()).toString();

        assertThat(said)
                .containsSubsequence("Failed", "error share", "No judgement", "p99 latency", "Passed", "error rate")
                .contains("51 values, from 0.04 % to 0.31 %")
                .contains("Out of bounds once, first at ")
                .contains("Baseline: 0.05 %")
                .contains("Not judged 5 times, first at ", "the source did not answer (can't connect)")
                .contains("there is no baseline to compare it with")
                .contains("11 values, from 0.05 % to 0.05 %")
                .contains("Source: prometheus");
    }

    @Test
    void the_alternative_text_says_the_same_and_that_there_is_more() {
        String whole = ObservationDocuments.alternative(release, CANARY, judgement(), 1_000);

        assertThat(whole)
                .contains("error share < 0.1 % on canary over 10 min: failed; 51 values, from 0.04 % to 0.31 %; out of"
                        + " bounds once, first at ")
                .contains("baseline 0.05 %.")
                .contains("; not judged 5 times, first at ");
        assertThat(ObservationDocuments.alternative(release, CANARY, judgement(), 200))
                .hasSizeLessThanOrEqualTo(200)
                .endsWith("… and more, which the text has.");
    }

    @Test
    void nobody_having_looked_is_said() {
        Standing nobody = new Series(
                        Criteria.parse("error rate < 0.1 % on canary over 50 min")
                                .orElseThrow(),
                        List.of(),
                        Optional.empty())
                .judgeStated(new Cadence(Duration.ofMinutes(50), Duration.ofMinutes(1)), FROM, UNTIL);

        assertThat(ObservationDocuments.table(release, CANARY, new StageJudgement(List.of(nobody)))
                        .toString())
                .contains("Nobody has looked yet");
    }
}
