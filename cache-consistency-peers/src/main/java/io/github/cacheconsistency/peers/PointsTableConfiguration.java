package io.github.cacheconsistency.peers;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of every peer. */
@Configuration(proxyBeanMethods = false)
public class PointsTableConfiguration {

    @Bean
    PointsTable pointsTable(JdbcClient jdbc) {
        return new PointsTable(jdbc);
    }
}
