package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Creates the exceptions for cache managers and Redis connections that cannot be guarded. They say what was expected,
 * what was found, and what to do. The callers throw them.
 */
final class CacheManagerProblems {

    private static final String WITH_THE_GUARD =
            "Build it with RedisCacheManager.builder(guard.writer()), where guard is the bean of type RedisCacheGuard";

    /**
     * There is no RedisCacheManager to guard.
     *
     * @param found the class of the existing cache manager, or {@code null} if there is none
     */
    InvalidStrategyConfigurationException missingRedisCacheManager(@Nullable Class<?> found) {
        String instead = found == null ? "there is no cache manager" : "the cache manager is a " + found.getName();
        String action = found == null
                ? "Add @EnableCaching to a configuration class and set spring.cache.type=redis"
                : "Set spring.cache.type=redis and remove other CacheManager beans";
        return new InvalidStrategyConfigurationException(
                "Guarding caches needs a RedisCacheManager, but %s.".formatted(instead),
                "%s; or set %s=false to go without the library.".formatted(action, PropertyNames.global("enabled")));
    }

    /**
     * A cache manager is a subclass of RedisCacheManager, whose behaviour is unknown.
     *
     * @param beanName its name
     * @param found its class
     */
    InvalidStrategyConfigurationException extendedCacheManager(String beanName, Class<?> found) {
        return new InvalidStrategyConfigurationException(
                "The cache manager '%s' must be a plain RedisCacheManager to be guarded, but it is a %s."
                        .formatted(beanName, found.getName()),
                "Let that class extend io.github.cacheconsistency.spi.ConsistentRedisCacheManager, with the bean of type RedisCacheGuard: super(guard, defaults); %s."
                        .formatted(orLeaveUnguarded(beanName)));
    }

    /**
     * The installed version of Spring Data Redis is unknown to the library.
     *
     * @param beanName the name of the cache manager
     */
    InvalidStrategyConfigurationException unreadableCacheManager(String beanName) {
        return new InvalidStrategyConfigurationException(
                "The parts of the cache manager '%s' must be known to guard it, but this version of Spring Data Redis does not give them."
                        .formatted(beanName),
                "Return new ConsistentRedisCacheManager(guard, defaults), with the bean of type RedisCacheGuard; %s."
                        .formatted(orLeaveUnguarded(beanName)));
    }

    /**
     * A cache manager uses a RedisCacheWriter of the application.
     *
     * @param beanName its name
     * @param found the class of its writer
     */
    InvalidStrategyConfigurationException unknownCacheWriter(String beanName, Class<?> found) {
        return new InvalidStrategyConfigurationException(
                "The cache manager '%s' must use Spring's own cache writer, or the library's, to be guarded, but it uses a %s."
                        .formatted(beanName, found.getName()),
                WITH_THE_GUARD + "; %s.".formatted(orLeaveUnguarded(beanName)));
    }

    /**
     * A cache manager uses another Redis than the library.
     *
     * @param beanName its name
     * @param used the name of the connection factory that the library uses
     */
    InvalidStrategyConfigurationException cacheManagerOnAnotherRedis(String beanName, String used) {
        return new InvalidStrategyConfigurationException(
                "The cache manager '%s' must use the connection factory '%s' to be guarded, but it was built with another one."
                        .formatted(beanName, used),
                WITH_THE_GUARD
                        + "; or let %s name its connection factory, if all guarded caches use that; %s."
                                .formatted(
                                        PropertyNames.global("redis.connection-factory"), orLeaveUnguarded(beanName)));
    }

    /**
     * A cache manager is not a bean and so could not be replaced.
     *
     * @param path where it was found
     * @param found its class
     */
    InvalidStrategyConfigurationException hiddenCacheManager(String path, Class<?> found) {
        return new InvalidStrategyConfigurationException(
                "Every Redis cache manager must be a bean to be guarded, but %s has a %s that is none."
                        .formatted(path, found.getName()),
                "Declare it as a @Bean of type RedisCacheManager and inject that bean; or set %s to the name of that bean to leave it unguarded."
                        .formatted(PropertyNames.global("unguarded-cache-managers")));
    }

    /**
     * A cache manager that is to be left unguarded does not exist.
     *
     * @param found a name in {@code cache-consistency.unguarded-cache-managers}
     * @param beanNames the names of all RedisCacheManager beans
     */
    InvalidStrategyConfigurationException unknownUnguardedCacheManager(String found, String... beanNames) {
        return new InvalidStrategyConfigurationException(
                "%s must hold names of RedisCacheManager beans, of which there are [%s], but it holds '%s'."
                        .formatted(
                                PropertyNames.global("unguarded-cache-managers"), String.join(", ", beanNames), found),
                "Correct or remove that name.");
    }

    /**
     * There are several connection factories, and it is not configured which of them the caches use.
     *
     * @param beanNames the names of all connection factories
     */
    InvalidStrategyConfigurationException ambiguousConnectionFactory(Collection<String> beanNames) {
        return new InvalidStrategyConfigurationException(
                "Expected a single RedisConnectionFactory, a primary one, or the name of one of them in %s, but found %d: %s."
                        .formatted(
                                PropertyNames.global("redis.connection-factory"),
                                beanNames.size(),
                                String.join(", ", beanNames)),
                "Set %s to that of the caches.".formatted(PropertyNames.global("redis.connection-factory")));
    }

    /**
     * The configured connection factory does not exist.
     *
     * @param found the value of {@code cache-consistency.redis.connection-factory}
     * @param beanNames the names of all connection factories
     */
    InvalidStrategyConfigurationException unknownConnectionFactory(String found, Collection<String> beanNames) {
        String property = PropertyNames.global("redis.connection-factory");
        return new InvalidStrategyConfigurationException(
                "%s must be the name of a RedisConnectionFactory bean, one of %s, but it is '%s'."
                        .formatted(property, String.join(", ", beanNames), found),
                "Set %s to one of %s, or remove it if there is only one."
                        .formatted(property, String.join(", ", beanNames)));
    }

    private static String orLeaveUnguarded(String beanName) {
        return "or leave its caches unguarded with %s=%s"
                .formatted(PropertyNames.global("unguarded-cache-managers"), beanName);
    }
}
