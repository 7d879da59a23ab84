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
 * Handles bytes that Spring puts into a cache: the fill of a miss, or a write. Thread-safe.
 *
 * <p>Invariant: nothing that is put inside a transaction reaches Redis before the commit (docs/protocols.md, G6).
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

    /** Offers the loaded value. Does not wait for an asynchronous fill. */
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

    /** Fills if the value belongs to a lookup through the {@code Cache} interface; returns whether it does. */
    boolean fillUnattended(GuardedCache cache, CacheKey key, byte[] bytes, @Nullable Duration timeToLive) {
        Load load = reads.current().takeUnattended(key);
        if (load == null) {
            return false;
        }
        if (isInsideTransaction()) {
            // The lookup may be older than the transaction, and the value may be uncommitted.
            load.close();
            return false;
        }
        try (load) {
            if (!isSerialized(load, bytes) || !load.fill(asValue(bytes), timeToLive, ValueCodec.isNull(bytes))) {
                // The value may be a refused fill or a write. An invalidation is correct in both cases.
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
     * Stores a value unless the key holds one. The value is stored as the fill of an earlier lookup, if there was one on this
     * thread and its lease still stands; at once if there was no lookup; and otherwise as a write.
     *
     * @return the value that the key holds; {@code null} if it holds none that may be used, so that the given one is stored
     */
    KeyState.@Nullable Value putIfAbsent(
            GuardedCache cache, CacheKey key, byte[] bytes, @Nullable Duration timeToLive) {
        boolean mayStore = !isInsideTransaction() && reads.current().unserializable(bytes) == null;
        try (Load load = reads.current().takeUnattended(key)) {
            if (mayStore && load != null) {
                if (load.fillUnlessHeld(store, asValue(bytes), timeToLive, ValueCodec.isNull(bytes))) {
                    return null;
                }
                // If the lease was lost, the value may be older than the write that invalidated the lease.
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
     * Removes a value of {@code key}, before the invalidation that follows. Does nothing if that invalidation waits for a
     * commit.
     *
     * @return whether there was a value; {@code false} if that is unknown
     */
    boolean removeIfPresent(CacheKey key) {
        return isPresent(key, () -> store.removeValue(key));
    }

    /**
     * Returns whether any matching key holds a value; {@code false} if a clear that is requested now would wait for a commit.
     */
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
            // The invalidation that follows reports the failure and is retried.
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

    /**
     * Returns the value for {@code bytes}. They come from {@link GuardedSerializationPair}, or from a serializer that knows no
     * key states; all of its bytes are the payload.
     */
    static KeyState.Value asValue(byte[] bytes) {
        return KeyStateCodec.decode(bytes) instanceof KeyState.Value value ? value : new KeyState.Value(bytes, null);
    }

    private static boolean isInsideTransaction() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }
}
