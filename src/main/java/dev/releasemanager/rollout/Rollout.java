package dev.releasemanager.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a release has gone through, stage by stage.
 *
 * @param plan as it was when production was started; empty before
 * @param runs oldest first
 * @param reads who of support has read the notice, oldest first
 */
public record Rollout(Optional<StagePlan> plan, List<StageRun> runs, List<NoticeRead> reads) {
    /** Before anything. */
    public static final Rollout NONE = new Rollout(Optional.empty(), List.of(), List.of());

    public Rollout {
        runs = List.copyOf(runs);
        reads = List.copyOf(reads);
    }

    public Optional<StageRun> find(int number) {
        return runs.stream().filter(run -> run.number() == number).findFirst();
    }

    public Optional<StageRun> newest() {
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }

    /** The staging that is under way, or hasn't got a judgement that is a pass: it can still become one. */
    public Optional<StageRun> openStaging() {
        return newest().filter(run -> run.stage().isStaging() && !run.hasPassed());
    }

    /** The newest stage of production. */
    public Optional<StageRun> production() {
        return newest().filter(run -> !run.stage().isStaging());
    }

    public int nextNumber() {
        return newest().map(StageRun::number).orElse(0) + 1;
    }

    /** With a run put in the place of the one with its number, or added. */
    public Rollout with(StageRun run) {
        List<StageRun> next = new ArrayList<>(runs);
        next.removeIf(known -> known.number() == run.number());
        next.add(run);
        next.sort(java.util.Comparator.comparingInt(StageRun::number));
        return new Rollout(plan, next, reads);
    }

    public Rollout with(StagePlan sealed) {
        return new Rollout(Optional.of(sealed), runs, reads);
    }

    public Rollout with(NoticeRead read) {
        List<NoticeRead> next = new ArrayList<>(reads);
        next.add(read);
        return new Rollout(plan, runs, next);
    }

    /** Whether support has read what changes for users as the manifest is (K3). */
    public Optional<NoticeRead> readOf(int revision) {
        return reads.stream().filter(read -> read.revision() == revision).findFirst();
    }

    /** Whether a component has passed a stage in exactly this version; a newer failure beats an older success (X4). */
    public boolean hasPassed(String stageId, String component, String version) {
        return newestOf(stageId, component)
                .filter(StageRun::hasPassed)
                .flatMap(run -> run.newestOf(component))
                .filter(mark ->
                        mark.kind() == Mark.Kind.VERIFIED && mark.version().equals(version))
                .isPresent();
    }

    /** The newest run of a stage that a component was in. */
    public Optional<StageRun> newestOf(String stageId, String component) {
        return runs.stream()
                .filter(run ->
                        run.stage().id().equals(stageId) && run.components().contains(component))
                .reduce((first, second) -> second);
    }

    /** The components that any stage of production has got, as far as people said, in the order in which they went. */
    public List<Mark> inProduction() {
        return runs.stream()
                .filter(run -> !run.stage().isStaging())
                .flatMap(run -> run.marks().stream())
                .toList();
    }
}
