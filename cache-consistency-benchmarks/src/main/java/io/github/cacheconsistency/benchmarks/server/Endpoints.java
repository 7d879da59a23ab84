package io.github.cacheconsistency.benchmarks.server;

import java.util.Map;

/**
 * Where a contestant finds the servers.
 *
 * @param redisPort on the local machine
 * @param jdbcUrl of the schema that all contestants share
 */
public record Endpoints(String host, int redisPort, String jdbcUrl, String username, String password) {

    /** As properties of Spring Boot. */
    public Map<String, Object> properties() {
        return Map.of(
                "spring.data.redis.host", host,
                "spring.data.redis.port", redisPort,
                "spring.datasource.url", jdbcUrl,
                "spring.datasource.username", username,
                "spring.datasource.password", password);
    }
}
