package io.github.cacheconsistency.internal.write;

import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.spi.Mutation;
import org.jspecify.annotations.Nullable;

/**
 * One change of a cache that was asked for and is not applied yet.
 *
 * @param mutation the change of one key; {@code null} where all keys that match {@code pattern} are removed
 */
public record Write(GuardedCache cache, @Nullable Mutation mutation, byte @Nullable [] pattern) {

    static Write of(GuardedCache cache, Mutation mutation) {
        return new Write(cache, mutation, null);
    }

    static Write clearing(GuardedCache cache, byte[] pattern) {
        return new Write(cache, null, pattern);
    }

    /** Whether its cache must be invalidated before the commit. */
    public boolean isNeededBeforeCommit() {
        return cache.strategy().invalidatesBeforeCommit();
    }

    /** The same keys, invalidated: what this would publish may not be committed yet. */
    Write withoutValue() {
        return mutation == null ? this : of(cache, Mutation.invalidation(mutation.key()));
    }
}
