package io.github.cacheconsistency.internal.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.redis.index.GlobPattern;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The key spaces of all guarded caches, as the caches have announced them. A cache name has several key spaces if several cache
 * managers have a cache of that name, or if its prefix is computed for each call. Thread-safe.
 *
 * <p>Invariant: before {@link #add} returns, the keys of the key space are verified or its cache is excluded from the trust. A
 * cache reads keys only of key spaces that it has added.
 */
public final class CacheKeySpaces {

    private final BiConsumer<String, Runnable> watch;
    private final Map<String, List<KeySpace>> spaces = new ConcurrentHashMap<>();
    private final ReentrantLock adding = new ReentrantLock();

    /**
     * @param watch called with the name of a cache that gets a key space and the addition, before any key of the key space is
     *     read; runs the addition and verifies the keys before it returns
     */
    public CacheKeySpaces(BiConsumer<String, Runnable> watch) {
        this.watch = watch;
    }

    /**
     * Adds a key space unless it is known. May send commands to Redis, and waits for other threads that add one.
     *
     * @return whether the key space is new
     */
    public boolean add(KeySpace added) {
        adding.lock();
        try {
            List<KeySpace> known = spaces.computeIfAbsent(added.cacheName(), any -> new CopyOnWriteArrayList<>());
            CacheKey pattern = added.allKeys();
            if (known.stream().anyMatch(space -> space.allKeys().equals(pattern))) {
                return false;
            }
            watch.accept(added.cacheName(), () -> known.add(added));
            return true;
        } finally {
            adding.unlock();
        }
    }

    /**
     * Returns the {@code SCAN} patterns that match all keys of a cache, with one character per byte. Key spaces without a
     * prefix are left out, because their keys cannot be told apart from other keys.
     */
    public Set<String> watchedPatterns(String cacheName) {
        return spaces.getOrDefault(cacheName, List.of()).stream()
                .filter(space -> !space.isUnlimited())
                .map(space -> new String(space.allKeys().bytes(), ISO_8859_1))
                .collect(Collectors.toSet());
    }

    /** Returns the patterns that together match all keys of a cache; none if this JVM has no cache of that name. */
    public List<CacheKey> allKeys(String cacheName) {
        return spaces.getOrDefault(cacheName, List.of()).stream()
                .map(KeySpace::allKeys)
                .toList();
    }

    /**
     * Returns the pattern that matches all keys of the key space that {@code key} belongs to, or a pattern that matches only
     * {@code key} if that key space is unknown.
     */
    public CacheKey allKeysLike(CacheKey key) {
        CacheKey all = allKeysOfKnown(key);
        return all != null ? all : new CacheKey(key.cacheName(), GlobPattern.escaped(key.bytes()));
    }

    /**
     * Returns the pattern that matches all keys of the key space that {@code key} belongs to; {@code null} if it is unknown.
     */
    public @Nullable CacheKey allKeysOfKnown(CacheKey key) {
        KeySpace space = find(key);
        return space == null ? null : space.allKeys();
    }

    /** Returns a cache key as text, without the prefix of its key space. */
    public String text(CacheKey key) {
        KeySpace space = find(key);
        return space == null ? new String(key.bytes(), UTF_8) : space.text(key.bytes());
    }

    /**
     * Returns the matching key space with the longest prefix: if one prefix begins with another, both key spaces contain the
     * key.
     */
    private @Nullable KeySpace find(CacheKey key) {
        KeySpace found = null;
        for (KeySpace space : spaces.getOrDefault(key.cacheName(), List.of())) {
            boolean better =
                    found == null || space.prefix().length() > found.prefix().length();
            if (better && space.contains(key.bytes())) {
                found = space;
            }
        }
        return found;
    }
}
