package io.github.cacheconsistency.internal.write;

import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.spi.Mutation;
import org.jspecify.annotations.Nullable;

/**
 * A requested change of a cache that is not applied yet.
 *
 * @param cache the cache to change
 * @param mutation the change of one key; {@code null} if all keys that match {@code pattern} are removed
 * @param pattern the pattern of the keys to remove; {@code null} if {@code mutation} is set
 */
public record Write(GuardedCache cache, @Nullable Mutation mutation, byte @Nullable [] pattern) {

    static Write of(GuardedCache cache, Mutation mutation) {
        return new Write(cache, mutation, null);
    }

    static Write clearing(GuardedCache cache, byte[] pattern) {
        return new Write(cache, null, pattern);
    }

    /** Returns whether the cache must be invalidated before the commit. */
    public boolean isNeededBeforeCommit() {
        return cache.strategy().invalidatesBeforeCommit();
    }

    /** Returns the same change without its new value, as an invalidation: the value may not be committed yet. */
    Write withoutValue() {
        return mutation == null ? this : of(cache, Mutation.invalidation(mutation.key()));
    }
}
