package io.github.cacheconsistency.integration;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.data.redis.cache.CacheKeyPrefix;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.serializer.GenericJacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;

/** A way to configure a cache: what its keys begin with, and how its keys and values are written. */
record CacheVariant(Prefix prefix, KeyFormat keys, ValueFormat values) {

    enum Prefix {
        NAME(CacheKeyPrefix.simple()),
        GLOB(CacheKeyPrefix.prefixed("[prod]*:")),
        COMPUTED(name -> "shop?\\" + name + "/");

        private final CacheKeyPrefix computed;

        Prefix(CacheKeyPrefix computed) {
            this.computed = computed;
        }
    }

    enum KeyFormat {
        TEXT(RedisSerializer.string()),
        JSON(new JacksonJsonRedisSerializer<>(String.class));

        private final RedisSerializer<String> serializer;

        KeyFormat(RedisSerializer<String> serializer) {
            this.serializer = serializer;
        }
    }

    enum ValueFormat {
        JAVA(RedisSerializer::java),
        JSON(() -> new JacksonJsonRedisSerializer<>(Item.class)),
        GENERIC_JSON(() -> GenericJacksonJsonRedisSerializer.builder()
                .enableUnsafeDefaultTyping()
                .build());

        private final Supplier<RedisSerializer<?>> serializer;

        ValueFormat(Supplier<RedisSerializer<?>> serializer) {
            this.serializer = serializer;
        }
    }

    static List<CacheVariant> all() {
        List<CacheVariant> all = new ArrayList<>();
        for (Prefix prefix : Prefix.values()) {
            for (KeyFormat keys : KeyFormat.values()) {
                for (ValueFormat values : ValueFormat.values()) {
                    all.add(new CacheVariant(prefix, keys, values));
                }
            }
        }
        return all;
    }

    /** The configurations of all variants by the names of their caches. */
    static Map<String, RedisCacheConfiguration> configurations() {
        Map<String, RedisCacheConfiguration> all = new LinkedHashMap<>();
        all().forEach(variant -> all.put(variant.cacheName(), variant.configuration()));
        return all;
    }

    String cacheName() {
        return (prefix + "-" + keys + "-" + values).toLowerCase(java.util.Locale.ROOT);
    }

    RedisCacheConfiguration configuration() {
        return RedisCacheConfiguration.defaultCacheConfig()
                .computePrefixWith(prefix.computed)
                .serializeKeysWith(SerializationPair.fromSerializer(keys.serializer))
                .serializeValuesWith(SerializationPair.fromSerializer(values.serializer.get()));
    }

    /** What Redis holds the entry under. */
    String redisKey(long id) {
        return redisKey(prefix.computed.compute(cacheName()) + id);
    }

    /** A key of another application, which the prefix as a pattern would match. */
    String lookalike() {
        return redisKey(
                switch (prefix) {
                    case NAME -> cacheName() + ":";
                    case GLOB -> "p:" + cacheName() + "::1";
                    case COMPUTED -> "shopX" + cacheName() + "/1";
                });
    }

    private String redisKey(String key) {
        return new String(Objects.requireNonNull(keys.serializer.serialize(key)), StandardCharsets.UTF_8);
    }
}
