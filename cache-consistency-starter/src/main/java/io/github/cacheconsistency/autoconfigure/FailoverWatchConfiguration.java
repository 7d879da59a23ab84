package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.internal.cache.FirstUse;
import io.github.cacheconsistency.internal.failover.CacheTrust;
import io.github.cacheconsistency.internal.failover.ConnectionWatch;
import io.github.cacheconsistency.internal.failover.FailoverWatch;
import io.github.cacheconsistency.internal.failover.KeyspaceVerification;
import io.github.cacheconsistency.internal.failover.LettuceConnectionWatch;
import io.github.cacheconsistency.internal.outbox.Backlog;
import io.github.cacheconsistency.internal.redis.CacheKeySpaces;
import io.github.cacheconsistency.internal.redis.index.KeyIndexesAfterRestart;
import io.github.cacheconsistency.spi.TimeSource;
import io.lettuce.core.RedisClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The failover watch, and the trust in the entries of Redis that it controls. */
@Configuration(proxyBeanMethods = false)
@Import({FailoverWatchConfiguration.On.class, FailoverWatchConfiguration.Off.class})
class FailoverWatchConfiguration {

    private static final String ENABLED = "cache-consistency.failover-watch.enabled";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = ENABLED, matchIfMissing = true)
    @Import({LettuceConfiguration.class, OtherClientConfiguration.class})
    static class On {

        @Bean
        CacheTrust cacheConsistencyTrust() {
            return CacheTrust.none();
        }

        @Bean
        FailoverWatch cacheConsistencyFailoverWatch(
                CacheTrust trust,
                CacheRedis redis,
                ConnectionWatch connections,
                CacheKeySpaces keySpaces,
                ObjectProvider<Backlog> backlog,
                TimeSource time,
                CacheConsistencyProperties properties,
                @Qualifier("cacheConsistencyListeners") CacheConsistencyListener listener) {
            return new FailoverWatch(
                    trust,
                    new KeyspaceVerification(
                            redis.connectionFactory(),
                            new KeyIndexesAfterRestart(
                                    redis.connectionFactory(),
                                    properties.redis().scanLimit())),
                    connections,
                    keySpaces::watchedPatterns,
                    () -> backlog.getObject().mark(),
                    time,
                    properties.failoverWatch().interval(),
                    listener);
        }

        /** Comes after the checks that may refuse the cache. */
        @Bean
        @Order
        FirstUse cacheConsistencyFailoverWatchFirstUse(FailoverWatch watch) {
            return cache -> {
                if (cache.settings().enabled()) {
                    watch.introduce(cache.name());
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = ENABLED, havingValue = false)
    static class Off {

        @Bean
        CacheTrust cacheConsistencyTrust() {
            return CacheTrust.granted();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RedisClient.class)
    static class LettuceConfiguration {

        @Bean
        ConnectionWatch cacheConsistencyConnectionWatch(CacheRedis redis) {
            return redis.connectionFactory() instanceof LettuceConnectionFactory lettuce
                    ? new LettuceConnectionWatch(lettuce)
                    : ConnectionWatch.NONE;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("io.lettuce.core.RedisClient")
    static class OtherClientConfiguration {

        @Bean
        ConnectionWatch cacheConsistencyConnectionWatch() {
            return ConnectionWatch.NONE;
        }
    }
}
