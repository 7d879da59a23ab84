package io.github.cacheconsistency;

/**
 * Asks the database whether a write of a cached row is under way (protocols, "row-lock-lease"). Thread-safe.
 */
@FunctionalInterface
public interface RowLockProbe {

    /**
     * Whether no other transaction has written the rows behind {@code key} without having ended by now. Sees writes of
     * missing rows as well. Never waits for a lock. To be called outside any transaction.
     *
     * @throws org.springframework.dao.DataAccessException if the database cannot answer
     */
    boolean isFree(CacheKey key);
}
