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
 * Turns objects into values and back with the serializer of one cache. Cached nulls look as {@code RedisCache} writes
 * them. Thread-safe if the serializer is.
 */
public final class ValueCodec {

    private static final byte[] NULL_PAYLOAD = RedisSerializer.java().serialize(NullValue.INSTANCE);

    private final SerializationPair<Object> serializer;
    private final Function<Object, @Nullable Long> version;
    private final Runnable flush;

    /**
     * @param version the version of a value; {@code null} where the strategy needs none
     * @param flush gives the active transaction's entities their new versions
     */
    public ValueCodec(SerializationPair<Object> serializer, Function<Object, @Nullable Long> version, Runnable flush) {
        this.serializer = serializer;
        this.version = version;
        this.flush = flush;
    }

    /**
     * To be called before {@link #encode}, and apart from it, because it fails as a commit does. JPA numbers a changed
     * entity when it flushes: before that the new value would carry the old version, and lose against the old value.
     */
    public void settleVersions() {
        flush.run();
    }

    /** Whether {@code payload} stands for {@code null}. */
    public static boolean isNull(byte[] payload) {
        return Arrays.equals(payload, NULL_PAYLOAD);
    }

    /** @throws RuntimeException if the serializer cannot write {@code object}, or its version cannot be read */
    public KeyState.Value encode(@Nullable Object object) {
        return object == null
                ? new KeyState.Value(NULL_PAYLOAD, null)
                : new KeyState.Value(ByteUtils.getBytes(serializer.write(object)), version.apply(object));
    }

    /**
     * Reads a payload that should not stand for {@code null}.
     *
     * @throws RuntimeException if the serializer cannot read {@code payload}
     */
    public Object read(byte[] payload) {
        Object value = serializer.read(ByteBuffer.wrap(payload));
        if (value == null) {
            // Most serializers make null of no bytes at all. We never write that: it is no cached null.
            throw new SerializationException(
                    "Expected a serialized value, but the serializer found none in its " + payload.length + " bytes");
        }
        return value;
    }

    /** @throws RuntimeException if the serializer cannot read {@code payload} */
    @Nullable
    public Object decode(byte[] payload) {
        return isNull(payload) ? null : read(payload);
    }
}
