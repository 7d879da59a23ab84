package io.github.cacheconsistency.peers.spring;

import io.github.cacheconsistency.peers.PointsService;
import io.github.cacheconsistency.peers.PointsTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * The locking writer as its factory method creates it: one lock for the whole cache, and writes that are not awaited.
 */
@Configuration(proxyBeanMethods = false)
@Import(EvictionAfterCommit.class)
public class LockingSpringCache {

    @Bean
    RedisCacheManager cacheManager(RedisConnectionFactory redis) {
        return RedisCacheManagers.of(RedisCacheWriter.lockingRedisCacheWriter(redis));
    }

    @Bean
    PointsService pointsService(PointsTable table) {
        return new AnnotatedPoints(table);
    }
}
