package io.github.cacheconsistency.internal.redis;

import org.jspecify.annotations.Nullable;

/** How a single key is read. Thread-safe. */
@FunctionalInterface
public interface KeyReader {

    /**
     * What {@code key} holds after this call began; {@code null} if it does not exist. Waits for the answer.
     *
     * @throws org.springframework.dao.DataAccessException if Redis fails or does not answer in time
     */
    byte @Nullable [] get(byte[] key);

    /**
     * To be called when {@link #get} found nothing where there is something: fails if {@code key} holds no string, as
     * {@code get} does where it can tell.
     *
     * @throws org.springframework.dao.DataAccessException if the key is of another type, or as from {@code get}
     */
    default void requireString(byte[] key) {}
}
