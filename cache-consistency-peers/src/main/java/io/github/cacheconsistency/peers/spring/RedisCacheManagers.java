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

/** Spring's own cache manager over one of its writers, and the entries that all caches of Spring have here. */
public final class RedisCacheManagers {

    private RedisCacheManagers() {}

    /** Entries are JSON of one fixed type: no type name in Redis decides what is created. */
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
