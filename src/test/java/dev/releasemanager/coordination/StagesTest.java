package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.coordination.Office.to;
import static dev.releasemanager.release.Cast.CHANNEL;
import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.COLLEAGUE;
import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_LEAD;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.gate.Finding;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.notice.Message;
import dev.releasemanager.notice.StageDocuments.OfComponent;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollout.Progress.Standing;
import dev.releasemanager.rollout.StageRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Feature: staging runs before the call, component by component, and its passing opens the gate (X4). */
class StagesTest {
    private static final String PAY = "payments-api";
    private static final String SHOP = "checkout-api";

    private final Office office = new Office(new MemoryStore());
    private ReleaseKey key = new ReleaseKey("PAY-1");

    @BeforeEach
    void plan_a_release_whose_checkout_needs_payments() {
        office.landscape = new Landscape(List.of(), List.of(new Dependency(SHOP, PAY)));
        key = office.unstaged();
        office.sent();
    }

    private Outcome begin() {
        return office.use.stages().beginStaging(office.by(OWNER), key);
    }

    private StageRun run() {
        return office.dossier(key).rollout().newest().orElseThrow();
    }

    private Standing standing(String component) {
        return office.dossier(key).currentStage().orElseThrow().standingOf(component);
    }

    private Finding x4() {
        return office.dossier(key).verdict().findings().stream()
                .filter(finding -> finding.rule().equals("X4"))
                .findFirst()
                .orElseThrow();
    }

    private void through(String component, String version) {
        var who = component.equals(PAY) ? MEMBER : OTHER_MEMBER;
        done(office.use.stages().deployedAs(office.by(who), key, run().number(), component, version));
        done(office.use.stages().verified(office.by(who), key, run().number(), component));
    }

    private void pass() {
        done(begin());
        through(PAY, "4.2.0");
        through(SHOP, "7.1.0");
        office.passAndDrain("PT2H");
    }

    @Nested
    class Beginning_it {
        @Test
        void writes_to_those_whose_components_go_first_and_to_nobody_who_has_to_wait() {
            done(begin());

            List<Message> sent = office.sent();
            assertThat(to(sent, LEAD)).singleElement().asString().contains(PAY, "can be deployed now");
            assertThat(to(sent, OTHER_LEAD)).isEmpty();
            assertThat(to(sent, CHANNEL)).singleElement().asString().contains("Staging has begun");
            assertThat(office.events(key)).contains("staging_begun");
        }

        @Test
        @Tag("A2")
        void is_the_owners() {
            Outcome refused = office.use.stages().beginStaging(office.by(MEMBER), key);

            assertThat(refused.kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(text(refused.said())).contains("A2", "Only the release's owner");
        }

        @Test
        void twice_begins_one() {
            done(begin());

            assertThat(begin().kind()).isEqualTo(Outcome.Kind.UNCHANGED);
            assertThat(office.dossier(key).rollout().runs()).hasSize(1);
        }
    }

    @Nested
    @Tag("M2")
    class The_order {
        @Test
        void is_enforced_and_says_whom_it_waits_for() {
            done(begin());

            Outcome refused = office.use.stages().begun(office.by(OTHER_MEMBER), key, 1, SHOP);

            assertThat(text(refused.said())).contains("M2", "It waits for " + PAY);
        }

        @Test
        void those_who_waited_are_written_to_when_it_is_their_turn() {
            done(begin());
            office.sent();

            through(PAY, "4.2.0");

            assertThat(to(office.sent(), OTHER_LEAD)).singleElement().asString().contains(SHOP, "can be deployed now");
        }
    }

    @Nested
    class A_component {
        @Test
        void is_marked_by_its_team_alone() {
            done(begin());

            for (var person : List.of(OTHER_MEMBER, COLLEAGUE, OWNER)) {
                Outcome refused = office.use.stages().begun(office.by(person), key, 1, PAY);
                assertThat(text(refused.said())).contains("A2", "Only members of Payments");
            }
            done(office.use.stages().begun(office.by(MEMBER), key, 1, PAY));
            assertThat(standing(PAY)).isEqualTo(Standing.DEPLOYING);
        }

        @Test
        void has_its_version_named_by_being_deployed() {
            done(begin());
            int before = office.release(key).revision();

            done(office.use.stages().deployedAs(office.by(MEMBER), key, 1, PAY, "4.2.0"));

            assertThat(office.dossier(key).scope().versions()).containsEntry(PAY, "4.2.0");
            assertThat(office.release(key).revision()).isEqualTo(before + 1);
            assertThat(standing(PAY)).isEqualTo(Standing.DEPLOYED);
            assertThat(office.events(key)).contains("versions_named", "component_deployed");
        }

        @Test
        void that_failed_is_told_to_the_owner_with_what_was_seen() {
            done(begin());
            done(office.use.stages().begun(office.by(MEMBER), key, 1, PAY));
            office.sent();

            done(office.use.stages().failed(office.by(MEMBER), key, 1, PAY, "It doesn't start."));

            assertThat(to(office.sent(), OWNER)).singleElement().asString().contains("FAILED", "It doesn't start.");
            assertThat(x4().sentence()).contains(PAY, "failed");
        }

        @Test
        void fails_for_a_reason() {
            done(begin());
            done(office.use.stages().begun(office.by(MEMBER), key, 1, PAY));

            assertThat(office.use
                            .stages()
                            .failed(office.by(MEMBER), key, 1, PAY, " ")
                            .faults())
                    .containsKey(Stages.NOTE);
        }

        @Test
        void of_a_stage_that_is_over_is_marked_no_more() {
            pass();

            assertThat(text(office.use
                            .stages()
                            .begun(office.by(MEMBER), key, 1, PAY)
                            .said()))
                    .contains("has passed already");
            assertThat(text(office.use
                            .stages()
                            .begun(office.by(MEMBER), key, 7, PAY)
                            .said()))
                    .contains("a stage that is over");
        }

        @Test
        void stands_on_its_button_whatever_it_is_called() {
            OfComponent of = new OfComponent(key, 3, "lib/x:y_z", "1:2.0 beta");

            assertThat(OfComponent.find(of.encode())).contains(of);
            assertThat(OfComponent.find("PAY-1:3:99:x")).isEmpty();
            assertThat(OfComponent.find("nonsense")).isEmpty();
        }
    }

    @Nested
    @Tag("M5")
    class The_bake {
        @Test
        void begins_with_the_last_verification_and_passes_at_its_end_not_before() {
            done(begin());
            through(PAY, "4.2.0");
            through(SHOP, "7.1.0");
            assertThat(to(office.sent(), CHANNEL))
                    .anySatisfy(said -> assertThat(said).contains("everything is verified"));

            office.passAndDrain("PT1H59M");
            assertThat(run().hasPassed()).isFalse();
            office.passAndDrain("PT1M");

            assertThat(run().hasPassed()).isTrue();
            List<Message> sent = office.sent();
            assertThat(to(sent, OWNER)).anySatisfy(said -> assertThat(said).contains("PASSED: Staging"));
            assertThat(to(sent, CHANNEL)).anySatisfy(said -> assertThat(said).contains("PASSED: Staging"));
        }

        @Test
        @Tag("S4")
        void can_be_made_longer_and_its_first_timer_is_stale_then() {
            done(begin());
            through(PAY, "4.2.0");
            through(SHOP, "7.1.0");

            done(office.use.stages().extend(office.by(OWNER), key, "1 h"));
            office.passAndDrain("PT2H");
            assertThat(run().hasPassed()).isFalse();
            office.passAndDrain("PT1H");

            assertThat(run().hasPassed()).isTrue();
            assertThat(office.use.stages().extend(office.by(OWNER), key, "-1 h").faults())
                    .containsKey(Stages.LONGER);
        }

        @Test
        void of_what_failed_meanwhile_ends_in_nothing() {
            done(begin());
            through(PAY, "4.2.0");
            through(SHOP, "7.1.0");
            office.passAndDrain("PT1H");

            done(office.use.stages().failed(office.by(MEMBER), key, 1, PAY, "It leaks."));
            office.passAndDrain("PT2H");

            assertThat(run().hasPassed()).isFalse();
            assertThat(run().end()).isEmpty();
        }

        @Test
        @Tag("H5")
        @Tag("H1")
        void without_anything_seen_for_its_criterion_is_no_judgement_and_no_pass() {
            watched("check \"smoke tests\" by CI is green for staging");
            done(begin());
            through(PAY, "4.2.0");
            through(SHOP, "7.1.0");
            office.sent();

            office.passAndDrain("PT2H");

            assertThat(run().end().orElseThrow().result()).isEqualTo(StageRun.Result.NO_JUDGEMENT);
            assertThat(x4().shutsTheGate()).isTrue();
            assertThat(to(office.sent(), OWNER))
                    .singleElement()
                    .asString()
                    .contains("NO JUDGEMENT", "Nothing that counts was seen", "evidence " + key);
        }

        @Test
        @Tag("H5")
        void passes_by_what_a_named_person_saw_while_it_lasted_though_it_is_stated_late() {
            watched("check \"smoke tests\" by CI is green for staging");
            done(begin());
            through(PAY, "4.2.0");
            through(SHOP, "7.1.0");
            office.passAndDrain("PT3H");

            assertThat(state("yes", Optional.of(office.now)).faults()).containsKey(EvidenceForm.AT);
            done(state("yes", Optional.of(office.now.minus(Duration.ofHours(2)))));

            assertThat(run().hasPassed()).isTrue();
        }

        @Test
        @Tag("H5")
        void fails_by_a_single_observation_that_is_not_met() {
            watched("check \"smoke tests\" by CI is green for staging");
            done(begin());
            through(PAY, "4.2.0");
            through(SHOP, "7.1.0");
            done(state("no", Optional.empty()));
            office.pass("PT1H");
            done(state("yes", Optional.empty()));

            office.passAndDrain("PT1H");

            assertThat(run().end().orElseThrow().result()).isEqualTo(StageRun.Result.FAILED);
            assertThat(x4().next()).contains("isn't met");
        }

        @Test
        @Tag("H5")
        void is_judged_by_what_was_set_before_it_began() {
            watched("check \"smoke tests\" by CI is green for staging");
            done(begin());
            int number =
                    office.dossier(key).manifest().details().criteria().get(0).number();

            Outcome removed = office.use.criteria().remove(office.by(OWNER), key, number);

            assertThat(text(removed.said())).contains("H5", "judged by what was set before", "once staging has passed");
            done(office.use
                    .criteria()
                    .put(office.by(OWNER), key, CriterionForm.saying("open blockers = 0 in PAY board")));
        }

        private void watched(String sentence) {
            done(office.use
                    .criteria()
                    .put(
                            office.by(OWNER),
                            key,
                            new CriterionForm(
                                    Optional.empty(),
                                    sentence,
                                    Optional.empty(),
                                    Optional.of(JudgedAt.STAGE),
                                    "",
                                    Optional.empty())));
        }

        private Outcome state(String value, Optional<Instant> at) {
            String mark =
                    office.dossier(key).manifest().details().criteria().get(0).mark();
            return office.use
                    .statements()
                    .state(
                            office.by(MEMBER),
                            key,
                            new EvidenceForm(mark, value, "", "https://ci.example/1", at, "the pipeline"));
        }
    }

    @Nested
    @Tag("X4")
    class The_gate {
        @Test
        void is_shut_before_staging_and_says_what_to_do() {
            assertThat(x4().shutsTheGate()).isTrue();
            assertThat(x4().sentence()).contains(PAY + " (no version is named)", SHOP);
            assertThat(x4().next()).contains("begins staging with /release staging " + key, "Nobody can except");
        }

        @Test
        void says_how_far_it_is_and_opens_once_it_has_passed() {
            done(begin());
            assertThat(x4().sentence()).contains(PAY + " (no version yet)", SHOP + " (waits for " + PAY + ")");
            through(PAY, "4.2.0");
            through(SHOP, "7.1.0");
            assertThat(x4().next()).contains("watched for another 2 h");

            office.passAndDrain("PT2H");

            assertThat(x4().result()).isEqualTo(Finding.Result.MET);
            office.reopen(key);
            done(office.ready(key, PAYMENTS, MEMBER));
            done(office.ready(key, CHECKOUT, OTHER_MEMBER));
            done(office.go(key, OWNER));
        }

        @Test
        void shuts_again_for_a_component_whose_version_is_edited_and_staging_repeats_just_that_one() {
            pass();

            done(office.use.scopes().setVersions(office.by(OTHER_MEMBER), key, SHOP + " = 7.2.0"));

            assertThat(x4().shutsTheGate()).isTrue();
            assertThat(x4().sentence()).contains(SHOP + " 7.2.0").doesNotContain(PAY);
            done(begin());
            assertThat(run().components()).containsExactly(SHOP);
            through(SHOP, "7.2.0");
            office.passAndDrain("PT2H");
            assertThat(x4().result()).isEqualTo(Finding.Result.MET);
        }

        @Test
        void shuts_again_for_what_is_added_and_for_what_fails_after_all() {
            pass();
            done(office.use.stages().failed(office.by(MEMBER), key, 1, PAY, "It leaks after all."));
            assertThat(x4().sentence()).contains(PAY).doesNotContain(SHOP);
        }

        @Test
        void stays_shut_for_an_edit_while_staging_runs_until_that_has_passed_too() {
            done(begin());
            through(PAY, "4.2.0");
            through(SHOP, "7.1.0");
            assertThat(run().bake()).isPresent();

            done(office.use.scopes().setVersions(office.by(MEMBER), key, PAY + " = 4.3.0"));

            assertThat(run().bake()).isEmpty();
            office.passAndDrain("PT3H");
            assertThat(run().hasPassed()).isFalse();
            through(PAY, "4.3.0");
            office.passAndDrain("PT2H");
            assertThat(x4().result()).isEqualTo(Finding.Result.MET);
        }
    }
}
