package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheStore;
import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.coordination.BatchReads;
import io.github.cacheconsistency.coordination.CommittedWrites;
import io.github.cacheconsistency.coordination.GuardedCaches;
import io.github.cacheconsistency.coordination.ReadPath;
import io.github.cacheconsistency.redis.CacheKeySpaces;
import io.github.cacheconsistency.redis.ConsistentRedisCacheWriter;
import io.github.cacheconsistency.redis.CorruptValues;
import io.github.cacheconsistency.redis.GuardedSerialization;
import io.github.cacheconsistency.redis.PassThroughCaches;
import io.github.cacheconsistency.redis.Reads;
import io.github.cacheconsistency.redis.RedisCacheGuard;
import io.github.cacheconsistency.redis.RedisConsistentCaches;
import io.github.cacheconsistency.transaction.FlushBeforeCommit;
import io.github.cacheconsistency.transaction.TransactionRunner;
import io.github.cacheconsistency.transaction.WritePath;
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

/** Puts the library under the Redis cache managers of the application, and the programmatic API beside them. */
@Configuration(proxyBeanMethods = false)
@Import(OperationScopeConfiguration.class)
class CacheSeamConfiguration {

    @Bean
    CorruptValues cacheConsistencyCorruptValues(
            CommittedWrites committedWrites,
            @Qualifier("cacheConsistencyListeners") CacheConsistencyListener listener) {
        return new CorruptValues(committedWrites, listener);
    }

    @Bean
    GuardedSerialization cacheConsistencySerialization(
            Reads reads, CorruptValues corruptValues, ObjectProvider<FlushBeforeCommit> flush) {
        return new GuardedSerialization(reads, corruptValues, () -> flush.forEach(FlushBeforeCommit::flush));
    }

    @Bean
    @ConditionalOnMissingBean
    ConsistentRedisCacheWriter consistentRedisCacheWriter(
            GuardedCaches caches,
            ReadPath readPath,
            WritePath writePath,
            CacheStore store,
            Reads reads,
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
    RedisCacheGuard cacheConsistencyGuard(
            ConsistentRedisCacheWriter writer,
            GuardedSerialization serialization,
            GuardedCaches caches,
            CacheKeySpaces keySpaces) {
        return new RedisCacheGuard(writer, serialization, caches, keySpaces);
    }

    @Bean
    static CacheManagerGuarding cacheConsistencyCacheManagerGuarding(
            ObjectProvider<RedisCacheGuard> guard,
            ObjectProvider<CacheRedis> redis,
            ObjectProvider<CacheConsistencyProperties> properties) {
        return new CacheManagerGuarding(guard, redis, properties);
    }

    /** Comes last, so that no customizer of the user puts another writer in the place of ours. */
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
            GuardedCaches caches,
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
