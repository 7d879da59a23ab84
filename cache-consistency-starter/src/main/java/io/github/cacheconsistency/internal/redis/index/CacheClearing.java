package io.github.cacheconsistency.internal.redis.index;

import io.github.cacheconsistency.internal.redis.script.RedisRefusal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Removes all keys of a cache in a time that does not depend on how many other keys Redis holds: with a SCAN if Redis holds few
 * keys, otherwise with the {@link KeyIndex} of the cache. Every key that exists at the start is removed by the end, leases
 * included. A large Redis is scanned only if it has lost the index. Thread-safe.
 */
public final class CacheClearing {

    private static final Logger log = LoggerFactory.getLogger(CacheClearing.class);

    private final RedisConnectionFactory connectionFactory;
    private final KeyIndexes indexes;
    private final KeyIndexScan scan;
    private final Consumer<KeyIndex> cleared;
    private final KeyIndexRemoval byIndex = new KeyIndexRemoval();
    private final PatternInvalidation byScan = new PatternInvalidation();

    /**
     * @param cleared called with an index after it was used to clear a cache; must not block
     */
    public CacheClearing(RedisConnectionFactory connectionFactory, KeyIndexes indexes, Consumer<KeyIndex> cleared) {
        this.connectionFactory = connectionFactory;
        this.indexes = indexes;
        this.scan = new KeyIndexScan(connectionFactory);
        this.cleared = cleared;
    }

    /**
     * Clears a cache.
     *
     * @param removal removes the keys that a SCAN has found; returns how many there were
     * @return how many keys were removed
     */
    public long clear(String cacheName, byte[] pattern, ToLongFunction<List<byte[]>> removal) {
        KeyIndex index = indexes.of(cacheName, pattern);
        if (index == null || isSmall()) {
            return scan(pattern, removal);
        }
        KeyIndexRemoval.Removed removed = byIndex(index, pattern);
        if (removed.complete()) {
            cleared.accept(index);
            return removed.keys();
        }
        log.info(
                "All keys of Redis are looked at to clear cache '{}', because its index is not complete: Redis has evicted it,"
                        + " or the cache has just come into use",
                cacheName);
        return removed.keys() + (isAll(index, pattern) ? scan.scan(index, removal) : scan(pattern, removal));
    }

    /** Falls back to a SCAN if the user may not run the scripts: the commands may be allowed all the same. */
    private KeyIndexRemoval.Removed byIndex(KeyIndex index, byte[] pattern) {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            return byIndex.execute(connection, index, pattern);
        } catch (RuntimeException refused) {
            if (!RedisRefusal.isForGood(refused)) {
                throw refused;
            }
            log.debug("Redis does not allow to clear by index", refused);
            return KeyIndexRemoval.Removed.NOTHING;
        }
    }

    private static boolean isAll(KeyIndex index, byte[] pattern) {
        return Arrays.equals(index.pattern(), pattern);
    }

    private long scan(byte[] pattern, ToLongFunction<List<byte[]>> removal) {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            return byScan.execute(connection, pattern, removal);
        }
    }

    private boolean isSmall() {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            Long size = connection.serverCommands().dbSize();
            return size == null || size <= indexes.scanLimit();
        } catch (RuntimeException refused) {
            if (!RedisRefusal.isForGood(refused)) {
                throw refused;
            }
            // Scripts may not read the size either, so they cannot complete an index.
            return true;
        }
    }
}
