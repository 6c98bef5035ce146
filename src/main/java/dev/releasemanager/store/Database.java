package dev.releasemanager.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.releasemanager.coordination.StoreUnavailable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open, migrated database. Thread-safe. Transactions are READ COMMITTED on H2 and PostgreSQL alike; every wait in
 * them is bounded, so that a database that is away or frozen costs an act less than the three seconds that Slack waits
 * for an acknowledgement (slack-facts.md, section 1.1).
 */
public final class Database implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Database.class);

    /** How long an act waits for a connection. */
    static final Duration CONNECTION_WAIT = Duration.ofMillis(1500);

    /** How long a statement waits for somebody else's lock. */
    static final Duration LOCK_WAIT = Duration.ofMillis(1500);

    /** How long a statement waits for PostgreSQL to answer at all; longer than {@link #LOCK_WAIT}. */
    static final Duration ANSWER_WAIT = Duration.ofSeconds(2);

    /** The wait for a connection and for the first answer together, and of an act up to the answer to its commit. */
    private static final Duration ACT_WAIT = Duration.ofMillis(2500);

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private static final Duration VALIDATION_WAIT = Duration.ofSeconds(1);
    private static final int CONNECTIONS = 12;

    private final Address address;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Optional<Connection> keeper;
    private final ThreadLocal<Boolean> open = ThreadLocal.withInitial(() -> false);

    /**
     * On H2 one act at a time. A commit stores what stands in every table at that moment, one table after the other, also of
     * the acts that are under way beside it; a process that dies before their own commit would leave some of their rows
     * without the others and without what undoes them (github.com/h2database/h2database, issue 2080).
     */
    private final ReentrantLock turn = new ReentrantLock(true);

    private Database(Address address, HikariDataSource pool, Jdbi jdbi, Optional<Connection> keeper) {
        this.address = address;
        this.pool = pool;
        this.jdbi = jdbi;
        this.keeper = keeper;
    }

    /** The database could not be opened; the message tells the operator what was seen and what to set. */
    public static final class NotOpened extends RuntimeException {
        NotOpened(String message) {
            super(message);
        }

        NotOpened(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Opens the database and brings its tables up to date. Several replicas may do so at once: one migrates, the others
     * wait.
     *
     * @param url {@code jdbc:h2:…}, {@code jdbc:postgresql:…} or {@code postgres://…}; what H2 needs is added
     * @param user may be empty
     * @param password may be empty
     * @throws NotOpened if it can't be reached, is of another kind, or its tables are not those of this version
     */
    public static Database open(String url, String user, String password) {
        Address address = Address.of(url, user, password);
        // A database in memory lasts as long as somebody is connected to it.
        Optional<Connection> keeper =
                address.kind() == Address.Kind.H2_EMBEDDED ? Optional.of(connect(address)) : Optional.empty();
        try {
            migrate(address);
            HikariDataSource pool = pool(address);
            return new Database(address, pool, jdbi(pool), keeper);
        } catch (RuntimeException e) {
            keeper.ifPresent(Database::closeQuietly);
            throw e;
        }
    }

    private static Connection connect(Address address) {
        try {
            return DriverManager.getConnection(address.url(), address.user(), address.password());
        } catch (SQLException e) {
            throw notReached(address, e);
        }
    }

    private static NotOpened notReached(Address address, Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return new NotOpened(
                "The database at " + address.shown() + " can't be opened: " + deepest.getMessage()
                        + ". Check that it runs, and DATABASE_URL, DATABASE_USER and DATABASE_PASSWORD.",
                e);
    }

    private static void migrate(Address address) {
        try (Connection reached = connect(address)) {
            log.atDebug()
                    .setMessage("Database reached")
                    .addKeyValue("product", reached.getMetaData().getDatabaseProductVersion())
                    .log();
            if (Migrations.areApplied(reached)) {
                return;
            }
        } catch (SQLException e) {
            throw notReached(address, e);
        }
        Migrations.apply(address);
    }

    private static HikariDataSource pool(Address address) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
        config.setValidationTimeout(VALIDATION_WAIT.toMillis());
        config.setAutoCommit(true);
        config.setExceptionOverride(new EndedConnections());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        if (address.kind() == Address.Kind.POSTGRESQL) {
            config.addDataSourceProperty("ApplicationName", "release-manager");
            config.addDataSourceProperty("connectTimeout", String.valueOf(ANSWER_WAIT.toSeconds()));
            config.addDataSourceProperty("loginTimeout", String.valueOf(ANSWER_WAIT.toSeconds()));
            config.addDataSourceProperty("socketTimeout", String.valueOf(ANSWER_WAIT.toSeconds()));
            config.addDataSourceProperty("tcpKeepAlive", "true");
            // A replica that froze in the middle of an act must not keep its release locked; and an act that Slack was
            // told of must outlive a crash of the server, even one that is set up to be quick rather than safe.
            config.setConnectionInitSql("set lock_timeout = " + LOCK_WAIT.toMillis()
                    + "; set idle_in_transaction_session_timeout = 10000"
                    + "; select set_config('synchronous_commit', 'on', false)"
                    + " where current_setting('synchronous_commit') = 'off'");
        }
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw notReached(address, e);
        }
    }

    private static final class EndedConnections implements SQLExceptionOverride {
        @java.lang.Override
        public SQLExceptionOverride.Override adjudicate(SQLException e) {
            return Unavailability.hasEnded(e)
                    ? SQLExceptionOverride.Override.MUST_EVICT
                    : SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
    }

    private static Jdbi jdbi(HikariDataSource pool) {
        Jdbi jdbi = Jdbi.create(pool);
        jdbi.registerArgument(new InstantArguments());
        jdbi.registerColumnMapper(Instant.class, new InstantColumns());
        return jdbi;
    }

    /**
     * Instants as UTC, never by way of the zone of this machine, whose repeated hour in autumn would be ambiguous; cut to
     * the microseconds that both databases keep, for H2 would round what it stores, but not what it compares with.
     */
    private static final class InstantArguments extends AbstractArgumentFactory<Instant> {
        InstantArguments() {
            super(Types.TIMESTAMP_WITH_TIMEZONE);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setObject(
                    position, OffsetDateTime.ofInstant(value.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC));
        }
    }

    private static final class InstantColumns implements ColumnMapper<@Nullable Instant> {
        @Override
        public @Nullable Instant map(ResultSet row, int column, StatementContext context) throws SQLException {
            OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
            return value == null ? null : value.toInstant();
        }
    }

    /**
     * Runs one act in one transaction: committed when it returns, rolled back when it throws.
     *
     * @throws StoreUnavailable if the database is away or too busy; nothing was stored then, unless it says otherwise
     * @throws IllegalStateException if a transaction is open on this thread already: an inner failure that is caught
     *     would be committed with the outer one, so an open transaction is passed on as a parameter
     */
    public <T extends @Nullable Object> T inTransaction(Function<Transaction, T> act) {
        return inTransaction(System.nanoTime(), act);
    }

    /** @param asked {@link System#nanoTime} of when the act was asked for: what it has waited since is part of its time */
    <T extends @Nullable Object> T inTransaction(long asked, Function<Transaction, T> act) {
        List<Runnable> hooks = new ArrayList<>();
        T result = alone(() -> inTurn(asked, () -> committed(asked, act, hooks)));
        run(hooks);
        return result;
    }

    /**
     * Runs look-ups in one transaction that changes nothing, and that on H2 waits for no act. PostgreSQL refuses what would
     * change something.
     *
     * @throws StoreUnavailable if the database is away or too busy
     * @throws IllegalStateException if a transaction is open on this thread already
     */
    public <T extends @Nullable Object> T inReading(Function<Handle, T> look) {
        return alone(() -> committed(
                System.nanoTime(),
                transaction -> {
                    transaction.handle().setReadOnly(true);
                    return look.apply(transaction.handle());
                },
                List.of()));
    }

    private <T extends @Nullable Object> T alone(Supplier<T> act) {
        if (open.get()) {
            throw new IllegalStateException(
                    "inTransaction: a transaction is open on this thread already; pass it on instead of a second one");
        }
        open.set(true);
        try {
            return act.get();
        } finally {
            open.remove();
        }
    }

    private <T extends @Nullable Object> T inTurn(long asked, Supplier<T> act) {
        if (address.kind() == Address.Kind.POSTGRESQL) {
            return act.get();
        }
        awaitTurn(ACT_WAIT.minusNanos(System.nanoTime() - asked));
        try {
            return act.get();
        } finally {
            turn.unlock();
        }
    }

    private void awaitTurn(Duration left) {
        Duration longest = left.compareTo(CONNECTION_WAIT) < 0 ? left : CONNECTION_WAIT;
        try {
            if (!turn.tryLock(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw noTurn(new TimeoutException("not within " + longest));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noTurn(e);
        }
    }

    /** How many acts wait until the one before them is stored; none but on H2. */
    int waitingForTurn() {
        return turn.getQueueLength();
    }

    private StoreUnavailable noTurn(Exception why) {
        return new StoreUnavailable("No turn to write to the database at " + address.shown(), why, false);
    }

    /** {@link #inTransaction(Function)} for an act without a result. */
    public void useTransaction(Consumer<Transaction> act) {
        this.<@Nullable Void>inTransaction(transaction -> {
            act.accept(transaction);
            return null;
        });
    }

    private <T extends @Nullable Object> T committed(long asked, Function<Transaction, T> act, List<Runnable> hooks) {
        Handle handle = connected();
        try {
            Transaction transaction = new Transaction(handle, hooks);
            T result;
            try {
                boundNextAnswer(handle, asked);
                handle.begin();
                result = act.apply(transaction);
            } catch (RuntimeException e) {
                rollBack(handle, e);
                throw translated(e, "The act was not stored", false);
            } catch (Error e) {
                rollBack(handle, e);
                throw e;
            }
            try {
                boundNextAnswer(handle, asked);
                handle.commit();
            } catch (RuntimeException e) {
                rollBack(handle, e);
                throw translated(e, "The act may or may not have been stored", true);
            }
            return result;
        } finally {
            closeQuietly(handle);
        }
    }

    private Handle connected() {
        try {
            return jdbi.open();
        } catch (ConnectionException e) {
            throw new StoreUnavailable("No connection to the database at " + address.shown(), e, false);
        }
    }

    /** Spends on the next answer what the act has left; what is already late still gets a short moment. */
    private void boundNextAnswer(Handle handle, long asked) {
        Duration left = ACT_WAIT.minusNanos(System.nanoTime() - asked);
        if (address.kind() != Address.Kind.POSTGRESQL || left.compareTo(ANSWER_WAIT) >= 0) {
            return;
        }
        try {
            // The pool sets it back when the connection returns.
            handle.getConnection()
                    .setNetworkTimeout(Runnable::run, (int) Math.max(left.toMillis(), SHORTEST_WAIT.toMillis()));
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    private static RuntimeException translated(RuntimeException e, String what, boolean outcomeUnknown) {
        if (e instanceof StoreUnavailable) {
            return e;
        }
        return Unavailability.of(e)
                .<RuntimeException>map(why -> new StoreUnavailable(what + ": " + why, e, outcomeUnknown))
                .orElse(e);
    }

    private static void rollBack(Handle handle, Throwable because) {
        try {
            handle.rollback();
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
    }

    private static void run(Iterable<Runnable> hooks) {
        for (Runnable hook : hooks) {
            try {
                hook.run();
            } catch (RuntimeException e) {
                log.atError()
                        .setMessage("What follows a commit failed; the act is stored")
                        .setCause(e)
                        .log();
            }
        }
    }

    /** Whether the database answers now; its tables are up to date as long as this object exists. Never throws. */
    public boolean isReady() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 1")) {
            return row.next();
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Whether the database lives inside this process, so that no other process can have it open: then whoever held a lease
     * before this start is dead.
     */
    public boolean isEmbedded() {
        return address.kind() == Address.Kind.H2_EMBEDDED;
    }

    /** For the stores of this package; acts go through {@link #inTransaction}. */
    Jdbi jdbi() {
        return jdbi;
    }

    /** Ends all connections; acts under way fail. To be called after everything that acts has stopped. */
    @Override
    public void close() {
        pool.close();
        keeper.ifPresent(Database::closeQuietly);
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            log.atDebug()
                    .setMessage("A connection to the database did not close cleanly")
                    .setCause(e)
                    .log();
        }
    }
}
