package dev.releasemanager.rollout;

import dev.releasemanager.release.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One stage of one release as it is carried out: which components it has, what was said of them, how it bakes, what came
 * of it. Staging may be run several times, each time for what hasn't passed it in the version that is to ship.
 *
 * @param number counts from 1 within the release
 * @param components that go in it, by name
 * @param startedBy empty if it followed by itself, as the configuration says
 * @param marks oldest first; all are kept
 * @param bake the newest one; empty while not everything is verified
 * @param end empty while it is under way
 */
public record StageRun(
        int number,
        Stage stage,
        List<String> components,
        Optional<PersonId> startedBy,
        Instant startedAt,
        List<Mark> marks,
        int bakes,
        Optional<Bake> bake,
        Optional<End> end) {
    public StageRun {
        components = components.stream().distinct().sorted().toList();
        marks = List.copyOf(marks);
    }

    /** How a stage was judged. Only {@link #PASSED} is a pass (H1, H5). */
    public enum Result {
        PASSED("passed"),
        FAILED("failed"),
        NO_JUDGEMENT("no judgement");

        private final String word;

        Result(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static Result of(String word) {
            for (Result result : values()) {
                if (result.word.equals(word)) {
                    return result;
                }
            }
            throw new IllegalArgumentException("no such result: " + word);
        }
    }

    /**
     * What came of it.
     *
     * @param reasons why it isn't a pass, each a sentence; empty for a pass
     */
    public record End(Result result, Instant at, List<String> reasons) {
        public End {
            reasons = List.copyOf(reasons);
        }
    }

    public static StageRun begun(int number, Stage stage, List<String> components, PersonId by, Instant at) {
        return begun(number, stage, components, Optional.of(by), at);
    }

    /** @param by empty for a stage that follows by itself, as the configuration says */
    public static StageRun begun(int number, Stage stage, List<String> components, Optional<PersonId> by, Instant at) {
        return new StageRun(number, stage, components, by, at, List.of(), 0, Optional.empty(), Optional.empty());
    }

    public boolean isUnderWay() {
        return end.isEmpty();
    }

    public boolean hasPassed() {
        return end.filter(judged -> judged.result() == Result.PASSED).isPresent();
    }

    /** The newest thing that was said of a component here. */
    public Optional<Mark> newestOf(String component) {
        for (int i = marks.size() - 1; i >= 0; i--) {
            if (marks.get(i).component().equals(component)) {
                return Optional.of(marks.get(i));
            }
        }
        return Optional.empty();
    }

    public StageRun with(Mark mark) {
        List<Mark> next = new ArrayList<>(marks);
        next.add(mark);
        return new StageRun(number, stage, components, startedBy, startedAt, next, bakes, bake, end);
    }

    public StageRun withComponents(List<String> next) {
        return new StageRun(number, stage, next, startedBy, startedAt, marks, bakes, bake, end);
    }

    /** The next bake, of the stage's length. */
    public StageRun baking(Instant now) {
        Bake next = new Bake(bakes + 1, now, now.plus(stage.bake()));
        return new StageRun(
                number, stage, components, startedBy, startedAt, marks, bakes + 1, Optional.of(next), Optional.empty());
    }

    /** Longer by that much, from its end or from now; what it was judged before counts no more. */
    public StageRun extended(Duration by, Instant now) {
        Bake longer = bake.orElseThrow().extended(by, now);
        return new StageRun(
                number, stage, components, startedBy, startedAt, marks, bakes, Optional.of(longer), Optional.empty());
    }

    /** Something of it isn't verified any more: what was watched so far counts for nothing. */
    public StageRun withoutBake() {
        return new StageRun(
                number, stage, components, startedBy, startedAt, marks, bakes, Optional.empty(), Optional.empty());
    }

    public StageRun ended(End how) {
        return new StageRun(number, stage, components, startedBy, startedAt, marks, bakes, bake, Optional.of(how));
    }
}
