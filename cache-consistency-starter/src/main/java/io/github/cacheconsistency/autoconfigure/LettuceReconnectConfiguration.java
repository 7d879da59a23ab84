package io.github.cacheconsistency.autoconfigure;

import io.lettuce.core.RedisClient;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Limits the reconnect delay of Lettuce. By default it grows up to 30 s, so after a long outage the library would
 * notice late that Redis, and old entries with it, is back. The bound of half a second (docs/protocols.md, "Outbox")
 * requires a shorter delay.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(RedisClient.class)
class LettuceReconnectConfiguration {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMillis(100);
    private static final int FACTOR = 2;

    /** Comes first, so that customizers of the application take precedence. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ClientResourcesBuilderCustomizer cacheConsistencyReconnectDelay() {
        return builder -> builder.reconnectDelay(Delay.exponential(SHORTEST, LONGEST, FACTOR, TimeUnit.MILLISECONDS));
    }
}
