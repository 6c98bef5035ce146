package dev.releasemanager.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.releasemanager.config.Reference.Form;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Slack's app manifest for one installation: pasted at api.slack.com/apps under "From a manifest", it makes the app with
 * everything that the bot needs and nothing else. It follows the settings: the command's name, and whether e-mail
 * addresses have to be looked up. The caps are those of Slack's manifest schema 2.
 */
public final class AppManifest {
    /** The global shortcut that opens the modal of a new release. */
    public static final String NEW_RELEASE = "release_new";

    /** The global shortcut that shows what waits for the person. */
    public static final String WAITING = "release_waiting";

    /** The one path that Slack calls, for commands, interactions, options and events alike. */
    public static final String SLACK_PATH = "/slack/events";

    /**
     * What the bot listens to, each with the scopes of which Slack wants one (its reference of events). Groups of people
     * are kept fresh by events instead of being asked for, because usergroups.* allow 20 calls a minute.
     */
    static final Map<String, List<String>> EVENTS = events();

    private static final String USER_EMAILS = "users:read.email";
    private static final int MAX_URL = 3000;

    private final @Nullable URI publicUrl;
    private final Settings settings;

    private AppManifest(@Nullable URI publicUrl, Settings settings) {
        this.publicUrl = publicUrl;
        this.settings = settings;
    }

    /**
     * For an installation that Slack calls over HTTP.
     *
     * @param publicUrl as {@link Environment#publicUrl()}: without a slash at its end; Slack itself wants https
     */
    public static AppManifest over(URI publicUrl, Settings settings) {
        String url = publicUrl.toString();
        if (url.endsWith("/") || url.length() + SLACK_PATH.length() > MAX_URL) {
            throw new IllegalArgumentException(
                    "not an address as Environment checks it: " + url.length() + " characters");
        }
        return new AppManifest(publicUrl, settings);
    }

    /** For an installation behind a firewall: no addresses, Slack is called instead of calling. */
    public static AppManifest socketMode(Settings settings) {
        return new AppManifest(null, settings);
    }

    /** As Slack's page takes it. */
    public String toYaml() {
        try {
            return new ObjectMapper(new YAMLFactory()
                            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                            .disable(YAMLGenerator.Feature.SPLIT_LINES)
                            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR))
                    .writeValueAsString(tree());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists and text can always be written", e);
        }
    }

    private Map<String, Object> tree() {
        return map(
                "_metadata", map("major_version", 2, "minor_version", 1),
                "display_information",
                        map(
                                "name", "Release manager",
                                "description",
                                        "Plans releases, asks each team for what is needed, and runs the go/no-go",
                                "background_color", "#1d3557"),
                "features", features(),
                "oauth_config", map("scopes", map("bot", bot(), "bot_optional", optional())),
                "settings", settings());
    }

    private Map<String, Object> features() {
        Map<String, Object> command = map(
                "command",
                settings.slack().command(),
                "description",
                "Plan, check and call a release",
                "usage_hint",
                "[new | list | show | check | open | help]",
                // Names arrive as ids, which can't be forged or go stale.
                "should_escape",
                true);
        if (publicUrl != null) {
            command.put("url", slackUrl());
        }
        return map(
                "app_home",
                map("home_tab_enabled", true, "messages_tab_enabled", true, "messages_tab_read_only_enabled", true),
                "bot_user",
                map("display_name", "release-manager", "always_online", true),
                "shortcuts",
                List.of(
                        map(
                                "name", "New release",
                                "type", "global",
                                "callback_id", NEW_RELEASE,
                                "description", "Open the form for a new release"),
                        map(
                                "name", "What waits for me",
                                "type", "global",
                                "callback_id", WAITING,
                                "description", "See which releases wait for your answer or your call")),
                "slash_commands",
                List.of(command));
    }

    private Map<String, Object> settings() {
        Map<String, Object> events = new LinkedHashMap<>();
        Map<String, Object> interactivity = map("is_enabled", true);
        if (publicUrl != null) {
            events.put("request_url", slackUrl());
            interactivity.put("request_url", slackUrl());
            interactivity.put("message_menu_options_url", slackUrl());
        }
        events.put("bot_events", List.copyOf(EVENTS.keySet()));
        return map(
                "event_subscriptions",
                events,
                "interactivity",
                interactivity,
                "org_deploy_enabled",
                false,
                "socket_mode_enabled",
                publicUrl == null,
                "token_rotation_enabled",
                false);
    }

    private List<String> bot() {
        TreeSet<String> all = new TreeSet<>(core());
        all.addAll(optional());
        return List.copyOf(all);
    }

    private List<String> core() {
        List<String> core = new ArrayList<>(List.of(
                "commands",
                "chat:write",
                "users:read",
                "usergroups:read",
                // The settings name channels, and events tell when one is archived or renamed.
                "channels:read",
                "groups:read"));
        if (namesPeopleByEmail()) {
            core.add(USER_EMAILS);
        }
        return core;
    }

    /** An administrator may leave these out: the bot does without, a little worse. */
    private List<String> optional() {
        List<String> optional = new ArrayList<>(List.of(
                // Read one's own message back when Slack's answer to a post was lost, and verify posted digests.
                "channels:history",
                // Post in public channels without having been invited.
                "chat:write.public",
                // Pictures and files: upload them, and open the conversation with the person who wants one.
                "files:write",
                "groups:history",
                "im:write"));
        if (!namesPeopleByEmail()) {
            optional.add(USER_EMAILS);
        }
        return List.copyOf(optional);
    }

    private boolean namesPeopleByEmail() {
        return settings.people().stream()
                .anyMatch(mention -> mention.reference().form() == Form.PERSON_EMAIL);
    }

    private String slackUrl() {
        return publicUrl + SLACK_PATH;
    }

    private static Map<String, List<String>> events() {
        Map<String, List<String>> events = new LinkedHashMap<>();
        events.put("app_home_opened", List.of());
        events.put("app_uninstalled", List.of());
        events.put("tokens_revoked", List.of());
        events.put("subteam_created", List.of("usergroups:read"));
        events.put("subteam_updated", List.of("usergroups:read"));
        events.put("subteam_members_changed", List.of("usergroups:read"));
        events.put("user_change", List.of("users:read"));
        events.put("team_join", List.of("users:read"));
        events.put("channel_archive", List.of("channels:read"));
        events.put("channel_unarchive", List.of("channels:read"));
        events.put("channel_rename", List.of("channels:read"));
        events.put("group_archive", List.of("groups:read"));
        events.put("group_unarchive", List.of("groups:read"));
        events.put("group_rename", List.of("groups:read"));
        events.put("member_left_channel", List.of("channels:read", "groups:read"));
        return events;
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
