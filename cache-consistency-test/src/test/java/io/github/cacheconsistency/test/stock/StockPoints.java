package io.github.cacheconsistency.test.stock;

import java.io.Serializable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** The service of both incidents: Spring's annotations, the stock cache manager, one table. */
public class StockPoints {

    private final JdbcClient jdbc;

    public StockPoints(JdbcClient jdbc) {
        this.jdbc = jdbc;
        jdbc.sql("CREATE TABLE IF NOT EXISTS points "
                        + "(id BIGINT PRIMARY KEY, amount BIGINT NOT NULL, version BIGINT NOT NULL) ENGINE=InnoDB")
                .update();
    }

    /** The row, or {@code null}. */
    @Cacheable("points")
    public @Nullable Points find(long id) {
        return jdbc.sql("SELECT id, amount, version FROM points WHERE id = ?")
                .param(id)
                .query(Points.class)
                .optional()
                .orElse(null);
    }

    /** The version of {@link #find}; 0 if there is no row. */
    public record Points(long id, long amount, long version) implements Serializable {

        public static long version(@Nullable Points points) {
            return points == null ? 0 : points.version();
        }
    }

    @Transactional
    @CacheEvict(cacheNames = "points", key = "#id")
    public void add(long id, long delta) {
        change(id, delta);
    }

    @Transactional
    @Caching(
            evict = {
                @CacheEvict(cacheNames = "points", key = "#first"),
                @CacheEvict(cacheNames = "points", key = "#second")
            })
    public void addToBoth(long first, long second) {
        change(first, 1);
        change(second, 1);
    }

    @Transactional
    @CacheEvict(cacheNames = "points", allEntries = true)
    public void addAndClear(long id) {
        change(id, 1);
    }

    @Transactional
    @CacheEvict(cacheNames = "points", key = "#id")
    public void create(long id) {
        jdbc.sql("INSERT INTO points VALUES (?, 100, 1)").param(id).update();
    }

    /** Completes and fails together with {@code work}. */
    @Transactional
    @CacheEvict(cacheNames = "points", key = "#id")
    public CompletionStage<Void> addAnd(long id, long delta, CompletionStage<Void> work) {
        change(id, delta);
        return work.thenApply(done -> done);
    }

    public long version(long id) {
        return jdbc.sql("SELECT version FROM points WHERE id = ?")
                .param(id)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    public void reset(long id) {
        jdbc.sql("REPLACE INTO points VALUES (?, 100, 1)").param(id).update();
    }

    public void remove(long id) {
        jdbc.sql("DELETE FROM points WHERE id = ?").param(id).update();
    }

    private void change(long id, long delta) {
        jdbc.sql("UPDATE points SET amount = amount + ?, version = version + 1 WHERE id = ?")
                .params(delta, id)
                .update();
    }
}
