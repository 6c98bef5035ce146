package dev.releasemanager.manifest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Random blocks to be parted. */
final class PartitionSketch {
    private PartitionSketch() {}

    /** @param teams among which the blocks are dealt out; a need across teams counts */
    static List<Partition.Block> blocks(Random random, int size, int teams) {
        int[] team = random.ints(size, 0, teams).toArray();
        List<Partition.Block> blocks = new ArrayList<>();
        for (int block = 0; block < size; block++) {
            TreeSet<Integer> needs = new TreeSet<>();
            for (int i = block == 0 ? 0 : random.nextInt(4); i > 0; i--) {
                needs.add(random.nextInt(block));
            }
            int own = block;
            BitSet teamSet = new BitSet();
            teamSet.set(team[block]);
            blocks.add(new Partition.Block(
                    needs.stream().mapToInt(Integer::intValue).toArray(),
                    needs.stream()
                            .mapToInt(Integer::intValue)
                            .filter(need -> team[need] != team[own])
                            .toArray(),
                    0,
                    1 + random.nextInt(4),
                    1,
                    0,
                    teamSet));
        }
        return blocks;
    }

    static int parts(int[] parts) {
        return Arrays.stream(parts).max().orElse(-1) + 1;
    }
}
