package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.spi.CacheSettings;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import io.github.cacheconsistency.spi.ConsistencyStrategyProvider;
import io.github.cacheconsistency.spi.StrategyContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that a cache with a replica lag has a strategy that respects tombstones.
 *
 * @param ownLag whether the lag is set for this cache itself, which makes the combination an error; a global lag may
 *     not be meant for this cache, so it only causes a warning
 */
record ReplicaLagChecking(ConsistencyStrategyProvider provider, boolean ownLag) implements ConsistencyStrategyProvider {

    private static final Logger log = LoggerFactory.getLogger(ReplicaLagChecking.class);

    @Override
    public String strategyName() {
        return provider.strategyName();
    }

    @Override
    public ConsistencyStrategy create(StrategyContext context) {
        ConsistencyStrategy strategy = provider.create(context);
        CacheSettings settings = context.settings();
        if (!settings.enabled() || settings.replicaLag().isZero() || strategy.respectsTombstones()) {
            return strategy;
        }
        if (ownLag) {
            throw new ConfigurationProblems().replicaLagWithoutLeases(context.cacheName(), strategy.name());
        }
        log.warn(
                "{} means nothing for the cache '{}': its strategy '{}' caches whatever was loaded, however old",
                PropertyNames.global("replica-lag"),
                context.cacheName(),
                strategy.name());
        return strategy;
    }
}
