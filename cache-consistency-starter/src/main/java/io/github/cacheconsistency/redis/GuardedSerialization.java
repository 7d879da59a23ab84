package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.coordination.GuardedCache;
import io.github.cacheconsistency.coordination.VersionReader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;

/** Puts {@link GuardedSerializationPair} in front of the serializers of caches. Thread-safe. */
public final class GuardedSerialization {

    private final Reads reads;
    private final CorruptValues corruptValues;

    public GuardedSerialization(Reads reads, CorruptValues corruptValues) {
        this.reads = reads;
        this.corruptValues = corruptValues;
    }

    /** The same configuration with a guarded serializer for values; nothing changes if it has one already. */
    public RedisCacheConfiguration guard(RedisCacheConfiguration configuration, GuardedCache cache) {
        SerializationPair<Object> serializer = configuration.getValueSerializationPair();
        if (serializer instanceof GuardedSerializationPair) {
            return configuration;
        }
        return configuration.serializeValuesWith(new GuardedSerializationPair(
                serializer, new ValueCodec(serializer, versionOf(cache)), reads, corruptValues::remove));
    }

    /** The codec for values of {@code cache}, with the serializer that the user configured. */
    ValueCodec codec(RedisCacheConfiguration configuration, GuardedCache cache) {
        SerializationPair<Object> serializer = configuration.getValueSerializationPair();
        return new ValueCodec(
                serializer instanceof GuardedSerializationPair guarded ? guarded.unguarded() : serializer,
                versionOf(cache));
    }

    private static Function<Object, @Nullable Long> versionOf(GuardedCache cache) {
        String property = cache.settings().versionProperty();
        if (property == null || !cache.strategy().usesVersions()) {
            return value -> null;
        }
        VersionReader reader = new VersionReader(property);
        return reader::read;
    }
}
