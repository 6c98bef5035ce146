package dev.releasemanager.rehearsal.play;

import com.fasterxml.jackson.databind.JsonNode;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Done;
import dev.releasemanager.rehearsal.Shown;
import dev.releasemanager.rehearsal.Visitor;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A day of the sample workspace: one Go, one No-Go, one deadline that becomes a delay. It acts only as people can, and
 * checks only what people can see; that is why it finds a bot that lies.
 */
public final class Play {
    private static final String CHANNEL = "payments";
    private static final String STILL_READY = "Seen, still ready";
    private static final Pattern KEY = Pattern.compile("\\b([A-Z][A-Z0-9]+-\\d+)\\b");

    private final Visitor visitor;
    private final Transcript transcript;
    private final List<String> failures = new ArrayList<>();

    public Play(URI address, PrintWriter out) {
        this.visitor = Visitor.at(address).withPatience(Duration.ofSeconds(20));
        this.transcript = new Transcript(out);
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
        scene("A Go: three teams, one of them needs two people", this::go);
        scene("A No-Go: a team isn't ready, and nobody can call over it", this::noGo);
        scene("A deadline: nobody decides, and it becomes a delay", this::deadline);
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

    private Actor as(String person) {
        return visitor.as(person);
    }

    private void check(boolean holds, String what) {
        if (holds) {
            transcript.checked(what);
        } else {
            failures.add("It does not hold that " + what + ".");
        }
    }

    private static Answers threeTeams() {
        Map<String, Integer> needed = new LinkedHashMap<>();
        needed.put("Payments", 1);
        needed.put("Checkout", 1);
        needed.put("Identity", 2);
        return new Answers(needed);
    }

    // What the players do

    private String makeRelease(String title) {
        Actor olivia = as("olivia");
        transcript.does("Olivia", "types /release new, and fills the form in: " + title);
        must(olivia.command(CHANNEL, "/release new"));
        olivia.fill("Title", title)
                .fill("Purpose", "Let people pay in one step, and lose fewer of them on the way.")
                .fill("Taking-part teams", "Payments", "Checkout", "Identity");
        must(olivia.submit());
        String key = key(olivia.modal().text());
        must(olivia.closeAll());
        as("olivia").awaitMessage(CHANNEL, key + " " + title);
        return key;
    }

    private static String key(String words) {
        Matcher key = KEY.matcher(words);
        if (!key.find()) {
            throw new IllegalStateException("no key of a release in: " + words);
        }
        return key.group(1);
    }

    private void writePlan(String key) {
        Actor olivia = as("olivia");
        transcript.does("Olivia", "types /release rollback-plan " + key + ", and writes how it is reversed");
        must(olivia.command(CHANNEL, "/release rollback-plan " + key));
        must(olivia.click("Add a step"));
        olivia.fill(
                        "What exactly is run or done",
                        "Deploy payments-api 4.1.7 again with the pipeline “payments-api rollback”")
                .fill("Who does it", "priya")
                .fill("How long it takes", "10 min")
                .fill("How one sees that it worked", "payments-api answers 4.1.7 at /version")
                .fill("Whose step it is", "Payments");
        must(olivia.submit());
        must(olivia.click("Triggers and window"));
        olivia.fill("What starts the rollback", "error rate of checkout-api > 1 % over 5 min")
                .fill("Until when can it be rolled back", "2 days")
                .fill("What a rollback would not undo", "nothing");
        must(olivia.submit());
        must(olivia.closeAll());
        transcript.does("Priya", "accepts the step that she is named for");
        Actor priya = as("priya");
        must(priya.click(request(priya, key, "Accept"), "Accept"));
    }

    private void addChange(String key, String title, Answers answers) {
        Actor olivia = as("olivia");
        transcript.does("Olivia", "adds to the scope: " + title);
        must(olivia.command(CHANNEL, "/release scope " + key));
        must(olivia.click("Add a change"));
        olivia.fill("What changes", title)
                .fill("Team", "Payments")
                .fill("Component", "payments-api")
                .fill("Kind", kindOf(olivia, "configuration"))
                .fill("Link", "https://example.com/pull/17")
                .fill("What users notice", "nothing");
        must(olivia.submit());
        must(olivia.closeAll());
        answers.edited("Payments");
    }

    private static String kindOf(Actor actor, String word) {
        JsonNode blocks = actor.modal().json().path("blocks");
        for (JsonNode block : blocks) {
            for (JsonNode option : block.path("element").path("options")) {
                String text = option.path("text").path("text").asText();
                if (option.path("value").asText().equals(word)) {
                    return text;
                }
            }
        }
        throw new IllegalStateException(
                "no kind " + word + " in: " + actor.modal().text());
    }

    /** Payments deploys and verifies its component in staging, and it is watched for as long as the policy says. */
    private void staging(String key, String version) {
        Actor olivia = as("olivia");
        transcript.does("Olivia", "types /release staging " + key + ", and begins staging");
        must(olivia.command(CHANNEL, "/release staging " + key));
        must(olivia.submit());
        Actor priya = as("priya");
        transcript.does("Priya", "deploys payments-api " + version + " to staging, and says so");
        must(priya.click(request(priya, key, "Deployed …"), "Deployed …"));
        priya.fill("Version or commit", version);
        must(priya.submit());
        transcript.does("Priya", "looks at it there, and says that it is verified");
        must(priya.click(request(priya, key, "Verified"), "Verified"));
        olivia.awaitMessage(CHANNEL, "everything is verified");
        transcript.does("Time", "jumps to the end of the bake");
        visitor.jumpToNextTimer();
        olivia.awaitMessage(CHANNEL, "PASSED: Staging");
    }

    private void open(String key, String until) {
        Actor olivia = as("olivia");
        transcript.does("Olivia", "types /release open " + key + " until " + until);
        must(olivia.command(CHANNEL, "/release open " + key + " until " + until));
        Shown preview = olivia.awaitMessage(CHANNEL, "written to for " + key);
        must(olivia.click(preview, "Ask them now"));
        Shown unused = request(as("priya"), key);
    }

    private void ready(String person, String team, String key, Answers answers) {
        transcript.does(name(person), "ticks every item and confirms for " + team);
        Actor actor = as(person);
        Shown request = request(actor, key);
        must(actor.click(request, "Ready"));
        JsonNode items = actor.modal().json();
        actor.fill("Ready means", optionsOf(items));
        must(actor.submit());
        actor.awaitNoModal();
        answers.ready(team, person);
    }

    private void stillReady(String person, String team, String key, Answers answers) {
        transcript.does(name(person), "is told what changed, and answers “Seen, still ready” for " + team);
        Actor actor = as(person);
        Shown again = actor.await("a question whether " + team + " is still ready", screen -> {
            List<Shown> messages = screen.messages(Actor.DIRECT);
            return messages.stream()
                    .filter(message ->
                            message.text().contains(key) && message.buttons().contains(STILL_READY))
                    .reduce((first, second) -> second);
        });
        must(actor.click(again, STILL_READY));
        actor.awaitMessage(Actor.DIRECT, "you confirmed for " + team);
        answers.ready(team, person);
    }

    private long askedAgain(String person, String key) {
        return as(person).look().messages(Actor.DIRECT).stream()
                .filter(message ->
                        message.text().contains(key) && message.buttons().contains(STILL_READY))
                .count();
    }

    private void notReady(String person, String team, String key, String why, String estimate, Answers answers) {
        transcript.does(name(person), "says that " + team + " is not ready: " + why);
        Actor actor = as(person);
        must(actor.click(request(actor, key), "Not ready"));
        actor.fill("Why", why).fill("When do you expect to be ready", estimate);
        must(actor.submit());
        actor.awaitNoModal();
        answers.notReady(team, person);
    }

    /** The newest direct message about this release that can be answered. */
    private static Shown request(Actor actor, String key) {
        return request(actor, key, "Ready");
    }

    private static Shown request(Actor actor, String key, String button) {
        return actor.await("a request about " + key, screen -> {
            List<Shown> messages = screen.messages(Actor.DIRECT);
            for (int i = messages.size() - 1; i >= 0; i--) {
                if (messages.get(i).text().contains(key)
                        && messages.get(i).buttons().contains(button)) {
                    return Optional.of(messages.get(i));
                }
            }
            return Optional.empty();
        });
    }

    private static String[] optionsOf(JsonNode modal) {
        List<String> options = new ArrayList<>();
        modal.path("blocks").forEach(block -> block.path("element")
                .path("options")
                .forEach(option -> options.add(option.path("text").path("text").asText())));
        return options.toArray(String[]::new);
    }

    /** Tries to call Go; whether it went through is seen in the thread, and held against the players' own answers. */
    private boolean callGo(String person, String key, Answers answers) {
        transcript.does(name(person), "tries to call Go for " + key);
        Actor actor = as(person);
        List<String> objections = answers.objections();
        int before = count("GO for " + key);
        must(actor.command(CHANNEL, "/release go " + key));
        Optional<Shown> modal = actor.look().modal();
        if (modal.isPresent()) {
            transcript.saw(name(person), modal.get());
            if (modal.get().json().has("submit")) {
                must(actor.submit());
            }
            if (actor.look().modals() > 0) {
                must(actor.closeAll());
            }
        }
        boolean called = isCleared(key);
        check(
                !called || objections.isEmpty(),
                "no Go is called while "
                        + (objections.isEmpty() ? "a team is missing" : String.join(", ", objections)));
        if (called) {
            as("olivia").awaitMessage(CHANNEL, "GO for " + key);
            check(count("GO for " + key) == before + 1, "the Go of " + key + " stands in the thread once");
        }
        return called;
    }

    private boolean isCleared(String key) {
        Actor olivia = as("olivia");
        must(olivia.command(CHANNEL, "/release status " + key));
        return olivia.lastMessage(CHANNEL).text().contains(": GO.");
    }

    private int count(String words) {
        return (int) as("olivia").look().messages(CHANNEL).stream()
                .filter(message -> message.threadTs().isPresent())
                .filter(message -> message.fallbackText().startsWith(words))
                .count();
    }

    private void everybodySaw() {
        for (String person :
                List.of("olivia", "priya", "pavel", "chen", "carla", "ines", "ivan", "sam", "elena", "otto")) {
            transcript.saw(name(person), as(person).look(), List.of(Actor.DIRECT));
        }
        transcript.saw("Olivia", as("olivia").look(), List.of(CHANNEL, "product"));
        transcript.saw("Sam", as("sam").look(), List.of("support"));
        transcript.saw("Elena", as("elena").look(), List.of("leadership"));
    }

    private static String name(String handle) {
        return Character.toUpperCase(handle.charAt(0)) + handle.substring(1);
    }

    private static void must(Done done) {
        if (!done.ok()) {
            throw new IllegalStateException("an act failed: " + done.answer());
        }
    }

    // The scenes

    private void go() {
        Answers answers = threeTeams();
        String key = makeRelease("Pay in one step");
        addChange(key, "Raise the limit of the payment queue", answers);
        staging(key, "4.18.0");
        open(key, "in 5h");
        check(!callGo("olivia", key, answers), "an unanswered poll is no Go");
        ready("priya", "Payments", key, answers);
        ready("chen", "Checkout", key, answers);
        ready("ines", "Identity", key, answers);
        check(
                !callGo("olivia", key, answers),
                "one of two people isn't enough for Identity, nor is a missing rollback plan");
        ready("ivan", "Identity", key, answers);
        check(!callGo("olivia", key, answers), "there is no Go without a rollback plan, though every team is ready");
        writePlan(key);
        answers.edited("Payments");
        check(
                !callGo("olivia", key, answers),
                "what Payments confirmed before an edit of its own doesn't count after it");
        stillReady("priya", "Payments", key, answers);
        check(askedAgain("chen", key) == 0, "Checkout isn't asked again, for nothing of its own was edited");
        check(!callGo("priya", key, answers), "nobody but the owner calls Go");
        check(callGo("olivia", key, answers), "the owner's Go goes through once everything is met");
        as("sam").awaitMessage("support", key);
        for (String audience : List.of("product", "support", "leadership")) {
            long told = as("olivia").look().messages(audience).stream()
                    .filter(message -> message.text().contains(key))
                    .count();
            check(told == 1, "#" + audience + " is told of " + key + " once");
        }
        everybodySaw();
    }

    private void noGo() {
        Answers answers = threeTeams();
        String key = makeRelease("New login page");
        writePlan(key);
        open(key, "in 5h");
        ready("priya", "Payments", key, answers);
        notReady("carla", "Checkout", key, "the browser matrix fails on the oldest browser", "tomorrow noon", answers);
        as("olivia").awaitMessage(Actor.DIRECT, "Checkout is not ready");
        ready("ines", "Identity", key, answers);
        ready("ivan", "Identity", key, answers);
        transcript.does("Chen", "writes in the channel: we are ready, go ahead");
        must(as("chen").say(CHANNEL, "We are ready, go ahead!"));
        check(!callGo("olivia", key, answers), "words in a channel are no answer, and a not ready stands");
        transcript.does("Olivia", "calls No-Go with the reason");
        Actor olivia = as("olivia");
        must(olivia.command(CHANNEL, "/release no-go " + key));
        olivia.fill("Why not", "Checkout fails on the oldest browser.");
        must(olivia.submit());
        olivia.awaitMessage(CHANNEL, "NO-GO for " + key);
        check(count("NO-GO for " + key) == 1, "the No-Go of " + key + " stands in the thread once");
        everybodySaw();
    }

    private void deadline() {
        Answers answers = threeTeams();
        String key = makeRelease("Quiet weekend clean-up");
        writePlan(key);
        open(key, "in 30m");
        ready("priya", "Payments", key, answers);
        long priyaBefore = about(key, "priya");
        for (int jumps = 0; jumps < 12 && !delayed(key); jumps++) {
            transcript.does("Time", "jumps to the next timer");
            visitor.jumpToNextTimer();
        }
        as("olivia").awaitMessage(CHANNEL, "nobody called " + key);
        as("chen").awaitMessage(Actor.DIRECT, "Your answer is missing");
        check(delayed(key), "an undecided checkpoint becomes a delay");
        check(count("GO for " + key) == 0, "it never becomes a Go");
        check(about(key, "priya") == priyaBefore, "who has answered isn't reminded");
        everybodySaw();
    }

    private long about(String key, String person) {
        return as(person).look().messages(Actor.DIRECT).stream()
                .filter(message -> message.text().contains(key))
                .count();
    }

    private boolean delayed(String key) {
        Actor olivia = as("olivia");
        must(olivia.command(CHANNEL, "/release status " + key));
        return olivia.lastMessage(CHANNEL).text().contains("DELAYED");
    }

    private void nothingRefused() {
        JsonNode log = visitor.log();
        log.path("refused").forEach(refusal -> failures.add("Slack refused something: " + refusal));
        check(log.path("refused").isEmpty(), "Slack refused nothing of what the bot sent");
    }
}
