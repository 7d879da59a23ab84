package io.github.cacheconsistency.endurance;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes the database server close connections of other clients. Thread-safe. */
final class ConnectionCutter {

    private static final int NO_SUCH_CONNECTION = 1094;

    private final Connection connection;

    ConnectionCutter(Connection connection) {
        this.connection = connection;
    }

    synchronized void cut(long connectionId) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("KILL " + connectionId);
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_CONNECTION) {
                throw new IllegalStateException("Expected to cut connection " + connectionId, e);
            }
        }
    }
}
