package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.coordination.GuardedCache;

/** What has to be seen to before a guarded cache is used for the first time; may refuse it by throwing. */
@FunctionalInterface
interface FirstUse {

    /** Called at least once for each guarded cache, possibly by several threads. */
    void of(GuardedCache cache);
}
