package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.internal.programmatic.PassThroughCaches;
import io.github.cacheconsistency.internal.write.TransactionRunner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/**
 * The programmatic API without a cache, for {@code cache-consistency.enabled=false} or a {@code spring.cache.type}
 * other than Redis: services that use the API still start, and read and write the database. Other properties of the
 * library are not read, so that an invalid one does no harm.
 */
@AutoConfiguration
@Conditional(CachingChoice.OnOther.class)
public final class DisabledCacheConsistencyAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(DisabledCacheConsistencyAutoConfiguration.class);

    DisabledCacheConsistencyAutoConfiguration(Environment environment) {
        log.info(
                "No cache is guarded, because of {}: annotated methods use what Spring Boot has configured, and"
                        + " ConsistentCaches reads and writes the database",
                CachingChoice.otherChoice(environment).orElse("an explicit choice"));
    }

    @Bean
    @ConditionalOnMissingBean
    ConsistentCaches consistentCaches(ListableBeanFactory beanFactory, Environment environment) {
        TransactionManagerResolver resolver = new TransactionManagerResolver(beanFactory, new ConfigurationProblems());
        return new PassThroughCaches(TransactionRunner.askingLater(
                () -> resolver.resolve(environment.getProperty(PropertyNames.global("transaction-manager")))));
    }
}
