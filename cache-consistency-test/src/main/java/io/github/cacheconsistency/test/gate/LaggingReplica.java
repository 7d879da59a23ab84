package io.github.cacheconsistency.test.gate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A replica of the database that lags: queries that are read from it show the database as the first of them saw it. It is
 * a REPEATABLE READ transaction on a connection of its own, which shows exactly what a replica shows that has not applied
 * the latest commits. Locking queries and everything else go to the primary.
 */
public final class LaggingReplica implements AutoCloseable {

    private static final ThreadLocal<@Nullable LaggingReplica> CURRENT = new ThreadLocal<>();

    private final Map<SideConnections, Connection> snapshots = new ConcurrentHashMap<>();
    private volatile boolean caughtUp;

    /** The replica that the current thread reads from, {@code null} if it is the primary. */
    static @Nullable LaggingReplica current() {
        LaggingReplica current = CURRENT.get();
        return current == null || current.caughtUp ? null : current;
    }

    /** Runs {@code work}, whose queries are read from this replica. */
    public <T extends @Nullable Object> T read(Callable<T> work) throws Exception {
        CURRENT.set(this);
        try {
            return work.call();
        } finally {
            CURRENT.remove();
        }
    }

    /** Whether any query was read from it, so that there is something it can lag behind. */
    public boolean isInUse() {
        return !snapshots.isEmpty();
    }

    /** From now on it shows every commit. */
    public void catchUp() {
        caughtUp = true;
    }

    /** A connection to {@code primary} whose plain queries are read from here. */
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
                throw new IllegalStateException("The snapshot of a lagging replica could not be given back", lost);
            }
        }
        snapshots.clear();
    }
}
