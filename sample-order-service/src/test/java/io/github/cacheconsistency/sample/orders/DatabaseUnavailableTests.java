package io.github.cacheconsistency.sample.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;

import io.github.cacheconsistency.build.ProvokesLog;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@OrderServiceTest
@TestPropertySource(
        properties = {"spring.datasource.hikari.maximum-pool-size=1", "spring.datasource.hikari.connection-timeout=250"
        })
class DatabaseUnavailableTests {

    @Test
    @ProvokesLog("io.github.cacheconsistency.sample.orders.OrderProblems")
    void saysSo(@Autowired DataSource dataSource, @Autowired OrderClient client) throws SQLException {
        try (Connection theOnlyOne = dataSource.getConnection()) {
            assertThat(theOnlyOne.isValid(1)).isTrue();
            Problems.expect(client.get(1), SERVICE_UNAVAILABLE, "Try again later");
            Problems.expect(client.changeStatus(1, OrderStatus.PAID), SERVICE_UNAVAILABLE, "Try again later");
        }

        client.get(1).expectStatus().isOk();
    }
}
