package dev.releasemanager.store;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.ConnectionException;

/** Tells a database that is away or too busy from one that refuses a statement for what it says. */
final class Unavailability {
    private static final int H2_LOCK_TIMEOUT = 50200;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /**
     * H2: lock wait timed out, read-write I/O failed, connection broken, database closed, closed in shutdown, object
     * already closed, file unreadable, exclusively somebody else's (org.h2.api.ErrorCode).
     */
    private static final Set<Integer> H2_CODES =
            Set.of(H2_LOCK_TIMEOUT, 90028, 90031, 90067, 90098, 90121, 90007, 90030, 90135);

    /** Those of them after which a connection of H2 is of no use any more. */
    private static final Set<Integer> H2_ENDED_CODES = Set.of(90067, 90098, 90121, 90007, 90135);

    /**
     * PostgreSQL: shutting down, crashed, starting up, statement cancelled, lock not available, deadlock lost, serialization
     * lost, idle in transaction for too long (its manual, appendix A).
     */
    private static final Set<String> STATES =
            Set.of("57P01", "57P02", "57P03", "57P05", "57014", LOCK_NOT_AVAILABLE, "40P01", "40001", "25P03", "HYT00");

    /** No connection, out of resources (connections, disk, memory), system error. */
    private static final Set<String> CLASSES = Set.of("08", "53", "58");

    private Unavailability() {}

    /** Why the database counts as unavailable, in its own words; empty if the failure means something else. */
    static Optional<String> of(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof SQLException sql && isAway(sql)) {
                return Optional.of(String.valueOf(sql.getMessage()));
            }
            if (e instanceof ConnectionException) {
                return Optional.of("no connection");
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a connection that answered so has ended. The pool knows this of PostgreSQL by the standard's states; of H2,
     * whose states are its own codes, it has to be told, or it hands a dead connection out again and again: one that was
     * used within the last half second is not tested.
     */
    static boolean hasEnded(SQLException e) {
        return H2_ENDED_CODES.contains(e.getErrorCode())
                && String.valueOf(e.getErrorCode()).equals(e.getSQLState());
    }

    /** Whether somebody else held a lock for longer than it is waited for. */
    static boolean isLockHeld(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof SQLException sql
                    && (LOCK_NOT_AVAILABLE.equals(sql.getSQLState()) || sql.getErrorCode() == H2_LOCK_TIMEOUT)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAway(SQLException e) {
        if (e instanceof SQLTransientException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException
                || e instanceof SQLTimeoutException) {
            return true;
        }
        String state = e.getSQLState();
        return state != null
                && (STATES.contains(state)
                        || CLASSES.contains(state.substring(0, Math.min(2, state.length())))
                        || H2_CODES.contains(e.getErrorCode()));
    }
}
