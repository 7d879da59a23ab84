package io.github.cacheconsistency.spi;

import java.util.function.Supplier;

/**
 * What a {@link ConsistencyStrategyProvider} creates a strategy from.
 *
 * @param cacheName the name of the cache
 * @param settings the settings of the cache
 * @param store the Redis operations
 * @param leaseTokens supplies a new token at every call, unique across all nodes and restarts; thread-safe
 * @param delayedInvalidation executes invalidations after a delay
 * @param rowLockProbe supplies the probe for the rows of this cache; throws {@link
 *     io.github.cacheconsistency.InvalidStrategyConfigurationException} if the rows are not configured or the database
 *     cannot be probed
 * @param missPredictor predicts misses; the strategy must notify it of the results of lookups
 */
public record StrategyContext(
        String cacheName,
        CacheSettings settings,
        CacheStore store,
        Supplier<LeaseToken> leaseTokens,
        DelayedInvalidation delayedInvalidation,
        Supplier<RowLockProbe> rowLockProbe,
        MissPredictor missPredictor) {}
