package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.test.server.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The tables of a storm, accessed without gates. */
final class StormDatabase {

    private final TestServers servers;

    StormDatabase(TestServers servers) {
        this.servers = servers;
    }

    /** Creates the tables anew, with a row for each of {@code ids}. */
    void reset(Iterable<Long> ids) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS counter, counter_write");
            statement.execute("CREATE TABLE counter (id BIGINT PRIMARY KEY, version BIGINT NOT NULL,"
                    + " attempt BIGINT NOT NULL) ENGINE=InnoDB");
            statement.execute("CREATE TABLE counter_write (attempt BIGINT PRIMARY KEY, id BIGINT NOT NULL,"
                    + " version BIGINT NOT NULL) ENGINE=InnoDB");
            for (Long id : ids) {
                statement.execute("INSERT INTO counter VALUES (%d, %d, %d)"
                        .formatted(id, Counter.FIRST_VERSION, Counter.NO_ATTEMPT));
            }
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(servers.jdbcUrl(), servers.username(), servers.password());
    }

    /** The committed versions, by id of the row. */
    static Map<Long, Long> versions(Connection connection) throws SQLException {
        return pairs(connection, "SELECT id, version FROM counter");
    }

    /** The committed versions, by number of the write, independent of what its client knows. */
    static Map<Long, Long> committedWrites(Connection connection) throws SQLException {
        return pairs(connection, "SELECT attempt, version FROM counter_write");
    }

    private static Map<Long, Long> pairs(Connection connection, String sql) throws SQLException {
        Map<Long, Long> pairs = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                pairs.put(rows.getLong(1), rows.getLong(2));
            }
        }
        return pairs;
    }
}
