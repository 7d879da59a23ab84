package io.github.cacheconsistency.benchmarks.contestant;

import io.github.cacheconsistency.peers.Points;
import io.lettuce.core.KeyValue;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The minimum of commands for a cache: GET; after a miss, load and SET; after a COMMIT, DEL. Every reply is awaited. It
 * has no protection against any race: it marks the limit of speed, and is not an example.
 */
final class RawPoints implements MeasuredPoints, PointsBatch, PointsOfCaches {

    private static final SetArgs TIME_TO_LIVE = SetArgs.Builder.px(TIME_TO_LIVE_SECONDS * 1_000L);

    private final RedisSerializer<Points> serializer = new JacksonJsonRedisSerializer<>(Points.class);
    private final RedisCommands<byte[], byte[]> redis;
    private final MeasuredTable table;
    private final TransactionOperations transactions;

    RawPoints(RedisCommands<byte[], byte[]> redis, MeasuredTable table, TransactionOperations transactions) {
        this.redis = redis;
        this.table = table;
        this.transactions = transactions;
    }

    @Override
    public @Nullable Points find(long id) {
        return find(key(id), id);
    }

    @Override
    public @Nullable Points find(int cache, long id) {
        return find(key(CACHE + "-" + cache, id), id);
    }

    private @Nullable Points find(byte[] key, long id) {
        byte[] bytes = redis.get(key);
        if (bytes != null) {
            return serializer.deserialize(bytes);
        }
        Points points = table.load(id);
        fill(key, points);
        return points;
    }

    @Override
    public void add(long id, long delta) {
        transactions.executeWithoutResult(transaction -> table.change(id, delta));
        redis.del(key(id));
    }

    @Override
    public Map<Long, @Nullable Points> findAll(Collection<Long> ids) {
        List<Long> ordered = List.copyOf(ids);
        List<KeyValue<byte[], byte[]>> replies =
                redis.mget(ordered.stream().map(RawPoints::key).toArray(byte[][]::new));
        Map<Long, @Nullable Points> found = new LinkedHashMap<>();
        List<Long> missing = new ArrayList<>();
        for (int index = 0; index < ordered.size(); index++) {
            KeyValue<byte[], byte[]> reply = replies.get(index);
            found.put(ordered.get(index), reply.hasValue() ? serializer.deserialize(reply.getValue()) : null);
            if (!reply.hasValue()) {
                missing.add(ordered.get(index));
            }
        }
        if (!missing.isEmpty()) {
            Map<Long, @Nullable Points> loaded = table.loadAll(missing);
            loaded.forEach((id, points) -> fill(key(id), points));
            found.putAll(loaded);
        }
        return found;
    }

    private void fill(byte[] key, @Nullable Points points) {
        byte[] bytes = serializer.serialize(points);
        redis.set(key, bytes == null ? new byte[0] : bytes, TIME_TO_LIVE);
    }

    private static byte[] key(long id) {
        return key(CACHE, id);
    }

    private static byte[] key(String cache, long id) {
        return (cache + "::" + id).getBytes(StandardCharsets.UTF_8);
    }
}
