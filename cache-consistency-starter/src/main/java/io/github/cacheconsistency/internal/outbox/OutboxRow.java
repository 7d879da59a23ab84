package io.github.cacheconsistency.internal.outbox;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.Invalidation;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A row of the outbox.
 *
 * @param id increases in the order of inserts, not of commits
 * @param invalidation the invalidation to apply
 */
record OutboxRow(long id, Invalidation invalidation) {

    static final String KEY = "KEY";
    static final String PATTERN = "PATTERN";

    static OutboxRow read(ResultSet result, int number) throws SQLException {
        CacheKey key = new CacheKey(result.getString(2), result.getBytes(3));
        return new OutboxRow(result.getLong(1), new Invalidation(key, PATTERN.equals(result.getString(4))));
    }
}
