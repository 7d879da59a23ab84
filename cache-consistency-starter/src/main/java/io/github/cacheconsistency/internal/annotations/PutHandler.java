package io.github.cacheconsistency.internal.annotations;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.read.Load;
import io.github.cacheconsistency.internal.read.ReadPath;
import io.github.cacheconsistency.internal.redis.KeyStateCodec;
import io.github.cacheconsistency.internal.redis.ValueCodec;
import io.github.cacheconsistency.internal.write.WritePath;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.Mutation;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What becomes of bytes that Spring puts into a cache: the fill of a miss, or a write. Thread-safe.
 *
 * <p>Invariant: nothing that is put inside a transaction reaches Redis before its commit (docs/protocols.md, G6).
 */
final class PutHandler {

    private static final Logger log = LoggerFactory.getLogger(PutHandler.class);

    private final CacheStore store;
    private final ReadPath readPath;
    private final WritePath writePath;
    private final ReadStates reads;
    private final PutAsWriteNotice notice = new PutAsWriteNotice();

    PutHandler(CacheStore store, ReadPath readPath, WritePath writePath, ReadStates reads) {
        this.store = store;
        this.readPath = readPath;
        this.writePath = writePath;
        this.reads = reads;
    }

    /** Offers what was loaded; the reader does not wait for a fill that may be asynchronous. */
    void offer(Load load, byte[] bytes, @Nullable Duration timeToLive) {
        if (isSerialized(load, bytes)) {
            load.offer(asValue(bytes), timeToLive, ValueCodec.isNull(bytes));
        }
    }

    private boolean isSerialized(Load load, byte[] bytes) {
        UnserializableValue unserializable = reads.current().unserializable(bytes);
        if (unserializable != null) {
            load.failToSerialize(unserializable.cause());
        }
        return unserializable == null;
    }

    /** Returns whether the value belonged to a lookup through the {@code Cache} interface, and so is dealt with. */
    boolean fillUnattended(GuardedCache cache, CacheKey key, byte[] bytes, @Nullable Duration timeToLive) {
        Load load = reads.current().takeUnattended(key);
        if (load == null) {
            return false;
        }
        if (isInsideTransaction()) {
            // The lookup may be older than the transaction, and the value one that it has not committed.
            load.close();
            return false;
        }
        try (load) {
            if (!isSerialized(load, bytes) || !load.fill(asValue(bytes), timeToLive, ValueCodec.isNull(bytes))) {
                // Nobody can tell a refused fill from a write here; an invalidation is right for both.
                writePath.record(cache, Mutation.invalidation(key));
            }
        }
        return true;
    }

    void write(GuardedCache cache, CacheKey key, byte[] bytes, @Nullable Duration timeToLive) {
        notice.taken(cache);
        writePath.record(cache, mutation(cache, key, bytes, timeToLive));
    }

    /**
     * Returns the value that the key holds, as far as it may be believed; {@code null} if it holds none. The given value is
     * stored then: as the fill of a lookup before, if there was one on this thread and its lease still stands; at once where
     * there was no lookup; and otherwise as a write.
     */
    KeyState.@Nullable Value putIfAbsent(
            GuardedCache cache, CacheKey key, byte[] bytes, @Nullable Duration timeToLive) {
        boolean mayStore = !isInsideTransaction() && reads.current().unserializable(bytes) == null;
        try (Load load = reads.current().takeUnattended(key)) {
            if (mayStore && load != null) {
                if (load.fillUnlessHeld(store, asValue(bytes), timeToLive, ValueCodec.isNull(bytes))) {
                    return null;
                }
                // Where the lease was lost the value may be older than the write that took it.
                mayStore = load.mayFill();
            }
        }
        boolean atOnce = mayStore;
        KeyState held = readPath.ifTrusted(
                key,
                () -> atOnce
                        ? setIfAbsent(cache, key, bytes, timeToLive)
                        : cache.strategy().peek(key));
        if (held instanceof KeyState.Value existing) {
            return existing;
        }
        if (!atOnce || held == null) {
            write(cache, key, bytes, timeToLive);
        }
        return null;
    }

    private KeyState setIfAbsent(GuardedCache cache, CacheKey key, byte[] bytes, @Nullable Duration timeToLive) {
        Duration effective = cache.timeToLivePolicy().timeToLive(timeToLive, ValueCodec.isNull(bytes));
        return store.setIfAbsent(key, asValue(bytes), effective);
    }

    /**
     * Removes a value of {@code key} ahead of the invalidation that follows, and returns whether there was one. Does nothing
     * and returns {@code false} where that invalidation waits for a commit.
     */
    boolean removeIfPresent(CacheKey key) {
        return isPresent(key, () -> store.removeValue(key));
    }

    /** Whether any key that matches holds a value; {@code false} where a clear now would wait for a commit. */
    boolean isAnyPresent(String cacheName, byte[] pattern) {
        return isPresent(new CacheKey(cacheName, pattern), () -> store.holdsValues(cacheName, pattern));
    }

    private boolean isPresent(CacheKey key, BooleanSupplier look) {
        if (writePath.isDeferred()) {
            return false;
        }
        try {
            return look.getAsBoolean();
        } catch (RuntimeException redisFailure) {
            // The invalidation that follows reports it and is retried.
            log.debug("Redis failed to tell whether cache '{}' key '{}' was there", key.cacheName(), key, redisFailure);
            return false;
        }
    }

    private Mutation mutation(GuardedCache cache, CacheKey key, byte[] bytes, @Nullable Duration timeToLive) {
        UnserializableValue unserializable = reads.current().unserializable(bytes);
        if (unserializable != null) {
            log.warn(
                    "The new value of cache '{}' key '{}' cannot be serialized: the key is invalidated instead",
                    cache.name(),
                    key,
                    unserializable.cause());
            return Mutation.invalidation(key);
        }
        Duration effective = cache.timeToLivePolicy().timeToLive(timeToLive, ValueCodec.isNull(bytes));
        return Mutation.put(key, asValue(bytes), effective);
    }

    /** The bytes come from {@link GuardedSerializationPair}, or from a serializer that knows nothing of key states. */
    static KeyState.Value asValue(byte[] bytes) {
        return KeyStateCodec.decode(bytes) instanceof KeyState.Value value ? value : new KeyState.Value(bytes, null);
    }

    private static boolean isInsideTransaction() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }
}
