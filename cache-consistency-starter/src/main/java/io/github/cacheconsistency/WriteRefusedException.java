package io.github.cacheconsistency;

import java.util.Collection;
import org.springframework.dao.TransientDataAccessResourceException;

/**
 * Thrown if a transaction was rolled back because Redis failed on its invalidations, which the strategy requires before
 * the commit. The database is unchanged, and the write may be retried.
 */
public class WriteRefusedException extends TransientDataAccessResourceException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception; its message contains the keys.
     *
     * @param keys the keys whose invalidation failed
     * @param cause the failure of Redis or of the connection
     */
    public WriteRefusedException(Collection<CacheKey> keys, Throwable cause) {
        super(
                ("Expected Redis to take the invalidation of %s before the commit, but it failed. The transaction is rolled"
                                + " back: try again when Redis answers.")
                        .formatted(keys),
                cause);
    }
}
