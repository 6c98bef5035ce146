package dev.releasemanager.rollback;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One step of a rollback under way.
 *
 * @param number the step's number in the plan
 * @param executor who does it now: whom the plan names, or who has taken it over
 * @param lasts how long it takes by the plan
 * @param proof how one sees that it worked
 * @param askedAt when its executor was asked to do it; empty while others come first
 * @param answeredBy who said how it went
 * @param why why it couldn't be done, or why it is left as it is
 */
public record Undoing(
        int number,
        String what,
        Executor executor,
        Duration lasts,
        String proof,
        Optional<TeamId> team,
        Standing standing,
        Optional<Instant> askedAt,
        Optional<Instant> answeredAt,
        Optional<PersonId> answeredBy,
        Optional<String> why) {

    /** How a step of a rollback stands. */
    public enum Standing {
        WAITING("waiting"),
        ASKED("asked"),
        DONE("done"),
        /** Its executor can't; somebody takes it over, or the owner leaves it as it is. */
        STUCK("stuck"),
        /** The owner goes on without it, for a written reason. */
        LEFT("left");

        private final String word;

        Standing(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static Standing of(String word) {
            for (Standing standing : values()) {
                if (standing.word.equals(word)) {
                    return standing;
                }
            }
            throw new IllegalArgumentException("no such standing of a step: " + word);
        }
    }

    /** @param instead who does it if the plan names nobody */
    static Undoing of(Step step, PersonId instead) {
        return new Undoing(
                step.number(),
                step.what(),
                step.executor().orElseGet(() -> Executor.of(instead)),
                step.lasts().orElse(Duration.ZERO),
                step.proof().orElse(""),
                step.team(),
                Standing.WAITING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether nothing more is waited for from it. */
    public boolean isOver() {
        return standing == Standing.DONE || standing == Standing.LEFT;
    }

    /** When its stated time is over; empty while it wasn't asked for. */
    public Optional<Instant> dueAt() {
        return askedAt.map(at -> at.plus(lasts));
    }

    /** How long it took in fact, from being asked for to being done. */
    public Optional<Duration> took() {
        return standing == Standing.DONE
                ? askedAt.flatMap(from -> answeredAt.map(until -> Duration.between(from, until)))
                : Optional.empty();
    }

    Undoing asked(Executor who, Instant at) {
        return new Undoing(
                number,
                what,
                who,
                lasts,
                proof,
                team,
                Standing.ASKED,
                Optional.of(at),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Undoing answered(Standing next, PersonId by, Instant at, Optional<String> reason) {
        return new Undoing(
                number, what, executor, lasts, proof, team, next, askedAt, Optional.of(at), Optional.of(by), reason);
    }
}
