package dev.releasemanager;

import static dev.releasemanager.Stage.CHANNEL;
import static dev.releasemanager.Stage.must;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.config.DatabaseAddress;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Done;
import dev.releasemanager.rehearsal.Shown;
import dev.releasemanager.release.RecordEntry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** While the database is away, each act is answered in time with words that it did not count; afterwards all is well. */
@Timeout(120)
class DatabaseOutageEndToEndTest {
    private static final String NOT_COUNTED = "did not count";

    @Test
    void a_postgresql_that_freezes_costs_no_act_its_answer_and_nothing_is_half_done(@TempDir Path folder)
            throws Exception {
        Path data = folder.resolve("data");
        try (EmbeddedPostgres postgres =
                        EmbeddedPostgres.builder().setDataDirectory(data).start();
                Stage stage = Stage.at(new DatabaseAddress(postgres.getJdbcUrl("postgres", "postgres"), null, null))
                        .startBot()) {
            String key = stage.makeRelease("The database freezes");
            Shown question = stage.askToOpen(key, "in 5h");
            Actor olivia = stage.as("olivia");
            stage.fillNew("Not stored");
            long before = stage.releases();

            signal("-STOP", data);
            try {
                Done submitted = olivia.submit();
                Done commanded = olivia.command(CHANNEL, "/release status " + key);
                Done clicked = olivia.click(question, "Ask them now");

                assertThat(submitted.ok()).as("%s", submitted.answer()).isTrue();
                assertThat(submitted.errors().values())
                        .anySatisfy(words -> assertThat(words).contains(NOT_COUNTED));
                assertThat(commanded.ok()).as("%s", commanded.answer()).isTrue();
                assertThat(clicked.ok()).as("%s", clicked.answer()).isTrue();
                olivia.awaitTrue(
                        "words for the command and the click",
                        screen -> screen.messages(CHANNEL).stream()
                                        .filter(message -> message.ephemeral()
                                                && message.text().contains(NOT_COUNTED))
                                        .count()
                                == 2);
            } finally {
                signal("-CONT", data);
            }

            olivia.awaitTrue("the database back", screen -> {
                must(olivia.command(CHANNEL, "/release status " + key));
                return olivia.lastMessage(CHANNEL).text().contains("PLANNING");
            });
            assertThat(stage.releases()).isEqualTo(before);
            assertThat(stage.record(key)).extracting(RecordEntry::what).containsExactly("release_created");
            must(olivia.submit());
            assertThat(stage.releases()).isEqualTo(before + 1);
            must(olivia.closeAll());
            must(olivia.click(question, "Ask them now"));
            Shown unused = stage.request("chen", key);
            stage.ready("chen", key);
            assertThat(stage.recorded(key, "checkpoint_opened")).isEqualTo(1);
            assertThat(stage.recorded(key, "answered_ready")).isEqualTo(1);
            assertThat(RecordEntry.faults(stage.record(key))).isEmpty();
        }
    }

    /** To the server that this test started, and to its children. */
    private static void signal(String signal, Path data) throws IOException, InterruptedException {
        long server = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        List<String> command = new ArrayList<>(List.of("kill", signal, Long.toString(server)));
        ProcessHandle.of(server).orElseThrow().descendants().forEach(child -> command.add(Long.toString(child.pid())));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }
}
