package io.github.cacheconsistency.autoconfigure;

import io.lettuce.core.RedisClient;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Lettuce waits a minute for an answer unless told otherwise; no reader of a cache should. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(RedisClient.class)
class LettuceTimeoutConfiguration {

    static final String CUSTOMIZER = "cacheConsistencyCommandTimeout";

    /** Comes first, so that the user's own customizers have the last word. */
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
