package dev.releasemanager.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Token buckets: how much may be asked of the other side, by name. Thread-safe. They live in memory: whoever takes over the
 * outbox begins with full ones and is told by the other side if that was too much.
 */
public final class Budgets {
    private static final int BUCKETS_KEPT = 5_000;

    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new HashMap<>();

    /** @param nanoTime a clock that is never set back, such as {@code System::nanoTime} */
    public Budgets(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private static final class Bucket {
        private double tokens;
        private double capacity;
        private double refillNanos;
        private long filledAt;
        private long shutUntil;

        Bucket(Charge charge, long now) {
            tokens = charge.capacity();
            filledAt = now;
            shutUntil = now;
            shapedAs(charge);
        }

        void shapedAs(Charge charge) {
            capacity = charge.capacity();
            refillNanos = charge.refill().toNanos();
        }

        void fill(long now) {
            long since = now - filledAt;
            if (since > 0) {
                tokens = Math.min(capacity, tokens + since / refillNanos);
                filledAt = now;
            }
        }

        long nanosUntilFree(long now) {
            fill(now);
            long shut = shutUntil - now;
            // A hair of tolerance, for sums of fractions don't quite reach one.
            long missing = tokens >= 1 - 1e-9 ? 0 : (long) Math.ceil((1 - tokens) * refillNanos);
            return Math.max(Math.max(shut, missing), 0);
        }

        boolean isIdle(long now) {
            return nanosUntilFree(now) == 0 && tokens >= capacity;
        }
    }

    /** Takes one use of each, or nothing if one of them has none to give. */
    public synchronized boolean take(List<Charge> charges) {
        if (!untilFree(charges).isZero()) {
            return false;
        }
        charges.forEach(charge -> bucket(charge).tokens--);
        return true;
    }

    /** Gives back what was taken and not used. */
    public synchronized void giveBack(List<Charge> charges) {
        charges.forEach(charge -> {
            Bucket bucket = bucket(charge);
            bucket.tokens = Math.min(bucket.capacity, bucket.tokens + 1);
        });
    }

    /** How long until all of them have a use to give; zero for now. */
    public synchronized Duration untilFree(List<Charge> charges) {
        long now = nanoTime.getAsLong();
        long longest = 0;
        for (Charge charge : charges) {
            longest = Math.max(longest, bucket(charge).nanosUntilFree(now));
        }
        return Duration.ofNanos(longest);
    }

    /** The other side wants to be left alone for so long: nothing until then, and no burst after it. */
    public synchronized void shut(String name, Duration retryAfter) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(name, n -> new Bucket(new Charge(n, 1, Duration.ofSeconds(1)), now));
        long until = now + retryAfter.toNanos();
        bucket.shutUntil = Math.max(bucket.shutUntil, until);
        bucket.tokens = 1;
        bucket.filledAt = bucket.shutUntil;
    }

    synchronized int size() {
        return buckets.size();
    }

    private Bucket bucket(Charge charge) {
        long now = nanoTime.getAsLong();
        Bucket known = buckets.get(charge.bucket());
        if (known != null) {
            known.shapedAs(charge);
            return known;
        }
        if (buckets.size() >= BUCKETS_KEPT) {
            buckets.values().removeIf(bucket -> bucket.isIdle(now));
        }
        Bucket made = new Bucket(charge, now);
        buckets.put(charge.bucket(), made);
        return made;
    }
}
