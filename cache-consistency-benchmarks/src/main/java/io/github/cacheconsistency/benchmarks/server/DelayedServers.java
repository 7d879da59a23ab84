package io.github.cacheconsistency.benchmarks.server;

import java.time.Duration;

/** Both servers with added latency. */
record DelayedServers(DelayProxy redis, DelayProxy database) implements AutoCloseable {

    static DelayedServers start(Duration oneWay, int redisPort, int databasePort) {
        return new DelayedServers(DelayProxy.start(oneWay, redisPort), DelayProxy.start(oneWay, databasePort));
    }

    int redisPort() {
        return redis.port();
    }

    int databasePort() {
        return database.port();
    }

    @Override
    public void close() {
        redis.close();
        database.close();
    }
}
