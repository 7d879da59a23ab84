package io.github.cacheconsistency;

/**
 * Is told what happens to cache entries; every bean of this type is called. Calls come on the thread that reads,
 * fills or writes, so implementations return quickly and do not throw. Keys may be logged, values never reach a listener.
 */
public interface CacheConsistencyListener {

    /** What became of one lookup. */
    enum ReadOutcome {
        /** The value came from Redis. */
        HIT,
        /** The value was loaded, with the right to cache it. */
        MISS,
        /** The value was loaded without the right to cache it: transaction, write or other load under way. */
        READ_THROUGH,
        /** Redis failed; the value was loaded. */
        REDIS_FAILED,
        /** The database could not say whether the row is being written; the value was loaded and is not cached. */
        PROBE_FAILED
    }

    /** What became of one loaded value. */
    enum FillOutcome {
        /** It is cached. */
        ACCEPTED,
        /** A write came in between, or the lease expired; it is not cached. */
        REFUSED,
        /** Redis or the serializer failed; it is not cached. */
        FAILED
    }

    /** What became of one invalidation. */
    enum InvalidationOutcome {
        /** Done before the write was acknowledged. */
        SUCCEEDED,
        /** Redis failed after the commit; it will be retried. */
        FAILED,
        /**
         * Redis failed before the commit, which was not refused ({@link RedisFailurePolicy#DEGRADE}); the outbox has it, and
         * it will be retried.
         */
        DEGRADED,
        /** Done by a retry. */
        RECOVERED,
        /** Done by the relay of the outbox on this node; any node may have written it. */
        RELAYED,
        /** Given up: the application stopped before Redis came back. */
        LOST
    }

    /** What became of rows of the outbox. */
    enum OutboxOutcome {
        /** Removed after the direct invalidation. */
        REMOVED,
        /** Invalidated and removed by the relay. */
        RELAYED,
        /** Invalidated directly, but left to the relay: too many removals were waiting, or the removal failed. */
        LEFT
    }

    /** What became of the trust in what Redis holds. */
    enum TrustOutcome {
        /** A connection was lost, or Redis does not answer: reads go to the database. */
        LOST,
        /** Redis was restarted or failed over, or was never verified: the entries it had were removed. */
        REMOVED,
        /** Reads go to Redis again. */
        REGAINED,
        /** Redis refuses what the watch needs: it is trusted, and a restart goes unnoticed. Told once. */
        UNWATCHED
    }

    default void onRead(CacheKey key, ReadOutcome outcome) {}

    /**
     * A load found no turn within {@code load.max-wait} and goes on without one; of a batch, one of its keys is named. The
     * limit of concurrent loads is exceeded by it.
     */
    default void onLoadBeyondLimit(CacheKey key) {}

    default void onFill(CacheKey key, FillOutcome outcome) {}

    default void onInvalidation(CacheKey key, InvalidationOutcome outcome) {}

    /** Called for several rows at once, on the thread of the outbox except for {@link OutboxOutcome#LEFT}. */
    default void onOutbox(OutboxOutcome outcome, long rows) {}

    /** The relay or a removal failed; the rows stay, and it is tried again. */
    default void onOutboxFailure(Exception cause) {}

    /** The key held bytes that could not be read; they are overwritten. */
    default void onCorruptValue(CacheKey key, Exception cause) {}

    /** The failover watch takes or gives back the trust in Redis; {@code caches} is how many caches that concerns. */
    default void onTrust(TrustOutcome outcome, int caches) {}

    /** {@link #onRead(CacheKey, ReadOutcome)} where Redis or the database failed, with what they answered. */
    default void onRead(CacheKey key, ReadOutcome outcome, Exception cause) {
        onRead(key, outcome);
    }

    /** {@link #onFill(CacheKey, FillOutcome)} where Redis failed, with what it answered. */
    default void onFill(CacheKey key, FillOutcome outcome, Exception cause) {
        onFill(key, outcome);
    }

    /** {@link #onInvalidation(CacheKey, InvalidationOutcome)} where Redis failed, with what it answered. */
    default void onInvalidation(CacheKey key, InvalidationOutcome outcome, Exception cause) {
        onInvalidation(key, outcome);
    }

    /** {@link #onTrust(TrustOutcome, int)} where Redis failed, with what it answered. */
    default void onTrust(TrustOutcome outcome, int caches, Exception cause) {
        onTrust(outcome, caches);
    }
}
