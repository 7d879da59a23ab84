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
 * The configuration of Spring Boot: no locks, and with Lettuce {@code put}, {@code evict} and {@code clear} return
 * before their commands are sent.
 */
@Configuration(proxyBeanMethods = false)
@Import(EvictionAfterCommit.class)
public class DefaultSpringCache {

    @Bean
    RedisCacheManager cacheManager(RedisConnectionFactory redis) {
        return RedisCacheManagers.of(RedisCacheWriter.nonLockingRedisCacheWriter(redis));
    }

    @Bean
    PointsService pointsService(PointsTable table) {
        return new AnnotatedPoints(table);
    }
}
