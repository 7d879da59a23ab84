package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.RowLockProbe;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Stands between a pool and its database, and counts the probes of several rows by one statement. */
final class StatementsOfSeveral extends DelegatingDataSource {

    private static final int ENOUGH = 20;

    private final AtomicInteger count = new AtomicInteger();

    /** @param other a pool on the same database */
    StatementsOfSeveral(HikariDataSource other) {
        super(new DriverManagerDataSource(other.getJdbcUrl(), other.getUsername(), other.getPassword()));
    }

    /** A pool that behaves as any other. The caller closes it. */
    HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(this);
        pool.setMaximumPoolSize(5);
        return pool;
    }

    /** Has each of {@code keys} probed alone, and then all at the same time until many of them went together. */
    void compareWithThoseOfOne(RowLockProbe probe, List<String> keys) {
        Executor threads = task -> new Thread(task, "probe").start();
        List<Boolean> alone = keys.stream()
                .map(key -> CompletableFuture.supplyAsync(() -> probe.isFree(RowProbes.key(key)), threads)
                        .join())
                .toList();
        List<CacheKey> all = keys.stream().map(RowProbes::key).toList();
        assertThat(CompletableFuture.supplyAsync(() -> probe.areFree(all), threads)
                        .join())
                .as("by one thread")
                .isEqualTo(alone);
        int enough = count.get() + ENOUGH;
        List<CompletableFuture<Void>> together = IntStream.range(0, keys.size())
                .mapToObj(index -> CompletableFuture.runAsync(
                        () -> {
                            while (count.get() < enough) {
                                assertThat(probe.isFree(RowProbes.key(keys.get(index))))
                                        .as(keys.get(index))
                                        .isEqualTo(alone.get(index));
                            }
                        },
                        threads))
                .toList();
        CompletableFuture.allOf(together.toArray(CompletableFuture<?>[]::new))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")
                            && String.valueOf(arguments[0]).contains(" IN (?, ?")) {
                        count.incrementAndGet();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
