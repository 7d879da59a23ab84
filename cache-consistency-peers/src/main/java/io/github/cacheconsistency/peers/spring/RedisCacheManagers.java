package io.github.cacheconsistency.peers.spring;

import io.github.cacheconsistency.peers.Points;
import io.github.cacheconsistency.peers.PointsService;
import java.time.Duration;
import java.util.Set;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;

/** Creates the stock cache manager on one of its writers, with the entries that all Spring caches have here. */
public final class RedisCacheManagers {

    private RedisCacheManagers() {}

    /** Returns entries as JSON of one fixed type, so that no type name in Redis decides which class is instantiated. */
    public static RedisCacheConfiguration entries() {
        return RedisCacheConfiguration.defaultCacheConfig()
                .entryTtl(Duration.ofSeconds(PointsService.TIME_TO_LIVE_SECONDS))
                .serializeValuesWith(SerializationPair.fromSerializer(new JacksonJsonRedisSerializer<>(Points.class)));
    }

    static RedisCacheManager of(RedisCacheWriter writer) {
        return RedisCacheManager.builder(writer)
                .cacheDefaults(entries())
                .disableCreateOnMissingCache()
                .initialCacheNames(Set.of(PointsService.CACHE))
                .build();
    }
}
