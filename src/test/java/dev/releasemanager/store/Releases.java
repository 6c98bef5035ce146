package dev.releasemanager.store;

import dev.releasemanager.coordination.Timer;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Profile;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.release.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Releases for the tests of the store, all of one moment. */
final class Releases {
    /** Within the hour that the autumn of Berlin has twice. */
    static final Instant NOW = Instant.parse("2026-10-25T00:30:00.123Z");

    static final PersonId OLGA = new PersonId("UOLGA");
    static final PersonId DIRK = new PersonId("UDIRK");
    static final PersonId MIA = new PersonId("UMIA");
    static final TeamId PAYMENTS = new TeamId("payments");
    static final TeamId IDENTITY = new TeamId("identity");
    static final ChannelId CHANNEL = new ChannelId("C0RELEASES");
    static final String DIGEST = "d".repeat(64);

    private Releases() {}

    static ReleaseKey key(long number) {
        return ReleaseKey.of("PAY", number);
    }

    static Instant after(long minutes) {
        return NOW.plus(Duration.ofMinutes(minutes));
    }

    static Release release(long number) {
        return release(key(number), OLGA, List.of(PAYMENTS, IDENTITY), after(1_000 + number), CHANNEL);
    }

    static Release release(ReleaseKey key, PersonId owner, List<TeamId> teams, Instant target, ChannelId channel) {
        Profile profile = new Profile(
                "New checkout",
                "Pay with one click",
                ReleaseKind.REGULAR,
                target,
                ZoneId.of("Europe/Berlin"),
                teams,
                channel,
                Optional.of("https://tickets.example/" + key));
        return new Release(
                key,
                profile,
                owner,
                Optional.empty(),
                new ReleaseState.Planning(Optional.empty()),
                1,
                DIGEST,
                0,
                after(key.number()),
                owner);
    }

    /** At {@link #NOW} for ever, with an outbox in which nothing is given up. */
    static ReleaseStore storeIn(Database database) {
        return new ReleaseStore(database, outboxIn(database), InstantSource.fixed(NOW));
    }

    static OutboxStore outboxIn(Database database) {
        return new OutboxStore(database, (transaction, promise, reason) -> {});
    }

    /**
     * An act that writes one row each into the confirmations, the record and the timers of a release, which it makes if there
     * is none.
     *
     * @return its place in the record
     */
    static long confirm(ReleaseStore store, ReleaseKey key) {
        return store.write(transaction -> {
            if (transaction.lock(key).isEmpty()) {
                transaction.insert(release(key.number()));
            }
            RecordEntry next = entry(transaction.lastLink(key), key, "confirmed");
            transaction.add(key, Confirmation.ready(1, PAYMENTS, OLGA, 1, next.digest(), NOW));
            transaction.append(next);
            transaction.schedule(new Timer(key, Timer.Kind.REMINDER, 1, NOW, ""));
            return next.sequence();
        });
    }

    static RecordEntry entry(Optional<RecordEntry.Link> last, ReleaseKey key, String what) {
        return RecordEntry.after(last, key, NOW, Optional.of(OLGA), what, 1, Map.of());
    }
}
