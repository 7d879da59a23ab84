package io.github.cacheconsistency.autoconfigure;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * The connection to the Redis of the guarded caches.
 *
 * @param beanName the name of the connection factory
 */
record CacheRedis(String beanName, RedisConnectionFactory connectionFactory) {

    /**
     * Finds the connection factory.
     *
     * @param configuredName the value of {@code cache-consistency.redis.connection-factory}, or {@code null}
     * @throws io.github.cacheconsistency.InvalidStrategyConfigurationException if it is not clear which one is meant
     */
    static CacheRedis find(ListableBeanFactory beans, @Nullable String configuredName, CacheManagerProblems problems) {
        List<String> names = List.of(beans.getBeanNamesForType(RedisConnectionFactory.class));
        if (configuredName != null) {
            if (!names.contains(configuredName)) {
                throw problems.unknownConnectionFactory(configuredName, names);
            }
            return new CacheRedis(configuredName, beans.getBean(configuredName, RedisConnectionFactory.class));
        }
        RedisConnectionFactory unique =
                beans.getBeanProvider(RedisConnectionFactory.class).getIfUnique();
        if (unique == null) {
            throw problems.ambiguousConnectionFactory(names);
        }
        String name = names.stream()
                .filter(candidate -> beans.getBean(candidate) == unique)
                .findFirst()
                .orElse("redisConnectionFactory");
        return new CacheRedis(name, unique);
    }
}
