package io.github.cacheconsistency.integration;

import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.internal.failover.CacheTrust;
import io.github.cacheconsistency.internal.read.BackgroundFills;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A small service on one table, with a cache for every strategy. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableCaching
@Import(IntegrationApplication.Beans.class)
class IntegrationApplication {

    /** Everything but {@code @EnableCaching}, for tests that configure that differently. */
    static class Beans {

        /** Puts a {@link RedisLink} between the application and its Redis. */
        @Bean
        static BeanPostProcessor redisLinks() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataRedisConnectionDetails details ? new LinkedRedis(details) : bean;
                }
            };
        }

        @Bean
        RedisLink redisLink(DataRedisConnectionDetails details) {
            return ((LinkedRedis) details).link();
        }

        /** Commands fail while there is no connection, instead of waiting for one until their timeout. */
        @Bean
        @ConditionalOnBooleanProperty("test.reject-while-disconnected")
        LettuceClientOptionsBuilderCustomizer rejectsWhileDisconnected() {
            return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
        }

        @Bean
        RedisProbe redisProbe(RedisLink link) {
            return new RedisProbe(link.targetHost(), link.targetPort());
        }

        @Bean
        Items items(JdbcClient jdbc) {
            return new Items(jdbc);
        }

        @Bean
        ItemService itemService(Items items) {
            return new ItemService(items);
        }

        @Bean
        ByArgument byArgument(CacheManager manager) {
            return new ByArgument(manager);
        }

        @Bean
        @ConditionalOnBooleanProperty(name = "test.manual-schedule", matchIfMissing = true)
        ManualSchedule schedule() {
            return new ManualSchedule();
        }

        @Bean
        @ConditionalOnBooleanProperty(name = "test.manual-schedule", matchIfMissing = true)
        RedisRecovery redisRecovery(RedisLink link, ManualSchedule schedule, ObjectProvider<CacheTrust> trust) {
            // None where the library is turned off: what is not guarded needs no trust.
            return new RedisRecovery(link, schedule, trust.getIfAvailable(CacheTrust::granted));
        }

        @Bean
        PendingFills pendingFills(ObjectProvider<BackgroundFills> fills) {
            return new PendingFills(fills.getIfAvailable());
        }

        @Bean
        Events events() {
            return new Events();
        }

        @Bean
        CommitListener commitListener() {
            return new CommitListener();
        }

        @Bean
        SimpleMeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Transactions transactions(PlatformTransactionManager manager) {
            return new Transactions(new TransactionTemplate(manager), manager);
        }

        @Bean
        TypedCaches typedCaches(ConsistentCaches caches) {
            return name -> caches.cache(name, Long.class, Item.class);
        }
    }

    private static final class LinkedRedis implements DataRedisConnectionDetails {

        private final DataRedisConnectionDetails details;
        private final RedisLink link;

        LinkedRedis(DataRedisConnectionDetails details) {
            Standalone real = details.getStandalone();
            if (real == null) {
                throw new IllegalStateException("Expected a standalone Redis. These tests know no other.");
            }
            this.details = details;
            this.link = new RedisLink(real.getHost(), real.getPort());
        }

        RedisLink link() {
            return link;
        }

        @Override
        public @org.jspecify.annotations.Nullable String getUsername() {
            return details.getUsername();
        }

        @Override
        public @org.jspecify.annotations.Nullable String getPassword() {
            return details.getPassword();
        }

        @Override
        public Standalone getStandalone() {
            return Standalone.of("localhost", link.port());
        }
    }
}
