package dev.releasemanager.gate;

import static dev.releasemanager.release.Cast.DELEGATE;
import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.NOW;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.criteria.Evidence;
import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.gate.Finding.Result;
import dev.releasemanager.manifest.Changes;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.Manifest;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.manifest.SizeBudget;
import dev.releasemanager.release.Cast;
import dev.releasemanager.rollback.Preparedness;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollout.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Criteria are measurable, and those of the checkpoint are met by what was seen, in every result. */
@Tag("M3")
@Tag("H5")
class CriteriaRequirementsTest {
    private static final String LATENCY = "p99 latency <= 250 ms in staging over 1 h";
    private static final PlannedCriterion FAST = planned(1, LATENCY, JudgedAt.CHECKPOINT);

    private static PlannedCriterion planned(int number, String text, JudgedAt judgedAt) {
        return new PlannedCriterion(number, text, judgedAt, Optional.empty(), Optional.of(PAYMENTS));
    }

    private static StatedEvidence seen(int number, PlannedCriterion criterion, String value, Instant at) {
        return new StatedEvidence(
                number,
                criterion.number(),
                criterion.text(),
                new Evidence(value, Optional.empty(), "https://grafana.example/d/1", at, MEMBER.value(), "Grafana"),
                at);
    }

    private static Instant ago(String length) {
        return NOW.minus(Duration.parse(length));
    }

    private static List<Finding> judge(List<PlannedCriterion> criteria, StatedEvidence... evidence) {
        Manifest manifest = Manifest.of(
                List.of(Changes.change(1, PAYMENTS, "copy")),
                Changes.kinds(),
                Landscape.EMPTY,
                Details.NONE.withCriteria(criteria));
        return Dossier.of(
                        Cast.release(Cast.polling()),
                        manifest,
                        RollbackPlan.EMPTY,
                        Map.of(),
                        List.of(),
                        List.of(),
                        Cast.roster(),
                        new Assurances(List.of(), List.of(), Preparedness.NONE, List.of(evidence)),
                        new Standards(Duration.ofHours(24), SizeBudget.UNLIMITED, NOW, "/release"),
                        Rollout.NONE,
                        Lookback.NONE)
                .verdict()
                .findings()
                .stream()
                .filter(finding -> finding.rule().equals("M3"))
                .toList();
    }

    private static Finding only(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @Test
    void none_at_all_is_not_applicable_with_advice_that_nothing_measurable_is_judged() {
        Finding finding = only(judge(List.of()));

        assertThat(finding.result()).isEqualTo(Result.NOT_APPLICABLE);
        assertThat(finding.shutsTheGate()).isFalse();
        assertThat(finding.sentence()).contains("nothing measurable is judged");
        assertThat(finding.next()).contains("criteria PAY-1");
        assertThat(finding.who()).containsExactly(OWNER, DELEGATE);
    }

    @Test
    @Tag("H1")
    void without_evidence_it_is_unknown_and_names_who_can_state_it() {
        Finding finding = only(judge(List.of(FAST)));

        assertThat(finding.result()).isEqualTo(Result.UNKNOWN);
        assertThat(finding.shutsTheGate()).isTrue();
        assertThat(finding.sentence()).isEqualTo("Nothing has been seen yet for “" + LATENCY + "”.");
        assertThat(finding.next()).contains("Somebody of Payments", "evidence PAY-1");
        assertThat(finding.who()).containsExactly(LEAD);
    }

    @ParameterizedTest
    @CsvSource({"212 ms, MET", "0.25 s, MET", "250.1 ms, UNMET", "NaN, UNKNOWN", "3 %, UNKNOWN", "fine, UNKNOWN"})
    void it_is_as_exactly_what_was_seen_makes_it(String value, Result result) {
        Finding finding = only(judge(List.of(FAST), seen(1, FAST, value, ago("PT1H"))));

        assertThat(finding.result()).isEqualTo(result);
        assertThat(finding.blocking()).isTrue();
    }

    @Test
    void unmet_it_says_what_was_seen_by_whom_and_where() {
        Finding finding = only(judge(List.of(FAST), seen(1, FAST, "300 ms", ago("PT1H"))));

        assertThat(finding.sentence()).contains(LATENCY, "isn't met: 300 ms, seen by", "in Grafana");
        assertThat(finding.next()).contains("evidence PAY-1");
    }

    @Test
    @Tag("H1")
    void what_was_seen_counts_for_as_long_as_configured_and_not_a_moment_longer() {
        assertThat(only(judge(List.of(FAST), seen(1, FAST, "212 ms", ago("PT24H"))))
                        .result())
                .isEqualTo(Result.MET);
        Finding late = only(judge(List.of(FAST), seen(1, FAST, "212 ms", ago("PT24H0.001S"))));

        assertThat(late.result()).isEqualTo(Result.UNKNOWN);
        assertThat(late.sentence()).contains("older than 24 hours");
        assertThat(only(judge(List.of(FAST), seen(1, FAST, "212 ms", NOW.plusSeconds(1))))
                        .result())
                .isEqualTo(Result.UNKNOWN);
    }

    @Test
    void the_newest_counts_whichever_was_stated_first() {
        StatedEvidence good = seen(1, FAST, "212 ms", ago("PT1H"));
        StatedEvidence bad = seen(2, FAST, "300 ms", ago("PT2H"));

        assertThat(only(judge(List.of(FAST), good, bad)).result()).isEqualTo(Result.MET);
        assertThat(only(judge(List.of(FAST), good, seen(3, FAST, "300 ms", ago("PT1H"))))
                        .result())
                .isEqualTo(Result.UNMET);
    }

    @Test
    void what_was_seen_for_other_words_counts_as_nothing() {
        PlannedCriterion before = planned(1, "p99 latency <= 900 ms in staging over 1 h", JudgedAt.CHECKPOINT);

        Finding finding = only(judge(List.of(FAST), seen(1, before, "212 ms", ago("PT1H"))));

        assertThat(finding.result()).isEqualTo(Result.UNKNOWN);
        assertThat(finding.sentence()).contains("since it was worded so");
    }

    @ParameterizedTest
    @CsvSource({"CHECKPOINT", "STAGE"})
    void a_vague_one_that_came_into_the_store_is_unmet(JudgedAt judgedAt) {
        Finding finding = only(judge(List.of(planned(1, "tests pass", judgedAt))));

        assertThat(finding.result()).isEqualTo(Result.UNMET);
        assertThat(finding.sentence()).isEqualTo("“tests pass” can't be found true or false.");
        assertThat(finding.next()).contains("criteria PAY-1");
    }

    @Test
    void one_that_is_judged_in_a_stage_only_has_to_exist() {
        Finding finding = only(judge(List.of(planned(1, LATENCY, JudgedAt.STAGE))));

        assertThat(finding.result()).isEqualTo(Result.MET);
        assertThat(finding.sentence()).contains("one is judged in a stage");
    }

    @Test
    void each_that_is_open_has_a_finding_of_its_own() {
        PlannedCriterion other = planned(2, "open blockers = 0 in PAY board", JudgedAt.CHECKPOINT);

        assertThat(judge(List.of(FAST, other)))
                .extracting(Finding::result)
                .containsExactly(Result.UNKNOWN, Result.UNKNOWN);
        assertThat(only(judge(List.of(FAST, other), seen(1, FAST, "212 ms", ago("PT1H"))))
                        .sentence())
                .contains("open blockers");
        assertThat(only(judge(
                                List.of(FAST, other),
                                seen(1, FAST, "212 ms", ago("PT1H")),
                                seen(2, other, "0", ago("PT1H"))))
                        .sentence())
                .isEqualTo("All 2 criteria that are judged before the call are met.");
    }
}
