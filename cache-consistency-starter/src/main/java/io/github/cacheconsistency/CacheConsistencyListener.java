package io.github.cacheconsistency;

/**
 * Receives events about cache entries. The library calls every bean of this type.
 *
 * <p>Methods are called on the thread that reads, fills or writes, or on a thread of the library; several threads may
 * call at the same time. Implementations must be thread-safe, return quickly and not throw. An exception from a
 * listener is logged and affects neither the caller nor other listeners.
 *
 * <p>Events contain keys, which may be logged, but never values.
 */
public interface CacheConsistencyListener {

    /** The result of one lookup. */
    enum ReadOutcome {
        /** The value came from Redis. */
        HIT,
        /** The key held no value. The reader loaded the value and was allowed to offer it to the cache. */
        MISS,
        /**
         * The value was loaded but may not be cached: in a transaction, or during a write or another load of the key.
         */
        READ_THROUGH,
        /** Redis failed or is not trusted; the value was loaded and is not cached. */
        REDIS_FAILED,
        /** The row-lock probe failed in the database; the value was loaded and is not cached. */
        PROBE_FAILED
    }

    /** The result of offering one loaded value to the cache. */
    enum FillOutcome {
        /** The value is cached. */
        ACCEPTED,
        /** The value is not cached, because a write came in between or the lease expired. */
        REFUSED,
        /** The value is not cached, because Redis or the serializer failed. */
        FAILED
    }

    /** The result of one invalidation. */
    enum InvalidationOutcome {
        /** The entry was invalidated before the write was acknowledged. */
        SUCCEEDED,
        /** Redis failed after the commit. The invalidation will be retried. */
        FAILED,
        /**
         * Redis failed before the commit, and the write was committed nevertheless
         * ({@link RedisFailurePolicy#DEGRADE}). The outbox holds the invalidation, and it will be retried.
         */
        DEGRADED,
        /** A retry invalidated the entry. */
        RECOVERED,
        /** The outbox relay of this node invalidated the entry. The row may come from any node. */
        RELAYED,
        /** The application stopped before a retry succeeded, so the invalidation was given up. */
        LOST
    }

    /** What happened to rows of the outbox. */
    enum OutboxOutcome {
        /** Removed after the direct invalidation of their keys. */
        REMOVED,
        /** Removed after the relay had invalidated their keys. */
        RELAYED,
        /**
         * The keys were invalidated directly, but the rows were left to the relay: too many rows waited for their
         * removal, or the removal failed.
         */
        LEFT
    }

    /** A change in whether reads trust the entries in Redis. */
    enum TrustOutcome {
        /** A connection was lost, or Redis does not answer. Reads go to the database. */
        LOST,
        /** Redis was restarted or failed over, or had never been verified. The entries that it held were removed. */
        REMOVED,
        /** The entries are verified, and reads use Redis again. */
        REGAINED,
        /**
         * Redis refuses the commands of the failover watch. Reads use Redis, and a restart is not noticed. Reported
         * once.
         */
        UNWATCHED
    }

    default void onRead(CacheKey key, ReadOutcome outcome) {}

    /**
     * Called when a load got no permit within {@code load.max-wait} and runs without one, so that the limit of
     * concurrent loads is exceeded.
     *
     * @param key the key that is loaded; for a batch, one of its keys
     */
    default void onLoadBeyondLimit(CacheKey key) {}

    default void onFill(CacheKey key, FillOutcome outcome) {}

    default void onInvalidation(CacheKey key, InvalidationOutcome outcome) {}

    /**
     * Called for several rows at once, on the thread of the outbox except for {@link OutboxOutcome#LEFT}.
     *
     * @param rows the number of rows
     */
    default void onOutbox(OutboxOutcome outcome, long rows) {}

    /** The relay or a removal of rows failed. The rows are kept, and it will be retried. */
    default void onOutboxFailure(Exception cause) {}

    /** The key held bytes that could not be deserialized. They are removed, and the read counts as a miss. */
    default void onCorruptValue(CacheKey key, Exception cause) {}

    /**
     * Called when the failover watch withdraws or restores the trust in Redis.
     *
     * @param caches the number of caches affected
     */
    default void onTrust(TrustOutcome outcome, int caches) {}

    /**
     * Like {@link #onRead(CacheKey, ReadOutcome)}, for a failure of Redis or of the database; {@code cause} is that
     * failure.
     */
    default void onRead(CacheKey key, ReadOutcome outcome, Exception cause) {
        onRead(key, outcome);
    }

    /** Like {@link #onFill(CacheKey, FillOutcome)}, for a failure of Redis; {@code cause} is that failure. */
    default void onFill(CacheKey key, FillOutcome outcome, Exception cause) {
        onFill(key, outcome);
    }

    /**
     * Like {@link #onInvalidation(CacheKey, InvalidationOutcome)}, for a failure of Redis; {@code cause} is that
     * failure.
     */
    default void onInvalidation(CacheKey key, InvalidationOutcome outcome, Exception cause) {
        onInvalidation(key, outcome);
    }

    /** Like {@link #onTrust(TrustOutcome, int)}, for a failure of Redis; {@code cause} is that failure. */
    default void onTrust(TrustOutcome outcome, int caches, Exception cause) {
        onTrust(outcome, caches);
    }
}
