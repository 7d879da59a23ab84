package io.github.cacheconsistency.spi;

import java.util.function.Supplier;

/**
 * What a strategy is made from.
 *
 * @param cacheName the cache it is for
 * @param settings that cache's settings
 * @param store the Redis operations
 * @param leaseTokens gives a new token at every call, unique over all nodes and restarts; thread-safe
 * @param delayedInvalidation takes invalidations that are to happen later
 * @param rowLockProbe gives what asks the database for locks of this cache's rows; throws
 *     {@link io.github.cacheconsistency.InvalidStrategyConfigurationException} if it is not said which rows those are, or the database cannot be
 *     asked
 * @param missPredictor guesses which keys hold nothing, and is to be told what look-ups find
 */
public record StrategyContext(
        String cacheName,
        CacheSettings settings,
        CacheStore store,
        Supplier<LeaseToken> leaseTokens,
        DelayedInvalidation delayedInvalidation,
        Supplier<RowLockProbe> rowLockProbe,
        MissPredictor missPredictor) {}
