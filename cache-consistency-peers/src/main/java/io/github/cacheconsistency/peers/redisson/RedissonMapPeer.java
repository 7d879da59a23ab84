package io.github.cacheconsistency.peers.redisson;

import io.github.cacheconsistency.peers.PointsService;
import io.github.cacheconsistency.peers.PointsTable;
import io.github.cacheconsistency.peers.spring.AnnotatedPoints;
import org.redisson.api.RedissonClient;
import org.redisson.spring.cache.CacheConfig;
import org.redisson.spring.cache.RedissonSpringCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Entries in a plain hash ({@code RMap}), which Redisson uses if no time-to-live is set. */
@Configuration(proxyBeanMethods = false)
@Import(RedissonConfiguration.class)
public class RedissonMapPeer {

    @Bean
    RedissonSpringCacheManager cacheManager(RedissonClient redisson) {
        return RedissonConfiguration.cacheManager(redisson, new CacheConfig());
    }

    @Bean
    PointsService pointsService(PointsTable table) {
        return new AnnotatedPoints(table);
    }
}
