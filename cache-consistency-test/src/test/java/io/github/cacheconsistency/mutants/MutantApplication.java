package io.github.cacheconsistency.mutants;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The service under test, without mutants. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableCaching
class MutantApplication {

    @Bean
    PointsTable pointsTable(JdbcClient jdbc) {
        return new PointsTable(jdbc);
    }

    @Bean
    LateSql lateSql() {
        return new LateSql();
    }
}
