package io.github.cacheconsistency.integration;

import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.internal.read.BackgroundFills;
import io.github.cacheconsistency.test.server.TestServers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Application nodes on one database and a Redis of the test, in real time, with nothing between them and Redis. */
final class FailoverNodes implements AutoCloseable {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableCaching
    static class Application {

        /** Every command on a connection of its own, as with a client that shares none. */
        @Bean
        @ConditionalOnBooleanProperty("test.own-connections")
        static BeanPostProcessor ownConnections() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessBeforeInitialization(Object bean, String name) {
                    if (bean instanceof LettuceConnectionFactory factory) {
                        factory.setShareNativeConnection(false);
                    }
                    return bean;
                }
            };
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
        PendingFills pendingFills(BackgroundFills fills) {
            return new PendingFills(fills);
        }

        @Bean
        Events events() {
            return new Events();
        }

        @Bean
        TypedCaches typedCaches(ConsistentCaches caches) {
            return name -> caches.cache(name, Long.class, Item.class);
        }
    }

    private final TestServers database;
    private final List<String> redis;
    private final List<ConfigurableApplicationContext> nodes = new ArrayList<>();

    /** @param redis properties that lead to Redis, as {@code name=value} */
    FailoverNodes(TestServers database, String... redis) {
        this.database = database;
        this.redis = List.of(redis);
    }

    /** Starts a node; {@code properties}, as {@code name=value}, replace those that all nodes have. */
    ConfigurableApplicationContext start(String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "spring.main.banner-mode=off",
                "spring.main.register-shutdown-hook=false",
                "spring.datasource.url=" + database.jdbcUrl(),
                "spring.datasource.username=" + database.username(),
                "spring.datasource.password=" + database.password(),
                "spring.datasource.hikari.maximum-pool-size=8",
                "spring.cache.redis.time-to-live=10m",
                "cache-consistency.redis.command-timeout=5s",
                "cache-consistency.redis.circuit-breaker.open-duration=100ms",
                "cache-consistency.lease.time=2s",
                "cache-consistency.failover-watch.interval=200ms",
                "cache-consistency.caches.leased.strategy=lease",
                "cache-consistency.caches.locked.strategy=row-lock-lease",
                "cache-consistency.caches.locked.row=item.id"));
        arguments.addAll(redis);
        arguments.addAll(List.of(properties));
        ConfigurableApplicationContext node = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(lastOfEachName(arguments));
        nodes.add(node);
        return node;
    }

    private static String[] lastOfEachName(List<String> properties) {
        Map<String, String> byName = new LinkedHashMap<>();
        properties.forEach(property -> byName.put(property.substring(0, property.indexOf('=')), "--" + property));
        return byName.values().toArray(String[]::new);
    }

    @Override
    public void close() {
        nodes.forEach(ConfigurableApplicationContext::close);
    }
}
