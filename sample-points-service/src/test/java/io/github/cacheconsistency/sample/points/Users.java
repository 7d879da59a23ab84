package io.github.cacheconsistency.sample.points;

import java.util.Objects;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Inserts users into the database and deletes them, without the service. */
@TestComponent
class Users {

    private static final long FIRST_TEST_ID = 1_000_000;

    private final JdbcClient jdbc;
    private final Cache cache;

    Users(JdbcClient jdbc, CacheManager cacheManager) {
        this.jdbc = jdbc;
        this.cache = Objects.requireNonNull(cacheManager.getCache("points"));
    }

    /** Inserts a user with a balance of version 1 and returns the id, which is not cached. */
    long given(long points) {
        long highest = jdbc.sql("SELECT COALESCE(MAX(user_id), 0) FROM user_points")
                .query(Long.class)
                .single();
        long userId = Math.max(highest + 1, FIRST_TEST_ID);
        jdbc.sql("INSERT INTO user_points (user_id, points, version) VALUES (?, ?, 1)")
                .params(userId, points)
                .update();
        return userId;
    }

    /** Deletes all users that were {@link #given}. */
    void clear() {
        jdbc.sql("DELETE FROM user_points WHERE user_id >= ?")
                .param(FIRST_TEST_ID)
                .update();
        cache.clear();
    }
}
