package io.github.cacheconsistency.internal.redis;

import org.jspecify.annotations.Nullable;

/** Reads single keys from Redis. Thread-safe. */
@FunctionalInterface
public interface KeyReader {

    /**
     * Returns what {@code key} held at some time after this call began; {@code null} if it does not exist. Waits for the
     * answer.
     *
     * @throws org.springframework.dao.DataAccessException if Redis fails or does not answer in time
     */
    byte @Nullable [] get(byte[] key);

    /**
     * Fails if {@code key} does not hold a string. To be called when {@link #get} returned {@code null} although the key
     * exists, because not every implementation of {@code get} can detect another type.
     *
     * @throws org.springframework.dao.DataAccessException if the key is of another type, or for the reasons of {@link #get}
     */
    default void requireString(byte[] key) {}
}
