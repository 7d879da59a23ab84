package io.github.cacheconsistency.internal.annotations;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.CacheRegistry;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.read.InitialLookup;
import io.github.cacheconsistency.internal.read.Load;
import io.github.cacheconsistency.internal.read.Lookup;
import io.github.cacheconsistency.internal.read.ReadPath;
import io.github.cacheconsistency.internal.redis.ValueCodec;
import io.github.cacheconsistency.internal.write.WritePath;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.Mutation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.cache.CacheStatistics;
import org.springframework.data.redis.cache.CacheStatisticsCollector;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * The integration point below Spring Data Redis' cache: adds the strategies to {@code RedisCacheManager} without a change to
 * code that uses it. Thread-safe.
 *
 * <p>A value that is put after a lookup of the same key in the same method call is the fill of that miss. Any other put is a
 * write ({@code @CachePut}). A write belongs to the active transaction; without one, it is applied at once.
 *
 * <p>Lookups that return a {@code CompletableFuture} are not supported, because they would end on a different thread than they
 * began on.
 */
public final class ConsistentRedisCacheWriter implements RedisCacheWriter {

    private final CacheRegistry caches;
    private final ReadPath readPath;
    private final WritePath writePath;
    private final CacheStore store;
    private final ReadStates reads;
    private final RedisCacheWriter unguarded;
    private final CacheStatisticsCollector statistics;
    private final PutHandler puts;
    private final Function<CacheKey, byte @Nullable []> getAgain = hit -> get(hit.cacheName(), hit.bytes(), null);

    /**
     * @param unguarded the writer of caches for which the library is turned off
     */
    public ConsistentRedisCacheWriter(
            CacheRegistry caches,
            ReadPath readPath,
            WritePath writePath,
            CacheStore store,
            ReadStates reads,
            RedisCacheWriter unguarded,
            CacheStatisticsCollector statistics) {
        this.caches = caches;
        this.readPath = readPath;
        this.writePath = writePath;
        this.store = store;
        this.reads = reads;
        this.unguarded = unguarded;
        this.statistics = statistics;
        this.puts = new PutHandler(store, readPath, writePath, reads);
    }

    @Override
    public byte @Nullable [] get(String name, byte[] key) {
        return get(name, key, null);
    }

    @Override
    public byte @Nullable [] get(String name, byte[] key, @Nullable Duration timeToIdle) {
        GuardedCache cache = caches.get(name);
        if (!cache.settings().enabled()) {
            return unguarded.get(name, key, timeToIdle);
        }
        CacheKey cacheKey = new CacheKey(name, key);
        ReadState thread = reads.current();
        OperationScope scope = thread.currentScope();
        InitialLookup look = look(cache, timeToIdle);
        boolean attended = scope != null && scope.attends();
        Lookup lookup =
                attended ? readPath.begin(cache, cacheKey, look) : readPath.beginUnattended(cache, cacheKey, look);
        if (lookup instanceof Lookup.Found found) {
            thread.rememberHit(cacheKey, timeToIdle == null ? getAgain : hit -> get(name, hit.bytes(), timeToIdle));
            return hit(name, found);
        }
        countMiss(name);
        if (scope != null && attended) {
            scope.add((Load) lookup);
        } else {
            thread.addUnattended((Load) lookup);
        }
        return null;
    }

    @Override
    public byte[] get(
            String name,
            byte[] key,
            Supplier<byte[]> valueLoader,
            @Nullable Duration timeToLive,
            boolean timeToIdleEnabled) {
        GuardedCache cache = caches.get(name);
        if (!cache.settings().enabled()) {
            return unguarded.get(name, key, valueLoader, timeToLive, timeToIdleEnabled);
        }
        CacheKey cacheKey = new CacheKey(name, key);
        Lookup lookup = readPath.begin(cache, cacheKey, look(cache, timeToIdleEnabled ? timeToLive : null));
        if (lookup instanceof Lookup.Found found) {
            reads.current()
                    .rememberHit(cacheKey, hit -> get(name, hit.bytes(), valueLoader, timeToLive, timeToIdleEnabled));
            return hit(name, found);
        }
        countMiss(name);
        try (Load load = (Load) lookup) {
            byte[] bytes = valueLoader.get();
            puts.offer(load, bytes, timeToLive);
            // The value that is read back now is the loaded one, not an earlier hit of this thread.
            reads.current().forgetHit();
            return PutHandler.asValue(bytes).payload();
        }
    }

    @Override
    public void put(String name, byte[] key, byte[] value, @Nullable Duration timeToLive) {
        GuardedCache cache = caches.get(name);
        if (!cache.settings().enabled()) {
            unguarded.put(name, key, value, timeToLive);
            return;
        }
        CacheKey cacheKey = new CacheKey(name, key);
        ReadState thread = reads.current();
        OperationScope scope = thread.currentScope();
        boolean byHand = scope == null || scope.isInBody();
        Load load = scope == null || byHand ? null : scope.take(cacheKey);
        if (load != null) {
            try (load) {
                puts.offer(load, value, timeToLive);
            }
        } else if (!byHand || !puts.fillUnattended(cache, cacheKey, value, timeToLive)) {
            puts.write(cache, cacheKey, value, timeToLive);
        }
        thread.forgetValues();
        statistics.incPuts(name);
    }

    @Override
    public byte @Nullable [] putIfAbsent(String name, byte[] key, byte[] value, @Nullable Duration timeToLive) {
        GuardedCache cache = caches.get(name);
        if (!cache.settings().enabled()) {
            return unguarded.putIfAbsent(name, key, value, timeToLive);
        }
        CacheKey cacheKey = new CacheKey(name, key);
        KeyState.Value existing = puts.putIfAbsent(cache, cacheKey, value, timeToLive);
        if (existing != null) {
            reads.current().rememberHit(cacheKey, hit -> {
                byte[] other = putIfAbsent(name, key, value, timeToLive);
                return other != null ? other : PutHandler.asValue(value).payload();
            });
            return existing.payload();
        }
        reads.current().forgetValues();
        statistics.incPuts(name);
        return null;
    }

    @Override
    public void evict(String name, byte[] key) {
        GuardedCache cache = caches.get(name);
        if (!cache.settings().enabled()) {
            unguarded.evict(name, key);
            return;
        }
        write(() -> writePath.record(cache, Mutation.invalidation(new CacheKey(name, key))));
        statistics.incDeletes(name);
    }

    /**
     * Evicts a key, in the active transaction if there is one.
     *
     * @return {@code false}, "could not be determined", if the eviction waits for a commit or if Redis fails
     */
    @Override
    public boolean evictIfPresent(String name, byte[] key) {
        if (!caches.get(name).settings().enabled()) {
            return unguarded.evictIfPresent(name, key);
        }
        boolean present = puts.removeIfPresent(new CacheKey(name, key));
        evict(name, key);
        return present;
    }

    @Override
    public void clear(String name, byte[] pattern) {
        GuardedCache cache = caches.get(name);
        if (!cache.settings().enabled()) {
            unguarded.clear(name, pattern);
            return;
        }
        write(() -> writePath.clear(cache, pattern));
    }

    /**
     * Removes all keys that match {@code pattern}, in the active transaction if there is one.
     *
     * @return {@code false}, "could not be determined", if the clear waits for a commit or if Redis fails
     */
    @Override
    public boolean invalidate(String name, byte[] pattern) {
        if (!caches.get(name).settings().enabled()) {
            return unguarded.invalidate(name, pattern);
        }
        boolean present = puts.isAnyPresent(name, pattern);
        clear(name, pattern);
        return present;
    }

    private void write(Runnable eviction) {
        eviction.run();
        OperationScope scope = reads.current().currentScope();
        if (scope != null) {
            scope.evicted(eviction);
        }
    }

    private InitialLookup look(GuardedCache cache, @Nullable Duration timeToIdle) {
        Duration touch = timeToIdle == null ? null : cache.timeToLivePolicy().timeToLive(timeToIdle, false);
        return touch == null ? InitialLookup.PEEK : (any, key) -> getAndTouch(cache, key, touch);
    }

    private KeyState getAndTouch(GuardedCache cache, CacheKey key, Duration timeToIdle) {
        KeyState state = store.getAndTouch(key, timeToIdle);
        Duration forNull = cache.timeToLivePolicy().timeToLive(timeToIdle, true);
        boolean nullValue = state instanceof KeyState.Value value && ValueCodec.isNull(value.payload());
        // Reading a cached null, which is rare, must not extend its life to that of a value (docs/protocols.md, G7).
        return nullValue && forNull != null && forNull.compareTo(timeToIdle) < 0
                ? store.getAndTouch(key, forNull)
                : state;
    }

    private byte[] hit(String name, Lookup.Found found) {
        statistics.incGets(name);
        statistics.incHits(name);
        return found.value().payload();
    }

    private void countMiss(String name) {
        statistics.incGets(name);
        statistics.incMisses(name);
    }

    /** Returns {@code true}, so that {@link #retrieve} is called and can throw a helpful exception. */
    @Override
    public boolean supportsAsyncRetrieve() {
        return true;
    }

    @Override
    public CompletableFuture<byte[]> retrieve(String name, byte[] key, @Nullable Duration timeToIdle) {
        requireUnguarded(name);
        return unguarded.retrieve(name, key, timeToIdle);
    }

    @Override
    public CompletableFuture<Void> store(String name, byte[] key, byte[] value, @Nullable Duration timeToLive) {
        requireUnguarded(name);
        return unguarded.store(name, key, value, timeToLive);
    }

    private void requireUnguarded(String name) {
        if (caches.get(name).settings().enabled()) {
            throw new UnsupportedOperationException(("Expected a cached method that returns its value itself, found a"
                            + " CompletableFuture or a reactive type: cache '%s' cannot be guarded for it. Let the method"
                            + " return the value, or set cache-consistency.caches.%s.enabled=false.")
                    .formatted(name, name));
        }
    }

    @Override
    public <T extends @Nullable Object> T execute(Function<RedisConnection, T> callback) {
        return unguarded.execute(callback);
    }

    @Override
    public CacheStatistics getCacheStatistics(String cacheName) {
        return statistics.getCacheStatistics(cacheName);
    }

    @Override
    public void clearStatistics(String name) {
        statistics.reset(name);
    }

    @Override
    public ConsistentRedisCacheWriter withStatisticsCollector(CacheStatisticsCollector collector) {
        return new ConsistentRedisCacheWriter(
                caches, readPath, writePath, store, reads, unguarded.withStatisticsCollector(collector), collector);
    }
}
