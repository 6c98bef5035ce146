package dev.releasemanager;

import dev.releasemanager.config.DatabaseAddress;
import dev.releasemanager.config.Environment;
import dev.releasemanager.config.Secret;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Intent;
import dev.releasemanager.coordination.Outcome;
import dev.releasemanager.coordination.ReleaseForm;
import dev.releasemanager.coordination.Store;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.web.WebServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Releases on which a benchmark can click, made by the use cases on a database before the bot runs there: built as {@code
 * serve} builds it, with nothing of it at work.
 */
public final class PreparedReleases implements AutoCloseable {
    private final Wiring wiring;
    private long payloads;

    public PreparedReleases(DatabaseAddress database, String slackApi, String token, String secret, Path settings) {
        Environment environment =
                new Environment(Secret.of(token), Secret.of(secret), URI.create(slackApi), 0, database, settings, null);
        wiring = Wiring.build(
                environment, WebServer.Listen.onLoopback(0), Clocks.ofThisMachine(), Wiring.Surroundings.USUAL);
    }

    public Coordination coordination() {
        return wiring.coordination();
    }

    public Store store() {
        return wiring.store();
    }

    /**
     * A release of all these teams with these changes, whose checkpoint is open for twenty hours.
     *
     * @throws IllegalStateException if an act is refused
     */
    public ReleaseKey open(String title, PersonId owner, ChannelId channel, List<TeamId> teams, List<Change> scope) {
        InstantSource clock = InstantSource.system();
        Outcome made = done(coordination()
                .planning()
                .create(
                        intent(owner),
                        new ReleaseForm(
                                title,
                                "One step less to pay.",
                                "regular",
                                Optional.of(clock.instant()
                                        .plus(Duration.ofDays(3))
                                        .atOffset(ZoneOffset.UTC)
                                        .toLocalDate()),
                                Optional.of(LocalTime.NOON),
                                "Europe/Berlin",
                                teams,
                                Optional.of(channel),
                                "",
                                Optional.of(owner))));
        ReleaseKey key = made.release().orElseThrow().key();
        ReleaseKey filled = store().write(tx -> {
            tx.lock(key);
            scope.forEach(change -> tx.put(key, change.as(tx.nextChange(key))));
            return key;
        });
        Outcome unused = done(coordination()
                .polls()
                .open(intent(owner), filled, clock.instant(), clock.instant().plus(Duration.ofHours(20))));
        return filled;
    }

    private Intent intent(PersonId by) {
        return Intent.of("prepared-" + ++payloads, by);
    }

    private static Outcome done(Outcome outcome) {
        if (outcome.kind() != Outcome.Kind.DONE) {
            throw new IllegalStateException("an act came to " + outcome);
        }
        return outcome;
    }

    @Override
    public void close() {
        wiring.close();
    }
}
