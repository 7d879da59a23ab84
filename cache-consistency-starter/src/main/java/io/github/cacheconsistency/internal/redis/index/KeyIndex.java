package io.github.cacheconsistency.internal.redis.index;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The index of a cache: a Redis set that names the cache's keys, so that {@code clear()} need not look at the keys of others
 * (docs/protocols.md, "Key index and clear()").
 *
 * <p>Invariant: while the set holds {@link #COMPLETE}, every key of the cache that exists is a member, except keys that other
 * programs wrote. So whatever creates a key adds it in the same script, a key leaves the set only in a script that removes it
 * or finds it gone, and {@code COMPLETE} is added only after a SCAN during which the set was never lost: Redis may evict it.
 */
public final class KeyIndex {

    /** In a set that names all keys. Like all names that begin with these bytes it is no key of a cache. */
    public static final String COMPLETE = "\0cc:complete";

    private static final byte[] NAME = "\0cc:index:1".getBytes(US_ASCII);

    private final byte[] prefix;
    private final byte[] key;

    private KeyIndex(byte[] prefix) {
        this.prefix = prefix;
        this.key = Arrays.copyOf(prefix, prefix.length + NAME.length);
        System.arraycopy(NAME, 0, key, prefix.length, NAME.length);
    }

    /** The index of the keys that match {@code pattern}; {@code null} unless those are the keys with one prefix. */
    static @Nullable KeyIndex of(byte[] pattern) {
        byte[] prefix = GlobPattern.prefix(pattern);
        return prefix == null || prefix.length == 0 ? null : new KeyIndex(prefix);
    }

    /** Whether {@code key} is the index of some cache. */
    public static boolean isIndex(byte[] key) {
        int start = key.length - NAME.length;
        return start > 0 && Arrays.equals(key, start, key.length, NAME, 0, NAME.length);
    }

    /** The Redis key of the set. It begins like the keys in it, so that whoever may use those may use it too. */
    public byte[] key() {
        return key;
    }

    /** Matches all keys that belong into it. */
    byte[] pattern() {
        return GlobPattern.startingWith(prefix);
    }

    /** Whether {@code cacheKey} belongs into it. */
    boolean covers(byte[] cacheKey) {
        return startsWith(cacheKey, prefix);
    }

    /** Whether all keys that match {@code pattern} belong into it. */
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
