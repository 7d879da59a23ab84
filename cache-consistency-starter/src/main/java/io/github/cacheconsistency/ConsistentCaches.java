package io.github.cacheconsistency;

import io.github.cacheconsistency.spi.ConsistencyStrategy;

/**
 * Entry point of the programmatic API; inject it. Thread-safe.
 */
public interface ConsistentCaches {

    /**
     * Returns the cache called {@code name}, with the configuration that the {@code RedisCacheManager} has for it.
     *
     * @param valueType the type every cached value must have; an entry of another type is treated as corrupt: a miss,
     *     reported and overwritten
     * @throws IllegalArgumentException if the {@code RedisCacheManager} knows no such cache and may not create it
     */
    <K, V> ConsistentCache<K, V> cache(String name, Class<K> keyType, Class<V> valueType);

    /** The strategy that guards the cache called {@code name}. */
    ConsistencyStrategy strategy(String name);
}
