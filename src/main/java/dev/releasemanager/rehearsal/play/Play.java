package dev.releasemanager.rehearsal.play;

import com.fasterxml.jackson.databind.JsonNode;
import dev.releasemanager.rehearsal.Visitor;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Some days of the sample workspace: a Go, a No-Go, a deadline that becomes a delay, a rollout that is completed, and one
 * that is taken back. It acts only as people can, and checks only what people can see; that is why it finds a bot that lies.
 */
public final class Play {
    private final Visitor visitor;
    private final Transcript transcript;
    private final List<String> failures = new ArrayList<>();
    private final Cast cast;

    public Play(URI address, PrintWriter out) {
        this.visitor = Visitor.at(address).withPatience(Duration.ofSeconds(20));
        this.transcript = new Transcript(out);
        this.cast = new Cast(visitor, transcript, failures);
    }

    /**
     * Plays all scenes against a running rehearsal.
     *
     * @return the process's exit status: 0 if all went as it must
     */
    public static int run(URI address, PrintWriter out) {
        return new Play(address, out).run().isEmpty() ? 0 : 1;
    }

    /** Plays all scenes. @return what was wrong, each a sentence; empty if all went as it must */
    public List<String> run() {
        checkpoints();
        Rollouts rollouts = new Rollouts(cast);
        scene("A rollout: staging, then 5 %, 25 % and 100 %, each watched", rollouts::completed);
        scene("A canary fails: it stops by itself, is taken back, and something is learned", rollouts::takenBack);
        return ended();
    }

    /** Plays what ends with a call. @return as {@link #run} */
    public List<String> runCheckpoints() {
        checkpoints();
        return ended();
    }

    private void checkpoints() {
        Checkpoints checkpoints = new Checkpoints(cast);
        scene("A Go: three teams, one of them needs two people", checkpoints::go);
        scene("A No-Go: a team isn't ready, and nobody can call over it", checkpoints::noGo);
        scene("A deadline: nobody decides, and it becomes a delay", checkpoints::deadline);
    }

    private List<String> ended() {
        scene("What must hold at the end", this::nothingRefused);
        failures.forEach(transcript::failed);
        transcript.scene(failures.isEmpty() ? "All went as it must" : failures.size() + " faults");
        return List.copyOf(failures);
    }

    private void scene(String title, Runnable scene) {
        transcript.scene(title);
        try {
            scene.run();
        } catch (IllegalStateException e) {
            failures.add("“" + title + "” broke off: " + e.getMessage());
        }
    }

    private void nothingRefused() {
        JsonNode log = visitor.log();
        log.path("refused").forEach(refusal -> failures.add("Slack refused something: " + refusal));
        cast.check(log.path("refused").isEmpty(), "Slack refused nothing of what the bot sent");
    }
}
