package io.github.cacheconsistency.internal.cache;

/** What has to be seen to before a guarded cache is used for the first time; may refuse it by throwing. */
@FunctionalInterface
public interface FirstUse {

    /** Called at least once for each guarded cache, possibly by several threads. */
    void of(GuardedCache cache);
}
