package dev.releasemanager.manifest;

import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.releasemanager.release.TeamId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In which order what ships goes, who waits for whom, and what is wrong with it. */
@Tag("M2")
class DependencyGraphTest {
    /** A shop: the page needs the cart and the ledger, both need the gateway; the ledger needs a bank. */
    private static Sketch shop() {
        return Sketch.of(
                "page@checkout needs cart@checkout ledger@payments",
                "cart needs gateway@platform",
                "ledger needs gateway ~bank",
                "mail@platform");
    }

    @Nested
    class The_order {
        @Test
        void goes_in_waves_of_what_may_go_in_parallel() {
            assertThat(shop().graph().waves())
                    .containsExactly(
                            new Wave(1, List.of("gateway", "mail")),
                            new Wave(2, List.of("cart", "ledger")),
                            new Wave(3, List.of("page")));
        }

        @Test
        @Tag("Q3")
        void is_reversed_for_the_rollback() {
            assertThat(shop().graph().rollbackWaves())
                    .containsExactly(
                            new Wave(1, List.of("page")),
                            new Wave(2, List.of("cart", "ledger")),
                            new Wave(3, List.of("gateway", "mail")));
        }

        @Test
        void binds_through_a_component_that_does_not_ship() {
            DependencyGraph graph = Sketch.of("page@checkout needs (cart@checkout)", "(cart) needs gateway@platform")
                    .graph();

            assertThat(graph.waves()).containsExactly(new Wave(1, List.of("gateway")), new Wave(2, List.of("page")));
            assertThat(graph.prerequisitesOf("page")).containsExactly("gateway");
            assertThat(graph.dependentsOf("gateway")).containsExactly("page");
            assertThat(graph.between()).containsExactly("cart");
            assertThat(graph.crossTeam()).isEmpty();
        }

        @Test
        void binds_through_an_external_system_which_is_in_no_wave() {
            DependencyGraph graph = Sketch.of("page@checkout needs ~bank", "~bank needs gateway@platform")
                    .graph();

            assertThat(graph.waves()).containsExactly(new Wave(1, List.of("gateway")), new Wave(2, List.of("page")));
            assertThat(graph.externals()).extracting(Component::name).containsExactly("bank");
            assertThat(graph.dependencies())
                    .containsExactly(new Dependency("bank", "gateway"), new Dependency("page", "bank"));
        }

        @Test
        void shows_the_external_systems_that_are_touched_and_leaves_out_what_is_not_in_the_release() {
            DependencyGraph graph = Sketch.of(
                            "page@checkout needs ~bank (styles@checkout)", "(other@platform) needs ~weather")
                    .graph();

            assertThat(graph.externals()).extracting(Component::name).containsExactly("bank");
            assertThat(graph.dependencies()).containsExactly(new Dependency("page", "bank"));
            assertThat(graph.waves()).containsExactly(new Wave(1, List.of("page")));
        }

        @Test
        void of_nothing_is_nothing() {
            DependencyGraph graph = DependencyGraph.of(new Scope(List.of(), Changes.kinds()), Landscape.EMPTY);

            assertThat(graph.waves()).isEmpty();
            assertThat(graph.cycle()).isEmpty();
            assertThat(graph.crossTeam()).isEmpty();
            assertThat(graph.prerequisitesOf("nothing")).isEmpty();
            assertThat(Fault.in(graph, List.of())).isEmpty();
        }

        @Test
        void without_a_landscape_is_one_wave() {
            assertThat(DependencyGraph.of(shop().scope(), Landscape.EMPTY).waves())
                    .containsExactly(new Wave(1, List.of("cart", "gateway", "ledger", "mail", "page")));
        }

        @Test
        void of_a_chain_of_thousands_is_found_without_running_out_of_stack() {
            Sketch sketch = Sketch.of("c0@platform");
            for (int i = 1; i < 20_000; i++) {
                sketch.change("c" + i, PLATFORM, "copy").needs("c" + i, "c" + (i - 1));
            }

            assertThat(sketch.graph().waves()).hasSize(20_000);
        }
    }

    @Nested
    class A_cycle {
        @Test
        void is_shown_closed_and_by_name() {
            DependencyGraph graph = Sketch.of(
                            "page@checkout needs ledger@payments",
                            "ledger needs gateway@platform",
                            "gateway needs page")
                    .graph();

            assertThat(graph.cycle()).contains(List.of("gateway", "page", "ledger", "gateway"));
            assertThat(Fault.in(graph, List.of()).get(0).sentence(TeamId::value))
                    .isEqualTo("The dependencies go in a circle: gateway needs page needs ledger needs gateway.");
        }

        @Test
        void is_the_shortest_and_among_equals_the_first_by_name() {
            DependencyGraph graph = Sketch.of(
                            "a@x needs b@x",
                            "b needs c@x",
                            "c needs a",
                            "y@x needs z@x",
                            "z needs y",
                            "p@x needs q@x",
                            "q needs p")
                    .graph();

            assertThat(graph.cycle()).contains(List.of("p", "q", "p"));
        }

        @Test
        void of_one_is_a_component_that_needs_itself() {
            DependencyGraph graph =
                    Sketch.of("page@checkout").needs("page", "page").graph();

            assertThat(graph.cycle()).contains(List.of("page", "page"));
            assertThat(Fault.in(graph, List.of())).singleElement().satisfies(fault -> {
                assertThat(fault.shutsTheGate()).isTrue();
                assertThat(fault.sentence(TeamId::value)).isEqualTo("page is said to need itself.");
            });
        }

        @Test
        void through_what_does_not_ship_counts_and_one_that_touches_nothing_does_not() {
            assertThat(Sketch.of("page@checkout needs (cart@checkout)", "(cart) needs page")
                            .graph()
                            .cycle())
                    .contains(List.of("page", "cart", "page"));
            assertThat(Sketch.of("page@checkout needs (a@x)", "(a) needs (b@x)", "(b) needs (a)")
                            .graph()
                            .cycle())
                    .isEmpty();
        }

        @Test
        void leaves_the_rest_in_its_order() {
            DependencyGraph graph = Sketch.of(
                            "page@checkout needs ledger@payments",
                            "ledger needs page gateway@platform",
                            "mail@platform needs page")
                    .graph();

            assertThat(graph.waves())
                    .containsExactly(
                            new Wave(1, List.of("gateway")),
                            new Wave(2, List.of("ledger", "page")),
                            new Wave(3, List.of("mail")));
        }
    }

    @Nested
    @Tag("K1")
    class A_team {
        private final DependencyGraph graph = shop().graph();

        @Test
        void waits_for_those_whose_components_go_right_before_its_own() {
            assertThat(graph.waitsFor(CHECKOUT)).containsExactly(PAYMENTS, PLATFORM);
            assertThat(graph.waitsFor(PAYMENTS)).containsExactly(PLATFORM);
            assertThat(graph.waitsFor(PLATFORM)).isEmpty();
        }

        @Test
        void is_waited_for_by_those_that_go_right_after() {
            assertThat(graph.waitedForBy(PLATFORM)).containsExactly(CHECKOUT, PAYMENTS);
            assertThat(graph.waitedForBy(PAYMENTS)).containsExactly(CHECKOUT);
            assertThat(graph.waitedForBy(CHECKOUT)).isEmpty();
        }

        @Test
        void has_a_place_in_the_order() {
            assertThat(graph.placeOf(PLATFORM)).containsExactly(1);
            assertThat(graph.placeOf(CHECKOUT)).containsExactly(2, 3);
            assertThat(graph.placeOf(new TeamId("nobody"))).isEmpty();
        }

        @Test
        void with_a_change_in_anothers_component_waits_as_its_owner_does() {
            DependencyGraph shared = Sketch.of("ledger@payments needs gateway@platform")
                    .change("ledger", CHECKOUT, "copy")
                    .graph();

            assertThat(shared.waitsFor(CHECKOUT)).containsExactly(PLATFORM);
            assertThat(shared.waitedForBy(PLATFORM)).containsExactly(CHECKOUT, PAYMENTS);
            assertThat(shared.componentsOf(CHECKOUT)).containsExactly("ledger");
            assertThat(shared.changesOf(PAYMENTS)).hasSize(2);
            assertThat(shared.changesOf(CHECKOUT)).hasSize(1);
        }
    }

    @Nested
    @Tag("H2")
    class A_cross_team_dependency {
        @Test
        void has_ends_of_different_teams() {
            assertThat(shop().graph().crossTeam())
                    .containsExactly(
                            new Dependency("cart", "gateway"),
                            new Dependency("ledger", "gateway"),
                            new Dependency("page", "ledger"));
        }

        @Test
        void has_both_ends_in_this_release() {
            assertThat(Sketch.of("page@checkout needs (ledger@payments) ~bank")
                            .graph()
                            .crossTeam())
                    .isEmpty();
        }

        @Test
        void goes_by_the_owner_and_not_by_who_makes_the_change() {
            DependencyGraph graph = DependencyGraph.of(
                    new Sketch()
                            .change("page", CHECKOUT, "copy")
                            .change("cart", PAYMENTS, "copy")
                            .scope(),
                    new Landscape(
                            List.of(Component.of("cart", CHECKOUT), Component.ownedByNobody("page")),
                            List.of(new Dependency("page", "cart"))));

            assertThat(graph.ownerOf("cart")).contains(CHECKOUT);
            assertThat(graph.ownerOf("page")).contains(CHECKOUT);
            assertThat(graph.crossTeam()).isEmpty();
        }
    }

    @Nested
    class A_fault {
        private static List<String> in(Sketch sketch, TeamId... teams) {
            return Fault.in(sketch.graph(), List.of(teams)).stream()
                    .map(fault -> (fault.shutsTheGate() ? "shut: " : "advice: ") + fault.sentence(TeamId::value))
                    .toList();
        }

        @Test
        void is_an_unknown_component() {
            assertThat(in(shop().change("pgae", CHECKOUT, "copy").change("pgae", CHECKOUT, "copy")))
                    .containsExactly("shut: Nobody knows the component pgae, which changes #6 and #7 name.");
        }

        @Test
        void is_not_an_unknown_component_where_none_is_listed() {
            DependencyGraph graph = DependencyGraph.of(
                    new Sketch().change("pgae", CHECKOUT, "copy").scope(), Landscape.EMPTY);

            assertThat(Fault.in(graph, List.of(CHECKOUT))).isEmpty();
        }

        @Test
        void is_an_unknown_end_of_a_dependency_that_bears_on_the_release() {
            assertThat(in(shop().needs("page", "legder")
                            .needs("bnak", "gateway")
                            .needs("wether", "forecast")))
                    .containsExactly(
                            "shut: “bnak needs gateway” names bnak, which is no known component.",
                            "shut: “page needs legder” names legder, which is no known component.");
        }

        @Test
        void is_a_change_of_an_external_system() {
            Sketch sketch = shop().change("bank", PAYMENTS, "copy");

            assertThat(in(sketch))
                    .containsExactly("shut: Change #6 names bank, an external system that nobody here deploys.");
            assertThat(sketch.graph().waves())
                    .allSatisfy(wave -> assertThat(wave.components()).doesNotContain("bank"));
        }

        @Test
        void is_a_team_without_anything_in_the_scope() {
            assertThat(in(shop(), CHECKOUT, PAYMENTS, PLATFORM, new TeamId("search")))
                    .containsExactly("advice: search takes part, but nothing in the scope is theirs.");
        }

        @Test
        void is_not_a_team_whose_component_only_others_change() {
            DependencyGraph graph = DependencyGraph.of(
                    new Sketch().change("ledger", CHECKOUT, "copy").scope(),
                    new Landscape(List.of(Component.of("ledger", PAYMENTS)), List.of()));

            assertThat(Fault.in(graph, List.of(CHECKOUT, PAYMENTS)))
                    .containsExactly(new Fault.ForeignChange(new ChangeId(1), CHECKOUT, "ledger", PAYMENTS));
        }

        @Test
        void is_looked_for_anew_when_others_take_part() {
            DependencyGraph graph = shop().change("pgae", CHECKOUT, "copy").graph();
            List<TeamId> fewer = List.of(CHECKOUT, PAYMENTS);
            List<TeamId> more = List.of(CHECKOUT, PAYMENTS, new TeamId("search"));

            assertThat(graph.faults(fewer)).isEqualTo(Fault.in(graph, fewer));
            assertThat(graph.faults(more)).isEqualTo(Fault.in(graph, more)).isNotEqualTo(graph.faults(fewer));
            assertThat(graph.faults(fewer)).isEqualTo(Fault.in(graph, fewer));
        }

        @Test
        void is_a_component_that_nobody_owns() {
            DependencyGraph graph = DependencyGraph.of(
                    new Sketch().change("ledger", CHECKOUT, "copy").scope(),
                    new Landscape(List.of(Component.ownedByNobody("ledger")), List.of()));

            assertThat(Fault.in(graph, List.of()))
                    .containsExactly(new Fault.OwnedByNobody("ledger", CHECKOUT))
                    .allSatisfy(fault -> assertThat(fault.sentence(TeamId::value) + fault.remedy(TeamId::value))
                            .contains("No team owns ledger", "Name its team"));
        }
    }

    @Nested
    class What_a_release_adds {
        @Test
        void joins_what_is_configured_whose_word_stands() {
            Landscape configured = new Landscape(
                    List.of(
                            Component.of("cart", CHECKOUT),
                            Component.external("bank", ""),
                            Component.ownedByNobody("x")),
                    List.of(new Dependency("cart", "bank")));
            Landscape added = new Landscape(
                    List.of(
                            Component.of("cart", PAYMENTS),
                            Component.external("bank", "desk@bank.example"),
                            Component.of("x", PAYMENTS),
                            Component.of("new", PLATFORM)),
                    List.of(new Dependency("new", "cart"), new Dependency("cart", "bank")));

            Landscape both = configured.with(added);

            assertThat(both.components())
                    .containsExactly(
                            Component.external("bank", "desk@bank.example"),
                            Component.of("cart", CHECKOUT),
                            Component.of("new", PLATFORM),
                            Component.of("x", PAYMENTS));
            assertThat(both.dependencies())
                    .containsExactly(new Dependency("cart", "bank"), new Dependency("new", "cart"));
            assertThat(both.find("cart")).contains(Component.of("cart", CHECKOUT));
            assertThat(both.find("nothing")).isEmpty();
        }

        @Test
        void stands_in_the_canonical_form() {
            assertThat(new Landscape(
                                    List.of(Component.of("cart", CHECKOUT), Component.external("bank", "desk")),
                                    List.of(new Dependency("cart", "bank")))
                            .canonicalLines())
                    .containsExactly(
                            "component bank external\tyes",
                            "component bank contact\tdesk",
                            "component cart team\tcheckout",
                            "component cart external\tno",
                            "dependency\tcart needs bank");
        }

        @Test
        void names_each_component_once_and_none_blank() {
            assertThatThrownBy(() -> new Landscape(
                            List.of(Component.ownedByNobody("a"), Component.ownedByNobody("a")), List.of()))
                    .hasMessageContaining("two components are named a");
            assertThatThrownBy(() -> Component.ownedByNobody(" ")).hasMessageContaining("blank");
            assertThatThrownBy(() -> new Dependency("a", "")).hasMessageContaining("blank");
        }
    }

    @Test
    void thousands_of_random_releases_keep_every_dependency_and_read_the_same_in_any_order() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        for (int round = 0; round < 4_000; round++) {
            Sketch sketch = Sketch.random(random, 1 + random.nextInt(14), random.nextInt(4) == 0);
            DependencyGraph graph = sketch.graph();
            String as = "seed " + seed + ", round " + round;
            Landscape landscape = sketch.landscape();
            Map<String, Set<String>> needs = needs(landscape);
            boolean cyclic = false;
            for (String component : graph.components()) {
                Set<String> needed = needs.getOrDefault(component, Set.of());
                cyclic |= needed.contains(component);
                for (String other : needed) {
                    if (graph.ships(other)
                            && !needs.getOrDefault(other, Set.of()).contains(component)) {
                        assertThat(graph.waveOf(component).orElseThrow())
                                .as("%s: %s after %s", as, component, other)
                                .isGreaterThan(graph.waveOf(other).orElseThrow());
                    }
                }
            }
            assertThat(graph.cycle().isPresent()).as(as).isEqualTo(cyclic);
            graph.cycle().ifPresent(path -> {
                assertThat(path.get(0)).isEqualTo(path.get(path.size() - 1));
                for (int i = 0; i + 1 < path.size(); i++) {
                    assertThat(landscape.dependencies()).contains(new Dependency(path.get(i), path.get(i + 1)));
                }
            });
            assertThat(graph.waves().stream().flatMap(wave -> wave.components().stream()))
                    .as(as)
                    .containsExactlyInAnyOrderElementsOf(graph.components());
            for (TeamId team : graph.teams()) {
                for (TeamId other : graph.waitsFor(team)) {
                    assertThat(graph.waitedForBy(other)).as(as).contains(team);
                }
            }
            DependencyGraph again = sketch.shuffled(random).graph();
            assertThat(again.waves()).as(as).isEqualTo(graph.waves());
            assertThat(again.cycle()).as(as).isEqualTo(graph.cycle());
            assertThat(again.crossTeam()).as(as).isEqualTo(graph.crossTeam());
            assertThat(Fault.in(again, List.of())).as(as).isEqualTo(Fault.in(graph, List.of()));
        }
    }

    /** For each component everything that has to go before, by any path; with itself if it lies on a cycle. */
    static Map<String, Set<String>> needs(Landscape landscape) {
        Map<String, Set<String>> direct = new HashMap<>();
        for (Dependency dependency : landscape.dependencies()) {
            direct.computeIfAbsent(dependency.dependent(), name -> new HashSet<>())
                    .add(dependency.prerequisite());
        }
        Map<String, Set<String>> all = new HashMap<>();
        for (String component : direct.keySet()) {
            Set<String> needed = new HashSet<>();
            Deque<String> queue = new ArrayDeque<>(List.of(component));
            while (!queue.isEmpty()) {
                for (String next : direct.getOrDefault(queue.remove(), Set.of())) {
                    if (needed.add(next)) {
                        queue.add(next);
                    }
                }
            }
            all.put(component, needed);
        }
        return all;
    }

    @Test
    void what_nobody_asked_for_is_absent_and_not_a_failure() {
        assertThat(shop().graph().waveOf("nothing")).isEmpty();
        assertThat(shop().graph().ownerOf("nothing")).isEqualTo(Optional.empty());
    }
}
