package io.github.cacheconsistency.internal.redis.index;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The index of a cache: a Redis set with the cache's keys, so that {@code clear()} need not scan the keys of others
 * (docs/protocols.md, "Key index and clear()"). Immutable.
 *
 * <p>Invariant: while the set contains {@link #COMPLETE}, every existing key of the cache is a member, except keys that other
 * programs wrote. So every script that creates a key also adds it to the set, and a key leaves the set only in a script that
 * removes the key or finds that it does not exist. {@code COMPLETE} is added only after a SCAN during which the set was never
 * lost, because Redis may evict it.
 */
public final class KeyIndex {

    /** The member that marks a complete index. Like all names that begin with these bytes, it is not a key of a cache. */
    public static final String COMPLETE = "\0cc:complete";

    private static final byte[] NAME = "\0cc:index:1".getBytes(US_ASCII);

    private final byte[] prefix;
    private final byte[] key;

    private KeyIndex(byte[] prefix) {
        this.prefix = prefix;
        this.key = Arrays.copyOf(prefix, prefix.length + NAME.length);
        System.arraycopy(NAME, 0, key, prefix.length, NAME.length);
    }

    /** Returns the index of the keys that match {@code pattern}; {@code null} unless these are all keys with one prefix. */
    static @Nullable KeyIndex of(byte[] pattern) {
        byte[] prefix = GlobPattern.prefix(pattern);
        return prefix == null || prefix.length == 0 ? null : new KeyIndex(prefix);
    }

    /** Returns whether {@code key} has the name of a key index. */
    public static boolean isIndex(byte[] key) {
        int start = key.length - NAME.length;
        return start > 0 && Arrays.equals(key, start, key.length, NAME, 0, NAME.length);
    }

    /** Returns the Redis key of the set. It has the prefix of its members, so that permissions for those include it. */
    public byte[] key() {
        return key;
    }

    /** Returns a pattern of all keys that belong to this index. */
    byte[] pattern() {
        return GlobPattern.startingWith(prefix);
    }

    /** Returns whether {@code cacheKey} belongs to this index. */
    boolean covers(byte[] cacheKey) {
        return startsWith(cacheKey, prefix);
    }

    /** Returns whether all keys that match {@code pattern} belong to this index. */
    boolean coversAll(byte[] pattern) {
        return startsWith(pattern, GlobPattern.escaped(prefix));
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyIndex that && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }
}
