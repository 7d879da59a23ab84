package io.github.cacheconsistency.test.server;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(properties = "cache-consistency.enabled=false")
@ImportTestServers
class ImportTestServersTest {

    @Autowired
    DataSource dataSource;

    @Autowired
    StringRedisTemplate redis;

    @Autowired
    TestServers servers;

    @Test
    void bothServersAnswer() {
        redis.opsForValue().set("key", "value");
        assertThat(redis.opsForValue().get("key")).isEqualTo("value");
        JdbcClient jdbc = JdbcClient.create(dataSource);
        assertThat(jdbc.sql("SELECT DATABASE()").query(String.class).single()).startsWith("race_");
        // Servers call it by one of two names, or both.
        assertThat(jdbc.sql("SHOW VARIABLES WHERE variable_name IN ('transaction_isolation', 'tx_isolation')")
                        .query((row, number) -> row.getString(2))
                        .list())
                .containsOnly("REPEATABLE-READ");
        assertThat(servers.description()).contains("Redis", servers.mode().value());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
