package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.coordination.Office.to;
import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.COLLEAGUE;
import static dev.releasemanager.release.Cast.EXECUTIVE;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.coordination.CriteriaRules.Beginning;
import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.CriterionFields;
import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.gate.Finding;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Readiness;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Criteria of a release, and what people state that they saw for them. */
@Tag("M3")
class PlannedCriteriaTest {
    private static final String LATENCY = "p99 latency of payments-api <= 250 ms in staging over 1 h";

    /** As Slack wants it in a message's text. */
    private static final String SHOWN = LATENCY.replace("<", "&lt;");

    private final Office office = new Office(new MemoryStore());

    private Outcome add(ReleaseKey key, PersonId by, String sentence) {
        return office.use.criteria().put(office.by(by), key, CriterionForm.saying(sentence));
    }

    private List<PlannedCriterion> criteria(ReleaseKey key) {
        return office.dossier(key).manifest().details().criteria();
    }

    private PlannedCriterion only(ReleaseKey key) {
        assertThat(criteria(key)).hasSize(1);
        return criteria(key).get(0);
    }

    @Nested
    class Written_as_a_sentence {
        @Test
        void it_is_kept_and_shown_back_in_its_standard_form_with_the_component_and_team_that_it_is_about() {
            ReleaseKey key = office.planned();

            Outcome added =
                    done(add(key, OWNER, "p99 latency of payments-api must stay below 0.25 s in staging for 1 h"));

            PlannedCriterion criterion = only(key);
            assertThat(criterion.text()).isEqualTo("p99 latency of payments-api < 0.25 s in staging over 1 h");
            assertThat(criterion.judgedAt()).isEqualTo(JudgedAt.CHECKPOINT);
            assertThat(criterion.component()).contains("payments-api");
            assertThat(criterion.team()).contains(PAYMENTS);
            assertThat(text(added.said()))
                    .contains("payments-api &lt; 0.25 s in staging", "before the call", "/release evidence " + key);
            assertThat(office.events(key)).contains("criterion_added");
        }

        @Test
        void on_canary_it_is_judged_in_a_stage_unless_somebody_says_otherwise() {
            ReleaseKey key = office.planned();

            done(add(key, OWNER, "error rate < 0.1 % on canary over 30 min"));

            assertThat(only(key).judgedAt()).isEqualTo(JudgedAt.STAGE);
        }

        @Test
        @Tag("M6")
        void one_that_looks_over_longer_than_a_stage_is_watched_is_refused_at_once() {
            ReleaseKey key = office.planned();
            int before = criteria(key).size();

            Outcome refused = add(key, OWNER, "error rate < 0.1 % on canary over 90 min");

            assertThat(refused.kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(refused.faults().get(CriterionForm.SENTENCE))
                    .contains("longer than the bake", "5 % of production is watched for 1 h");
            assertThat(text(refused.said())).contains("Rule M6 of the charter");
            assertThat(criteria(key)).hasSize(before);
            done(add(key, OWNER, "error rate < 0.1 % on canary over 60 min"));
        }

        @Test
        void a_vague_one_is_refused_with_what_is_missing_and_a_rewrite_from_what_is_usually_measured() {
            office.criteriaRules = rules();
            ReleaseKey key = office.planned();
            int revision = office.release(key).revision();
            int before = criteria(key).size();

            Outcome refused = add(key, OWNER, "latency of payments-api looks fine");

            assertThat(refused.kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(refused.faults().get(CriterionForm.SENTENCE))
                    .contains("can't be found true or false", "Against which number", "Write for example: ");
            assertThat(text(refused.said())).contains("Rule M3 of the charter", "Next: Write");
            assertThat(office.release(key).revision()).isEqualTo(revision);
            assertThat(criteria(key)).hasSize(before);
        }

        @Test
        void two_demands_make_two_criteria_in_one_revision() {
            ReleaseKey key = office.planned();
            int revision = office.release(key).revision();

            done(add(key, OWNER, "p50 latency under 80 ms and p99 latency under 400 ms in staging over 1 h"));

            assertThat(criteria(key)).hasSize(2);
            assertThat(office.release(key).revision()).isEqualTo(revision + 1);
        }

        @Test
        void what_stands_there_already_changes_nothing() {
            ReleaseKey key = office.planned();
            done(add(key, OWNER, LATENCY));

            assertThat(add(key, OWNER, LATENCY).kind()).isEqualTo(Outcome.Kind.UNCHANGED);
            assertThat(criteria(key)).hasSize(1);
        }

        @Test
        void it_is_refused_blank_too_long_and_for_a_team_or_component_that_is_not_there() {
            ReleaseKey key = office.planned();

            assertThat(add(key, OWNER, " ").faults()).containsOnlyKeys(CriterionForm.SENTENCE);
            assertThat(add(key, OWNER, "x".repeat(501)).faults().get(CriterionForm.SENTENCE))
                    .contains("501", "500");
            CriterionForm elsewhere = new CriterionForm(
                    Optional.empty(), LATENCY, Optional.empty(), Optional.empty(), "mainframe", Optional.of(PLATFORM));
            assertThat(office.use
                            .criteria()
                            .put(office.by(OWNER), key, elsewhere)
                            .faults())
                    .containsOnlyKeys(CriterionForm.COMPONENT, CriterionForm.TEAM);
        }
    }

    @Nested
    class Filled_in_by_fields {
        private Outcome fill(ReleaseKey key, CriterionFields fields) {
            return office.use
                    .criteria()
                    .put(
                            office.by(OWNER),
                            key,
                            new CriterionForm(
                                    Optional.empty(),
                                    "",
                                    Optional.of(fields),
                                    Optional.of(JudgedAt.CHECKPOINT),
                                    "payments-api",
                                    Optional.empty()));
        }

        @Test
        void it_is_the_same_as_the_sentence() {
            ReleaseKey key = office.planned();

            done(fill(
                    key,
                    new CriterionFields.MeasureFields(
                            "p99 latency of payments-api", "<=", "250 ms", "", "staging", "1 h")));

            assertThat(only(key).text()).isEqualTo(LATENCY);
            assertThat(add(key, OWNER, LATENCY).kind()).isEqualTo(Outcome.Kind.UNCHANGED);
        }

        @Test
        void each_fault_is_said_at_its_field() {
            ReleaseKey key = office.planned();

            assertThat(fill(key, new CriterionFields.MeasureFields("", "?", "fast", "", "", ""))
                            .faults())
                    .containsOnlyKeys(
                            CriterionForm.SUBJECT,
                            CriterionForm.COMPARISON,
                            CriterionForm.THRESHOLD,
                            CriterionForm.PLACE,
                            CriterionForm.SPAN);
            assertThat(fill(key, new CriterionFields.MeasureFields("p99 latency", "<=", "250", "", "staging", ""))
                            .faults())
                    .containsOnlyKeys(CriterionForm.UNIT);
            assertThat(fill(key, new CriterionFields.CheckFields("", "CI", "", ""))
                            .faults())
                    .containsOnlyKeys(CriterionForm.WHAT, CriterionForm.OUTCOME);
        }
    }

    @Nested
    @Tag("A2")
    class Whose_it_is {
        @Test
        void a_member_adds_for_their_own_team_and_for_no_other() {
            ReleaseKey key = office.planned();

            done(add(key, OTHER_MEMBER, "check \"smoke tests\" by CI is green for this revision"));
            assertThat(only(key).team()).contains(CHECKOUT);
            assertThat(text(add(key, OTHER_MEMBER, LATENCY).said())).contains("You can't edit the criteria");
            assertThat(text(add(key, COLLEAGUE, LATENCY).said())).contains("You can't edit the criteria");
        }

        @Test
        void who_may_not_edit_it_can_neither_change_nor_remove_it() {
            ReleaseKey key = office.planned();
            done(add(key, OWNER, LATENCY));
            PlannedCriterion criterion = only(key);
            CriterionForm weaker = new CriterionForm(
                    Optional.of(criterion.mark()),
                    "p99 latency <= 2 s in staging over 1 h",
                    Optional.empty(),
                    Optional.empty(),
                    "",
                    Optional.of(CHECKOUT));

            assertThat(office.use
                            .criteria()
                            .put(office.by(OTHER_MEMBER), key, weaker)
                            .kind())
                    .isEqualTo(Outcome.Kind.REFUSED);
            assertThat(office.use
                            .criteria()
                            .remove(office.by(OTHER_MEMBER), key, criterion.number())
                            .kind())
                    .isEqualTo(Outcome.Kind.REFUSED);
            assertThat(only(key)).isEqualTo(criterion);
        }

        @Test
        @Tag("A1")
        void an_edit_expires_the_confirmation_of_the_team_that_it_concerns_and_no_others() {
            ReleaseKey key = office.allReady();

            done(add(key, OWNER, LATENCY));

            assertThat(office.dossier(key).readinessOf(PAYMENTS).orElseThrow().standing())
                    .isEqualTo(Readiness.Standing.EXPIRED);
            assertThat(office.dossier(key).readinessOf(CHECKOUT).orElseThrow().isReady())
                    .isTrue();
        }
    }

    @Nested
    class Changed_and_removed {
        private CriterionForm edited(PlannedCriterion criterion, String sentence) {
            return new CriterionForm(
                    Optional.of(criterion.mark()),
                    sentence,
                    Optional.empty(),
                    Optional.of(criterion.judgedAt()),
                    criterion.component().orElse(""),
                    criterion.team());
        }

        @Test
        void it_keeps_its_number_and_a_second_form_of_the_old_words_is_told_the_new_ones() {
            ReleaseKey key = office.planned();
            done(add(key, OWNER, LATENCY));
            PlannedCriterion first = only(key);

            done(office.use.criteria().put(office.by(OWNER), key, edited(first, LATENCY.replace("250", "200"))));
            assertThat(only(key).number()).isEqualTo(first.number());
            Outcome late =
                    office.use.criteria().put(office.by(MEMBER), key, edited(first, LATENCY.replace("250", "900")));

            assertThat(late.kind()).isEqualTo(Outcome.Kind.CONFLICT);
            assertThat(text(late.said())).contains("changed it meanwhile", "200 ms", "save again");
            done(office.use.criteria().remove(office.by(MEMBER), key, first.number()));
            assertThat(criteria(key)).isEmpty();
            assertThat(office.use
                            .criteria()
                            .remove(office.by(MEMBER), key, first.number())
                            .kind())
                    .isEqualTo(Outcome.Kind.UNCHANGED);
        }
    }

    private static CriteriaRules rules() {
        return new CriteriaRules(
                Duration.ofHours(24),
                List.of(beginning(JudgedAt.CHECKPOINT, "open blockers = 0 in PAY board")),
                Map.of("payments-api", List.of(beginning(JudgedAt.CHECKPOINT, LATENCY))),
                Map.of("migration", List.of(beginning(JudgedAt.STAGE, "replication lag < 5 s on canary over 30 min"))));
    }

    private static Beginning beginning(JudgedAt judgedAt, String standard) {
        return new Beginning(judgedAt, Criteria.parse(standard).orElseThrow());
    }

    @Nested
    class From_the_configuration {
        private ChangeForm change(TeamId team, String title, String kind) {
            ChangeForm form = Office.change(team, title);
            return new ChangeForm(
                    form.id(),
                    form.team(),
                    form.component(),
                    kind,
                    form.title(),
                    form.link(),
                    form.flag(),
                    form.userEffect(),
                    form.trouble(),
                    form.supportAnswer());
        }

        @Test
        void they_come_with_the_changes_that_bring_them_in_the_same_edit_and_are_said() {
            office.criteriaRules = rules();
            ReleaseKey key = office.created();
            assertThat(criteria(key)).isEmpty();
            int revision = office.release(key).revision();

            Outcome added =
                    done(office.use.planning().putChange(office.by(OWNER), key, change(PAYMENTS, "Pay", "migration")));

            assertThat(office.release(key).revision()).isEqualTo(revision + 1);
            assertThat(criteria(key))
                    .extracting(PlannedCriterion::text)
                    .containsExactly(
                            "open blockers = 0 in PAY board", LATENCY, "replication lag < 5 s on canary over 30 min");
            assertThat(criteria(key).get(0).team()).isEmpty();
            assertThat(criteria(key).get(1).team()).contains(PAYMENTS);
            assertThat(text(added.said())).contains("and with it 3 criteria to begin with", SHOWN);
        }

        @Test
        void each_comes_once_and_one_that_was_removed_does_not_come_back() {
            office.criteriaRules = rules();
            ReleaseKey key = office.created();
            done(office.use.planning().putChange(office.by(OWNER), key, change(PAYMENTS, "Pay", "copy")));
            PlannedCriterion latency = criteria(key).get(1);
            done(office.use.criteria().remove(office.by(OWNER), key, latency.number()));

            var change = office.dossier(key).scope().changes().get(0);
            ChangeForm again = change(PAYMENTS, "Pay more", "copy");
            done(office.use
                    .planning()
                    .putChange(
                            office.by(OWNER),
                            key,
                            new ChangeForm(
                                    Optional.of(change.id()),
                                    again.team(),
                                    again.component(),
                                    again.kind(),
                                    again.title(),
                                    again.link(),
                                    again.flag(),
                                    again.userEffect(),
                                    again.trouble(),
                                    again.supportAnswer())));
            done(office.use.planning().putChange(office.by(OWNER), key, change(PAYMENTS, "Another", "copy")));

            assertThat(only(key).text()).isEqualTo("open blockers = 0 in PAY board");
        }
    }

    @Nested
    @Tag("H5")
    class Evidence_of_it {
        private Outcome state(ReleaseKey key, PersonId by, String value) {
            return state(key, by, value, "", Optional.empty());
        }

        private Outcome state(ReleaseKey key, PersonId by, String value, String baseline, Optional<Instant> at) {
            return office.use
                    .statements()
                    .state(
                            office.by(by),
                            key,
                            new EvidenceForm(
                                    only(key).mark(), value, baseline, "https://grafana.example/d/1", at, "Grafana"));
        }

        private ReleaseKey readyWith(String sentence) {
            ReleaseKey key = office.planned();
            done(add(key, OWNER, sentence));
            office.reopen(key);
            done(office.ready(key, PAYMENTS, MEMBER));
            done(office.ready(key, CHECKOUT, OTHER_MEMBER));
            office.sent();
            return key;
        }

        @Test
        @Tag("H1")
        void that_is_missing_holds_the_go_and_stated_it_opens_the_gate_without_expiring_anything() {
            ReleaseKey key = readyWith(LATENCY);
            int revision = office.release(key).revision();
            Outcome refused = office.go(key, OWNER);
            assertThat(text(refused.said())).contains("M3", "Nothing has been seen yet for", "evidence " + key);

            Outcome stated = done(state(key, MEMBER, "212 ms"));

            assertThat(text(stated.said())).contains("Stated.", "✅ met: 212 ms");
            assertThat(office.release(key).revision()).isEqualTo(revision);
            assertThat(office.dossier(key).readyTeams()).isEqualTo(2);
            var sent = office.sent();
            assertThat(Office.boards(sent)).isEqualTo(1);
            assertThat(to(sent, OWNER)).anySatisfy(said -> assertThat(said).contains("The call is yours"));
            assertThat(office.events(key)).contains("evidence_stated");
            done(office.go(key, OWNER));
        }

        @Test
        @Tag("H1")
        void that_grows_old_shuts_the_gate_again() {
            office.criteriaRules = new CriteriaRules(Duration.ofHours(2), List.of(), Map.of(), Map.of());
            ReleaseKey key = readyWith(LATENCY);
            done(state(key, MEMBER, "212 ms"));

            office.pass("PT2H1M");

            assertThat(text(office.go(key, OWNER).said())).contains("M3", "older than 2 hours");
        }

        @Test
        void that_does_not_meet_it_shuts_the_gate_and_the_owner_is_told_at_once() {
            ReleaseKey key = readyWith(LATENCY);

            done(state(key, OTHER_MEMBER, "300 ms"));

            assertThat(to(office.sent(), OWNER))
                    .anySatisfy(said -> assertThat(said).contains("isn't met", SHOWN, "300 ms"));
            assertThat(text(office.go(key, OWNER).said())).contains("isn't met: 300 ms");
            office.pass("PT1M");
            done(state(key, MEMBER, "249 ms"));
            done(office.go(key, OWNER));
            assertThat(office.dossier(key).assurances().evidence()).hasSize(2);
        }

        @Test
        void after_the_go_that_does_not_meet_it_voids_the_go() {
            ReleaseKey key = readyWith(LATENCY);
            done(state(key, MEMBER, "212 ms"));
            done(office.go(key, OWNER));
            office.pass("PT5M");

            done(state(key, MEMBER, "300 ms"));

            assertThat(office.release(key).state().phase()).isEqualTo(Phase.POLLING);
            assertThat(office.events(key)).contains("go_voided");
        }

        @Test
        void is_refused_at_the_field_where_it_proves_nothing() {
            ReleaseKey key = readyWith(LATENCY);

            assertThat(state(key, MEMBER, "fine").faults()).containsOnlyKeys(EvidenceForm.VALUE);
            assertThat(state(key, MEMBER, "3 %").faults().get(EvidenceForm.VALUE))
                    .contains("another unit");
            assertThat(state(key, MEMBER, "212 ms", "", Optional.of(office.now.plusSeconds(60)))
                            .faults()
                            .get(EvidenceForm.AT))
                    .contains("still to come");
            assertThat(state(key, MEMBER, "212 ms", "", Optional.of(office.now.minus(Duration.ofDays(2))))
                            .faults()
                            .get(EvidenceForm.AT))
                    .contains("counts as none");
            Outcome bare = office.use
                    .statements()
                    .state(
                            office.by(MEMBER),
                            key,
                            new EvidenceForm(only(key).mark(), "", "", "grafana", Optional.empty(), ""));
            assertThat(bare.faults()).containsOnlyKeys(EvidenceForm.VALUE, EvidenceForm.LINK, EvidenceForm.SOURCE);
            assertThat(office.dossier(key).assurances().evidence()).isEmpty();
        }

        @Test
        void relative_to_a_baseline_wants_the_baselines_value_too() {
            ReleaseKey key = readyWith("orders per minute within 5 % of staging baseline");

            assertThat(state(key, MEMBER, "98").faults()).containsOnlyKeys(EvidenceForm.BASELINE);
            assertThat(text(done(state(key, MEMBER, "98", "100", Optional.empty()))
                            .said()))
                    .contains("✅ met: 98 against 100");
        }

        @Test
        void of_a_check_is_a_yes_or_a_no() {
            ReleaseKey key = readyWith("check \"smoke tests\" by CI is green for this revision");

            assertThat(state(key, MEMBER, "almost").faults().get(EvidenceForm.VALUE))
                    .contains("yes or no");
            assertThat(text(done(state(key, MEMBER, "no")).said())).contains("not met: no");
            assertThat(text(done(state(key, MEMBER, "yes")).said())).contains("✅ met: yes");
        }

        @Test
        void for_words_that_were_changed_meanwhile_is_not_taken_and_earlier_evidence_counts_no_longer() {
            ReleaseKey key = readyWith(LATENCY);
            done(state(key, MEMBER, "212 ms"));
            PlannedCriterion shown = only(key);
            done(office.use
                    .criteria()
                    .put(
                            office.by(OWNER),
                            key,
                            new CriterionForm(
                                    Optional.of(shown.mark()),
                                    LATENCY.replace("250", "200"),
                                    Optional.empty(),
                                    Optional.empty(),
                                    "",
                                    shown.team())));

            Outcome late = office.use
                    .statements()
                    .state(
                            office.by(MEMBER),
                            key,
                            new EvidenceForm(
                                    shown.mark(),
                                    "180 ms",
                                    "",
                                    "https://grafana.example",
                                    Optional.empty(),
                                    "Grafana"));

            assertThat(late.faults().get(EvidenceForm.CRITERION)).contains("200 ms");
            assertThat(office.dossier(key).verdict().open())
                    .filteredOn(finding -> finding.rule().equals("M3"))
                    .extracting(Finding::sentence)
                    .singleElement()
                    .asString()
                    .contains("since it was worded so");
        }

        @Test
        @Tag("A2")
        void is_stated_by_who_takes_part_and_by_nobody_else() {
            ReleaseKey key = readyWith(LATENCY);

            for (PersonId person : List.of(COLLEAGUE, EXECUTIVE)) {
                assertThat(text(state(key, person, "212 ms").said())).contains("You can't state what was seen");
            }
            done(state(key, OWNER, "212 ms"));
            assertThat(office.dossier(key).assurances().evidence().get(0).by()).isEqualTo(OWNER);
        }
    }

    @Nested
    @Tag("K1")
    class The_readiness_request {
        @Test
        void shows_the_teams_criteria_with_what_was_seen_its_steps_and_its_place() {
            ReleaseKey key = office.planned();
            done(add(key, OWNER, LATENCY));
            done(office.use
                    .planning()
                    .putStep(
                            office.by(OWNER),
                            key,
                            Office.step("kubectl rollout undo deploy/pay", Optional.of(PAYMENTS))));
            done(office.use
                    .statements()
                    .state(
                            office.by(MEMBER),
                            key,
                            new EvidenceForm(
                                    only(key).mark(),
                                    "212 ms",
                                    "",
                                    "https://grafana.example",
                                    Optional.empty(),
                                    "Grafana")));
            office.sent();

            office.reopen(key);

            assertThat(to(office.sent(), MEMBER))
                    .singleElement()
                    .asString()
                    .contains(
                            SHOWN,
                            "✅ met: 212 ms",
                            "kubectl rollout undo deploy/pay",
                            "deployed in wave",
                            "You wait for");
        }
    }
}
