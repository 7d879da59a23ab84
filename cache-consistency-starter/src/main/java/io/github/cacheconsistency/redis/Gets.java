package io.github.cacheconsistency.redis;

import org.jspecify.annotations.Nullable;

/** How a single key is read. Thread-safe. */
@FunctionalInterface
public interface Gets {

    /**
     * What {@code key} holds after this call began; {@code null} if it does not exist. Waits for the answer.
     *
     * @throws org.springframework.dao.DataAccessException if Redis fails or does not answer in time
     */
    byte @Nullable [] get(byte[] key);
}
