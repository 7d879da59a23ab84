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
 * Cuts a connection as if its client had died: nothing more is sent, and the server rolls back what was not committed.
 * On MySQL and MariaDB, returns when the server has done that, so that row locks end at a known moment. The pool of the
 * connection marks it as broken.
 */
final class ConnectionCut {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final ConnectionSource others;

    /** @param others connections for queries about the session */
    ConnectionCut(ConnectionSource others) {
        this.others = others;
    }

    /** @throws SQLException if the server does not end the session in time */
    void cut(Connection connection) throws SQLException {
        OptionalLong session = session(connection);
        connection.abort(Runnable::run);
        letThePoolKnow(connection);
        if (session.isPresent()) {
            awaitEnd(session.getAsLong());
        }
    }

    /** The id of the session; empty for other databases, or if the server does not answer. */
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

    /** A pool detects a broken connection only when a statement fails on it. */
    private static void letThePoolKnow(Connection connection) throws SQLException {
        boolean works;
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            works = true;
        } catch (SQLException expected) {
            works = false;
        }
        if (works) {
            throw new SQLException(
                    "The connection still works after Connection.abort(..). Expected: a driver and a pool whose "
                            + "connections end then, such as MySQL Connector/J and HikariCP; found "
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
                            + " ms after its connection was cut. Expected: it ends the session and its row locks");
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
