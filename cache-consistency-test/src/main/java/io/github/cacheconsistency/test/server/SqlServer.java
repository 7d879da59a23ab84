package io.github.cacheconsistency.test.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A running MySQL or MariaDB server, and an account that may create schemas. */
record SqlServer(String host, int port, String username, String password) {

    // Timeouts for all waits; UTC on both sides, so that times are the same on every machine; a cache of prepared
    // statements, so that the driver parses each text once.
    private static final String PARAMETERS = "?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=5000"
            + "&socketTimeout=60000&connectionTimeZone=UTC&cachePrepStmts=true&prepStmtCacheSqlLimit=2048";

    static String jdbcUrl(String host, int port, String schema) {
        return "jdbc:mysql://" + host + ":" + port + "/" + schema + PARAMETERS;
    }

    TestSchema createSchema() {
        String name = "race_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        execute("CREATE DATABASE " + name);
        return new TestSchema(this, name);
    }

    void dropSchema(String name) {
        execute("DROP DATABASE IF EXISTS " + name);
    }

    /** The product and its version, such as "MariaDB 11.4.5" or "MySQL 8.4.3". */
    String product() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT @@version")) {
            rows.next();
            String version = rows.getString(1);
            // The driver reports MySQL for every server; only the version distinguishes them.
            return (version.contains("MariaDB") ? "MariaDB " : "MySQL ") + version.split("-", 2)[0];
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(host, port, ""), username, password);
    }

    private TestServerException unreachable(SQLException e) {
        return new TestServerException(
                "The SQL server at " + host + ":" + port + " failed: " + e.getMessage()
                        + ". Check that it still runs and that MySQL Connector/J is on the classpath",
                e);
    }
}
