package dev.releasemanager.rollout;

import dev.releasemanager.manifest.PlannedActivation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a release has gone through, stage by stage.
 *
 * @param plan as it was when production was started; empty before
 * @param runs oldest first
 * @param reads who of support has read the notice, oldest first
 * @param flags what was asked and said of flags, oldest first
 */
public record Rollout(Optional<StagePlan> plan, List<StageRun> runs, List<NoticeRead> reads, List<FlagMark> flags) {
    /** Before anything. */
    public static final Rollout NONE = new Rollout(Optional.empty(), List.of(), List.of(), List.of());

    public Rollout {
        runs = List.copyOf(runs);
        reads = List.copyOf(reads);
        flags = List.copyOf(flags);
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
        return new Rollout(plan, next, reads, flags);
    }

    public Rollout with(StagePlan sealed) {
        return new Rollout(Optional.of(sealed), runs, reads, flags);
    }

    public Rollout with(NoticeRead read) {
        List<NoticeRead> next = new ArrayList<>(reads);
        next.add(read);
        return new Rollout(plan, runs, next, flags);
    }

    public Rollout with(FlagMark mark) {
        List<FlagMark> next = new ArrayList<>(flags);
        next.add(mark);
        return new Rollout(plan, runs, reads, next);
    }

    /** How a flag stands by what was said of it. */
    public FlagStanding standingOf(String flag) {
        return new FlagStanding(
                flag, flags.stream().filter(mark -> mark.flag().equals(flag)).toList());
    }

    /** The stage whose passing comes before a flag is switched on; empty before production has been started. */
    public Optional<Stage> awaitedBy(PlannedActivation activation) {
        return plan.map(all -> activation
                .after()
                .flatMap(all::find)
                .filter(stage -> !stage.isStaging())
                .orElseGet(() -> all.production().get(all.production().size() - 1)));
    }

    /** Whether any run of a stage was judged as passed. */
    public boolean hasPassed(Stage stage) {
        return runs.stream().anyMatch(run -> run.stage().id().equals(stage.id()) && run.hasPassed());
    }

    /** Since when a flag may be switched on (S2); empty while its moment is still to come. */
    public Optional<Instant> dueSince(PlannedActivation activation) {
        return awaitedBy(activation).flatMap(stage -> runs.stream()
                .filter(run -> run.stage().id().equals(stage.id()) && run.hasPassed())
                .flatMap(run -> run.end().stream())
                .map(StageRun.End::at)
                .reduce((first, second) -> second));
    }

    /** Whether the moment to switch a flag on has come. */
    public boolean isDue(PlannedActivation activation) {
        return dueSince(activation).isPresent();
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
