package io.github.cacheconsistency.test.gate;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A separate pool for the kit's own queries, because held tasks may exhaust the pool under test. Thread-safe.
 */
final class SideConnections implements AutoCloseable {

    private final HikariDataSource tested;
    private @Nullable HikariDataSource pool;

    SideConnections(HikariDataSource tested) {
        this.tested = tested;
    }

    synchronized Connection get() throws SQLException {
        if (pool == null) {
            HikariConfig configuration = new HikariConfig();
            tested.copyStateTo(configuration);
            configuration.setPoolName("race-kit");
            configuration.setMaximumPoolSize(4);
            configuration.setMinimumIdle(0);
            pool = new HikariDataSource(configuration);
        }
        return pool.getConnection();
    }

    @Override
    public synchronized void close() {
        if (pool != null) {
            pool.close();
        }
    }
}
