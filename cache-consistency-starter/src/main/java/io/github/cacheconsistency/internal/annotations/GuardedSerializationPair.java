package io.github.cacheconsistency.internal.annotations;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.redis.KeyStateCodec;
import io.github.cacheconsistency.internal.redis.ValueCodec;
import io.github.cacheconsistency.spi.KeyState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.serializer.RedisElementReader;
import org.springframework.data.redis.serializer.RedisElementWriter;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.util.ByteUtils;

/**
 * A cache's own serializer with additions to what {@code RedisCache} does. The version of a value is stored with its bytes. A
 * value that cannot be serialized does not fail the read that loaded it. A value that cannot be deserialized is a miss.
 * Thread-safe if the serializer is.
 */
final class GuardedSerializationPair implements SerializationPair<Object> {

    private final SerializationPair<Object> serializer;
    private final ValueCodec codec;
    private final ReadStates reads;
    private final BiConsumer<CacheKey, Exception> corruptValues;
    private final RedisElementReader<Object> reader = this::readOrRetry;
    private final RedisElementWriter<Object> writer = this::writeOrPlaceholder;

    /**
     * @param corruptValues called with every key whose value cannot be read; must remove the key
     */
    GuardedSerializationPair(
            SerializationPair<Object> serializer,
            ValueCodec codec,
            ReadStates reads,
            BiConsumer<CacheKey, Exception> corruptValues) {
        this.serializer = serializer;
        this.codec = codec;
        this.reads = reads;
        this.corruptValues = corruptValues;
    }

    /** Returns the serializer that the user configured. */
    SerializationPair<Object> unguarded() {
        return serializer;
    }

    @Override
    public RedisElementReader<Object> getReader() {
        return reader;
    }

    @Override
    public RedisElementWriter<Object> getWriter() {
        return writer;
    }

    private ByteBuffer writeOrPlaceholder(@Nullable Object value) {
        codec.settleVersions();
        try {
            KeyState.Value encoded = codec.encode(value);
            reads.current().rememberWritten(encoded.payload(), value);
            return ByteBuffer.wrap(KeyStateCodec.encode(encoded));
        } catch (RuntimeException failure) {
            byte[] placeholder = ("cannot be serialized: " + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
            reads.current().rememberUnserializable(new UnserializableValue(placeholder, value, failure));
            return ByteBuffer.wrap(placeholder);
        }
    }

    private @Nullable Object readOrRetry(ByteBuffer buffer) {
        byte[] bytes = bytes(buffer);
        ReadState thread = reads.current();
        UnserializableValue unwritable = thread.unserializable(bytes);
        Object written = thread.written(bytes);
        thread.forgetValues();
        if (unwritable != null) {
            return unwritable.value();
        }
        try {
            return codec.read(bytes);
        } catch (RuntimeException unreadable) {
            CacheKey key = thread.lastHit();
            if (key == null && written != null) {
                // This synchronized read has just loaded the value. The next reader will find it corrupt, but this one
                // can return it.
                return written;
            }
            if (key == null) {
                throw unreadable;
            }
            corruptValues.accept(key, unreadable);
            byte[] replacement = thread.retryLookup();
            return replacement == null ? null : readReplacement(replacement, thread);
        }
    }

    /** Returns the array itself, without a copy, if the buffer contains a whole array, as those of {@code RedisCache} do. */
    private static byte[] bytes(ByteBuffer buffer) {
        boolean whole = buffer.hasArray() && buffer.remaining() == buffer.array().length;
        return whole ? buffer.array() : ByteUtils.getBytes(buffer);
    }

    private @Nullable Object readReplacement(byte[] bytes, ReadState thread) {
        UnserializableValue unwritable = thread.unserializable(bytes);
        Object written = thread.written(bytes);
        thread.forgetValues();
        if (unwritable != null) {
            return unwritable.value();
        }
        return written != null ? written : codec.decode(bytes);
    }
}
