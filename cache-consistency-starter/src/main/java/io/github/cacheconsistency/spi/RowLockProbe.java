package io.github.cacheconsistency.spi;

import io.github.cacheconsistency.CacheKey;
import java.util.List;

/**
 * Asks the database whether a transaction is writing the rows of a cached value (docs/protocols.md, "row-lock-lease").
 * Thread-safe.
 */
@FunctionalInterface
public interface RowLockProbe {

    /**
     * Returns {@code true} if no other open transaction has written the rows behind {@code key}. Missing rows that a
     * transaction inserts count as well. Never waits for a lock. Must be called outside any transaction.
     *
     * @throws org.springframework.dao.DataAccessException if the database cannot answer
     */
    boolean isFree(CacheKey key);

    /**
     * Like {@link #isFree}, for several keys, with fewer statements if one statement can ask for several rows. The
     * results are in the order of {@code keys}.
     *
     * @throws org.springframework.dao.DataAccessException if the database cannot answer for any of them
     */
    default List<Boolean> areFree(List<CacheKey> keys) {
        return keys.stream().map(this::isFree).toList();
    }
}
