package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.spi.KeyState;

/** How a read looks its key up for the first time. */
@FunctionalInterface
public interface InitialLookup {

    /** The plain lookup of the cache's strategy. */
    InitialLookup PEEK = (cache, key) -> cache.strategy().peek(key);

    /** What {@code key} holds; asks Redis once. */
    KeyState lookUp(GuardedCache cache, CacheKey key);
}
