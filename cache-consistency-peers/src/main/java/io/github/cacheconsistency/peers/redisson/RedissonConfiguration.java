package io.github.cacheconsistency.peers.redisson;

import io.github.cacheconsistency.peers.PointsService;
import io.github.cacheconsistency.peers.spring.EvictionAfterCommit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.redisson.spring.cache.CacheConfig;
import org.redisson.spring.cache.RedissonSpringCacheManager;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.ObjectMapper;

/** Redisson with a client of its own, on the Redis that Spring Boot is configured for. */
@Configuration(proxyBeanMethods = false)
@Import(EvictionAfterCommit.class)
public class RedissonConfiguration {

    @Bean(destroyMethod = "shutdown")
    RedissonClient redisson(DataRedisConnectionDetails redis, ObjectMapper mapper) {
        Standalone server = redis.getStandalone();
        if (server == null) {
            throw new IllegalStateException("Redisson is compared on a single Redis, but the connection details of "
                    + "this context describe none: set spring.data.redis.host and .port.");
        }
        Config config = new Config().setCodec(new PointsCodec(mapper));
        config.useSingleServer().setAddress("redis://" + server.getHost() + ":" + server.getPort());
        return Redisson.create(config);
    }

    /** Creates a cache manager for the one cache, with {@code settings} for its entries. */
    static RedissonSpringCacheManager cacheManager(RedissonClient redisson, CacheConfig settings) {
        RedissonSpringCacheManager manager =
                new RedissonSpringCacheManager(redisson, new HashMap<>(Map.of(PointsService.CACHE, settings)));
        manager.setCacheNames(List.of(PointsService.CACHE));
        return manager;
    }

    /** Returns the same time-to-live as for the other peers. */
    static CacheConfig timeToLive() {
        return new CacheConfig(PointsService.TIME_TO_LIVE_SECONDS * 1_000L, 0);
    }
}
