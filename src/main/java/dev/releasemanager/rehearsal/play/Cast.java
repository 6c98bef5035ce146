package dev.releasemanager.rehearsal.play;

import com.fasterxml.jackson.databind.JsonNode;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Done;
import dev.releasemanager.rehearsal.Screen;
import dev.releasemanager.rehearsal.Shown;
import dev.releasemanager.rehearsal.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The people of the sample workspace, and what they do in more than one scene. They act only as people can, and check only
 * what people can see.
 */
final class Cast {
    static final String CHANNEL = "payments";

    /** Of the sample's stages, and a little more: the last of what is measured comes at the very end. */
    static final Duration LONGEST_BAKE = Duration.ofHours(2).plusMinutes(1);

    private static final String STILL_READY = "Seen, still ready";
    private static final Pattern KEY = Pattern.compile("\\b([A-Z][A-Z0-9]+-\\d+)\\b");

    private final Visitor visitor;
    private final Transcript transcript;
    private final List<String> failures;

    Cast(Visitor visitor, Transcript transcript, List<String> failures) {
        this.visitor = visitor;
        this.transcript = transcript;
        this.failures = failures;
    }

    Visitor visitor() {
        return visitor;
    }

    Actor as(String person) {
        return visitor.as(person);
    }

    void does(String who, String what) {
        transcript.does(who, what);
    }

    void check(boolean holds, String what) {
        if (holds) {
            transcript.checked(what);
        } else {
            failures.add("It does not hold that " + what + ".");
        }
    }

    static Answers threeTeams() {
        Map<String, Integer> needed = new LinkedHashMap<>();
        needed.put("Payments", 1);
        needed.put("Checkout", 1);
        needed.put("Identity", 2);
        return new Answers(needed);
    }

    /** The newest message in the channel with these words that is about this release. */
    Shown awaitSaid(String key, String words) {
        return as("olivia").await("\"" + words + "\" about " + key + " in " + CHANNEL, screen -> {
            List<Shown> messages = screen.messages(CHANNEL);
            for (int i = messages.size() - 1; i >= 0; i--) {
                String said = messages.get(i).text();
                if (said.contains(words) && said.contains(key)) {
                    return Optional.of(messages.get(i));
                }
            }
            return Optional.empty();
        });
    }

    String makeRelease(String title) {
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

    static String key(String words) {
        Matcher key = KEY.matcher(words);
        if (!key.find()) {
            throw new IllegalStateException("no key of a release in: " + words);
        }
        return key.group(1);
    }

    void writePlan(String key) {
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

    void addChange(String key, String title, Answers answers) {
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

    static String kindOf(Actor actor, String word) {
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
    void staging(String key, String version) {
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
        awaitSaid(key, "everything is verified");
        transcript.does("Time", "jumps to the end of the bake");
        visitor.jump(LONGEST_BAKE);
        awaitSaid(key, "PASSED: Staging");
    }

    void open(String key, String until) {
        Actor olivia = as("olivia");
        transcript.does("Olivia", "types /release open " + key + " until " + until);
        must(olivia.command(CHANNEL, "/release open " + key + " until " + until));
        Shown preview = olivia.awaitMessage(CHANNEL, "written to for " + key);
        must(olivia.click(preview, "Ask them now"));
        Shown unused = request(as("priya"), key);
    }

    void ready(String person, String team, String key, Answers answers) {
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

    void stillReady(String person, String team, String key, Answers answers) {
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

    long askedAgain(String person, String key) {
        return as(person).look().messages(Actor.DIRECT).stream()
                .filter(message ->
                        message.text().contains(key) && message.buttons().contains(STILL_READY))
                .count();
    }

    void notReady(String person, String team, String key, String why, String estimate, Answers answers) {
        transcript.does(name(person), "says that " + team + " is not ready: " + why);
        Actor actor = as(person);
        must(actor.click(request(actor, key), "Not ready"));
        actor.fill("Why", why).fill("When do you expect to be ready", estimate);
        must(actor.submit());
        actor.awaitNoModal();
        answers.notReady(team, person);
    }

    /** The newest direct message about this release that can be answered. */
    static Shown request(Actor actor, String key) {
        return request(actor, key, "Ready");
    }

    static Shown request(Actor actor, String key, String button) {
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

    static String[] optionsOf(JsonNode modal) {
        List<String> options = new ArrayList<>();
        modal.path("blocks").forEach(block -> block.path("element")
                .path("options")
                .forEach(option -> options.add(option.path("text").path("text").asText())));
        return options.toArray(String[]::new);
    }

    /** Tries to call Go; whether it went through is seen in the thread, and held against the players' own answers. */
    boolean callGo(String person, String key, Answers answers) {
        transcript.does(name(person), "tries to call Go for " + key);
        Actor actor = as(person);
        List<String> objections = answers.objections();
        int before = count("GO for " + key);
        must(actor.command(CHANNEL, "/release go " + key));
        Screen screen = actor.look();
        Optional<Shown> modal = screen.modal();
        if (modal.isPresent()) {
            transcript.sawForm(name(person), screen, modal.get());
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
        return isSaidOf(key, ": GO.");
    }

    /** Whether the bot says this, asked how the release stands. */
    boolean isSaidOf(String key, String words) {
        Actor olivia = as("olivia");
        must(olivia.command(CHANNEL, "/release status " + key));
        return olivia.lastMessage(CHANNEL).text().contains(words);
    }

    /** Whether the gate names this requirement among those that aren't met. */
    boolean isShutBy(String key, String requirement) {
        Actor olivia = as("olivia");
        must(olivia.command(CHANNEL, "/release check " + key));
        String said = olivia.lastMessage(CHANNEL).text();
        return said.contains(requirement + " unmet");
    }

    int count(String words) {
        return (int) as("olivia").look().messages(CHANNEL).stream()
                .filter(message -> message.threadTs().isPresent())
                .filter(message -> message.fallbackText().startsWith(words))
                .count();
    }

    void everybodySaw() {
        for (String person :
                List.of("olivia", "priya", "pavel", "chen", "carla", "ines", "ivan", "sam", "elena", "otto")) {
            transcript.saw(name(person), as(person).look(), List.of(Actor.DIRECT));
        }
        transcript.saw("Olivia", as("olivia").look(), List.of(CHANNEL, "product"));
        transcript.saw("Sam", as("sam").look(), List.of("support"));
        transcript.saw("Elena", as("elena").look(), List.of("leadership"));
    }

    static String name(String handle) {
        return Character.toUpperCase(handle.charAt(0)) + handle.substring(1);
    }

    static void must(Done done) {
        if (!done.ok()) {
            throw new IllegalStateException("an act failed: " + done.answer());
        }
    }
}
