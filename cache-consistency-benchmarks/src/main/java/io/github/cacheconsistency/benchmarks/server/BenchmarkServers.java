package io.github.cacheconsistency.benchmarks.server;

import io.github.cacheconsistency.test.server.EmbeddedMariaDb;
import io.github.cacheconsistency.test.server.EmbeddedRedis;
import io.github.cacheconsistency.test.server.TestSchema;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One Redis and one MariaDB for all contestants, reached directly or through delays. Not thread-safe. */
public final class BenchmarkServers implements AutoCloseable {

    private final EmbeddedRedis redis;
    private final EmbeddedMariaDb database;
    private final TestSchema schema;
    private final RedisAdministration redisAdministration;
    private final PointsRows rows;
    private final Map<Duration, DelayedServers> delayed = new HashMap<>();

    private BenchmarkServers(EmbeddedRedis redis, EmbeddedMariaDb database) {
        this.redis = redis;
        this.database = database;
        this.schema = database.createSchema();
        this.redisAdministration = new RedisAdministration(redis);
        this.rows = PointsRows.connect(schema.jdbcUrl(), database.username(), database.password());
    }

    /** Starts both. They stop on {@link #close()} or with the JVM. */
    public static BenchmarkServers start() {
        return new BenchmarkServers(EmbeddedRedis.start(), EmbeddedMariaDb.start());
    }

    /**
     * Returns the addresses of the servers at this distance.
     *
     * @param latency the latency added to each round trip, half of it in each direction
     */
    public Endpoints endpoints(Duration latency) {
        if (latency.isZero()) {
            return endpoints(redis.port(), schema.jdbcUrl());
        }
        DelayedServers proxies = delayed.computeIfAbsent(
                latency, added -> DelayedServers.start(added.dividedBy(2), redis.port(), database.port()));
        return endpoints(
                proxies.redisPort(),
                schema.jdbcUrl().replace(":" + database.port() + "/", ":" + proxies.databasePort() + "/"));
    }

    private Endpoints endpoints(int redisPort, String jdbcUrl) {
        return new Endpoints(redis.host(), redisPort, jdbcUrl, database.username(), database.password());
    }

    /** Returns Redis without added latency. */
    public RedisAdministration redis() {
        return redisAdministration;
    }

    /** Returns the table without added latency. */
    public PointsRows rows() {
        return rows;
    }

    /** Such as "Redis 6.2.11, MariaDB 11.4.5". */
    public String description() {
        return "Redis " + redis.version() + ", " + rows.serverVersion();
    }

    @Override
    public void close() {
        delayed.values().forEach(DelayedServers::close);
        rows.close();
        schema.close();
        database.close();
        redis.close();
    }
}
