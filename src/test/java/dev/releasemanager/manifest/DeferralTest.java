package dev.releasemanager.manifest;

import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.release.TeamId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What leaves with a team or a change that is deferred, why, and what becomes of the rest. */
@Tag("H4")
class DeferralTest {
    private static Sketch shop() {
        return Sketch.of(
                "page@checkout needs ledger@payments",
                "ledger needs gateway@platform",
                "mail@mail needs gateway",
                "search@search");
    }

    private static Deferral of(Sketch sketch, TeamId team) {
        return Deferral.of(sketch.scope(), sketch.landscape(), team);
    }

    private static Deferral of(Sketch sketch, int... ids) {
        Set<ChangeId> set = new TreeSet<>();
        for (int id : ids) {
            set.add(new ChangeId(id));
        }
        return Deferral.of(sketch.scope(), sketch.landscape(), set);
    }

    private static Map<Integer, String> reasons(Deferral deferral) {
        return deferral.moved().stream()
                .collect(Collectors.toMap(moved -> moved.change().id().value(), Deferral.Moved::reason));
    }

    @Nested
    class A_team {
        @Test
        void takes_along_all_that_depends_on_it() {
            assertThat(reasons(of(shop(), PAYMENTS)))
                    .isEqualTo(Map.of(
                            1, "page needs ledger first, which leaves.",
                            2, "It is a change of payments."));
        }

        @Test
        void leaves_the_rest_in_its_new_order() {
            assertThat(of(shop(), PAYMENTS).waves())
                    .containsExactly(new Wave(1, List.of("gateway", "search")), new Wave(2, List.of("mail")));
        }

        @Test
        void touches_only_those_whose_readiness_request_changes() {
            Deferral deferral = of(shop(), PAYMENTS);

            assertThat(deferral.leaving()).containsExactly(CHECKOUT, PAYMENTS);
            assertThat(deferral.touched()).containsExactly(PLATFORM);
            assertThat(deferral.untouched()).containsExactly(new TeamId("mail"), new TeamId("search"));
        }

        @Test
        void takes_along_what_it_deploys_for_others() {
            Sketch sketch = shop().change("ledger", CHECKOUT, "copy");

            assertThat(reasons(of(sketch, PAYMENTS))).containsEntry(6, "payments owns and deploys ledger.");
        }

        @Test
        void takes_along_what_depends_on_it_through_what_does_not_ship() {
            assertThat(reasons(of(
                            Sketch.of("page@checkout needs (cart@checkout)", "(cart) needs ledger@payments"),
                            PAYMENTS)))
                    .containsEntry(1, "page needs ledger first (through cart, which doesn't ship), which leaves.");
        }

        @Test
        void without_anything_in_the_release_moves_nothing() {
            Deferral deferral = of(shop(), new TeamId("nobody"));

            assertThat(deferral.moved()).isEmpty();
            assertThat(deferral.touched()).isEmpty();
            assertThat(deferral.waves()).isEqualTo(shop().graph().waves());
        }

        @Test
        void that_everything_depends_on_leaves_nothing() {
            Deferral deferral = of(Sketch.of("page@checkout needs ledger@payments"), PAYMENTS);

            assertThat(deferral.isEverything()).isTrue();
            assertThat(deferral.waves()).isEmpty();
        }

        @Test
        @Tag("M1")
        void takes_its_risk_along() {
            Sketch sketch = shop().change("ledger", PAYMENTS, "migration");

            assertThat(of(sketch, PAYMENTS).riskBefore()).isEqualTo(Risk.HIGH);
            assertThat(of(sketch, PAYMENTS).risk()).isEqualTo(Risk.LOW);
        }
    }

    @Nested
    class A_change {
        @Test
        void takes_along_the_others_of_its_component_which_ships_as_one_version() {
            Deferral deferral = of(shop().change("mail", PLATFORM, "copy"), 4);

            assertThat(reasons(deferral))
                    .isEqualTo(Map.of(
                            4, "It was asked for.", 6, "mail ships as one version, and change #4 of it leaves."));
            assertThat(deferral.inseparable()).containsExactly("mail ships as one version: change #6 goes along.");
            assertThat(deferral.moved()).extracting(Deferral.Moved::asked).containsExactly(true, false);
        }

        @Test
        void takes_along_what_is_on_a_cycle_with_it() {
            Deferral deferral =
                    of(Sketch.of("page@checkout needs ledger@payments", "ledger needs page", "mail@mail"), 1);

            assertThat(deferral.movedIds()).containsExactly(new ChangeId(1), new ChangeId(2));
            assertThat(deferral.inseparable())
                    .containsExactly("ledger and page need each other: none goes without the others.");
            assertThat(deferral.after().cycle()).isEmpty();
        }

        @Test
        void takes_along_what_shares_its_migration() {
            Sketch sketch = shop();
            sketch.change("search", new TeamId("search"), "migration", "Index", "https://git.example/pull/9")
                    .change("mail", new TeamId("mail"), "copy", "Index", "https://git.example/pull/9");

            Deferral deferral = of(sketch, 4);

            assertThat(reasons(deferral))
                    .containsEntry(5, "search shares the migration https://git.example/pull/9 with mail, which leaves.")
                    .containsKeys(6, 7);
            assertThat(deferral.inseparable())
                    .contains("mail and search share the migration https://git.example/pull/9:"
                            + " none goes without the others.");
        }

        @Test
        void that_is_not_in_the_scope_moves_nothing() {
            assertThat(of(shop(), 99).moved()).isEmpty();
        }
    }

    @Test
    void thousands_of_random_deferrals_leave_nothing_that_needs_what_left() {
        long seed = 16_180_339;
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            Sketch sketch = Sketch.random(random, 1 + random.nextInt(14), random.nextInt(4) == 0);
            TeamId team = new TeamId("t" + random.nextInt(5));
            String as = "seed " + seed + ", round " + round;

            Deferral deferral = of(sketch, team);

            DependencyGraph before = sketch.graph();
            Map<String, Set<String>> needs = DependencyGraphTest.needs(sketch.landscape());
            Set<String> gone = new HashSet<>();
            deferral.moved().forEach(moved -> gone.add(moved.change().component()));
            for (Change change : deferral.staying().changes()) {
                assertThat(change.team()).as(as).isNotEqualTo(team);
                assertThat(gone).as(as).doesNotContain(change.component());
                if (deferral.after().ships(change.component())) {
                    Set<String> needed = new HashSet<>(needs.getOrDefault(change.component(), Set.of()));
                    needed.retainAll(gone);
                    needed.removeIf(component -> !before.ships(component));
                    assertThat(needed).as(as).isEmpty();
                }
            }
            assertThat(deferral.moved().size() + deferral.staying().changes().size())
                    .as(as)
                    .isEqualTo(sketch.scope().changes().size());
            assertThat(deferral.waves())
                    .as(as)
                    .isEqualTo(DependencyGraph.of(deferral.staying(), sketch.landscape())
                            .waves());
            Set<TeamId> teams = new TreeSet<>(deferral.leaving());
            teams.addAll(deferral.touched());
            teams.addAll(deferral.untouched());
            assertThat(teams).as(as).containsExactlyElementsOf(before.teams());

            for (TeamId stays : teams) {
                if (!deferral.leaving().contains(stays)) {
                    assertThat(deferral.touched().contains(stays))
                            .as("%s: %s is asked again", as, stays)
                            .isNotEqualTo(seal(stays, before).equals(seal(stays, deferral.after())));
                }
            }

            Deferral again = of(sketch.shuffled(random), team);
            assertThat(again.moved()).as(as).isEqualTo(deferral.moved());
            assertThat(again.inseparable()).as(as).isEqualTo(deferral.inseparable());
            assertThat(again.touched()).as(as).isEqualTo(deferral.touched());
        }
    }

    private static String seal(TeamId team, DependencyGraph graph) {
        return ReadinessContent.of(team, graph, List.of(), List.of(), List.of()).digest();
    }
}
