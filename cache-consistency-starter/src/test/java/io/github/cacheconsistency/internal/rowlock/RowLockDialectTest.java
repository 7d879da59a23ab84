package io.github.cacheconsistency.internal.rowlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class RowLockDialectTest {

    @Test
    void refusesADatabaseItCannotProbeAndNamesIt() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:dialect")) {
            assertThatThrownBy(() -> RowLockDialect.detect(connection))
                    .isInstanceOf(InvalidStrategyConfigurationException.class)
                    .hasMessageContaining("needs MySQL 8.0.1 or later, or MariaDB, but the database is H2")
                    .extracting(failure -> ((InvalidStrategyConfigurationException) failure).action())
                    .asString()
                    .contains("'lease'");
        }
    }

    /** A name from a property or from a bean must not inject SQL. */
    @Test
    void refusesNamesThatAreNot() {
        assertThatThrownBy(() -> RowLockDialect.MYSQL.probe("item WHERE 1=1 --", "id"))
                .isInstanceOf(RuntimeException.class);
        assertThat(RowLockDialect.MARIADB.probe("shop.item", "id"))
                .isEqualTo("SELECT * FROM `shop`.`item` WHERE `id` = ? LOCK IN SHARE MODE NOWAIT");
    }
}
