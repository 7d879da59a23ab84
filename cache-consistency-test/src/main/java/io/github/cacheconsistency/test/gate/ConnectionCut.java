package io.github.cacheconsistency.test.gate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Cuts a connection as the death of its client does: nothing more is sent, and the server itself rolls back what was not
 * committed. Returns when the server has done that, where it can be asked (MySQL and MariaDB): row locks end at a known
 * moment then. A pool that lent the connection out takes it for broken.
 */
final class ConnectionCut {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final ConnectionSource others;

    /** @param others connections on which to ask the server */
    ConnectionCut(ConnectionSource others) {
        this.others = others;
    }

    /** @throws SQLException if the server still keeps the connection after a while */
    void cut(Connection connection) throws SQLException {
        OptionalLong session = session(connection);
        connection.abort(Runnable::run);
        letThePoolKnow(connection);
        if (session.isPresent()) {
            awaitEnd(session.getAsLong());
        }
    }

    /** Empty where the server keeps no list of sessions that we know of, or does not answer any more. */
    private static OptionalLong session(Connection connection) {
        try {
            if (!connection.getMetaData().getDatabaseProductName().matches("MySQL|MariaDB")) {
                return OptionalLong.empty();
            }
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT CONNECTION_ID()")) {
                rows.next();
                return OptionalLong.of(rows.getLong(1));
            }
        } catch (SQLException alreadyBroken) {
            return OptionalLong.empty();
        }
    }

    /** Pools look at a connection only when something fails on it. */
    private static void letThePoolKnow(Connection connection) throws SQLException {
        boolean works;
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            works = true;
        } catch (SQLException expected) {
            works = false;
        }
        if (works) {
            throw new SQLException("The connection still works after Connection.abort(..): the race kit cannot cut "
                    + "connections of this driver or pool, "
                    + connection.getClass().getName());
        }
    }

    private void awaitEnd(long session) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = others.get();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT COUNT(*) FROM information_schema.processlist WHERE id = ?")) {
            statement.setLong(1, session);
            while (isListed(statement)) {
                if (System.nanoTime() > deadline) {
                    throw new SQLException("The server still has session " + session + ", " + PATIENCE.toMillis()
                            + " ms after its connection was cut");
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static boolean isListed(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() && rows.getLong(1) > 0;
        }
    }
}
