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
 * A cache's own serializer, with what {@code RedisCache} lacks: the version of a value travels with its bytes, a value
 * that cannot be written does not fail the read that loaded it, and bytes that cannot be read are a miss.
 */
final class GuardedSerializationPair implements SerializationPair<Object> {

    private final SerializationPair<Object> serializer;
    private final ValueCodec codec;
    private final ReadStates reads;
    private final BiConsumer<CacheKey, Exception> corruptValues;
    private final RedisElementReader<Object> reader = this::readOrRetry;
    private final RedisElementWriter<Object> writer = this::writeOrPlaceholder;

    /** @param corruptValues told of every key that held unreadable bytes; must make the key empty */
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

    /** The serializer as the user configured it. */
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
                // Just loaded, by a synchronized read: the next reader will find it corrupt, this one has it.
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

    /** Not a copy where the buffer is nothing but an array around a whole payload, as {@code RedisCache} makes it. */
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
