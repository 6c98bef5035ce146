package dev.releasemanager.notice;

import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.NOW;
import static dev.releasemanager.release.Cast.OTHER_LEAD;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.criteria.Evidence;
import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.gate.Assurances;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.Lookback;
import dev.releasemanager.gate.Standards;
import dev.releasemanager.gate.StatedEvidence;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Changes;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.Manifest;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.manifest.SizeBudget;
import dev.releasemanager.rehearsal.blockkit.BlockKit;
import dev.releasemanager.release.Cast;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.rollback.Acceptance;
import dev.releasemanager.rollback.Executor;
import dev.releasemanager.rollback.Preparedness;
import dev.releasemanager.rollback.ReversalTest;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.rollout.Rollout;
import dev.releasemanager.slack.message.DocumentRenderer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The manifest as it is read: what has been accepted, tested and seen stands with what it is about. */
class ManifestDocumentsTest {
    private static final DocumentRenderer RENDERER = new DocumentRenderer("/release");
    private static final Change MIGRATION = Changes.change(1, PAYMENTS, ReversalTest.KIND, "Split the ledger");
    private static final Change OTHER = Changes.change(2, PAYMENTS, ReversalTest.KIND, "Drop the index");

    private static Step step(int number, String what, PersonId executor) {
        return new Step(
                number,
                what,
                Optional.of(Executor.of(executor)),
                Optional.of(Duration.ofMinutes(5)),
                Optional.of("/healthz returns 200"),
                Optional.of(PAYMENTS));
    }

    private static PlannedCriterion criterion(int number, String text, JudgedAt when) {
        return new PlannedCriterion(number, text, when, Optional.empty(), Optional.of(PAYMENTS));
    }

    private static StatedEvidence seen(int number, PlannedCriterion criterion, String value, String ago) {
        Evidence evidence = new Evidence(
                value,
                Optional.empty(),
                "https://grafana.example.com/d/" + number,
                NOW.minus(Duration.parse(ago)),
                MEMBER.value(),
                "Grafana");
        return new StatedEvidence(number, criterion.number(), criterion.text(), evidence, NOW);
    }

    private static Dossier dossier(List<Step> steps, List<PlannedCriterion> criteria, Assurances assurances) {
        return Dossier.of(
                Cast.release(new ReleaseState.Planning(Optional.empty())),
                Manifest.of(
                        List.of(MIGRATION, OTHER),
                        Changes.kinds(),
                        Landscape.EMPTY,
                        Details.NONE.withCriteria(criteria)),
                new RollbackPlan(steps, List.of(), Optional.of(Duration.ofHours(1)), Optional.empty()),
                Map.of(),
                List.of(),
                List.of(),
                Cast.roster(),
                assurances,
                new Standards(Duration.ofHours(24), SizeBudget.UNLIMITED, NOW, "/release"),
                Rollout.NONE,
                Lookback.NONE);
    }

    private static String text(Document document) {
        return RENDERER.text(document, Optional.of(Cast.KEY));
    }

    @Test
    @Tag("X1")
    void says_of_each_step_whether_its_executor_accepted_it_or_why_not() {
        Step accepted = step(1, "Deploy payments-api 4.1.7 again", LEAD);
        Step asked = step(2, "Switch flag new-checkout off", MEMBER);
        Step declined = step(3, "Restart payments-api", OTHER_LEAD);
        Preparedness said = Preparedness.NONE
                .with(new Acceptance(1, accepted.digest(), LEAD, NOW, Optional.empty()))
                .with(new Acceptance(3, declined.digest(), OTHER_LEAD, NOW, Optional.of("I am on leave")));

        String words = text(ManifestDocuments.complete(dossier(
                List.of(accepted, asked, declined), List.of(), new Assurances(List.of(), List.of(), said, List.of()))));

        assertThat(words.lines().filter(line -> line.contains("4.1.7")).findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains("✅ accepted"));
        assertThat(words.lines().filter(line -> line.contains("new-checkout")).findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains("not accepted yet"));
        assertThat(words.lines().filter(line -> line.contains("Restart")).findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains("can't: I am on leave"));
    }

    @Test
    void says_of_each_migration_by_whom_and_on_what_its_reversal_was_tested_or_that_this_is_missing() {
        ReversalTest test = new ReversalTest(
                MIGRATION.id(),
                LEAD,
                "staging",
                OWNER,
                NOW,
                Optional.of(new ReversalTest.Attestation(
                        ReversalTest.contentOf(MIGRATION),
                        NOW,
                        "a copy of production",
                        "https://ci.example.com/runs/7",
                        "All rows were back",
                        NOW)),
                Optional.empty());

        String words = text(ManifestDocuments.complete(dossier(
                List.of(), List.of(), new Assurances(List.of(), List.of(), Preparedness.NONE.with(test), List.of()))));

        assertThat(words.lines().filter(line -> line.contains("Reversal of the migration “Split the ledger”")))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("tested by", "a copy of production", "https://ci.example.com/runs/7")
                        .doesNotContain("missing"));
        assertThat(words.lines().filter(line -> line.contains("Reversal of the migration “Drop the index”")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("missing", "nobody is named"));
    }

    @Test
    @Tag("M3")
    void says_of_each_criterion_before_the_call_what_was_seen_last_and_how_old_that_is() {
        PlannedCriterion latency = criterion(1, "p99 latency <= 250 ms in staging over 1 h", JudgedAt.CHECKPOINT);
        PlannedCriterion errors = criterion(2, "error rate < 0.1 % in staging over 30 min", JudgedAt.CHECKPOINT);
        PlannedCriterion later = criterion(3, "error rate < 0.1 % on canary over 30 min", JudgedAt.STAGE);

        String words = text(ManifestDocuments.complete(dossier(
                List.of(),
                List.of(latency, errors, later),
                new Assurances(
                        List.of(),
                        List.of(),
                        Preparedness.NONE,
                        List.of(seen(1, latency, "240 ms", "PT5H"), seen(2, latency, "212 ms", "PT2H"))))));

        assertThat(words.lines().filter(line -> line.contains("p99 latency")))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("✅ met", "212 ms", "(2 h ago)", "https://grafana.example.com/d/2")
                        .doesNotContain("240 ms"));
        assertThat(words.lines().filter(line -> line.contains("in staging over 30 min")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("nothing seen yet"));
        assertThat(words.lines().filter(line -> line.contains("on canary")))
                .singleElement()
                .satisfies(line -> assertThat(line).doesNotContain("seen"));
    }

    @Test
    void of_a_hundred_steps_and_criteria_is_folded_within_slacks_limits() {
        List<Step> steps = new ArrayList<>();
        List<StatedEvidence> evidence = new ArrayList<>();
        Preparedness said = Preparedness.NONE;
        List<PlannedCriterion> criteria = IntStream.rangeClosed(1, 100)
                .mapToObj(number -> criterion(
                        number,
                        "error rate < 0.1 % in staging-" + "x".repeat(200) + " over 30 min",
                        JudgedAt.CHECKPOINT))
                .toList();
        for (PlannedCriterion criterion : criteria) {
            Step step = step(criterion.number(), "Deploy payments-api 4.1.7 again " + "x".repeat(900), LEAD);
            steps.add(step);
            said = said.with(new Acceptance(step.number(), step.digest(), LEAD, NOW, Optional.of("x".repeat(1_000))));
            evidence.add(seen(criterion.number(), criterion, "0.01 %", "PT2H"));
        }

        var blocks = RENDERER.modalBlocks(
                ManifestDocuments.folded(
                        dossier(steps, criteria, new Assurances(List.of(), List.of(), said, evidence)),
                        Optional.empty()),
                Optional.of(Cast.KEY));

        assertThat(blocks.size()).isLessThanOrEqualTo(100);
        assertThat(BlockKit.textLength(blocks)).isLessThanOrEqualTo(20_000);
        assertThat(blocks.toString()).contains("… and 88 more.", "seen");
    }
}
