package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.spi.ConsistentRedisCacheManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.data.redis.cache.RedisCacheManager;

/** Finds the cache manager of a cache, and checks that all Redis cache managers are guarded. Thread-safe. */
final class RedisCacheManagers implements SmartInitializingSingleton {

    private final ListableBeanFactory beans;
    private final CacheManagerReferences references;
    private final Set<String> unguarded;
    private final CacheManagerProblems problems;
    private volatile @Nullable Map<String, ConsistentRedisCacheManager> guarded;

    /**
     * Creates the registry.
     *
     * @param unguarded names of the beans that the user has exempted
     */
    RedisCacheManagers(ListableBeanFactory beans, Collection<String> unguarded, CacheManagerProblems problems) {
        this.beans = beans;
        this.references = new CacheManagerReferences(beans);
        this.unguarded = Set.copyOf(unguarded);
        this.problems = problems;
    }

    /**
     * Whether the application has turned caching off, so that there is nothing to guard.
     *
     * @throws io.github.cacheconsistency.InvalidStrategyConfigurationException if the application has no Redis cache
     *     manager but has not turned caching off
     */
    boolean isCachingOff() {
        Map<String, CacheManager> all = beans.getBeansOfType(CacheManager.class);
        if (all.values().stream().anyMatch(RedisCacheManager.class::isInstance)) {
            return false;
        }
        CacheManager other = all.values().stream().reduce(null, (before, last) -> last);
        if (other instanceof NoOpCacheManager) {
            return true;
        }
        throw problems.missingRedisCacheManager(other == null ? null : other.getClass());
    }

    /**
     * Returns the cache called {@code name}: from the only guarded manager that has it or, if none has it, the only one
     * that may create it; from the primary one if several qualify.
     *
     * @throws IllegalArgumentException if there is none, or if it is not clear which one is meant
     */
    Cache cache(String name) {
        Map<String, ConsistentRedisCacheManager> all = guarded();
        Map<String, ConsistentRedisCacheManager> candidates = new LinkedHashMap<>(all);
        candidates.values().removeIf(manager -> !manager.getCacheNames().contains(name));
        if (candidates.isEmpty()) {
            candidates.putAll(all);
            candidates.values().removeIf(manager -> !manager.isAllowRuntimeCacheCreation());
        }
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("Expected a guarded Redis cache '" + name
                    + "', but no guarded cache manager has one, or may make one: " + names(all)
                    + ". Add it to spring.cache.cache-names, or to the initial caches of one of them.");
        }
        Cache cache = choose(name, candidates).getCache(name);
        if (cache == null) {
            throw new IllegalArgumentException(
                    "Expected the cache manager to make the cache '" + name + "', but it did not");
        }
        return cache;
    }

    /**
     * Checks that no Redis cache is unguarded.
     *
     * @throws io.github.cacheconsistency.InvalidStrategyConfigurationException if a cache manager is not guarded
     */
    @Override
    public void afterSingletonsInstantiated() {
        Map<String, CacheManager> all = beans.getBeansOfType(CacheManager.class);
        List<Object> exempt = new ArrayList<>();
        for (String name : unguarded) {
            if (!(all.get(name) instanceof RedisCacheManager manager)) {
                throw problems.unknownUnguardedCacheManager(name, beans.getBeanNamesForType(RedisCacheManager.class));
            }
            exempt.add(manager);
        }
        if (isCachingOff()) {
            return;
        }
        references.forEach((path, manager) -> {
            if (!(manager instanceof ConsistentRedisCacheManager)
                    && exempt.stream().noneMatch(any -> any == manager)) {
                throw problems.hiddenCacheManager(path, manager.getClass());
            }
        });
        guarded = find();
    }

    private ConsistentRedisCacheManager choose(String cache, Map<String, ConsistentRedisCacheManager> candidates) {
        if (candidates.size() > 1) {
            RedisCacheManager primary =
                    beans.getBeanProvider(RedisCacheManager.class).getIfUnique();
            if (candidates.values().stream().noneMatch(manager -> manager == primary)) {
                throw new IllegalArgumentException("Expected one cache manager to have the cache '" + cache
                        + "', but it may be any of " + names(candidates)
                        + ". Declare it in the initial caches of one of them, or mark that one as @Primary.");
            }
            candidates.values().removeIf(manager -> manager != primary);
        }
        return candidates.values().iterator().next();
    }

    /** Not stored until all beans exist: a manager that is being created cannot be found. */
    private Map<String, ConsistentRedisCacheManager> guarded() {
        Map<String, ConsistentRedisCacheManager> known = guarded;
        return known != null ? known : find();
    }

    private Map<String, ConsistentRedisCacheManager> find() {
        return beans.getBeansOfType(ConsistentRedisCacheManager.class);
    }

    private static String names(Map<String, ConsistentRedisCacheManager> managers) {
        return String.join(", ", managers.keySet());
    }
}
