package io.github.cacheconsistency.internal.rowlock;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uses the variables of servers that a test cannot start. Tests on real servers cover the others. */
class PrimaryDatabaseTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            innodb_read_only                      | ON                | is read-only (innodb_read_only=ON)
            super_read_only                       | 1                 | is read-only (super_read_only=1)
            read_only                             | NO_LOCK           | is read-only (read_only=NO_LOCK)
            wsrep_on                              | ON                | (wsrep_on), and a row that is locked on one
            group_replication_single_primary_mode | OFF               | (group_replication_single_primary_mode=OFF)
            tx_isolation                          | READ-UNCOMMITTED  | read uncommitted ones
            """)
    void refuses(String variable, String value, String problem) {
        assertThatThrownBy(() -> PrimaryDatabase.require("points", Map.of(variable, value)))
                .isInstanceOf(InvalidStrategyConfigurationException.class)
                .hasMessageContaining("the cache 'points'")
                .hasMessageContaining(problem);
    }

    @Test
    void takesThePrimaryOfAGroupAndAServerThatKnowsNoneOfThese() {
        assertThatCode(() -> PrimaryDatabase.require(
                        "points",
                        Map.of(
                                "read_only", "OFF",
                                "wsrep_on", "OFF",
                                "group_replication_single_primary_mode", "ON",
                                "transaction_isolation", "READ-COMMITTED",
                                "tx_isolation", "READ-COMMITTED")))
                .doesNotThrowAnyException();
        assertThatCode(() -> PrimaryDatabase.require("points", Map.of())).doesNotThrowAnyException();
    }
}
