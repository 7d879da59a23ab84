package io.github.cacheconsistency.peers.spring;

import io.github.cacheconsistency.peers.PointsService;
import io.github.cacheconsistency.peers.PointsTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** The strongest configuration of Spring: a lock during each load ({@code sync=true}), and writes that are awaited. */
@Configuration(proxyBeanMethods = false)
@Import(EvictionAfterCommit.class)
public class SynchronizedSpringCache {

    @Bean
    RedisCacheManager cacheManager(RedisConnectionFactory redis) {
        return RedisCacheManagers.of(
                RedisCacheWriter.create(redis, writer -> writer.enableLocking().immediateWrites()));
    }

    @Bean
    PointsService pointsService(PointsTable table) {
        return new SynchronizedPoints(table);
    }
}
