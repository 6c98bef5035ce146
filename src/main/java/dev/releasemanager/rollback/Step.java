package dev.releasemanager.rollback;

import dev.releasemanager.release.Digest;
import dev.releasemanager.release.TeamId;
import java.time.Duration;
import java.util.Optional;

/**
 * One step of a rollback, in the words of whoever has to do it at night.
 *
 * @param number its id within the release, never used again; the order of the steps is the order in the plan's list
 * @param what what exactly is run or done
 * @param executor who does it; empty while nobody is named
 * @param lasts how long it takes; empty while nobody has said
 * @param proof how one sees that it worked; empty while nobody has said
 * @param team whose step it is, so that the team's members may edit it
 */
public record Step(
        int number,
        String what,
        Optional<Executor> executor,
        Optional<Duration> lasts,
        Optional<String> proof,
        Optional<TeamId> team) {
    public static final int WHAT_LIMIT = 1_000;

    /**
     * Of all that its executor has to do: what they accept is bound to it. Whose step it is and its place in the plan
     * aren't in it.
     */
    public String digest() {
        return Digest.of(
                what,
                executor.map(Executor::text).orElse(""),
                lasts.map(Duration::toString).orElse(""),
                proof.orElse(""));
    }

    /** The same, with nobody named for it. */
    public Step withoutExecutor() {
        return new Step(number, what, Optional.empty(), lasts, proof, team);
    }

    /** What the team whose step it is confirms with it. */
    public String readinessLine() {
        return what
                + executor.map(by -> ", by " + by.text()).orElse("")
                + lasts.map(length -> ", " + length).orElse("")
                + proof.map(seen -> ", seen by: " + seen).orElse("");
    }
}
