package io.github.cacheconsistency.internal.cache;

/** A check before the first use of a guarded cache. It refuses the cache by throwing. Implementations must be thread-safe. */
@FunctionalInterface
public interface FirstUse {

    /** Called at least once for each guarded cache, possibly by several threads at once. */
    void of(GuardedCache cache);
}
