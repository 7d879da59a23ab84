package io.github.cacheconsistency.spi;

import io.github.cacheconsistency.CacheKey;
import java.util.Collection;

/**
 * Guesses which keys hold nothing, so that a read of such a key can take its lease with its first look-up instead of a
 * second round trip. It is told what look-ups found and what this node invalidated. A wrong guess costs time and nothing
 * else: strategies keep what they promise whatever the answer is. Thread-safe, and asked at every read: it must neither
 * block nor fail.
 */
@FunctionalInterface
public interface MissPredictor {

    /** Expects every key to be cached. */
    MissPredictor NONE = key -> false;

    /** Whether the next look-up of {@code key} is likely to find nothing. */
    boolean expectsMiss(CacheKey key);

    /** A look-up of {@code key} found a value. */
    default void found(CacheKey key) {}

    /** A look-up of {@code key} found nothing, and its reader is going to load. */
    default void missed(CacheKey key) {}

    /** This node has removed what {@code keys} held. */
    default void invalidated(Collection<CacheKey> keys) {}
}
