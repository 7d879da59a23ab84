package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.internal.annotations.ConsistentRedisCacheWriter;
import io.github.cacheconsistency.internal.annotations.CorruptValues;
import io.github.cacheconsistency.internal.annotations.DefaultRedisCacheGuard;
import io.github.cacheconsistency.internal.annotations.GuardedSerialization;
import io.github.cacheconsistency.internal.annotations.ReadStates;
import io.github.cacheconsistency.internal.annotations.write.OperationScopeConfiguration;
import io.github.cacheconsistency.internal.cache.CacheRegistry;
import io.github.cacheconsistency.internal.programmatic.PassThroughCaches;
import io.github.cacheconsistency.internal.programmatic.RedisConsistentCaches;
import io.github.cacheconsistency.internal.read.BatchReads;
import io.github.cacheconsistency.internal.read.ReadPath;
import io.github.cacheconsistency.internal.redis.CacheKeySpaces;
import io.github.cacheconsistency.internal.write.FlushBeforeCommit;
import io.github.cacheconsistency.internal.write.InvalidationDispatcher;
import io.github.cacheconsistency.internal.write.TransactionRunner;
import io.github.cacheconsistency.internal.write.WritePath;
import io.github.cacheconsistency.spi.CacheStore;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.cache.autoconfigure.RedisCacheManagerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.cache.CacheStatisticsCollector;
import org.springframework.data.redis.cache.RedisCacheWriter;

/** Integrates the library with the Redis cache managers of the application, and provides the programmatic API. */
@Configuration(proxyBeanMethods = false)
@Import(OperationScopeConfiguration.class)
class CacheSeamConfiguration {

    @Bean
    CorruptValues cacheConsistencyCorruptValues(
            InvalidationDispatcher dispatcher,
            @Qualifier("cacheConsistencyListeners") CacheConsistencyListener listener) {
        return new CorruptValues(dispatcher, listener);
    }

    @Bean
    GuardedSerialization cacheConsistencySerialization(
            ReadStates reads, CorruptValues corruptValues, ObjectProvider<FlushBeforeCommit> flush) {
        return new GuardedSerialization(reads, corruptValues, () -> flush.forEach(FlushBeforeCommit::flush));
    }

    @Bean
    @ConditionalOnMissingBean
    ConsistentRedisCacheWriter consistentRedisCacheWriter(
            CacheRegistry caches,
            ReadPath readPath,
            WritePath writePath,
            CacheStore store,
            ReadStates reads,
            CacheRedis redis) {
        return new ConsistentRedisCacheWriter(
                caches,
                readPath,
                writePath,
                store,
                reads,
                RedisCacheWriter.nonLockingRedisCacheWriter(redis.connectionFactory()),
                CacheStatisticsCollector.none());
    }

    @Bean
    DefaultRedisCacheGuard cacheConsistencyGuard(
            ConsistentRedisCacheWriter writer,
            GuardedSerialization serialization,
            CacheRegistry caches,
            CacheKeySpaces keySpaces) {
        return new DefaultRedisCacheGuard(writer, serialization, caches, keySpaces);
    }

    @Bean
    static CacheManagerGuarding cacheConsistencyCacheManagerGuarding(
            ObjectProvider<DefaultRedisCacheGuard> guard,
            ObjectProvider<CacheRedis> redis,
            ObjectProvider<CacheConsistencyProperties> properties) {
        return new CacheManagerGuarding(guard, redis, properties);
    }

    /** Runs last, so that no customizer of the application replaces the cache writer. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    RedisCacheManagerBuilderCustomizer cacheConsistencyCustomizer(
            ConsistentRedisCacheWriter writer, CacheConsistencyProperties properties) {
        return new GuardingCustomizer(writer, new CacheSettingsResolver(properties).configuredCacheNames());
    }

    @Bean
    RedisCacheManagers cacheConsistencyRedisCacheManagers(
            ListableBeanFactory beans, CacheConsistencyProperties properties) {
        return new RedisCacheManagers(beans, properties.unguardedCacheManagers(), new CacheManagerProblems());
    }

    @Bean
    @ConditionalOnMissingBean
    ConsistentCaches consistentCaches(
            RedisCacheManagers managers,
            CacheRegistry caches,
            ReadPath readPath,
            BatchReads batchReads,
            WritePath writePath,
            TransactionRunner transactions,
            GuardedSerialization serialization,
            CorruptValues corruptValues) {
        if (managers.isCachingOff()) {
            return new PassThroughCaches(transactions);
        }
        return new RedisConsistentCaches(
                managers::cache, caches, readPath, batchReads, writePath, transactions, serialization, corruptValues);
    }
}
