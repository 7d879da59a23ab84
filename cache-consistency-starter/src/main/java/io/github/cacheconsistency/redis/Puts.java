package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.CacheStore;
import io.github.cacheconsistency.KeyState;
import io.github.cacheconsistency.Mutation;
import io.github.cacheconsistency.coordination.GuardedCache;
import io.github.cacheconsistency.coordination.Load;
import io.github.cacheconsistency.transaction.WritePath;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What becomes of bytes that Spring puts into a cache: the fill of a miss, or a write. Thread-safe.
 *
 * <p>Invariant: nothing that is put inside a transaction reaches Redis before its commit (guard 6).
 */
final class Puts {

    private final CacheStore store;
    private final WritePath writePath;
    private final Reads reads;

    Puts(CacheStore store, WritePath writePath, Reads reads) {
        this.store = store;
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
        SetAside unserializable = reads.current().setAside(bytes);
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
        try (load) {
            if (isInsideTransaction()) {
                // The lookup may be older than the transaction, and the value one that it has not committed.
                return false;
            }
            if (!isSerialized(load, bytes) || !load.fill(asValue(bytes), timeToLive, ValueCodec.isNull(bytes))) {
                // Nobody can tell a refused fill from a write here; an invalidation is right for both.
                writePath.record(cache, Mutation.invalidation(key));
            }
        }
        return true;
    }

    void write(GuardedCache cache, CacheKey key, byte[] bytes, @Nullable Duration timeToLive) {
        writePath.record(cache, mutation(cache, key, bytes, timeToLive));
    }

    /** Returns the value that was there already; {@code null} if there was none. */
    KeyState.@Nullable Value putIfAbsent(
            GuardedCache cache, CacheKey key, byte[] bytes, @Nullable Duration timeToLive) {
        if (isInsideTransaction()) {
            if (!writePath.wroteInTransaction(key) && cache.strategy().peek(key) instanceof KeyState.Value existing) {
                return existing;
            }
            write(cache, key, bytes, timeToLive);
            return null;
        }
        if (fillUnattended(cache, key, bytes, timeToLive)) {
            return null;
        }
        Duration effective = cache.timeToLivePolicy().timeToLive(timeToLive, ValueCodec.isNull(bytes));
        return store.setIfAbsent(key, asValue(bytes), effective) instanceof KeyState.Value existing ? existing : null;
    }

    private Mutation mutation(GuardedCache cache, CacheKey key, byte[] bytes, @Nullable Duration timeToLive) {
        if (reads.current().setAside(bytes) != null) {
            return Mutation.invalidation(key);
        }
        Duration effective = cache.timeToLivePolicy().timeToLive(timeToLive, ValueCodec.isNull(bytes));
        return new Mutation(key, asValue(bytes), effective);
    }

    /** The bytes come from {@link GuardedSerializationPair}, or from a serializer that knows nothing of key states. */
    static KeyState.Value asValue(byte[] bytes) {
        return KeyStateCodec.decode(bytes) instanceof KeyState.Value value ? value : new KeyState.Value(bytes, null);
    }

    private static boolean isInsideTransaction() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }
}
