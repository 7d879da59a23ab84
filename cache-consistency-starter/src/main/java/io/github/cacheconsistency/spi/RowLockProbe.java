package io.github.cacheconsistency.spi;

import io.github.cacheconsistency.CacheKey;
import java.util.List;

/**
 * Asks the database whether a write of a cached row is under way (docs/protocols.md, "row-lock-lease"). Thread-safe.
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

    /**
     * {@link #isFree} of several keys; the answers are in their order. By fewer statements where one can ask for several rows.
     *
     * @throws org.springframework.dao.DataAccessException if the database cannot answer for any of them
     */
    default List<Boolean> areFree(List<CacheKey> keys) {
        return keys.stream().map(this::isFree).toList();
    }
}
