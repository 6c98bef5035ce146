package dev.releasemanager.gate;

import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.DELEGATE;
import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.LEAVER;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_LEAD;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.SECOND;
import static dev.releasemanager.release.Cast.after;
import static dev.releasemanager.release.Cast.notReady;
import static dev.releasemanager.release.Cast.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.gate.Finding.Result;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Changes;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.Manifest;
import dev.releasemanager.manifest.SizeBudget;
import dev.releasemanager.release.Call;
import dev.releasemanager.release.Cast;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Profile;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.review.Lesson;
import dev.releasemanager.rollback.Plans;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.rollout.Rollout;
import dev.releasemanager.rollout.Staged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each requirement of a Go, alone and in every result. */
class GateTest {
    private static final Confirmation PAYMENTS_READY = ready(PAYMENTS, MEMBER, after("PT1M"));
    private static final Confirmation CHECKOUT_READY = ready(CHECKOUT, OTHER_MEMBER, after("PT2M"));
    private static final RollbackPlan PLAN = Plans.WHOLE;
    /** Nothing said beside the plan but that its executors accept it. */
    private static final Assurances ACCEPTED = Assurances.NONE.with(Plans.accepted(PLAN));

    private final Release release = Cast.release(Cast.polling());
    private final Roster roster = Cast.roster();

    private static Step step(Optional<PersonId> executor, Optional<Duration> lasts) {
        return Plans.step(1, executor, lasts);
    }

    private static final Standards STANDARDS =
            new Standards(Duration.ofHours(24), SizeBudget.UNLIMITED, Cast.NOW, "/release");

    private static Manifest manifest() {
        return Manifest.of(
                List.of(Changes.change(1, PAYMENTS, "copy"), Changes.change(2, CHECKOUT, "copy")),
                Changes.kinds(),
                new Landscape(List.of(), List.of(new Dependency("checkout-api", "payments-api"))),
                Details.NONE.withVersions(Map.of("payments-api", Staged.VERSION, "checkout-api", Staged.VERSION)));
    }

    private Verdict judge(RollbackPlan plan, Confirmation... answers) {
        return judge(release, plan, roster, answers);
    }

    private static Verdict judge(Release release, RollbackPlan plan, Roster roster, Confirmation... answers) {
        return judge(release, plan, roster, Assurances.NONE.with(Plans.accepted(plan)), answers);
    }

    private static Verdict judge(
            Release release, RollbackPlan plan, Roster roster, Assurances assurances, Confirmation... answers) {
        return verdictOf(Dossier.of(
                release,
                manifest(),
                plan,
                Map.of(),
                Seals.fitting(manifest(), plan, answers),
                List.of(),
                roster,
                assurances,
                STANDARDS,
                Staged.of(manifest()),
                Lookback.NONE));
    }

    /** Whether it is open is found out by itself as well, and comes to the same. */
    private static Verdict verdictOf(Dossier dossier) {
        boolean open = dossier.isOpen();
        assertThat(open).isEqualTo(dossier.verdict().isOpen());
        return dossier.verdict();
    }

    private static List<Finding> of(Verdict verdict, String rule) {
        return verdict.findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .toList();
    }

    private static Finding only(Verdict verdict, String rule) {
        assertThat(of(verdict, rule)).hasSize(1);
        return of(verdict, rule).get(0);
    }

    @Test
    void everything_met_opens_the_gate() {
        Verdict verdict = judge(PLAN, PAYMENTS_READY, CHECKOUT_READY);

        assertThat(verdict.isOpen()).isTrue();
        assertThat(verdict.open()).isEmpty();
        assertThat(verdict.findings())
                .extracting(Finding::rule)
                .containsExactly("X1", "Q3", "H1", "M2", "X3", "H2", "X4", "X2", "A5", "hold", "M3");
        assertThat(verdict.findings()).allMatch(finding -> !finding.blocking() || finding.result() == Result.MET);
        assertThat(verdict.revision()).isEqualTo(release.revision());
    }

    @Test
    @Tag("H1")
    void no_requirements_never_means_go() {
        assertThat(new Verdict(1, List.of()).isOpen()).isFalse();
    }

    @Test
    @Tag("A1")
    void what_is_judged_later_is_judged_as_it_was_when_it_was_looked_at() {
        List<Confirmation> answers = new ArrayList<>(Seals.fitting(manifest(), PLAN, PAYMENTS_READY, CHECKOUT_READY));
        Dossier dossier = Dossier.of(
                release,
                manifest(),
                PLAN,
                Map.of(),
                answers,
                List.of(),
                roster,
                ACCEPTED,
                STANDARDS,
                Staged.of(manifest()),
                Lookback.NONE);

        answers.clear();

        assertThat(dossier.isOpen()).isTrue();
        assertThat(dossier.readyTeams()).isEqualTo(2);
        assertThat(dossier.verdict().isOpen()).isTrue();
    }

    @Test
    @Tag("A1")
    void a_seal_that_is_known_is_forgotten_with_the_manifest_and_the_plan() {
        Manifest manifest = manifest();
        RollbackPlan other = PLAN.with(
                new Step(2, "Check", Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(PAYMENTS)));
        Manifest more = Changes.manifest(Changes.change(1, PAYMENTS, "copy"), Changes.change(3, PAYMENTS, "copy"));
        String known = Dossier.seal(PAYMENTS, manifest, PLAN);

        assertThat(Dossier.seal(PAYMENTS, manifest, other))
                .isNotEqualTo(known)
                .isEqualTo(Dossier.content(PAYMENTS, manifest, other).digest());
        assertThat(Dossier.seal(PAYMENTS, more, PLAN))
                .isNotEqualTo(known)
                .isEqualTo(Dossier.content(PAYMENTS, more, PLAN).digest());
        assertThat(Dossier.seal(CHECKOUT, manifest, PLAN))
                .isNotEqualTo(known)
                .isEqualTo(Dossier.content(CHECKOUT, manifest, PLAN).digest());
        assertThat(Dossier.seal(PAYMENTS, manifest, PLAN)).isEqualTo(known);
    }

    @ParameterizedTest
    @EnumSource(Result.class)
    void a_blocking_finding_shuts_the_gate_by_its_result(Result result) {
        Finding finding = new Finding("X1", "x", result, true, "x.", "", List.of(), Optional.empty());

        assertThat(finding.shutsTheGate()).isEqualTo(result == Result.UNMET || result == Result.UNKNOWN);
        assertThat(new Verdict(1, List.of(finding)).isOpen()).isEqualTo(!finding.shutsTheGate());
    }

    @ParameterizedTest
    @EnumSource(Result.class)
    void advice_never_shuts_it(Result result) {
        Finding finding = new Finding("S3", "x", result, false, "x.", "", List.of(), Optional.empty());

        assertThat(finding.shutsTheGate()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(ReleaseKind.class)
    @Tag("H3")
    void the_kind_of_release_changes_nothing(ReleaseKind kind) {
        Profile p = release.profile();
        Release other = release.with(
                new Profile(p.title(), p.purpose(), kind, p.target(), p.zone(), p.teams(), p.channel(), p.ticket()));

        assertThat(judge(other, PLAN, roster, PAYMENTS_READY, CHECKOUT_READY).findings())
                .isEqualTo(judge(PLAN, PAYMENTS_READY, CHECKOUT_READY).findings());
        assertThat(judge(other, RollbackPlan.EMPTY, roster).findings())
                .isEqualTo(judge(RollbackPlan.EMPTY).findings());
    }

    @Nested
    @Tag("X1")
    @Tag("M4")
    @Tag("S1")
    class Rollback_plan_complete {
        @Test
        void an_empty_one_is_the_first_finding_and_shuts_the_gate_alone() {
            Verdict verdict = judge(RollbackPlan.EMPTY, PAYMENTS_READY, CHECKOUT_READY);

            assertThat(verdict.isOpen()).isFalse();
            assertThat(verdict.open()).extracting(Finding::rule).containsExactly("X1");
            assertThat(verdict.findings().get(0).sentence()).isEqualTo("There is no rollback plan yet.");
            assertThat(verdict.findings().get(0).next()).contains("rollback-plan PAY-1", "Nobody can override");
            assertThat(verdict.findings().get(0).who()).containsExactly(OWNER, DELEGATE);
        }

        static List<RollbackPlan> incomplete() {
            return List.of(
                    new RollbackPlan(List.of(), PLAN.triggers(), PLAN.window(), PLAN.notUndone()),
                    new RollbackPlan(PLAN.steps(), List.of(), PLAN.window(), PLAN.notUndone()),
                    new RollbackPlan(PLAN.steps(), PLAN.triggers(), Optional.empty(), PLAN.notUndone()),
                    new RollbackPlan(PLAN.steps(), PLAN.triggers(), PLAN.window(), Optional.empty()),
                    new RollbackPlan(
                            List.of(step(Optional.empty(), Optional.of(Duration.ofMinutes(5)))),
                            PLAN.triggers(),
                            PLAN.window(),
                            PLAN.notUndone()),
                    new RollbackPlan(
                            List.of(step(Optional.of(MEMBER), Optional.empty())),
                            PLAN.triggers(),
                            PLAN.window(),
                            PLAN.notUndone()));
        }

        @Test
        void whatever_it_lacks_is_named_and_shuts_the_gate_alone() {
            for (RollbackPlan plan : incomplete()) {
                Verdict verdict = judge(plan, PAYMENTS_READY, CHECKOUT_READY);

                assertThat(verdict.open()).extracting(Finding::rule).containsExactly("X1");
                assertThat(only(verdict, "X1").sentence())
                        .isEqualTo("The rollback plan lacks " + plan.missing().get(0) + ".");
            }
        }

        @Test
        void several_lacks_are_one_sentence() {
            RollbackPlan bare = new RollbackPlan(
                    List.of(step(Optional.empty(), Optional.empty())), List.of(), Optional.empty(), PLAN.notUndone());

            assertThat(only(judge(bare), "X1").sentence())
                    .contains("the person who executes step 1, how long step 1 takes, a trigger")
                    .contains(" and a rollback window");
        }
    }

    @Nested
    @Tag("Q3")
    class Every_team_ready {
        @Test
        void a_not_ready_is_told_with_reason_estimate_and_who_can_remove_it() {
            Finding finding = only(judge(PLAN, notReady(PAYMENTS, MEMBER, after("PT1M")), CHECKOUT_READY), "Q3");

            assertThat(finding.result()).isEqualTo(Result.UNMET);
            assertThat(finding.sentence())
                    .isEqualTo("Payments is not ready: The migration hangs (expected: tomorrow noon).");
            assertThat(finding.who()).containsExactly(MEMBER, LEAD);
        }

        @Test
        void a_not_ready_outweighs_every_ready_of_the_team() {
            assertThat(judge(
                                    PLAN,
                                    PAYMENTS_READY,
                                    notReady(PAYMENTS, SECOND, after("PT3M")),
                                    ready(PAYMENTS, LEAD, after("PT4M")),
                                    CHECKOUT_READY)
                            .isOpen())
                    .isFalse();
        }

        @Test
        void half_of_two_confirmations_is_told_as_such() {
            Finding finding = only(judge(release, PLAN, Cast.roster(2), PAYMENTS_READY, CHECKOUT_READY), "Q3");

            assertThat(finding.sentence()).contains("confirmed by 1 of the 2 people");
            assertThat(finding.who()).containsExactly(LEAD);
        }

        @Test
        void silence_is_counted() {
            assertThat(only(judge(PLAN, PAYMENTS_READY), "Q3").sentence()).isEqualTo("1 of 2 teams are ready.");
        }

        @Test
        void a_reason_with_line_breaks_and_emoji_stays_one_short_line() {
            Confirmation answer = Confirmation.notReady(
                    1, PAYMENTS, MEMBER, "line\nline " + "😀".repeat(400), "x", 3, "seal", after("PT1M"));

            assertThat(only(judge(PLAN, answer, CHECKOUT_READY), "Q3").sentence())
                    .doesNotContain("\n")
                    .hasSizeLessThan(600)
                    .matches(text -> text.codePoints()
                            .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
        }
    }

    @Nested
    @Tag("H1")
    class Nothing_unknown {
        private Finding unknown(Verdict verdict) {
            Finding finding = only(verdict, "H1");
            assertThat(finding.result()).isEqualTo(Result.UNKNOWN);
            assertThat(verdict.isOpen()).isFalse();
            return finding;
        }

        @Test
        void silence_is_unknown_and_names_those_who_are_asked() {
            Finding finding = unknown(judge(PLAN, CHECKOUT_READY));

            assertThat(finding.sentence()).contains("Payments hasn't answered; silence counts as not ready");
            assertThat(finding.who()).containsExactly(LEAD, MEMBER);
        }

        @Test
        void before_anybody_is_asked_nobody_is_blamed_or_mentioned_for_silence() {
            for (ReleaseState state : List.of(
                    new ReleaseState.Planning(Optional.empty()),
                    new ReleaseState.Delayed(ReleaseState.Cause.NO_GO, "no", Cast.NOW, Optional.empty()))) {
                Finding finding = unknown(judge(Cast.release(state), PLAN, roster));

                assertThat(finding.sentence()).contains("No team is being asked");
                assertThat(finding.who()).containsExactly(OWNER, DELEGATE);
            }
        }

        @Test
        @Tag("A1")
        void an_expired_confirmation_is_unknown() {
            assertThat(unknown(judge(PLAN, PAYMENTS_READY.expired(after("PT5M")), CHECKOUT_READY))
                            .sentence())
                    .contains("confirmation of Payments has expired");
        }

        @Test
        void a_confirmation_by_somebody_who_left_the_team_is_unknown() {
            assertThat(unknown(judge(PLAN, ready(PAYMENTS, LEAVER, after("PT1M")), CHECKOUT_READY))
                            .sentence())
                    .contains("confirmed by Leaver, who is no longer in the team");
        }

        @Test
        void a_team_that_the_configuration_no_longer_has_is_unknown() {
            Verdict verdict = judge(release, PLAN, Cast.without(roster, PAYMENTS), PAYMENTS_READY, CHECKOUT_READY);

            assertThat(unknown(verdict).sentence()).contains("the configuration no longer has this team");
        }

        @Test
        void a_team_without_people_is_unknown() {
            Verdict verdict =
                    judge(release, PLAN, Cast.without(roster, LEAD, MEMBER, SECOND), PAYMENTS_READY, CHECKOUT_READY);

            assertThat(verdict.isOpen()).isFalse();
            assertThat(of(verdict, "H1")).anyMatch(finding -> finding.sentence().contains("has nobody"));
        }

        @Test
        void an_owner_who_has_left_is_unknown() {
            Verdict verdict = judge(release, PLAN, Cast.without(roster, OWNER), PAYMENTS_READY, CHECKOUT_READY);

            assertThat(unknown(verdict).sentence()).contains("The owner, Owner, has left");
        }

        @Test
        void an_executor_who_has_left_is_unknown() {
            RollbackPlan plan = new RollbackPlan(
                    List.of(step(Optional.of(LEAVER), Optional.of(Duration.ofMinutes(5)))),
                    PLAN.triggers(),
                    PLAN.window(),
                    PLAN.notUndone());

            assertThat(unknown(judge(plan, PAYMENTS_READY, CHECKOUT_READY)).sentence())
                    .contains("Step 1 of the rollback plan is for Leaver");
        }
    }

    @Nested
    @Tag("A5")
    class Reviews_closed {
        private static final ReleaseKey BROKEN = new ReleaseKey("PAY-7");

        private final OpenReview open =
                new OpenReview(BROKEN, OTHER_LEAD, Optional.of(DELEGATE), List.of("checkout-api", "payments-api"));

        private Verdict judge(ReleaseKind kind, Lookback lookback) {
            Profile p = release.profile();
            return verdictOf(Dossier.of(
                    release.with(new Profile(
                            p.title(),
                            p.purpose(),
                            kind,
                            p.target(),
                            p.zone(),
                            p.teams(),
                            p.channel(),
                            p.ticket(),
                            lookback.faults().stream().findFirst())),
                    manifest(),
                    PLAN,
                    Map.of(),
                    Seals.fitting(manifest(), PLAN, PAYMENTS_READY, CHECKOUT_READY),
                    List.of(),
                    roster,
                    ACCEPTED,
                    STANDARDS,
                    Staged.of(manifest()),
                    lookback));
        }

        @Test
        void nothing_to_wait_for_is_met() {
            assertThat(only(judge(ReleaseKind.REGULAR, Lookback.NONE), "A5").result())
                    .isEqualTo(Result.MET);
        }

        @Test
        void one_that_is_open_shuts_the_gate_alone_and_names_release_components_command_and_people() {
            Verdict verdict = judge(ReleaseKind.REGULAR, new Lookback(List.of(open), List.of(), Set.of()));

            assertThat(verdict.isOpen()).isFalse();
            assertThat(verdict.open()).extracting(Finding::rule).containsExactly("A5");
            assertThat(only(verdict, "A5").sentence()).contains("PAY-7", "checkout-api, payments-api");
            assertThat(only(verdict, "A5").next()).contains("/release review PAY-7");
            assertThat(only(verdict, "A5").who()).containsExactly(OTHER_LEAD, DELEGATE);
        }

        @Test
        void each_that_is_open_is_a_finding_of_its_own() {
            OpenReview other =
                    new OpenReview(new ReleaseKey("PAY-9"), OWNER, Optional.empty(), List.of("payments-api"));

            assertThat(of(judge(ReleaseKind.REGULAR, new Lookback(List.of(open, other), List.of(), Set.of())), "A5"))
                    .hasSize(2)
                    .allMatch(Finding::shutsTheGate);
        }

        @Test
        void a_hotfix_for_that_fault_is_excepted_from_it_and_nothing_else_is() {
            Lookback forIt = new Lookback(List.of(open), List.of(), Set.of(BROKEN));

            assertThat(only(judge(ReleaseKind.HOTFIX, forIt), "A5").result()).isEqualTo(Result.EXCEPTED);
            assertThat(judge(ReleaseKind.HOTFIX, forIt).isOpen()).isTrue();
            assertThat(only(judge(ReleaseKind.REGULAR, forIt), "A5").result()).isEqualTo(Result.UNMET);
            assertThat(only(
                                    judge(
                                            ReleaseKind.HOTFIX,
                                            new Lookback(List.of(open), List.of(), Set.of(new ReleaseKey("PAY-8")))),
                                    "A5")
                            .result())
                    .isEqualTo(Result.UNMET);
        }

        @Test
        void nobody_can_except_others_from_it() {
            Dossier dossier = Dossier.of(
                    release,
                    manifest(),
                    PLAN,
                    Map.of(),
                    List.of(PAYMENTS_READY, CHECKOUT_READY),
                    List.of(),
                    roster,
                    ACCEPTED,
                    STANDARDS,
                    Staged.of(manifest()),
                    new Lookback(List.of(open), List.of(), Set.of()));

            assertThat(dossier.exceptable("A5")).isEmpty();
        }

        @Test
        @Tag("Q2")
        void a_lesson_that_is_left_out_is_advice() {
            Lesson lesson = new Lesson(
                    BROKEN,
                    1,
                    "payments-api",
                    "p95 latency < 300 ms on staging over 30 min",
                    Optional.of(JudgedAt.CHECKPOINT),
                    Optional.empty(),
                    Optional.empty(),
                    MEMBER,
                    Cast.NOW);
            Verdict verdict = judge(ReleaseKind.REGULAR, new Lookback(List.of(), List.of(lesson), Set.of()));

            assertThat(verdict.isOpen()).isTrue();
            assertThat(only(verdict, "Q2").sentence()).contains("PAY-7", lesson.text(), "payments-api");
            assertThat(only(verdict, "Q2").blocking()).isFalse();
        }
    }

    @Nested
    @Tag("M1")
    class An_empty_scope {
        private final Verdict verdict = Dossier.of(
                        release,
                        Changes.manifest(),
                        PLAN,
                        Map.of(),
                        Seals.fitting(Changes.manifest(), PLAN, PAYMENTS_READY, CHECKOUT_READY),
                        List.of(),
                        roster,
                        ACCEPTED,
                        STANDARDS,
                        Rollout.NONE,
                        Lookback.NONE)
                .verdict();

        @Test
        void is_advice_after_everything_that_blocks() {
            assertThat(verdict.isOpen()).isTrue();
            assertThat(verdict.advice()).extracting(Finding::rule).containsExactly("M1", "M3", "M2", "M2");
            assertThat(verdict.findings().get(verdict.findings().size() - 1).blocking())
                    .isFalse();
        }
    }

    /** How small a release is and whether it is of one piece, on manifests of any shape. */
    @Nested
    class The_shape_of_the_release {
        private static final List<TeamId> TEAMS = List.of(PAYMENTS, CHECKOUT);

        private Verdict judge(Landscape landscape, Assurances assurances, SizeBudget budget, Change... changes) {
            Manifest manifest = Manifest.of(
                    List.of(changes),
                    Changes.kinds(),
                    landscape,
                    Details.NONE.withVersions(Staged.versions(List.of(changes))));
            return verdictOf(Dossier.of(
                    release,
                    manifest,
                    PLAN,
                    Map.of(),
                    Seals.fitting(manifest, PLAN, PAYMENTS_READY, CHECKOUT_READY),
                    List.of(),
                    roster,
                    assurances,
                    new Standards(Duration.ofHours(24), budget, Cast.NOW, "/release"),
                    Staged.of(manifest),
                    Lookback.NONE));
        }

        private Change in(String component, TeamId team, int id) {
            Change like = Changes.change(id, team, "copy");
            return new Change(
                    like.id(),
                    team,
                    component,
                    like.kind(),
                    like.title(),
                    like.link(),
                    like.flag(),
                    like.userEffect(),
                    like.trouble(),
                    like.supportAnswer());
        }

        /** A chain of components, each of the other team than the one that it needs. */
        private Verdict chain(int dependencies, Assurances assurances) {
            List<Change> changes = new ArrayList<>();
            List<dev.releasemanager.manifest.Component> components = new ArrayList<>();
            List<Dependency> needs = new ArrayList<>();
            for (int i = 0; i <= dependencies; i++) {
                TeamId team = TEAMS.get(i % 2);
                changes.add(in("c" + i, team, i + 1));
                components.add(dev.releasemanager.manifest.Component.of("c" + i, team));
                if (i > 0) {
                    needs.add(new Dependency("c" + i, "c" + (i - 1)));
                }
            }
            return judge(
                    new Landscape(components, needs), assurances, SizeBudget.UNLIMITED, changes.toArray(Change[]::new));
        }

        @Test
        @Tag("X3")
        void unrelated_changes_shut_the_gate_and_are_named_group_by_group() {
            Verdict verdict = judge(
                    Landscape.EMPTY,
                    ACCEPTED,
                    SizeBudget.UNLIMITED,
                    in("cart", CHECKOUT, 1),
                    in("ledger", PAYMENTS, 2));

            assertThat(verdict.open()).extracting(Finding::rule).containsExactly("X3");
            assertThat(only(verdict, "X3").sentence()).contains("2 separate groups", "cart", "ledger");
        }

        @Test
        @Tag("H2")
        void three_cross_team_dependencies_pass_and_four_do_not() {
            assertThat(chain(3, ACCEPTED).isOpen()).isTrue();
            Verdict four = chain(4, ACCEPTED);
            assertThat(four.open()).extracting(Finding::rule).containsExactly("H2");
            assertThat(only(four, "H2").sentence()).contains("4 dependencies", "c1 needs c0");
        }

        @Test
        @Tag("H2")
        void four_pass_with_an_executives_sign_off_for_four_and_five_do_not() {
            Assurances signed = ACCEPTED.with(new ExceptionRequest(
                    1,
                    "H2",
                    CoherenceRequirements.covered(4),
                    "It is one move.",
                    OWNER,
                    after("PT1M"),
                    Optional.of(new ExceptionRequest.Answer(Cast.EXECUTIVE, after("PT2M"), true, "Go on."))));

            assertThat(only(chain(4, signed), "H2").result()).isEqualTo(Result.EXCEPTED);
            assertThat(chain(4, signed).isOpen()).isTrue();
            assertThat(only(chain(5, signed), "H2").result()).isEqualTo(Result.UNMET);
        }

        @Test
        @Tag("M2")
        void a_circle_shuts_the_gate_and_is_shown_by_name() {
            Verdict verdict = judge(
                    new Landscape(
                            List.of(), List.of(new Dependency("cart", "ledger"), new Dependency("ledger", "cart"))),
                    ACCEPTED,
                    SizeBudget.UNLIMITED,
                    in("cart", CHECKOUT, 1),
                    in("ledger", PAYMENTS, 2));

            assertThat(only(verdict, "M2").sentence()).contains("cart needs ledger needs cart");
            assertThat(verdict.isOpen()).isFalse();
        }

        @Test
        @Tag("M2")
        void an_unknown_component_shuts_the_gate() {
            Verdict verdict = judge(
                    new Landscape(List.of(dev.releasemanager.manifest.Component.of("cart", CHECKOUT)), List.of()),
                    ACCEPTED,
                    SizeBudget.UNLIMITED,
                    in("crat", CHECKOUT, 1));

            assertThat(verdict.open()).extracting(Finding::rule).containsExactly("M2");
        }

        @Test
        @Tag("S3")
        void past_the_size_budget_is_advice_and_no_more() {
            Verdict verdict = judge(
                    new Landscape(List.of(), List.of(new Dependency("cart", "ledger"))),
                    ACCEPTED,
                    new SizeBudget(1, 9, 9, 9),
                    in("cart", CHECKOUT, 1),
                    in("ledger", PAYMENTS, 2));

            assertThat(verdict.isOpen()).isTrue();
            assertThat(verdict.advice()).extracting(Finding::rule).contains("S3");
            assertThat(only(verdict, "S3").next()).contains("split PAY-1");
        }
    }

    @Nested
    class A_hold {
        private final Assurances held = ACCEPTED.with(new Hold(7, OTHER_MEMBER, after("PT1M"), "Alerts are muted."));

        @Test
        void shuts_the_gate_and_names_who_can_lift_it() {
            Verdict verdict = judge(release, PLAN, roster, held, PAYMENTS_READY, CHECKOUT_READY);

            assertThat(verdict.isOpen()).isFalse();
            assertThat(verdict.open()).extracting(Finding::rule).containsExactly("hold");
            Finding finding = only(verdict, "hold");
            assertThat(finding.sentence()).contains("Alerts are muted");
            assertThat(finding.who()).containsExactly(OTHER_MEMBER, OWNER);
        }

        @Test
        void lifted_leaves_the_gate_as_it_was() {
            Assurances lifted = held.without(held.holds().get(0));

            assertThat(judge(release, PLAN, roster, lifted, PAYMENTS_READY, CHECKOUT_READY)
                            .isOpen())
                    .isTrue();
        }
    }

    @Nested
    @Tag("X2")
    class Planned_for_a_friday {
        private final Release friday = on("2026-11-27T23:30:00Z");

        /** In Berlin the day begins an hour before it does in UTC. */
        private Release on(String target) {
            Profile profile = release.profile();
            return release.with(new Profile(
                    profile.title(),
                    profile.purpose(),
                    profile.kind(),
                    java.time.Instant.parse(target),
                    profile.zone(),
                    profile.teams(),
                    profile.channel(),
                    profile.ticket()));
        }

        private Finding finding(Release of, Assurances assurances) {
            return only(judge(of, PLAN, roster, assurances, PAYMENTS_READY, CHECKOUT_READY), "X2");
        }

        private Assurances asked(String covers, Optional<ExceptionRequest.Answer> answer) {
            return ACCEPTED.with(new ExceptionRequest(
                    1, "X2", covers, "The law changes on Saturday.", OWNER, after("PT1M"), answer));
        }

        private Optional<ExceptionRequest.Answer> answer(PersonId by, boolean granted) {
            return Optional.of(new ExceptionRequest.Answer(by, after("PT2M"), granted, "It has to be."));
        }

        @Test
        void is_judged_in_the_zone_of_the_release() {
            assertThat(finding(on("2026-11-27T22:30:00Z"), ACCEPTED).result()).isEqualTo(Result.UNMET);
            assertThat(finding(friday, ACCEPTED).result()).isEqualTo(Result.MET);
            assertThat(finding(on("2026-11-26T23:30:00Z"), ACCEPTED).result()).isEqualTo(Result.UNMET);
            assertThat(finding(on("2026-11-26T22:30:00Z"), ACCEPTED).result()).isEqualTo(Result.MET);
        }

        @Test
        void shuts_the_gate_until_an_executive_has_signed_it_off() {
            Release planned = on("2026-11-27T10:00:00Z");

            Finding asked = finding(planned, asked("2026-11-27", Optional.empty()));
            assertThat(asked.result()).isEqualTo(Result.UNMET);
            assertThat(asked.who()).containsExactly(Cast.EXECUTIVE);
            Finding granted = finding(planned, asked("2026-11-27", answer(Cast.EXECUTIVE, true)));
            assertThat(granted.result()).isEqualTo(Result.EXCEPTED);
            assertThat(granted.sentence()).contains("The law changes on Saturday");
            assertThat(judge(
                                    planned,
                                    PLAN,
                                    roster,
                                    asked("2026-11-27", answer(Cast.EXECUTIVE, true)),
                                    PAYMENTS_READY,
                                    CHECKOUT_READY)
                            .isOpen())
                    .isTrue();
        }

        @Test
        void is_not_excepted_by_a_refusal_nor_by_a_sign_off_for_another_friday_nor_by_who_decides_now() {
            Release planned = on("2026-11-27T10:00:00Z");

            assertThat(finding(planned, asked("2026-11-27", answer(Cast.EXECUTIVE, false)))
                            .result())
                    .isEqualTo(Result.UNMET);
            assertThat(finding(planned, asked("2026-11-20", answer(Cast.EXECUTIVE, true)))
                            .result())
                    .isEqualTo(Result.UNMET);
            assertThat(finding(planned, asked("2026-11-27", answer(OWNER, true)))
                            .result())
                    .isEqualTo(Result.UNMET);
        }
    }

    @Test
    void every_finding_that_is_not_met_says_how_it_stands_and_what_next() {
        List<Verdict> verdicts = new ArrayList<>(List.of(
                judge(RollbackPlan.EMPTY),
                judge(PLAN, PAYMENTS_READY),
                judge(PLAN, notReady(PAYMENTS, MEMBER, after("PT1M"))),
                judge(PLAN, PAYMENTS_READY.expired(after("PT5M"))),
                judge(release, PLAN, Cast.roster(2), PAYMENTS_READY, CHECKOUT_READY),
                judge(release, PLAN, Cast.without(roster, OWNER, LEAD, MEMBER, SECOND)),
                judge(Cast.release(new ReleaseState.Planning(Optional.empty())), RollbackPlan.EMPTY, roster)));

        verdicts.stream()
                .flatMap(verdict -> verdict.findings().stream())
                .filter(finding -> finding.result() != Result.MET)
                .forEach(finding -> {
                    assertThat(finding.sentence()).endsWith(".");
                    assertThat(finding.next()).endsWith(".");
                    assertThat(finding.name()).isNotBlank();
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void the_order_of_findings_is_fixed_however_the_answers_are_read(int rotation) {
        List<Confirmation> answers = new ArrayList<>(List.of(
                notReady(PAYMENTS, MEMBER, after("PT1M")), ready(PAYMENTS, SECOND, after("PT2M")), CHECKOUT_READY));
        List<Finding> expected =
                judge(RollbackPlan.EMPTY, answers.toArray(Confirmation[]::new)).findings();
        java.util.Collections.rotate(answers, rotation);

        assertThat(judge(RollbackPlan.EMPTY, answers.toArray(Confirmation[]::new))
                        .findings())
                .isEqualTo(expected);
    }

    @Test
    void after_a_go_the_findings_are_those_of_the_answers_that_it_was_called_on() {
        Release cleared = Cast.release(
                new ReleaseState.Cleared(Cast.checkpoint(1), new Call(OWNER, after("PT1H"), 3, "d".repeat(64), "")));

        assertThat(judge(cleared, PLAN, roster, PAYMENTS_READY, CHECKOUT_READY).isOpen())
                .isTrue();
    }
}
