package io.github.cacheconsistency.test;

import io.github.cacheconsistency.test.gate.Ungated;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.connection.RedisConnection;

/** The servers of a context, with their versions. */
final class ServerVersions {

    private static final Logger log = LoggerFactory.getLogger(ServerVersions.class);

    private ServerVersions() {}

    /** Redis and the database, with their versions. */
    static List<String> of(ApplicationContext context) {
        return List.of(
                found("Redis", () -> redis(context.getBean(Races.class))),
                found("database", () -> database(context.getBean(DataSource.class))));
    }

    private static String redis(Races races) {
        try (RedisConnection connection = races.node().redis().getConnection()) {
            Properties server = connection.serverCommands().info("server");
            return "Redis " + (server == null ? "" : server.getProperty("redis_version", ""));
        }
    }

    private static String database(DataSource dataSource) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            DatabaseMetaData database = connection.getMetaData();
            String version = database.getDatabaseProductVersion();
            // MySQL's driver reports MySQL for MariaDB.
            String product = version.contains("MariaDB") ? "MariaDB" : database.getDatabaseProductName();
            return product + " " + version;
        }
    }

    /** A race does not fail if the version is unknown. */
    private static String found(String server, Callable<String> question) {
        try {
            return Ungated.call(question);
        } catch (Exception e) {
            log.warn("The race report cannot name the version of the {}", server, e);
            return server + " of unknown version";
        }
    }
}
