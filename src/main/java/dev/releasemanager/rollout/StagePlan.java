package dev.releasemanager.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stages that a release passes, in their order: staging, a canary, growing shares to 100 % (M5). What begins elsewhere,
 * jumps, shrinks, repeats or isn't watched is no plan.
 */
public record StagePlan(List<Stage> stages) {
    /** The largest share that counts as a canary where the configuration says nothing, in percent. */
    public static final int USUAL_CANARY = 10;

    /** @throws IllegalArgumentException if there is no staging ahead of at least one share of production */
    public StagePlan {
        stages = List.copyOf(stages);
        if (stages.size() < 2
                || !stages.get(0).isStaging()
                || stages.stream().skip(1).anyMatch(Stage::isStaging)) {
            throw new IllegalArgumentException("not staging and then production: " + stages);
        }
    }

    /**
     * Why stages are no plan.
     *
     * @param rule the charter's
     * @param place of the stage that it is about, from 1; 0 if it is about the plan as a whole
     */
    public record Fault(String rule, int place, String sentence) {}

    /** What is wrong with stages as a plan, in their order; empty if nothing is. */
    public static List<Fault> faults(List<Stage> stages, int canaryMaximum) {
        List<Fault> faults = new ArrayList<>();
        if (stages.isEmpty()) {
            faults.add(new Fault("M5", 0, "There is no stage; a rollout goes by stages, and staging is the first."));
            return faults;
        }
        if (!stages.get(0).isStaging()) {
            faults.add(new Fault("M5", 1, "It begins in production; staging comes first."));
        }
        int before = 0;
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            int place = i + 1;
            if (stage.bake().isZero() || stage.bake().isNegative()) {
                faults.add(new Fault("M5", place, "It has no bake; each stage is watched before the next one begins."));
            }
            if (stage.isStaging()) {
                if (i > 0) {
                    faults.add(new Fault("S4", place, "Staging is the first stage and comes once."));
                }
                continue;
            }
            int share = stage.share().orElseThrow();
            shareFault(share, before, canaryMaximum).ifPresent(why -> faults.add(new Fault("M5", place, why)));
            before = Math.max(before, share);
        }
        if (before == 0) {
            faults.add(new Fault("M5", 0, "It never reaches production: a canary and growing shares to 100 % follow."));
        } else if (before < 100) {
            faults.add(new Fault("M5", 0, "It ends at " + before + " %; the last stage is all of production, 100 %."));
        }
        return faults;
    }

    private static Optional<String> shareFault(int share, int before, int canaryMaximum) {
        if (share < 1 || share > 100) {
            return Optional.of("A share of " + share + " % is none; it is from 1 to 100.");
        }
        if (before == 0 && share == 100) {
            return Optional.of("It jumps from 0 % to 100 % in one step; a canary of at most " + canaryMaximum
                    + " % comes before that.");
        }
        if (before == 0 && share > canaryMaximum) {
            return Optional.of("The first share of production is a canary of at most " + canaryMaximum + " %, not "
                    + share + " %.");
        }
        if (share == before) {
            return Optional.of("It repeats " + share + " %; each share is larger than the one before.");
        }
        return share < before
                ? Optional.of("It shrinks from " + before + " % to " + share + " %; each share is larger than the one"
                        + " before.")
                : Optional.empty();
    }

    /** @throws IllegalArgumentException with every fault, if they are no plan */
    public static StagePlan of(List<Stage> stages, int canaryMaximum) {
        List<Fault> faults = faults(stages, canaryMaximum);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults.toString());
        }
        return new StagePlan(stages);
    }

    public Stage staging() {
        return stages.get(0);
    }

    /** The shares of production, the canary first. */
    public List<Stage> production() {
        return stages.subList(1, stages.size());
    }

    public Optional<Stage> find(String id) {
        return stages.stream().filter(stage -> stage.id().equals(id)).findFirst();
    }

    /** The place of a stage, from 1; 0 if it is none of this plan. */
    public int placeOf(Stage stage) {
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).id().equals(stage.id())) {
                return i + 1;
            }
        }
        return 0;
    }

    /** The stage that follows; empty after the last, and for one of another plan. */
    public Optional<Stage> after(Stage stage) {
        int place = placeOf(stage);
        return place == 0 || place == stages.size() ? Optional.empty() : Optional.of(stages.get(place));
    }

    /** The stage that comes before; empty for the first, and for one of another plan. */
    public Optional<Stage> before(Stage stage) {
        int place = placeOf(stage);
        return place < 2 ? Optional.empty() : Optional.of(stages.get(place - 2));
    }

    /** Each stage watched at least as long as here, and longer where that is asked for, by the stage's id. */
    public StagePlan withLonger(Map<String, Duration> asked) {
        return new StagePlan(stages.stream()
                .map(stage -> {
                    Duration longer = asked.getOrDefault(stage.id(), stage.bake());
                    return longer.compareTo(stage.bake()) > 0 ? stage.with(longer) : stage;
                })
                .toList());
    }

    /** With other bakes, by the stage's id; whether they may be is said by {@link #faultsAgainst}. */
    public StagePlan withBakes(Map<String, Duration> bakes) {
        return new StagePlan(stages.stream()
                .map(stage -> stage.with(bakes.getOrDefault(stage.id(), stage.bake())))
                .toList());
    }

    /** Where this plan, of one release, skips, reorders or shortens what the configuration asks for (S4). */
    public List<Fault> faultsAgainst(StagePlan minimum) {
        List<Fault> faults = new ArrayList<>();
        List<String> asked = minimum.stages.stream().map(Stage::id).toList();
        List<String> own = stages.stream().map(Stage::id).toList();
        if (!own.equals(asked)) {
            minimum.stages.stream()
                    .filter(stage -> !own.contains(stage.id()))
                    .forEach(skipped -> faults.add(
                            new Fault("S4", 0, "It skips " + skipped.words() + "; nobody can leave a stage out.")));
            if (faults.isEmpty()) {
                faults.add(new Fault("S4", 0, "Its stages aren't those of the configuration, in their order."));
            }
        }
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            int place = i + 1;
            minimum.find(stage.id())
                    .filter(asking -> stage.bake().compareTo(asking.bake()) < 0)
                    .ifPresent(asking -> faults.add(new Fault(
                            "S4",
                            place,
                            "The bake of " + stage.words() + " is shorter than its minimum; it may be longer, never"
                                    + " shorter.")));
        }
        return faults;
    }
}
