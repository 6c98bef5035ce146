package dev.releasemanager.rehearsal.play;

import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
import java.util.List;

/** What follows a Go: out by growing shares to the end, or back again. */
final class Rollouts {
    private static final String VERSION = "4.18.0";
    private static final String LESSON = "p99 queueing time of payments-api < 300 ms in staging over 30 min";

    private final Cast cast;

    Rollouts(Cast cast) {
        this.cast = cast;
    }

    /** A release of Payments alone that has passed staging, was called Go, and of which support has read. */
    private String cleared(String title) {
        Answers answers = Cast.threeTeams();
        String key = cast.makeRelease(title);
        cast.addChange(key, "Raise the limit of the payment queue", answers);
        cast.staging(key, VERSION);
        cast.writePlan(key);
        cast.open(key, "in 5h");
        cast.ready("priya", "Payments", key, answers);
        cast.ready("chen", "Checkout", key, answers);
        cast.ready("ines", "Identity", key, answers);
        cast.ready("ivan", "Identity", key, answers);
        cast.check(cast.callGo("olivia", key, answers), "the owner's Go goes through");
        cast.check(!isStarted(key), "production isn't begun before support has read what changes");
        cast.does("Sam", "reads in #support what changes for users, and says so");
        Actor sam = cast.as("sam");
        Cast.must(sam.click(sam.awaitMessage("support", key), "We have read it"));
        cast.as("olivia").awaitMessage(Actor.DIRECT, "Support has read it");
        cast.check(isStarted(key), "production begins once support has read it");
        return key;
    }

    /** Tries to begin production. */
    private boolean isStarted(String key) {
        Actor olivia = cast.as("olivia");
        cast.does("Olivia", "types /release start " + key);
        Cast.must(olivia.command(Cast.CHANNEL, "/release start " + key));
        if (olivia.look().modal().filter(modal -> modal.json().has("submit")).isPresent()) {
            Cast.must(olivia.submit());
        }
        if (olivia.look().modals() > 0) {
            Cast.must(olivia.closeAll());
        }
        return cast.isSaidOf(key, "5 % of production");
    }

    private void deploy(String key, String share) {
        Actor priya = cast.as("priya");
        cast.does("Priya", "deploys payments-api " + VERSION + " to " + share + " of production, and says so");
        Cast.must(priya.click(Cast.request(priya, key, "Deployed " + VERSION), "Deployed " + VERSION));
        cast.does("Priya", "looks at it there, and says that it is verified");
        Cast.must(priya.click(Cast.request(priya, key, "Verified"), "Verified"));
        cast.awaitSaid(key, share + " of production: everything is verified");
    }

    private static String shareAfter(String share) {
        return share.equals("5 %") ? "25 %" : "100 %";
    }

    void completed() {
        String key = cleared("Longer queue for payments");
        Actor olivia = cast.as("olivia");
        for (String share : List.of("5 %", "25 %", "100 %")) {
            deploy(key, share);
            cast.does("Time", "jumps to the end of the bake; the metrics stay as usual");
            cast.visitor().jump(Cast.LONGEST_BAKE);
            cast.awaitSaid(key, "PASSED: " + share);
            if (!share.equals("100 %")) {
                String next = "Go on to " + shareAfter(share);
                cast.does("Olivia", "goes on to " + shareAfter(share));
                Cast.must(olivia.click(Cast.request(olivia, key, next), next));
                cast.awaitSaid(key, shareAfter(share) + " of production has begun");
            }
        }
        Shown summary = cast.awaitSaid(key, "COMPLETED");
        cast.check(
                summary.text().contains("Raise the limit of the payment queue")
                        && summary.text().contains("can be rolled back until"),
                "the summary says what shipped, and until when it can be taken back");
        cast.as("chen").awaitMessage("product", "COMPLETED: " + key);
        report(key);
        cast.everybodySaw();
    }

    /** All of it in one document, for whoever asks afterwards. */
    private void report(String key) {
        cast.does("Mara", "types /release report " + key);
        Actor mara = cast.as("mara");
        Cast.must(mara.command(Actor.DIRECT, "/release report " + key));
        String report = mara.modal().text();
        cast.check(
                report.contains("Completed")
                        && report.contains("100 % of production")
                        && report.contains("The Go: called by"),
                "the report says what shipped, how each stage went, and who called Go");
        Cast.must(mara.closeAll());
    }

    void takenBack() {
        String key = cleared("Shorter queue for payments");
        Actor olivia = cast.as("olivia");
        deploy(key, "5 %");
        cast.does("The metrics", "rise: every twentieth request of payments-api fails");
        cast.visitor().steer("errors", 5);
        cast.does("Time", "jumps to the end of the bake");
        cast.visitor().jump(Cast.LONGEST_BAKE);
        cast.awaitSaid(key, "STOPPED");
        cast.visitor().settleMetrics();
        Cast.must(olivia.command(Cast.CHANNEL, "/release advance " + key));
        cast.check(!cast.isSaidOf(key, "25 % of production"), "nobody goes on from a canary that failed");
        cast.does("Olivia", "types /release rollback " + key + ", and confirms");
        Cast.must(olivia.command(Cast.CHANNEL, "/release rollback " + key));
        olivia.fill("What is seen", "Every twentieth payment fails.");
        Cast.must(olivia.submit());
        cast.as("sam").awaitMessage("support", "is being taken back");
        cast.does("Priya", "does the step that she is named for, and says so");
        Actor priya = cast.as("priya");
        Cast.must(priya.click(Cast.request(priya, key, "Done"), "Done"));
        cast.awaitSaid(key, "ROLLED BACK");
        cast.as("sam").awaitMessage("support", key + " Shorter queue for payments is taken back");
        cast.check(!cast.isSaidOf(key, "ROLLING"), "it is back, and nothing of it goes on");
        review(key);
        cast.everybodySaw();
    }

    /** What is learned is what the next release of the component begins with. */
    private void review(String key) {
        cast.awaitSaid(key, "REVIEW: " + key);
        cast.does("Priya", "types /release review " + key + ", and adds a lesson");
        Actor priya = cast.as("priya");
        Cast.must(priya.command(Cast.CHANNEL, "/release review " + key));
        Cast.must(priya.click("Add a lesson"));
        priya.fill("What has to be true, or what is done", LESSON);
        Cast.must(priya.submit());
        Cast.must(priya.closeAll());
        String next = cast.makeRelease("Queue for payments, again");
        cast.addChange(next, "Raise the limit in two steps", Cast.threeTeams());
        cast.check(cast.isShutBy(next, "A5 Reviews closed"), "the next release waits for the review");
        cast.does("Olivia", "closes the review");
        Actor olivia = cast.as("olivia");
        Cast.must(olivia.command(Cast.CHANNEL, "/release review " + key));
        Cast.must(olivia.click("Close the review"));
        Cast.must(olivia.submit());
        Cast.must(olivia.closeAll());
        cast.awaitSaid(next, "Lessons of " + key + " have joined");
        cast.check(
                !cast.isShutBy(next, "A5 Reviews closed"), "once it is closed, the next release waits for it no more");
    }
}
