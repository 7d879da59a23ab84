package io.github.cacheconsistency.autoconfigure;

import io.lettuce.core.RedisClient;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Sets a command timeout, because the default of Lettuce, one minute, is too long for readers of a cache. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(RedisClient.class)
class LettuceTimeoutConfiguration {

    static final String CUSTOMIZER = "cacheConsistencyCommandTimeout";

    /** Comes first, so that customizers of the application take precedence. */
    @Bean(CUSTOMIZER)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    LettuceClientConfigurationBuilderCustomizer cacheConsistencyCommandTimeout(
            CacheConsistencyProperties properties, Environment environment) {
        return builder -> {
            if (!environment.containsProperty("spring.data.redis.timeout")) {
                builder.commandTimeout(properties.redis().commandTimeout());
            }
        };
    }
}
