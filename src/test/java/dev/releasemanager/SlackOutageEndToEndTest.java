package dev.releasemanager;

import static dev.releasemanager.Stage.CHANNEL;
import static dev.releasemanager.Stage.must;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Screen;
import dev.releasemanager.rehearsal.Shown;
import dev.releasemanager.release.RecordEntry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** While Slack throttles, fails, hangs or loses its answers, acts are kept, and every message arrives once in the end. */
@Timeout(120)
class SlackOutageEndToEndTest {
    private static final String MARK = "you may have this twice";
    private static final List<String> ASKED = List.of("priya", "pavel", "chen", "carla");

    private Stage stage = Stage.at(Stage.inMemory());

    @AfterEach
    void stop() {
        stage.close();
    }

    private void withoutHistory() {
        stage.close();
        stage = Stage.at(Stage.inMemory(), "channels:history", "groups:history", "im:history");
    }

    private static List<Shown> about(Screen screen, String conversation, String words) {
        return screen.messages(conversation).stream()
                .filter(Shown::fromBot)
                .filter(message -> !message.ephemeral()
                        && (message.text().contains(words)
                                || message.fallbackText().contains(words)))
                .toList();
    }

    /** The outage strikes while a checkpoint opens: a board to edit, a thread to write in, four people to ask. */
    private String openedDuring(String method, String kind, int times, double seconds) {
        String key = stage.makeRelease("Slack is away");
        Shown question = stage.askToOpen(key, "in 5h");
        stage.visitor().fault(method, kind, times, seconds);
        must(stage.as("olivia").click(question, "Ask them now"));
        for (String person : ASKED) {
            Shown unused = stage.request(person, key);
        }
        stage.as("olivia").awaitMessage(CHANNEL, "Checkpoint 1 is open");
        stage.as("olivia").awaitTrue("the board polling", screen -> screen.messages(CHANNEL).stream()
                .anyMatch(message -> message.threadTs().isEmpty()
                        && message.text().contains(key)
                        && message.text().contains("POLLING")));
        return key;
    }

    private void everythingOnce(String key) {
        stage.ready("priya", key);
        stage.as("olivia").awaitTrue("the board with the answer", screen -> screen.messages(CHANNEL).stream()
                .anyMatch(message -> message.threadTs().isEmpty()
                        && message.text().contains(key)
                        && message.text().contains("1 of 2")));
        assertThat(RecordEntry.faults(stage.record(key))).isEmpty();
        assertThat(stage.recorded(key, "checkpoint_opened")).isEqualTo(1);
        assertThat(stage.recorded(key, "message_undelivered")).isZero();
        for (String person : List.of("pavel", "chen", "carla")) {
            onceOrMarked(about(stage.as(person).look(), Actor.DIRECT, key), person);
        }
        Screen screen = stage.as("olivia").look();
        onceOrMarked(about(screen, CHANNEL, "Checkpoint 1 is open"), "thread");
        assertThat(about(screen, CHANNEL, key).stream()
                        .filter(message -> message.threadTs().isEmpty()))
                .as("boards")
                .hasSize(1);
    }

    private static void onceOrMarked(List<Shown> messages, String where) {
        assertThat(messages).as(where).hasSizeBetween(1, 2);
        if (messages.size() == 2) {
            assertThat(messages.get(1).text()).as(where).contains(MARK);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "*,rate_limited,8,1",
        "*,http_500,8,0",
        "chat.update,http_500,3,0",
        "chat.update,lost_answer,3,0",
    })
    void every_message_arrives_once_and_the_board_is_right(String method, String kind, int times, double seconds) {
        stage.startBot();

        String key = openedDuring(method, kind, times, seconds);

        everythingOnce(key);
    }

    @Test
    void a_post_whose_answer_was_lost_is_found_again_where_the_history_may_be_read() {
        stage.startBot();
        String key = stage.makeRelease("Lost in the thread");
        stage.open(key);
        Actor olivia = stage.as("olivia");
        must(olivia.command(CHANNEL, "/release no-go " + key));
        olivia.fill("Why not", "Not today.");
        stage.visitor().fault("chat.postMessage", "lost_answer", 4, 0);
        must(olivia.submit());
        stage.as("sam").awaitMessage("support", key);
        olivia.awaitMessage("product", key);
        olivia.awaitMessage("leadership", key);
        olivia.awaitMessage(CHANNEL, "NO-GO for " + key);

        // Whatever is repeated would come before an act that is done when all is settled.
        stage.settled();

        assertThat(about(olivia.look(), CHANNEL, "NO-GO for " + key)).hasSize(1);
        for (String audience : List.of("product", "support", "leadership")) {
            assertThat(about(olivia.look(), audience, key)).as(audience).hasSize(1);
        }
        assertThat(stage.recorded(key, "message_undelivered")).isZero();
    }

    @Test
    void a_post_whose_answer_was_lost_is_repeated_at_most_once_and_marked_where_it_may_not() {
        withoutHistory();
        stage.startBot();

        String key = openedDuring("chat.postMessage", "lost_answer", 3, 0);
        stage.as("olivia").awaitTrue("a repetition that says so", screen -> marked() > 0);
        stage.settled();

        everythingOnce(key);
        assertThat(marked()).isBetween(1L, 3L);
    }

    private long marked() {
        return ASKED.stream()
                        .mapToLong(person -> about(stage.as(person).look(), Actor.DIRECT, MARK)
                                .size())
                        .sum()
                + about(stage.as("olivia").look(), CHANNEL, MARK).size();
    }

    @Test
    void slack_that_never_answers_holds_up_no_act_and_loses_nothing() {
        stage.startBot();

        String key = openedDuring("*", "hang", 3, 4);

        everythingOnce(key);
    }

    @Test
    void while_no_form_can_be_opened_the_person_is_told_and_nothing_counts() {
        stage.startBot();
        String key = stage.makeRelease("No form opens");
        stage.open(key);
        stage.visitor().fault("views.open", "hang", 1, 5);

        var unused = stage.as("chen").click(stage.request("chen", key), "Ready");

        stage.as("chen").awaitMessage(Actor.DIRECT, "could not be opened");
        assertThat(stage.recorded(key, "answered_ready")).isZero();
        stage.ready("chen", key);
        assertThat(stage.recorded(key, "answered_ready")).isEqualTo(1);
    }

    @Test
    void slack_away_at_the_start_is_waited_for_and_then_all_is_well() {
        stage.visitor().fault("*", "http_500", 12, 0);
        stage.startBot();
        stage.as("olivia").awaitTrue("the faults used up", screen -> faults() == 0 || answered());

        stage.visitor().clearFaults();
        stage.as("olivia").awaitTrue("known people", screen -> {
            must(stage.as("sam").command("support", "/release help"));
            return stage.knowsAsPresent("chen");
        });
        String key = stage.makeRelease("After the start");
        stage.open(key);

        everythingOnce(key);
    }

    private boolean answered() {
        return stage.as("sam").command("support", "/release help").ok();
    }

    private int faults() {
        JsonNode faults = stage.visitor().get("/ui/faults").path("faults");
        return faults.size();
    }

    @Test
    void what_was_promised_before_a_stop_is_delivered_after_the_start(@TempDir Path folder) {
        stage.close();
        stage = Stage.at(Stage.inFile(folder)).startBot();
        String key = stage.makeRelease("Stopped in between");
        Shown question = stage.askToOpen(key, "in 5h");
        stage.visitor().fault("*", "http_500", 100, 0);
        must(stage.as("olivia").click(question, "Ask them now"));
        stage.stopBot();
        stage.visitor().clearFaults();
        stage.startBot();
        for (String person : ASKED) {
            Shown unused = stage.request(person, key);
        }

        everythingOnce(key);
    }
}
