package dev.releasemanager.coordination;

import dev.releasemanager.release.Cast;
import dev.releasemanager.store.OutboxStore;
import dev.releasemanager.store.ReleaseStore;
import dev.releasemanager.store.TestDatabase;
import dev.releasemanager.timer.DueWork;
import dev.releasemanager.timer.Pace;
import dev.releasemanager.timer.Timers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * How late timers act of which a thousand come due at one instant, on a real PostgreSQL: the deadlines of a thousand
 * checkpoints, each of which becomes a delay with its entry in the record and its messages promised. A part of
 * {@code mvn -Pbench verify}.
 */
public final class TimersBenchmark {
    private static final int TIMERS = 1_000;

    /** As many as the bot has. */
    private static final int HANDS = 4;

    private static final Duration AHEAD = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private TimersBenchmark() {}

    /** Measures with one hand and with as many as the bot has, after a round that isn't counted; a line for each. */
    public static List<String> lines() throws SQLException {
        List<String> lines = new ArrayList<>();
        try (TestDatabase postgres = TestDatabase.postgres()) {
            Office office = new Office(new ReleaseStore(
                    postgres.database(),
                    new OutboxStore(postgres.database(), (transaction, promise, reason) -> {}),
                    InstantSource.system()));
            double[] unused = round(postgres, office, HANDS);
            for (int hands : new int[] {1, HANDS}) {
                double[] late = round(postgres, office, hands);
                lines.add(String.format(
                        Locale.ROOT,
                        "%d timers due at one instant, PostgreSQL, taken by %d: late by %.0f ms in the median, %.0f at p99,"
                                + " %.0f at most; %.0f a second",
                        TIMERS,
                        hands,
                        late[late.length / 2],
                        late[(int) (late.length * 0.99) - 1],
                        late[late.length - 1],
                        TIMERS / late[late.length - 1] * 1_000));
            }
        }
        return lines;
    }

    private static double[] round(TestDatabase postgres, Office office, int hands) throws SQLException {
        String[] keys = new String[TIMERS];
        for (int i = 0; i < TIMERS; i++) {
            keys[i] = office.open().value();
        }
        try (Connection connection = DriverManager.getConnection(postgres.url())) {
            // The releases were made at the sample's hour, and their record doesn't go back behind it.
            InstantSource wall = InstantSource.system();
            InstantSource clock = InstantSource.offset(
                    wall, Duration.between(wall.instant(), Cast.NOW).plusHours(1));
            Instant due = clock.instant().plus(AHEAD);
            comeDue(connection, due);
            Coordination serving = new Coordination(office.store, office::policy, clock);
            ExecutorService others = Executors.newFixedThreadPool(hands);
            DueWork work = new DueWork() {
                @Override
                public int drain() {
                    return serving.dueTimers().drain(hands, others);
                }

                @Override
                public Optional<Instant> nextDue() {
                    return office.store.read(Reading::nextDue);
                }
            };
            try (Timers timers = new Timers(work, clock, wall, Pace.NATURAL)) {
                timers.start();
                awaitNone(connection);
            } finally {
                others.shutdown();
            }
            return late(connection, due, keys);
        }
    }

    private static void comeDue(Connection connection, Instant due) throws SQLException {
        OffsetDateTime moment = OffsetDateTime.ofInstant(due, ZoneOffset.UTC);
        try (Statement statement = connection.createStatement()) {
            statement.execute("delete from timers where kind <> 'deadline'");
        }
        for (String sql : new String[] {
            "update releases set opens_at = opens_at - interval '1' hour, until_at = ? where until_at > ?",
            "update timers set due_at = ? where due_at > ?",
            "update timers set take_at = ? where take_at > ?"
        }) {
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                update.setObject(1, moment);
                update.setObject(2, moment);
                update.executeUpdate();
            }
        }
    }

    private static void awaitNone(Connection connection) throws SQLException {
        long end = System.nanoTime() + LONGEST.toNanos();
        try (PreparedStatement count = connection.prepareStatement("select count(*) from timers")) {
            while (true) {
                try (ResultSet row = count.executeQuery()) {
                    row.next();
                    if (row.getInt(1) == 0) {
                        return;
                    }
                }
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("timers are still there after " + LONGEST);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** In milliseconds, sorted. */
    private static double[] late(Connection connection, Instant due, String[] keys) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select happened_at from events where what = 'checkpoint_undecided' and release_key = any(?)"
                        + " order by happened_at desc")) {
            query.setArray(1, connection.createArrayOf("varchar", keys));
            double[] late = new double[TIMERS];
            try (ResultSet rows = query.executeQuery()) {
                for (int i = TIMERS - 1; i >= 0; i--) {
                    if (!rows.next()) {
                        throw new IllegalStateException(
                                (i + 1) + " of " + TIMERS + " timers left no entry in the record");
                    }
                    Instant acted = rows.getObject(1, OffsetDateTime.class).toInstant();
                    late[i] = Duration.between(due, acted).toNanos() / 1e6;
                }
                if (rows.next()) {
                    throw new IllegalStateException(
                            "more than " + TIMERS + " entries in the record: a timer acted twice");
                }
            }
            return late;
        }
    }
}
