package dev.releasemanager.web;

import com.slack.api.Slack;
import com.slack.api.bolt.context.Context;
import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.response.Response;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.auth.AuthTestResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bolt's authorization for the one workspace of this process, in place of Bolt's own, which asks Slack while the person
 * waits and takes one failed answer for ten minutes of refusals. This one asks {@code auth.test} in the background and
 * lets every verified request through: the signature has proved that it is Slack's, and an outage of Slack's API is no
 * reason to refuse a person's act.
 *
 * <p>It is also the readiness check of the token: unready only after Slack itself called the token invalid. Safe for use
 * by many threads.
 */
public final class SlackAuthorization implements Middleware, ReadinessCheck, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SlackAuthorization.class);

    /** Slack's errors that mean the token itself; all others may pass by themselves. Source: the page of auth.test. */
    private static final Set<String> DEFINITE =
            Set.of("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired");

    private static final Duration WHEN_KNOWN = Duration.ofMinutes(10);
    private static final Duration AT_FIRST = Duration.ofSeconds(1);
    private static final Duration AT_MOST = Duration.ofMinutes(1);

    private final Slack slack;
    private final String botToken;
    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile @Nullable AuthTestResponse identity;
    private volatile @Nullable String definiteError;
    private Duration nextWait = AT_FIRST;

    /**
     * @param slack the one Slack client of the process, with its address and its time-outs
     */
    public SlackAuthorization(Slack slack, String botToken) {
        this.slack = slack;
        this.botToken = botToken;
    }

    /** Begins to ask in the background, and goes on until it is closed. */
    public SlackAuthorization start() {
        Thread thread = new Thread(this::askUntilClosed, "slack-authorization");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    /** What Slack last said that this token is, nothing before the first answer. */
    public Optional<AuthTestResponse> findIdentity() {
        return Optional.ofNullable(identity);
    }

    /**
     * Asks Slack once, now, on the calling thread.
     *
     * @return how long to wait before the next time
     */
    Duration ask() {
        String failure;
        try {
            AuthTestResponse answer = slack.methods(botToken).authTest(request -> request);
            if (answer.isOk()) {
                if (identity == null || definiteError != null) {
                    log.atInfo()
                            .setMessage("Slack knows the token")
                            .addKeyValue("team", answer.getTeamId())
                            .addKeyValue("bot", answer.getUserId())
                            .log();
                }
                identity = answer;
                definiteError = null;
                nextWait = AT_FIRST;
                return WHEN_KNOWN;
            }
            failure = String.valueOf(answer.getError());
            if (DEFINITE.contains(failure)) {
                definiteError = failure;
                log.atError()
                        .setMessage("Slack refuses the token")
                        .addKeyValue("error", failure)
                        .log();
            }
        } catch (IOException | SlackApiException | RuntimeException e) {
            failure = e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        Duration wait = nextWait;
        nextWait = wait.multipliedBy(2).compareTo(AT_MOST) > 0 ? AT_MOST : wait.multipliedBy(2);
        log.atWarn()
                .setMessage("Slack did not confirm the token")
                .addKeyValue("cause", failure)
                .addKeyValue("retry_in", wait)
                .log();
        return wait;
    }

    private void askUntilClosed() {
        try {
            Duration wait = ask();
            while (!closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                wait = ask();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Response apply(@SuppressWarnings("rawtypes") Request request, Response response, MiddlewareChain chain)
            throws Exception {
        Context context = request.getContext();
        context.setBotToken(botToken);
        AuthTestResponse known = identity;
        if (known != null) {
            context.setAuthTestResponse(known);
            context.setBotUserId(known.getUserId());
            context.setTeamId(known.getTeamId());
            context.setEnterpriseId(known.getEnterpriseId());
        }
        return chain.next(request);
    }

    @Override
    public String name() {
        return "slack_token";
    }

    @Override
    public Optional<String> unreadyBecause() {
        return Optional.ofNullable(definiteError)
                .map(error -> "Slack refuses the bot token (" + error
                        + "). Set SLACK_BOT_TOKEN to the token shown under" + " Install App of the Slack app.");
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
