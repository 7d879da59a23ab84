package io.github.cacheconsistency.internal.annotations;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.cache.CacheStatisticsCollector;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.cache.ResetStrategy;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.util.ReflectionUtils;

/**
 * The parts from which a plain {@link RedisCacheManager} was built. Spring Data Redis does not publish them, so they are read
 * by reflection. Parts that cannot be read are {@code null} and must be treated as unknown.
 *
 * @param connectionFactory the connection factory of Spring's own writer; {@code null} if it is unknown, as with other writers
 */
public record CacheManagerParts(
        RedisCacheWriter writer,
        RedisCacheConfiguration defaults,
        Map<String, RedisCacheConfiguration> initialCaches,
        boolean allowsRuntimeCreation,
        boolean isTransactionAware,
        boolean resetsByFlush,
        CacheStatisticsCollector statistics,
        @Nullable RedisConnectionFactory connectionFactory) {

    /** The class name of Spring's own writer, which is not public. */
    private static final String STOCK_WRITER = "org.springframework.data.redis.cache.DefaultRedisCacheWriter";

    /**
     * Reads the parts of {@code manager}.
     *
     * @return {@code null} if this version of Spring Data Redis stores them elsewhere
     */
    public static @Nullable CacheManagerParts of(RedisCacheManager manager) {
        RedisCacheWriter writer = (RedisCacheWriter) call("getCacheWriter", manager);
        RedisCacheConfiguration defaults = (RedisCacheConfiguration) call("getDefaultCacheConfiguration", manager);
        Map<String, RedisCacheConfiguration> initialCaches = initialCaches(manager);
        if (writer == null || defaults == null || initialCaches == null) {
            return null;
        }
        Object statistics = isStock(writer) ? field("statistics", writer) : null;
        return new CacheManagerParts(
                writer,
                defaults,
                initialCaches,
                manager.isAllowRuntimeCacheCreation(),
                manager.isTransactionAware(),
                ResetStrategy.flushDb().equals(field("resetStrategy", manager)),
                statistics instanceof CacheStatisticsCollector collector ? collector : CacheStatisticsCollector.none(),
                isStock(writer) && field("connectionFactory", writer) instanceof RedisConnectionFactory factory
                        ? factory
                        : null);
    }

    private static boolean isStock(RedisCacheWriter writer) {
        return writer.getClass().getName().equals(STOCK_WRITER);
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Map<String, RedisCacheConfiguration> initialCaches(RedisCacheManager manager) {
        return (Map<String, RedisCacheConfiguration>) call("getInitialCacheConfiguration", manager);
    }

    /** Calls a protected method. Subclasses depend on these methods as well, so they are unlikely to change. */
    private static @Nullable Object call(String method, RedisCacheManager manager) {
        Method found = ReflectionUtils.findMethod(RedisCacheManager.class, method);
        if (found == null) {
            return null;
        }
        ReflectionUtils.makeAccessible(found);
        return ReflectionUtils.invokeMethod(found, manager);
    }

    private static @Nullable Object field(String name, Object owner) {
        Field found = ReflectionUtils.findField(owner.getClass(), name);
        if (found == null) {
            return null;
        }
        ReflectionUtils.makeAccessible(found);
        return ReflectionUtils.getField(found, owner);
    }
}
