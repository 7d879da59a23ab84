package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.internal.cache.FirstUse;
import io.lettuce.core.RedisClient;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Checks that reads do not go to Redis replicas. Only Lettuce supports that. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(RedisClient.class)
class ReplicaReadsConfiguration {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    FirstUse cacheConsistencyReplicaReads(CacheRedis redis, ListableBeanFactory beans) {
        return redis.connectionFactory() instanceof LettuceConnectionFactory lettuce
                ? new ReplicaReads(lettuce, customizers(beans), new ConfigurationProblems())
                : cache -> {};
    }

    private static List<String> customizers(ListableBeanFactory beans) {
        return Stream.of(LettuceClientConfigurationBuilderCustomizer.class, LettuceClientConfiguration.class)
                .flatMap(type -> Arrays.stream(beans.getBeanNamesForType(type, true, false)))
                .filter(name -> !name.equals(LettuceTimeoutConfiguration.CUSTOMIZER))
                .toList();
    }
}
