package io.github.cacheconsistency.coordination;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.KeyState;

/** How a read looks its key up for the first time. */
@FunctionalInterface
public interface FirstLook {

    /** The plain lookup of the cache's strategy. */
    FirstLook PEEK = (cache, key) -> cache.strategy().peek(key);

    /** What {@code key} holds; asks Redis once. */
    KeyState look(GuardedCache cache, CacheKey key);
}
