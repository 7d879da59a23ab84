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
 * The key spaces of all guarded caches, as the caches themselves have announced them. A cache name has several if several
 * cache managers have a cache of that name, or if its prefix is computed for each call. Thread-safe.
 *
 * <p>Invariant: the keys of a key space are verified, or its cache is excluded from the trust, before {@link #add} returns;
 * and no cache reads a key of a key space that it has not added.
 */
public final class CacheKeySpaces {

    private final BiConsumer<String, Runnable> watch;
    private final Map<String, List<KeySpace>> spaces = new ConcurrentHashMap<>();
    private final ReentrantLock adding = new ReentrantLock();

    /**
     * @param watch told the name of each cache that gets a key space, before any key of that is read; runs the addition,
     *     and verifies the keys before it returns
     */
    public CacheKeySpaces(BiConsumer<String, Runnable> watch) {
        this.watch = watch;
    }

    /** Adds a key space unless it is known; returns whether it is new. May ask Redis, and waits for others that do. */
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
     * The patterns that match all keys of a cache in a {@code SCAN}, one character per byte. Without those of key spaces
     * that have no prefix: nothing tells their keys from any other.
     */
    public Set<String> watchedPatterns(String cacheName) {
        return spaces.getOrDefault(cacheName, List.of()).stream()
                .filter(space -> !space.isUnlimited())
                .map(space -> new String(space.allKeys().bytes(), ISO_8859_1))
                .collect(Collectors.toSet());
    }

    /** The patterns that together match all keys of a cache; none if this JVM has no cache of that name. */
    public List<CacheKey> allKeys(String cacheName) {
        return spaces.getOrDefault(cacheName, List.of()).stream()
                .map(KeySpace::allKeys)
                .toList();
    }

    /** The pattern that matches all keys of the key space that {@code key} belongs to; the key alone if that is unknown. */
    public CacheKey allKeysLike(CacheKey key) {
        CacheKey all = allKeysOfKnown(key);
        return all != null ? all : new CacheKey(key.cacheName(), GlobPattern.escaped(key.bytes()));
    }

    /** The pattern that matches all keys of the key space that {@code key} belongs to; {@code null} if it is unknown. */
    public @Nullable CacheKey allKeysOfKnown(CacheKey key) {
        KeySpace space = find(key);
        return space == null ? null : space.allKeys();
    }

    /** A cache key as text, without the prefix. */
    public String text(CacheKey key) {
        KeySpace space = find(key);
        return space == null ? new String(key.bytes(), UTF_8) : space.text(key.bytes());
    }

    /** The one with the longest prefix: where one prefix begins with another, both contain the key. */
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
