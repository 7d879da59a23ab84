package io.github.cacheconsistency.peers.redisson;

import io.github.cacheconsistency.peers.PointsService;
import io.github.cacheconsistency.peers.PointsTable;
import io.github.cacheconsistency.peers.spring.SynchronizedPoints;
import org.redisson.api.RedissonClient;
import org.redisson.spring.cache.RedissonSpringCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Entries with a time-to-live each, and a distributed lock per key during its load ({@code sync=true}). */
@Configuration(proxyBeanMethods = false)
@Import(RedissonConfiguration.class)
public class SynchronizedRedissonPeer {

    @Bean
    RedissonSpringCacheManager cacheManager(RedissonClient redisson) {
        return RedissonConfiguration.cacheManager(redisson, RedissonConfiguration.timeToLive());
    }

    @Bean
    PointsService pointsService(PointsTable table) {
        return new SynchronizedPoints(table);
    }
}
