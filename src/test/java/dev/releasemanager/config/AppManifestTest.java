package dev.releasemanager.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The manifest with which a Slack app is made: it has all that the bot needs, and Slack takes it. */
class AppManifestTest {
    private static final URI HERE = URI.create("https://releases.example.com");
    private static final Settings SETTINGS =
            SettingsFile.read(SettingsTest.SHIPPED).get();

    private static JsonNode parse(AppManifest manifest) throws IOException {
        return new YAMLMapper().readTree(manifest.toYaml());
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    @Nested
    class Over_http {
        private final JsonNode manifest = parse(AppManifest.over(HERE, SETTINGS));

        Over_http() throws IOException {}

        @Test
        void every_address_is_the_one_path() {
            assertThat(manifest.findValuesAsText("url")).containsExactly("https://releases.example.com/slack/events");
            assertThat(manifest.findValuesAsText("request_url"))
                    .containsExactly(
                            "https://releases.example.com/slack/events", "https://releases.example.com/slack/events");
            assertThat(manifest.findValuesAsText("message_menu_options_url"))
                    .containsExactly("https://releases.example.com/slack/events");
            assertThat(manifest.at("/settings/socket_mode_enabled").asBoolean()).isFalse();
        }

        @Test
        void the_command_is_that_of_the_settings_and_gets_ids_instead_of_names() {
            JsonNode command = manifest.at("/features/slash_commands/0");

            assertThat(command.path("command").asText()).isEqualTo("/release");
            assertThat(command.path("should_escape").asBoolean()).isTrue();
        }

        @Test
        void home_is_on_and_nobody_writes_to_the_bot() {
            assertThat(manifest.at("/features/app_home/home_tab_enabled").asBoolean())
                    .isTrue();
            assertThat(manifest.at("/features/app_home/messages_tab_read_only_enabled")
                            .asBoolean())
                    .isTrue();
        }

        @Test
        void shortcuts_carry_the_ids_that_the_listeners_know() {
            assertThat(manifest.findValuesAsText("callback_id")).containsExactly("release_new", "release_waiting");
        }

        @Test
        void what_is_optional_is_asked_for_too() {
            assertThat(texts(manifest.at("/oauth_config/scopes/bot")))
                    .containsAll(texts(manifest.at("/oauth_config/scopes/bot_optional")))
                    .doesNotHaveDuplicates()
                    .contains("commands", "chat:write", "users:read", "usergroups:read");
        }

        @Test
        void every_event_has_a_scope_that_no_administrator_can_leave_out() {
            List<String> needed = texts(manifest.at("/oauth_config/scopes/bot"));
            needed.removeAll(texts(manifest.at("/oauth_config/scopes/bot_optional")));
            List<String> events = texts(manifest.at("/settings/event_subscriptions/bot_events"));

            assertThat(events).contains("app_home_opened", "subteam_members_changed", "user_change", "channel_archive");
            for (String event : events) {
                List<String> scopes = AppManifest.EVENTS.getOrDefault(event, List.of("not in the table"));
                assertThat(scopes.isEmpty() || scopes.stream().anyMatch(needed::contains))
                        .as(event)
                        .isTrue();
            }
        }

        /** The caps of Slack's manifest schema 2. */
        @Test
        void nothing_is_longer_than_slack_takes() {
            assertThat(manifest.at("/display_information/name").asText()).hasSizeBetween(1, 35);
            assertThat(manifest.at("/display_information/description").asText()).hasSizeBetween(1, 140);
            assertThat(manifest.at("/features/bot_user/display_name").asText()).matches("[a-z0-9._-]{1,80}");
            assertThat(manifest.at("/features/shortcuts"))
                    .hasSizeLessThanOrEqualTo(10)
                    .allSatisfy(shortcut -> {
                        assertThat(shortcut.path("name").asText()).hasSizeBetween(1, 24);
                        assertThat(shortcut.path("description").asText()).hasSizeBetween(1, 150);
                        assertThat(shortcut.path("callback_id").asText()).hasSizeBetween(1, 255);
                    });
            assertThat(manifest.at("/features/slash_commands")).allSatisfy(command -> {
                assertThat(command.path("command").asText()).startsWith("/").hasSizeBetween(2, 32);
                assertThat(command.path("description").asText()).hasSizeBetween(1, 2000);
                assertThat(command.path("usage_hint").asText()).hasSizeLessThanOrEqualTo(1000);
                assertThat(command.path("url").asText()).hasSizeLessThanOrEqualTo(3000);
            });
            assertThat(manifest.at("/settings/event_subscriptions/bot_events")).hasSizeLessThanOrEqualTo(100);
            assertThat(manifest.at("/oauth_config/scopes/bot")).hasSizeLessThanOrEqualTo(255);
        }

        @Test
        void an_address_that_environment_would_refuse_is_a_bug_of_the_caller() {
            assertThatThrownBy(() -> AppManifest.over(URI.create("https://a.example/" + "x".repeat(3000)), SETTINGS))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class For_socket_mode {
        @Test
        void it_has_no_address_at_all() throws IOException {
            JsonNode manifest = parse(AppManifest.socketMode(SETTINGS));

            assertThat(manifest.at("/settings/socket_mode_enabled").asBoolean()).isTrue();
            assertThat(AppManifest.socketMode(SETTINGS).toYaml()).doesNotContain("url");
            assertThat(manifest.at("/settings/interactivity/is_enabled").asBoolean())
                    .isTrue();
        }
    }

    @Nested
    class The_settings {
        @Test
        void give_the_command_its_name() throws IOException {
            Settings other = SettingsTest.read(SettingsTest.LEAST + "slack: {command: /ship-it}")
                    .get();

            assertThat(parse(AppManifest.over(HERE, other))
                            .at("/features/slash_commands/0/command")
                            .asText())
                    .isEqualTo("/ship-it");
        }

        @Test
        void make_reading_of_addresses_a_need_only_where_somebody_is_named_by_one() throws IOException {
            Settings byEmail = SettingsTest.read(SettingsTest.LEAST.replace("\"@sam\"", "sam@example.com"))
                    .get();

            assertThat(texts(parse(AppManifest.over(HERE, SETTINGS)).at("/oauth_config/scopes/bot_optional")))
                    .contains("users:read.email");
            JsonNode scopes = parse(AppManifest.over(HERE, byEmail)).at("/oauth_config/scopes");
            assertThat(texts(scopes.path("bot_optional"))).doesNotContain("users:read.email");
            assertThat(texts(scopes.path("bot"))).contains("users:read.email");
        }
    }
}
