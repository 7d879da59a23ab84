package io.github.cacheconsistency.internal.redis.index;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.cacheconsistency.CacheKey;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * The {@link KeyIndex} of each cache, or of each of its key spaces if it has several. A cache has no index if its keys have no
 * prefix of their own, or if Redis is a cluster: a script cannot access a key and an index on different servers. Thread-safe.
 *
 * <p>Invariant: the index of a key never changes, because its key space is known before the key is created. Otherwise a key
 * that was created without its index would be missing in an index that is marked as complete.
 */
public final class KeyIndexes {

    /** Maximum number of keys in Redis for a SCAN inside a script. Larger scans would delay other clients for too long. */
    private static final int MOST_IN_A_SCRIPT = 10_000;

    /** Of a store whose caches have no indexes. */
    public static final KeyIndexes NONE = new KeyIndexes(key -> null, () -> true, Integer.MAX_VALUE, index -> {});

    private final Function<CacheKey, @Nullable CacheKey> patterns;
    private final BooleanSupplier cluster;
    private final int scanLimit;
    private final Consumer<KeyIndex> incomplete;
    private final Map<CacheKey, Optional<Entry>> entries = new ConcurrentHashMap<>();
    private volatile @Nullable Boolean isCluster;

    /** An index with the arguments that scripts which create keys need. */
    public final class Entry {

        private final KeyIndex index;
        private final byte[] scan;

        Entry(KeyIndex index) {
            this.index = index;
            byte[] limit = (Math.min(scanLimit, MOST_IN_A_SCRIPT) + ":").getBytes(US_ASCII);
            byte[] pattern = index.pattern();
            this.scan = Arrays.copyOf(limit, limit.length + pattern.length);
            System.arraycopy(pattern, 0, scan, limit.length, pattern.length);
        }

        /** Returns the index. */
        public KeyIndex index() {
            return index;
        }

        /** Returns the Redis key of the index. */
        public byte[] key() {
            return index.key();
        }

        /**
         * Returns the last argument of {@code remember()} in Lua: the largest size of Redis for a SCAN, and the pattern of the
         * keys.
         */
        public byte[] scan() {
            return scan;
        }

        /**
         * Requests the completion of the index if a script has found that it is not complete.
         *
         * @param answer the result of {@code remember()}; 0 if no key was created
         */
        public void remembered(long answer) {
            if (answer == 2) {
                incomplete.accept(index);
            }
        }
    }

    /**
     * @param patterns returns the pattern that matches all keys of the key space of a key; {@code null} if that is unknown
     * @param cluster returns whether Redis is a cluster; called when the first key is created
     * @param scanLimit up to this number of keys in Redis, a SCAN is part of other operations
     * @param incomplete called with an index that is not complete; must not block
     */
    public KeyIndexes(
            Function<CacheKey, @Nullable CacheKey> patterns,
            BooleanSupplier cluster,
            int scanLimit,
            Consumer<KeyIndex> incomplete) {
        this.patterns = patterns;
        this.cluster = cluster;
        this.scanLimit = scanLimit;
        this.incomplete = incomplete;
    }

    int scanLimit() {
        return scanLimit;
    }

    /** Returns the index that {@code key} belongs to; {@code null} if there is none. */
    @Nullable
    public Entry of(CacheKey key) {
        Entry entry = entry(key);
        return entry != null && entry.index.covers(key.bytes()) && !KeyIndex.isIndex(key.bytes()) ? entry : null;
    }

    /** Returns the index that contains all keys of the cache that match {@code pattern}; {@code null} if there is none. */
    @Nullable
    public KeyIndex of(String cacheName, byte[] pattern) {
        Entry entry = entry(new CacheKey(cacheName, GlobPattern.literalBeginning(pattern)));
        return entry != null && entry.index.coversAll(pattern) ? entry.index : null;
    }

    private @Nullable Entry entry(CacheKey key) {
        CacheKey pattern = patterns.apply(key);
        if (pattern == null) {
            return null;
        }
        Optional<Entry> known = entries.get(pattern);
        if (known == null) {
            known = entries.computeIfAbsent(pattern, this::make);
        }
        return known.orElse(null);
    }

    private Optional<Entry> make(CacheKey pattern) {
        return isCluster()
                ? Optional.empty()
                : Optional.ofNullable(KeyIndex.of(pattern.bytes())).map(Entry::new);
    }

    /** Returns whether Redis is a cluster. Takes a connection, but sends no command of its own. */
    public static boolean isCluster(RedisConnectionFactory connectionFactory) {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            return connection instanceof RedisClusterConnection;
        }
    }

    private boolean isCluster() {
        Boolean known = isCluster;
        if (known == null) {
            known = cluster.getAsBoolean();
            isCluster = known;
        }
        return known;
    }
}
