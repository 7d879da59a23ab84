package io.github.cacheconsistency.test.stock;

import io.github.cacheconsistency.test.server.ImportTestServers;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A service on the stock {@code RedisCacheManager}. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableCaching
@ImportTestServers
public class StockApplication {

    @Bean
    StockPoints points(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new StockPoints(jdbc, new TransactionTemplate(transactions));
    }
}
