package dev.releasemanager.manifest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The search for as few and as even ordered parts as can be, by number: what to part are blocks, which stand in an order
 * in which each comes after all that it needs. A block's part is never before that of one that it needs; within a part
 * at most so many cross-team dependencies hold, and no more than the size budget allows. Up to {@value #EXACT} blocks
 * the best is found by looking at every way to do it; past that by a greedy search from both ends, evened out block by
 * block. The same blocks give the same parts.
 *
 * <p>A block that is too much by itself gets a part of its own.
 */
final class Partition {
    /** Every set of blocks that is closed under need is looked at, with each of its like subsets: three to this power. */
    static final int EXACT = 12;

    /** How often the evening-out goes over all blocks, at most; it stops by itself when a round changes nothing. */
    private static final int ROUNDS = 40;

    /** What ships together. */
    static final class Block {
        private final int[] needs;
        private final int[] crossing;
        private final int crossInside;
        private final int changes;
        private final int components;
        private final int highRisk;
        private final BitSet teams;

        /**
         * @param needs the blocks that have to be in the same part or an earlier one, each once
         * @param crossing the blocks at the other end of each cross-team dependency of this one, on what it needs; a
         *     block as often as there are dependencies
         * @param crossInside cross-team dependencies within it
         * @param teams by number
         */
        Block(int[] needs, int[] crossing, int crossInside, int changes, int components, int highRisk, BitSet teams) {
            this.needs = needs;
            this.crossing = crossing;
            this.crossInside = crossInside;
            this.changes = changes;
            this.components = components;
            this.highRisk = highRisk;
            this.teams = teams;
        }
    }

    /** What a part holds at most. */
    record Limits(int crossTeam, SizeBudget budget) {}

    private final List<Block> blocks;
    private final Limits limits;
    private final int size;

    private Partition(List<Block> blocks, Limits limits) {
        this.blocks = blocks;
        this.limits = limits;
        this.size = blocks.size();
    }

    /** @return the part of each block, counting from 0 without gaps */
    static int[] of(List<Block> blocks, Limits limits) {
        Partition partition = new Partition(blocks, limits);
        if (partition.fitsAsOne()) {
            return new int[blocks.size()];
        }
        return blocks.size() <= EXACT ? partition.exact() : partition.searched();
    }

    /** As past {@link #EXACT}, whatever the number; for measuring how far that is from the best. */
    static int[] searched(List<Block> blocks, Limits limits) {
        return new Partition(blocks, limits).searched();
    }

    static boolean fits(Block block, Limits limits) {
        Load load = new Load();
        load.add(block, block.crossInside);
        return load.fits(limits);
    }

    /** What is in a part. */
    private static final class Load {
        private int cross;
        private int changes;
        private int components;
        private int highRisk;
        private int blocks;
        private int[] teams = new int[0];
        private int teamCount;

        void add(Block block, int crossHere) {
            count(block, crossHere, 1);
        }

        void remove(Block block, int crossHere) {
            count(block, crossHere, -1);
        }

        private void count(Block block, int crossHere, int sign) {
            cross += sign * crossHere;
            changes += sign * block.changes;
            components += sign * block.components;
            highRisk += sign * block.highRisk;
            blocks += sign;
            if (block.teams.length() > teams.length) {
                teams = Arrays.copyOf(teams, block.teams.length());
            }
            for (int team = block.teams.nextSetBit(0); team >= 0; team = block.teams.nextSetBit(team + 1)) {
                int before = teams[team];
                teams[team] += sign;
                if (before == 0) {
                    teamCount++;
                } else if (teams[team] == 0) {
                    teamCount--;
                }
            }
        }

        boolean fits(Limits limits) {
            SizeBudget budget = limits.budget();
            return cross <= limits.crossTeam()
                    && changes <= budget.changes()
                    && components <= budget.components()
                    && highRisk <= budget.highRisk()
                    && teamCount <= budget.teams();
        }

        boolean takes(Block block, int crossHere, Limits limits) {
            SizeBudget budget = limits.budget();
            return cross + crossHere <= limits.crossTeam()
                    && changes + block.changes <= budget.changes()
                    && components + block.components <= budget.components()
                    && highRisk + block.highRisk <= budget.highRisk()
                    && teamCount + newTeams(block) <= budget.teams();
        }

        int newTeams(Block block) {
            int fresh = 0;
            for (int team = block.teams.nextSetBit(0); team >= 0; team = block.teams.nextSetBit(team + 1)) {
                if (team >= teams.length || teams[team] == 0) {
                    fresh++;
                }
            }
            return fresh;
        }
    }

    private boolean fitsAsOne() {
        Load load = new Load();
        for (Block block : blocks) {
            load.add(block, block.crossInside + block.crossing.length);
        }
        return load.fits(limits);
    }

    private int[] exact() {
        int all = (1 << size) - 1;
        int[] needs = new int[size];
        for (int block = 0; block < size; block++) {
            for (int need : blocks.get(block).needs) {
                needs[block] |= 1 << need;
            }
        }
        boolean[] closed = new boolean[all + 1];
        boolean[] fits = new boolean[all + 1];
        int[] changes = new int[all + 1];
        int[] teams = new int[all + 1];
        for (int set = 0; set <= all; set++) {
            closed[set] = true;
            Load load = new Load();
            for (int block = 0; block < size; block++) {
                if ((set & 1 << block) != 0) {
                    closed[set] &= (needs[block] & ~set & ~(1 << block)) == 0;
                    load.add(blocks.get(block), crossWithin(block, set));
                }
            }
            fits[set] = load.fits(limits) || Integer.bitCount(set) == 1;
            changes[set] = load.changes;
            teams[set] = load.teamCount;
        }
        int[] parts = new int[all + 1];
        long[] unevenness = new long[all + 1];
        int[] meetings = new int[all + 1];
        int[] before = new int[all + 1];
        Arrays.fill(parts, Integer.MAX_VALUE);
        parts[0] = 0;
        for (int set = 1; set <= all; set++) {
            if (!closed[set]) {
                continue;
            }
            for (int rest = set - 1 & set; ; rest = rest - 1 & set) {
                int part = set ^ rest;
                if (closed[rest] && fits[part] && parts[rest] != Integer.MAX_VALUE) {
                    long uneven = unevenness[rest] + (long) changes[part] * changes[part];
                    int met = meetings[rest] + teams[part];
                    boolean better = parts[rest] + 1 != parts[set]
                            ? parts[rest] + 1 < parts[set]
                            : uneven != unevenness[set] ? uneven < unevenness[set] : met < meetings[set];
                    if (better) {
                        parts[set] = parts[rest] + 1;
                        unevenness[set] = uneven;
                        meetings[set] = met;
                        before[set] = rest;
                    }
                }
                if (rest == 0) {
                    break;
                }
            }
        }
        int[] found = new int[size];
        for (int set = all; set != 0; set = before[set]) {
            int part = set ^ before[set];
            for (int block = 0; block < size; block++) {
                if ((part & 1 << block) != 0) {
                    found[block] = parts[set] - 1;
                }
            }
        }
        return found;
    }

    private int crossWithin(int block, int set) {
        int cross = blocks.get(block).crossInside;
        for (int other : blocks.get(block).crossing) {
            if ((set & 1 << other) != 0) {
                cross++;
            }
        }
        return cross;
    }

    private int[] searched() {
        int[] forwards = greedy(blocks);
        int[] backwards = mirrored(greedy(mirrored()));
        int[] best = count(forwards) <= count(backwards) ? forwards : backwards;
        even(best);
        return best;
    }

    private static int count(int[] parts) {
        return Arrays.stream(parts).max().orElse(-1) + 1;
    }

    private int[] mirrored(int[] parts) {
        int last = count(parts) - 1;
        int[] turned = new int[size];
        for (int block = 0; block < size; block++) {
            turned[block] = last - parts[size - 1 - block];
        }
        return turned;
    }

    /** The same blocks with every need turned round, and so in reverse order. */
    private List<Block> mirrored() {
        List<List<Integer>> needed = new ArrayList<>();
        List<List<Integer>> crossed = new ArrayList<>();
        for (int block = 0; block < size; block++) {
            needed.add(new ArrayList<>());
            crossed.add(new ArrayList<>());
        }
        for (int block = 0; block < size; block++) {
            for (int need : blocks.get(block).needs) {
                needed.get(need).add(size - 1 - block);
            }
            for (int other : blocks.get(block).crossing) {
                crossed.get(other).add(size - 1 - block);
            }
        }
        List<Block> turned = new ArrayList<>();
        for (int block = size - 1; block >= 0; block--) {
            Block own = blocks.get(block);
            turned.add(new Block(
                    numbers(needed.get(block)),
                    numbers(crossed.get(block)),
                    own.crossInside,
                    own.changes,
                    own.components,
                    own.highRisk,
                    own.teams));
        }
        return turned;
    }

    private static int[] numbers(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Fills one part after the other with what is free to go. First goes what costs no cross-team dependency; what is
     * left of the limit is spent on the blocks on which the longest chain of cross-team dependencies still rests, for
     * that chain is what makes parts many.
     */
    private int[] greedy(List<Block> all) {
        int[] heights = heights(all);
        int[][] neededBy = neededBy(all);
        int[] awaited = new int[size];
        List<Integer> free = new ArrayList<>();
        for (int block = 0; block < size; block++) {
            awaited[block] = all.get(block).needs.length;
            if (awaited[block] == 0) {
                free.add(block);
            }
        }
        Comparator<Integer> longestFirst =
                Comparator.<Integer>comparingInt(block -> -heights[block]).thenComparing(Comparator.naturalOrder());
        int[] parts = new int[size];
        Arrays.fill(parts, -1);
        int part = 0;
        int placed = 0;
        while (placed < size) {
            Load load = new Load();
            for (boolean added = true; added; ) {
                added = false;
                free.sort(longestFirst);
                int next = choose(all, free, parts, part, load, heights);
                if (next >= 0) {
                    free.remove(Integer.valueOf(next));
                    load.add(all.get(next), cost(all.get(next), parts, part));
                    parts[next] = part;
                    placed++;
                    added = load.fits(limits);
                    for (int dependent : neededBy[next]) {
                        if (--awaited[dependent] == 0) {
                            free.add(dependent);
                        }
                    }
                }
            }
            part++;
        }
        return parts;
    }

    /** @return -1 if the part takes no more; one that is too much by itself only if the part is empty */
    private int choose(List<Block> all, List<Integer> free, int[] parts, int part, Load load, int[] heights) {
        int best = -1;
        int bestCost = 0;
        int bestFresh = 0;
        for (int block : free) {
            int cost = cost(all.get(block), parts, part);
            if (!load.takes(all.get(block), cost, limits)) {
                continue;
            }
            int fresh = limits.budget().teams() == Integer.MAX_VALUE ? 0 : load.newTeams(all.get(block));
            if (best < 0 || isBetter(cost, fresh, heights[block], bestCost, bestFresh, heights[best])) {
                best = block;
                bestCost = cost;
                bestFresh = fresh;
            }
        }
        if (best < 0 && load.blocks == 0) {
            return free.get(0);
        }
        return best;
    }

    /** What is free of cost first, then what brings no new team, then the higher one, then the one that costs less. */
    private static boolean isBetter(int cost, int fresh, int height, int otherCost, int otherFresh, int otherHeight) {
        if ((cost == 0) != (otherCost == 0)) {
            return cost == 0;
        }
        if (fresh != otherFresh) {
            return fresh < otherFresh;
        }
        return height != otherHeight ? height > otherHeight : cost < otherCost;
    }

    private static int cost(Block block, int[] parts, int part) {
        int cost = block.crossInside;
        for (int other : block.crossing) {
            if (parts[other] == part) {
                cost++;
            }
        }
        return cost;
    }

    /** How many cross-team dependencies there are, at most, on a way from a block to one that waits for it. */
    private static int[] heights(List<Block> all) {
        int[] heights = new int[all.size()];
        for (int block = all.size() - 1; block >= 0; block--) {
            for (int need : all.get(block).needs) {
                heights[need] = Math.max(heights[need], heights[block]);
            }
            for (int other : all.get(block).crossing) {
                heights[other] = Math.max(heights[other], heights[block] + 1);
            }
        }
        return heights;
    }

    private static int[][] neededBy(List<Block> all) {
        List<List<Integer>> lists = new ArrayList<>();
        all.forEach(block -> lists.add(new ArrayList<>()));
        for (int block = 0; block < all.size(); block++) {
            for (int need : all.get(block).needs) {
                lists.get(need).add(block);
            }
        }
        return lists.stream().map(Partition::numbers).toArray(int[][]::new);
    }

    /** Moves blocks into smaller parts for as long as that makes the parts more even. */
    private void even(int[] parts) {
        int[][] neededBy = neededBy(blocks);
        int[][] crossedBy = new int[size][];
        List<Block> turned = mirrored();
        for (int block = 0; block < size; block++) {
            crossedBy[block] = Arrays.stream(turned.get(size - 1 - block).crossing)
                    .map(other -> size - 1 - other)
                    .toArray();
        }
        int count = count(parts);
        List<Load> loads = new ArrayList<>();
        for (int part = 0; part < count; part++) {
            loads.add(new Load());
        }
        for (int block = 0; block < size; block++) {
            loads.get(parts[block]).add(blocks.get(block), cost(blocks.get(block), parts, parts[block]));
        }
        boolean moved = true;
        for (int round = 0; round < ROUNDS && moved; round++) {
            moved = false;
            for (int block = 0; block < size; block++) {
                moved |= moveToSmaller(block, parts, loads, neededBy[block], crossedBy[block]);
            }
        }
    }

    private boolean moveToSmaller(int block, int[] parts, List<Load> loads, int[] neededBy, int[] crossedBy) {
        Block own = blocks.get(block);
        int from = parts[block];
        if (loads.get(from).blocks == 1) {
            return false;
        }
        int earliest = 0;
        for (int need : own.needs) {
            earliest = Math.max(earliest, parts[need]);
        }
        int latest = loads.size() - 1;
        for (int dependent : neededBy) {
            latest = Math.min(latest, parts[dependent]);
        }
        int best = -1;
        for (int to = earliest; to <= latest; to++) {
            boolean smaller = loads.get(to).changes + own.changes < loads.get(from).changes
                    && (best < 0 || loads.get(to).changes < loads.get(best).changes);
            if (to != from && smaller && loads.get(to).takes(own, crossAt(own, crossedBy, parts, to), limits)) {
                best = to;
            }
        }
        if (best < 0) {
            return false;
        }
        loads.get(from).remove(own, crossAt(own, crossedBy, parts, from));
        loads.get(best).add(own, crossAt(own, crossedBy, parts, best));
        parts[block] = best;
        return true;
    }

    private static int crossAt(Block block, int[] crossedBy, int[] parts, int part) {
        int cross = cost(block, parts, part);
        for (int other : crossedBy) {
            if (parts[other] == part) {
                cross++;
            }
        }
        return cross;
    }
}
