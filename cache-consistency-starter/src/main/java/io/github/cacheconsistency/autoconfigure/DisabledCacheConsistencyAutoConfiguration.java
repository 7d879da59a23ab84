package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.redis.PassThroughCaches;
import io.github.cacheconsistency.transaction.TransactionRunner;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * What is left when {@code cache-consistency.enabled=false}: services that use the programmatic API still start, and
 * read and write the database.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "cache-consistency.enabled", havingValue = false)
@EnableConfigurationProperties(CacheConsistencyProperties.class)
public final class DisabledCacheConsistencyAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ConsistentCaches consistentCaches(CacheConsistencyProperties properties, ListableBeanFactory beanFactory) {
        return new PassThroughCaches(
                new TransactionRunner(new TransactionManagerResolver(beanFactory, new ConfigurationProblems())
                        .resolve(properties.transactionManager())));
    }
}
