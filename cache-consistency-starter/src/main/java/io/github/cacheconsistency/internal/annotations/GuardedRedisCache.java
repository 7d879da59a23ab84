package io.github.cacheconsistency.internal.annotations;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.redis.CacheKeySpaces;
import io.github.cacheconsistency.internal.redis.KeySpace;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheWriter;

/**
 * Spring's cache with a guarded writer. It creates its keys itself, so that {@code clear()}, the failover watch and the
 * programmatic API use the same keys as the annotations, with any prefix and serializer. Thread-safe.
 *
 * <p>If the prefix is computed for each call, for example from a tenant, each of its values has its own key space.
 */
public final class GuardedRedisCache extends RedisCache {

    /** Limits the memory if the prefix is computed from too many values: more prefixes are a mistake. */
    private static final int MOST_PREFIXES = 1_000;

    private static final Logger log = LoggerFactory.getLogger(GuardedRedisCache.class);

    private final CacheKeySpaces keySpaces;
    private final Map<String, KeySpace> others = new ConcurrentHashMap<>();
    private final AtomicBoolean tooManyReported = new AtomicBoolean();
    private volatile @Nullable KeySpace first;

    GuardedRedisCache(
            String name, RedisCacheWriter writer, RedisCacheConfiguration configuration, CacheKeySpaces keySpaces) {
        super(name, writer, configuration);
        this.keySpaces = keySpaces;
    }

    /**
     * Announces the keys before the first use, so that configuration errors appear then.
     *
     * @return {@code null} if the prefix cannot be computed yet because it depends on the context of a call
     * @throws io.github.cacheconsistency.InvalidStrategyConfigurationException if the keys cannot be told apart from others
     */
    @Nullable
    KeySpace announce() {
        String prefix;
        try {
            prefix = prefix();
        } catch (RuntimeException noCall) {
            log.debug("The key prefix of cache '{}' cannot be computed before its first use", getName(), noCall);
            return null;
        }
        return keySpace(prefix);
    }

    /**
     * Returns the key space of the present prefix.
     *
     * @throws io.github.cacheconsistency.InvalidStrategyConfigurationException if the keys cannot be told apart from others
     */
    public KeySpace keySpace() {
        return keySpace(prefix());
    }

    /** Returns the Redis key of an entry. */
    public CacheKey key(Object key) {
        return new CacheKey(getName(), serializeCacheKey(createCacheKey(key)));
    }

    @Override
    protected String createCacheKey(Object key) {
        String prefix = prefix();
        if (!isKnown(prefix)) {
            if (others.size() < MOST_PREFIXES) {
                addKeySpace(prefix);
            } else {
                reportTooMany();
            }
        }
        return prefix + convertKey(key);
    }

    @Override
    public void clear() {
        getCacheWriter().clear(getName(), keySpace().allKeys().bytes());
    }

    @Override
    public void clear(String keyPattern) {
        byte[] pattern = serializeCacheKey(createCacheKey(keyPattern));
        getCacheWriter().clear(getName(), keySpace().matching(pattern).bytes());
    }

    @Override
    public boolean invalidate() {
        return getCacheWriter().invalidate(getName(), keySpace().allKeys().bytes());
    }

    private String prefix() {
        RedisCacheConfiguration configuration = getCacheConfiguration();
        return configuration.usePrefix() ? configuration.getKeyPrefixFor(getName()) : "";
    }

    private boolean isKnown(String prefix) {
        KeySpace only = first;
        return only != null && only.prefix().equals(prefix) || others.containsKey(prefix);
    }

    private KeySpace keySpace(String prefix) {
        KeySpace only = first;
        if (only != null && only.prefix().equals(prefix)) {
            return only;
        }
        KeySpace known = others.get(prefix);
        return known != null ? known : addKeySpace(prefix);
    }

    private KeySpace addKeySpace(String prefix) {
        KeySpace added = KeySpace.of(getName(), prefix, getCacheConfiguration().getKeySerializationPair());
        if (others.size() >= MOST_PREFIXES) {
            reportTooMany();
            return added;
        }
        if (keySpaces.add(added) && added.isUnlimited()) {
            log.warn(
                    "Cache '{}' has no key prefix, so its entries cannot be told from other keys. They are kept when Redis is"
                            + " restarted or failed over, even if they are old; and clear() removes all keys of its Redis"
                            + " database, those of others too, as Spring's own does. Give it a prefix.",
                    getName());
        }
        if (first == null) {
            first = added;
        } else {
            others.put(prefix, added);
        }
        return added;
    }

    private void reportTooMany() {
        if (tooManyReported.compareAndSet(false, true)) {
            log.warn(
                    "The cache '{}' has computed {} different key prefixes. Entries under any further prefix are kept when"
                            + " Redis is restarted or failed over, even if they are old, and clear() may miss some. Let the"
                            + " prefix depend on fewer values.",
                    getName(),
                    MOST_PREFIXES);
        }
    }
}
