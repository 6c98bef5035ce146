package dev.releasemanager.web;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The check that a request really comes from Slack, and lately: an HMAC-SHA256 over the raw body, compared in constant
 * time, with a timestamp at most five minutes away from wall time on either side. Safe for use by many threads.
 *
 * <p>Source: docs.slack.dev, "Verifying requests from Slack". Bolt's own check accepts timestamps of the future.
 */
public final class SlackSignatures {
    /** How far a request's timestamp may be from wall time, before or after. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
    private static final Pattern SIGNATURE = Pattern.compile("v0=[0-9a-f]{64}");

    private final SecretKeySpec key;
    private final InstantSource wall;

    /**
     * @param signingSecret Slack's signing secret of this app
     * @param wall wall time, never release time
     * @throws IllegalArgumentException if the secret is blank: anyone could sign with a secret that everybody knows
     */
    public SlackSignatures(String signingSecret, InstantSource wall) {
        if (signingSecret.isBlank()) {
            throw new IllegalArgumentException(
                    "The signing secret is blank, so that anyone could speak in Slack's name. Set SLACK_SIGNING_SECRET"
                            + " to the value shown under Basic Information of the Slack app.");
        }
        this.key = new SecretKeySpec(signingSecret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.wall = wall;
    }

    /**
     * Judges one request.
     *
     * @param timestamp the header X-Slack-Request-Timestamp, null if it is missing
     * @param signature the header X-Slack-Signature, null if it is missing
     * @param body the body exactly as it came
     * @return why the request is refused, or nothing if it is genuine
     */
    public Optional<String> refusalOf(@Nullable String timestamp, @Nullable String signature, byte[] body) {
        if (timestamp == null || signature == null) {
            return Optional.of("The request is not signed.");
        }
        if (!SECONDS.matcher(timestamp).matches()
                || !SIGNATURE.matcher(signature).matches()) {
            return Optional.of("The signature or its timestamp is malformed.");
        }
        if (!isFresh(timestamp)) {
            return Optional.of("The timestamp is more than five minutes away from this server's time.");
        }
        byte[] expected = sign(timestamp, body).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.US_ASCII))
                ? Optional.empty()
                : Optional.of("The signature does not match.");
    }

    /** The signature, in Slack's form, that this secret gives to a body at a timestamp in seconds since 1970. */
    String sign(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.US_ASCII));
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("This Java has no " + ALGORITHM, e);
        }
    }

    private boolean isFresh(String timestamp) {
        try {
            Instant sentAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(sentAt, wall.instant()).abs().compareTo(TOLERANCE) <= 0;
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }
}
