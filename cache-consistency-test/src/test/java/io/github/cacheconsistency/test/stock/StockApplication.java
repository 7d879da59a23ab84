package io.github.cacheconsistency.test.stock;

import io.github.cacheconsistency.test.server.ImportTestServers;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A service with cache and transaction annotations on one method; subclasses define how they nest. */
@EnableAutoConfiguration
@ImportTestServers
abstract class StockApplication {

    @Bean
    StockPoints points(JdbcClient jdbc) {
        return new StockPoints(jdbc);
    }
}
