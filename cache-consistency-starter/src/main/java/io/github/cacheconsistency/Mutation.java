package io.github.cacheconsistency;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One key that a transaction changed.
 *
 * @param newValue the value it has from now on, or {@code null} if that is not at hand
 * @param timeToLive the time-to-live for {@code newValue}; {@code null} means it does not expire
 */
public record Mutation(
        CacheKey key,
        KeyState.@Nullable Value newValue,
        @Nullable Duration timeToLive) {

    /** A change whose outcome is not known: the key can only be invalidated. */
    public static Mutation invalidation(CacheKey key) {
        return new Mutation(key, null, null);
    }
}
