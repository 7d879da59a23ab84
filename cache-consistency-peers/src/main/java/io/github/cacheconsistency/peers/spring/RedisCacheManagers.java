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

/** Spring's own cache manager over one of its writers. */
final class RedisCacheManagers {

    private RedisCacheManagers() {}

    /** Entries are JSON of one fixed type: no type name in Redis decides what is created. */
    static RedisCacheManager of(RedisCacheWriter writer) {
        RedisCacheConfiguration configuration = RedisCacheConfiguration.defaultCacheConfig()
                .entryTtl(Duration.ofSeconds(PointsService.TIME_TO_LIVE_SECONDS))
                .serializeValuesWith(SerializationPair.fromSerializer(new JacksonJsonRedisSerializer<>(Points.class)));
        return RedisCacheManager.builder(writer)
                .cacheDefaults(configuration)
                .disableCreateOnMissingCache()
                .initialCacheNames(Set.of(PointsService.CACHE))
                .build();
    }
}
