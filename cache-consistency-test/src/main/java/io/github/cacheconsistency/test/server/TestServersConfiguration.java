package io.github.cacheconsistency.test.server;

import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Starts the servers of one application context and provides their connection details, so that Spring Boot's
 * auto-configuration creates the {@code DataSource} and the {@code RedisConnectionFactory}. {@link ImportTestServers}
 * imports it into a test; a main method runs an application on it with {@code
 * SpringApplication.from(Application::main).with(TestServersConfiguration.class).run(args)}.
 */
@Configuration(proxyBeanMethods = false)
public class TestServersConfiguration {

    /** Creates the configuration; Spring calls it. */
    public TestServersConfiguration() {}

    /** The servers of this context. In mode external it is created lazily, from the user's properties. */
    @Bean
    @Lazy
    TestServers testServers(JdbcConnectionDetails database, DataRedisConnectionDetails redis) {
        if (database instanceof StartedDatabase started) {
            return started.servers();
        }
        return ExternalServers.describe(database, redis);
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(NotExternal.class)
    static class Started {

        @Bean
        StartedServers startedTestServers(Environment environment) {
            return ContextServers.start(environment);
        }

        @Bean
        JdbcConnectionDetails testDatabaseConnectionDetails(StartedServers servers) {
            return new StartedDatabase(servers.describe());
        }

        @Bean
        DataRedisConnectionDetails testRedisConnectionDetails(StartedServers servers) {
            return new StartedRedis(servers.describe());
        }
    }

    static class NotExternal implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return TestServersMode.of(context.getEnvironment()) != TestServersMode.EXTERNAL;
        }
    }

    private record StartedDatabase(TestServers servers) implements JdbcConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return servers.jdbcUrl();
        }

        @Override
        public String getUsername() {
            return servers.username();
        }

        @Override
        public String getPassword() {
            return servers.password();
        }
    }

    private record StartedRedis(TestServers servers) implements DataRedisConnectionDetails {

        @Override
        public Standalone getStandalone() {
            return Standalone.of(servers.redisHost(), servers.redisPort());
        }
    }
}
