package io.github.cacheconsistency.benchmarks.contestant;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans of every contestant. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class NodeConfiguration {

    /** Primary, because peers also have the table on which the race kit tests them. */
    @Bean
    @Primary
    MeasuredTable measuredTable(JdbcClient jdbc) {
        return new MeasuredTable(jdbc);
    }
}
