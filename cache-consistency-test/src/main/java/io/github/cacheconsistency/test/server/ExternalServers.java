package io.github.cacheconsistency.test.server;

import java.util.Objects;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Describes servers that the kit does not start, by Spring Boot's connection details from the user's properties. */
final class ExternalServers {

    private ExternalServers() {}

    static TestServers describe(JdbcConnectionDetails database, DataRedisConnectionDetails redis) {
        Standalone standalone = redis.getStandalone();
        if (standalone == null) {
            throw new TestServerException("Expected one Redis server, found a cluster, sentinels or replicas in"
                    + " spring.data.redis.*. Set spring.data.redis.host and port, or do not inject TestServers");
        }
        return new TestServers(
                TestServersMode.EXTERNAL,
                standalone.getHost(),
                standalone.getPort(),
                database.getJdbcUrl(),
                Objects.requireNonNullElse(database.getUsername(), ""),
                Objects.requireNonNullElse(database.getPassword(), ""),
                "Servers given by property (external)");
    }
}
