package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheStore;
import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.coordination.BatchReads;
import io.github.cacheconsistency.coordination.CommittedWrites;
import io.github.cacheconsistency.coordination.GuardedCaches;
import io.github.cacheconsistency.coordination.ReadPath;
import io.github.cacheconsistency.redis.ConsistentRedisCacheWriter;
import io.github.cacheconsistency.redis.CorruptValues;
import io.github.cacheconsistency.redis.GuardedSerialization;
import io.github.cacheconsistency.redis.PassThroughCaches;
import io.github.cacheconsistency.redis.Reads;
import io.github.cacheconsistency.redis.RedisConsistentCaches;
import io.github.cacheconsistency.transaction.FlushBeforeCommit;
import io.github.cacheconsistency.transaction.TransactionRunner;
import io.github.cacheconsistency.transaction.WritePath;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.cache.autoconfigure.RedisCacheManagerBuilderCustomizer;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.cache.CacheStatisticsCollector;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Puts the library under Spring Boot's cache manager, and the programmatic API beside it. */
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
            RedisConnectionFactory connectionFactory) {
        return new ConsistentRedisCacheWriter(
                caches,
                readPath,
                writePath,
                store,
                reads,
                RedisCacheWriter.nonLockingRedisCacheWriter(connectionFactory),
                CacheStatisticsCollector.none());
    }

    /** Comes last, so that it guards whatever the user's own customizers have configured. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    RedisCacheManagerBuilderCustomizer cacheConsistencyCustomizer(
            ConsistentRedisCacheWriter writer,
            GuardedSerialization serialization,
            GuardedCaches caches,
            CacheConsistencyProperties properties) {
        return new GuardingCustomizer(
                writer, serialization, caches, new CacheSettingsResolver(properties).configuredCacheNames());
    }

    @Bean
    static TransactionAwareCacheManagers cacheConsistencyTransactionAwareCacheManagers(
            ObjectProvider<GuardedCaches> caches) {
        return new TransactionAwareCacheManagers(caches);
    }

    @Bean
    RequiredRedisCacheManager cacheConsistencyRequiredCacheManager(ObjectProvider<CacheManager> cacheManagers) {
        return new RequiredRedisCacheManager(cacheManagers, new ConfigurationProblems());
    }

    @Bean
    @ConditionalOnMissingBean
    ConsistentCaches consistentCaches(
            RequiredRedisCacheManager required,
            GuardedCaches caches,
            ReadPath readPath,
            BatchReads batchReads,
            WritePath writePath,
            TransactionRunner transactions,
            GuardedSerialization serialization,
            CorruptValues corruptValues) {
        RedisCacheManager manager = required.find();
        if (manager == null) {
            return new PassThroughCaches(transactions);
        }
        return new RedisConsistentCaches(
                manager, caches, readPath, batchReads, writePath, transactions, serialization, corruptValues);
    }
}
