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
 * A SCAN of all keys of a cache, after which its {@link KeyIndex} is complete.
 *
 * <p>A random member stands for the scan in the index from before its beginning. Only if that is still there at the end was
 * the index never lost, and no key of the cache can exist that is neither in it nor was found.
 */
final class KeyIndexScan {

    private static final Logger log = LoggerFactory.getLogger(KeyIndexScan.class);

    /** Nothing but the index itself is touched here: clear() and the restart watch remove what they find themselves. */
    private final SingleKeyScript<Boolean> complete = new SingleKeyScript<>("key-index-scan-end.lua", Boolean.class);

    private final SingleKeyScript<Long> settle = new SingleKeyScript<>("key-index-scan-page.lua", ReturnType.INTEGER);

    private final RedisConnectionFactory connectionFactory;
    private final PatternInvalidation keys = new PatternInvalidation();

    KeyIndexScan(RedisConnectionFactory connectionFactory) {
        this.connectionFactory = connectionFactory;
    }

    /** Adds all keys that are not in {@code index}; returns how many. */
    long addUnknown(KeyIndex index) {
        return scan(index, found -> settle(index, found, "add"));
    }

    /** Removes all keys that are not in {@code index}; returns how many. */
    long removeUnknown(KeyIndex index) {
        return scan(index, found -> settle(index, found, "remove"));
    }

    /** @param removal removes the keys it is given, whatever they hold; returns how many there were */
    long scan(KeyIndex index, ToLongFunction<List<byte[]>> removal) {
        return completing(index, () -> {
            try (RedisConnection connection = connectionFactory.getConnection()) {
                return keys.execute(connection, index.pattern(), removal);
            }
        });
    }

    /** @param scan looks at all keys of the cache, and removes those that are not in {@code index}, or adds them */
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

    /** A Redis that is full takes no member, and must be cleared all the same. */
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
            // Nothing depends on it but the time of the next clear().
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
