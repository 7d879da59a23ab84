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
 * After an outage Lettuce tries again at ever longer intervals, of up to 30 s: the longer Redis was away, the later anybody
 * would notice that it is back, and old keys with it. The bound of half a second (docs/protocols.md, "Outbox") leaves
 * no time for that.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(RedisClient.class)
class LettuceReconnectConfiguration {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMillis(100);
    private static final int FACTOR = 2;

    /** Comes first, so that the user's own customizers have the last word. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ClientResourcesBuilderCustomizer cacheConsistencyReconnectDelay() {
        return builder -> builder.reconnectDelay(Delay.exponential(SHORTEST, LONGEST, FACTOR, TimeUnit.MILLISECONDS));
    }
}
