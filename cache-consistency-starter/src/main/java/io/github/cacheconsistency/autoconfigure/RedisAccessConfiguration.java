package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.CacheStore;
import io.github.cacheconsistency.coordination.CircuitBreakingCacheStore;
import io.github.cacheconsistency.redis.SpringDataCacheStore;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** How the library calls Redis. */
@Configuration(proxyBeanMethods = false)
class RedisAccessConfiguration {

    private static final int TRIAL_CALLS = 2;

    @Bean
    @ConditionalOnMissingBean
    CacheStore cacheConsistencyStore(RedisConnectionFactory connectionFactory, CacheConsistencyProperties properties) {
        SpringDataCacheStore store = new SpringDataCacheStore(connectionFactory);
        CacheConsistencyProperties.CircuitBreaker settings = properties.redis().circuitBreaker();
        return settings.enabled() ? new CircuitBreakingCacheStore(store, circuitBreaker(settings)) : store;
    }

    private static CircuitBreaker circuitBreaker(CacheConsistencyProperties.CircuitBreaker settings) {
        return CircuitBreaker.of(
                "cache-consistency-redis",
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(settings.slidingWindowSize())
                        .minimumNumberOfCalls(settings.minimumNumberOfCalls())
                        .failureRateThreshold(settings.failureRateThreshold())
                        .slowCallDurationThreshold(settings.slowCallDuration())
                        .slowCallRateThreshold(settings.slowCallRateThreshold())
                        .waitDurationInOpenState(settings.openDuration())
                        .permittedNumberOfCallsInHalfOpenState(TRIAL_CALLS)
                        .build());
    }
}
