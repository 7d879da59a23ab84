package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.spi.CacheSettings;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import io.github.cacheconsistency.spi.ConsistencyStrategyProvider;
import io.github.cacheconsistency.spi.StrategyContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds caches whose loads may come from a replica of the database to strategies that can do something about it.
 *
 * @param ownLag whether the lag was set for this cache: what was set for all caches may not be meant for it
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
