package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.internal.annotations.CacheManagerParts;
import io.github.cacheconsistency.internal.annotations.ConsistentRedisCacheWriter;
import io.github.cacheconsistency.internal.annotations.DefaultRedisCacheGuard;
import io.github.cacheconsistency.internal.annotations.StockRedisCacheManager;
import io.github.cacheconsistency.spi.ConsistentRedisCacheManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.data.redis.cache.RedisCacheManager;

/**
 * Replaces every {@link RedisCacheManager} bean with a manager of guarded caches, whether Spring Boot or the
 * application has created it. A cache manager that cannot be replaced is an error: its caches are unguarded only if the
 * user configures that.
 */
final class CacheManagerGuarding implements BeanPostProcessor, PriorityOrdered {

    /** Stands for all caches that are created on first use; they have no settings of their own. */
    static final String ANY_OTHER_CACHE = "(any other cache)";

    private static final Logger log = LoggerFactory.getLogger(CacheManagerGuarding.class);

    private final ObjectProvider<DefaultRedisCacheGuard> guard;
    private final ObjectProvider<CacheRedis> redis;
    private final ObjectProvider<CacheConsistencyProperties> properties;
    private final CacheManagerProblems problems = new CacheManagerProblems();

    CacheManagerGuarding(
            ObjectProvider<DefaultRedisCacheGuard> guard,
            ObjectProvider<CacheRedis> redis,
            ObjectProvider<CacheConsistencyProperties> properties) {
        this.guard = guard;
        this.redis = redis;
        this.properties = properties;
    }

    /** Runs before post-processors that wrap the manager in a proxy. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (!(bean instanceof RedisCacheManager manager) || bean instanceof ConsistentRedisCacheManager) {
            return bean;
        }
        if (properties.getObject().unguardedCacheManagers().contains(beanName)) {
            log.info(
                    "The caches of the cache manager '{}' are not guarded, because {} names it",
                    beanName,
                    PropertyNames.global("unguarded-cache-managers"));
            return bean;
        }
        CacheManagerParts parts = parts(manager, beanName);
        ConsistentRedisCacheManager guarded = StockRedisCacheManager.guarding(parts, guard.getObject());
        if (parts.allowsRuntimeCreation()) {
            checkOtherCaches(parts);
        }
        log.debug("The caches of the cache manager '{}' are guarded", beanName);
        return guarded;
    }

    private CacheManagerParts parts(RedisCacheManager manager, String beanName) {
        if (manager.getClass() != RedisCacheManager.class) {
            throw problems.extendedCacheManager(beanName, manager.getClass());
        }
        CacheManagerParts parts = CacheManagerParts.of(manager);
        if (parts == null) {
            throw problems.unreadableCacheManager(beanName);
        }
        if (!(parts.writer() instanceof ConsistentRedisCacheWriter)) {
            if (parts.connectionFactory() == null) {
                throw problems.unknownCacheWriter(beanName, parts.writer().getClass());
            }
            if (parts.connectionFactory() != redis.getObject().connectionFactory()) {
                throw problems.cacheManagerOnAnotherRedis(
                        beanName, redis.getObject().beanName());
            }
        }
        return parts;
    }

    /**
     * Allows that only some caches have what their strategy needs. The use of another cache fails with an error that
     * says what is missing.
     */
    private void checkOtherCaches(CacheManagerParts parts) {
        try {
            guard.getObject().check(ANY_OTHER_CACHE, parts.defaults());
        } catch (InvalidStrategyConfigurationException incomplete) {
            if (parts.initialCaches().isEmpty()
                    && properties.getObject().caches().isEmpty()) {
                throw incomplete;
            }
            log.debug("Only caches with settings of their own can be used", incomplete);
        }
    }
}
