package io.github.cacheconsistency.internal.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.internal.redis.index.GlobPattern;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.util.ByteUtils;

/**
 * The Redis keys of one cache with one prefix, in the form in which the cache's key serializer writes them. Immutable.
 *
 * <p>Invariant: every key of the cache with this prefix begins with {@link #head}. No key with another prefix does, unless that
 * prefix begins with this one. Without this invariant, the keys of the cache could not be found in Redis without touching
 * others.
 */
public final class KeySpace {

    /** Of different lengths and characters, so that their common prefix does not depend on the rest of the key. */
    private static final List<String> PROBES =
            List.of("", "0", "A", "~", "*", "key", "SimpleKey [1,2]", "\u00e9", "\u4e16", "0123456789".repeat(30));

    private final String cacheName;
    private final String prefix;
    private final SerializationPair<String> serializer;
    private final byte[] head;
    private final CacheKey allKeys;

    private KeySpace(String cacheName, String prefix, SerializationPair<String> serializer, byte[] head) {
        this.cacheName = cacheName;
        this.prefix = prefix;
        this.serializer = serializer;
        this.head = head;
        this.allKeys = new CacheKey(cacheName, GlobPattern.startingWith(head));
    }

    /**
     * Returns the key space of the keys of {@code cacheName} that begin with {@code prefix}.
     *
     * @param prefix empty if the cache uses none; the key space then contains all keys that the serializer can write
     * @throws InvalidStrategyConfigurationException if serialized keys do not begin with the prefix, so that the keys of this
     *     cache cannot be told apart from others
     */
    public static KeySpace of(String cacheName, String prefix, SerializationPair<String> serializer) {
        byte[] head = write(serializer, prefix + PROBES.get(0));
        for (String probe : PROBES) {
            byte[] key = write(serializer, prefix + probe);
            int common = Arrays.mismatch(head, key);
            head = common < 0 ? head : Arrays.copyOf(head, common);
        }
        KeySpace space = new KeySpace(cacheName, prefix, serializer, head);
        if (!space.excludesOtherPrefixes()) {
            throw new InvalidStrategyConfigurationException(
                    ("The keys of the cache '%s' must show its prefix '%s', so that they can be found in Redis by clear() and"
                                    + " after a restart of Redis, but its key serializer writes the prefix differently for"
                                    + " different keys (as JDK serialization, compression and hashing do).")
                            .formatted(cacheName, prefix),
                    ("Use a serializer that writes text, such as the default, in the RedisCacheConfiguration of the cache:"
                                    + " .serializeKeysWith(SerializationPair.fromSerializer(RedisSerializer.string())); or"
                                    + " set cache-consistency.caches[%s].enabled=false to use the cache unguarded.")
                            .formatted(cacheName));
        }
        return space;
    }

    String cacheName() {
        return cacheName;
    }

    /** Returns the prefix of the keys; empty if the cache uses none. */
    public String prefix() {
        return prefix;
    }

    /** Returns whether this key space may contain keys of other users of the same Redis, because the cache has no prefix. */
    public boolean isUnlimited() {
        return prefix.isEmpty();
    }

    /** Returns the {@code SCAN} pattern that matches all keys; glob characters in the prefix are taken literally. */
    public CacheKey allKeys() {
        return allKeys;
    }

    /**
     * Returns the {@code SCAN} pattern for some of the keys.
     *
     * @param serialized a serialized key whose part after the prefix is a pattern
     */
    public CacheKey matching(byte[] serialized) {
        if (!contains(serialized)) {
            throw new IllegalArgumentException("Expected a pattern whose serialized form begins with the prefix '"
                    + prefix + "' of the cache '" + cacheName + "', but the key serializer made something else of it");
        }
        return new CacheKey(
                cacheName, GlobPattern.of(head, Arrays.copyOfRange(serialized, head.length, serialized.length)));
    }

    boolean contains(byte[] key) {
        return startsWith(key, head);
    }

    /** Returns whether {@link #text} can read keys: some serializers cannot read what they write. */
    public boolean isReadable() {
        try {
            return text(write(serializer, prefix + "key")).equals("key");
        } catch (RuntimeException unreadable) {
            return false;
        }
    }

    /** Returns the application's key as text. */
    String text(byte[] key) {
        String text = serializer.read(ByteBuffer.wrap(key));
        return Objects.requireNonNull(text, "The key serializer read no text").substring(prefix.length());
    }

    private boolean excludesOtherPrefixes() {
        int[] characters = prefix.codePoints().toArray();
        for (int index = 0; index < characters.length; index++) {
            int[] changed = characters.clone();
            changed[index] = characters[index] == 'x' ? 'y' : 'x';
            if (includesAny(new String(changed, 0, changed.length)) || includesAny(new String(characters, 0, index))) {
                return false;
            }
        }
        return true;
    }

    private boolean includesAny(String otherPrefix) {
        return PROBES.stream()
                .map(probe -> otherPrefix + probe)
                .anyMatch(key -> !key.startsWith(prefix) && contains(write(serializer, key)));
    }

    private static byte[] write(SerializationPair<String> serializer, String key) {
        return ByteUtils.getBytes(serializer.write(key));
    }

    private static boolean startsWith(byte[] key, byte[] head) {
        return key.length >= head.length && Arrays.equals(key, 0, head.length, head, 0, head.length);
    }
}
