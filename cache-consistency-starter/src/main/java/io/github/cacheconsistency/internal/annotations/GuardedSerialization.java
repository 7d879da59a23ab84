package io.github.cacheconsistency.internal.annotations;

import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.redis.ValueCodec;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Wraps the serializers of caches in {@link GuardedSerializationPair}s. Thread-safe. */
public final class GuardedSerialization {

    private final ReadStates reads;
    private final CorruptValues corruptValues;
    private final Runnable flush;

    /**
     * @param flush sends the changes that the active transaction still holds in memory to the database
     */
    public GuardedSerialization(ReadStates reads, CorruptValues corruptValues, Runnable flush) {
        this.reads = reads;
        this.corruptValues = corruptValues;
        this.flush = flush;
    }

    /** Returns the same configuration with a value serializer that is guarded for {@code cache}. */
    RedisCacheConfiguration guard(RedisCacheConfiguration configuration, GuardedCache cache) {
        SerializationPair<Object> serializer = unguarded(configuration);
        return configuration.serializeValuesWith(
                new GuardedSerializationPair(serializer, newCodec(serializer, cache), reads, corruptValues::remove));
    }

    /** Returns the codec for the values of {@code cache}, with the serializer that the user configured. */
    public ValueCodec codec(RedisCacheConfiguration configuration, GuardedCache cache) {
        return newCodec(unguarded(configuration), cache);
    }

    /** Returns the serializer without a guard. A guard may belong to another cache whose configuration was copied. */
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
