package io.github.cacheconsistency.spi;

import io.github.cacheconsistency.CacheKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One key that a transaction changed.
 *
 * @param newValue the new value of the key, or {@code null} if it is not known
 * @param timeToLive the time-to-live of {@code newValue}; {@code null} means that it does not expire
 * @param isPut whether the application put {@code newValue} into the cache ({@code Cache.put}, {@code @CachePut}); if
 *     not, a database action returned it
 */
public record Mutation(
        CacheKey key,
        KeyState.@Nullable Value newValue,
        @Nullable Duration timeToLive,
        boolean isPut) {

    /** A change whose new value is not known: the key can only be invalidated. */
    public static Mutation invalidation(CacheKey key) {
        return new Mutation(key, null, null, false);
    }

    /** A change whose new value the database action returned. */
    public static Mutation update(CacheKey key, KeyState.Value newValue, @Nullable Duration timeToLive) {
        return new Mutation(key, newValue, timeToLive, false);
    }

    /** A value that the application put into the cache. */
    public static Mutation put(CacheKey key, KeyState.Value newValue, @Nullable Duration timeToLive) {
        return new Mutation(key, newValue, timeToLive, true);
    }
}
