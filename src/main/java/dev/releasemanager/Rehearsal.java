package dev.releasemanager;

import dev.releasemanager.config.AppManifest;
import dev.releasemanager.config.Checked;
import dev.releasemanager.config.DatabaseAddress;
import dev.releasemanager.config.Environment;
import dev.releasemanager.config.Secret;
import dev.releasemanager.config.Settings;
import dev.releasemanager.config.SettingsFile;
import dev.releasemanager.coordination.Store;
import dev.releasemanager.notice.Message;
import dev.releasemanager.rehearsal.SampleWorkspace;
import dev.releasemanager.rehearsal.WorkspaceServer;
import dev.releasemanager.rehearsal.world.WorkspaceDescription;
import dev.releasemanager.release.Release;
import dev.releasemanager.web.SlackEndpoint;
import dev.releasemanager.web.WebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bot and a workspace double in one process, speaking to each other over HTTP on loopback. Closed, it leaves nothing
 * behind but what it was asked to keep.
 */
final class Rehearsal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
    private static final String TIME_FILE = "release-time";
    private static final int BOARDS = 50;
    /** Where the sample's releases are at home. */
    private static final ZoneId SAMPLE_ZONE = ZoneId.of("Europe/Berlin");

    private static final LocalTime NINE = LocalTime.of(9, 0);

    private final ReleaseTime time;
    private final Optional<Path> keep;
    private @Nullable WorkspaceServer workspace;
    private @Nullable Wiring bot;

    /**
     * Starts both, with the sample release where there is none yet.
     *
     * @param port of the page; 0 for any free one
     * @param keep a directory in which releases and release time outlast the process; empty for none
     * @param settings the policy's file
     */
    static Rehearsal start(int port, Optional<Path> keep, Path settings) {
        return start(port, keep, settings, InstantSource.system().instant(), UnaryOperator.identity());
    }

    /**
     * The same on another day, or with a fault planted into the bot's store.
     *
     * @param from where release time begins; nothing earlier than now, or than where a kept rehearsal was
     */
    static Rehearsal start(int port, Optional<Path> keep, Path settings, Instant from, UnaryOperator<Store> tampered) {
        Checked<Settings> read = SettingsFile.read(settings);
        Settings policy = read.find().orElseThrow(() -> new Wiring.FaultySettings(read.faults()));
        InstantSource wall = InstantSource.system();
        Rehearsal rehearsal = new Rehearsal(new ReleaseTime(wall, keptTime(keep, from)), keep);
        try {
            rehearsal.begin(port, policy, settings, wall, tampered);
            return rehearsal;
        } catch (RuntimeException | Error e) {
            rehearsal.close();
            throw e;
        }
    }

    private Rehearsal(ReleaseTime time, Optional<Path> keep) {
        this.time = time;
        this.keep = keep;
    }

    private void begin(int port, Settings policy, Path settings, InstantSource wall, UnaryOperator<Store> tampered) {
        String secret = random();
        String token = "xoxb-rehearsal-" + random();
        WorkspaceDescription about = SampleWorkspace.with(policy.slack().command())
                .shortcut(AppManifest.NEW_RELEASE, "New release", "global")
                .shortcut(AppManifest.WAITING, "What waits for me", "global")
                .build();
        WorkspaceServer.Options options =
                WorkspaceServer.of(about).signingSecret(secret).botToken(token).clock(time);
        WorkspaceServer started = options.port(port).start();
        workspace = started;
        Environment environment = new Environment(
                Secret.of(token),
                Secret.of(secret),
                URI.create(started.apiUrl()),
                0,
                new DatabaseAddress(databaseUrl(), null, null),
                settings,
                URI.create("http://127.0.0.1:0"));
        Wiring wired = Wiring.build(
                environment,
                WebServer.Listen.onLoopback(0),
                new Clocks(time, wall, time),
                // Time may jump: what is measured is asked for before it goes on.
                new Wiring.Surroundings(
                        RehearsalSources.at(started.metricsUrl()), Optional.of(Runnable::run), tampered));
        bot = wired;
        time.drives(wired);
        SampleRelease.make(wired.coordination(), wired.store(), wired.sources(), about);
        if (keep.isPresent()) {
            postBoardsAnew(wired.store());
        }
        wired.begin();
        started.requestUrl(URI.create("http://127.0.0.1:" + wired.port() + SlackEndpoint.PATH));
    }

    /** Now, but Monday morning from a Thursday on: whoever plays a whole rollout would run into the Friday (X2). */
    static Instant beginOfAWholeRollout(Instant now) {
        ZonedDateTime there = now.atZone(SAMPLE_ZONE);
        boolean late = there.getDayOfWeek() == DayOfWeek.THURSDAY || there.getDayOfWeek() == DayOfWeek.FRIDAY;
        return late
                ? there.with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                        .with(NINE)
                        .toInstant()
                : now;
    }

    /** The workspace of a kept rehearsal is a new one each time: the boards of before aren't in it. */
    private static void postBoardsAnew(Store store) {
        int boards = store.write(tx -> {
            List<Release> open = tx.open(BOARDS);
            open.forEach(release -> tx.promise(
                    new Message.Board(release.key(), release.profile().channel())));
            return open.size();
        });
        log.atDebug()
                .setMessage("Boards posted anew")
                .addKeyValue("boards", boards)
                .log();
    }

    private static String random() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private String databaseUrl() {
        return keep.map(directory ->
                        "jdbc:h2:file:" + directory.toAbsolutePath().resolve("rehearsal"))
                .orElseGet(() -> "jdbc:h2:mem:rehearsal-" + random());
    }

    /** Release time of a kept rehearsal goes on from where it was, for the record doesn't go back in time. */
    private static Instant keptTime(Optional<Path> keep, Instant now) {
        Optional<Path> file =
                keep.map(directory -> directory.resolve(TIME_FILE)).filter(Files::isRegularFile);
        if (file.isEmpty()) {
            return now;
        }
        try {
            return Instant.parse(Files.readString(file.get()).strip());
        } catch (IOException | DateTimeException e) {
            return now;
        }
    }

    private void keepTime(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(TIME_FILE), time.now() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Release time was not kept in " + directory, e);
        }
    }

    /** Where the page is. */
    URI address() {
        WorkspaceServer started = workspace;
        if (started == null) {
            throw new IllegalStateException("address: the rehearsal has not started");
        }
        return started.address();
    }

    /** The bot that is rehearsed. */
    Wiring bot() {
        Wiring wired = bot;
        if (wired == null) {
            throw new IllegalStateException("bot: the rehearsal has not started");
        }
        return wired;
    }

    @Override
    public synchronized void close() {
        Wiring wired = bot;
        if (wired != null) {
            wired.close();
            bot = null;
            keep.ifPresent(this::keepTime);
        }
        WorkspaceServer started = workspace;
        if (started != null) {
            started.close();
            workspace = null;
        }
    }
}
