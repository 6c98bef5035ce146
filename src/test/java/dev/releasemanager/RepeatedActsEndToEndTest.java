package dev.releasemanager;

import static dev.releasemanager.Stage.CHANNEL;
import static dev.releasemanager.Stage.must;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.Stage.Delivery;
import dev.releasemanager.coordination.Outcome;
import dev.releasemanager.coordination.Reading;
import dev.releasemanager.coordination.Store;
import dev.releasemanager.coordination.Transaction;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
import dev.releasemanager.release.RecordEntry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What is done, delivered or answered twice counts once, and whoever comes too late is told. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepeatedActsEndToEndTest {
    private Stage stage;

    @BeforeAll
    void start() {
        stage = Stage.start();
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    private void chainHolds(String key) {
        assertThat(RecordEntry.faults(stage.record(key))).isEmpty();
        assertThat(stage.refusedPosts()).isEmpty();
    }

    private static void heard(List<HttpResponse<String>> answers) {
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
    }

    @Test
    void one_delivery_that_comes_forty_times_at_the_same_instant_acts_once() {
        String key = stage.makeRelease("Delivered forty times");
        Shown question = stage.askToOpen(key, "in 5h");
        ObjectNode click = stage.click("olivia", question, "Ask them now", "9001.1.forty");

        heard(stage.sendAtOnce(IntStream.range(0, 40).mapToObj(i -> Delivery.form(click))));

        for (String person : List.of("priya", "pavel", "chen", "carla")) {
            Shown unused = stage.request(person, key);
        }
        heard(stage.sendAtOnce(Stream.of(Delivery.form(click))));
        // What comes after everything that the forty could have caused.
        stage.ready("priya", key);
        stage.as("pavel").awaitMessage(CHANNEL, key);
        assertThat(stage.recorded(key, "checkpoint_opened")).isEqualTo(1);
        for (String person : List.of("pavel", "chen", "carla")) {
            assertThat(stage.told(person, Actor.DIRECT, key)).as(person).isEqualTo(1);
        }
        chainHolds(key);
    }

    /** What a cold process does by itself: the first act takes longer than any of the store's waits. */
    @Nested
    class While_the_first_of_forty_takes_its_time {
        private static final Duration LONGER_THAN_A_LOCK_IS_WAITED_FOR = Duration.ofMillis(1_900);

        private final AtomicBoolean slow = new AtomicBoolean();
        private final CountDownLatch answered = new CountDownLatch(1);

        private Store slowed(Store inner) {
            return new Store() {
                @Override
                public <T> T write(Function<Transaction, T> work) {
                    return inner.write(tx -> {
                        T result = work.apply(tx);
                        if (result instanceof Outcome && slow.compareAndSet(true, false)) {
                            awaitAnswerOfACopy();
                        }
                        return result;
                    });
                }

                @Override
                public <T> T read(Function<Reading, T> work) {
                    return inner.read(work);
                }
            };
        }

        private void awaitAnswerOfACopy() {
            try {
                boolean unused = answered.await(LONGER_THAN_A_LOCK_IS_WAITED_FOR.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Test
        void no_copy_is_told_that_the_act_did_not_count() {
            try (Stage slowStage = Stage.at(Stage.inMemory()).startBot(this::slowed)) {
                String key = slowStage.makeRelease("Slowly");
                String words = "delegate " + key + " <@" + slowStage.id("priya") + ">";
                slowStage.settled();
                slow.set(true);

                List<HttpResponse<String>> answers = slowStage.sendAtOnce(
                        IntStream.range(0, 40).mapToObj(i -> slowStage.command("olivia", words, "9001.2.cold")),
                        answer -> answered.countDown());

                heard(answers);
                assertThat(answers)
                        .filteredOn(answer -> !answer.body().isEmpty())
                        .singleElement()
                        .satisfies(answer -> assertThat(answer.body()).contains("may now decide on " + key));
                assertThat(slowStage.recorded(key, "delegated")).isEqualTo(1);
            }
        }
    }

    @Test
    void clicking_a_button_again_changes_nothing_and_says_so() {
        String key = stage.makeRelease("Clicked twice");
        Shown question = stage.askToOpen(key, "in 5h");
        // As the question was before the first click's answer took its place.
        Delivery again = Delivery.form(stage.click("olivia", question, "Ask them now", "9001.7.again"));
        must(stage.as("olivia").click(question, "Ask them now"));
        heard(List.of(stage.send(again)));

        stage.as("olivia").awaitMessage(Actor.DIRECT, "Checkpoint 1 is open already");
        stage.as("olivia").awaitMessage(CHANNEL, "Checkpoint 1 of " + key + " is open");
        assertThat(stage.recorded(key, "checkpoint_opened")).isEqualTo(1);
        chainHolds(key);
    }

    @Test
    void a_form_submitted_twice_at_once_makes_one_release() {
        stage.fillNew("Submitted twice");
        Shown form = stage.as("olivia").modal("New release");
        Map<String, ObjectNode> typed = Map.of(
                "Title",
                Stage.text("Submitted twice"),
                "Purpose",
                Stage.text("One step less to pay."),
                "Taking-part teams",
                Stage.all(form, "Taking-part teams", "multi_static_select"));
        long before = stage.releases();

        List<HttpResponse<String>> answers = stage.sendAtOnce(Stream.concat(
                // The same delivery, and the same form sent off anew.
                IntStream.range(0, 10)
                        .mapToObj(i -> Delivery.form(stage.submission("olivia", form, typed, "9002.1.same"))),
                IntStream.range(0, 10)
                        .mapToObj(i -> Delivery.form(stage.submission("olivia", form, typed, "9002.2." + i)))));

        heard(answers);
        assertThat(stage.releases()).isEqualTo(before + 1);
        assertThat(answers)
                .filteredOn(answer -> answer.body().contains("is made"))
                .as("told that it was made")
                .isNotEmpty();
        must(stage.as("olivia").closeAll());
        stage.as("olivia").awaitMessage(CHANNEL, "Submitted twice");
        stage.as("olivia").awaitMessage(Actor.DIRECT, "Submitted twice");
        assertThat(stage.told("olivia", Actor.DIRECT, "Submitted twice")).isEqualTo(1);
        assertThat(stage.told("olivia", CHANNEL, "Submitted twice")).isEqualTo(1);
    }

    @Test
    void a_confirmation_sent_off_twice_counts_once() {
        String key = stage.makeRelease("Confirmed twice");
        stage.open(key);
        Shown form = stage.fillReady("chen", key);
        Map<String, ObjectNode> typed = Map.of("Ready means", Stage.all(form, "Ready means", "checkboxes"));

        heard(stage.sendAtOnce(IntStream.range(0, 12)
                .mapToObj(i -> Delivery.form(stage.submission("chen", form, typed, "9003." + i % 3)))));

        assertThat(stage.recorded(key, "answered_ready")).isEqualTo(1);
        must(stage.as("chen").closeAll());
        chainHolds(key);
    }

    @Test
    @Tag("Q3")
    void two_people_who_answer_differently_for_one_team_at_once_are_both_heard_and_the_team_is_not_ready() {
        String key = stage.makeRelease("Of two minds");
        stage.open(key);
        Shown ready = stage.fillReady("priya", key);
        must(stage.as("pavel").click(stage.request("pavel", key), "Not ready"));
        Shown notReady = stage.as("pavel").modal();

        heard(stage.sendAtOnce(Stream.of(
                Delivery.form(stage.submission(
                        "priya",
                        ready,
                        Map.of("Ready means", Stage.all(ready, "Ready means", "checkboxes")),
                        "9004.1")),
                Delivery.form(stage.submission(
                        "pavel",
                        notReady,
                        Map.of(
                                "Why", Stage.text("The migration hangs."),
                                "When do you expect to be ready", Stage.text("tomorrow")),
                        "9004.2")))));

        assertThat(stage.recorded(key, "answered_ready")).isEqualTo(1);
        assertThat(stage.recorded(key, "answered_not_ready")).isEqualTo(1);
        stage.as("olivia").awaitMessage(Actor.DIRECT, "The migration hangs.");
        must(stage.as("olivia").command(CHANNEL, "/release go " + key));
        assertThat(stage.as("olivia").modal().text()).contains("Payments").contains("not ready");
        must(stage.as("olivia").closeAll());
        must(stage.as("priya").closeAll());
        must(stage.as("pavel").closeAll());
        chainHolds(key);
    }

    @Test
    @Tag("A1")
    void an_answer_to_what_was_edited_meanwhile_is_refused_in_the_form() {
        String key = stage.makeRelease("Edited meanwhile");
        stage.open(key);
        Shown unused = stage.fillReady("pavel", key);
        stage.writePlan(key);

        var done = stage.as("pavel").submit();

        assertThat(done.errors().values()).singleElement().asString().contains("has changed since you were shown it");
        assertThat(stage.recorded(key, "answered_ready")).isZero();
        must(stage.as("pavel").closeAll());
        chainHolds(key);
    }

    @Test
    @Tag("A1")
    void still_ready_pressed_twice_at_once_is_one_answer() {
        String key = stage.makeRelease("Pressed in a hurry");
        stage.open(key);
        stage.ready("priya", key);
        stage.writePlan(key);
        Shown again = stage.askedAgain("priya", key);

        heard(stage.sendAtOnce(Stream.of("9006.1", "9006.2", "9006.2")
                .map(trigger -> Delivery.form(stage.click("priya", again, "Seen, still ready", trigger)))));

        assertThat(stage.recorded(key, "answered_ready")).isEqualTo(2);
        chainHolds(key);
    }

    @Test
    @Tag("A4")
    void a_go_shown_for_an_old_revision_is_not_called() {
        String key = stage.makeRelease("Go for what it was");
        stage.writePlan(key);
        stage.open(key);
        stage.ready("priya", key);
        stage.ready("chen", key);
        Actor olivia = stage.as("olivia");
        must(olivia.command(CHANNEL, "/release go " + key));
        Shown form = olivia.modal();
        assertThat(form.json().has("submit")).as(form.text()).isTrue();
        must(stage.as("olivia").closeAll());
        stage.writePlan(key);
        must(stage.as("priya").click(stage.askedAgain("priya", key), "Seen, still ready"));

        HttpResponse<String> answer = stage.send(Delivery.form(stage.submission("olivia", form, Map.of(), "9005.1")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("revision");
        assertThat(stage.recorded(key, "go_called")).isZero();
        assertThat(stage.told("olivia", CHANNEL, "GO for " + key)).isZero();
        chainHolds(key);
    }

    @Test
    void a_button_of_a_checkpoint_that_is_over_says_so_and_counts_nothing() {
        String key = stage.makeRelease("Asked again");
        stage.open(key);
        Shown old = stage.request("carla", key);
        Actor olivia = stage.as("olivia");
        must(olivia.command(CHANNEL, "/release no-go " + key));
        olivia.fill("Why not", "Not today.");
        must(olivia.submit());
        olivia.awaitMessage(CHANNEL, "NO-GO for " + key);
        must(olivia.click(stage.askToOpen(key, "in 6h"), "Ask them now"));
        olivia.awaitMessage(CHANNEL, "Checkpoint 2 of " + key + " is open");

        must(stage.as("carla").click(old, "Ready"));

        assertThat(stage.as("carla").modal().text()).contains("checkpoint 1").contains("over");
        must(stage.as("carla").closeAll());
        assertThat(stage.recorded(key, "answered_ready")).isZero();
        chainHolds(key);
    }
}
