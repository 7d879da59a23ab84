package io.github.cacheconsistency.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;

/**
 * Application contexts of a service with caching and Redis. They need no server: a test that needs one sets its port.
 */
final class Contexts {

    /** Refuses connections everywhere, so that no test talks to a Redis that happens to run on this machine. */
    private static final String NO_REDIS = "spring.data.redis.port=1";

    /**
     * Longer than a context lives. Lettuce watches each connection attempt for this long, also one that was refused, and logs an
     * error if the time is over while the context closes.
     */
    private static final String NO_TIMEOUT = "cache-consistency.redis.command-timeout=10m";

    private Contexts() {}

    /** A service with {@code @EnableCaching}. */
    static ApplicationContextRunner runner() {
        return withoutCaching().withUserConfiguration(Caching.class);
    }

    /** A service that forgot {@code @EnableCaching}. */
    static ApplicationContextRunner withoutCaching() {
        return autoConfigured().withPropertyValues(NO_TIMEOUT);
    }

    /** A service with {@code @EnableCaching} and the default command timeout, which does not connect by itself. */
    static ApplicationContextRunner withDefaultTimeout() {
        return autoConfigured()
                .withUserConfiguration(Caching.class)
                .withPropertyValues("cache-consistency.failover-watch.enabled=false");
    }

    private static ApplicationContextRunner autoConfigured() {
        return new ApplicationContextRunner()
                .withPropertyValues(NO_REDIS)
                .withConfiguration(AutoConfigurations.of(
                        DataRedisAutoConfiguration.class,
                        CacheAutoConfiguration.class,
                        CacheConsistencyAutoConfiguration.class,
                        CacheConsistencyMetricsAutoConfiguration.class,
                        DisabledCacheConsistencyAutoConfiguration.class));
    }

    /** Returns the failure report of a context that did not start. */
    static FailureAnalysis report(AssertableApplicationContext context) {
        Throwable failure = context.getStartupFailure();
        if (failure == null) {
            throw new AssertionError("Expected the context not to start, but it did");
        }
        FailureAnalysis analysis = new InvalidStrategyConfigurationFailureAnalyzer().analyze(failure);
        if (analysis == null) {
            throw new AssertionError("Expected a failure that is reported with what to do", failure);
        }
        return analysis;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Caching {}
}
