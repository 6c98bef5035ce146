package dev.releasemanager.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code serve} wants of its environment, and what it says when it doesn't get it. */
class EnvironmentTest {
    private static final String TOKEN = "xoxb-1234-5678-verysecretpart";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static Map<String, String> sound() {
        return new HashMap<>(Map.of("SLACK_BOT_TOKEN", TOKEN, "SLACK_SIGNING_SECRET", SECRET));
    }

    private static Checked<Environment> with(String name, String value) {
        Map<String, String> variables = sound();
        variables.put(name, value);
        return Environment.read(variables);
    }

    private static List<String> faults(Map<String, String> variables) {
        return Environment.read(variables).faults().stream()
                .map(Fault::toString)
                .toList();
    }

    @Nested
    class With_only_what_is_needed {
        private final Environment environment = Environment.read(sound()).get();

        @Test
        void the_rest_is_as_usual() {
            assertThat(environment.slackApiBaseUrl()).isEqualTo(URI.create("https://slack.com/api/"));
            assertThat(environment.port()).isEqualTo(3000);
            assertThat(environment.settings()).isEqualTo(Path.of("config/release-manager.yaml"));
            assertThat(environment.findPublicUrl()).isEmpty();
            assertThat(environment.database().url())
                    .isEqualTo(
                            "jdbc:h2:file:./data/release-manager;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0");
            assertThat(environment.database().user()).isNull();
        }

        @Test
        void secrets_are_kept_and_never_printed() {
            assertThat(environment.botToken().reveal()).isEqualTo(TOKEN);
            assertThat(environment.signingSecret().reveal()).isEqualTo(SECRET);
            assertThat(environment.toString()).doesNotContain("verysecretpart").doesNotContain(SECRET);
        }
    }

    @Nested
    class Everything_wrong_at_once {
        private final List<String> faults = faults(Map.of(
                "SLACK_BOT_TOKEN", " ",
                "SLACK_API_BASE_URL", "http://slack.example.com/api/",
                "PORT", "70000",
                "DATABASE_URL", "jdbc:mysql://root:hush@db/x",
                "DATABASE_PASSWORD", "hush",
                "RELEASE_MANAGER_CONFIG", "nowhere.yaml",
                "PUBLIC_URL", "releases.example.com"));

        @Test
        void is_told_at_once_by_name() {
            assertThat(faults)
                    .extracting(fault -> fault.replaceFirst("; accepted.*", ""))
                    .containsExactly(
                            "environment: SLACK_BOT_TOKEN: is blank",
                            "environment: SLACK_SIGNING_SECRET: is not set",
                            "environment: SLACK_API_BASE_URL: is plain http to \"slack.example.com\"",
                            "environment: PORT: \"70000\" is not a port",
                            "environment: DATABASE_URL: begins with \"jdbc:mysql:\"",
                            "environment: RELEASE_MANAGER_CONFIG: is \"nowhere.yaml\", but there is no such file (seen from "
                                    + Path.of("").toAbsolutePath() + ")",
                            "environment: PUBLIC_URL: has no host");
        }

        @Test
        void says_what_is_accepted_and_where_to_set_it() {
            assertThat(faults).allSatisfy(fault -> assertThat(fault)
                    .contains("; accepted: ")
                    .endsWith(". Set it in the environment that starts the program"));
        }

        @Test
        void shows_no_secret() {
            assertThat(faults).noneMatch(fault -> fault.contains("hush"));
        }
    }

    @Nested
    class The_tokens {
        @ParameterizedTest
        @CsvSource({
            "xoxp-1234-hush5678, which is a person's token",
            "xapp-1-hush5678, which is an app-level token",
            "xoxe.xoxb-1-hush, is another kind of Slack token",
            "hush5678, is not a token of Slack's",
            "xoxb-, cut off",
            "xoxb-1234 hush5678, cut off or blanks inside"
        })
        void of_another_kind_are_named_but_not_shown(String token, String words) {
            assertThat(with("SLACK_BOT_TOKEN", token).faults())
                    .singleElement()
                    .asString()
                    .contains(words.replace("cut off or", "cut off, or"))
                    .doesNotContain("hush");
        }

        @Test
        void are_taken_without_the_line_break_that_a_secret_file_ends_in() {
            assertThat(with("SLACK_BOT_TOKEN", TOKEN + "\n").get().botToken()).isEqualTo(Secret.of(TOKEN));
        }

        @Test
        void a_signing_secret_that_is_a_token_is_refused() {
            assertThat(with("SLACK_SIGNING_SECRET", "xoxb-1234-5678-hushhushhush")
                            .faults())
                    .singleElement()
                    .asString()
                    .startsWith("environment: SLACK_SIGNING_SECRET: begins with xoxb-")
                    .doesNotContain("hush");
        }

        /** Bolt puts {@code ---} in place of a missing secret, with which anybody can sign. */
        @ParameterizedTest
        @ValueSource(strings = {"---", "short", "0123456789 abcdef 0123456789"})
        void a_signing_secret_that_can_not_be_one_is_refused(String secret) {
            assertThat(with("SLACK_SIGNING_SECRET", secret).faults())
                    .singleElement()
                    .asString()
                    .contains("no signing secret of Slack's does")
                    .doesNotContain(secret);
        }

        @Test
        void for_socket_mode_alone_are_refused_as_not_built_yet() {
            assertThat(faults(Map.of("SLACK_BOT_TOKEN", TOKEN, "SLACK_APP_TOKEN", "xapp-1-hush")))
                    .singleElement()
                    .asString()
                    .startsWith("environment: SLACK_APP_TOKEN: ")
                    .contains("Socket Mode: not built yet; set SLACK_SIGNING_SECRET")
                    .doesNotContain("hush");
        }

        @Test
        void for_socket_mode_beside_the_signing_secret_change_nothing() {
            assertThat(with("SLACK_APP_TOKEN", "xapp-1-hush").isSound()).isTrue();
        }
    }

    @Nested
    class The_port {
        @ParameterizedTest
        @ValueSource(strings = {"-1", "65536", "http", "3000.5", "99999999999", "٣"})
        void that_is_none_is_refused(String port) {
            assertThat(with("PORT", port).faults())
                    .singleElement()
                    .asString()
                    .contains('"' + port + "\" is not a port; accepted: a whole number from 1 to 65535");
        }

        @Test
        void may_be_left_to_the_system() {
            assertThat(with("PORT", "0").get().port()).isZero();
        }
    }

    @Nested
    class The_database {
        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "jdbc:h2:file:/data/rm, jdbc:h2:file:/data/rm;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0",
                    "jdbc:h2:mem:x;, jdbc:h2:mem:x;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0",
                    "jdbc:h2:./x;mode=postgresql;Write_Delay=0, jdbc:h2:./x;mode=postgresql;Write_Delay=0;DATABASE_TO_LOWER=TRUE",
                    "jdbc:h2:./x;INIT=SET A=1\\;SET B=2, jdbc:h2:./x;INIT=SET A=1\\;SET B=2;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0"
                })
        void in_h2_gets_what_is_demanded_and_absent(String url, String complete) {
            assertThat(with("DATABASE_URL", url).get().database().url()).isEqualTo(complete);
        }

        @ParameterizedTest
        @CsvSource({
            "MODE=MySQL, has MODE=MySQL; accepted: MODE=PostgreSQL or leaving it out",
            "WRITE_DELAY=500, H2 loses acknowledged commits when the process is killed",
            "write_delay=500, has WRITE_DELAY=500",
            "DATABASE_TO_LOWER=FALSE, accepted: DATABASE_TO_LOWER=TRUE",
            "WRITE_DELAY=0;WRITE_DELAY=10, has WRITE_DELAY=0 and 10",
            "IFEXISTS, the part 1 after a semicolon has no"
        })
        void in_h2_with_other_values_is_refused(String setting, String words) {
            assertThat(with("DATABASE_URL", "jdbc:h2:file:./x;" + setting).faults())
                    .singleElement()
                    .asString()
                    .startsWith("environment: DATABASE_URL: ")
                    .contains(words);
        }

        @Test
        void in_h2_tells_all_that_is_refused() {
            assertThat(with("DATABASE_URL", "jdbc:h2:;MODE=Oracle;WRITE_DELAY=1")
                            .faults())
                    .hasSize(3);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "jdbc:postgresql://db/releases",
                    "jdbc:postgresql://db.example.com:5432/releases?sslmode=verify-full",
                    "jdbc:postgresql://a:5432,b:5433/releases?targetServerType=primary",
                    "jdbc:postgresql://[::1]:5432/releases",
                    "jdbc:postgresql:releases"
                })
        void in_postgresql_is_taken_as_it_is(String url) {
            assertThat(with("DATABASE_URL", url).get().database().url()).isEqualTo(url);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "jdbc:postgresql://db|names no database after the host",
                    "jdbc:postgresql://db/|names no database after the host",
                    "jdbc:postgresql:|names no database",
                    "jdbc:postgresql://db:port/x|no host and port",
                    "jdbc:postgresql://db:99999/x|no host and port",
                    "jdbc:postgresql:///x|no host and port",
                    "jdbc:postgresql://me:hush@db/x|before the host",
                    "postgres://me:hush@db|names no database after the host",
                    "postgres://me:hush@db port/x|is no address",
                    "postgres://me:hush@/x|is no address",
                    "jdbc:h2:|names no database",
                    "jdbc:sqlite:x|begins with \"jdbc:sqlite:\"",
                    "releases|doesn't begin with jdbc:",
                    "hush@db|doesn't begin with jdbc:"
                })
        void that_is_malformed_or_unknown_is_refused(String url, String words) {
            assertThat(with("DATABASE_URL", url).faults())
                    .singleElement()
                    .asString()
                    .contains(words)
                    .doesNotContain("hush");
        }

        @ParameterizedTest
        @CsvSource({
            "postgres://me:hu%3Fsh+@db:5432/rm?sslmode=require, jdbc:postgresql://db:5432/rm?sslmode=require",
            "postgresql://me:hu%3Fsh+@[::1]/rm, jdbc:postgresql://[::1]/rm"
        })
        void as_hosting_platforms_write_it_is_taken_apart(String url, String taken) {
            DatabaseAddress database = with("DATABASE_URL", url).get().database();

            assertThat(database.url()).isEqualTo(taken);
            assertThat(database.user()).isEqualTo("me");
            assertThat(database.password()).isEqualTo(Secret.of("hu?sh+"));
        }

        @Test
        void is_printed_without_what_could_be_a_password() {
            Map<String, String> variables = sound();
            variables.put("DATABASE_URL", "jdbc:postgresql://db/releases?user=me&password=hush");
            variables.put("DATABASE_USER", "me");
            variables.put("DATABASE_PASSWORD", "hush");

            DatabaseAddress database = Environment.read(variables).get().database();

            assertThat(database.password()).isEqualTo(Secret.of("hush"));
            assertThat(database).hasToString("DatabaseAddress[jdbc:postgresql://db/releases]");
        }
    }

    @Nested
    class Addresses {
        @ParameterizedTest
        @CsvSource({
            "https://releases.example.com/, https://releases.example.com",
            "https://example.com/bot/, https://example.com/bot",
            "http://localhost:3000, http://localhost:3000",
            "http://127.0.0.1:3000, http://127.0.0.1:3000",
            "http://[::1]:3000, http://[::1]:3000"
        })
        void of_ours_are_taken_without_the_last_slash(String given, String taken) {
            assertThat(with("PUBLIC_URL", given).get().findPublicUrl()).contains(URI.create(taken));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "http://releases.example.com|is plain http to",
                    "http://127.0.0.1.example.com|is plain http to",
                    "ftp://example.com|begins with \"ftp\" instead of https",
                    "https://|is not an address",
                    "https:///x|has no host",
                    "https://a b|is not an address",
                    "https://me:hush@example.com|holds a user name or password",
                    "https://example.com/?a=hush#b|goes on after ? or #",
                    "https://example.com:99999|has the port 99999",
                    "mailto:a@b.c|has no host"
                })
        void of_ours_that_can_not_be_are_refused(String given, String words) {
            assertThat(with("PUBLIC_URL", given).faults())
                    .singleElement()
                    .asString()
                    .startsWith("environment: PUBLIC_URL: ")
                    .contains(words)
                    .doesNotContain("hush");
            assertThat(Environment.readPublicUrl(given).isSound()).isFalse();
        }

        @ParameterizedTest
        @CsvSource({
            "http://127.0.0.1:8080/api, http://127.0.0.1:8080/api/",
            "https://slack-gov.com/api/, https://slack-gov.com/api/"
        })
        void of_slack_end_in_a_slash(String given, String taken) {
            assertThat(with("SLACK_API_BASE_URL", given).get().slackApiBaseUrl())
                    .isEqualTo(URI.create(taken));
        }
    }

    @Nested
    class The_settings_file {
        @Test
        void may_not_be_a_directory(@TempDir Path directory) {
            assertThat(with("RELEASE_MANAGER_CONFIG", directory.toString()).faults())
                    .singleElement()
                    .asString()
                    .contains("it is a directory");
        }

        @Test
        void is_taken_where_it_is(@TempDir Path directory) throws IOException {
            Path file = Files.writeString(directory.resolve("policy.yaml"), SettingsTest.LEAST);

            assertThat(with("RELEASE_MANAGER_CONFIG", file.toString()).get().settings())
                    .isEqualTo(file);
            assertThat(Environment.readSettingsPath(Map.of("RELEASE_MANAGER_CONFIG", file.toString()))
                            .get())
                    .isEqualTo(file);
        }

        @Test
        void whose_path_is_none_is_refused() {
            assertThat(with("RELEASE_MANAGER_CONFIG", "a\u0000b").faults())
                    .singleElement()
                    .asString()
                    .contains("\"a b\" is not a path");
        }
    }
}
