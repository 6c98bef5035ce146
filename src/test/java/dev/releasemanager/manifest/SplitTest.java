package dev.releasemanager.manifest;

import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a release that is too much is broken up into parts that ship one after the other. */
class SplitTest {
    private static Split split(Sketch sketch) {
        return split(sketch, SizeBudget.UNLIMITED);
    }

    private static Split split(Sketch sketch, SizeBudget budget, Relation... relations) {
        return Split.propose(
                sketch.scope(), sketch.landscape(), Split.Limits.CHARTER.withBudget(budget), List.of(relations));
    }

    private static List<List<String>> components(Split split) {
        return split.parts().stream().map(Split.Part::components).toList();
    }

    @Nested
    @Tag("H2")
    class More_than_three_cross_team_dependencies {
        @Test
        void call_for_as_few_parts_as_can_be_and_even_ones() {
            Split split =
                    split(Sketch.of("a@1", "b@2 needs a", "c@3 needs b", "d@4 needs c", "e@5 needs d", "f@6 needs e"));

            assertThat(components(split)).containsExactly(List.of("a", "b", "c"), List.of("d", "e", "f"));
            assertThat(split.parts())
                    .allSatisfy(part -> assertThat(part.crossTeam()).hasSize(2));
            assertThat(split.impossible()).isEmpty();
        }

        @Test
        void of_many_on_one_call_for_two_parts_that_share_the_load() {
            Sketch star = Sketch.of("hub@platform");
            for (int i = 0; i < 8; i++) {
                star.change("leaf" + i, new TeamId("t" + i), "copy").needs("leaf" + i, "hub");
            }

            Split split = split(star);

            assertThat(split.parts()).extracting(part -> part.changes().size()).containsExactly(4, 5);
            assertThat(split.parts().get(0).crossTeam()).hasSize(3);
            assertThat(split.parts().get(1).crossTeam()).isEmpty();
            assertThat(split.parts().get(1).after()).containsExactly(1);
        }

        @Test
        void leave_what_one_team_owns_together() {
            Split split = split(Sketch.of("a@1 needs b@1", "b needs c@1", "c needs d@1", "d needs e@1", "e needs f@1"));

            assertThat(components(split)).hasSize(1);
            assertThat(split.isNeeded()).isFalse();
            assertThat(split.explanation()).containsExactly("Nothing calls for a split.");
        }

        @Test
        void are_no_more_than_three_where_three_are_allowed() {
            assertThat(split(Sketch.of("a@1", "b@2 needs a", "c@3 needs a", "d@4 needs a"))
                            .isNeeded())
                    .isFalse();
        }

        @Test
        void keep_the_order_through_what_does_not_ship() {
            Split split = split(Sketch.of(
                    "z@1",
                    "b@2 needs z",
                    "c@3 needs z",
                    "d@4 needs z",
                    "e@5 needs z",
                    "a@6 needs (x@1)",
                    "(x) needs b"));

            assertKept(
                    Sketch.of(
                            "z@1",
                            "b@2 needs z",
                            "c@3 needs z",
                            "d@4 needs z",
                            "e@5 needs z",
                            "a@6 needs (x@1)",
                            "(x) needs b"),
                    split,
                    "through x");
            assertThat(split.parts()).hasSize(2);
        }

        @Test
        void within_one_knot_cannot_be_parted_and_that_is_said() {
            Split split = split(Sketch.of("a@1 needs b@2", "b needs c@3", "c needs d@4", "d needs a", "e@5 needs a"));

            assertThat(components(split)).containsExactly(List.of("a", "b", "c", "d"), List.of("e"));
            assertThat(split.together()).containsExactly("a, b, c and d need each other and stay together.");
            assertThat(split.impossible())
                    .containsExactly(
                            "a, b, c and d can't be parted and have 4 cross-team dependencies, more than the 3 allowed.");
        }

        @Test
        void with_a_shared_migration_stay_together() {
            Sketch sketch = Sketch.of("a@1", "b@2 needs a", "c@3 needs b", "d@4 needs c", "e@5 needs d");
            sketch.change("a", new TeamId("1"), "migration", "Columns", "https://git.example/pull/77")
                    .change("c", new TeamId("3"), "copy", "Columns", "https://git.example/pull/77/");

            Split split = split(sketch);

            assertThat(components(split)).containsExactly(List.of("a", "b", "c"), List.of("d", "e"));
            assertThat(split.together())
                    .containsExactly("a and c share the migration https://git.example/pull/77 and stay together.");
        }

        @Test
        void are_explained_part_by_part() {
            assertThat(split(Sketch.of("a@1", "b@2 needs a", "c@3 needs b", "d@4 needs c", "e@5 needs d"))
                            .explanation())
                    .containsExactly(
                            "It goes in 2 parts, in this order; no part needs anything of a later one.",
                            "Part 1: a, b and c (1, 2 and 3): 3 changes, 2 cross-team dependencies, low risk."
                                    + " It needs nothing of another part.",
                            "Part 2: d and e (4 and 5): 2 changes, 1 cross-team dependency, low risk."
                                    + " It ships after part 1, for d needs c.");
        }

        @Test
        void leave_parts_whose_changes_are_said_to_hang_together_by_what_ships_elsewhere() {
            Sketch star = Sketch.of("hub@platform");
            for (int i = 0; i < 6; i++) {
                star.change("leaf" + i, new TeamId("t" + i), "copy").needs("leaf" + i, "hub");
            }

            for (Split.Part part : split(star).parts()) {
                Scope share = star.scope().only(Set.copyOf(part.changes()));
                assertThat(Coherence.of(DependencyGraph.of(share, star.landscape()), part.relations())
                                .isCoherent())
                        .isTrue();
            }
        }
    }

    @Nested
    @Tag("X3")
    class Unrelated_changes {
        private final Sketch sketch = Sketch.of("a@1", "b@2 needs a", "x@3", "y@4 needs x");

        @Test
        void go_into_parts_of_their_own() {
            Split split = split(sketch);

            assertThat(components(split)).containsExactly(List.of("a", "b"), List.of("x", "y"));
            assertThat(split.parts())
                    .allSatisfy(part -> assertThat(part.after()).isEmpty());
        }

        @Test
        void stay_where_a_reason_relates_them() {
            Relation relation = new Relation(new ChangeId(1), new ChangeId(4), "One campaign.");

            Split split = split(sketch, SizeBudget.UNLIMITED, relation);

            assertThat(split.isNeeded()).isFalse();
            assertThat(split.parts().get(0).relations()).containsExactly(relation);
        }
    }

    @Nested
    @Tag("S3")
    class A_size_budget {
        @Test
        void limits_what_each_part_carries() {
            Split split = split(
                    Sketch.of("a@1", "b@1 needs a", "c@1 needs b", "d@1 needs c", "e@1 needs d"),
                    new SizeBudget(2, 10, 10, 10));

            assertThat(split.parts()).extracting(part -> part.changes().size()).containsExactlyInAnyOrder(2, 2, 1);
        }

        @Test
        void cannot_part_a_component_and_that_is_said() {
            Sketch sketch = Sketch.of("a@1", "b@1 needs a")
                    .change("a", new TeamId("1"), "copy")
                    .change("a", new TeamId("1"), "copy");

            assertThat(split(sketch, new SizeBudget(2, 10, 10, 10)).impossible())
                    .containsExactly("a is deployed as one unit and is past the size budget by itself.");
        }

        @Test
        void names_what_is_past_it() {
            Sketch sketch = Sketch.of("ledger@payments", "page@checkout needs ledger")
                    .change("page", CHECKOUT, "migration")
                    .change("page", PAYMENTS, "never-heard-of");

            assertThat(new SizeBudget(3, 1, 1, 1).exceededBy(sketch.graph()))
                    .extracting(SizeBudget.Excess::sentence)
                    .containsExactly(
                            "It has 4 changes; a release should have at most 3.",
                            "It has 2 teams; a release should have at most 1.",
                            "It has 2 high-risk changes; a release should have at most 1.",
                            "It has 2 components; a release should have at most 1.");
            assertThat(new SizeBudget(4, 2, 2, 2).exceededBy(sketch.graph())).isEmpty();
            assertThat(SizeBudget.UNLIMITED.exceededBy(sketch.graph())).isEmpty();
        }
    }

    @Test
    void of_nothing_is_no_part() {
        assertThat(split(new Sketch()).parts()).isEmpty();
    }

    @Test
    @Tag("H2")
    void thousands_of_random_releases_lose_no_change_break_no_order_and_read_the_same_in_any_order() {
        long seed = 31_415_926;
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            Sketch sketch =
                    Sketch.random(random, 1 + random.nextInt(round % 10 == 0 ? 60 : 16), random.nextInt(4) == 0);
            SizeBudget budget = random.nextInt(3) == 0
                    ? new SizeBudget(
                            1 + random.nextInt(9), 1 + random.nextInt(4), 1 + random.nextInt(4), 1 + random.nextInt(5))
                    : SizeBudget.UNLIMITED;
            String as = "seed " + seed + ", round " + round;

            Split split = split(sketch, budget);

            assertKept(sketch, split, as);
            for (Split.Part part : split.parts()) {
                Scope share = sketch.scope().only(new HashSet<>(part.changes()));
                DependencyGraph graph = DependencyGraph.of(share, sketch.landscape());
                assertThat(part.crossTeam()).as(as).isEqualTo(graph.crossTeam());
                if (split.impossible().isEmpty()) {
                    assertThat(part.crossTeam()).as(as).hasSizeLessThanOrEqualTo(3);
                    assertThat(budget.exceededBy(graph)).as(as).isEmpty();
                }
                assertThat(Coherence.of(graph, part.relations()).isCoherent())
                        .as(as)
                        .isTrue();
            }
            assertThat(split(sketch.shuffled(random), budget)).as(as).isEqualTo(split);
        }
    }

    /** Each change in exactly one part, and nothing in a part that needs something of a later one. */
    private static void assertKept(Sketch sketch, Split split, String as) {
        List<ChangeId> all = new ArrayList<>();
        Map<String, Integer> partOf = new HashMap<>();
        for (Split.Part part : split.parts()) {
            all.addAll(part.changes());
            part.components().forEach(component -> partOf.put(component, part.number()));
            assertThat(part.after()).as(as).allMatch(other -> other < part.number());
        }
        assertThat(all)
                .as(as)
                .containsExactlyInAnyOrderElementsOf(
                        sketch.scope().changes().stream().map(Change::id).toList());
        Map<String, Set<String>> needs = DependencyGraphTest.needs(sketch.landscape());
        for (Map.Entry<String, Integer> entry : partOf.entrySet()) {
            for (String needed : needs.getOrDefault(entry.getKey(), Set.of())) {
                assertThat(partOf.getOrDefault(needed, 0))
                        .as("%s: %s needs %s", as, entry.getKey(), needed)
                        .isLessThanOrEqualTo(entry.getValue());
            }
        }
    }

    @Test
    @Tag("H2")
    void the_search_for_many_blocks_stays_close_to_the_best() {
        long seed = 27_182_818;
        Random random = new Random(seed);
        int parts = 0;
        int best = 0;
        for (int round = 0; round < 100; round++) {
            List<Partition.Block> blocks = PartitionSketch.blocks(random, 4 + random.nextInt(9), 3);
            Partition.Limits limits = new Partition.Limits(3, SizeBudget.UNLIMITED);
            best += PartitionSketch.parts(Partition.of(blocks, limits));
            parts += PartitionSketch.parts(Partition.searched(blocks, limits));
        }

        assertThat(parts).as("seed %d, against %d", seed, best).isBetween(best, best + best / 20);
    }
}
