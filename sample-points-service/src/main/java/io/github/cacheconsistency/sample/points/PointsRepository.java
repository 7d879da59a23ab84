package io.github.cacheconsistency.sample.points;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of the balances. Every change increments the version in the same statement, so that each change has a version
 * of its own.
 */
@Repository
class PointsRepository {

    private final JdbcClient jdbc;

    PointsRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the balance, or {@code null} if the user is unknown. */
    @Nullable
    PointsBalance find(long userId) {
        return jdbc.sql("SELECT user_id, points, version FROM user_points WHERE user_id = :userId")
                .param("userId", userId)
                .query(PointsBalance.class)
                .optional()
                .orElse(null);
    }

    /** Sets the balance; does nothing if the user is unknown. */
    void set(long userId, long points) {
        jdbc.sql("UPDATE user_points SET points = :points, version = version + 1 WHERE user_id = :userId")
                .param("userId", userId)
                .param("points", points)
                .update();
    }

    /**
     * Adds {@code delta}, which may be negative, unless the sum would be negative or exceed a BIGINT. The sum is
     * checked as a DECIMAL, which does not overflow.
     *
     * @return whether the delta was added; {@code false} also if the user is unknown
     */
    boolean add(long userId, long delta) {
        return jdbc.sql("""
                        UPDATE user_points SET points = points + :delta, version = version + 1
                        WHERE user_id = :userId
                          AND points + CAST(:delta AS DECIMAL(20)) BETWEEN 0 AND 9223372036854775807""").param("userId", userId).param("delta", delta).update() == 1;
    }
}
