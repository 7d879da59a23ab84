package io.github.cacheconsistency.internal.redis.index;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.cacheconsistency.internal.redis.script.SingleKeyScript;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;

/**
 * Scans all keys of a cache and then marks its {@link KeyIndex} as complete. Thread-safe.
 *
 * <p>A random member marks the scan in the index from before its start. If that member still exists at the end, the index was
 * never lost. Then every key of the cache is in the index or was found by the scan.
 */
final class KeyIndexScan {

    private static final Logger log = LoggerFactory.getLogger(KeyIndexScan.class);

    /** Writes to the index only: clear() and the check after a restart remove the keys that their scans find. */
    private final SingleKeyScript<Boolean> complete = new SingleKeyScript<>("key-index-scan-end.lua", Boolean.class);

    private final SingleKeyScript<Long> settle = new SingleKeyScript<>("key-index-scan-page.lua", ReturnType.INTEGER);

    private final RedisConnectionFactory connectionFactory;
    private final PatternInvalidation keys = new PatternInvalidation();

    KeyIndexScan(RedisConnectionFactory connectionFactory) {
        this.connectionFactory = connectionFactory;
    }

    /** Adds all keys of the cache that are missing in {@code index}; returns how many. */
    long addUnknown(KeyIndex index) {
        return scan(index, found -> settle(index, found, "add"));
    }

    /** Removes from Redis all keys of the cache that are missing in {@code index}; returns how many. */
    long removeUnknown(KeyIndex index) {
        return scan(index, found -> settle(index, found, "remove"));
    }

    /**
     * Runs a SCAN of all keys of the cache and completes the index.
     *
     * @param removal removes the given keys, whatever they hold; returns how many there were
     * @return the number of removed keys
     */
    long scan(KeyIndex index, ToLongFunction<List<byte[]>> removal) {
        return completing(index, () -> {
            try (RedisConnection connection = connectionFactory.getConnection()) {
                return keys.execute(connection, index.pattern(), removal);
            }
        });
    }

    /**
     * Runs {@code scan} and completes the index, unless it was lost in the meantime.
     *
     * @param scan visits all keys of the cache; removes those that are missing in {@code index}, or adds them to it
     * @return the result of {@code scan}
     */
    long completing(KeyIndex index, LongSupplier scan) {
        byte[] mark = ("\0cc:scan:" + UUID.randomUUID()).getBytes(US_ASCII);
        boolean marked = mark(index, mark);
        boolean scanned = false;
        try {
            long found = scan.getAsLong();
            scanned = true;
            return found;
        } finally {
            if (marked) {
                unmark(index, mark, scanned);
            }
        }
    }

    /** Returns {@code false} if Redis refuses the member. A full Redis must be cleared all the same. */
    private boolean mark(KeyIndex index, byte[] mark) {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            connection.setCommands().sAdd(index.key(), mark);
            return true;
        } catch (RuntimeException refused) {
            log.debug("The index of keys takes no member", refused);
            return false;
        }
    }

    private void unmark(KeyIndex index, byte[] mark, boolean scanned) {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            if (scanned) {
                complete.execute(connection, index.key(), mark);
            } else {
                connection.setCommands().sRem(index.key(), mark);
            }
        } catch (RuntimeException failure) {
            // An incomplete index only makes the next clear() slower.
            log.debug("The index of keys was not completed", failure);
        }
    }

    private long settle(KeyIndex index, List<byte[]> found, String how) {
        byte[][] indexAndKeys = new byte[1 + found.size()][];
        indexAndKeys[0] = index.key();
        for (int at = 0; at < found.size(); at++) {
            indexAndKeys[1 + at] = found.get(at);
        }
        try (RedisConnection connection = connectionFactory.getConnection()) {
            Long unknown = settle.execute(connection, indexAndKeys, how.getBytes(US_ASCII));
            return unknown == null ? 0 : unknown;
        }
    }
}
