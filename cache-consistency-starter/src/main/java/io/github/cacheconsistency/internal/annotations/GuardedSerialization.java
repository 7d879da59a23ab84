package io.github.cacheconsistency.internal.annotations;

import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.redis.ValueCodec;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Puts {@link GuardedSerializationPair} in front of the serializers of caches. Thread-safe. */
public final class GuardedSerialization {

    private final ReadStates reads;
    private final CorruptValues corruptValues;
    private final Runnable flush;

    /** @param flush sends what the active transaction still holds back to the database */
    public GuardedSerialization(ReadStates reads, CorruptValues corruptValues, Runnable flush) {
        this.reads = reads;
        this.corruptValues = corruptValues;
        this.flush = flush;
    }

    /** The same configuration with a serializer for values that is guarded for {@code cache}. */
    RedisCacheConfiguration guard(RedisCacheConfiguration configuration, GuardedCache cache) {
        SerializationPair<Object> serializer = unguarded(configuration);
        return configuration.serializeValuesWith(
                new GuardedSerializationPair(serializer, newCodec(serializer, cache), reads, corruptValues::remove));
    }

    /** The codec for values of {@code cache}, with the serializer that the user configured. */
    public ValueCodec codec(RedisCacheConfiguration configuration, GuardedCache cache) {
        return newCodec(unguarded(configuration), cache);
    }

    /** Without the guard, which may be that of another cache whose configuration was copied. */
    private static SerializationPair<Object> unguarded(RedisCacheConfiguration configuration) {
        SerializationPair<Object> serializer = configuration.getValueSerializationPair();
        return serializer instanceof GuardedSerializationPair guarded ? guarded.unguarded() : serializer;
    }

    private ValueCodec newCodec(SerializationPair<Object> serializer, GuardedCache cache) {
        String property = cache.settings().versionProperty();
        if (property == null || !cache.strategy().usesVersions()) {
            return new ValueCodec(serializer, value -> null, () -> {});
        }
        return new ValueCodec(serializer, new VersionReader(property)::read, this::flushTransaction);
    }

    private void flushTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            flush.run();
        }
    }
}
