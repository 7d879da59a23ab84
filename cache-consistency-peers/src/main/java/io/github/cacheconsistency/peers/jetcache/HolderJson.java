package io.github.cacheconsistency.peers.jetcache;

import com.alicp.jetcache.CacheValueHolder;
import io.github.cacheconsistency.peers.Points;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/**
 * Stores the envelope of JetCache around a value as JSON of one fixed type. So no type name in Redis decides which
 * class is instantiated, as with the Java and Kryo serializers of JetCache. Thread-safe.
 */
final class HolderJson {

    private final ObjectMapper mapper;

    private record Holder(@Nullable Points value, long expireTime, long accessTime) {}

    HolderJson(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    byte[] encode(Object holder) {
        CacheValueHolder<?> envelope = (CacheValueHolder<?>) holder;
        return mapper.writeValueAsBytes(
                new Holder((Points) envelope.getValue(), envelope.getExpireTime(), envelope.getAccessTime()));
    }

    Object decode(byte[] json) {
        Holder holder = mapper.readValue(json, Holder.class);
        CacheValueHolder<@Nullable Points> envelope = new CacheValueHolder<>();
        envelope.setValue(holder.value());
        envelope.setExpireTime(holder.expireTime());
        envelope.setAccessTime(holder.accessTime());
        return envelope;
    }
}
