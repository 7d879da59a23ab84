package io.github.cacheconsistency;

/** What happens to a write if Redis fails on its invalidation before the commit. */
public enum RedisFailurePolicy {

    /** The transaction is rolled back with a {@link WriteRefusedException}, so that no entry becomes stale. */
    FAIL_WRITE,

    /**
     * The transaction commits, and the outbox relay invalidates when Redis answers again; until then readers may see
     * the old value. Requires the outbox.
     */
    DEGRADE
}
