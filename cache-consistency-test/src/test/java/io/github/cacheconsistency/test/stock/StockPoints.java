package io.github.cacheconsistency.test.stock;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What the teams of both incidents had: Spring's annotations, the stock cache manager, one table. */
public class StockPoints {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public StockPoints(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        jdbc.sql("CREATE TABLE IF NOT EXISTS points "
                        + "(id BIGINT PRIMARY KEY, amount BIGINT NOT NULL, version BIGINT NOT NULL) ENGINE=InnoDB")
                .update();
    }

    /** The version of the row; 0 where there is none. */
    @Cacheable("points")
    public Long find(long id) {
        return version(id);
    }

    /** One committed change; the entry is evicted after the commit. */
    @CacheEvict(cacheNames = "points", key = "#id")
    public void add(long id, long delta) {
        transaction.executeWithoutResult(status -> change(id, delta));
    }

    @Caching(
            evict = {
                @CacheEvict(cacheNames = "points", key = "#first"),
                @CacheEvict(cacheNames = "points", key = "#second")
            })
    public void addToBoth(long first, long second) {
        transaction.executeWithoutResult(status -> {
            change(first, 1);
            change(second, 1);
        });
    }

    @CacheEvict(cacheNames = "points", allEntries = true)
    public void addAndClear(long id) {
        transaction.executeWithoutResult(status -> change(id, 1));
    }

    @CacheEvict(cacheNames = "points", key = "#id")
    public void create(long id) {
        transaction.executeWithoutResult(status ->
                jdbc.sql("INSERT INTO points VALUES (?, 100, 1)").param(id).update());
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
