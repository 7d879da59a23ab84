package io.github.cacheconsistency.peers;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table that all peers cache. Creates it if it is missing. Thread-safe; begins no transactions. */
public class PointsTable {

    private final JdbcClient jdbc;
    private final AtomicLong loads = new AtomicLong();

    /**
     * Creates the table if it is missing.
     *
     * @param jdbc the client of a MySQL or MariaDB schema
     */
    public PointsTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
        jdbc.sql("CREATE TABLE IF NOT EXISTS points "
                        + "(id BIGINT PRIMARY KEY, amount BIGINT NOT NULL, version BIGINT NOT NULL) ENGINE=InnoDB")
                .update();
    }

    /** Returns the row, or {@code null}. Counts as a load. */
    public @Nullable Points load(long id) {
        loads.incrementAndGet();
        return jdbc.sql("SELECT id, amount, version FROM points WHERE id = ?")
                .param(id)
                .query(Points.class)
                .optional()
                .orElse(null);
    }

    /** Returns how often {@link #load} was called. */
    public long loads() {
        return loads.get();
    }

    /**
     * Returns the committed version, or that of the current transaction; 0 if there is no row. Does not count as a
     * load.
     */
    public long version(long id) {
        return jdbc.sql("SELECT version FROM points WHERE id = ?")
                .param(id)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Adds {@code delta} to the amount, and 1 to the version. */
    public void change(long id, long delta) {
        jdbc.sql("UPDATE points SET amount = amount + ?, version = version + 1 WHERE id = ?")
                .params(delta, id)
                .update();
    }

    /** Inserts the row as version 1. */
    public void insert(long id) {
        jdbc.sql("INSERT INTO points VALUES (?, 100, 1)").param(id).update();
    }

    /** Sets the row to version 1; inserts it if it does not exist. */
    public void reset(long id) {
        jdbc.sql("REPLACE INTO points VALUES (?, 100, 1)").param(id).update();
    }

    /** Deletes the row if it exists. */
    public void remove(long id) {
        jdbc.sql("DELETE FROM points WHERE id = ?").param(id).update();
    }
}
