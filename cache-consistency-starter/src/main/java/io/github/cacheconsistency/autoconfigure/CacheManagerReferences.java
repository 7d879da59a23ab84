package io.github.cacheconsistency.autoconfigure;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.AbstractCacheResolver;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.support.CompositeCacheManager;
import org.springframework.cache.transaction.TransactionAwareCacheManagerProxy;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.util.ReflectionUtils;

/**
 * Finds every {@link RedisCacheManager} that annotated methods can reach: the beans, and managers inside Spring's
 * composites, proxies and resolvers that are not beans. Some of these keep them in private fields, which are read by
 * reflection.
 */
final class CacheManagerReferences {

    private final ListableBeanFactory beans;

    CacheManagerReferences(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /** Calls {@code visitor} with each manager and a description of where it was found. */
    void forEach(BiConsumer<String, RedisCacheManager> visitor) {
        beans.getBeansOfType(CacheManager.class)
                .forEach((name, manager) -> visit("the bean '" + name + "'", manager, visitor));
        beans.getBeansOfType(AbstractCacheResolver.class)
                .forEach((name, resolver) ->
                        visit("the cache resolver '" + name + "'", resolver.getCacheManager(), visitor));
        beans.getBeansOfType(CacheAspectSupport.class)
                .forEach((name, aspect) -> visit("the default cache resolver", defaultManager(aspect), visitor));
    }

    private void visit(String path, @Nullable Object manager, BiConsumer<String, RedisCacheManager> visitor) {
        if (manager instanceof RedisCacheManager redis) {
            visitor.accept(path, redis);
        } else if (manager instanceof CompositeCacheManager
                && field(CompositeCacheManager.class, "cacheManagers", manager) instanceof Iterable<?> parts) {
            parts.forEach(part -> visit(path + " (inside a CompositeCacheManager)", part, visitor));
        } else if (manager instanceof TransactionAwareCacheManagerProxy) {
            visit(
                    path + " (inside a TransactionAwareCacheManagerProxy)",
                    field(TransactionAwareCacheManagerProxy.class, "targetCacheManager", manager),
                    visitor);
        }
    }

    private static @Nullable Object defaultManager(CacheAspectSupport aspect) {
        Method method = ReflectionUtils.findMethod(CacheAspectSupport.class, "getCacheResolver");
        if (method == null) {
            return null;
        }
        ReflectionUtils.makeAccessible(method);
        CacheResolver resolver = (CacheResolver) ReflectionUtils.invokeMethod(method, aspect);
        return resolver instanceof AbstractCacheResolver simple ? simple.getCacheManager() : null;
    }

    private static @Nullable Object field(Class<?> type, String name, Object owner) {
        Field field = ReflectionUtils.findField(type, name);
        if (field == null) {
            return null;
        }
        ReflectionUtils.makeAccessible(field);
        return ReflectionUtils.getField(field, owner);
    }
}
