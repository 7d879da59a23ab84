package io.github.cacheconsistency.test;

import com.zaxxer.hikari.HikariDataSource;
import io.github.cacheconsistency.test.server.TestServers;
import io.github.cacheconsistency.test.server.TestServersMode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Refuses races on servers that may not be test servers, because a race changes rows, deletes the keys that it has
 * named, and cuts connections. Servers that {@code @ImportTestServers} has started for this context are allowed. Others
 * must be allowed by {@value #PROPERTY}, or by {@code cache-consistency.test.servers=external}.
 */
final class OwnServers {

    static final String PROPERTY = "cache-consistency.test.allow-foreign-servers";

    private final Environment environment;
    private final ObjectProvider<TestServers> servers;
    private final ObjectProvider<RedisConnectionFactory> redis;
    private final ObjectProvider<DataSource> databases;

    OwnServers(
            Environment environment,
            ObjectProvider<TestServers> servers,
            ObjectProvider<RedisConnectionFactory> redis,
            ObjectProvider<DataSource> databases) {
        this.environment = environment;
        this.servers = servers;
        this.redis = redis;
        this.databases = databases;
    }

    /** @throws IllegalStateException if a race would use a server that is not allowed */
    void check() {
        if (environment.getProperty(PROPERTY, Boolean.class, false)
                || "external".equalsIgnoreCase(environment.getProperty(TestServersMode.PROPERTY))) {
            return;
        }
        TestServers started = servers.getIfAvailable();
        List<String> foreign = new ArrayList<>();
        redis.stream()
                .map(OwnServers::address)
                .flatMap(Optional::stream)
                .filter(address -> started == null || !address.endsWith(":" + started.redisPort()))
                .forEach(address -> foreign.add("Redis at " + address));
        databases.stream()
                .filter(HikariDataSource.class::isInstance)
                .map(pool -> String.valueOf(((HikariDataSource) pool).getJdbcUrl()))
                .filter(url -> started == null || !authority(url).equals(authority(started.jdbcUrl())))
                .forEach(url -> foreign.add("database " + url.split("\\?", 2)[0]));
        if (started == null || !foreign.isEmpty()) {
            throw new IllegalStateException(
                    "Races change rows, delete keys and cut connections, and the race kit has not started these "
                            + "servers: " + (foreign.isEmpty() ? "those of this context" : foreign)
                            + ". Put @ImportTestServers on the test, or, if they are test servers, such as your own containers, "
                            + "set " + PROPERTY + "=true");
        }
    }

    /** The address of a standalone server, from the configuration of its client. */
    private static Optional<String> address(RedisConnectionFactory factory) {
        BeanWrapper properties = new BeanWrapperImpl(factory);
        return properties.isReadableProperty("hostName") && properties.isReadableProperty("port")
                ? Optional.of(properties.getPropertyValue("hostName") + ":" + properties.getPropertyValue("port"))
                : Optional.empty();
    }

    private static String authority(String jdbcUrl) {
        @Nullable
        String authority = jdbcUrl.startsWith("jdbc:")
                ? URI.create(jdbcUrl.substring("jdbc:".length()).split("\\?", 2)[0])
                        .getAuthority()
                : null;
        return authority == null ? jdbcUrl : authority;
    }
}
