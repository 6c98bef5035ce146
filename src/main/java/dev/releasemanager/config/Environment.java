package dev.releasemanager.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code serve} takes from its environment: secrets and what belongs to the place it runs at. Policy is in the file.
 * Proxies of the environment ({@code HTTPS_PROXY} and the like) are not used.
 *
 * @param slackApiBaseUrl ends in a slash
 * @param port 0 lets the system choose a free one
 * @param settings the policy's file; it can be read, what is in it is another matter
 * @param publicUrl where people's browsers and Slack reach this process, without a slash at its end; null: not known
 */
public record Environment(
        Secret botToken,
        Secret signingSecret,
        URI slackApiBaseUrl,
        int port,
        DatabaseAddress database,
        Path settings,
        @Nullable URI publicUrl) {

    public static final String SLACK_BOT_TOKEN = "SLACK_BOT_TOKEN";
    public static final String SLACK_SIGNING_SECRET = "SLACK_SIGNING_SECRET";
    public static final String SLACK_APP_TOKEN = "SLACK_APP_TOKEN";
    public static final String SLACK_API_BASE_URL = "SLACK_API_BASE_URL";
    public static final String PORT = "PORT";
    public static final String DATABASE_URL = "DATABASE_URL";
    public static final String DATABASE_USER = "DATABASE_USER";
    public static final String DATABASE_PASSWORD = "DATABASE_PASSWORD";
    public static final String RELEASE_MANAGER_CONFIG = "RELEASE_MANAGER_CONFIG";
    public static final String PUBLIC_URL = "PUBLIC_URL";

    public static final int USUAL_PORT = 3000;
    public static final URI USUAL_SLACK_API = URI.create("https://slack.com/api/");
    public static final Path USUAL_SETTINGS = Path.of("config", "release-manager.yaml");

    private static final Pattern BOT_TOKEN = Pattern.compile("xoxb-[A-Za-z0-9-]{4,}");
    private static final Pattern SIGNING_SECRET = Pattern.compile("[\\x21-\\x7E]{16,}");
    private static final Pattern KIND_OF_TOKEN =
            Pattern.compile("(xox[a-z](\\.xox[a-z])?|xapp|xwfp)-.*", Pattern.DOTALL);
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    /** The public address, if it was given. */
    public Optional<URI> findPublicUrl() {
        return Optional.ofNullable(publicUrl);
    }

    /**
     * Reads the whole contract and tells every fault at once. Values are taken without the blanks around them (a secret
     * read from a file ends in a line break); a blank one counts as not set.
     *
     * @param variables as {@link System#getenv()} gives them
     */
    public static Checked<Environment> read(Map<String, String> variables) {
        return new Reading(variables).environment();
    }

    /**
     * The path of the policy's file alone, for commands that need nothing else.
     *
     * @param variables as {@link System#getenv()} gives them
     */
    public static Checked<Path> readSettingsPath(Map<String, String> variables) {
        Reading reading = new Reading(variables);
        Path path = reading.settings();
        return path == null ? Checked.faulty(reading.faults.inOrder()) : Checked.sound(path);
    }

    /**
     * How Slack is reached, for commands that need nothing else.
     *
     * @param slackApiBaseUrl ends in a slash
     */
    public record SlackAccess(Secret botToken, URI slackApiBaseUrl) {}

    /**
     * Slack's part alone.
     *
     * @param variables as {@link System#getenv()} gives them
     */
    public static Checked<SlackAccess> readSlackAccess(Map<String, String> variables) {
        Reading reading = new Reading(variables);
        Secret token = reading.botToken();
        URI api = reading.slackApi();
        return token == null || api == null
                ? Checked.faulty(reading.faults.inOrder())
                : Checked.sound(new SlackAccess(token, api));
    }

    /**
     * The database's part alone.
     *
     * @param variables as {@link System#getenv()} gives them
     */
    public static Checked<DatabaseAddress> readDatabase(Map<String, String> variables) {
        Reading reading = new Reading(variables);
        DatabaseAddress database = reading.database();
        return database == null ? Checked.faulty(reading.faults.inOrder()) : Checked.sound(database);
    }

    /** Checks a public address given on the command line as {@link #PUBLIC_URL} is checked. */
    public static Checked<URI> readPublicUrl(String address) {
        Reading reading = new Reading(Map.of(PUBLIC_URL, address));
        URI url = reading.publicUrl();
        if (url == null && reading.faults.isEmpty()) {
            reading.fault(PUBLIC_URL, "is blank; accepted: an address such as https://releases.example.com");
        }
        return url == null ? Checked.faulty(reading.faults.inOrder()) : Checked.sound(url);
    }

    private static final class Reading {
        private final Map<String, String> variables;
        private final Faults faults = new Faults("environment");

        Reading(Map<String, String> variables) {
            this.variables = variables;
        }

        Checked<Environment> environment() {
            Secret botToken = botToken();
            Secret signingSecret = signingSecret();
            URI slackApi = slackApi();
            Integer port = port();
            DatabaseAddress database = database();
            Path settings = settings();
            URI publicUrl = publicUrl();
            if (!faults.isEmpty()
                    || botToken == null
                    || signingSecret == null
                    || slackApi == null
                    || port == null
                    || database == null
                    || settings == null) {
                return Checked.faulty(faults.inOrder());
            }
            return Checked.sound(
                    new Environment(botToken, signingSecret, slackApi, port, database, settings, publicUrl));
        }

        private @Nullable Secret botToken() {
            String where = "the token that begins with xoxb-, from your app's page at api.slack.com/apps under OAuth & "
                    + "Permissions";
            String token = need(SLACK_BOT_TOKEN, where);
            if (token == null) {
                return null;
            }
            if (!BOT_TOKEN.matcher(token).matches()) {
                fault(SLACK_BOT_TOKEN, kindOf(token) + "; accepted: " + where);
                return null;
            }
            return Secret.of(token);
        }

        private @Nullable Secret signingSecret() {
            String where = "the signing secret, from your app's page at api.slack.com/apps under Basic Information";
            String secret = value(SLACK_SIGNING_SECRET);
            if (secret == null && value(SLACK_APP_TOKEN) != null) {
                fault(
                        SLACK_APP_TOKEN,
                        "is set without SLACK_SIGNING_SECRET, which would mean Socket Mode: not built yet; set "
                                + "SLACK_SIGNING_SECRET (" + where + ") and let Slack reach this process over HTTPS");
                return null;
            }
            if (need(SLACK_SIGNING_SECRET, where) == null || secret == null) {
                return null;
            }
            if (!SIGNING_SECRET.matcher(secret).matches()
                    || KIND_OF_TOKEN.matcher(secret).matches()) {
                fault(
                        SLACK_SIGNING_SECRET,
                        (KIND_OF_TOKEN.matcher(secret).matches()
                                        ? kindOf(secret)
                                        : "is " + secret.length()
                                                + " characters long or holds blanks, which no signing "
                                                + "secret of Slack's does")
                                + "; accepted: " + where);
                return null;
            }
            return Secret.of(secret);
        }

        private @Nullable URI slackApi() {
            String text = value(SLACK_API_BASE_URL);
            if (text == null) {
                return USUAL_SLACK_API;
            }
            URI uri = address(SLACK_API_BASE_URL, text, "https://slack.com/api/ (the usual one)");
            return uri == null || uri.toString().endsWith("/") ? uri : URI.create(uri + "/");
        }

        private @Nullable Integer port() {
            String text = value(PORT);
            if (text == null) {
                return USUAL_PORT;
            }
            if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) {
                return Integer.valueOf(text);
            }
            fault(
                    PORT,
                    shown(text) + " is not a port; accepted: a whole number from 1 to 65535, or 0 for any free one; "
                            + "left out: " + USUAL_PORT);
            return null;
        }

        private @Nullable DatabaseAddress database() {
            String url = value(DATABASE_URL);
            return DatabaseAddress.of(
                    url == null ? DatabaseAddress.USUAL : url,
                    value(DATABASE_USER),
                    value(DATABASE_PASSWORD),
                    message -> fault(DATABASE_URL, message));
        }

        @Nullable
        Path settings() {
            String text = value(RELEASE_MANAGER_CONFIG);
            Path path;
            try {
                path = text == null ? USUAL_SETTINGS : Path.of(text);
            } catch (InvalidPathException e) {
                fault(RELEASE_MANAGER_CONFIG, shown(String.valueOf(text)) + " is not a path; accepted: a YAML file");
                return null;
            }
            String wrong = !Files.exists(path)
                    ? "there is no such file"
                    : Files.isDirectory(path)
                            ? "it is a directory"
                            : Files.isReadable(path) ? null : "this user may not read it";
            if (wrong == null) {
                return path;
            }
            fault(
                    RELEASE_MANAGER_CONFIG,
                    (text == null ? "is not set, so it is " : "is ") + shown(path.toString()) + ", but " + wrong
                            + " (seen from " + Path.of("").toAbsolutePath()
                            + "); accepted: a YAML file that can be read");
            return null;
        }

        @Nullable
        URI publicUrl() {
            String text = value(PUBLIC_URL);
            URI uri = text == null ? null : address(PUBLIC_URL, text, "such as https://releases.example.com");
            return uri == null ? null : URI.create(uri.toString().replaceFirst("/+$", ""));
        }

        private @Nullable URI address(String name, String text, String example) {
            String accepted = "; accepted: an https address " + example + "; http only for this machine (localhost)";
            URI uri;
            try {
                uri = new URI(text).parseServerAuthority();
            } catch (URISyntaxException e) {
                fault(name, "is not an address" + accepted);
                return null;
            }
            List<String> wrong = new ArrayList<>();
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            String host = uri.getHost();
            if (host == null) {
                wrong.add("has no host");
            } else if (!scheme.equals("https")
                    && !(scheme.equals("http")
                            && LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches())) {
                wrong.add(
                        scheme.equals("http")
                                ? "is plain http to " + shown(host)
                                : "begins with " + shown(scheme) + " instead of https");
            }
            if (uri.getPort() == 0 || uri.getPort() > 65_535) {
                wrong.add("has the port " + uri.getPort());
            }
            if (uri.getRawUserInfo() != null) {
                wrong.add("holds a user name or password");
            }
            if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
                wrong.add("goes on after ? or #");
            }
            if (!wrong.isEmpty()) {
                fault(name, String.join(" and ", wrong) + accepted);
                return null;
            }
            return uri;
        }

        private @Nullable String value(String name) {
            String value = variables.get(name);
            return value == null || value.isBlank() ? null : value.strip();
        }

        private @Nullable String need(String name, String accepted) {
            String value = value(name);
            if (value == null) {
                fault(name, (variables.containsKey(name) ? "is blank" : "is not set") + "; accepted: " + accepted);
            }
            return value;
        }

        private void fault(String name, String message) {
            faults.add(name, message + ". Set it in the environment that starts the program");
        }

        /** Which kind of token it is, by the prefix that Slack documents; nothing else of it is shown. */
        private static String kindOf(String token) {
            if (token.startsWith("xoxb-")) {
                return "begins with xoxb- but goes on as no bot token does (cut off, or blanks inside)";
            }
            if (token.startsWith("xoxp-")) {
                return "begins with xoxp-, which is a person's token";
            }
            if (token.startsWith("xapp-")) {
                return "begins with xapp-, which is an app-level token (for Socket Mode)";
            }
            return KIND_OF_TOKEN.matcher(token).matches()
                    ? "is another kind of Slack token"
                    : "is not a token of Slack's";
        }

        private static String shown(String value) {
            return '"' + Section.show(value) + '"';
        }
    }
}
