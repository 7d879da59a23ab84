package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.observation.MicrometerCacheConsistencyListener;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Counts the events of caches if the application has a meter registry. */
@AutoConfiguration(
        after = CacheConsistencyAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class CacheConsistencyMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MicrometerCacheConsistencyListener cacheConsistencyMetrics(MeterRegistry registry) {
        return new MicrometerCacheConsistencyListener(registry);
    }
}
