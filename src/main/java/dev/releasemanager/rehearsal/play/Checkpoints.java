package dev.releasemanager.rehearsal.play;

import dev.releasemanager.rehearsal.Actor;
import java.util.List;

/** How a checkpoint ends: by a Go, by a No-Go, by its deadline. */
final class Checkpoints {
    private final Cast cast;

    Checkpoints(Cast cast) {
        this.cast = cast;
    }

    void go() {
        Answers answers = Cast.threeTeams();
        String key = cast.makeRelease("Pay in one step");
        cast.addChange(key, "Raise the limit of the payment queue", answers);
        cast.staging(key, "4.18.0");
        cast.open(key, "in 5h");
        cast.check(!cast.callGo("olivia", key, answers), "an unanswered poll is no Go");
        cast.ready("priya", "Payments", key, answers);
        cast.ready("chen", "Checkout", key, answers);
        cast.ready("ines", "Identity", key, answers);
        cast.check(
                !cast.callGo("olivia", key, answers),
                "one of two people isn't enough for Identity, nor is a missing rollback plan");
        cast.ready("ivan", "Identity", key, answers);
        cast.check(
                !cast.callGo("olivia", key, answers),
                "there is no Go without a rollback plan, though every team is ready");
        cast.writePlan(key);
        answers.edited("Payments");
        cast.check(
                !cast.callGo("olivia", key, answers),
                "what Payments confirmed before an edit of its own doesn't count after it");
        cast.stillReady("priya", "Payments", key, answers);
        cast.check(cast.askedAgain("chen", key) == 0, "Checkout isn't asked again, for nothing of its own was edited");
        cast.check(!cast.callGo("priya", key, answers), "nobody but the owner calls Go");
        cast.check(cast.callGo("olivia", key, answers), "the owner's Go goes through once everything is met");
        cast.as("sam").awaitMessage("support", key);
        for (String audience : List.of("product", "support", "leadership")) {
            long told = cast.as("olivia").look().messages(audience).stream()
                    .filter(message -> message.text().contains(key))
                    .count();
            cast.check(told == 1, "#" + audience + " is told of " + key + " once");
        }
        cast.everybodySaw();
    }

    void noGo() {
        Answers answers = Cast.threeTeams();
        String key = cast.makeRelease("New login page");
        cast.writePlan(key);
        cast.open(key, "in 5h");
        cast.ready("priya", "Payments", key, answers);
        cast.notReady(
                "carla", "Checkout", key, "the browser matrix fails on the oldest browser", "tomorrow noon", answers);
        cast.as("olivia").awaitMessage(Actor.DIRECT, "Checkout is not ready");
        cast.ready("ines", "Identity", key, answers);
        cast.ready("ivan", "Identity", key, answers);
        cast.does("Chen", "writes in the channel: we are ready, go ahead");
        Cast.must(cast.as("chen").say(Cast.CHANNEL, "We are ready, go ahead!"));
        cast.check(!cast.callGo("olivia", key, answers), "words in a channel are no answer, and a not ready stands");
        cast.does("Olivia", "calls No-Go with the reason");
        Actor olivia = cast.as("olivia");
        Cast.must(olivia.command(Cast.CHANNEL, "/release no-go " + key));
        olivia.fill("Why not", "Checkout fails on the oldest browser.");
        Cast.must(olivia.submit());
        olivia.awaitMessage(Cast.CHANNEL, "NO-GO for " + key);
        cast.check(cast.count("NO-GO for " + key) == 1, "the No-Go of " + key + " stands in the thread once");
        cast.everybodySaw();
    }

    void deadline() {
        Answers answers = Cast.threeTeams();
        String key = cast.makeRelease("Quiet weekend clean-up");
        cast.writePlan(key);
        cast.open(key, "in 30m");
        cast.ready("priya", "Payments", key, answers);
        long priyaBefore = about(key, "priya");
        for (int jumps = 0; jumps < 12 && !delayed(key); jumps++) {
            cast.does("Time", "jumps to the next timer");
            cast.visitor().jumpToNextTimer();
        }
        cast.as("olivia").awaitMessage(Cast.CHANNEL, "nobody called " + key);
        cast.as("chen").awaitMessage(Actor.DIRECT, "Your answer is missing");
        cast.check(delayed(key), "an undecided checkpoint becomes a delay");
        cast.check(cast.count("GO for " + key) == 0, "it never becomes a Go");
        cast.check(about(key, "priya") == priyaBefore, "who has answered isn't reminded");
        cast.everybodySaw();
    }

    private long about(String key, String person) {
        return cast.as(person).look().messages(Actor.DIRECT).stream()
                .filter(message -> message.text().contains(key))
                .count();
    }

    private boolean delayed(String key) {
        Actor olivia = cast.as("olivia");
        Cast.must(olivia.command(Cast.CHANNEL, "/release status " + key));
        return olivia.lastMessage(Cast.CHANNEL).text().contains("DELAYED");
    }
}
