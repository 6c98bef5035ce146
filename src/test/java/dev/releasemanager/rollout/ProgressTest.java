package dev.releasemanager.rollout;

import static dev.releasemanager.manifest.Changes.in;
import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.NOW;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Changes;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.DependencyGraph;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.Scope;
import dev.releasemanager.release.Decision;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.rollout.Progress.Standing;
import dev.releasemanager.rollout.StageRun.End;
import dev.releasemanager.rollout.StageRun.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Feature: inside a stage the components go in order, each is looked at, and then all of it is watched. */
class ProgressTest {
    private static final Stage STAGING = Stage.staging(Duration.ofHours(2));
    private static final Stage CANARY = Stage.production(5, Duration.ofHours(1));
    private static final Map<String, String> VERSIONS = Map.of("ledger", "1.4.0", "cart", "7.1.0", "mail", "2.0.0");

    /** cart needs ledger; mail needs nothing. */
    private static DependencyGraph graph(Change... changes) {
        return DependencyGraph.of(
                new Scope(List.of(changes), Changes.kinds()),
                new Landscape(List.of(), List.of(new Dependency("cart", "ledger"))));
    }

    private static final DependencyGraph GRAPH =
            graph(in(1, PAYMENTS, "ledger"), in(2, CHECKOUT, "cart"), in(3, PAYMENTS, "mail"));

    private static Progress staging() {
        return new Progress(
                StageRun.begun(1, STAGING, GRAPH.components(), OWNER, NOW),
                GRAPH,
                VERSIONS,
                Rollout.NONE,
                Optional.empty());
    }

    private static Progress through(Progress progress, String... components) {
        Progress next = progress;
        for (String component : components) {
            String version = next.wanted().getOrDefault(component, "");
            next = next.with(
                    next.deployed(component, version, MEMBER, NOW).changed().orElseThrow());
            next = next.with(next.verified(component, MEMBER, NOW).changed().orElseThrow());
        }
        return next;
    }

    private static Refusal refusal(Decision<StageRun> decision) {
        return decision.<Optional<Refusal>>fold(next -> Optional.empty(), why -> Optional.empty(), Optional::of)
                .orElseThrow();
    }

    @Nested
    @Tag("M2")
    class The_order {
        @Test
        void lets_go_first_what_needs_nothing() {
            assertThat(staging().ready()).containsExactly("ledger", "mail");
            assertThat(staging().standingOf("cart")).isEqualTo(Standing.WAITING);
        }

        @Test
        void refuses_what_waits_and_names_whom_it_waits_for() {
            Refusal no = refusal(staging().begin("cart", MEMBER, NOW));

            assertThat(no.rule()).contains("M2");
            assertThat(no.why()).contains("ledger").contains("isn't deployed and verified in this stage (staging)");
            assertThat(no.next()).contains("verify that first");
        }

        @Test
        void is_not_satisfied_by_a_deployment_that_nobody_has_looked_at() {
            Progress deployed = staging()
                    .with(staging()
                            .deployed("ledger", "1.4.0", MEMBER, NOW)
                            .changed()
                            .orElseThrow());

            assertThat(deployed.waitsFor("cart")).containsExactly("ledger");
            assertThat(deployed.begin("cart", MEMBER, NOW).changed()).isEmpty();
        }

        @Test
        void opens_once_what_is_needed_is_verified() {
            assertThat(through(staging(), "ledger").standingOf("cart")).isEqualTo(Standing.READY);
        }

        @Test
        void stands_for_a_failed_one_again() {
            Progress ledger = through(staging(), "ledger");
            Progress failed = ledger.with(
                    ledger.failed("ledger", "it leaks", MEMBER, NOW).changed().orElseThrow());

            assertThat(failed.standingOf("cart")).isEqualTo(Standing.WAITING);
            assertThat(failed.begin("ledger", MEMBER, NOW).changed()).isPresent();
        }
    }

    @Nested
    class A_mark {
        @Test
        void is_made_once_and_a_second_click_changes_nothing() {
            Progress begun = staging()
                    .with(staging().begin("mail", MEMBER, NOW).changed().orElseThrow());
            Progress through = through(begun, "mail");

            assertThat(begun.standingOf("mail")).isEqualTo(Standing.DEPLOYING);
            assertThat(begun.begin("mail", MEMBER, NOW)).isInstanceOf(Decision.Unchanged.class);
            assertThat(through.deployed("mail", "2.0.0", MEMBER, NOW)).isInstanceOf(Decision.Unchanged.class);
            assertThat(through.verified("mail", MEMBER, NOW)).isInstanceOf(Decision.Unchanged.class);
        }

        @Test
        @Tag("M6")
        void of_verification_needs_a_deployment() {
            Refusal no = refusal(staging().verified("mail", MEMBER, NOW));

            assertThat(no.rule()).contains("M6");
            assertThat(no.next()).startsWith("Mark it as deployed first");
        }

        @Test
        @Tag("X4")
        void with_another_version_than_the_one_to_ship_is_refused() {
            Refusal no = refusal(staging().deployed("mail", "2.0.1", MEMBER, NOW));

            assertThat(no.rule()).contains("X4");
            assertThat(no.why()).contains("2.0.0").contains("2.0.1");
        }

        @Test
        void of_a_failure_needs_a_beginning() {
            assertThat(refusal(staging().failed("mail", "no", MEMBER, NOW)).next())
                    .contains("being deployed first");
        }

        @Test
        void on_what_does_not_go_in_the_stage_is_refused() {
            assertThat(refusal(staging().begin("search", MEMBER, NOW)).why()).contains("doesn't go in this stage");
        }
    }

    @Nested
    @Tag("M5")
    class The_bake {
        @Test
        void begins_when_the_last_component_is_verified() {
            Progress two = through(staging(), "ledger", "mail");
            assertThat(two.run().bake()).isEmpty();

            StageRun all = through(two, "cart").run();

            assertThat(all.bake()).contains(new Bake(1, NOW, after("PT2H")));
        }

        @Test
        void is_void_once_something_of_the_stage_fails_and_begins_anew_after_that() {
            Progress all = through(staging(), "ledger", "mail", "cart");
            Progress failed = all.with(
                    all.failed("mail", "no answer", MEMBER, NOW).changed().orElseThrow());
            assertThat(failed.run().bake()).isEmpty();

            assertThat(through(failed, "mail").run().bake().orElseThrow().number())
                    .isEqualTo(2);
        }

        @Test
        void can_be_extended_and_counts_from_its_end_or_from_now() {
            Bake bake = new Bake(1, NOW, after("PT2H"));

            assertThat(bake.extended(Duration.ofHours(1), after("PT1H")).until())
                    .isEqualTo(after("PT3H"));
            assertThat(bake.extended(Duration.ofHours(1), after("PT4H")).until())
                    .isEqualTo(after("PT5H"));
        }

        @Test
        void is_over_at_its_end_and_not_a_moment_before() {
            Bake bake = new Bake(1, NOW, after("PT2H"));

            assertThat(bake.isOver(after("PT2H").minusMillis(1))).isFalse();
            assertThat(bake.isOver(after("PT2H"))).isTrue();
            assertThat(bake.left(after("PT30M"))).isEqualTo(Duration.ofMinutes(90));
        }

        @Test
        void begins_anew_with_its_whole_length_where_a_rollout_is_resumed() {
            StageRun all = through(staging(), "ledger", "mail", "cart").run();

            assertThat(all.baking(after("PT1H")).bake()).contains(new Bake(2, after("PT1H"), after("PT3H")));
        }
    }

    @Nested
    @Tag("X4")
    class What_has_passed_staging {
        private Rollout passed() {
            StageRun run = through(staging(), "ledger", "mail", "cart").run();
            return Rollout.NONE.with(run.ended(new End(Result.PASSED, after("PT2H"), List.of())));
        }

        @Test
        void has_passed_in_exactly_that_version() {
            assertThat(passed().hasPassed("staging", "cart", "7.1.0")).isTrue();
            assertThat(passed().hasPassed("staging", "cart", "7.1.1")).isFalse();
            assertThat(passed().hasPassed("production-5", "cart", "7.1.0")).isFalse();
        }

        @Test
        @Tag("H5")
        void has_not_passed_without_a_judgement() {
            StageRun run = through(staging(), "ledger", "mail", "cart").run();
            Rollout open =
                    Rollout.NONE.with(run.ended(new End(Result.NO_JUDGEMENT, after("PT2H"), List.of("nothing seen"))));

            assertThat(open.hasPassed("staging", "cart", "7.1.0")).isFalse();
            assertThat(Rollout.NONE.with(run).hasPassed("staging", "cart", "7.1.0"))
                    .isFalse();
        }

        @Test
        void has_passed_no_more_after_a_newer_failure_in_the_same_run() {
            Progress over = staging().with(passed().find(1).orElseThrow());
            StageRun failed = over.failed("cart", "it leaks", MEMBER, after("PT3H"))
                    .changed()
                    .orElseThrow();

            assertThat(passed().with(failed).hasPassed("staging", "cart", "7.1.0"))
                    .isFalse();
            assertThat(passed().with(failed).hasPassed("staging", "mail", "2.0.0"))
                    .isTrue();
        }

        @Test
        void has_passed_no_more_after_a_newer_failure_in_another_run() {
            StageRun again = StageRun.begun(2, STAGING, List.of("cart"), OWNER, after("PT3H"));
            Progress second = new Progress(again, GRAPH, VERSIONS, passed(), Optional.empty());
            StageRun failed =
                    through(second, "cart").run().ended(new End(Result.FAILED, after("PT6H"), List.of("errors")));

            assertThat(passed().with(failed).hasPassed("staging", "cart", "7.1.0"))
                    .isFalse();
        }

        @Test
        void need_not_be_repeated_for_what_waits_for_it() {
            StageRun again = StageRun.begun(2, STAGING, List.of("cart"), OWNER, after("PT3H"));
            Progress second =
                    new Progress(again, GRAPH, Map.of("ledger", "1.4.0", "cart", "7.2.0"), passed(), Optional.empty());

            assertThat(second.waitsFor("cart")).isEmpty();
        }
    }

    @Nested
    @Tag("S4")
    class The_stage_before {
        @Test
        void has_to_have_passed_in_the_same_version() {
            StageRun run = StageRun.begun(2, CANARY, GRAPH.components(), OWNER, NOW);
            Progress canary = new Progress(run, GRAPH, VERSIONS, Rollout.NONE, Optional.of(STAGING));

            Refusal no = refusal(canary.begin("mail", MEMBER, NOW));

            assertThat(no.rule()).contains("S4");
            assertThat(no.why()).contains("hasn't passed the stage before (staging) in version 2.0.0");
        }
    }

    @Nested
    class An_edit_while_staging {
        @Test
        void of_a_version_has_its_component_deployed_again_and_the_bake_begin_anew() {
            Progress all = through(staging(), "ledger", "mail", "cart");
            Progress edited = new Progress(
                    all.run(),
                    GRAPH,
                    Map.of("ledger", "1.4.0", "cart", "7.2.0", "mail", "2.0.0"),
                    Rollout.NONE,
                    Optional.empty());

            assertThat(edited.standingOf("cart")).isEqualTo(Standing.READY);
            assertThat(edited.followed().bake()).isEmpty();
            assertThat(through(edited.with(edited.followed()), "cart").run().bake())
                    .isPresent();
        }

        @Test
        void that_adds_a_component_has_it_join_the_stage() {
            DependencyGraph more = graph(
                    in(1, PAYMENTS, "ledger"),
                    in(2, CHECKOUT, "cart"),
                    in(3, PAYMENTS, "mail"),
                    in(4, PAYMENTS, "search"));
            Progress edited = new Progress(staging().run(), more, VERSIONS, Rollout.NONE, Optional.empty());

            assertThat(edited.followed().components()).containsExactly("cart", "ledger", "mail", "search");
        }

        @Test
        void that_takes_a_component_away_leaves_the_others_their_bake() {
            Progress two = through(staging(), "ledger", "mail", "cart");
            DependencyGraph fewer = graph(in(1, PAYMENTS, "ledger"), in(2, CHECKOUT, "cart"));

            assertThat(new Progress(two.run(), fewer, VERSIONS, Rollout.NONE, Optional.empty())
                            .followed()
                            .bake())
                    .isPresent();
        }
    }
}
