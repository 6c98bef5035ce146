package dev.releasemanager.web;

import dev.releasemanager.release.ReleaseKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses of a release's pages that whoever has them may read, until they expire: what they end in is an HMAC over the
 * release and the moment. One made for a release opens no other one's pages. Thread-safe.
 */
public final class SignedLinks {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final InstantSource wallTime;
    private final Duration lasts;

    /**
     * @param wallTime links expire by it, whatever a rehearsal does to release time
     * @param lasts from the making of a link to its end
     */
    public SignedLinks(byte[] key, InstantSource wallTime, Duration lasts) {
        if (key.length < 32) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.wallTime = wallTime;
        this.lasts = lasts;
    }

    /** What goes behind the question mark of an address. */
    public String query(ReleaseKey release) {
        long until = wallTime.instant().plus(lasts).getEpochSecond();
        return "until=" + until + "&seal=" + seal(release.value(), until);
    }

    /** Whether an address is one of ours. */
    enum Check {
        GOOD,
        EXPIRED,
        /** Altered, made for another release, or made with another key. */
        FALSE
    }

    Check check(String release, String until, String seal) {
        if (!until.matches("[0-9]{1,12}")) {
            return Check.FALSE;
        }
        long moment = Long.parseLong(until);
        byte[] ours = seal(release, moment).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(ours, seal.getBytes(StandardCharsets.UTF_8))) {
            return Check.FALSE;
        }
        return wallTime.instant().isBefore(Instant.ofEpochSecond(moment)) ? Check.GOOD : Check.EXPIRED;
    }

    private String seal(String release, long until) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] digest = mac.doFinal(("pages:" + release + ":" + until).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
