package io.github.cacheconsistency.benchmarks.contestant;

import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.peers.spring.RedisCacheManagers;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheConfiguration;

/** The library through {@code ConsistentCache}. */
@Configuration(proxyBeanMethods = false)
@EnableCaching
class ProgrammaticConfiguration {

    @Bean
    RedisCacheConfiguration entries() {
        return RedisCacheManagers.entries();
    }

    @Bean
    ProgrammaticPoints pointsService(ConsistentCaches caches, MeasuredTable table) {
        return new ProgrammaticPoints(caches, table);
    }
}
