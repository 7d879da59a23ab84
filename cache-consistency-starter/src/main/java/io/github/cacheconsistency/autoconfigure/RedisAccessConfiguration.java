package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.CacheStore;
import io.github.cacheconsistency.FillExecutor;
import io.github.cacheconsistency.TimeSource;
import io.github.cacheconsistency.coordination.BackgroundFills;
import io.github.cacheconsistency.coordination.CacheTrust;
import io.github.cacheconsistency.coordination.CircuitBreakingCacheStore;
import io.github.cacheconsistency.coordination.GuardedCaches;
import io.github.cacheconsistency.coordination.RedisRefusal;
import io.github.cacheconsistency.redis.CacheKeyPrefixes;
import io.github.cacheconsistency.redis.Gets;
import io.github.cacheconsistency.redis.KeyIndexUpkeep;
import io.github.cacheconsistency.redis.PlainGets;
import io.github.cacheconsistency.redis.ReplicaAcknowledgement;
import io.github.cacheconsistency.redis.RequiredCommands;
import io.github.cacheconsistency.redis.SpringDataCacheStore;
import io.github.cacheconsistency.redis.coalescing.CoalescedGets;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/** How the library calls Redis. */
@Configuration(proxyBeanMethods = false)
class RedisAccessConfiguration {

    private static final int TRIAL_CALLS = 2;
    private static final String LETTUCE = "io.lettuce.core.RedisClient";

    @Bean
    @ConditionalOnMissingBean
    CacheStore cacheConsistencyStore(
            RedisConnectionFactory connectionFactory,
            CacheConsistencyProperties properties,
            ObjectProvider<GuardedCaches> caches,
            ObjectProvider<ReplicaAcknowledgement> replicas,
            Gets gets,
            CacheKeyPrefixes prefixes,
            KeyIndexUpkeep upkeep) {
        // Asked for at the first invalidation: the caches themselves need the store.
        Supplier<GuardedCaches> guarded = SingletonSupplier.of(caches::getObject);
        SpringDataCacheStore store = SpringDataCacheStore.withKeyIndexes(
                connectionFactory,
                gets,
                cacheName -> guarded.get().get(cacheName).fenceTime(),
                replicas.getIfAvailable(),
                cacheName -> prefixes.allKeys(cacheName).bytes(),
                properties.redis().scanLimit(),
                upkeep);
        CacheConsistencyProperties.CircuitBreaker settings = properties.redis().circuitBreaker();
        return settings.enabled() ? new CircuitBreakingCacheStore(store, circuitBreaker(settings)) : store;
    }

    @Bean
    KeyIndexUpkeep cacheConsistencyKeyIndexUpkeep(RedisConnectionFactory connectionFactory, TimeSource time) {
        return new KeyIndexUpkeep(time, connectionFactory);
    }

    /** Reads together what can be read together. */
    @Bean
    Gets cacheConsistencyGets(
            RedisConnectionFactory connectionFactory,
            CacheConsistencyProperties properties,
            ObjectProvider<DataRedisConnectionDetails> details,
            TimeSource time,
            CacheTrust trust) {
        Gets single = new PlainGets(connectionFactory);
        boolean coalescing = properties.redis().coalescing().enabled()
                && ClassUtils.isPresent(LETTUCE, null)
                && CoalescingSupport.isOneRedis(details)
                && CoalescingSupport.isPlainLettuce(connectionFactory);
        return coalescing
                ? new CoalescedGets((LettuceConnectionFactory) connectionFactory, single, time, trust)
                : single;
    }

    /** With caching turned off there are no keys to ask for. */
    @Bean
    PermissionCheck cacheConsistencyPermissionCheck(
            RedisConnectionFactory connectionFactory,
            GuardedCaches caches,
            CacheKeyPrefixes prefixes,
            ObjectProvider<RedisCacheManager> cacheManager) {
        return new PermissionCheck(
                new RequiredCommands(connectionFactory),
                () -> cacheManager.getIfAvailable() == null ? List.of() : caches.known(),
                cacheName -> prefixes.allKeys(cacheName).bytes(),
                new ConfigurationProblems());
    }

    /** Fills together what can be filled together. */
    @Bean
    @ConditionalOnMissingBean(FillExecutor.class)
    BackgroundFills cacheConsistencyFills(TimeSource time, RedisConnectionFactory connectionFactory) {
        return ClassUtils.isPresent(LETTUCE, null) && CoalescingSupport.isOneServer(connectionFactory)
                ? BackgroundFills.together(time)
                : BackgroundFills.oneByOne(time);
    }

    @Bean
    @Conditional(OnReplicasToAck.class)
    ReplicaAcknowledgement cacheConsistencyReplicaAcknowledgement(
            RedisConnectionFactory connectionFactory,
            CacheConsistencyProperties properties,
            ObjectProvider<DataRedisConnectionDetails> details) {
        if (details.stream().anyMatch(redis -> redis.getMasterReplica() != null)) {
            throw new ConfigurationProblems().replicasToAckOfStaticNodes();
        }
        if (!ClassUtils.isPresent(LETTUCE, null) || !(connectionFactory instanceof LettuceConnectionFactory lettuce)) {
            throw new ConfigurationProblems().replicasToAckWithoutLettuce(connectionFactory.getClass());
        }
        return new ReplicaAcknowledgement(
                lettuce, properties.redis().replicasToAck(), properties.redis().replicaTimeout());
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
                        // A Redis that refuses a write, or one command, still answers reads.
                        .ignoreException(RedisRefusal::isRefusal)
                        .build());
    }
}
