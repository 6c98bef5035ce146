package dev.releasemanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.coordination.CompletedRollout;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Inquiries;
import dev.releasemanager.coordination.Intent;
import dev.releasemanager.coordination.Outcome;
import dev.releasemanager.coordination.PassedStaging;
import dev.releasemanager.coordination.Store;
import dev.releasemanager.notice.Message;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Done;
import dev.releasemanager.rehearsal.Screen;
import dev.releasemanager.rehearsal.Shown;
import dev.releasemanager.rehearsal.Visitor;
import dev.releasemanager.rehearsal.world.Inputs;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One rehearsal for a class of tests, and the people of the sample workspace in it. They do everything as people do:
 * over HTTP, by commands, clicks and forms; what they get to see comes back.
 */
final class Players implements BeforeAllCallback, AutoCloseable {
    /** The channel in which releases are made, unless a test says otherwise. */
    static final String CHANNEL = "payments";

    /** The machine may be slow, and Slack's budgets are real: a message a second to one place. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Path SETTINGS = Path.of("config", "release-manager.yaml");
    private static final String EDITED = "release-manager.yaml";
    private static final Pattern KEY = Pattern.compile("\\b([A-Z][A-Z0-9]+-\\d+)\\b");
    private static final Pattern ADDRESS = Pattern.compile("\"(http://127\\.0\\.0\\.1:[0-9]+/pages/[^\"]+)\"");
    private static final Pattern MENTION = Pattern.compile("<@(U[A-Z0-9]+)(?:\\|[^>]*)?>");

    private final Supplier<Optional<Path>> keep;
    private final UnaryOperator<String> edit;
    private @Nullable Path folder;
    private @Nullable Rehearsal rehearsal;
    private @Nullable Visitor visitor;

    private Players(Supplier<Optional<Path>> keep, UnaryOperator<String> edit) {
        this.keep = keep;
        this.edit = edit;
    }

    static Players rehearsing() {
        return new Players(Optional::empty, UnaryOperator.identity());
    }

    /** With another policy than the one that is shipped. */
    static Players rehearsingEdited(String shipped, String instead) {
        return new Players(Optional::empty, settings -> {
            assertThat(settings).contains(shipped);
            return settings.replace(shipped, instead);
        });
    }

    /** Releases are in a file of this directory, in which a test can look and write. */
    static Players keepingIn(Supplier<Path> directory) {
        return new Players(() -> Optional.of(directory.get()), UnaryOperator.identity());
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (rehearsal == null) {
            context.getStore(ExtensionContext.Namespace.create(Players.class)).put(this, this);
            start();
        }
    }

    Players start() throws IOException {
        Path made = Files.createTempDirectory("settings");
        folder = made;
        Path settings = Files.writeString(made.resolve(EDITED), edit.apply(Files.readString(SETTINGS)));
        Rehearsal started = Rehearsal.start(
                0,
                keep.get(),
                settings,
                Rehearsal.beginOfAWholeRollout(InstantSource.system().instant()),
                UnaryOperator.identity());
        rehearsal = started;
        visitor = Visitor.at(started.address()).withPatience(PATIENCE);
        return this;
    }

    @Override
    public void close() throws IOException {
        Rehearsal started = rehearsal;
        if (started != null) {
            started.close();
        }
        Path made = folder;
        if (made != null) {
            Files.deleteIfExists(made.resolve(EDITED));
            Files.delete(made);
        }
    }

    URI address() {
        return Optional.ofNullable(rehearsal).orElseThrow().address();
    }

    Visitor visitor() {
        return Optional.ofNullable(visitor).orElseThrow();
    }

    Actor as(String person) {
        return visitor().as(person);
    }

    // What people see

    /** All words of a message or a view, people by their handles. */
    String words(Shown shown) {
        JsonNode people = visitor().get("/ui/state").path("people");
        return MENTION.matcher(shown.text())
                .replaceAll(mention -> Matcher.quoteReplacement("@" + handle(people, mention.group(1))))
                .replaceAll("[ \\t\\u00a0]+", " ");
    }

    private static String handle(JsonNode people, String id) {
        for (JsonNode person : people) {
            if (person.path("id").asText().equals(id)) {
                return person.path("name").asText();
            }
        }
        return id;
    }

    String id(String person) {
        return id("people", person);
    }

    private String id(String kind, String name) {
        for (JsonNode one : visitor().get("/ui/state").path(kind)) {
            if (one.path("name").asText().equals(name)) {
                return one.path("id").asText();
            }
        }
        throw new IllegalStateException("no " + name + " among the " + kind);
    }

    static List<Shown> privately(Screen screen, String channel) {
        return screen.messages(channel).stream().filter(Shown::ephemeral).toList();
    }

    /** The address of a release's page among the links that are shown, such as {@code report.md}. */
    static String address(Shown shown, String page) {
        Matcher found = ADDRESS.matcher(shown.json().toString());
        while (found.find()) {
            if (found.group(1).contains("/" + page + "?")) {
                return found.group(1);
            }
        }
        throw new AssertionError("no address of " + page + " in " + shown.json());
    }

    /** As a browser would. */
    static HttpResponse<String> get(String address) {
        return HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .join();
    }

    /** What the command is answered with: below it, for its sender alone, or in a modal. */
    Shown shown(String person, String channel, String line) {
        Actor actor = as(person);
        int before = privately(actor.look(), channel).size();
        must(actor.command(channel, line));
        return actor.await("an answer to " + line, screen -> {
            List<Shown> answers = privately(screen, channel);
            return answers.size() > before ? Optional.of(answers.get(answers.size() - 1)) : screen.modal();
        });
    }

    /** The words of the answer to a command in the conversation with the bot; a modal is closed again. */
    String told(String person, String line) {
        return toldIn(Actor.DIRECT, person, line);
    }

    String toldIn(String channel, String person, String line) {
        Shown answer = shown(person, channel, line);
        if (!answer.id().isEmpty()) {
            must(as(person).closeAll());
        }
        return words(answer);
    }

    /** Asks again until the answer has these words; for what the bot learns by itself, a little later. */
    String awaitWords(String words, Supplier<String> asked) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String told = asked.get();
            if (told.contains(words)) {
                return told;
            }
            assertThat(System.nanoTime())
                    .as("waited for “" + words + "”, was told: " + told)
                    .isLessThan(end);
            long version = visitor().get("/ui/state?as=olivia").path("version").asLong();
            visitor().get("/ui/state?as=olivia&after=" + version + "&wait_ms=200");
        }
    }

    /** The board of a release in its channel: the message that carries its heading and isn't a reply. */
    Shown board(String person, String channel, String key, String words) {
        return as(person).await("a board of " + key + " with “" + words + "”", screen -> boards(screen, channel, key)
                .filter(board -> words(board).contains(words)));
    }

    private static Optional<Shown> boards(Screen screen, String channel, String key) {
        return screen.messages(channel).stream()
                .filter(message -> message.fromBot() && !message.ephemeral())
                .filter(message -> message.threadTs().isEmpty())
                .filter(message -> message.text().startsWith(key + " "))
                .reduce((first, second) -> second);
    }

    /** Replies below the board that contain the words, oldest first. */
    List<Shown> replies(String person, String channel, String key, String words) {
        Screen screen = as(person).look();
        Optional<Shown> board = boards(screen, channel, key);
        return screen.messages(channel).stream()
                .filter(message ->
                        message.threadTs().isPresent() && message.threadTs().equals(board.map(Shown::ts)))
                .filter(message -> words(message).contains(words))
                .toList();
    }

    Shown awaitReply(String person, String channel, String key, String words) {
        as(person)
                .awaitTrue("“" + words + "” below the board of " + key, screen -> !replies(person, channel, key, words)
                        .isEmpty());
        List<Shown> found = replies(person, channel, key, words);
        return found.get(found.size() - 1);
    }

    /** The newest direct message from the bot with all of these words. */
    Shown awaitDirect(String person, String... all) {
        return as(person).await("a direct message with " + List.of(all), screen -> direct(screen, all).stream()
                .reduce((first, second) -> second));
    }

    List<Shown> directs(String person, String... all) {
        return direct(as(person).look(), all);
    }

    private List<Shown> direct(Screen screen, String... all) {
        return screen.messages(Actor.DIRECT).stream()
                .filter(message -> {
                    String words = words(message);
                    return List.of(all).stream().allMatch(words::contains);
                })
                .toList();
    }

    static String key(String words) {
        Matcher key = KEY.matcher(words);
        if (!key.find()) {
            throw new IllegalStateException("no key of a release in: " + words);
        }
        return key.group(1);
    }

    static Done must(Done done) {
        assertThat(done.ok()).as("the act went through: " + done.answer()).isTrue();
        return done;
    }

    /** An act that has to be taken, with nothing said at any field. */
    static void taken(Done done) {
        must(done);
        assertThat(done.errors()).as("faults at the fields").isEmpty();
    }

    // What people do

    /** Olivia makes a release of these teams in the usual channel. */
    String newRelease(String title, String... teams) {
        return newReleaseIn(CHANNEL, title, teams);
    }

    String newReleaseIn(String channel, String title, String... teams) {
        Actor olivia = as("olivia");
        must(olivia.command(channel, "/release new"));
        olivia.fill("Title", title)
                .fill("Purpose", "Let people pay in one step.")
                .fill("Taking-part teams", teams);
        taken(olivia.submit());
        String key = key(words(olivia.modal()));
        must(olivia.closeAll());
        return key;
    }

    /** Olivia writes a rollback plan that lacks nothing, and Priya accepts its step. */
    void completePlan(String key) {
        Actor olivia = as("olivia");
        must(olivia.command(CHANNEL, "/release rollback-plan " + key));
        must(olivia.click("Add a step"));
        olivia.fill("What exactly is run or done", "Deploy payments-api 4.1.7 again")
                .fill("Who does it", "priya")
                .fill("How long it takes", "10 min")
                .fill("How one sees that it worked", "payments-api answers 4.1.7");
        taken(olivia.submit());
        must(olivia.click("Triggers and window"));
        olivia.fill("What starts the rollback", "error rate of checkout-api > 1 % over 5 min")
                .fill("Until when can it be rolled back", "2 days")
                .fill("What a rollback would not undo", "nothing");
        taken(olivia.submit());
        must(olivia.closeAll());
        must(as("priya").click(awaitDirect("priya", "Will you carry this out?", key), "Accept"));
        assertThat(told("olivia", "/release rollback-plan " + key)).contains("Complete.");
    }

    /** Olivia has that condition start the rollback, and no other; in one of the two fields for it. */
    void trigger(String key, String field, String condition) {
        Actor olivia = as("olivia");
        must(olivia.command(CHANNEL, "/release rollback-plan " + key));
        must(olivia.click("Triggers and window"));
        olivia.fill("What starts the rollback", "")
                .fill("What starts it by itself", "")
                .fill(field, condition);
        taken(olivia.submit());
        must(olivia.closeAll());
    }

    /** Olivia says until when the sample release can be rolled back: the one thing that its plan lacks. */
    void sayTheWindow(String key) {
        Actor olivia = as("olivia");
        must(olivia.command(CHANNEL, "/release rollback-plan " + key));
        must(olivia.click("Triggers and window"));
        olivia.fill("Until when can it be rolled back", "2 days");
        taken(olivia.submit());
        must(olivia.closeAll());
    }

    /** Olivia adds a change of Payments. */
    void addChange(String key, String title) {
        addChange(key, title, "Payments", "Configuration (low risk)", "Nothing.", "", "");
    }

    void addChange(String key, String title, String team, String kind, String noticed, String trouble, String answer) {
        Actor olivia = as("olivia");
        must(olivia.command(CHANNEL, "/release scope " + key));
        must(olivia.click("Add a change"));
        olivia.fill("What changes", title)
                .fill("Team", team)
                .fill("Component", "payments-api")
                .fill("Kind", kind)
                .fill("Link", "https://code.example.com/pull/17")
                .fill("What users notice", noticed)
                .fill("What may go wrong for users", trouble)
                .fill("What support should answer", answer);
        taken(olivia.submit());
        must(olivia.closeAll());
    }

    /** Olivia opens a checkpoint now. */
    void open(String key, String until) {
        Shown preview = shown("olivia", CHANNEL, "/release open " + key + " until " + until);
        must(as("olivia").click(preview, "Ask them now"));
        assertThat(told("olivia", "/release status " + key)).contains("POLLING");
    }

    /** That person confirms for their team, every item ticked. */
    void ready(String person, String key) {
        Actor actor = as(person);
        openReady(actor, key);
        tickAll(actor);
        taken(actor.submit());
        actor.awaitNoModal();
    }

    void openReady(Actor actor, String key) {
        must(actor.command(Actor.DIRECT, "/release answer " + key));
        must(actor.click("Ready"));
    }

    void tickAll(Actor actor) {
        actor.fill("Ready means", items(actor.modal()).toArray(String[]::new));
    }

    /** The items of the checklist in the open form. */
    static List<String> items(Shown form) {
        List<String> items = new ArrayList<>();
        Inputs.in(form.json().path("blocks")).stream()
                .filter(found -> found.type().equals("checkboxes"))
                .forEach(found -> found.element()
                        .path("options")
                        .forEach(option ->
                                items.add(option.path("text").path("text").asText())));
        return items;
    }

    void notReady(String person, String key, String why, String when) {
        Actor actor = as(person);
        must(actor.command(Actor.DIRECT, "/release answer " + key));
        must(actor.click("Not ready"));
        actor.fill("Why", why).fill("When do you expect to be ready", when);
        taken(actor.submit());
        actor.awaitNoModal();
    }

    /** Payments, Checkout and both people of Identity. */
    void everybodyReady(String key) {
        ready("priya", key);
        ready("chen", key);
        ready("ines", key);
        ready("ivan", key);
    }

    /** A release whose gate is open, waiting for the call. */
    String releaseReadyForTheCall(String title) {
        String key = newRelease(title, "Payments", "Checkout", "Identity");
        completePlan(key);
        open(key, "in 5h");
        everybodyReady(key);
        return key;
    }

    /** What the use cases write into: for what nobody would type. */
    Store store() {
        return Optional.ofNullable(rehearsal).orElseThrow().bot().store();
    }

    /** Whatever ships has passed staging; just so. */
    void staged(String key) {
        PassedStaging.of(store(), new ReleaseKey(key));
    }

    /** What somebody gets who asks for a file where there are no links; here there are. */
    void sendFile(String person, String key, Message.Handout what) {
        Coordination bot = Optional.ofNullable(rehearsal).orElseThrow().bot().coordination();
        Outcome unused = bot.handouts()
                .toMe(Intent.of("file:" + key + what, new PersonId(id(person))), new ReleaseKey(key), what);
    }

    /** Everything has gone out to everybody; just so. Go stands already. */
    void completed(String key) {
        Inquiries inquiries = Optional.ofNullable(rehearsal)
                .orElseThrow()
                .bot()
                .coordination()
                .inquiries();
        CompletedRollout.of(store(), inquiries.policy(), new ReleaseKey(key), inquiries.now());
    }

    /** Everything has passed staging, and Go is called. */
    void callGo(String person, String key) {
        staged(key);
        Actor actor = as(person);
        must(actor.command(Actor.DIRECT, "/release go " + key));
        taken(actor.submit());
        actor.awaitNoModal();
        assertThat(isGo(key)).as("Go stands for " + key).isTrue();
    }

    /** With the reason why there is no lesson: whatever ships the same components afterwards would wait for it. */
    void closeReview(String key) {
        Actor olivia = as("olivia");
        must(olivia.click(awaitDirect("olivia", "REVIEW: " + key), "Open the review"));
        must(olivia.click("Close the review"));
        olivia.fill("Why no lesson comes of it", "A provider was down, and says why itself.");
        taken(olivia.submit());
        must(olivia.closeAll());
        awaitReply("chen", CHANNEL, key, "The review of " + key);
    }

    boolean isGo(String key) {
        return told("olivia", "/release status " + key).contains(": GO.");
    }

    /** What somebody is shown who tries to call Go, in words; the modal is closed again without a call. */
    String refusedGo(String person, String key) {
        Shown answer = shown(person, Actor.DIRECT, "/release go " + key);
        if (!answer.id().isEmpty()) {
            assertThat(answer.json().has("submit"))
                    .as("a button to call Go in: " + answer.text())
                    .isFalse();
            must(as(person).closeAll());
        }
        assertThat(isGo(key)).as("Go was called for " + key).isFalse();
        return words(answer);
    }

    /** Presses the button with that number among those of the same words in the open modal; the first is 0. */
    Done clickNth(String person, String button, int number) {
        Shown modal = as(person).modal();
        Inputs.Found found = Inputs.in(modal.json().path("blocks")).stream()
                .filter(one -> one.element().path("text").path("text").asText().equals(button))
                .skip(number)
                .findFirst()
                .orElseThrow();
        ObjectNode act = JsonNodeFactory.instance
                .objectNode()
                .put("as", person)
                .put("type", "click")
                .put("view_id", modal.id())
                .put("block_id", found.blockId())
                .put("action_id", found.actionId());
        return new Done(visitor().post("/ui/act", act));
    }
}
