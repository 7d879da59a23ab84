package io.github.cacheconsistency.internal.rowlock;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.util.LinkedCaseInsensitiveMap;

/**
 * Checks that the row locks of a server include those of all writers, and that its reads return only committed data
 * (docs/protocols.md, "Assumptions"). Checks once: it does not notice a server that is demoted later.
 */
final class PrimaryDatabase {

    // Selected by name, because some servers lack some of them.
    private static final String VARIABLES = """
            SHOW SESSION VARIABLES WHERE variable_name IN
            ('innodb_read_only', 'read_only', 'super_read_only', 'wsrep_on', 'group_replication_single_primary_mode',
             'transaction_isolation', 'tx_isolation')""";

    private static final Set<String> OFF = Set.of("OFF", "0");

    private PrimaryDatabase() {}

    /**
     * Checks the server of {@code connection}.
     *
     * @throws InvalidStrategyConfigurationException if the server is read-only, is one of several that accept writes, or reads
     *     uncommitted data
     */
    static void require(String cacheName, Connection connection) throws SQLException {
        require(cacheName, variables(connection));
    }

    /**
     * Checks a server by the system variables of a connection.
     *
     * @throws InvalidStrategyConfigurationException under the same conditions
     */
    static void require(String cacheName, Map<String, String> variables) {
        String strategy = "The strategy 'row-lock-lease' of the cache '" + cacheName + "' ";
        for (String readOnly : List.of("innodb_read_only", "super_read_only", "read_only")) {
            if (!OFF.contains(variables.getOrDefault(readOnly, "OFF"))) {
                throw new InvalidStrategyConfigurationException(
                        strategy + "must ask the primary database for row locks, but this one is read-only (" + readOnly
                                + "=" + variables.get(readOnly) + "), so the writers and their locks are elsewhere.",
                        "Let spring.datasource.url name the primary; if this is the primary, end its read-only mode.");
            }
        }
        boolean galera = !OFF.contains(variables.getOrDefault("wsrep_on", "OFF"));
        boolean multiPrimary = OFF.contains(variables.getOrDefault("group_replication_single_primary_mode", "ON"));
        if (galera || multiPrimary) {
            throw new InvalidStrategyConfigurationException(
                    strategy
                            + "needs one database server that takes all writes, but this one belongs to a cluster in which"
                            + " every server does ("
                            + (galera ? "wsrep_on" : "group_replication_single_primary_mode=OFF")
                            + "), and a row that is locked on one of them is not locked on the others.",
                    "Choose the strategy 'lease', or a database with a single primary.");
        }
        // Not read through the driver: the one of MySQL requests a variable that older versions of MariaDB do not have.
        if (variables.containsValue("READ-UNCOMMITTED")) {
            throw new InvalidStrategyConfigurationException(
                    strategy + "must load committed rows, but the connections of the DataSource read uncommitted ones"
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
}
