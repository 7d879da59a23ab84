package io.github.cacheconsistency.integration;

import java.util.Collection;
import java.util.List;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheOperationInvocationContext;
import org.springframework.cache.interceptor.CacheResolver;

/** The cache that the first argument of an annotated method names, so that one method serves all strategies. */
final class ByArgument implements CacheResolver {

    private final CacheManager manager;

    ByArgument(CacheManager manager) {
        this.manager = manager;
    }

    @Override
    public Collection<? extends Cache> resolveCaches(CacheOperationInvocationContext<?> context) {
        Cache cache = manager.getCache((String) context.getArgs()[0]);
        if (cache == null) {
            throw new IllegalArgumentException("Expected the name of a cache, found " + context.getArgs()[0]);
        }
        return List.of(cache);
    }
}
