package io.github.cacheconsistency.test;

import io.github.cacheconsistency.autoconfigure.CacheConsistencyProperties;
import io.github.cacheconsistency.test.gate.ExpectedMissesOfRaceTasks;
import io.github.cacheconsistency.test.gate.FillsOfRaceTasks;
import io.github.cacheconsistency.test.gate.GatingPostProcessor;
import io.github.cacheconsistency.test.gate.SwitchableGate;
import io.github.cacheconsistency.test.gate.UnobservedRedis;
import io.github.cacheconsistency.test.race.RaceNode;
import io.github.cacheconsistency.test.race.RaceSettings;
import io.github.cacheconsistency.test.server.TestServers;
import io.github.cacheconsistency.test.time.OutboxAges;
import io.github.cacheconsistency.test.time.SwitchableClock;
import io.github.cacheconsistency.test.time.VirtualTime;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Puts gates in front of the Redis and database connections of an application context, and replaces the time source of
 * the library. Outside of a race, all operations pass and time is real. A race does not run on servers that the kit did
 * not start, unless {@code cache-consistency.test.allow-foreign-servers} is {@code true}. Three more properties: {@code
 * cache-consistency.test.window}, the time of a race after which the cache must have converged (default 500 ms); {@code
 * cache-consistency.test.watchdog}, the real time after which a race without progress fails (default 30 s); and {@code
 * cache-consistency.test.expect-misses}, whether the lookups of a race always expect a miss and take the lease in the
 * same step (default {@code false}: lookup and lease are two steps, which allows every order that one step allows).
 * {@link BundledRaces} imports it.
 */
@Configuration(proxyBeanMethods = false)
public class RaceKitConfiguration {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static SwitchableGate raceGate() {
        return new SwitchableGate();
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static GatingPostProcessor raceGatingPostProcessor(SwitchableGate raceGate) {
        return new GatingPostProcessor(raceGate);
    }

    @Bean
    SwitchableClock raceClock() {
        return new SwitchableClock();
    }

    @Bean
    RaceNode raceNode(
            SwitchableGate gate,
            SwitchableClock clock,
            RedisConnectionFactory redis,
            ObjectProvider<OutboxAges> outbox,
            Environment environment,
            ObjectProvider<TestServers> servers,
            ObjectProvider<RedisConnectionFactory> factories,
            ObjectProvider<DataSource> databases) {
        gate.permission(new OwnServers(environment, servers, factories, databases)::check);
        return new RaceNode(gate, clock, redis, outbox.getIfAvailable());
    }

    @Bean
    Races races(Environment environment, RaceNode node) {
        RaceSettings settings = new RaceSettings(
                duration(environment, "watchdog", RaceSettings.DEFAULT.watchdog()),
                duration(environment, "window", RaceSettings.DEFAULT.window()));
        return new Races(settings, node);
    }

    private static Duration duration(Environment environment, String property, Duration unlessSet) {
        return environment.getProperty("cache-consistency.test." + property, Duration.class, unlessSet);
    }

    /** A separate class, because it needs Lettuce. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.lettuce.core.resource.ClientResources")
    static class LettuceConfiguration {

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static UnobservedRedis raceRedisClients() {
            return new UnobservedRedis();
        }
    }

    /** A separate class, because it needs the starter. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.github.cacheconsistency.spi.TimeSource")
    static class StarterConfiguration {

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static FillsOfRaceTasks raceFills(SwitchableGate raceGate) {
            return new FillsOfRaceTasks(raceGate);
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static ExpectedMissesOfRaceTasks raceMissExpectation(SwitchableGate raceGate, Environment environment) {
            return new ExpectedMissesOfRaceTasks(
                    raceGate, environment.getProperty("cache-consistency.test.expect-misses", Boolean.class, false));
        }

        @Bean
        @Primary
        VirtualTime raceTimeSource(SwitchableClock clock) {
            return new VirtualTime(clock);
        }

        @Bean
        @ConditionalOnProperty("cache-consistency.outbox.enabled")
        OutboxAges raceOutboxAges(DataSource dataSource, CacheConsistencyProperties properties) {
            return new OutboxAges(dataSource, properties.outbox().table());
        }
    }
}
