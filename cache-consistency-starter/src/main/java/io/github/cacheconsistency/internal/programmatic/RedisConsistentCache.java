package io.github.cacheconsistency.internal.programmatic;

import io.github.cacheconsistency.BatchLoader;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.DatabaseAction;
import io.github.cacheconsistency.Loader;
import io.github.cacheconsistency.WarmUpResult;
import io.github.cacheconsistency.internal.annotations.CorruptValues;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.read.Batch;
import io.github.cacheconsistency.internal.read.BatchReads;
import io.github.cacheconsistency.internal.read.Load;
import io.github.cacheconsistency.internal.read.Lookup;
import io.github.cacheconsistency.internal.read.ReadPath;
import io.github.cacheconsistency.internal.write.WritePath;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.Mutation;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** {@link ConsistentCache} on top of one {@code RedisCache}. Thread-safe. */
final class RedisConsistentCache<K, V> implements ConsistentCache<K, V> {

    private static final Logger log = LoggerFactory.getLogger(RedisConsistentCache.class);

    private static final int WARM_UP_BATCH = 256;

    private final GuardedCache cache;
    private final RedisCacheEntries<V> entries;
    private final ReadPath readPath;
    private final BatchReads batchReads;
    private final WritePath writePath;
    private final CorruptValues corruptValues;

    RedisConsistentCache(
            GuardedCache cache,
            RedisCacheEntries<V> entries,
            ReadPath readPath,
            BatchReads batchReads,
            WritePath writePath,
            CorruptValues corruptValues) {
        this.cache = cache;
        this.entries = entries;
        this.readPath = readPath;
        this.batchReads = batchReads;
        this.writePath = writePath;
        this.corruptValues = corruptValues;
    }

    @Override
    public String name() {
        return cache.name();
    }

    @Override
    public <X extends Exception> @Nullable V get(K key, Loader<? extends V, X> loader) throws X {
        CacheKey cacheKey = entries.key(key);
        Lookup lookup = readPath.begin(cache, cacheKey);
        if (lookup instanceof Lookup.Found found) {
            try {
                return entries.decode(found.value().payload());
            } catch (RuntimeException unreadable) {
                corruptValues.remove(cacheKey, unreadable);
                lookup = readPath.begin(cache, cacheKey);
            }
        }
        if (lookup instanceof Lookup.Found found) {
            return entries.decode(found.value().payload());
        }
        try (Load load = (Load) lookup) {
            V value = loader.load();
            offer(key, load, value);
            return value;
        }
    }

    @Override
    public <X extends Exception> Map<K, @Nullable V> getAll(Collection<? extends K> keys, BatchLoader<K, V, X> loader)
            throws X {
        Map<CacheKey, K> wanted = new LinkedHashMap<>();
        keys.forEach(key -> wanted.put(entries.key(key), key));
        try (Batch batch = batchReads.begin(cache, List.copyOf(wanted.keySet()))) {
            Map<K, @Nullable V> values = new LinkedHashMap<>();
            Map<K, CacheKey> missing = new LinkedHashMap<>();
            wanted.forEach((cacheKey, key) -> {
                // Also for missing keys, so that the map keeps the order of the keys.
                values.put(key, cached(batch, cacheKey, () -> missing.put(key, cacheKey)));
            });
            if (!missing.isEmpty()) {
                batch.awaitTurn(missing.values().iterator().next());
                Map<K, V> loaded = loader.load(List.copyOf(missing.keySet()));
                missing.forEach((key, cacheKey) -> {
                    V value = loaded.get(key);
                    values.put(key, value);
                    if (batch.lookup(cacheKey) instanceof Load load) {
                        offer(key, load, value);
                    }
                });
            }
            return values;
        }
    }

    @Override
    public <X extends Exception> WarmUpResult warmUp(Iterable<? extends K> keys, BatchLoader<K, V, X> loader) throws X {
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && !cache.strategy().fillsInsideTransaction()) {
            throw new IllegalStateException(
                    ("Expected cache '%s' to be warmed up outside any transaction, found one active:"
                                    + " what it reads may be older than the cache. Call warmUp before it begins or after it has"
                                    + " ended, or under @Transactional(propagation = NOT_SUPPORTED).")
                            .formatted(cache.name()));
        }
        WarmUpCounts counts = new WarmUpCounts();
        Map<CacheKey, K> wanted = new LinkedHashMap<>();
        for (K key : keys) {
            wanted.put(entries.key(key), key);
            if (wanted.size() == WARM_UP_BATCH) {
                warmUp(wanted, loader, counts);
                wanted.clear();
            }
        }
        if (!wanted.isEmpty()) {
            warmUp(wanted, loader, counts);
        }
        return counts.result();
    }

    private <X extends Exception> void warmUp(Map<CacheKey, K> wanted, BatchLoader<K, V, X> loader, WarmUpCounts counts)
            throws X {
        counts.keys(wanted.size());
        try (Batch batch = batchReads.beginWarmUp(cache, List.copyOf(wanted.keySet()), counts::filled)) {
            Map<K, Load> missing = new LinkedHashMap<>();
            wanted.forEach((cacheKey, key) -> {
                if (!(batch.lookup(cacheKey) instanceof Load load)) {
                    counts.present();
                } else if (load.mayFill()) {
                    missing.put(key, load);
                }
            });
            if (!missing.isEmpty()) {
                batch.awaitTurn(missing.values().iterator().next().key());
                Map<K, V> loaded = loader.load(List.copyOf(missing.keySet()));
                missing.forEach((key, load) -> offer(key, load, loaded.get(key)));
            }
        }
    }

    private @Nullable V cached(Batch batch, CacheKey cacheKey, Runnable otherwise) {
        if (batch.lookup(cacheKey) instanceof Lookup.Found found) {
            try {
                return entries.decode(found.value().payload());
            } catch (RuntimeException unreadable) {
                corruptValues.remove(cacheKey, unreadable);
            }
        }
        otherwise.run();
        return null;
    }

    private void offer(K key, Load load, @Nullable V value) {
        if (!load.mayFill() || !entries.mayCache(value)) {
            return;
        }
        KeyState.Value encoded;
        try {
            encoded = entries.encode(value);
        } catch (RuntimeException unserializable) {
            load.failToSerialize(unserializable);
            return;
        }
        load.offer(encoded, entries.timeToLive(key, value), value == null);
    }

    @Override
    public <X extends Exception> @Nullable V update(K key, DatabaseAction<? extends V, X> action) throws X {
        CacheKey cacheKey = entries.key(key);
        return writePath.update(cache, cacheKey, action::run, value -> mutation(key, cacheKey, value));
    }

    @Override
    public void invalidate(K key) {
        writePath.record(cache, Mutation.invalidation(entries.key(key)));
    }

    @Override
    public void clear() {
        writePath.clear(cache, entries.pattern());
    }

    private Mutation mutation(K key, CacheKey cacheKey, @Nullable V value) {
        if (value == null) {
            return Mutation.invalidation(cacheKey);
        }
        entries.settleVersions();
        try {
            Duration timeToLive = cache.timeToLivePolicy().timeToLive(entries.timeToLive(key, value), false);
            return Mutation.update(cacheKey, entries.encode(value), timeToLive);
        } catch (RuntimeException unserializable) {
            log.warn(
                    "The new value of cache '{}' key '{}' cannot be serialized: the key is invalidated instead",
                    cache.name(),
                    cacheKey,
                    unserializable);
            return Mutation.invalidation(cacheKey);
        }
    }
}
