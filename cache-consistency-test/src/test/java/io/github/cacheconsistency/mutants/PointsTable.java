package io.github.cacheconsistency.mutants;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table behind all caches. {@code code} is a second key: {@code id} and {@link #CODES}. Thread-safe. */
final class PointsTable {

    /** The difference between a row's {@code code} and its {@code id}. */
    static final long CODES = 1_000_000_000;

    private final JdbcClient jdbc;

    PointsTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
        jdbc.sql("CREATE TABLE IF NOT EXISTS mutant_points (id BIGINT PRIMARY KEY, code BIGINT NOT NULL,"
                        + " amount BIGINT NOT NULL, version BIGINT NOT NULL, INDEX by_code (code)) ENGINE=InnoDB")
                .update();
    }

    @Nullable
    Points find(String column, long key) {
        return jdbc.sql("SELECT id, amount, version FROM mutant_points WHERE " + column + " = ?")
                .param(key)
                .query(Points.class)
                .optional()
                .orElse(null);
    }

    /** Changes by the primary key, which does not lock the entry of another index. */
    void change(long id) {
        jdbc.sql("UPDATE mutant_points SET amount = amount + 5, version = version + 1 WHERE id = ?")
                .param(id)
                .update();
    }

    void insert(long id) {
        jdbc.sql("INSERT INTO mutant_points VALUES (?, ?, 100, 1)")
                .params(id, id + CODES)
                .update();
    }

    void reset(long id) {
        jdbc.sql("REPLACE INTO mutant_points VALUES (?, ?, 100, 1)")
                .params(id, id + CODES)
                .update();
    }

    void remove(long id) {
        jdbc.sql("DELETE FROM mutant_points WHERE id = ?").param(id).update();
    }
}
