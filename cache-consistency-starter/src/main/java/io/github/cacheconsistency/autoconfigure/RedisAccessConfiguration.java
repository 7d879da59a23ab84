package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.internal.cache.CacheRegistry;
import io.github.cacheconsistency.internal.coalescing.CoalescedKeyReader;
import io.github.cacheconsistency.internal.coalescing.CoalescingSupport;
import io.github.cacheconsistency.internal.failover.CacheTrust;
import io.github.cacheconsistency.internal.read.BackgroundFills;
import io.github.cacheconsistency.internal.redis.CacheKeySpaces;
import io.github.cacheconsistency.internal.redis.CircuitBreakingCacheStore;
import io.github.cacheconsistency.internal.redis.KeyReader;
import io.github.cacheconsistency.internal.redis.PlainKeyReader;
import io.github.cacheconsistency.internal.redis.RequiredCommands;
import io.github.cacheconsistency.internal.redis.SpringDataCacheStore;
import io.github.cacheconsistency.internal.redis.index.KeyIndexUpkeep;
import io.github.cacheconsistency.internal.redis.script.RedisRefusal;
import io.github.cacheconsistency.internal.redis.script.ReplicaAcknowledgement;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.FillExecutor;
import io.github.cacheconsistency.spi.TimeSource;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.ListableBeanFactory;
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

/** The beans that call Redis. */
@Configuration(proxyBeanMethods = false)
class RedisAccessConfiguration {

    private static final int TRIAL_CALLS = 2;
    private static final String LETTUCE = "io.lettuce.core.RedisClient";

    @Bean
    CacheRedis cacheConsistencyRedis(ListableBeanFactory beans, CacheConsistencyProperties properties) {
        return CacheRedis.find(beans, properties.redis().connectionFactory(), new CacheManagerProblems());
    }

    @Bean
    @ConditionalOnMissingBean
    CacheStore cacheConsistencyStore(
            CacheRedis redis,
            CacheConsistencyProperties properties,
            ObjectProvider<CacheRegistry> caches,
            ObjectProvider<ReplicaAcknowledgement> replicas,
            KeyReader keyReader,
            CacheKeySpaces keySpaces,
            KeyIndexUpkeep upkeep) {
        // Looked up at the first invalidation, because the caches depend on the store.
        Supplier<CacheRegistry> guarded = SingletonSupplier.of(caches::getObject);
        SpringDataCacheStore store = SpringDataCacheStore.withKeyIndexes(
                redis.connectionFactory(),
                keyReader,
                cacheName -> guarded.get().get(cacheName).tombstoneTime(),
                replicas.getIfAvailable(),
                keySpaces::allKeysOfKnown,
                properties.redis().scanLimit(),
                upkeep);
        CacheConsistencyProperties.CircuitBreaker settings = properties.redis().circuitBreaker();
        return settings.enabled() ? new CircuitBreakingCacheStore(store, circuitBreaker(settings)) : store;
    }

    @Bean
    KeyIndexUpkeep cacheConsistencyKeyIndexUpkeep(CacheRedis redis, TimeSource time) {
        return new KeyIndexUpkeep(time, redis.connectionFactory());
    }

    /** Shares commands between concurrent lookups if the client supports that. */
    @Bean
    KeyReader cacheConsistencyKeyReader(
            CacheRedis redis,
            CacheConsistencyProperties properties,
            ObjectProvider<DataRedisConnectionDetails> details,
            TimeSource time,
            CacheTrust trust) {
        RedisConnectionFactory connectionFactory = redis.connectionFactory();
        KeyReader single = new PlainKeyReader(connectionFactory);
        boolean coalescing = properties.redis().coalescing().enabled()
                && ClassUtils.isPresent(LETTUCE, null)
                && CoalescingSupport.isOneRedis(details)
                && CoalescingSupport.isPlainLettuce(connectionFactory);
        return coalescing
                ? new CoalescedKeyReader((LettuceConnectionFactory) connectionFactory, single, time, trust)
                : single;
    }

    /** If caching is off, there are no keys to check. */
    @Bean
    PermissionCheck cacheConsistencyPermissionCheck(
            CacheRedis redis,
            CacheRegistry caches,
            CacheKeySpaces keySpaces,
            ObjectProvider<RedisCacheManager> cacheManagers) {
        return new PermissionCheck(
                new RequiredCommands(redis.connectionFactory()),
                () -> cacheManagers.stream().findAny().isEmpty() ? List.of() : caches.known(),
                keySpaces::allKeys,
                new ConfigurationProblems());
    }

    /** Sends waiting fills together if Redis is a single server. */
    @Bean
    @ConditionalOnMissingBean(FillExecutor.class)
    BackgroundFills cacheConsistencyFills(TimeSource time, CacheRedis redis) {
        return ClassUtils.isPresent(LETTUCE, null) && CoalescingSupport.isOneServer(redis.connectionFactory())
                ? BackgroundFills.together(time)
                : BackgroundFills.oneByOne(time);
    }

    @Bean
    @Conditional(OnReplicasToAck.class)
    ReplicaAcknowledgement cacheConsistencyReplicaAcknowledgement(
            CacheRedis redis,
            CacheConsistencyProperties properties,
            ObjectProvider<DataRedisConnectionDetails> details) {
        if (details.stream().anyMatch(server -> server.getMasterReplica() != null)) {
            throw new ConfigurationProblems().replicasToAckOfStaticNodes();
        }
        RedisConnectionFactory connectionFactory = redis.connectionFactory();
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
                        // If Redis refuses a write, or a single command, it still answers reads.
                        .ignoreException(RedisRefusal::isRefusal)
                        .build());
    }
}
