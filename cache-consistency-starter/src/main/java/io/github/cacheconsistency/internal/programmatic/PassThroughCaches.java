package io.github.cacheconsistency.internal.programmatic;

import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.internal.write.TransactionRunner;
import io.github.cacheconsistency.spi.ConsistencyStrategy;

/**
 * {@link ConsistentCaches} without caching, for an application that has turned caching off: all calls go to the database.
 * Thread-safe.
 */
public final class PassThroughCaches implements ConsistentCaches {

    private final TransactionRunner transactions;

    public PassThroughCaches(TransactionRunner transactions) {
        this.transactions = transactions;
    }

    @Override
    public <K, V> ConsistentCache<K, V> cache(String name, Class<K> keyType, Class<V> valueType) {
        return new PassThroughCache<>(name, transactions);
    }

    @Override
    public ConsistencyStrategy strategy(String name) {
        throw new IllegalStateException("Expected cache '" + name
                + "' to be guarded by a strategy, but caching is turned off by cache-consistency.enabled=false or"
                + " spring.cache.type=none. Turn it on to ask for its strategy.");
    }
}
