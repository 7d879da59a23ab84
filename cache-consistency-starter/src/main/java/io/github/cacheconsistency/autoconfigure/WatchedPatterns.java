package io.github.cacheconsistency.autoconfigure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.cacheconsistency.redis.CacheKeyPrefixes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.redis.cache.RedisCacheManager;

/**
 * Which keys of Redis are removed after a restart: those of guarded caches, and no others. So a cache without a key
 * prefix is left out, with a warning: nothing tells its keys from any other. Thread-safe.
 */
final class WatchedPatterns implements Function<String, Optional<String>> {

    private static final Logger log = LoggerFactory.getLogger(WatchedPatterns.class);
    private static final String EVERYTHING = "*";

    private final CacheKeyPrefixes prefixes;
    private final ObjectProvider<RedisCacheManager> cacheManager;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** @param cacheManager none if caching is turned off */
    WatchedPatterns(CacheKeyPrefixes prefixes, ObjectProvider<RedisCacheManager> cacheManager) {
        this.prefixes = prefixes;
        this.cacheManager = cacheManager;
    }

    /** The pattern of all keys of a cache, one character per byte. */
    @Override
    public Optional<String> apply(String cacheName) {
        if (cacheName.equals(GuardingCustomizer.ANY_OTHER_CACHE) || cacheManager.getIfAvailable() == null) {
            return Optional.empty();
        }
        String pattern = new String(prefixes.allKeys(cacheName).bytes(), ISO_8859_1);
        if (!pattern.equals(EVERYTHING)) {
            return Optional.of(pattern);
        }
        if (warned.add(cacheName)) {
            log.warn(
                    "Cache '{}' has no key prefix, so its entries cannot be told from other keys and are kept when Redis"
                            + " is restarted or failed over, even if they are old. Give it a prefix.",
                    cacheName);
        }
        return Optional.empty();
    }
}
