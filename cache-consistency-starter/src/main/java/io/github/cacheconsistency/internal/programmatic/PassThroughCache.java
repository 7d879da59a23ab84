package io.github.cacheconsistency.internal.programmatic;

import io.github.cacheconsistency.BatchLoader;
import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.DatabaseAction;
import io.github.cacheconsistency.Loader;
import io.github.cacheconsistency.WarmUpResult;
import io.github.cacheconsistency.internal.write.TransactionRunner;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ConsistentCache} without caching, for an application that has turned the library off: all calls go to the database.
 * Thread-safe.
 */
final class PassThroughCache<K, V> implements ConsistentCache<K, V> {

    private final String name;
    private final TransactionRunner transactions;

    PassThroughCache(String name, TransactionRunner transactions) {
        this.name = name;
        this.transactions = transactions;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public <X extends Exception> @Nullable V get(K key, Loader<? extends V, X> loader) throws X {
        return loader.load();
    }

    @Override
    public <X extends Exception> Map<K, @Nullable V> getAll(Collection<? extends K> keys, BatchLoader<K, V, X> loader)
            throws X {
        Set<K> distinct = new LinkedHashSet<>(keys);
        Map<K, @Nullable V> values = new LinkedHashMap<>();
        if (!distinct.isEmpty()) {
            Map<K, V> loaded = loader.load(distinct);
            distinct.forEach(key -> values.put(key, loaded.get(key)));
        }
        return values;
    }

    /** Skips all keys without loading them, because there is no cache to fill. */
    @Override
    public <X extends Exception> WarmUpResult warmUp(Iterable<? extends K> keys, BatchLoader<K, V, X> loader) {
        Set<K> distinct = new LinkedHashSet<>();
        keys.forEach(distinct::add);
        return new WarmUpResult(0, 0, distinct.size());
    }

    @Override
    public <X extends Exception> @Nullable V update(K key, DatabaseAction<? extends V, X> action) throws X {
        return transactions.run(action::run);
    }

    @Override
    public void invalidate(K key) {}

    @Override
    public void clear() {}
}
