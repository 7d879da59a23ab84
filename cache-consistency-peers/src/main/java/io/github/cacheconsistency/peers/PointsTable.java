package io.github.cacheconsistency.peers;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table that all peers cache; creates it if it is missing. Thread-safe, begins no transactions. */
public class PointsTable {

    private final JdbcClient jdbc;
    private final AtomicLong loads = new AtomicLong();

    /** @param jdbc of a MySQL or MariaDB schema */
    public PointsTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
        jdbc.sql("CREATE TABLE IF NOT EXISTS points "
                        + "(id BIGINT PRIMARY KEY, amount BIGINT NOT NULL, version BIGINT NOT NULL) ENGINE=InnoDB")
                .update();
    }

    /** The row, or {@code null}; counts as a load. */
    public @Nullable Points load(long id) {
        loads.incrementAndGet();
        return jdbc.sql("SELECT id, amount, version FROM points WHERE id = ?")
                .param(id)
                .query(Points.class)
                .optional()
                .orElse(null);
    }

    /** How often {@link #load} was called. */
    public long loads() {
        return loads.get();
    }

    /** The committed version, or that of the current transaction; 0 where there is no row. No load. */
    public long version(long id) {
        return jdbc.sql("SELECT version FROM points WHERE id = ?")
                .param(id)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Adds to the amount, and one to the version. */
    public void change(long id, long delta) {
        jdbc.sql("UPDATE points SET amount = amount + ?, version = version + 1 WHERE id = ?")
                .params(delta, id)
                .update();
    }

    /** Inserts the row as version 1. */
    public void insert(long id) {
        jdbc.sql("INSERT INTO points VALUES (?, 100, 1)").param(id).update();
    }

    /** Makes the row version 1, whether or not it exists. */
    public void reset(long id) {
        jdbc.sql("REPLACE INTO points VALUES (?, 100, 1)").param(id).update();
    }

    /** Deletes the row if it exists. */
    public void remove(long id) {
        jdbc.sql("DELETE FROM points WHERE id = ?").param(id).update();
    }
}
