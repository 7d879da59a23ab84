package io.github.cacheconsistency.peers.redisson;

import io.github.cacheconsistency.peers.Points;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.redisson.client.codec.BaseCodec;
import org.redisson.client.protocol.Decoder;
import org.redisson.client.protocol.Encoder;
import org.redisson.spring.cache.NullValue;
import tools.jackson.databind.ObjectMapper;

/**
 * Encodes keys as text, values as JSON of one fixed type, and a missing row as the JSON null. So no type name in Redis
 * decides which class is instantiated, as with the default codec of Redisson. Thread-safe.
 */
final class PointsCodec extends BaseCodec {

    private static final byte[] NO_ROW = "null".getBytes(StandardCharsets.UTF_8);

    private final ObjectMapper mapper;

    PointsCodec(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public Encoder getValueEncoder() {
        return value ->
                Unpooled.wrappedBuffer(value instanceof Points ? mapper.writeValueAsBytes(value) : NO_ROW.clone());
    }

    @Override
    public Decoder<Object> getValueDecoder() {
        return (buffer, state) -> {
            try (InputStream json = new ByteBufInputStream(buffer)) {
                Points points = mapper.readValue(json, Points.class);
                return points == null ? NullValue.INSTANCE : points;
            }
        };
    }

    @Override
    public Encoder getMapKeyEncoder() {
        return key -> Unpooled.copiedBuffer(String.valueOf(key), StandardCharsets.UTF_8);
    }

    @Override
    public Decoder<Object> getMapKeyDecoder() {
        return (buffer, state) -> buffer.toString(StandardCharsets.UTF_8);
    }
}
