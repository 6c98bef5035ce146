package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.notice.ManifestDocuments;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollout.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Feature: the stages of one release are watched for longer than is configured, and never for less. */
@Tag("S4")
class BakesTest {
    private final Office office = new Office(new MemoryStore());
    private final ReleaseKey key = office.unstaged();

    private Outcome plan(PersonId by, Map<String, String> typed) {
        return office.use.bakes().plan(office.by(by), key, stage -> typed.getOrDefault(stage, ""));
    }

    private Duration bakeOf(String stage) {
        return office.policy()
                .stages(office.dossier(key))
                .find(stage)
                .map(Stage::bake)
                .orElseThrow();
    }

    @Test
    void longer_ones_are_an_edit_and_what_is_left_blank_is_as_configured() {
        int revision = office.release(key).revision();
        Duration usual = bakeOf("production-25");

        done(plan(OWNER, Map.of("staging", "1 day", "production-5", "3 h")));

        assertThat(office.release(key).revision()).isEqualTo(revision + 1);
        assertThat(bakeOf("staging")).isEqualTo(Duration.ofDays(1));
        assertThat(bakeOf("production-5")).isEqualTo(Duration.ofHours(3));
        assertThat(bakeOf("production-25")).isEqualTo(usual);
        assertThat(office.events(key)).contains("bakes_planned");
        assertThat(text(ManifestDocuments.complete(office.dossier(key))))
                .contains("Watched for longer: staging for 1 day, 5 % of production for 3 h.");
        assertThat(plan(OWNER, Map.of("staging", "1 day", "production-5", "3 h"))
                        .kind())
                .isEqualTo(Outcome.Kind.UNCHANGED);
    }

    @Test
    void shorter_ones_too_long_ones_and_unreadable_ones_are_refused_at_their_stage() {
        Outcome refused = plan(OWNER, Map.of("staging", "1 min", "production-5", "20 days", "production-25", "soon"));

        assertThat(refused.kind()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(refused.faults()).containsOnlyKeys("staging", "production-5", "production-25");
        assertThat(refused.faults().get("staging")).contains("S4", "never shorter");
        assertThat(refused.faults().get("production-5")).contains("at most 14 days");
        assertThat(office.dossier(key).manifest().details().bakes()).isEmpty();
    }

    @Test
    @Tag("A2")
    void others_than_the_owner_are_refused() {
        assertThat(text(plan(MEMBER, Map.of("staging", "1 day")).said())).contains("A2");
    }

    @Test
    @Tag("M6")
    void a_bake_is_not_made_too_short_for_a_criterion_that_was_planned_on_it() {
        done(plan(OWNER, Map.of("staging", "2 days")));
        boolean unused = office.store.write(tx -> {
            tx.lock(key);
            tx.put(
                    key,
                    tx.details(key)
                            .with(new PlannedCriterion(
                                    1_001,
                                    "error rate < 0.1 % in staging over 24 h",
                                    JudgedAt.STAGE,
                                    Optional.empty(),
                                    Optional.empty())));
            return true;
        });

        Outcome refused = plan(OWNER, Map.of());

        assertThat(refused.faults().get("staging")).contains("error rate < 0.1 %", "longer than the bake");
    }

    @Test
    void staging_is_watched_for_as_long_as_was_planned() {
        done(plan(OWNER, Map.of("staging", "1 day")));
        done(office.use.stages().beginStaging(office.by(OWNER), key));

        assertThat(office.dossier(key).rollout().newest().orElseThrow().stage().bake())
                .isEqualTo(Duration.ofDays(1));
    }
}
