package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.CacheStore;
import io.github.cacheconsistency.KeyState;
import io.github.cacheconsistency.Mutation;
import io.github.cacheconsistency.coordination.FirstLook;
import io.github.cacheconsistency.coordination.GuardedCache;
import io.github.cacheconsistency.coordination.GuardedCaches;
import io.github.cacheconsistency.coordination.Load;
import io.github.cacheconsistency.coordination.Lookup;
import io.github.cacheconsistency.coordination.ReadPath;
import io.github.cacheconsistency.transaction.WritePath;
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
 * The seam under Spring Data Redis' cache: gives {@code RedisCacheManager} the strategies without a change to any code
 * that uses it. Thread-safe.
 *
 * <p>A value that is put after a lookup of the same key by the same method call is the fill of that miss. Any other put
 * is a write ({@code @CachePut}). Every write belongs to the active transaction and otherwise happens at once.
 *
 * <p>Lookups by {@code CompletableFuture} are not supported: they would end on another thread than they began on.
 */
public final class ConsistentRedisCacheWriter implements RedisCacheWriter {

    private final GuardedCaches caches;
    private final ReadPath readPath;
    private final WritePath writePath;
    private final CacheStore store;
    private final Reads reads;
    private final RedisCacheWriter unguarded;
    private final CacheStatisticsCollector statistics;
    private final Puts puts;
    private final Function<CacheKey, byte @Nullable []> getAgain = hit -> get(hit.cacheName(), hit.bytes(), null);

    /** @param unguarded serves the caches for which the library is turned off */
    public ConsistentRedisCacheWriter(
            GuardedCaches caches,
            ReadPath readPath,
            WritePath writePath,
            CacheStore store,
            Reads reads,
            RedisCacheWriter unguarded,
            CacheStatisticsCollector statistics) {
        this.caches = caches;
        this.readPath = readPath;
        this.writePath = writePath;
        this.store = store;
        this.reads = reads;
        this.unguarded = unguarded;
        this.statistics = statistics;
        this.puts = new Puts(store, readPath, writePath, reads);
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
        ThreadReads thread = reads.current();
        OperationScope scope = thread.currentScope();
        FirstLook look = look(cache, timeToIdle);
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
            // What is read back now is the loaded value, and not what this thread has hit before.
            reads.current().forgetHit();
            return Puts.asValue(bytes).payload();
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
        ThreadReads thread = reads.current();
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
                return other != null ? other : Puts.asValue(value).payload();
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

    /** Returns {@code false}, "could not be determined", where the eviction waits for a commit, or Redis fails. */
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

    /** Returns {@code false}, "could not be determined", where the clear waits for a commit, or Redis fails. */
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

    private FirstLook look(GuardedCache cache, @Nullable Duration timeToIdle) {
        Duration touch = timeToIdle == null ? null : cache.timeToLivePolicy().timeToLive(timeToIdle, false);
        return touch == null ? FirstLook.PEEK : (any, key) -> getAndTouch(cache, key, touch);
    }

    private KeyState getAndTouch(GuardedCache cache, CacheKey key, Duration timeToIdle) {
        KeyState state = store.getAndTouch(key, timeToIdle);
        Duration forNull = cache.timeToLivePolicy().timeToLive(timeToIdle, true);
        boolean nullValue = state instanceof KeyState.Value value && ValueCodec.isNull(value.payload());
        // A cached null, which is rare, must not live as long as a value only because it is read (docs/protocols.md,
        // G7).
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

    /** Says yes, so that {@link #retrieve} is asked, which knows what to say. */
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
