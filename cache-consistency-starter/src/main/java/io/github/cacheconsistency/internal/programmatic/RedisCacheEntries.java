package io.github.cacheconsistency.internal.programmatic;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.annotations.GuardedRedisCache;
import io.github.cacheconsistency.internal.redis.ValueCodec;
import io.github.cacheconsistency.spi.KeyState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keys and entries of one typed cache. Thread-safe. */
final class RedisCacheEntries<V> {

    private final GuardedRedisCache keys;
    private final ValueCodec codec;
    private final Class<V> valueType;

    RedisCacheEntries(GuardedRedisCache keys, ValueCodec codec, Class<V> valueType) {
        this.keys = keys;
        this.codec = codec;
        this.valueType = valueType;
    }

    CacheKey key(Object key) {
        return keys.key(key);
    }

    byte[] pattern() {
        return keys.keySpace().allKeys().bytes();
    }

    /** Returns whether the cache's configuration allows this value to be cached. */
    boolean mayCache(@Nullable V value) {
        return value != null || keys.isAllowNullValues();
    }

    /** Assigns the versions of the new values. To be called before a write is encoded; fails as a commit does. */
    void settleVersions() {
        codec.settleVersions();
    }

    /** @throws RuntimeException if the serializer cannot write {@code value} */
    KeyState.Value encode(@Nullable V value) {
        return codec.encode(value);
    }

    /** @throws RuntimeException if {@code payload} is not a value of this cache's type */
    @Nullable
    V decode(byte[] payload) {
        Object value = codec.decode(payload);
        if (value != null && !valueType.isInstance(value)) {
            throw new ClassCastException("Expected a " + valueType.getName() + ", found a "
                    + value.getClass().getName());
        }
        return valueType.cast(value);
    }

    /** Returns the time-to-live of the cache's own configuration. */
    @Nullable
    Duration timeToLive(Object key, @Nullable V value) {
        return keys.getCacheConfiguration().getTtlFunction().getTimeToLive(key, value);
    }
}
