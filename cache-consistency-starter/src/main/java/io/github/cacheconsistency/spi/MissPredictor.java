package io.github.cacheconsistency.spi;

import io.github.cacheconsistency.CacheKey;
import java.util.Collection;

/**
 * Predicts which keys hold nothing, so that a read of such a key takes its lease with its first lookup instead of a
 * second round trip. The predictor is notified of the results of lookups and of the invalidations of this node. A wrong
 * prediction costs time, but does not affect what strategies promise. Called at every read: implementations must be
 * thread-safe, and must neither block nor throw.
 */
@FunctionalInterface
public interface MissPredictor {

    /** Expects that every key is cached. */
    MissPredictor NONE = key -> false;

    /** Whether the next lookup of {@code key} is likely to be a miss. */
    boolean expectsMiss(CacheKey key);

    /** Called when a lookup of {@code key} found a value. */
    default void found(CacheKey key) {}

    /** Called when a lookup of {@code key} found nothing and its reader is going to load. */
    default void missed(CacheKey key) {}

    /** Called when this node has invalidated {@code keys}. */
    default void invalidated(Collection<CacheKey> keys) {}
}
