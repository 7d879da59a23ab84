package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.test.gate.Gate;
import io.github.cacheconsistency.test.gate.GatingPostProcessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One node: the cache, its table, and gates for both servers. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableCaching
class StormApplication {

    @Bean
    static GatingPostProcessor gating(Gate gate) {
        return new GatingPostProcessor(gate);
    }

    @Bean
    CounterTable counterTable(JdbcClient jdbc) {
        return new CounterTable(jdbc);
    }

    @Bean
    AnnotatedCounters annotatedCounters(CounterTable table) {
        return new AnnotatedCounters(table);
    }

    @Bean
    ProgrammaticCounters programmaticCounters(ConsistentCaches caches, CounterTable table) {
        return new ProgrammaticCounters(caches, table);
    }
}
