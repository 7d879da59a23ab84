package io.github.cacheconsistency.integration;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table behind the caches. Rows are never shared by tests: each takes a new one. */
final class Items {

    private final JdbcClient jdbc;
    private final AtomicLong lastId = new AtomicLong();
    private final AtomicInteger loads = new AtomicInteger();

    Items(JdbcClient jdbc) {
        this.jdbc = jdbc;
        jdbc.sql(
                        "CREATE TABLE IF NOT EXISTS item (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL, version BIGINT NOT NULL)"
                                + " ENGINE=InnoDB")
                .update();
    }

    /** An id without a row. */
    long unused() {
        return lastId.incrementAndGet();
    }

    /** The id of a new row of version 1. */
    long given(String name) {
        long id = unused();
        insert(id, name);
        return id;
    }

    void insert(long id, String name) {
        jdbc.sql("INSERT INTO item VALUES (?, ?, 1)").params(id, name).update();
    }

    /** Reads a row, as cache loaders do; counted. */
    @Nullable
    Item load(long id) {
        loads.incrementAndGet();
        return row(id);
    }

    /** Reads rows, as batch loaders do; counted once. */
    Map<Long, Item> loadAll(Collection<Long> ids) {
        loads.incrementAndGet();
        List<Item> rows = jdbc.sql("SELECT id, name, version FROM item WHERE id IN (:ids)")
                .param("ids", ids)
                .query(Item.class)
                .list();
        return rows.stream().collect(Collectors.toMap(Item::id, Function.identity()));
    }

    /** Changes a row. */
    Item rename(long id, String name) {
        jdbc.sql("UPDATE item SET name = ?, version = version + 1 WHERE id = ?")
                .params(name, id)
                .update();
        Item changed = row(id);
        if (changed == null) {
            throw new IllegalStateException("Expected item " + id + " to exist. Insert it first.");
        }
        return changed;
    }

    void delete(long id) {
        jdbc.sql("DELETE FROM item WHERE id = ?").param(id).update();
    }

    @Nullable
    Item row(long id) {
        return jdbc.sql("SELECT id, name, version FROM item WHERE id = ?")
                .param(id)
                .query(Item.class)
                .optional()
                .orElse(null);
    }

    /** How many loads there were since the last call of {@link #forgetLoads()}. */
    int loads() {
        return loads.get();
    }

    void forgetLoads() {
        loads.set(0);
    }
}
