package io.github.cacheconsistency.benchmarks.server;

import java.util.Map;

/**
 * The addresses of the servers.
 *
 * @param redisPort a port of the local machine
 * @param jdbcUrl the URL of the schema that all contestants share
 */
public record Endpoints(String host, int redisPort, String jdbcUrl, String username, String password) {

    /** Returns them as properties of Spring Boot. */
    public Map<String, Object> properties() {
        return Map.of(
                "spring.data.redis.host", host,
                "spring.data.redis.port", redisPort,
                "spring.datasource.url", jdbcUrl,
                "spring.datasource.username", username,
                "spring.datasource.password", password);
    }
}
