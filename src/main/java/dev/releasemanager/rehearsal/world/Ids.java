package dev.releasemanager.rehearsal.world;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;

/** Makes the ids of what comes into being: unique in this world, and shaped as Slack shapes them. */
public final class Ids {

    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";

    private final SecureRandom random = new SecureRandom();
    private long lastTsMicros;
    private long counter;

    /** A message's time stamp: seconds and six digits, growing and never given twice. */
    String nextTs(Instant wallNow) {
        long micros = wallNow.getEpochSecond() * 1_000_000 + wallNow.getNano() / 1_000;
        lastTsMicros = Math.max(micros, lastTsMicros + 100);
        return ts(lastTsMicros);
    }

    /** An {@code action_ts} or {@code event_ts}; needs not be unique. */
    public static String ts(Instant wallNow) {
        return ts(wallNow.getEpochSecond() * 1_000_000 + wallNow.getNano() / 1_000);
    }

    private static String ts(long micros) {
        return String.format(Locale.ROOT, "%d.%06d", micros / 1_000_000, micros % 1_000_000);
    }

    /** Unique, with the letter that tells what it names ({@code V}, {@code F}, {@code Ev}, {@code D}, …). */
    public String next(String letter) {
        counter++;
        StringBuilder id = new StringBuilder(letter).append('0');
        long rest = counter;
        StringBuilder number = new StringBuilder();
        while (number.length() < 4 || rest > 0) {
            number.insert(0, ALPHABET.charAt((int) (rest % ALPHABET.length())));
            rest /= ALPHABET.length();
        }
        return id.append(number).append(randomPart(5)).toString();
    }

    /** A secret that can't be guessed: the tail of a trigger id or a response url. */
    public String secret() {
        return randomPart(24);
    }

    String hash(Instant wallNow) {
        return wallNow.getEpochSecond() + "." + randomPart(8);
    }

    private String randomPart(int length) {
        StringBuilder part = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            part.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return part.toString();
    }
}
