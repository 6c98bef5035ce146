package dev.releasemanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.ReleaseKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Feature: the command line, whose faults name what is wrong, where, and what is accepted. */
@Timeout(120)
class CommandLineTest {
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        return Main.run(environment, new PrintWriter(out, true), new PrintWriter(err, true), words);
    }

    @Test
    void without_words_it_says_what_there_is() {
        assertThat(run()).isZero();
        assertThat(out.toString())
                .contains("serve", "rehearse", "check-config", "manifest", "verify-record", "SLACK_BOT_TOKEN");
    }

    @Test
    void an_unknown_word_gets_the_nearest_match() {
        assertThat(run("rehears")).isEqualTo(2);
        assertThat(err.toString()).contains("rehears", "Did you mean", "rehearse");
    }

    @Test
    void it_tells_its_version() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("release-manager ");
    }

    @Nested
    class Serve {
        @Test
        void names_every_fault_of_the_environment_and_of_the_file_at_once(@TempDir Path directory) throws IOException {
            Path file = Files.writeString(directory.resolve("policy.yaml"), "slack:\n  comand: /release\n");
            environment.put("SLACK_BOT_TOKEN", "xapp-1-not-this-one");
            environment.put("PORT", "http");
            environment.put("DATABASE_URL", "mysql://localhost/releases");
            environment.put("RELEASE_MANAGER_CONFIG", file.toString());

            assertThat(run("serve")).isEqualTo(1);
            assertThat(err.toString().lines())
                    .anyMatch(line -> line.contains("SLACK_BOT_TOKEN") && line.contains("xapp-"))
                    .anyMatch(line -> line.contains("SLACK_SIGNING_SECRET") && line.contains("not set"))
                    .anyMatch(line -> line.contains("PORT"))
                    .anyMatch(line -> line.contains("DATABASE_URL"))
                    .anyMatch(line -> line.startsWith("policy.yaml:2:") && line.contains("command"));
            assertThat(err.toString()).doesNotContain("not-this-one");
        }

        @Test
        void names_a_database_that_can_not_be_opened() {
            environment.put("SLACK_BOT_TOKEN", "xoxb-1-2-abcdef");
            environment.put("SLACK_SIGNING_SECRET", "8f742231b10e8888abcd99yyyzzz85a5");
            environment.put("PORT", "0");
            environment.put("DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/none");

            assertThat(run("serve")).isEqualTo(1);
            assertThat(err.toString()).contains("127.0.0.1:1", "DATABASE_URL");
        }
    }

    @Nested
    class Check_config {
        @Test
        void says_that_the_sample_is_sound() {
            assertThat(run("check-config")).isZero();
            assertThat(out.toString()).contains("is sound: 4 teams");
        }

        @Test
        void names_each_fault_with_its_line(@TempDir Path directory) throws IOException {
            Path file = directory.resolve("policy.yaml");
            Files.writeString(
                    file,
                    Files.readString(StartedBot.SETTINGS)
                            .replace("confirmations: 2", "confirmations: 3")
                            .replace("lead: \"@chen\"", "lead: \"chen the great\""));
            environment.put("RELEASE_MANAGER_CONFIG", file.toString());

            assertThat(run("check-config")).isEqualTo(1);
            assertThat(err.toString().lines())
                    .hasSize(2)
                    .allMatch(line -> line.matches("policy\\.yaml:\\d+:\\d+: teams\\..*"));
        }

        @Test
        void finds_everybody_of_the_sample_in_its_workspace() {
            try (StartedBot stage = StartedBot.inMemory()) {
                environment.put("SLACK_BOT_TOKEN", stage.token());
                environment.put("SLACK_API_BASE_URL", stage.workspace.apiUrl());

                assertThat(run("check-config", "--slack")).as(err.toString()).isZero();
                assertThat(out.toString()).contains("all found in Slack");
            }
        }

        @Test
        void names_with_its_line_who_and_what_the_workspace_does_not_have() {
            try (StartedBot stage = StartedBot.inMemory()) {
                stage.visitor.leaves("paula");
                stage.visitor.archive("leadership");
                environment.put("SLACK_BOT_TOKEN", stage.token());
                environment.put("SLACK_API_BASE_URL", stage.workspace.apiUrl());

                assertThat(run("check-config", "--slack")).isEqualTo(1);
                assertThat(err.toString().lines())
                        .hasSize(2)
                        .anyMatch(line -> line.matches(
                                "release-manager\\.yaml:\\d+:\\d+: teams\\.payments\\.members.*\"@paula\" has left.*"))
                        .anyMatch(line -> line.contains("\"#leadership\" is archived"));
            }
        }

        @Test
        void says_so_if_slack_refuses_the_token() {
            try (StartedBot stage = StartedBot.inMemory()) {
                environment.put("SLACK_BOT_TOKEN", "xoxb-somebody-elses");
                environment.put("SLACK_API_BASE_URL", stage.workspace.apiUrl());

                assertThat(run("check-config", "--slack")).isEqualTo(1);
                assertThat(err.toString()).contains("invalid_auth", "SLACK_BOT_TOKEN");
            }
        }
    }

    @Nested
    class Manifest {
        @Test
        void is_printed_for_an_address() {
            assertThat(run("manifest", "--url", "https://releases.example.com")).isZero();
            assertThat(out.toString()).contains("https://releases.example.com/slack/events", "/release");
        }

        @Test
        void is_printed_for_socket_mode() {
            assertThat(run("manifest", "--socket-mode")).isZero();
            assertThat(out.toString()).contains("socket_mode_enabled: true");
        }

        @Test
        void wants_to_know_for_which() {
            assertThat(run("manifest")).isEqualTo(2);
            assertThat(run("manifest", "--url", "https://a.example.com", "--socket-mode"))
                    .isEqualTo(2);
            assertThat(run("manifest", "--url", "http://releases.example.com")).isEqualTo(1);
            assertThat(err.toString()).contains("--socket-mode", "plain http");
        }
    }

    @Nested
    @Tag("A3")
    class Verify_record {
        private final ReleaseKey key = new ReleaseKey("PAY-1");

        private List<RecordEntry> recorded(Path directory) {
            try (StartedBot stage = StartedBot.onFile(directory)) {
                Wiring bot = stage.startWithSample();
                environment.put("DATABASE_URL", StartedBot.fileUrl(directory));
                return bot.store().read(reading -> reading.record(key));
            }
        }

        @Test
        void a_record_that_nobody_altered_is_whole(@TempDir Path directory) {
            List<RecordEntry> entries = recorded(directory);

            assertThat(run("verify-record", "PAY-1", "--digest", entries.get(2).digest()))
                    .as(err.toString())
                    .isZero();
            assertThat(out.toString()).contains("is whole", "1 posted digest was compared");
        }

        @Test
        void a_digest_that_was_posted_and_is_gone_shows(@TempDir Path directory) {
            recorded(directory);

            assertThat(run("verify-record", "pay-1", "--digest", "0".repeat(64)))
                    .isEqualTo(1);
            assertThat(out.toString()).contains("was altered");
        }

        @Test
        void an_altered_entry_shows(@TempDir Path directory) throws Exception {
            recorded(directory);
            try (Connection connection = DriverManager.getConnection(
                            StartedBot.fileUrl(directory) + ";DATABASE_TO_LOWER=TRUE;MODE=PostgreSQL");
                    Statement statement = connection.createStatement()) {
                assertThat(
                                statement.executeUpdate(
                                        "update events set what = 'change_removed' where release_key = 'PAY-1' and sequence = 3"))
                        .isEqualTo(1);
            }

            assertThat(run("verify-record", "PAY-1")).isEqualTo(1);
            assertThat(out.toString()).contains("was altered", "Entry 3");
        }

        @Test
        void the_thread_is_read_where_it_may_be(@TempDir Path directory) {
            try (StartedBot stage = StartedBot.onFile(directory)) {
                Wiring bot = stage.startWithSample();
                stage.visitor.as("olivia").awaitMessage("payments", "PAY-1 New checkout");
                stage.visitor.as("olivia").command("payments", "/release cancel PAY-1 Another way was found.");
                String digest = bot.store().read(reading -> {
                    List<RecordEntry> record = reading.record(key);
                    return record.get(record.size() - 1).digest();
                });
                stage.visitor.as("olivia").awaitMessage("payments", digest);
                bot.close();
                environment.put("DATABASE_URL", StartedBot.fileUrl(directory));
                environment.put("SLACK_BOT_TOKEN", stage.token());
                environment.put("SLACK_API_BASE_URL", stage.workspace.apiUrl());

                assertThat(run("verify-record", "PAY-1")).as(err.toString()).isZero();
                assertThat(out.toString()).contains("1 posted digest was compared");
            }
        }

        @Test
        void what_can_not_be_read_is_neither_whole_nor_altered(@TempDir Path directory) {
            environment.put("DATABASE_URL", StartedBot.fileUrl(directory));
            assertThat(run("verify-record", "PAY-1")).isEqualTo(2);
            assertThat(directory).isEmptyDirectory();
            assertThat(run("verify-record", "not a key")).isEqualTo(2);
            assertThat(run("verify-record", "PAY-1", "--digest", "abc")).isEqualTo(2);
            assertThat(err.toString()).contains("isn't a release's key", "64 letters and digits");
        }

        @Test
        void an_unknown_release_is_named(@TempDir Path directory) {
            recorded(directory);
            assertThat(run("verify-record", "PAY-9")).isEqualTo(2);
            assertThat(err.toString()).contains("There is no release PAY-9");
        }
    }
}
