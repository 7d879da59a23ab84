package io.github.cacheconsistency;

/** What becomes of a write whose invalidation Redis does not take before the commit. */
public enum RedisFailurePolicy {

    /** The transaction is rolled back with a {@link WriteRefusedException}: nothing is ever stale. */
    FAIL_WRITE,

    /**
     * The transaction commits, and the outbox invalidates when Redis answers again; until then readers may see the old
     * value. Needs the outbox.
     */
    DEGRADE
}
