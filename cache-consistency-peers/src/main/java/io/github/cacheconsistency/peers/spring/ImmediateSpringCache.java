package io.github.cacheconsistency.peers.spring;

import io.github.cacheconsistency.peers.PointsService;
import io.github.cacheconsistency.peers.PointsTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.cache.RedisCacheWriter.RedisCacheWriterConfigurer;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** No locks; {@code put}, {@code evict} and {@code clear} return after the reply of Redis. */
@Configuration(proxyBeanMethods = false)
@Import(EvictionAfterCommit.class)
public class ImmediateSpringCache {

    @Bean
    RedisCacheManager cacheManager(RedisConnectionFactory redis) {
        return RedisCacheManagers.of(RedisCacheWriter.create(redis, RedisCacheWriterConfigurer::immediateWrites));
    }

    @Bean
    PointsService pointsService(PointsTable table) {
        return new AnnotatedPoints(table);
    }
}
