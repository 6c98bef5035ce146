package dev.releasemanager;

import static dev.releasemanager.Stage.CHANNEL;
import static dev.releasemanager.Stage.must;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.config.DatabaseAddress;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.store.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Feature: everything that is wired, on the database of several replicas: a release from nothing to a called Go. */
@Timeout(120)
class WholeFlowOnPostgresEndToEndTest {
    @Test
    void a_release_goes_from_nothing_to_a_called_go_over_a_restart() {
        try (TestDatabase postgres = TestDatabase.postgres();
                Stage stage = Stage.at(new DatabaseAddress(postgres.url(), null, null))
                        .startBot()) {
            String key = stage.makeRelease("On PostgreSQL");
            stage.writePlan(key);
            stage.open(key);
            stage.ready("priya", key);
            stage.stopBot();
            stage.startBot();
            stage.ready("chen", key);
            Actor olivia = stage.as("olivia");
            must(olivia.command(CHANNEL, "/release go " + key));
            must(olivia.submit());

            olivia.awaitMessage(CHANNEL, "GO for " + key);
            stage.as("sam").awaitMessage("support", key);
            olivia.awaitMessage("product", key);
            olivia.awaitMessage("leadership", key);
            olivia.awaitTrue("the board with the call", screen -> screen.messages(CHANNEL).stream()
                    .anyMatch(message -> message.threadTs().isEmpty()
                            && message.text().contains(key)
                            && message.text().contains("GO. Called by")));
            stage.settled();
            assertThat(stage.record(key))
                    .extracting(RecordEntry::what)
                    .contains("release_created", "checkpoint_opened", "answered_ready", "go_called")
                    .doesNotContain("message_undelivered");
            assertThat(RecordEntry.faults(stage.record(key))).isEmpty();
            assertThat(stage.refusedPosts()).isEmpty();
        }
    }
}
