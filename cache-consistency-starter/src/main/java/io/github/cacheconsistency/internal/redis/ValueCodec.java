package io.github.cacheconsistency.internal.redis;

import io.github.cacheconsistency.spi.KeyState;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.support.NullValue;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.data.redis.serializer.SerializationException;
import org.springframework.data.redis.util.ByteUtils;

/**
 * Converts objects to values and back with the serializer of one cache. Cached nulls have the format of {@code RedisCache}.
 * Thread-safe if the serializer is.
 */
public final class ValueCodec {

    private static final byte[] NULL_PAYLOAD = RedisSerializer.java().serialize(NullValue.INSTANCE);

    private final SerializationPair<Object> serializer;
    private final Function<Object, @Nullable Long> version;
    private final Runnable flush;

    /**
     * @param version returns the version of a value; {@code null} if the strategy needs none
     * @param flush assigns new versions to the entities of the active transaction
     */
    public ValueCodec(SerializationPair<Object> serializer, Function<Object, @Nullable Long> version, Runnable flush) {
        this.serializer = serializer;
        this.version = version;
        this.flush = flush;
    }

    /**
     * Assigns the versions of new values. To be called before {@link #encode}, and separately, because it fails as a commit
     * does. JPA increments the version of a changed entity when it flushes. Without a flush, the new value would carry the old
     * version and be refused.
     */
    public void settleVersions() {
        flush.run();
    }

    /** Returns whether {@code payload} stands for {@code null}. */
    public static boolean isNull(byte[] payload) {
        return Arrays.equals(payload, NULL_PAYLOAD);
    }

    /**
     * Returns the value of {@code object}.
     *
     * @throws RuntimeException if the serializer cannot write {@code object}, or its version cannot be read
     */
    public KeyState.Value encode(@Nullable Object object) {
        return object == null
                ? new KeyState.Value(NULL_PAYLOAD, null)
                : new KeyState.Value(ByteUtils.getBytes(serializer.write(object)), version.apply(object));
    }

    /**
     * Returns the object of a payload that is not expected to stand for {@code null}.
     *
     * @throws RuntimeException if the serializer cannot read {@code payload}
     */
    public Object read(byte[] payload) {
        Object value = serializer.read(ByteBuffer.wrap(payload));
        if (value == null) {
            // Most serializers return null for an empty payload. The library never writes one, so this is not a cached
            // null.
            throw new SerializationException(
                    "Expected a serialized value, but the serializer found none in its " + payload.length + " bytes");
        }
        return value;
    }

    /**
     * Returns the object of a payload.
     *
     * @throws RuntimeException if the serializer cannot read {@code payload}
     */
    @Nullable
    public Object decode(byte[] payload) {
        return isNull(payload) ? null : read(payload);
    }
}
