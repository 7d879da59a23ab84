package io.github.cacheconsistency.test.gate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Simulates a lagging replica of the database: all queries to it see the database as of the first query. It is a
 * REPEATABLE READ transaction on a connection of its own, which reads the same as a replica that has not applied the
 * latest commits. Locking queries and all other statements go to the primary.
 */
public final class LaggingReplica implements AutoCloseable {

    private static final ThreadLocal<@Nullable LaggingReplica> CURRENT = new ThreadLocal<>();

    private final Map<SideConnections, Connection> snapshots = new ConcurrentHashMap<>();
    private volatile boolean caughtUp;

    /** The replica that the current thread reads from; {@code null} if it reads from the primary. */
    static @Nullable LaggingReplica current() {
        LaggingReplica current = CURRENT.get();
        return current == null || current.caughtUp ? null : current;
    }

    /** Runs {@code work}, whose queries go to this replica. */
    public <T extends @Nullable Object> T read(Callable<T> work) throws Exception {
        CURRENT.set(this);
        try {
            return work.call();
        } finally {
            CURRENT.remove();
        }
    }

    /** Whether a query was sent to it; without one it has no snapshot and cannot lag. */
    public boolean isInUse() {
        return !snapshots.isEmpty();
    }

    /** From now on all queries go to the primary. */
    public void catchUp() {
        caughtUp = true;
    }

    /** A connection to {@code primary} that sends plain queries to this replica. */
    Connection inFrontOf(Connection primary, SideConnections connections) throws SQLException {
        Connection snapshot = snapshots.get(connections);
        if (snapshot == null) {
            snapshot = connections.get();
            snapshot.setAutoCommit(false);
            snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            snapshots.put(connections, snapshot);
        }
        return LaggingConnection.wrap(primary, snapshot);
    }

    @Override
    public void close() {
        catchUp();
        for (Connection snapshot : snapshots.values()) {
            try (snapshot) {
                snapshot.rollback();
            } catch (SQLException lost) {
                throw new IllegalStateException("The transaction of a lagging replica could not be rolled back", lost);
            }
        }
        snapshots.clear();
    }
}
