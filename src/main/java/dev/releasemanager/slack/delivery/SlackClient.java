package dev.releasemanager.slack.delivery;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection of this process to Slack: one configuration (each further one would start threads of its own), one
 * pool of connections, one token. Bolt's {@code AppConfig} is given {@link #config()} and {@link #slack()}, or its calls
 * would go elsewhere. Thread-safe.
 */
public final class SlackClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlackClient.class);

    /** Where Slack's methods are. */
    public static final String SLACK = "https://slack.com/api/";

    private static final Duration CALL = Duration.ofSeconds(10);
    /** Of the three seconds of an acknowledgement, with the way to Slack and back and our own work in them. */
    private static final Duration QUICK = Duration.ofSeconds(2);
    /** What Slack says about a token that no waiting will make good. */
    private static final Set<String> INVALID_AUTH =
            Set.of("invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_authed");

    private final SlackConfig config;
    private final Slack slack;
    private final SlackWeb web;
    private volatile @Nullable String invalidAuth;
    private volatile @Nullable Installation installation;

    private SlackClient(String methodsUrl, String token, Optional<String> proxy, Duration call, Duration quick) {
        config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(methodsUrl);
        config.setProxyUrl(proxy.orElse(null));
        config.setStatsEnabled(false);
        // The ones that come with it write whole bodies to the log.
        config.setHttpClientResponseHandlers(new ArrayList<>());
        config.setHttpClientCallTimeoutMillis((int) call.toMillis());
        slack = Slack.getInstance(config);
        web = new SlackWeb(slack.getHttpClient().getOkHttpClient(), methodsUrl, token, quick, this::note);
    }

    /**
     * @param methodsUrl {@link #SLACK}, or a double's address; with or without the slash at the end
     * @param token the bot's token
     * @param proxy of the way out, such as {@code http://proxy:3128}; the JVM's own settings aren't looked at
     */
    public static SlackClient open(String methodsUrl, String token, Optional<String> proxy) {
        return open(methodsUrl, token, proxy, CALL, QUICK);
    }

    static SlackClient open(String methodsUrl, String token, Optional<String> proxy, Duration call, Duration quick) {
        return new SlackClient(methodsUrl.endsWith("/") ? methodsUrl : methodsUrl + "/", token, proxy, call, quick);
    }

    public SlackConfig config() {
        return config;
    }

    public Slack slack() {
        return slack;
    }

    SlackWeb web() {
        return web;
    }

    private void note(Answer answer) {
        if (answer instanceof Answer.Done) {
            invalidAuth = null;
        } else if (answer instanceof Answer.Refused refused && INVALID_AUTH.contains(refused.error())) {
            invalidAuth = refused.error();
        }
    }

    /**
     * Whether Slack's newest word on our token is that it is not valid, revoked, expired, or its bot deactivated; false
     * while nothing was asked, or Slack is away.
     */
    public boolean definitelyInvalidAuth() {
        return invalidAuth != null;
    }

    /** Slack's name for why the token isn't valid, for the operator. */
    public Optional<String> whyInvalidAuth() {
        return Optional.ofNullable(invalidAuth);
    }

    static boolean isAboutTheToken(String error) {
        return INVALID_AUTH.contains(error);
    }

    /** Who we are in Slack, asked once and remembered; empty while Slack can't be asked or refuses the token. */
    public Optional<Installation> installation() {
        Installation known = installation;
        return known != null ? Optional.of(known) : askInstallation();
    }

    /** As {@link #installation}, asked anew: scopes may have been granted since. */
    public Optional<Installation> askInstallation() {
        Answer answer = web.call("auth.test", Map.of());
        if (answer instanceof Answer.Done done) {
            Installation found = new Installation(
                    done.body().path("team_id").asText(""),
                    done.body().path("user_id").asText(""),
                    done.body().path("bot_id").asText(""),
                    Arrays.stream(done.scopes().split(","))
                            .map(String::strip)
                            .filter(scope -> !scope.isEmpty())
                            .collect(Collectors.toUnmodifiableSet()));
            installation = found;
            return Optional.of(found);
        }
        LOG.atWarn()
                .setMessage("Slack didn't say who we are")
                .addKeyValue("answer", answer.words())
                .log();
        return Optional.empty();
    }

    @Override
    public void close() {
        try {
            slack.close();
            config.close();
        } catch (Exception e) {
            LOG.atWarn().setMessage("Slack's client did not close").setCause(e).log();
        }
    }

    /**
     * This bot in its workspace.
     *
     * @param team the workspace's id
     * @param user the bot's user id, which stands in mentions of it
     * @param scopes that the token was granted
     */
    public record Installation(String team, String user, String bot, Set<String> scopes) {
        public Installation {
            scopes = Set.copyOf(scopes);
        }
    }
}
