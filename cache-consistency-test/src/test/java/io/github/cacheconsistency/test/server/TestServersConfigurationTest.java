package io.github.cacheconsistency.test.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class TestServersConfigurationTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(TestServersConfiguration.class)
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class,
                    DataRedisAutoConfiguration.class));

    private final ApplicationContextRunner embedded =
            context.withPropertyValues("cache-consistency.test.servers=embedded");

    @Test
    void contextsShareNeitherSchemaNorRedis() {
        embedded.run(first -> embedded.run(second -> {
            first.getBean(JdbcClient.class).sql("CREATE TABLE mine (id INT)").update();
            first.getBean(StringRedisTemplate.class).opsForValue().set("key", "mine");

            assertThat(second.getBean(JdbcClient.class)
                            .sql("SHOW TABLES")
                            .query(String.class)
                            .list())
                    .isEmpty();
            assertThat(second.getBean(StringRedisTemplate.class).opsForValue().get("key"))
                    .isNull();
        }));
    }

    @Test
    void closingAContextEndsItsRedisAndDropsItsSchema() {
        embedded.run(open -> {
            TestServers[] closed = new TestServers[1];
            embedded.run(other -> closed[0] = servers(other));

            assertThat(Ports.listens(closed[0].redisPort())).isFalse();
            String schema = closed[0].jdbcUrl().replaceAll(".*/|\\?.*", "");
            assertThat(open.getBean(JdbcClient.class)
                            .sql("SHOW DATABASES")
                            .query(String.class)
                            .list())
                    .isNotEmpty()
                    .doesNotContain(schema);
            assertThat(Ports.listens(servers(open).redisPort())).isTrue();
        });
    }

    @Test
    void aFailedContextLeavesNoRedisBehind() {
        embedded.withUserConfiguration(Failing.class).run(failed -> {
            assertThat(failed).getFailure().hasMessageContaining("Redis started on");
            String port = failed.getStartupFailure().getMessage().replaceAll("(?s).*Redis started on (\\d+)!.*", "$1");
            assertThat(Ports.listens(Integer.parseInt(port))).isFalse();
        });
    }

    @Test
    void anUnknownModeIsRefusedWithTheLegalOnes() {
        context.withPropertyValues("cache-consistency.test.servers=docker")
                .run(failed -> assertThat(failed)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                        .hasMessageContaining("docker")
                        .hasMessageContaining("auto, embedded, containers, external"));
    }

    @Test
    void anUnknownDatabaseIsRefusedWithTheLegalOnes() {
        embedded.withPropertyValues("cache-consistency.test.embedded-database=oracle")
                .run(failed -> assertThat(failed)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                        .hasMessageContaining("oracle")
                        .hasMessageContaining("mariadb, mysql"));
    }

    @Test
    void externalStartsNothingAndLeavesTheUsersProperties() {
        context.withPropertyValues(
                        "cache-consistency.test.servers=external",
                        "spring.datasource.url=jdbc:mysql://db.example/points",
                        "spring.datasource.username=me",
                        "spring.data.redis.host=redis.example",
                        "spring.data.redis.port=6380")
                .run(external -> {
                    assertThat(external).doesNotHaveBean(StartedServers.class);
                    assertThat(external.getBean(JdbcConnectionDetails.class).getJdbcUrl())
                            .isEqualTo("jdbc:mysql://db.example/points");
                    assertThat(servers(external))
                            .isEqualTo(new TestServers(
                                    TestServersMode.EXTERNAL,
                                    "redis.example",
                                    6380,
                                    "jdbc:mysql://db.example/points",
                                    "me",
                                    "",
                                    "Servers given by property (external)"));
                });
    }

    private static TestServers servers(ApplicationContext context) {
        return context.getBean(TestServers.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class Failing {

        @Bean
        String failing(StartedServers servers) {
            throw new IllegalStateException(
                    "Redis started on " + servers.describe().redisPort() + "!");
        }
    }
}
