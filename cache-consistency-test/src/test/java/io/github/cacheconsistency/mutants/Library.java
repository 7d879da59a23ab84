package io.github.cacheconsistency.mutants;

import static io.github.cacheconsistency.mutants.Changes.when;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import io.github.cacheconsistency.spi.LoadDecision;
import io.github.cacheconsistency.spi.Mutation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.test.util.ReflectionTestUtils;

/** Places in the library that mutants of several strategies change, and these changes. */
final class Library {

    static final String CURRENT_WRITES = "internal.write.WritePath#currentWrites()";
    static final String BEFORE_WRITE = "internal.write.WritePath#beforeWrite(GuardedCache,Collection)";
    static final String BEFORE_COMMIT = "internal.write.LastBeforeCommit#beforeCommit(boolean)";
    static final String AFTER_COMMIT = "internal.write.WriteSynchronization#afterCommit()";
    static final String INVALIDATE_BEFORE_COMMIT =
            "internal.write.InvalidationDispatcher#invalidateBeforeCommit(Collection)";
    static final String PREPARE_LOAD = "internal.strategy.LeasedReads#prepareLoad(CacheKey)";
    static final String FILL = "internal.redis.SpringDataCacheStore#fill(CacheKey,LeaseToken,Value,Duration)";
    static final String INVALIDATE = "internal.redis.SpringDataCacheStore#invalidate(Collection)";
    static final String FAILED =
            "internal.write.PendingInvalidations#add(Collection,InvalidationOutcome,boolean,Exception)";
    static final String MATCHING =
            "internal.redis.index.PatternInvalidation#execute(RedisConnection,byte[],ToLongFunction)";
    static final String FRESH_SNAPSHOT = "internal.read.FreshSnapshot#isPossible(GuardedCache,boolean)";

    static final String RELEASE = "internal.redis.SpringDataCacheStore#release(CacheKey,LeaseToken)";

    /** The prefix of a lease. */
    static final String LEASE = "\0cc:lease:";

    private Library() {}

    /** INVALIDATE before the action of a write, and therefore before its row lock. */
    static Change invalidatesBeforeTheAction() {
        return call -> {
            GuardedCache cache = call.argument(0);
            Collection<CacheKey> keys = call.argument(1);
            store(cache.strategy()).invalidate(keys);
            return null;
        };
    }

    /** The cache step that belongs after the commit, before the commit. */
    static Change thenTheCacheStep() {
        return call -> {
            call.proceed();
            Object writes = call.field("writes");
            Object cacheWrites = call.field("cacheWrites");
            return ReflectionTestUtils.invokeMethod(writes, "committed", cacheWrites);
        };
    }

    /** FILL without its condition. */
    static Change fillsUnconditionally() {
        return call -> {
            CacheStore store = (CacheStore) call.target();
            CacheKey key = call.argument(0);
            KeyState.Value value = call.argument(2);
            Duration timeToLive = call.argument(3);
            store.set(key, value, timeToLive);
            return true;
        };
    }

    /** A permit without a lease in Redis. */
    static Change grantsWithoutLease() {
        return call -> new LoadDecision.Granted(new FillPermit(new LeaseToken("none")));
    }

    /** Keeps the first key only. */
    static Change onlyTheFirstKey() {
        return when(
                call -> call.<Collection<?>>argument(0).size() > 1,
                call -> call.proceedWith(
                        0, List.of(call.<Collection<?>>argument(0).iterator().next())));
    }

    /** Removes everything except leases. */
    static Change leavesLeases() {
        return call -> {
            RedisConnection connection = call.argument(0);
            ToLongFunction<List<byte[]>> removal = call.argument(2);
            ToLongFunction<List<byte[]>> mutated = keys -> {
                List<byte[]> values = keys.stream()
                        .filter(key -> !holdsLease(connection, key))
                        .toList();
                return values.isEmpty() ? 0 : removal.applyAsLong(values);
            };
            return call.proceedWith(2, mutated);
        };
    }

    /** DEL instead of RELEASE. */
    static Change deletes() {
        return call -> unlink(call.target(), List.of(call.<CacheKey>argument(0))) > 0;
    }

    /** INVALIDATE without a tombstone, whatever the settings of the cache. */
    static long unlink(Object store, Collection<CacheKey> keys) {
        byte[][] bytes = keys.stream().map(CacheKey::bytes).toArray(byte[][]::new);
        return Objects.requireNonNull(ReflectionTestUtils.<Long>invokeMethod(store, "unlink", (Object) bytes));
    }

    static List<CacheKey> keys(Collection<Mutation> mutations) {
        return mutations.stream().map(Mutation::key).toList();
    }

    static CacheStore store(Object strategy) {
        return (CacheStore) Objects.requireNonNull(ReflectionTestUtils.getField(strategy, "store"));
    }

    private static boolean holdsLease(RedisConnection connection, byte[] key) {
        byte @Nullable [] held = connection.stringCommands().get(key);
        return held != null && new String(held, StandardCharsets.ISO_8859_1).startsWith(LEASE);
    }
}
