package io.github.cacheconsistency.sample.jpa;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** Accesses the orders in the database and in Redis directly, without the service. */
@TestComponent
class Orders {

    private final JdbcClient jdbc;
    private final StringRedisTemplate redis;

    Orders(JdbcClient jdbc, StringRedisTemplate redis) {
        this.jdbc = jdbc;
        this.redis = redis;
    }

    /** Inserts an empty order of version 1, which is not cached. */
    long given() {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO orders (items, version) VALUES (0, 1)").update(key, "id");
        return key.getKey().longValue();
    }

    int items(long id) {
        return jdbc.sql("SELECT items FROM orders WHERE id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    /** Waits until the key of the order holds a value, because a fill may follow the read that caused it. */
    void awaitFill(long id) {
        await().until(() -> {
            String held = redis.opsForValue().get("orders::" + id);
            return held != null && !held.startsWith("\0cc:lease:");
        });
    }

    /** Whether the key of the order holds anything, a value or a lease. */
    boolean isCached(long id) {
        return Boolean.TRUE.equals(redis.hasKey("orders::" + id));
    }

    /** Runs {@code work} on another thread, without the transactions and entities of this thread. */
    static void elsewhere(Runnable work) {
        CompletableFuture.runAsync(work).orTimeout(60, TimeUnit.SECONDS).join();
    }
}
