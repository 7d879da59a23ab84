package io.github.cacheconsistency.internal.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.cacheconsistency.internal.redis.index.KeyIndex;
import io.github.cacheconsistency.internal.redis.index.KeyIndexes;
import io.github.cacheconsistency.internal.redis.index.PatternInvalidation;
import java.util.ArrayList;
import java.util.List;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;

/**
 * Checks whether a cache holds any value. This takes no longer than {@link
 * io.github.cacheconsistency.internal.redis.index.CacheClearing} takes to clear the cache; in most cases it reads one batch of
 * keys.
 */
final class ValueSearch {

    private static final int BATCH = 512;

    private final RedisConnectionFactory connectionFactory;
    private final KeyIndexes indexes;
    private final PatternInvalidation scan = new PatternInvalidation();

    ValueSearch(RedisConnectionFactory connectionFactory, KeyIndexes indexes) {
        this.connectionFactory = connectionFactory;
        this.indexes = indexes;
    }

    boolean any(String cacheName, byte[] pattern) {
        KeyIndex index = indexes.of(cacheName, pattern);
        try (RedisConnection connection = connectionFactory.getConnection()) {
            if (index != null) {
                if (anyMember(connection, index, pattern)) {
                    return true;
                }
                if (Boolean.TRUE.equals(
                        connection.setCommands().sIsMember(index.key(), KeyIndex.COMPLETE.getBytes(US_ASCII)))) {
                    return false;
                }
            }
            return scan.execute(connection, pattern, this::values) > 0;
        }
    }

    private boolean anyMember(RedisConnection connection, KeyIndex index, byte[] pattern) {
        ScanOptions options =
                ScanOptions.scanOptions().match(pattern).count(BATCH).build();
        try (Cursor<byte[]> members = connection.setCommands().sScan(index.key(), options)) {
            List<byte[]> batch = new ArrayList<>(BATCH);
            while (members.hasNext()) {
                batch.add(members.next());
                if (batch.size() == BATCH || !members.hasNext()) {
                    if (values(batch) > 0) {
                        return true;
                    }
                    batch.clear();
                }
            }
        }
        return false;
    }

    /** Returns how many of {@code keys} hold a value. Reads only the first bytes of each. */
    private long values(List<byte[]> keys) {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            connection.openPipeline();
            for (byte[] key : keys) {
                connection.keyCommands().exists(key);
                connection.stringCommands().getRange(key, 0, KeyStateCodec.MARK_LENGTH - 1L);
            }
            List<Object> answers = connection.closePipeline();
            long values = 0;
            for (int at = 0; at < answers.size(); at += 2) {
                boolean exists = Boolean.TRUE.equals(answers.get(at));
                if (exists && !KeyStateCodec.isPlaceholder((byte[]) answers.get(at + 1))) {
                    values++;
                }
            }
            return values;
        }
    }
}
