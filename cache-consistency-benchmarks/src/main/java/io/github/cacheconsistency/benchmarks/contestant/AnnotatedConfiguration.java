package io.github.cacheconsistency.benchmarks.contestant;

import io.github.cacheconsistency.peers.PointsService;
import io.github.cacheconsistency.peers.spring.AnnotatedPoints;
import io.github.cacheconsistency.peers.spring.RedisCacheManagers;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheConfiguration;

/** The library under the annotations of Spring: the same service as that of the peers with these annotations. */
@Configuration(proxyBeanMethods = false)
@EnableCaching
class AnnotatedConfiguration {

    @Bean
    RedisCacheConfiguration entries() {
        return RedisCacheManagers.entries();
    }

    @Bean
    PointsService pointsService(MeasuredTable table) {
        return new AnnotatedPoints(table);
    }
}
