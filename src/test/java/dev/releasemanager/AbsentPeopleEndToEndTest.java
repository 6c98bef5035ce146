package dev.releasemanager;

import static dev.releasemanager.Stage.CHANNEL;
import static dev.releasemanager.Stage.must;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.Stage.Delivery;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
import dev.releasemanager.release.RecordEntry;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People who have left and channels that can't be written in: somebody who can do something about it is told. */
@Timeout(120)
class AbsentPeopleEndToEndTest {
    private Stage stage;

    @BeforeEach
    void start() {
        // With this scope the bot can write in public channels that it isn't in.
        stage = Stage.at(Stage.inMemory(), "chat:write.public").startBot();
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    /** Until the bot knows: it is told by an event, and looks again. */
    private void leaves(String person) {
        stage.visitor().leaves(person);
        stage.as("olivia").awaitTrue("that " + person + " is seen to have left", screen -> {
            must(stage.as("sam").command("support", "/release help"));
            return !stage.knowsAsPresent(person);
        });
    }

    private void wellAtTheEnd(String key) {
        assertThat(RecordEntry.faults(stage.record(key))).isEmpty();
    }

    @Test
    void who_was_asked_and_left_cannot_answer_and_the_others_still_can() {
        String key = stage.makeRelease("Chen leaves");
        stage.open(key);
        Shown form = stage.fillReady("chen", key);
        ObjectNode answer = stage.submission(
                "chen", form, Map.of("Ready means", Stage.all(form, "Ready means", "checkboxes")), "5001.1");
        leaves("chen");

        HttpResponse<String> refused = stage.send(Delivery.form(answer));

        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(refused.body()).contains("errors");
        assertThat(stage.recorded(key, "answered_ready")).isZero();
        stage.ready("carla", key);
        assertThat(stage.recorded(key, "answered_ready")).isEqualTo(1);
        wellAtTheEnd(key);
    }

    @Test
    void a_checkpoint_opens_without_the_person_who_left_and_the_owner_is_told_or_nobody_is_missed() {
        String key = stage.makeRelease("Priya has left");
        leaves("priya");

        must(stage.as("olivia").click(stage.askToOpen(key, "in 5h"), "Ask them now"));

        Shown unused = stage.request("pavel", key);
        assertThat(stage.recorded(key, "checkpoint_opened")).isEqualTo(1);
        wellAtTheEnd(key);
    }

    @Test
    void the_executor_of_a_step_who_left_is_refused_at_the_field() {
        String key = stage.makeRelease("Paula has left");
        Actor olivia = stage.as("olivia");
        must(olivia.command(CHANNEL, "/release rollback-plan " + key));
        must(olivia.click("Add a step"));
        olivia.fill("What exactly is run or done", "Deploy payments-api 4.1.7 again")
                .fill("Who does it", "paula")
                .fill("How long it takes", "10 min");
        leaves("paula");

        var done = olivia.submit();

        assertThat(done.errors().values()).isNotEmpty();
        wellAtTheEnd(key);
    }

    @Test
    void nobody_who_left_becomes_owner_and_a_release_whose_owner_left_can_be_handed_over_or_says_who_can() {
        String key = stage.makeRelease("Olivia leaves");
        stage.fillNew("For Chen");
        stage.as("olivia").fill("Owner", "chen");
        leaves("chen");
        long before = stage.releases();

        var done = stage.as("olivia").submit();

        assertThat(done.errors().values()).singleElement().asString().contains("can't own a release");
        assertThat(stage.releases()).isEqualTo(before);
        stage.open(key);
        leaves("olivia");
        must(stage.as("priya").command(CHANNEL, "/release go " + key));
        assertThat(stage.as("priya").look().modals() == 0
                        || !stage.as("priya").modal().json().has("submit"))
                .as("only the owner calls")
                .isTrue();
        stage.visitor().jump(java.time.Duration.ofHours(6));
        stage.as("priya").awaitMessage(CHANNEL, "nobody called " + key);
        assertThat(stage.recorded(key, "go_called")).isZero();
        wellAtTheEnd(key);
    }

    @Test
    void a_board_in_a_channel_that_the_bot_is_not_in_is_given_up_and_the_owner_is_told_where() {
        Actor olivia = stage.as("olivia");
        stage.visitor().botMember(CHANNEL, false);
        String key = makeAnyway("Not a member");

        Shown told = olivia.awaitMessage(Actor.DIRECT, "was not delivered");

        assertThat(told.text()).contains(key);
        assertThat(stage.recorded(key, "message_undelivered")).isPositive();
        assertThat(stage.told("olivia", Actor.DIRECT, "Not a member")).isPositive();
        wellAtTheEnd(key);
    }

    @Test
    void an_archived_channel_is_given_up_and_the_owner_is_told_and_the_checkpoint_goes_on() {
        String key = stage.makeRelease("Archived under it");
        Shown question = stage.askToOpen(key, "in 5h");
        stage.visitor().archive(CHANNEL);
        must(stage.as("olivia").click(question, "Ask them now"));

        Shown unused = stage.request("priya", key);
        stage.ready("priya", key);
        stage.as("olivia")
                .awaitTrue(
                        "all that was given up",
                        screen -> screen.messages(Actor.DIRECT).stream()
                                        .filter(message -> message.text().contains("was not delivered"))
                                        .count()
                                >= 2);

        assertThat(stage.as("olivia").look().messages(Actor.DIRECT))
                .filteredOn(message -> message.text().contains("was not delivered"))
                .allSatisfy(message -> assertThat(message.text()).contains("archived"));
        assertThat(stage.recorded(key, "answered_ready")).isEqualTo(1);
        wellAtTheEnd(key);
    }

    private String makeAnyway(String title) {
        Actor olivia = stage.as("olivia");
        stage.fillNew(title);
        must(olivia.submit());
        String key = Stage.key(olivia.modal().text());
        must(olivia.closeAll());
        return key;
    }

    /** So that a list of who is told what is not taken for granted. */
    @Test
    void nobody_else_is_written_to_about_a_channel_that_cannot_be_reached() {
        stage.visitor().botMember(CHANNEL, false);
        String key = makeAnyway("Only the owner is told");
        Shown unused = stage.as("olivia").awaitMessage(Actor.DIRECT, "was not delivered");

        assertThat(List.of("priya", "chen", "sam", "elena"))
                .allSatisfy(person ->
                        assertThat(stage.told(person, Actor.DIRECT, key)).isZero());
    }
}
