package io.github.cacheconsistency;

import io.github.cacheconsistency.spi.ConsistencyStrategy;

/** The entry point of the programmatic API. The library provides it as a bean. Thread-safe. */
public interface ConsistentCaches {

    /**
     * Returns the cache called {@code name}, with the configuration that its {@code RedisCacheManager} has for it.
     *
     * @param valueType the type of all cached values; an entry of another type counts as corrupt: it is reported and
     *     removed, and the read is a miss
     * @throws IllegalArgumentException if no guarded cache manager has this cache or may create it, or if several
     *     qualify and none of them is primary
     */
    <K, V> ConsistentCache<K, V> cache(String name, Class<K> keyType, Class<V> valueType);

    /** Returns the strategy that guards the cache called {@code name}. */
    ConsistencyStrategy strategy(String name);
}
