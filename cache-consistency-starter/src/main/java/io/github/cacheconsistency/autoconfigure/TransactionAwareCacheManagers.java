package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.coordination.GuardedCaches;
import io.github.cacheconsistency.redis.ConsistentRedisCacheWriter;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheManager;

/**
 * Takes Spring's {@link TransactionAwareCacheDecorator} off guarded caches. It keeps a write to itself until after the
 * commit, so that the transaction reads the old value of its own key (guard 1), and drops it if the outcome of the
 * commit is unknown (guard 5). What it is for, the library does for every cache.
 */
final class TransactionAwareCacheManagers implements BeanPostProcessor {

    private static final Logger log = LoggerFactory.getLogger(TransactionAwareCacheManagers.class);
    private static final String ANY_CACHE = "(any cache)";

    private final ObjectProvider<GuardedCaches> guardedCaches;

    TransactionAwareCacheManagers(ObjectProvider<GuardedCaches> guardedCaches) {
        this.guardedCaches = guardedCaches;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof RedisCacheManager manager && manager.isTransactionAware()) {
            Collection<String> names = manager.getCacheNames();
            if (isGuarded(
                    manager, names.isEmpty() ? ANY_CACHE : names.iterator().next())) {
                takeOff(manager, beanName, List.copyOf(names));
            }
        }
        return bean;
    }

    private void takeOff(RedisCacheManager manager, String beanName, Collection<String> names) {
        GuardedCaches guarded = guardedCaches.getObject();
        if (names.stream().allMatch(name -> guarded.get(name).settings().enabled())) {
            manager.setTransactionAware(false);
        } else {
            log.warn(
                    "The cache manager '{}' is transaction-aware and has caches that the library does not guard. It stays"
                            + " so for their sake; transactions will read old values of keys they have written in the others."
                            + " Remove transactionAware(), or guard all its caches.",
                    beanName);
        }
        // Makes all caches anew, which also removes the one that was only made to look at.
        manager.initializeCaches();
    }

    private static boolean isGuarded(RedisCacheManager manager, String name) {
        return manager.getCache(name) instanceof TransactionAwareCacheDecorator decorator
                && decorator.getTargetCache() instanceof RedisCache cache
                && cache.getNativeCache() instanceof ConsistentRedisCacheWriter;
    }
}
