package io.github.cacheconsistency.transaction;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import org.springframework.util.LinkedCaseInsensitiveMap;

/**
 * Whether the row locks of a server tell of every writer, and its reads of commits only (protocols, "row-lock-lease",
 * Assumptions). It looks once: a server that is demoted later is not noticed.
 */
final class PrimaryDatabase {

    // Asked for by name, because each of them is missing on some server.
    private static final String VARIABLES = """
            SHOW GLOBAL VARIABLES WHERE variable_name IN
            ('innodb_read_only', 'read_only', 'super_read_only', 'wsrep_on', 'group_replication_single_primary_mode')""";

    private static final Set<String> OFF = Set.of("OFF", "0");

    private PrimaryDatabase() {}

    /**
     * @throws InvalidStrategyConfigurationException if the server is read-only, one of several that take writes, or reads
     *     what is not committed
     */
    static void require(String cacheName, Connection connection) throws SQLException {
        Map<String, String> variables = variables(connection);
        for (String readOnly : new String[] {"innodb_read_only", "super_read_only", "read_only"}) {
            if (!OFF.contains(variables.getOrDefault(readOnly, "OFF"))) {
                throw invalid(
                        cacheName,
                        "must ask the primary database for row locks, but this one is read-only (" + readOnly + "="
                                + variables.get(readOnly) + "), so the writers and their locks are elsewhere.",
                        "Let spring.datasource.url name the primary; if this is the primary, end its read-only mode.");
            }
        }
        boolean galera = !OFF.contains(variables.getOrDefault("wsrep_on", "OFF"));
        boolean everyMember = OFF.contains(variables.getOrDefault("group_replication_single_primary_mode", "ON"));
        if (galera || everyMember) {
            throw invalid(
                    cacheName,
                    "needs one database server that takes all writes, but this one is a member of a cluster whose members"
                            + " all do (" + (galera ? "Galera, wsrep_on" : "group_replication_single_primary_mode")
                            + "="
                            + variables.get(galera ? "wsrep_on" : "group_replication_single_primary_mode")
                            + "), and a row locked on one member is not locked on the others.",
                    "Choose the strategy 'lease', or a cluster with a single primary.");
        }
        if (connection.getTransactionIsolation() == Connection.TRANSACTION_READ_UNCOMMITTED) {
            throw invalid(
                    cacheName,
                    "must load committed rows, but the connections of the DataSource read uncommitted ones"
                            + " (READ UNCOMMITTED), so a value that is rolled back later could be cached.",
                    "Set the isolation of the pool, or of the server, to READ COMMITTED or higher.");
        }
    }

    private static Map<String, String> variables(Connection connection) throws SQLException {
        Map<String, String> variables = new LinkedCaseInsensitiveMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(VARIABLES)) {
            while (result.next()) {
                variables.put(result.getString(1), result.getString(2));
            }
        }
        return variables;
    }

    private static InvalidStrategyConfigurationException invalid(String cacheName, String problem, String action) {
        return new InvalidStrategyConfigurationException(
                "The strategy 'row-lock-lease' of the cache '" + cacheName + "' " + problem, action);
    }
}
