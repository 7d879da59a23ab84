package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.spi.KeyState;

/** The first lookup of a key by a read. */
@FunctionalInterface
public interface InitialLookup {

    /** The plain lookup of the cache's strategy. */
    InitialLookup PEEK = (cache, key) -> cache.strategy().peek(key);

    /** Returns what {@code key} holds. */
    KeyState lookUp(GuardedCache cache, CacheKey key);
}
