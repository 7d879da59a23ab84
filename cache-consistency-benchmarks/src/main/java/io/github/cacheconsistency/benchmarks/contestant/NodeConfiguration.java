package io.github.cacheconsistency.benchmarks.contestant;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What every contestant has. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class NodeConfiguration {

    /** Primary, because peers also have the table that the race kit tests them on. */
    @Bean
    @Primary
    MeasuredTable measuredTable(JdbcClient jdbc) {
        return new MeasuredTable(jdbc);
    }
}
